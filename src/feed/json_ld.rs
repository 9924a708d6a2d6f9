//! Articles of [schema.org](https://schema.org/NewsArticle) in
//! [JSON-LD](https://www.w3.org/TR/json-ld11/), as a document or as the data in a web page.
//!
//! Read as trees, with references between the nodes of a graph; contexts are not expanded.

use super::{
    Dialect, JsonDocument, PageData, Source,
    item::{self, Names, body_of, language},
    known_language,
    value::{Fields, Nodes, list_of},
};
use crate::model::{Article, Author, Body, Feed, Value, behind_last};
use std::rc::Rc;

const NAMES: Names = Names {
    id: "identifier identifier.value @id",
    url: "url mainEntityOfPage mainEntityOfPage.@id item @id",
    title: "headline name",
    summary: "description abstract alternativeHeadline",
    html: "",
    text: "articleBody text",
    image: "image primaryImageOfPage thumbnail thumbnailUrl",
    authors: "author creator",
    published: "datePublished dateCreated",
    modified: "dateModified",
    language: "inLanguage inLanguage.alternateName inLanguage.name",
    tags: "keywords",
    section: "articleSection",
};

/// Articles beside everything whose name ends so.
const ARTICLES: &str =
    "BlogPosting LiveBlogPosting SocialMediaPosting DiscussionForumPosting Report";

/// The members in which what is no article itself keeps articles. The first is none: an array at
/// the top of a document has no name.
const LISTS: &str = " @graph itemListElement hasPart blogPost mainEntity";

/// So many elements of a list are looked at before any is shown: they may be referred to, out of
/// order, or hold lists of their own. Those after them may be articles and nothing else.
const AHEAD: usize = 1_000;

/// Deeper than this nothing is searched for articles.
const DEEPEST: u8 = 6;

/// Everything of schema.org in one document or page.
pub struct JsonLd {
    source: Rc<Source>,
    /// The address of the page.
    url: String,
    frame: Feed,
    /// The articles that were found ahead.
    articles: Vec<Value>,
    /// What has a name and can be referred to.
    nodes: Nodes,
    documents: Vec<Box<dyn JsonDocument>>,
    /// Lists that go on after [`AHEAD`]: the document and the member.
    long: Vec<(usize, &'static str)>,
}

/// True where an object is of this dialect.
pub fn is_node(fields: &Fields) -> bool {
    let mut names = "@type @context @graph".split(' ');
    names.any(|name| fields.get(name).is_some())
}

impl JsonLd {
    /// The articles in a page's data, or in a document that is taken for one.
    pub fn new(page: PageData, source: Rc<Source>) -> Box<Self> {
        let canonical = match &*page.canonical {
            "" => None,
            canonical => source.environment.resolve(canonical),
        };
        let mut this = Box::new(Self {
            url: canonical.map_or_else(|| source.url.clone(), |url| url.as_str().to_owned()),
            source,
            frame: Feed::default(),
            articles: Vec::new(),
            nodes: Nodes::default(),
            documents: page.blocks,
            long: Vec::new(),
        });
        let mut top = Value::Null;
        for index in 0..this.documents.len() {
            let outline = this.documents[index].outline();
            this.collect(&outline, DEEPEST);
            for list in LISTS.split(' ') {
                let (document, mut elements) = (&this.documents[index], Vec::new());
                let count = document.count(list);
                if count == 0 || holds_none(&outline) {
                    continue;
                }
                while elements.len() < count.min(AHEAD) {
                    elements.push(document.element(list, elements.len()));
                }
                this.collect_list(&elements, DEEPEST);
                if count > AHEAD {
                    this.long.push((index, list));
                }
            }
            if index == 0 {
                top = outline;
            }
        }
        this.frame = this.frame_of(&top);
        let frame = &mut this.frame;
        if frame.title.is_empty() {
            frame.title = page.title;
        }
        if frame.language.is_none() {
            frame.language = known_language(&page.language);
        }
        this
    }

    /// The publication, as the first article or the document itself names it.
    fn frame_of(&self, top: &Value) -> Feed {
        let mut frame = Feed::default();
        for value in self.articles.first().into_iter().chain([top]) {
            let fields = self.fields(value);
            if frame.title.is_empty() {
                let title = fields.text("publisher.name publisher isPartOf.name");
                frame.title = title.unwrap_or_default();
            }
            if frame.home_page_url.is_none() {
                frame.home_page_url = fields.url("publisher.url");
            }
            if frame.icon.is_none() {
                frame.icon = fields.url("publisher.logo");
            }
        }
        let top = self.fields(top);
        if frame.title.is_empty() {
            frame.title = top.text("name").unwrap_or_default();
        }
        frame.language = language(&top, NAMES.language);
        frame
    }

    fn fields<'a>(&'a self, value: &'a Value) -> Fields<'a> {
        Fields::of(value, &*self.source.environment)
            .with_markup(true)
            .with_nodes(&self.nodes)
    }

    /// Keeps the articles in a value.
    fn collect(&mut self, value: &Value, levels: u8) {
        if let Some(id) = value.get("@id").and_then(Value::as_str) {
            let nodes = &mut self.nodes;
            if let Some(position) = nodes.names.position(id) {
                // What only refers to a node says less of it than the node itself.
                let known = &mut nodes.values[position];
                if known.members().len() < value.members().len() {
                    known.clone_from(value);
                }
            } else if nodes.names.insert(id) {
                nodes.values.push(value.clone());
            }
        }
        if let Some(article) = article_in(value) {
            self.articles.push(article.clone());
        } else if levels > 0 && !holds_none(value) {
            if let Value::Array(elements) = value {
                self.collect_list(elements, levels - 1);
            }
            for member in LISTS.split(' ').filter_map(|name| value.get(name)) {
                self.collect_list(list_of(member), levels - 1);
            }
        }
    }

    /// Keeps the articles in the elements of a list, by their positions where they have any.
    fn collect_list(&mut self, elements: &[Value], levels: u8) {
        let mut ordered: Vec<(f64, &Value)> = Vec::with_capacity(elements.len());
        for element in elements {
            let position = self.fields(element).number("position");
            let last = ordered.last().map_or(f64::MIN, |(position, _)| *position);
            let position = position.unwrap_or(last);
            // Nearly always the end.
            let before = ordered.iter().rposition(|(other, _)| *other <= position);
            ordered.insert(before.map_or(0, |before| before + 1), (position, element));
        }
        for (_, element) in ordered {
            self.collect(element, levels);
        }
    }

    fn read(&self, value: &Value) -> Option<Article> {
        let item = self.fields(value);
        let mut article = item::read(&item, &NAMES);
        if let Body::Text(text) = article.body {
            article.body = body_of(text);
        }
        if article.title.is_empty() && article.summary.is_none() && article.body == Body::Absent {
            return None;
        }
        item::name_by_body(&item, &mut article);
        if article.url.is_none() && self.count() == 1 {
            article.url = item.resolve(&self.url);
        }
        // Such a name is one within its own document only.
        if matches!(article.id.as_bytes(), [] | [b'#' | b'_', ..]) {
            let url = article.url.as_ref();
            article.id = url.map_or_else(String::new, |url| url.as_str().to_owned());
        }
        Some(article)
    }
}

impl Dialect for JsonLd {
    fn frame(&mut self) -> (Feed, Vec<Author>) {
        (std::mem::take(&mut self.frame), Vec::new())
    }

    fn count(&self) -> usize {
        let mut count = self.articles.len();
        for (document, list) in &self.long {
            count += self.documents[*document].count(list) - AHEAD;
        }
        count
    }

    fn article(&self, index: usize) -> Option<Article> {
        let Some(mut behind) = index.checked_sub(self.articles.len()) else {
            return self.read(&self.articles[index]);
        };
        for (document, list) in &self.long {
            let document = &self.documents[*document];
            let count = document.count(list) - AHEAD;
            if behind < count {
                let element = document.element(list, AHEAD + behind);
                return self.read(article_in(&element)?);
            }
            behind -= count;
        }
        None
    }
}

/// The article that a value is, or that an entry of a list refers to.
fn article_in(value: &Value) -> Option<&Value> {
    if is_article(value) {
        return Some(value);
    }
    if !has_type(value, &|name| name == "ListItem") {
        return None;
    }
    match value.get("item") {
        // Lists are made of products and places, too.
        Some(item @ Value::Object(_)) => {
            let is_other = has_type(item, &|name| name != "WebPage");
            (!is_other || is_article(item)).then_some(item)
        }
        _ => Some(value),
    }
}

/// True for what leads to other pages and looks like a list of articles.
fn holds_none(value: &Value) -> bool {
    has_type(value, &|name| name == "BreadcrumbList")
}

fn is_article(value: &Value) -> bool {
    has_type(value, &|name| {
        name.ends_with("Article") || ARTICLES.split(' ').any(|article| article == name)
    })
}

/// True where one of the types of an object, without the vocabulary's address, is one of these.
fn has_type(value: &Value, is_wanted: &dyn Fn(&str) -> bool) -> bool {
    let mut types = list_of(value.get("@type").unwrap_or(&Value::Null)).iter();
    types.any(|name| {
        let name = name.as_str().map(|name| behind_last(name, b"/:#"));
        name.is_some_and(is_wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{
        FeedError, page_json,
        tests::{feed, read},
    };
    use super::*;
    use std::fmt::Write;

    fn titles(text: &str) -> Vec<String> {
        let articles = feed(text).articles.into_iter();
        articles.map(|article| article.title.clone()).collect()
    }

    #[test]
    fn every_kind_of_article_is_one_with_and_without_the_vocabulary_s_address() {
        for name in [
            "Article",
            "NewsArticle",
            "AnalysisNewsArticle",
            "AskPublicNewsArticle",
            "BackgroundNewsArticle",
            "OpinionNewsArticle",
            "ReportageNewsArticle",
            "ReviewNewsArticle",
            "BlogPosting",
            "LiveBlogPosting",
            "SocialMediaPosting",
            "Report",
            "TechArticle",
            "ScholarlyArticle",
            "http://schema.org/Article",
            "https://schema.org/NewsArticle",
            "schema:NewsArticle",
        ] {
            for name in [format!(r#""{name}""#), format!(r#"["Thing","{name}"]"#)] {
                let text = format!(r#"{{"@type":{name},"url":"/a","headline":"a"}}"#);
                assert_eq!(titles(&text), ["a"], "{name}");
            }
        }
        for name in ["JobPosting", "Product", "Person"] {
            let text = format!(r#"{{"@type":"{name}","url":"/a","headline":"a"}}"#);
            assert!(
                matches!(read(&text), Err(FeedError::Empty { .. })),
                "{name}"
            );
        }
    }

    #[test]
    fn articles_are_found_wherever_pages_keep_them() {
        let a = r#"{"@type":"NewsArticle","url":"/a","headline":"a"}"#;
        let b = r#"{"@type":"BlogPosting","url":"/b","headline":"b"}"#;
        for text in [
            format!("[{a},{b}]"),
            format!(r#"{{"@graph":[{a},{b}]}}"#),
            format!(r#"[{{"@graph":[{a}]}},{b}]"#),
            format!(r#"{{"@type":"Blog","blogPost":[{a},{b}]}}"#),
            format!(r#"{{"@type":"CollectionPage","hasPart":[{a},{b}]}}"#),
            format!(r#"{{"@type":"WebPage","mainEntity":[{a},{b}]}}"#),
            format!(r#"{{"@type":"ItemList","itemListElement":[{a},{b}]}}"#),
            format!(
                r#"{{"@graph":[{{"@type":"CollectionPage","mainEntity":{{"@type":"ItemList","itemListElement":[
                    {{"@type":"ListItem","position":2,"item":{b}}},{{"@type":"ListItem","position":1,"item":{a}}}]}}}}]}}"#
            ),
        ] {
            assert_eq!(titles(&text), ["a", "b"], "{text}");
        }
        let mut deep = a.to_owned();
        for _ in 0..30 {
            deep = format!(r#"{{"@type":"WebPage","mainEntity":{deep}}}"#);
        }
        assert!(matches!(read(&deep), Err(FeedError::Empty { .. })));
    }

    #[test]
    fn what_comes_after_those_looked_at_ahead_is_read_too() {
        let mut nodes = String::new();
        for index in 0..AHEAD * 2 {
            let _ = write!(
                nodes,
                r#"{{"@type":"Article","url":"/{index}","headline":"{index}"}},"#
            );
        }
        let text = format!(r#"{{"@graph":[{nodes}{{"@type":"Person","name":"x"}}]}}"#);
        let titles = titles(&text);
        assert_eq!(titles.len(), AHEAD * 2);
        assert_eq!(titles[AHEAD], AHEAD.to_string());
    }

    #[test]
    fn a_name_that_only_its_own_document_knows_is_no_id() {
        let id = |id: &str| {
            let text = format!(r#"{{"@type":"Article","@id":"{id}","url":"/a","headline":"a"}}"#);
            feed(&text).articles.remove(0).id.clone()
        };
        assert_eq!(id("https://b.example/1"), "https://b.example/1");
        assert_eq!(id("#article"), "https://example.org/a");
        assert_eq!(id("_:b0"), "https://example.org/a");
    }

    #[test]
    fn nodes_that_refer_to_each_other_do_no_harm() {
        let text = r##"{"@graph":[{"@type":"Article","@id":"#a","url":"/a","headline":"a","author":{"@id":"#p"},"image":{"@id":"#a"}},
            {"@id":"#p","name":"Ada","image":{"@id":"#a"},"author":{"@id":"#p"}}]}"##;
        assert_eq!(feed(text).articles[0].authors[0].name, "Ada");
    }

    #[test]
    fn scripts_are_unwrapped() {
        for script in [
            r#"{"a": 1}"#,
            "\n<!-- {\"a\": 1} -->\n",
            "//<![CDATA[\n{\"a\": 1}\n//]]>",
            "/*<![CDATA[*/ {\"a\": 1} /*]]>*/",
            "<![CDATA[{\"a\": 1}]]>",
        ] {
            assert_eq!(page_json(script), r#"{"a": 1}"#, "{script}");
        }
        assert_eq!(page_json("[\"a\nb\"]"), r#"["a b"]"#);
    }

    #[test]
    fn a_page_written_as_xml_is_a_page() {
        let page = r#"<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><script
            type="application/ld+json">{"@type":"NewsArticle","@id":"a","headline":"A"}</script></head></html>"#;
        let Ok(crate::feed::Document::Feed(feed)) = read(page) else {
            panic!("it is a feed");
        };
        assert_eq!(feed.articles[0].title, "A");
    }

    #[test]
    fn a_page_without_articles_may_be_somebody_else_s() {
        for page in [
            "<!DOCTYPE html><title>Log in</title>",
            "\u{feff} <html><script type='application/ld+json'>{\"@type\":\"Organization\"}</script>",
        ] {
            let Err(FeedError::Unreadable { detail, .. }) = read(page) else {
                panic!("{page}");
            };
            assert_eq!(detail, "a web page without schema.org articles");
        }
    }
}
