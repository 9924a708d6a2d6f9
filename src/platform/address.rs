//! The browser's URL parser, and what else reading a document needs at its address.

use super::{host, inert};
use crate::{
    feed::Environment,
    model::{Href, Resolve, before},
};
use std::rc::Rc;

/// A document's address, against which its references resolve.
#[derive(Clone, Debug, PartialEq)]
pub struct Address(pub String);

impl Address {
    /// The base of the page's own references.
    pub fn of_page() -> Self {
        let base = super::document().base_uri().ok().flatten();
        Self(base.unwrap_or_default())
    }
}

impl Resolve for Address {
    fn resolve(&self, reference: &str) -> Option<Href> {
        Href::from_serialised(host::resolve(reference, &self.0)?)
    }
}

impl Environment for Address {
    fn words_of(&self, html: &str) -> String {
        inert::words_of(html)
    }

    fn below(&self, base: &str) -> Option<Rc<dyn Environment>> {
        Some(Rc::new(Self(host::resolve(base, &self.0)?)))
    }
}

/// The address of the host page, with its fragment.
pub fn page() -> String {
    super::document().url().unwrap_or_default()
}

/// The address that the host page calls its own: its canonical link, else where it was loaded
/// from, without the fragment.
pub fn canonical() -> String {
    let document = super::document();
    let link = super::attribute_of(&document, "link[rel='canonical']", "href");
    if let Some(link) = link.and_then(|href| Address::of_page().resolve(&href)) {
        return link.as_str().to_owned();
    }
    before(&page(), b"#").to_owned()
}

/// A text as it may stand in a URL's query or fragment.
pub fn escaped(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// What an escaped text says; itself where it has been escaped wrongly.
pub fn unescaped(text: &str) -> String {
    js_sys::decode_uri_component(text).map_or_else(|_| text.to_owned(), String::from)
}
