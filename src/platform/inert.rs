//! The browser's HTML parser, used inertly.

use super::{address::Address, host};
use crate::{
    markup::{self, Node, NodeKind},
    model::Block,
};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Reads HTML of unknown quality and intent into typed blocks. Nothing in it runs or loads: the
/// document that the parser makes belongs to no window.
pub fn read_html(html: &str, base: &Address) -> Vec<Block> {
    markup::read_html(&parse(html), base)
}

/// The words of HTML of unknown quality and intent, as one line.
pub fn words_of(html: &str) -> String {
    markup::words(&parse(html))
}

fn parse(html: &str) -> BrowserNode {
    BrowserNode(host::parse(&markup::document_of(html), "text/html").into())
}

struct BrowserNode(web_sys::Node);

impl BrowserNode {
    fn element(&self) -> Option<&Element> {
        self.0.dyn_ref()
    }
}

impl Node for BrowserNode {
    fn kind(&self) -> NodeKind {
        match self.0.node_type() {
            web_sys::Node::ELEMENT_NODE => {
                let namespace = self.element().and_then(Element::namespace_uri);
                match namespace.as_deref() {
                    Some("http://www.w3.org/1999/xhtml") => NodeKind::Element,
                    _ => NodeKind::Foreign,
                }
            }
            web_sys::Node::TEXT_NODE => NodeKind::Text,
            web_sys::Node::DOCUMENT_NODE => NodeKind::Container,
            _ => NodeKind::Other,
        }
    }

    fn name(&self) -> String {
        self.element()
            .map(|element| element.local_name().to_ascii_lowercase())
            .unwrap_or_default()
    }

    fn text(&self) -> String {
        self.0.node_value().unwrap_or_default()
    }

    fn attribute(&self, name: &str) -> Option<String> {
        // `host.js` has renamed it: a document that is only read has no styles.
        let name = if name == "style" { "data-style" } else { name };
        self.element()?.get_attribute(name)
    }

    fn first_child(&self) -> Option<Self> {
        self.0.first_child().map(Self)
    }

    fn next_sibling(&self) -> Option<Self> {
        self.0.next_sibling().map(Self)
    }
}
