//! The parsers outside a browser, and what else reading needs there.

use super::{Environment, JsonDocument, LISTS, PageData, Source, Text, encoding, page_json};
use crate::{
    markup::{self, Node, native::NativeNode},
    model::one_line,
};
use encoding_rs::{Encoding, UTF_8};
use serde_json::Value;
use std::rc::Rc;
use url::Url;

/// A text that is read without a browser.
pub struct NativeText<'a>(pub &'a str);

impl Text for NativeText<'_> {
    fn start(&self) -> String {
        self.0.chars().take(1000).collect()
    }

    fn json(&self) -> Result<Box<dyn JsonDocument>, String> {
        let text = self.0.strip_prefix('\u{feff}').unwrap_or(self.0);
        match serde_json::from_str(text) {
            Ok(value) => Ok(Box::new(NativeJson(value))),
            Err(error) => Err(error.to_string()),
        }
    }

    fn page(&self) -> PageData {
        let mut page = PageData::default();
        // The tree is gone with its root.
        let root = markup::native::parse(self.0);
        let mut waiting = vec![root.clone()];
        while let Some(node) = waiting.pop() {
            read_element(&node, &mut page);
            waiting.extend(node.next_sibling());
            waiting.extend(node.first_child());
        }
        page
    }
}

/// Reads what one element of a page says for machines.
fn read_element(node: &NativeNode, page: &mut PageData) {
    let attribute = |name| node.attribute(name).unwrap_or_default();
    let text = || {
        let mut text = String::new();
        let mut child = node.first_child();
        while let Some(node) = child {
            text.push_str(&node.text());
            child = node.next_sibling();
        }
        text
    };
    match node.name().as_str() {
        "html" if page.language.is_empty() => page.language = attribute("lang"),
        "title" if page.title.is_empty() => page.title = one_line(&text()),
        "link" if page.canonical.is_empty() && attribute("rel") == "canonical" => {
            page.canonical = attribute("href");
        }
        "script" => {
            let kind = attribute("type").to_ascii_lowercase();
            if kind.starts_with("application/ld+json") {
                let block = NativeText(&page_json(&text())).json();
                page.blocks.extend(block.ok());
            }
        }
        _ => {}
    }
}

/// The text that these bytes are, which came with this `Content-Type`.
pub fn decode(bytes: &[u8], content_type: Option<&str>) -> String {
    let label = encoding::label(bytes, content_type);
    let encoding = Encoding::for_label_no_replacement(label.as_bytes()).unwrap_or(UTF_8);
    encoding.decode(bytes).0.into_owned()
}

struct NativeJson(Value);

impl NativeJson {
    fn list(&self, list: &str) -> Option<&Vec<Value>> {
        match list {
            "" => self.0.as_array(),
            name => self.0.get(name)?.as_array(),
        }
    }
}

impl JsonDocument for NativeJson {
    fn outline(&self) -> Value {
        match &self.0 {
            Value::Array(_) => Value::Array(Vec::new()),
            Value::Object(members) => {
                let outlined = members.iter().map(|(name, value)| {
                    let is_list = value.is_array() && LISTS.split(' ').any(|list| list == name);
                    let value = match is_list {
                        true => Value::Array(Vec::new()),
                        false => value.clone(),
                    };
                    (name.clone(), value)
                });
                Value::Object(outlined.collect())
            }
            other => other.clone(),
        }
    }

    fn count(&self, list: &str) -> usize {
        self.list(list).map_or(0, Vec::len)
    }

    fn element(&self, list: &str, index: usize) -> Value {
        let element = self.list(list).and_then(|elements| elements.get(index));
        element.cloned().unwrap_or_default()
    }
}

/// The source of a document at `url` that came without headers; `None` where that is no URL.
pub fn source(url: &str) -> Option<Source> {
    let base = Url::parse(url).ok()?;
    Some(Source {
        url: base.to_string(),
        environment: Rc::new(base),
        link: None,
        total_pages: None,
    })
}

impl Environment for Url {
    fn words_of(&self, html: &str) -> String {
        markup::words(&markup::native::parse(html))
    }

    fn below(&self, base: &str) -> Option<Rc<dyn Environment>> {
        Some(Rc::new(self.join(base).ok()?))
    }
}
