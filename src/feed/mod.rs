//! Documents → model, one file per dialect.
//!
//! ```text
//! Text ── its own parser ──▶ JsonDocument, XmlDocument, the data in a page
//!                                └─ open: recognised by what it holds
//!                                     ├─▶ Stand
//!                                     └─▶ Draft ── read_some, read_some, … ──▶ Feed
//! ```
//!
//! A document is recognised by what it holds, never by its name or MIME type. One bad field costs
//! that field, one bad item costs that item, never the feed. A long document is read a few items at
//! a time, so that a page with a hundred thousand of them stays usable.
//!
//! Nothing in this room fetches, draws or knows a browser. Whoever calls brings the parsers
//! ([`Text`]) and what else a browser does ([`Environment`]); [`native`] is both outside a browser.

mod atom;
mod draft;
pub mod encoding;
mod error;
mod ghost;
mod item;
mod json_feed;
mod json_ld;
mod media;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod news_api;
mod page;
mod rss;
mod stand;
mod value;
mod wordpress;
pub mod xml;
mod xml_feed;

pub use draft::Draft;
pub use error::FeedError;
pub use xml::XmlDocument;

use crate::{
    locale::canonical_tag,
    model::{Article, Author, Edition, Feed, Href, Resolve, Stand, Value},
};
use item::Listing;
use json_ld::JsonLd;
use std::rc::Rc;
use value::Fields;

/// The members in which documents keep their items, whatever the dialect. An outline leaves out
/// what they hold.
pub const LISTS: &str = "items articles posts @graph itemListElement hasPart blogPost mainEntity";

/// A fetched text and the parsers that can read it.
pub trait Text {
    /// About the first thousand characters.
    fn start(&self) -> String;
    /// The text as JSON.
    ///
    /// # Errors
    /// What the parser says where it is none.
    fn json(&self) -> Result<Box<dyn JsonDocument>, String>;
    /// The text as XML, after [`xml::tidy`] has mended it.
    ///
    /// # Errors
    /// What the parser says where it is none.
    fn xml(&self) -> Result<Box<dyn XmlDocument>, String>;
    /// The text as a web page.
    fn page(&self) -> PageData;
}

/// What a web page says for machines.
#[derive(Default)]
pub struct PageData {
    /// Its data: each `script` of the type `application/ld+json` that can be read.
    pub blocks: Vec<Box<dyn JsonDocument>>,
    /// The attribute `lang` of its root; empty where there is none.
    pub language: String,
    /// Its `title`, as one line.
    pub title: String,
    /// The reference of its canonical link; empty where there is none.
    pub canonical: String,
}

/// The JSON in the text of a page's `script`. Publishing systems wrap it into comments and CDATA
/// sections, and break lines within its texts.
pub fn page_json(script: &str) -> String {
    let mut json = script.trim();
    let mut length = usize::MAX;
    while json.len() < length {
        length = json.len();
        for wrapping in "// /* */ <![CDATA[ ]]> <!-- -->".split(' ') {
            json = json.strip_prefix(wrapping).unwrap_or(json);
            json = json.strip_suffix(wrapping).unwrap_or(json).trim();
        }
    }
    let spaced = |c: char| if c.is_ascii_control() { ' ' } else { c };
    json.chars().map(spaced).collect()
}

/// A JSON document whose long lists are read element by element.
pub trait JsonDocument {
    /// The document without what its lists hold: an array at the top, and the arrays that are
    /// members of an object at the top and called like one of [`LISTS`], are empty.
    fn outline(&self) -> Value;
    /// How many elements a list has: the array in the member `list` of the object at the top, or
    /// for `""` the array at the top. 0 where there is no such array.
    fn count(&self, list: &str) -> usize;
    /// One element of a list; null beyond its end.
    fn element(&self, list: &str, index: usize) -> Value;
    /// Puts the elements of a list first that have the highest finite number in the member `inner` of
    /// their member `outer`; an element without one counts as 0. Others stay in their order.
    fn put_first(&mut self, list: &str, outer: &str, inner: &str);
}

/// What reading needs of its surroundings, for one document: its address, and what a browser has
/// anyway.
pub trait Environment: Resolve {
    /// The words of a piece of HTML, as one line of plain text.
    fn words_of(&self, html: &str) -> String;
    /// The surroundings of what stands below another base (`xml:base`), itself a reference.
    fn below(&self, base: &str) -> Option<Rc<dyn Environment>>;
}

/// Where a document came from, and what was said along with it.
#[derive(Clone)]
pub struct Source {
    /// Resolves the document's references, and more.
    pub environment: Rc<dyn Environment>,
    /// The document's own address, after redirections.
    pub url: String,
    /// The header `Link`, where there was one that the page may read.
    pub link: Option<String>,
    /// The header `X-WP-TotalPages`, likewise.
    pub total_pages: Option<String>,
}

/// What a document turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// A manifest of editions.
    Stand(Stand),
    /// The articles of one edition.
    Feed(Feed),
}

/// A document whose articles are still to be read.
pub enum Opened {
    /// A manifest of editions.
    Stand(Stand),
    /// The articles of one edition.
    Feed(Draft),
}

/// What a dialect knows of a document of its own.
trait Dialect {
    /// Everything but the articles, and whose they are that name nobody. Asked for once, first.
    fn frame(&mut self) -> (Feed, Vec<Author>);
    /// How many items there are.
    fn count(&self) -> usize;
    /// The article at an index; `None` where the item cannot be shown (it was removed, is
    /// protected). The id is empty where the item has none: then only a document of one article
    /// can use it.
    fn article(&self, index: usize) -> Option<Article>;
}

/// Recognises a document.
///
/// # Errors
/// See [`FeedError`]; a stand without a usable edition is [`FeedError::Empty`].
pub fn open(text: &dyn Text, source: Source) -> Result<Opened, FeedError> {
    open_as(text, source, false)
}

/// Recognises a document; an item of JSON Feed alone may be one where `may_be_item` says so.
fn open_as(text: &dyn Text, source: Source, may_be_item: bool) -> Result<Opened, FeedError> {
    let source = Rc::new(source);
    let start = text.start();
    let root = xml::root_of(&start);
    let is_feed = match &root {
        Some(root) => xml::is_feed(&root.name),
        // A long comment may come first.
        None => xml::first_of(&start).starts_with("<?xml"),
    };
    let dialect: Box<dyn Dialect> = match root {
        _ if is_feed => match text.xml() {
            Ok(document) => Box::new(xml_feed::XmlFeed::new(document, &source)?),
            Err(detail) => return Err(FeedError::unreadable(text, &detail)),
        },
        Some(root) if root.is_xml && !root.name.ends_with("html") => {
            return Err(xml_feed::unknown(&root.name));
        }
        _ => match text.json() {
            Ok(document) => {
                let outline = document.outline();
                if let Some(stand) = stand::read(&Fields::of(&outline, &*source.environment)) {
                    return stand.map(Opened::Stand);
                }
                recognise(document, outline, source, may_be_item)?
            }
            Err(detail) => {
                let is_page = xml::first_of(&start).starts_with('<');
                let page = is_page.then(|| JsonLd::new(text.page(), source));
                match page {
                    Some(page) if page.count() > 0 => page,
                    // Somebody on the way may have put the page in the document's place.
                    page => {
                        let no_news = "a web page without schema.org articles";
                        let detail = page.map_or(&*detail, |_| no_news);
                        return Err(FeedError::unreadable(text, detail));
                    }
                }
            }
        },
    };
    Ok(Opened::Feed(Draft::new(dialect)))
}

/// The dialect of a JSON document that is no stand.
fn recognise(
    document: Box<dyn JsonDocument>,
    outline: Value,
    source: Rc<Source>,
    may_be_item: bool,
) -> Result<Box<dyn Dialect>, FeedError> {
    /// So many elements of an array at the top may be broken before it is of no known kind.
    const TRIED: usize = 3;
    let fields = Fields::of(&outline, &*source.environment);
    let mut known = None;
    for table in [&json_feed::TABLE, &ghost::TABLE, &news_api::TABLE] {
        if known.is_none() && fields.array(table.list).is_some() {
            known = Some(table);
        }
    }
    let (mut is_post, mut is_node) = (false, false);
    for index in 0..=TRIED {
        // What is in an array at the top says what the array is.
        let element = document.element("", index);
        let probe = match index {
            TRIED => fields,
            _ => Fields::of(&element, &*source.environment),
        };
        is_post |= wordpress::is_post(&probe);
        is_node |= json_ld::is_node(&probe);
    }
    let table = match known {
        Some(table) => table,
        None if is_post => &wordpress::TABLE,
        None if is_node => {
            let page = PageData {
                blocks: vec![document],
                ..PageData::default()
            };
            return Ok(JsonLd::new(page, source));
        }
        None if may_be_item && fields.text("content_html content_text title").is_some() => {
            &json_feed::ITEM
        }
        None => {
            let message = fields.line("message errors.message error.message");
            return Err(error::unknown(&outline, message));
        }
    };
    Ok(Box::new(Listing {
        document,
        outline,
        source,
        table,
        publisher: String::new(),
    }))
}

/// Reads a stand or a feed in one go.
///
/// # Errors
/// See [`FeedError`]; a stand without a usable edition and a feed without a usable item are
/// [`FeedError::Empty`].
pub fn read(text: &dyn Text, source: Source) -> Result<Document, FeedError> {
    match open(text, source)? {
        Opened::Stand(stand) => Ok(Document::Stand(stand)),
        Opened::Feed(mut draft) => {
            draft.read_some(usize::MAX);
            draft.finish().map(Document::Feed)
        }
    }
}

/// Reads a document with one article's full body (`article_url`), in any dialect: the item of this
/// id, else the one whose page the document is, else the only one; or a JSON Feed item alone. The
/// article is called `id` then, whatever the document calls it.
///
/// # Errors
/// See [`FeedError`]; a feed of several items of which none is the one is [`FeedError::Empty`].
pub fn read_article(text: &dyn Text, source: Source, id: &str) -> Result<Article, FeedError> {
    let url = source.url.clone();
    match open_as(text, source, true)? {
        Opened::Feed(draft) => draft.only(id, &url),
        Opened::Stand(_) => Err(FeedError::UnknownShape {
            found: "a stand".to_owned(),
        }),
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

/// A language tag in its canonical form; `und` says nothing and is `None`.
fn known_language(tag: &str) -> Option<String> {
    canonical_tag(tag).filter(|tag| tag != "und")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Body, Timestamp};
    use std::sync::Arc;

    const URL: &str = "https://example.org/news/feed.json";

    pub(super) fn read(text: &str) -> Result<Document, FeedError> {
        super::read(&native::NativeText(text), native::source(URL).unwrap())
    }

    pub(super) fn feed(text: &str) -> Feed {
        match read(text) {
            Ok(Document::Feed(feed)) => feed,
            other => panic!("{other:?}"),
        }
    }

    /// The one article of a feed whose item has an id and these members.
    fn article(members: &str) -> Article {
        let text = format!(r#"{{"language":"en","items":[{{"id":"1",{members}}}]}}"#);
        Arc::unwrap_or_clone(feed(&text).articles.remove(0))
    }

    fn stand(text: &str) -> Stand {
        match read(text) {
            Ok(Document::Stand(stand)) => stand,
            other => panic!("{other:?}"),
        }
    }

    fn url_of(href: &Option<Href>) -> Option<&str> {
        href.as_ref().map(Href::as_str)
    }

    #[test]
    fn an_item_without_title_and_summary_is_called_as_its_body_begins() {
        let headline = |members: &str| article(members).headline().to_owned();
        assert_eq!(
            headline(r#""content_html":"<p>Fog <b>in</b> the bay.</p><p>Again.</p>""#),
            "Fog in the bay. Again."
        );
        assert_eq!(
            headline(r#""content_text":"Fog\n in the bay.""#),
            "Fog in the bay."
        );
        let long = headline(&format!(r#""content_text":"{}""#, "Fog. ".repeat(200)));
        assert!(long.starts_with("Fog. Fog.") && long.ends_with('…'));
        assert!(long.chars().count() < 130, "{long}");
        assert_eq!(headline(r#""title":"T","content_text":"Fog.""#), "T");
        assert_eq!(headline(r#""summary":"S","content_text":"Fog.""#), "S");
        assert_eq!(headline(r#""content_html":"<img src=a>""#), "1");
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
        assert_eq!(first.published, Timestamp::parse("2026-11-22T07:30:00Z"));
        assert_eq!(first.modified, Timestamp::parse("2026-11-22T08:00:00Z"));
        assert_eq!(first.tags, ["sea", "7"]);
        assert_eq!(first.section.as_deref(), Some("Science"));
        assert_eq!(first.story.as_deref(), Some("42"));
        assert_eq!(first.related, ["second", "3"]);
        assert_eq!(
            url_of(&first.article_url),
            Some("https://example.org/news/bodies/first.json")
        );
        let second = &feed.articles[1];
        assert_eq!(second.body, Body::Text("Plain.".to_owned()));
        assert_eq!(second.language.as_deref(), Some("en-GB"));
        assert_eq!(second.authors[0].name, "The Desk");
        assert_eq!(url_of(&second.url), Some("https://elsewhere.example/story"));
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
    fn the_highest_priority_comes_first() {
        let feed = feed(
            r#"{"items":[{"id":"a"},{"id":"b","_newsstand":{"priority":1}},{"id":"c","_newsstand":{"priority":-1}},
                {"id":"d","_newsstand":{"priority":null}},7,{"id":"e","_newsstand":{"priority":2.5}},
                {"id":"f","_newsstand":{"priority":"9"}},{"id":"g","_newsstand":{"priority":1}}]}"#,
        );
        let ids: Vec<_> = feed.articles.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["e", "b", "g", "a", "d", "f", "c"]);
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
        let error = |text: &str| read(text).unwrap_err();
        assert_eq!(
            error("<!DOCTYPE html><title>Not found</title>").to_string(),
            "the document cannot be read (a web page without schema.org articles); it begins with \
             `<!DOCTYPE html><title>Not found</title>`"
        );
        assert!(matches!(error(""), FeedError::Unreadable { .. }));
        assert!(matches!(
            error("{\"items\":[\n{]}"),
            FeedError::Unreadable { .. }
        ));
        assert_eq!(
            error(r#"{"pages":[],"status":"ok"}"#).to_string(),
            "expected a stand (\"editions\") or a feed of a known dialect, but found an object with \
             the members \"pages\" \"status\""
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
        for text in [
            r#"{"code":"rest_no_route","message":"No route was found","data":{"status":404}}"#,
            r#"{"status":"error","code":"apiKeyInvalid","message":"No route was found"}"#,
            r#"{"errors":[{"message":"No route was found","type":"NotFoundError"}]}"#,
        ] {
            assert_eq!(
                error(text).to_string(),
                "expected a stand (\"editions\") or a feed of a known dialect, but found an error \
                 that says \"No route was found\""
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
        assert!(matches!(error(&deep), FeedError::Unreadable { .. }));
    }

    #[test]
    fn a_feed_alone_is_a_stand_of_one_edition() {
        let url = Href::from_serialised(URL).unwrap();
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
            let source = native::source(URL).unwrap();
            read_article(&native::NativeText(text), source, id).map(|one| (one.id, one.title))
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
        assert!(matches!(title("<", "3"), Err(FeedError::Unreadable { .. })));
        assert_eq!(
            title(r#"{"id":7,"title":{"rendered":"a&amp;b"}}"#, "3"),
            found("3", "a&b")
        );
        // The page of the article may hold others.
        let page = |url: &str| {
            let own = format!(r#"{{"@type":"NewsArticle","url":"{url}","headline":"a"}}"#);
            let other = r#"{"@type":"NewsArticle","url":"/other","headline":"b"}"#;
            format!(r#"<script type="application/ld+json">[{other},{own}]</script>"#)
        };
        assert_eq!(title(&page("/news/feed.json"), "3"), found("3", "a"));
        assert!(matches!(
            title(&page("/third"), "3"),
            Err(FeedError::Empty { .. })
        ));
    }
}
