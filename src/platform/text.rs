//! A fetched text, which stays on the browser's side: it may be large, and the browser's own
//! parsers read it.

use super::json::BrowserJson;
use crate::feed::{JsonDocument, Text};
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
}

/// What the page's own function has made of a text: JSON, as a value or as a text.
pub struct Adapted(JsValue);

impl Adapted {
    /// Takes what the function returned.
    pub fn of(value: JsValue) -> Self {
        Self(value)
    }
}

impl Text for Adapted {
    fn start(&self) -> String {
        self.0.as_string().unwrap_or_default()
    }

    fn json(&self) -> Result<Box<dyn JsonDocument>, String> {
        match self.0.dyn_ref::<JsString>() {
            Some(text) => BrowserText(text.clone()).json(),
            None => Ok(Box::new(BrowserJson(self.0.clone()))),
        }
    }
}
