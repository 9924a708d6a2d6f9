//! A fetched text, which stays on the browser's side: it may be large, and the browser's own
//! parsers read it.

use super::{host, json, xml};
use crate::{
    feed::{JsonDocument, PageData, Text, XmlDocument, page_json},
    model::one_line,
};
use js_sys::JsString;

/// A text that the browser holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BrowserText(pub JsString);

impl Text for BrowserText {
    fn start(&self) -> String {
        self.0.slice(0, 1000).into()
    }

    fn json(&self) -> Result<Box<dyn JsonDocument>, String> {
        Ok(Box::new(json::read(&self.0)?))
    }

    fn xml(&self) -> Result<Box<dyn XmlDocument>, String> {
        xml::parse(&String::from(&self.0))
    }

    fn page(&self) -> PageData {
        let document = host::parse(&String::from(&self.0), "text/html");
        let mut blocks = Vec::new();
        if let Ok(scripts) = document.query_selector_all("script[type^='application/ld+json']") {
            for index in 0..scripts.length() {
                let script = scripts.get(index).and_then(|script| script.text_content());
                let json = page_json(&script.unwrap_or_default());
                blocks.extend(Self(json.into()).json().ok());
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
