//! Atom [1.0](https://www.rfc-editor.org/rfc/rfc4287) and 0.3, whose names for the same things are
//! a little different.
//!
//! A `content` that lies elsewhere (`src`) is no body: it may be of any type, and its place is the
//! article's address where there is no other. If it is a document of Atom, it is fetched when the
//! article is opened.

use super::{
    xml::Element,
    xml_feed::{Scope, Vocabulary},
};
use crate::model::{Article, Body};

/// In what Atom differs from RSS.
pub const VOCABULARY: Vocabulary = Vocabulary {
    text,
    bodies: "content summary content:encoded media:description",
    summaries: "summary media:description",
    complete,
};

/// A text construct ([RFC 4287, section 3.1](https://www.rfc-editor.org/rfc/rfc4287#section-3.1))
/// or content: XHTML, escaped HTML or plain text, by its type.
fn text(element: &Element) -> Body {
    let kind = element.attribute("type").unwrap_or_default();
    let is_html = kind.contains("html") || element.attribute("mode") == Some("escaped");
    let is_readable = is_html || kind == "text" || kind.starts_with("text/") || kind.is_empty();
    if element.elements().next().is_some() {
        return Body::Html(element.inner_html());
    }
    let text = element.text();
    match is_readable && !text.trim().is_empty() {
        false => Body::Absent,
        true if is_html => Body::Html(text),
        true => Body::Text(text),
    }
}

fn complete(item: &Element, scope: &Scope, article: &mut Article) {
    for content in item.all("content") {
        let place = content.attribute("src");
        let place = place.and_then(|place| scope.within(content).url(place));
        let kind = content.attribute("type").unwrap_or_default();
        match kind.starts_with("application/atom+xml") {
            true => article.article_url = place,
            false => article.url = article.url.take().or(place),
        }
    }
}
