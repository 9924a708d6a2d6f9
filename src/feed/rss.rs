//! RSS: [0.91](https://www.rssboard.org/rss-0-9-1), 0.92 and
//! [2.0](https://www.rssboard.org/rss-specification), and
//! [1.0](https://web.resource.org/rss/1.0/spec) with 0.90, which are RDF.
//!
//! Its texts are HTML that has been escaped, and often plain text that was meant so. References in
//! them resolve against `xml:base`, else against the page of the article, for which they were
//! written.

use super::{
    xml::Element,
    xml_feed::{Scope, Vocabulary},
};
use crate::model::{Article, Body};

/// In what RSS differs from Atom.
pub const VOCABULARY: Vocabulary = Vocabulary {
    text,
    bodies: "content:encoded xhtml:body xhtml:div description dc:description media:description itunes:summary",
    summaries: "description dc:description itunes:subtitle itunes:summary media:description",
    complete,
};

fn text(element: &Element) -> Body {
    if element.elements().next().is_some() {
        return Body::Html(element.inner_html());
    }
    let text = element.text();
    match text.contains(['<', '&']) {
        true => Body::Html(text),
        false if text.trim().is_empty() => Body::Absent,
        false => Body::Text(text),
    }
}

fn complete(item: &Element, scope: &Scope, article: &mut Article) {
    let permalink = || {
        let guid = item.first("guid")?;
        let is_link = guid.attribute("isPermaLink") != Some("false");
        let text = guid.text();
        // A guid is a link unless it says otherwise, but many that say nothing are none.
        let is_link = is_link && text.trim().starts_with("http");
        scope.url(&text).filter(|_| is_link)
    };
    article.url = article.url.take().or_else(permalink);
    article.base = article.base.take().or_else(|| article.url.clone());
}
