//! A fetched text, which stays on the browser's side: it may be large, and the browser's own
//! parsers read it.

use super::{json::BrowserJson, xml};
use crate::feed::{JsonDocument, Text, XmlDocument};
use js_sys::JsString;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // Without the detour through the program's memory that `js_sys::JSON::parse` takes.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;
}

/// A text that the browser holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BrowserText(pub JsString);

impl Text for BrowserText {
    fn start(&self) -> String {
        self.0.slice(0, 1000).into()
    }

    fn json(&self) -> Result<Box<dyn JsonDocument>, String> {
        parse_json(&self.0)
            .map(|value| Box::new(BrowserJson(value)) as Box<dyn JsonDocument>)
            .map_err(|error| super::message(&error))
    }

    fn xml(&self) -> Result<Box<dyn XmlDocument>, String> {
        xml::parse(&String::from(&self.0))
    }
}
