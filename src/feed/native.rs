//! The parsers outside a browser, and what else reading needs there.

use super::{
    Environment, JsonDocument, LISTS, PageData, Source, Text, XmlDocument, encoding, page_json,
    xml::{self, Element, Name, XmlNode},
};
use crate::{
    markup::{self, Node, native::NativeNode},
    model::{Value, one_line},
};
use encoding_rs::{Encoding, UTF_8};
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
            Ok(value) => Ok(Box::new(NativeJson(converted(value)))),
            Err(error) => Err(error.to_string()),
        }
    }

    fn xml(&self) -> Result<Box<dyn XmlDocument>, String> {
        match roxmltree::Document::parse(&xml::tidy(self.0)) {
            Ok(document) => Ok(Box::new(NativeXml::of(&document))),
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

/// The value that a parser has read.
fn converted(value: serde_json::Value) -> Value {
    use serde_json::Value as Parsed;
    match value {
        Parsed::Null => Value::Null,
        Parsed::Bool(truth) => Value::Bool(truth),
        // A whole number that is out of a number's reach may be an id all the same.
        Parsed::Number(number) => match number.as_f64() {
            Some(real) if number.is_f64() || real.abs() < 9e15 => Value::Number(real),
            _ => Value::String(number.to_string()),
        },
        Parsed::String(text) => Value::String(text),
        Parsed::Array(elements) => Value::Array(elements.into_iter().map(converted).collect()),
        Parsed::Object(members) => {
            let members = members.into_iter();
            Value::Object(members.map(|(name, one)| (name, converted(one))).collect())
        }
    }
}

struct NativeJson(Value);

impl NativeJson {
    fn list(&self, list: &str) -> Option<&[Value]> {
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
                    let is_list =
                        value.as_array().is_some() && LISTS.split(' ').any(|list| list == name);
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
        self.list(list).map_or(0, <[Value]>::len)
    }

    fn element(&self, list: &str, index: usize) -> Value {
        let element = self.list(list).and_then(|elements| elements.get(index));
        element.cloned().unwrap_or_default()
    }

    fn put_first(&mut self, list: &str, outer: &str, inner: &str) {
        let rank = |element: &Value| match element.get(outer).and_then(|own| own.get(inner)) {
            Some(Value::Number(number)) if number.is_finite() => *number,
            _ => 0.0,
        };
        if let Value::Object(members) = &mut self.0
            && let Some((_, Value::Array(elements))) =
                members.iter_mut().find(|(name, _)| name == list)
        {
            elements.sort_by(|one, other| rank(other).total_cmp(&rank(one)));
        }
    }
}

/// A document of which all has been copied: outside a browser nobody waits for the first item.
struct NativeXml {
    frame: Element,
    items: Vec<Element>,
}

impl NativeXml {
    fn of(document: &roxmltree::Document) -> Self {
        let root = document.root_element();
        let name_of = |node: &roxmltree::Node| node.tag_name().name().to_owned();
        let is_item = |node: &roxmltree::Node| matches!(&*name_of(node), "item" | "entry");
        let (mut items, mut rest, mut channel) = (Vec::new(), Vec::new(), None);
        if name_of(&root) == "entry" {
            items.push(root);
        } else {
            for child in root.children().filter(roxmltree::Node::is_element) {
                if name_of(&child) == "channel" {
                    channel = channel.or(Some(child));
                    let (own, others): (Vec<_>, Vec<_>) = child
                        .children()
                        .filter(roxmltree::Node::is_element)
                        .partition(is_item);
                    items.extend(own);
                    rest.extend(others);
                } else if is_item(&child) {
                    items.push(child);
                } else {
                    rest.push(child);
                }
            }
        }
        let home = xml::home(&name_of(&root));
        Self {
            frame: Element::frame(&root, channel.as_ref(), &rest),
            items: items.iter().map(|item| Element::copy(item, home)).collect(),
        }
    }
}

impl XmlDocument for NativeXml {
    fn frame(&self) -> Element {
        self.frame.clone()
    }

    fn count(&self) -> usize {
        self.items.len()
    }

    fn item(&self, index: usize) -> Element {
        self.items.get(index).cloned().unwrap_or_default()
    }
}

impl XmlNode for roxmltree::Node<'_, '_> {
    fn name(&self) -> Option<Name> {
        let namespace = self.tag_name().namespace().unwrap_or_default();
        self.is_element().then(|| Name {
            namespace: namespace.to_owned(),
            prefix: self.lookup_prefix(namespace).unwrap_or_default().to_owned(),
            local: self.tag_name().name().to_owned(),
        })
    }

    fn text(&self) -> Option<String> {
        self.is_text()
            .then(|| roxmltree::Node::text(self).unwrap_or_default().to_owned())
    }

    fn attributes(&self) -> Vec<(String, String)> {
        let attributes = roxmltree::Node::attributes(self);
        attributes
            .map(|one| {
                let prefix = one.namespace().and_then(|uri| self.lookup_prefix(uri));
                let name = match prefix {
                    Some(prefix) => [prefix, ":", one.name()].concat(),
                    None => one.name().to_owned(),
                };
                (name, one.value().to_owned())
            })
            .collect()
    }

    fn first_child(&self) -> Option<Self> {
        roxmltree::Node::first_child(self)
    }

    fn next_sibling(&self) -> Option<Self> {
        roxmltree::Node::next_sibling(self)
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
