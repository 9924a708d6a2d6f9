//! The browser's XML parser, used inertly.

use super::host;
use crate::{
    feed::xml::{self, Element, FRAME_ELEMENTS, Name, XmlDocument, XmlNode},
    model::{one_line, start_of},
};
use wasm_bindgen::JsCast;
use web_sys::{Document, NodeList};

/// What the items of [`XmlDocument`] are, and the rest of the frame.
const ITEMS: &str = "entry:root,:root>item,:root>entry,:root>channel>item,:root>channel>entry";
const FRAME: &str = ":root:not(entry)>:not(channel,item,entry),:root>channel>:not(item,entry)";

/// Parses XML that may need mending.
///
/// # Errors
/// What the browser says of it where it cannot be mended.
pub fn parse(text: &str) -> Result<Box<dyn XmlDocument>, String> {
    let document = host::parse(&xml::tidy(text), "application/xml");
    // The browser says what is wrong in a document of its own.
    if let Some(error) = select(&document, "parsererror").and_then(|found| found.get(0)) {
        let words = one_line(&error.text_content().unwrap_or_default());
        return Err(start_of(&words, 200).to_owned());
    }
    let found = (
        document.document_element(),
        select(&document, ITEMS),
        select(&document, FRAME),
    );
    let (Some(root), Some(items), Some(frame)) = found else {
        return Err(String::new());
    };
    Ok(Box::new(BrowserXml {
        home: xml::home(&root.local_name()),
        channel: select(&document, ":root>channel").and_then(|found| found.get(0).map(BrowserNode)),
        root: BrowserNode(root.into()),
        items,
        frame,
    }))
}

fn select(document: &Document, selectors: &str) -> Option<NodeList> {
    document.query_selector_all(selectors).ok()
}

struct BrowserXml {
    root: BrowserNode,
    channel: Option<BrowserNode>,
    /// The browser finds and counts them; a walk from here to there and back takes far longer.
    items: NodeList,
    frame: NodeList,
    home: &'static str,
}

impl XmlDocument for BrowserXml {
    fn frame(&self) -> Element {
        let mut children = Vec::new();
        while let Some(node) = self.frame.get(children.len() as u32)
            && children.len() < FRAME_ELEMENTS
        {
            children.push(BrowserNode(node));
        }
        Element::frame(&self.root, self.channel.as_ref(), &children)
    }

    fn count(&self) -> usize {
        self.items.length() as usize
    }

    fn item(&self, index: usize) -> Element {
        let node = self.items.get(index as u32).map(BrowserNode);
        node.map_or_else(Element::default, |node| Element::copy(&node, self.home))
    }
}

struct BrowserNode(web_sys::Node);

impl XmlNode for BrowserNode {
    fn name(&self) -> Option<Name> {
        let element: &web_sys::Element = self.0.dyn_ref()?;
        Some(Name {
            namespace: element.namespace_uri().unwrap_or_default(),
            prefix: element.prefix().unwrap_or_default(),
            local: element.local_name(),
        })
    }

    fn text(&self) -> Option<String> {
        // Comments and instructions have a value as well, but none are left in what is parsed.
        self.0.node_value()
    }

    fn attributes(&self) -> Vec<(String, String)> {
        let Some(element) = self.0.dyn_ref::<web_sys::Element>() else {
            return Vec::new();
        };
        let (names, mut attributes) = (element.get_attribute_names(), Vec::new());
        for index in 0..names.length() {
            let name = names.get(index).as_string().unwrap_or_default();
            let value = element.get_attribute(&name).unwrap_or_default();
            attributes.push((name, value));
        }
        attributes
    }

    fn first_child(&self) -> Option<Self> {
        self.0.first_child().map(Self)
    }

    fn next_sibling(&self) -> Option<Self> {
        self.0.next_sibling().map(Self)
    }
}
