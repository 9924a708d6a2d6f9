//! What RSS and Atom have in common. They differ in their [`Vocabulary`]; the extensions (Dublin
//! Core, Media RSS, those of podcasts, and Atom inside RSS) mean the same in both.
//!
//! An item becomes an object whose members are called like its elements; what is said by attributes
//! gets names that begin with `@`, which no element can have. Categories are an article's tags. Its
//! section is what the modules Prism and Slash call so, else the first subject of Dublin Core.

use super::{
    Dialect, Environment, FeedError, Source, atom,
    item::{self, Names, language, people},
    known_language, media, rss,
    value::Fields,
    xml::{self, Element, XmlDocument},
};
use crate::model::{Article, Author, Body, Feed, Href, Value, append, before, holds, one_line};
use std::rc::Rc;

const NAMES: Names = Names {
    id: "guid id atom:id dc:identifier @rdf:about",
    // The first is the address behind a counter of clicks.
    url: "feedburner:origLink link atom:link @page",
    title: "title media:title dc:title media:group.media:title",
    summary: "",
    html: "",
    text: "",
    image: "",
    authors: "dc:creator author atom:author itunes:author source.author source.atom:author",
    published: "pubDate dc:date published issued dcterms:issued atom:published created dcterms:created",
    // Atom has no other date where an entry has never been changed.
    modified: "updated modified atom:updated dcterms:modified",
    language: "dc:language",
    tags: "",
    section: "prism:section slash:section dc:subject",
};

/// Elements that hold elements; others with elements inside are text with markup.
const HOLDERS: &str =
    "author atom:author dc:creator itunes:author source atom:source image media:group";
/// Elements that hold an address.
const ADDRESSES: &str = "link atom:link uri url atom:uri";

/// In what RSS and Atom differ.
pub struct Vocabulary {
    /// What an element with text for people holds.
    pub text: fn(&Element) -> Body,
    /// What may hold an item's text, the fullest first.
    pub bodies: &'static str,
    /// What may hold its summary, the best first.
    pub summaries: &'static str,
    /// True where texts are written for the page of the article: its address is their base.
    pub is_written_for_page: bool,
}

/// What is in force at an element: the base of its references and its language.
#[derive(Clone)]
pub struct Scope {
    environment: Rc<dyn Environment>,
    /// The base, where it is not the document's address.
    pub base: Option<Href>,
    language: Option<String>,
}

impl Scope {
    /// What is in force inside `element`.
    /// [XML Base](https://www.w3.org/TR/xmlbase/) is resolved against that of the parent.
    pub fn within(&self, element: &Element) -> Self {
        let mut inner = self.clone();
        if let Some(base) = element.attribute("xml:base")
            && let Some(environment) = self.environment.below(base)
        {
            inner.base = self.url(base).or(inner.base);
            inner.environment = environment;
        }
        if let Some(language) = element.attribute("xml:lang") {
            inner.language = known_language(language);
        }
        inner
    }

    /// An address of the web.
    pub fn url(&self, reference: &str) -> Option<Href> {
        self.fields(&Value::Null).resolve(reference)
    }

    fn fields<'a>(&'a self, value: &'a Value) -> Fields<'a> {
        Fields::of(value, &*self.environment)
    }
}

/// A feed in RSS or Atom.
pub struct XmlFeed {
    document: Box<dyn XmlDocument>,
    vocabulary: &'static Vocabulary,
    frame: Element,
    scope: Scope,
}

impl XmlFeed {
    /// Recognises a feed by the element at its top.
    ///
    /// # Errors
    /// [`FeedError::UnknownShape`] where the document is of another kind.
    pub fn new(document: Box<dyn XmlDocument>, source: &Source) -> Result<Self, FeedError> {
        let frame = document.frame();
        if !xml::is_feed(&frame.name) {
            return Err(unknown(&frame.name));
        }
        let vocabulary = match xml::is_atom(&frame.name) {
            true => &atom::VOCABULARY,
            false => &rss::VOCABULARY,
        };
        let outer = Scope {
            environment: source.environment.clone(),
            base: None,
            language: None,
        };
        Ok(Self {
            document,
            vocabulary,
            scope: outer.within(&frame),
            frame,
        })
    }

    /// An element as an object.
    fn object(&self, parent: &Element, scope: &Scope) -> Value {
        let mut members = Vec::new();
        let mut add = |name: &str, value: Value| members.push((name.to_owned(), value));
        let string = |text: &str| Value::String(text.to_owned());
        if let Some(id) = parent.attribute("rdf:about") {
            add("@rdf:about", string(id));
        }
        for child in parent.elements() {
            let (name, attribute) = (&*child.name, |name| child.attribute(name));
            let is_one_of = |names: &str| names.split(' ').any(|known| known == name);
            if is_one_of(ADDRESSES) {
                let text = child.text();
                let url = scope.within(child).url(attribute("href").unwrap_or(&text));
                let url = url.map_or(Value::Null, |url| string(url.as_str()));
                // A link without a relation is to the page.
                match attribute("rel") {
                    None | Some("alternate") => add(name, url),
                    Some(relation) => add(&["@", relation].concat(), url),
                }
            } else if let Some(said) = match name {
                "category" => attribute("label").or(attribute("term")),
                "itunes:image" => attribute("href"),
                _ => None,
            } {
                add(name, string(said));
            } else if is_one_of(HOLDERS) && child.elements().next().is_some() {
                add(name, self.object(child, &scope.within(child)));
            } else {
                let text = child.text();
                let is_person = NAMES.authors.split(' ').any(|known| known == name);
                if is_person && holds(&text, '@') {
                    add(name, string(person(&text)));
                    continue;
                }
                // A guid is a link unless it says otherwise, but many that say nothing are none.
                if name == "guid"
                    && attribute("isPermaLink") != Some("false")
                    && text.trim_start().starts_with("http")
                {
                    add("@page", string(&text));
                }
                if let Some(place) = attribute("src").and_then(|src| scope.within(child).url(src)) {
                    let kind = attribute("type").unwrap_or_default();
                    let name = match kind.starts_with("application/atom+xml") {
                        true => "@article",
                        false => "@page",
                    };
                    add(name, string(place.as_str()));
                }
                let value = match (self.vocabulary.text)(child) {
                    Body::Html(html) => Value::Html(html),
                    Body::Text(text) => Value::String(text),
                    Body::Absent => Value::Null,
                };
                add(name, value);
            }
        }
        Value::Object(members)
    }
}

/// The name beside an address of mail; an address alone is nobody's name and nothing to print on a
/// page.
fn person(text: &str) -> &str {
    let mut rest = text;
    loop {
        let part = before(rest, b"()<>");
        let name = part.trim();
        if !name.is_empty() && !holds(name, '@') {
            return name;
        }
        match rest.get(part.len() + 1..) {
            Some(behind) => rest = behind,
            None => return "",
        }
    }
}

impl Dialect for XmlFeed {
    fn frame(&mut self) -> (Feed, Vec<Author>) {
        let frame = self.object(&self.frame, &self.scope);
        let fields = self.scope.fields(&frame);
        let feed = Feed {
            title: fields.text("title").unwrap_or_default(),
            home_page_url: fields.url("link atom:link"),
            icon: fields.url("icon logo atom:icon atom:logo image itunes:image"),
            language: language(&fields, "language dc:language")
                .or_else(|| self.scope.language.clone()),
            articles: Vec::new(),
            next_url: fields.url("@next"),
        };
        let authors = people(&fields, NAMES.authors);
        (feed, authors)
    }

    fn count(&self) -> usize {
        self.document.count()
    }

    fn article(&self, index: usize) -> Option<Article> {
        let item = self.document.item(index);
        let scope = self.scope.within(&item);
        let value = self.object(&item, &scope);
        let fields = scope.fields(&value);
        let mut article = item::read(&fields, &NAMES);
        article.article_url = fields.url("@article");
        article.tags = fields.texts("category dc:subject");
        if article.language.is_none() {
            article.language.clone_from(&scope.language);
        }
        article.published = article.published.or(article.modified);
        let text = item.first(self.vocabulary.bodies);
        let text = text.or_else(|| item.first("media:group")?.first("media:description"));
        if let Some(text) = text {
            article.body = (self.vocabulary.text)(text);
            article.base = scope.within(text).base;
        }
        if self.vocabulary.is_written_for_page && article.base.is_none() {
            article.base.clone_from(&article.url);
        }

        let words = fields.text(self.vocabulary.summaries);
        let words = words.unwrap_or_else(|| item::words_of(&fields, &article.body));
        article.summary = Some(words).filter(|words| !words.is_empty() && !item::is_long(words));
        item::name_by_body(&fields, &mut article);

        // What the item does not call itself is its address, else what is most its own.
        if article.id.is_empty() {
            let words = match &*article.title {
                "" => article.summary.as_deref().unwrap_or_default(),
                title => title,
            };
            article.id = match &article.url {
                Some(url) => url.as_str().to_owned(),
                None => {
                    let date = fields.line("pubDate dc:date updated").unwrap_or_default();
                    one_line(&[words, " ", &date].concat())
                }
            };
        }
        media::read(&item, &scope, &mut article);
        Some(article)
    }
}

/// Plain text: line breaks are those of the source but where an empty line divides paragraphs.
pub fn plain(text: &str) -> Body {
    let (mut plain, mut division) = (String::new(), "");
    for line in text.lines() {
        let line = one_line(line);
        if line.is_empty() {
            division = "\n\n";
            continue;
        }
        if plain.is_empty() {
            division = "";
        }
        append(&mut plain, &[division, &line]);
        division = " ";
    }
    match plain.is_empty() {
        true => Body::Absent,
        false => Body::Text(plain),
    }
}

/// The error for XML that is of no known kind.
pub fn unknown(root: &str) -> FeedError {
    FeedError::UnknownShape {
        found: ["XML with the element <", root, "> at the top"].concat(),
    }
}
