//! What RSS and Atom have in common. They differ in their [`Vocabulary`]; the extensions (Dublin
//! Core, Media RSS, those of podcasts, and Atom inside RSS) mean the same in both.
//!
//! Categories are an article's tags. Its section is what the modules Prism and Slash call so, else
//! the first subject of Dublin Core.

use super::{
    Dialect, Environment, FeedError, Source, atom, known_language, media, rss,
    xml::{self, Element, XmlDocument, escaped},
};
use crate::model::{Article, Author, Body, Feed, Href, Timestamp, one_line};
use std::rc::Rc;

/// A summary is short: a longer text is a body.
const SUMMARY_CHARACTERS: usize = 500;
/// How much of a body stands for a headline where there is none.
const EXCERPT_CHARACTERS: usize = 120;

/// In what RSS and Atom differ.
pub struct Vocabulary {
    /// What an element with text for people holds.
    pub text: fn(&Element) -> Body,
    /// What may hold an item's text, the fullest first.
    pub bodies: &'static str,
    /// What may hold its summary, the best first.
    pub summaries: &'static str,
    /// Reads what is of this dialect alone.
    pub complete: fn(&Element, &Scope, &mut Article),
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

    /// An address of the web; the empty reference would be the document itself.
    pub fn url(&self, reference: &str) -> Option<Href> {
        let reference = reference.trim();
        let url = Some(reference).filter(|reference| !reference.is_empty());
        self.environment.resolve(url?).filter(Href::is_web)
    }

    /// The words of a text, as one line; `None` where it has none.
    fn words(&self, text: &Body) -> Option<String> {
        let words = match text {
            Body::Html(html) => self.environment.words_of(html),
            Body::Text(text) => one_line(text),
            Body::Absent => return None,
        };
        Some(words).filter(|words| !words.is_empty())
    }
}

/// A feed in RSS or Atom.
pub struct XmlFeed {
    document: Box<dyn XmlDocument>,
    vocabulary: &'static Vocabulary,
    frame: Element,
    scope: Scope,
    authors: Vec<Author>,
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
        let scope = outer.within(&frame);
        let mut feed = Self {
            document,
            vocabulary,
            authors: Vec::new(),
            frame,
            scope,
        };
        feed.authors = feed.people(&feed.frame, &feed.scope);
        Ok(feed)
    }

    /// The words of the first of these children that has any.
    fn words(&self, parent: &Element, names: &str, scope: &Scope) -> Option<String> {
        let mut found = parent.all(names).into_iter();
        found.find_map(|element| scope.words(&(self.vocabulary.text)(element)))
    }

    /// The words of all these children, each once.
    fn lines(&self, parent: &Element, names: &str, scope: &Scope) -> Vec<String> {
        let mut lines = Vec::new();
        for element in parent.all(names) {
            let named = element.attribute("label").or(element.attribute("term"));
            let line = match named {
                Some(name) => Some(one_line(name)).filter(|name| !name.is_empty()),
                None => scope.words(&(self.vocabulary.text)(element)),
            };
            if let Some(line) = line.filter(|line| !lines.contains(line)) {
                lines.push(line);
            }
        }
        lines
    }

    /// The people of the first kind of element that names any.
    fn people(&self, parent: &Element, scope: &Scope) -> Vec<Author> {
        for name in "dc:creator author atom:author itunes:author".split(' ') {
            let mut people: Vec<Author> = Vec::new();
            for element in parent.all(name) {
                let person = self.person(element, scope);
                people.extend(person.filter(|one| !people.contains(one)));
            }
            if !people.is_empty() {
                return people;
            }
        }
        Vec::new()
    }

    /// Somebody of Atom, or a text. The latter may be an address of mail with a name beside it;
    /// an address alone is nobody's name and nothing to print on a page.
    fn person(&self, element: &Element, scope: &Scope) -> Option<Author> {
        let page = element.text_of("uri url atom:uri");
        let url = page.and_then(|page| scope.within(element).url(&page));
        if element.elements().next().is_some() {
            let name = element
                .text_of("name atom:name")
                .map(|name| one_line(&name));
            let name = name.or_else(|| Some(url.as_ref()?.site().to_owned()))?;
            return Some(Author { name, url });
        }
        let text = match element.text() {
            // What looks like a tag is an address.
            text if text.contains('@') => one_line(&text),
            _ => scope.words(&(self.vocabulary.text)(element))?,
        };
        let mut parts = text.split(['(', ')', '<', '>']).map(str::trim);
        let name = match text.contains('@') {
            true => parts.find(|part| !part.is_empty() && !part.contains('@'))?,
            false => &text,
        };
        Some(Author {
            name: name.to_owned(),
            url,
        })
    }
}

impl Dialect for XmlFeed {
    fn frame(&self) -> Feed {
        let (frame, scope) = (&self.frame, &self.scope);
        let picture = frame.text_of("icon logo atom:icon atom:logo");
        let picture = picture.or_else(|| frame.first("image")?.text_of("url"));
        let picture = picture.or_else(|| {
            let images = frame.all("itunes:image");
            Some(images.first()?.attribute("href")?.to_owned())
        });
        let language = frame.text_of("language dc:language");
        Feed {
            title: self.words(frame, "title", scope).unwrap_or_default(),
            home_page_url: link(frame, scope, "alternate"),
            icon: picture.and_then(|reference| scope.url(&reference)),
            language: language
                .and_then(|tag| known_language(&tag))
                .or_else(|| scope.language.clone()),
            articles: Vec::new(),
            next_url: link(frame, scope, "next"),
        }
    }

    fn count(&self) -> usize {
        self.document.count()
    }

    fn article(&self, index: usize) -> Option<Article> {
        let item = self.document.item(index);
        let scope = self.scope.within(&item);
        let group = item.first("media:group").unwrap_or(&item);
        let title = self.words(&item, "title media:title dc:title", &scope);
        let title = title.or_else(|| self.words(group, "media:title", &scope));
        let title = title.unwrap_or_default();
        let media = media::read(&item, &title, &scope);

        let text = item.first(self.vocabulary.bodies);
        let text = text.or_else(|| group.first("media:description"));
        let body = text.map_or(Body::Absent, self.vocabulary.text);
        let language = item.text_of("dc:language");
        // The address behind a counter of clicks.
        let page = item.text_of("feedburner:origLink");
        let page = page.and_then(|page| scope.url(&page));
        let mut article = Article {
            url: page.or_else(|| link(&item, &scope, "alternate")),
            base: text.and_then(|text| scope.within(text).base),
            language: language
                .and_then(|tag| known_language(&tag))
                .or_else(|| scope.language.clone()),
            image: media.image,
            authors: self.people(&item, &scope),
            published: moment(
                &item,
                "pubDate dc:date published issued dcterms:issued atom:published created dcterms:created",
            ),
            modified: moment(&item, "updated modified atom:updated dcterms:modified"),
            tags: self.lines(&item, "category dc:subject", &scope),
            section: self.words(&item, "prism:section slash:section dc:subject", &scope),
            ..Article::default()
        };
        (self.vocabulary.complete)(&item, &scope, &mut article);
        if article.authors.is_empty() {
            let source = item
                .first("source")
                .map(|source| self.people(source, &scope));
            article.authors = source
                .filter(|people| !people.is_empty())
                .unwrap_or_else(|| self.authors.clone());
        }
        // Atom has no other date where an entry has never been changed.
        article.published = article.published.or(article.modified);

        let words = self.words(&item, self.vocabulary.summaries, &scope);
        let words = words.or_else(|| scope.words(&body));
        let is_short = |words: &&String| words.chars().nth(SUMMARY_CHARACTERS).is_none();
        article.summary = words.as_ref().filter(is_short).cloned();
        if let Some(words) = words.filter(|_| article.summary.is_none() && title.is_empty()) {
            let excerpt: String = words.chars().take(EXCERPT_CHARACTERS).collect();
            article.summary = Some([excerpt.as_str(), "…"].concat());
        }
        article.id = id(&item, &article, &title);
        article.title = title;
        article.body = with_media(body, &media.html);
        Some(article)
    }
}

/// Plain text: line breaks are those of the source but where an empty line divides paragraphs.
pub fn plain(text: &str) -> Body {
    let (mut plain, mut divided) = (String::new(), false);
    for line in text.lines().map(one_line) {
        if line.is_empty() {
            divided = true;
            continue;
        }
        if !plain.is_empty() {
            plain.push_str(if divided { "\n\n" } else { " " });
        }
        plain.push_str(&line);
        divided = false;
    }
    match plain.is_empty() {
        true => Body::Absent,
        false => Body::Text(plain),
    }
}

/// Adds players at the end of a body.
fn with_media(body: Body, media: &str) -> Body {
    if media.is_empty() {
        return body;
    }
    Body::Html(match body {
        Body::Html(html) => [&html, media].concat(),
        Body::Text(text) => {
            let text = escaped(&text).replace("\n\n", "<p>");
            ["<p>", &text, "</p>", media].concat()
        }
        Body::Absent => media.to_owned(),
    })
}

/// What the item calls itself, else its address, else what is most its own.
fn id(item: &Element, article: &Article, title: &str) -> String {
    if let Some(id) = item.text_of("guid id atom:id dc:identifier") {
        return one_line(&id);
    }
    if let Some(id) = item.attribute("rdf:about").filter(|id| !id.is_empty()) {
        return id.to_owned();
    }
    if let Some(url) = &article.url {
        return url.as_str().to_owned();
    }
    let date = item.text_of("pubDate dc:date updated").unwrap_or_default();
    let words = match title {
        "" => article.summary.as_deref().unwrap_or_default(),
        title => title,
    };
    one_line(&[words, " ", &date].concat())
}

/// The first link of this relation. One without a relation is to the page; in RSS its address is
/// its text.
fn link(parent: &Element, scope: &Scope, relation: &str) -> Option<Href> {
    let mut links = parent.all("link atom:link").into_iter();
    links.find_map(|link| {
        let own = link.attribute("rel").unwrap_or("alternate");
        let scope = scope.within(link);
        match link.attribute("href") {
            _ if own != relation => None,
            Some(reference) => scope.url(reference),
            None => scope.url(&link.text()),
        }
    })
}

/// The first date that can be read.
fn moment(item: &Element, names: &str) -> Option<Timestamp> {
    let mut found = item.all(names).into_iter();
    found.find_map(|element| Timestamp::parse(&element.text()))
}

/// The error for XML that is of no known kind.
pub fn unknown(root: &str) -> FeedError {
    FeedError::UnknownShape {
        found: ["XML with the element <", root, "> at the top"].concat(),
    }
}
