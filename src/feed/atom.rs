//! Atom [1.0](https://www.rfc-editor.org/rfc/rfc4287) and 0.3, whose names for the same things are
//! a little different.
//!
//! A `content` that lies elsewhere (`src`) is no body: it may be of any type, and its place is the
//! article's address where there is no other. If it is a document of Atom, it is fetched when the
//! article is opened.

use super::{
    xml::Element,
    xml_feed::{Vocabulary, plain},
};
use crate::model::{Body, find};

/// In what Atom differs from RSS.
pub const VOCABULARY: Vocabulary = Vocabulary {
    text,
    bodies: "content summary content:encoded media:description",
    summaries: "summary media:description",
    is_written_for_page: false,
};

/// A text construct ([RFC 4287, section 3.1](https://www.rfc-editor.org/rfc/rfc4287#section-3.1))
/// or content: XHTML, escaped HTML or plain text, by its type.
fn text(element: &Element) -> Body {
    let kind = element.attribute("type").unwrap_or_default();
    let is_html = find(kind, "html").is_some() || element.attribute("mode") == Some("escaped");
    let is_readable = is_html || kind == "text" || kind.starts_with("text/") || kind.is_empty();
    if element.elements().next().is_some() {
        return Body::Html(element.inner_html());
    }
    let text = element.text();
    match is_readable {
        false => Body::Absent,
        true if is_html => Body::Html(text),
        true => plain(&text),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        feed::{self, Document, native},
        model::{Author, Body, Feed, Href, Timestamp},
    };

    fn feed(text: &str) -> Feed {
        let source = native::source("https://example.org/feed.atom").unwrap();
        match feed::read(&native::NativeText(text), source) {
            Ok(Document::Feed(feed)) => feed,
            other => panic!("{other:?}"),
        }
    }

    fn url(href: &Option<Href>) -> &str {
        href.as_ref().map_or("", Href::as_str)
    }

    fn html(html: &str) -> Body {
        Body::Html(html.to_owned())
    }

    fn author(name: &str, page: &str) -> Author {
        Author {
            name: name.to_owned(),
            url: Href::from_serialised(page),
        }
    }

    #[test]
    fn version_0_3_has_other_names_for_the_same_things() {
        let feed = feed(include_str!("../../tests/fixtures/dialects/atom-0.3.xml"));
        assert_eq!(feed.title, "Old & kept");
        assert_eq!(url(&feed.home_page_url), "https://old.example/");
        let [drawer, shelf] = &feed.articles[..] else {
            panic!("{feed:?}");
        };
        assert_eq!(drawer.id, "tag:old.example,2004:1");
        assert_eq!(url(&drawer.url), "https://old.example/drawer");
        assert_eq!(drawer.published, Timestamp::parse("2004-05-01T09:00Z"));
        assert_eq!(drawer.modified, Timestamp::parse("2004-05-01T10:00Z"));
        assert_eq!(drawer.body, html("<p>A <i>map</i> was in it.</p>"));
        assert_eq!(
            drawer.authors,
            [author("The archive", "https://old.example/about")]
        );
        assert_eq!(shelf.published, Timestamp::parse("2004-04-01T09:00Z"));
        let Body::Html(body) = &shelf.body else {
            panic!("{shelf:?}");
        };
        assert!(body.ends_with(">A &amp; B<br></div>"), "{body}");
    }

    #[test]
    fn everything_of_version_1_0_is_read() {
        let feed = feed(include_str!("../../tests/fixtures/dialects/atom-1.0.xml"));
        assert_eq!(feed.title, "Hill <3 Valley");
        assert_eq!(
            url(&feed.home_page_url),
            "https://hill.example/news/index.html"
        );
        assert_eq!(
            url(&feed.next_url),
            "https://hill.example/news/feed.atom?page=2"
        );
        assert_eq!(url(&feed.icon), "https://hill.example/icon.png");
        assert_eq!(feed.language.as_deref(), Some("es-MX"));
        let [first, second, third, fourth, fifth] = &feed.articles[..] else {
            panic!("{feed:?}");
        };
        // A title without a type is plain text, whatever it looks like.
        assert_eq!(first.title, "1 < 2 &amp; more");
        assert_eq!(url(&first.url), "https://hill.example/news/1");
        assert_eq!(url(&first.base), "https://hill.example/news/one/");
        assert_eq!(first.body, html("<p><img src=\"a.png\">Largo.</p>"));
        assert_eq!(first.summary.as_deref(), Some("Breve."));
        assert_eq!(first.tags, ["El agua", "monte"]);
        assert_eq!(first.language.as_deref(), Some("es-MX"));
        assert_eq!(first.published, Timestamp::parse("2026-11-01T08:00Z"));
        assert_eq!(
            first.image.as_ref().unwrap().source.as_str(),
            "https://hill.example/news/1.png"
        );
        assert_eq!(
            first.authors,
            [author("La redacción", "https://hill.example/news/about")]
        );

        assert_eq!(second.title, "In markup & more");
        assert_eq!(url(&second.url), "https://hill.example/other/2");
        assert_eq!(second.language.as_deref(), Some("en"));
        assert_eq!(
            second.authors,
            [author("Ada", ""), author("Grace", "https://grace.example/")]
        );
        assert_eq!(
            second.body,
            html("<div><p class=\"a &quot;b&quot;\">One &lt;two><br>three</p></div>")
        );
        assert_eq!(second.published, Timestamp::parse("2026-11-02T08:00Z"));

        assert_eq!(url(&third.url), "https://hill.example/news/3.html");
        assert_eq!(third.body, Body::Absent);
        assert_eq!(third.authors, [author("Their desk", "")]);
        assert_eq!(url(&fourth.url), "https://hill.example/news/4");
        assert_eq!(url(&fourth.article_url), "https://hill.example/news/4.atom");
        assert_eq!(
            fourth.body,
            Body::Text("Line one goes on.\n\nA second paragraph.".to_owned())
        );
        assert_eq!(fifth.body, Body::Absent);
    }

    #[test]
    fn an_entry_alone_is_a_feed_of_one_and_the_body_of_another() {
        let text = include_str!("../../tests/fixtures/dialects/atom-entry.xml");
        let feed = feed(text);
        assert_eq!(feed.articles.len(), 1);
        let alone = &feed.articles[0];
        assert_eq!(url(&alone.url), "https://example.org/news/seul");
        assert_eq!(url(&alone.base), "https://example.org/news/");
        assert_eq!(alone.language.as_deref(), Some("fr"));
        let source = native::source("https://example.org/4.atom").unwrap();
        let article = feed::read_article(&native::NativeText(text), source, "urn:x:4").unwrap();
        assert_eq!(article.id, "urn:x:4");
        assert_eq!(article.body, html("<p>Tout le texte.</p>"));
    }
}
