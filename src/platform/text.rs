//! A fetched text, which stays on the browser's side: it may be large, and the browser's own
//! parsers read it.

use super::{
    host,
    json::{self, BrowserJson},
    xml,
};
use crate::{
    feed::{JsonDocument, PageData, Text, XmlDocument, page_json},
    model::one_line,
};
use js_sys::JsString;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// A text that the browser holds.
#[derive(Debug)]
pub struct BrowserText {
    /// Its characters.
    pub characters: JsString,
    /// What it says as JSON, where that has been read; undefined otherwise.
    parsed: RefCell<JsValue>,
}

impl From<JsString> for BrowserText {
    fn from(characters: JsString) -> Self {
        Self {
            characters,
            parsed: RefCell::default(),
        }
    }
}

impl BrowserText {
    /// Reads a long JSON document in turns with the page, so that [`Text::json`] has it at once.
    pub async fn prepare(&self) {
        let parsed = JsFuture::from(host::parse_in_turns(&self.characters)).await;
        self.parsed.replace(parsed.unwrap_or_default());
    }
}

impl Text for BrowserText {
    fn start(&self) -> String {
        self.characters.slice(0, 1000).into()
    }

    fn json(&self) -> Result<Box<dyn JsonDocument>, String> {
        let parsed = self.parsed.take();
        Ok(Box::new(match parsed.is_undefined() {
            true => json::read(&self.characters)?,
            false => BrowserJson(parsed),
        }))
    }

    fn xml(&self) -> Result<Box<dyn XmlDocument>, String> {
        xml::parse(&String::from(&self.characters))
    }

    fn page(&self) -> PageData {
        let document = host::parse(&String::from(&self.characters), "text/html");
        let mut blocks = Vec::new();
        if let Ok(scripts) = document.query_selector_all("script[type^='application/ld+json']") {
            for index in 0..scripts.length() {
                let script = scripts.get(index).and_then(|script| script.text_content());
                let json = page_json(&script.unwrap_or_default());
                blocks.extend(Self::from(JsString::from(json)).json().ok());
            }
        }
        PageData {
            blocks,
            language: super::attribute_of(&document, "html", "lang").unwrap_or_default(),
            title: one_line(&document.title()),
            canonical: super::attribute_of(&document, "link[rel='canonical']", "href")
                .unwrap_or_default(),
        }
    }
}
