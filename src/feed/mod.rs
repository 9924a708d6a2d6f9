//! Documents → model, one file per dialect.
//!
//! A document is recognised by what it holds, never by its name or MIME type. One bad field costs
//! that field, one bad item costs that item, never the feed. Nothing in this room fetches, draws
//! or knows a browser; addresses are resolved by whoever calls.

mod json_feed;
mod stand;
mod value;

use crate::{
    locale::canonical_tag,
    model::{Article, Edition, Feed, Href, Resolve, Stand},
};
use serde_json::Value;
use std::fmt;
use value::Fields;

/// What a document turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// A manifest of editions.
    Stand(Stand),
    /// The articles of one edition.
    Feed(Feed),
}

/// Why a document cannot be used. [`fmt::Display`] gives the cause for the integrator.
#[derive(Clone, Debug, PartialEq)]
pub enum FeedError {
    /// It is no JSON.
    NotJson {
        /// What the parser says.
        detail: String,
        /// How the document begins.
        start: String,
    },
    /// It is JSON of another kind.
    UnknownShape {
        /// What was there instead of a stand or a feed.
        found: String,
    },
    /// It has nothing to show.
    Empty {
        /// What there should be at least one of: `"item"` or `"edition"`.
        member: &'static str,
        /// How many there were that could not be used.
        dropped: usize,
    },
}

impl fmt::Display for FeedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { detail, start } => write!(
                formatter,
                "the document is not JSON ({detail}); it begins with `{start}`"
            ),
            Self::UnknownShape { found } => write!(
                formatter,
                "expected a stand (\"editions\") or a JSON Feed (\"items\"), but found {found}"
            ),
            Self::Empty { member, dropped } => {
                let needed = match *member {
                    "item" => "an id",
                    _ => "a language and a feed",
                };
                write!(
                    formatter,
                    "there is no usable {member}: each needs {needed}, and {dropped} were dropped \
                     for want of it"
                )
            }
        }
    }
}

impl std::error::Error for FeedError {}

/// Reads JSON; the error says what is wrong with it. The browser's own parser in the browser,
/// [`native_json`] elsewhere.
pub type ParseJson = fn(&str) -> Result<Value, String>;

/// Reads JSON outside a browser.
///
/// # Errors
/// Where the text is no JSON.
#[cfg(not(target_arch = "wasm32"))]
pub fn native_json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// Reads a stand or a feed. `base` resolves the document's references.
///
/// # Errors
/// See [`FeedError`]; a stand without a usable edition and a feed without a usable item are
/// [`FeedError::Empty`].
pub fn read(text: &str, parse: ParseJson, base: &dyn Resolve) -> Result<Document, FeedError> {
    let value = parsed(text, parse)?;
    let fields = Fields::of(&value, base);
    let is_stand = fields.array("editions").is_some() || fields.get("newsstand").is_some();
    if fields.array("items").is_some() {
        json_feed::read(&fields).map(Document::Feed)
    } else if is_stand {
        stand::read(&fields).map(Document::Stand)
    } else {
        Err(unknown(&value))
    }
}

/// Reads a document with one article's full body (`article_url`): a JSON Feed with an item of this
/// id or with one item only, or a JSON Feed item alone. The article is called `id` then, whatever
/// the document calls it.
///
/// # Errors
/// See [`FeedError`]; a feed of several items of which none has the id is [`FeedError::Empty`].
pub fn read_article(
    text: &str,
    parse: ParseJson,
    base: &dyn Resolve,
    id: &str,
) -> Result<Article, FeedError> {
    let value = parsed(text, parse)?;
    let fields = Fields::of(&value, base);
    if fields.array("items").is_some() {
        return json_feed::read_one(&fields, id);
    }
    let is_item = ["content_html", "content_text", "title"]
        .iter()
        .any(|name| fields.text(name).is_some());
    if is_item {
        Ok(json_feed::read_item(&fields, id.to_owned()))
    } else {
        Err(unknown(&value))
    }
}

/// The stand of a feed that stands alone: one edition, filled by the document at `feed_url`.
pub fn stand_of(feed: &Feed, feed_url: &Href) -> Stand {
    let language = feed
        .language
        .as_ref()
        .or_else(|| feed.articles.iter().find_map(|one| one.language.as_ref()));
    Stand {
        title: feed.title.clone(),
        home_page_url: feed.home_page_url.clone(),
        icon: feed.icon.clone(),
        follow: Vec::new(),
        editions: vec![Edition {
            language: language.map_or_else(|| "und".to_owned(), Clone::clone),
            country: None,
            feed: feed_url.clone(),
        }],
    }
}

fn parsed(text: &str, parse: ParseJson) -> Result<Value, FeedError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    parse(text).map_err(|detail| FeedError::NotJson {
        detail,
        start: text.trim_start().chars().take(40).collect(),
    })
}

fn unknown(value: &Value) -> FeedError {
    let found = match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "a truth value".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(_) => "a text".to_owned(),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(members) => {
            let mut found = "an object with the members".to_owned();
            for name in members.keys().take(8) {
                found.push_str(" \"");
                found.extend(name.chars().take(40));
                found.push('"');
            }
            found
        }
    };
    FeedError::UnknownShape { found }
}

/// A field's language; `und` says nothing and is `None`.
fn language(fields: &Fields, name: &str) -> Option<String> {
    fields
        .text(name)
        .and_then(|tag| canonical_tag(&tag))
        .filter(|tag| tag != "und")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Body, Timestamp};

    fn base() -> url::Url {
        url::Url::parse("https://example.org/news/feed.json").unwrap()
    }

    fn feed(text: &str) -> Feed {
        match read(text, native_json, &base()) {
            Ok(Document::Feed(feed)) => feed,
            other => panic!("{other:?}"),
        }
    }

    /// The one article of a feed whose item has an id and these members.
    fn article(members: &str) -> Article {
        let text = format!(r#"{{"language":"en","items":[{{"id":"1",{members}}}]}}"#);
        feed(&text).articles.remove(0)
    }

    fn stand(text: &str) -> Stand {
        match read(text, native_json, &base()) {
            Ok(Document::Stand(stand)) => stand,
            other => panic!("{other:?}"),
        }
    }

    fn url_of(href: &Option<Href>) -> Option<&str> {
        href.as_ref().map(Href::as_str)
    }

    #[test]
    fn everything_of_a_feed_is_read() {
        let feed = feed(include_str!("../../tests/fixtures/feed-1.1.json"));
        assert_eq!(feed.title, "The Example");
        assert_eq!(url_of(&feed.home_page_url), Some("https://example.org/"));
        assert_eq!(url_of(&feed.icon), Some("https://example.org/icon.png"));
        assert_eq!(feed.language.as_deref(), Some("en-GB"));
        assert_eq!(
            url_of(&feed.next_url),
            Some("https://example.org/news/feed.json?page=2")
        );
        let first = &feed.articles[0];
        assert_eq!(first.id, "first");
        assert_eq!(url_of(&first.url), Some("https://example.org/news/first"));
        assert_eq!(first.title, "A first <b>headline</b> & more");
        assert_eq!(first.summary.as_deref(), Some("In short."));
        assert_eq!(first.body, Body::Html("<p>Long.</p>".to_owned()));
        assert_eq!(first.language.as_deref(), Some("es-MX"));
        assert_eq!(
            first.image.as_ref().map(|image| image.source.as_str()),
            Some("https://example.org/news/one.jpg")
        );
        let names: Vec<_> = first.authors.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Ada", "Grace"]);
        assert_eq!(
            url_of(&first.authors[1].url),
            Some("https://example.org/grace")
        );
        assert_eq!(
            first.published,
            Timestamp::parse_rfc3339("2026-11-22T07:30:00Z")
        );
        assert_eq!(
            first.modified,
            Timestamp::parse_rfc3339("2026-11-22T08:00:00Z")
        );
        assert_eq!(first.tags, ["sea", "7"]);
        assert_eq!(first.section.as_deref(), Some("Science"));
        assert_eq!(first.story.as_deref(), Some("42"));
        assert_eq!(first.related, ["second", "3"]);
        assert_eq!(
            url_of(&first.article_url),
            Some("https://example.org/news/bodies/first.json")
        );
        assert_eq!(first.priority, 2.5);
        let second = &feed.articles[1];
        assert_eq!(second.body, Body::Text("Plain.".to_owned()));
        assert_eq!(second.language.as_deref(), Some("en-GB"));
        assert_eq!(second.authors[0].name, "The Desk");
        assert_eq!(url_of(&second.url), Some("https://elsewhere.example/story"));
        assert_eq!(second.priority, 0.0);
        assert_eq!(feed.articles.len(), 2);
    }

    #[test]
    fn items_without_an_id_are_dropped_and_numbers_are_ids() {
        let feed = feed(
            r#"{"items":[{"title":"no id"},{"id":""},{"id":null},{"id":true},{"id":{}},7,null,"x",[],
                {"id":1},{"id":2.0},{"id":1.5},{"id":-3},{"id":12345678901234567890},{"id":" a "}]}"#,
        );
        let ids: Vec<_> = feed.articles.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["1", "2", "-3", "12345678901234567890", "a"]);
    }

    #[test]
    fn the_first_of_equal_ids_wins() {
        let feed = feed(
            r#"{"items":[{"id":"1","title":"first"},{"id":1,"title":"second"},{"id":1.0,"title":"third"}]}"#,
        );
        assert_eq!(feed.articles.len(), 1);
        assert_eq!(feed.articles[0].title, "first");
    }

    #[test]
    fn a_field_of_the_wrong_type_costs_that_field() {
        for wrong in [
            "null",
            "true",
            "[]",
            "{}",
            "[[]]",
            "[{}]",
            "[null]",
            "{\"a\":[1]}",
            "-1e300",
        ] {
            for name in [
                "url",
                "external_url",
                "title",
                "content_html",
                "content_text",
                "summary",
                "image",
                "banner_image",
                "date_published",
                "date_modified",
                "authors",
                "author",
                "tags",
                "language",
                "attachments",
                "_newsstand",
            ] {
                let article = article(&format!(r#""{name}":{wrong},"x":1"#));
                assert_eq!(article.id, "1", "{name}: {wrong}");
                assert_eq!(article.language.as_deref(), Some("en"), "{name}: {wrong}");
                assert_eq!(article.url, None);
                assert_eq!(article.image, None);
                assert_eq!(article.published, None);
                assert!(article.authors.is_empty() && article.related.is_empty());
            }
            for name in ["story", "section", "related", "article_url", "priority"] {
                let article = article(&format!(r#""_newsstand":{{"{name}":{wrong}}}"#));
                assert_eq!(article.article_url, None, "{name}: {wrong}");
            }
        }
    }

    #[test]
    fn the_first_picture_that_can_be_shown_is_taken() {
        let source = |members: &str| {
            article(members)
                .image
                .map(|image| image.source.as_str().to_owned())
        };
        let own = |name: &str| Some(format!("https://example.org/news/{name}"));
        assert_eq!(
            source(r#""image":"a.jpg","banner_image":"b.jpg""#),
            own("a.jpg")
        );
        assert_eq!(
            source(r#""image":"javascript:1","banner_image":"b.jpg""#),
            own("b.jpg")
        );
        assert_eq!(source(r#""image":"","banner_image":"b.jpg""#), own("b.jpg"));
        assert_eq!(source(r#""image":"mailto:a@example.org""#), None);
        assert_eq!(source(r#""image":"data:image/png;base64,AA""#), None);
        assert_eq!(
            source(
                r#""attachments":[{"url":"a.mp3","mime_type":"audio/mpeg"},{"mime_type":"image/png"},
                    {"url":"c.png","mime_type":"IMAGE/png"},{"url":"d.png","mime_type":"image/png"}]"#
            ),
            own("c.png")
        );
    }

    #[test]
    fn authors_come_before_author_and_may_be_bare() {
        let names = |members: &str| -> Vec<String> {
            article(members)
                .authors
                .into_iter()
                .map(|one| one.name)
                .collect()
        };
        assert_eq!(
            names(r#""authors":[{"name":"A"}],"author":{"name":"B"}"#),
            ["A"]
        );
        assert_eq!(names(r#""authors":[],"author":{"name":"B"}"#), ["B"]);
        assert_eq!(names(r#""authors":"A","author":"B""#), ["A"]);
        assert_eq!(
            names(r#""authors":[{"avatar":"x"},"A",{"name":"  B "}]"#),
            ["A", "B"]
        );
        assert_eq!(
            names(r#""author":{"url":"https://www.example.com/me"}"#),
            ["example.com"]
        );
    }

    #[test]
    fn a_permalink_comes_before_the_page_elsewhere() {
        let url = |members: &str| url_of(&article(members).url).map(str::to_owned);
        assert_eq!(
            url(r#""url":"a","external_url":"https://b.example/""#).as_deref(),
            Some("https://example.org/news/a")
        );
        assert_eq!(
            url(r#""url":"javascript:a","external_url":"https://b.example/""#).as_deref(),
            Some("https://b.example/")
        );
        assert_eq!(url(r#""url":"mailto:a@b.example""#), None);
    }

    #[test]
    fn html_comes_before_text_where_it_says_something() {
        let body = |members: &str| article(members).body;
        assert_eq!(
            body(r#""content_html":"<p>a","content_text":"b""#),
            Body::Html("<p>a".into())
        );
        assert_eq!(
            body(r#""content_html":" ","content_text":"b""#),
            Body::Text("b".into())
        );
        assert_eq!(
            body(r#""content_html":3,"content_text":"b""#),
            Body::Text("b".into())
        );
        assert_eq!(body(r#""content_html":"""#), Body::Absent);
    }

    #[test]
    fn unknown_versions_byte_order_marks_and_white_space_are_no_obstacle() {
        for start in ["\u{feff}", "\n\t ", "\u{feff} \n"] {
            let text = format!(r#"{start}{{"version":"42","items":[{{"id":"1"}}]}}"#);
            assert_eq!(feed(&text).articles.len(), 1);
        }
    }

    #[test]
    fn a_stand_keeps_what_can_be_used() {
        let stand = stand(
            r#"{"newsstand":1,"title":" The  Example ","home_page_url":"/","icon":"logo.svg",
                "follow":[{"name":"X","url":"https://x.example/me"},{"url":"https://www.y.example/"},{"name":"Z"},3],
                "editions":[
                    {"language":"EN_us","country":"us","feed":"en.json"},
                    {"language":"english","feed":"en.json"},
                    {"language":"fr","country":"France","feed":"fr.json"},
                    {"language":"es"},
                    {"language":"es","feed":"javascript:1"},
                    {"language":"en-US","country":"US","feed":"again.json"},
                    {"language":"iw","country":"uk","feed":"https://b.example/he"}, null, 3]}"#,
        );
        assert_eq!(stand.title, "The Example");
        assert_eq!(url_of(&stand.home_page_url), Some("https://example.org/"));
        assert_eq!(
            url_of(&stand.icon),
            Some("https://example.org/news/logo.svg")
        );
        let follow: Vec<_> = stand.follow.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(follow, ["X", "y.example"]);
        let editions: Vec<_> = stand
            .editions
            .iter()
            .map(|one| {
                (
                    one.language.as_str(),
                    one.country.as_deref(),
                    one.feed.as_str(),
                )
            })
            .collect();
        assert_eq!(
            editions,
            [
                ("en-US", Some("US"), "https://example.org/news/en.json"),
                ("fr", None, "https://example.org/news/fr.json"),
                ("he", Some("GB"), "https://b.example/he"),
            ]
        );
    }

    #[test]
    fn errors_say_what_and_where() {
        let error = |text: &str| read(text, native_json, &base()).unwrap_err();
        assert_eq!(
            error("<!DOCTYPE html><title>Not found</title>").to_string(),
            "the document is not JSON (expected value at line 1 column 1); it begins with \
             `<!DOCTYPE html><title>Not found</title>`"
        );
        assert!(matches!(error(""), FeedError::NotJson { .. }));
        assert!(matches!(
            error("{\"items\":[\n{]}"),
            FeedError::NotJson { .. }
        ));
        assert_eq!(
            error(r#"{"articles":[],"status":"ok"}"#).to_string(),
            "expected a stand (\"editions\") or a JSON Feed (\"items\"), but found an object with \
             the members \"articles\" \"status\""
        );
        for (text, found) in [
            ("null", "null"),
            ("[]", "an array"),
            ("3", "a number"),
            ("\"a\"", "a text"),
            ("false", "a truth value"),
            ("{}", "an object with the members"),
        ] {
            assert_eq!(
                error(text),
                FeedError::UnknownShape {
                    found: found.to_owned()
                }
            );
        }
        assert_eq!(
            error(r#"{"items":[]}"#),
            FeedError::Empty {
                member: "item",
                dropped: 0
            }
        );
        assert_eq!(
            error(r#"{"items":[{},1]}"#),
            FeedError::Empty {
                member: "item",
                dropped: 2
            }
        );
        assert_eq!(
            error(r#"{"newsstand":1}"#),
            FeedError::Empty {
                member: "edition",
                dropped: 0
            }
        );
        let deep = "[".repeat(10_000);
        assert!(matches!(error(&deep), FeedError::NotJson { .. }));
    }

    #[test]
    fn a_feed_alone_is_a_stand_of_one_edition() {
        let url = base().resolve("feed.json").unwrap();
        let stand = stand_of(
            &feed(r#"{"title":"A","language":"ar-eg","items":[{"id":1}]}"#),
            &url,
        );
        assert_eq!(stand.title, "A");
        assert_eq!(stand.editions[0].language, "ar-EG");
        assert_eq!(stand.editions[0].feed, url);
        let by_item = stand_of(
            &feed(r#"{"items":[{"id":1},{"id":2,"language":"hi"}]}"#),
            &url,
        );
        assert_eq!(by_item.editions[0].language, "hi");
        let unknown = stand_of(&feed(r#"{"items":[{"id":1}]}"#), &url);
        assert_eq!(unknown.editions[0].language, "und");
    }

    #[test]
    fn an_article_document_may_be_a_feed_or_an_item() {
        let title = |text: &str, id: &str| {
            read_article(text, native_json, &base(), id).map(|one| (one.id, one.title))
        };
        let found = |id: &str, title: &str| Ok((id.to_owned(), title.to_owned()));
        let two = r#"{"items":[{"id":1,"title":"a"},{"id":"2","title":"b"}]}"#;
        assert_eq!(title(two, "2"), found("2", "b"));
        assert_eq!(
            title(two, "3"),
            Err(FeedError::Empty {
                member: "item",
                dropped: 2
            })
        );
        assert_eq!(
            title(r#"{"items":[{"id":"x","title":"a"}]}"#, "3"),
            found("3", "a")
        );
        assert_eq!(title(r#"{"items":[{"title":"a"}]}"#, "3"), found("3", "a"));
        assert_eq!(
            title(r#"{"title":"a","content_html":"<p>"}"#, "3"),
            found("3", "a")
        );
        assert!(matches!(
            title("{}", "3"),
            Err(FeedError::UnknownShape { .. })
        ));
        assert!(matches!(
            title("[]", "3"),
            Err(FeedError::UnknownShape { .. })
        ));
        assert!(matches!(title("<", "3"), Err(FeedError::NotJson { .. })));
    }
}
