//! What the items of all JSON dialects have in common, whatever their members are called.

use super::{
    Dialect, JsonDocument, Source, known_language, page,
    value::{Fields, line_of},
    xml::escaped,
};
use crate::model::{
    Article, Author, Body, Feed, Href, Image, Value, append, decimal, find, one_line, start_of,
};
use std::rc::Rc;

/// In what the dialects of JSON with one list of items differ.
pub struct Table {
    /// The member with the list; empty where it is at the top.
    pub list: &'static str,
    /// What the members of an item are called.
    pub names: Names,
    /// True where texts may be written as HTML.
    pub has_markup: bool,
    /// Reads everything but the articles, and whose they are that name nobody.
    pub frame: fn(&mut Listing, &mut Feed) -> Vec<Author>,
    /// Reads what is of this dialect alone; `false` where an item cannot be shown.
    pub complete: fn(&Listing, &Fields, &mut Article) -> bool,
}

/// A document whose items stand in one list.
pub struct Listing {
    /// The document.
    pub document: Box<dyn JsonDocument>,
    /// What it holds beside the list.
    pub outline: Value,
    /// Where it came from.
    pub source: Rc<Source>,
    /// What it is read by.
    pub table: &'static Table,
    /// The publisher of all articles, where there is one and the dialect knows several.
    pub publisher: String,
}

impl Listing {
    /// The members of a part of it.
    pub fn fields<'a>(&'a self, value: &'a Value) -> Fields<'a> {
        Fields::of(value, &*self.source.environment).with_markup(self.table.has_markup)
    }

    /// An item as it stands in the document. What is no array at the top is one item.
    pub fn item(&self, index: usize) -> Value {
        match (self.table.list, &self.outline) {
            ("", Value::Object(_)) => self.outline.clone(),
            (list, _) => self.document.element(list, index),
        }
    }

    /// The next page where there are `total`, for documents that do not say it themselves.
    pub fn following(&self, total: Option<u32>) -> Option<Href> {
        let next = page::following(&self.source.url, total?)?;
        self.fields(&Value::Null).resolve(&next)
    }
}

impl Dialect for Listing {
    fn frame(&mut self) -> (Feed, Vec<Author>) {
        let mut feed = Feed::default();
        let authors = (self.table.frame)(self, &mut feed);
        (feed, authors)
    }

    fn count(&self) -> usize {
        match (self.table.list, &self.outline) {
            ("", Value::Object(_)) => 1,
            (list, _) => self.document.count(list),
        }
    }

    fn article(&self, index: usize) -> Option<Article> {
        let item = self.item(index);
        let item = self.fields(&item);
        let mut article = read(&item, &self.table.names);
        let is_wanted = (self.table.complete)(self, &item, &mut article);
        name_by_body(&item, &mut article);
        is_wanted.then_some(article)
    }
}

/// A summary is short: a longer text is a body.
const SUMMARY_CHARACTERS: usize = 500;
/// How much of a body stands for a headline where there is none.
const EXCERPT_CHARACTERS: usize = 120;

/// What a dialect calls the members of an item; see [`Fields`] for several names and paths.
/// An empty name is no member.
pub struct Names {
    /// What is unique in the feed.
    pub id: &'static str,
    /// The publisher's page of the article.
    pub url: &'static str,
    /// The headline.
    pub title: &'static str,
    /// One or two sentences.
    pub summary: &'static str,
    /// A body that is HTML.
    pub html: &'static str,
    /// A body that is plain text.
    pub text: &'static str,
    /// A picture, as an address, an object or a list of either.
    pub image: &'static str,
    /// Names, objects with a name, or a list of either.
    pub authors: &'static str,
    /// When it was first published.
    pub published: &'static str,
    /// When it was last changed.
    pub modified: &'static str,
    /// A language tag.
    pub language: &'static str,
    /// A list of keywords, or one text with commas between them.
    pub tags: &'static str,
    /// The part of the newspaper.
    pub section: &'static str,
}

/// Reads what `names` names. The id is empty where there is none.
pub fn read(item: &Fields, names: &Names) -> Article {
    let mut article = Article {
        id: item.line(names.id).unwrap_or_default(),
        url: item.url(names.url),
        title: item.text(names.title).unwrap_or_default(),
        summary: item.text(names.summary),
        language: language(item, names.language),
        image: item.find(names.image, |one| image(item, one)),
        authors: people(item, names.authors),
        published: item.moment(names.published),
        modified: item.moment(names.modified),
        section: item.find(names.section, |one| item.name_of(one)),
        ..Article::default()
    };
    if let Some(html) = item.long_text(names.html) {
        article.body = Body::Html(html.to_owned());
    } else if let Some(text) = item.long_text(names.text) {
        article.body = Body::Text(text.to_owned());
    }
    match item.get(names.tags) {
        Some(Value::String(tags)) => {
            for tag in tags.split(',') {
                let tag = Value::String(tag.to_owned());
                article.tags.extend(item.text_of(&tag));
            }
        }
        _ => article.tags = item.texts(names.tags),
    }
    article
}

/// Where an article has neither a title nor a summary, what its body begins with is the headline.
pub fn name_by_body(item: &Fields, article: &mut Article) {
    if article.title.is_empty() && article.summary.is_none() {
        let mut words = words_of(item, &article.body);
        if is_long(&words) {
            words = [start_of(&words, EXCERPT_CHARACTERS), "…"].concat();
        }
        article.summary = Some(words).filter(|words| !words.is_empty());
    }
}

/// The words of a body, in one line.
pub fn words_of(item: &Fields, body: &Body) -> String {
    match body {
        Body::Html(html) => item.words_of(html),
        Body::Text(text) => one_line(text),
        Body::Absent => String::new(),
    }
}

/// True for words that are more than a summary.
pub fn is_long(words: &str) -> bool {
    start_of(words, SUMMARY_CHARACTERS).len() < words.len()
}

/// The first usable language tag; `und` says nothing.
pub fn language(fields: &Fields, names: &str) -> Option<String> {
    fields.find(names, |tag| known_language(&line_of(tag)?))
}

/// Text in a place that is meant for plain text and may hold HTML all the same. Without line
/// breaks HTML is the safe guess where there is an ampersand: one that is none stays as it is.
pub fn body_of(text: String) -> Body {
    let (mut has_tags, mut has_ampersand, mut has_lines) = (false, false, false);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'<' => {
                let next = text.as_bytes().get(index + 1);
                has_tags |= next.is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/');
            }
            b'&' => has_ampersand = true,
            b'\n' => has_lines = true,
            _ => {}
        }
    }
    match has_tags || (has_ampersand && !has_lines) {
        true => Body::Html(text),
        false => Body::Text(text),
    }
}

/// The people of the first member that names any. Somebody with a page but without a name is
/// called after the page's site; an address alone is no name.
pub fn people(fields: &Fields, names: &str) -> Vec<Author> {
    let mut people: Vec<Author> = Vec::new();
    for name in names.split(' ') {
        fields.visit(name, &mut |person| {
            let members = fields.element(person);
            let url = members.url("link url uri atom:uri");
            let mut names = members.texts("name atom:name");
            if names.is_empty() {
                let site = || Some(url.as_ref()?.site().to_owned());
                names.extend(fields.text_of(person).or_else(site));
            }
            for name in names {
                let is_known = people.iter().any(|one| one.name == name);
                if !is_known && find(&name, "://").is_none() {
                    let url = url.clone();
                    people.push(Author { name, url });
                }
            }
            false
        });
        if !people.is_empty() {
            break;
        }
    }
    people
}

/// A picture: an address, or an object that describes one.
pub fn image<'a>(fields: &Fields<'a>, value: &'a Value) -> Option<Image> {
    let members = fields.element(value);
    let mut image = Image::at(fields.url_of(value)?);
    let width = members.pixels("width media_details.width");
    image.size = width.zip(members.pixels("height media_details.height"));
    if let Some(size) = image.size {
        image.candidates = candidates(&members.object("media_details.sizes"), size);
    }
    image.alternative = members.text("alt_text caption").unwrap_or_default();
    Some(image)
}

/// The same picture in other widths, smallest first. Those cut to another shape are other pictures.
fn candidates(sizes: &Fields, (width, height): (u32, u32)) -> Vec<(Href, String)> {
    let (mut widths, mut found) = (Vec::new(), Vec::new());
    for (_, one) in sizes.members {
        let members = sizes.element(one);
        let own = members.pixels("width").zip(members.pixels("height"));
        let (Some(source), Some((own_width, own_height))) = (sizes.url_of(one), own) else {
            continue;
        };
        let cross = u64::from(own_width) * u64::from(height);
        let other = u64::from(own_height) * u64::from(width);
        // Rounding makes a difference of up to one pixel.
        if cross.abs_diff(other) <= u64::from(width.max(height)) {
            let is_wider = |known: &u32| *known >= own_width;
            let at = widths.iter().position(is_wider).unwrap_or(widths.len());
            widths.insert(at, own_width);
            found.insert(at, (source, [&decimal(own_width), "w"].concat()));
        }
    }
    found
}

/// Adds a player to the body, unless the body has it already: `element` is `audio`, `video` or
/// `iframe`.
pub fn attach(body: &mut Body, element: &str, source: &Href, title: &str) {
    let mut html = match std::mem::take(body) {
        Body::Html(html) => html,
        Body::Text(text) => paragraphs(&text),
        Body::Absent => String::new(),
    };
    let source = escaped(source.as_str());
    if find(&html, &source).is_none() {
        let title = escaped(title);
        append(
            &mut html,
            &[
                "<",
                element,
                " src=\"",
                &source,
                "\" title=\"",
                &title,
                "\"></",
                element,
                ">",
            ],
        );
    }
    *body = Body::Html(html);
}

/// Plain text as HTML whose last paragraph has no end; empty lines divide paragraphs.
pub fn paragraphs(text: &str) -> String {
    let (mut html, mut division) = (String::new(), "<p>");
    for line in text.lines() {
        if line.is_empty() {
            division = "<p>";
            continue;
        }
        append(&mut html, &[division, &escaped(line)]);
        division = "<br>";
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_text() {
        for html in ["a<br>b", "</p>", "AT&amp;T", "R&D"] {
            assert_eq!(body_of(html.to_owned()), Body::Html(html.to_owned()));
        }
        for text in ["1 < 2", "plain", "R&D\nand more", "<3", "<"] {
            assert_eq!(body_of(text.to_owned()), Body::Text(text.to_owned()));
        }
    }

    #[test]
    fn a_recording_cannot_leave_its_attributes() {
        let source = Href::from_serialised("https://a.example/x?a=1&b=%22").unwrap();
        let mut body = Body::Text("a < b\r\n\r\nc".to_owned());
        attach(&mut body, "audio", &source, "\"><script>&");
        let html = "<p>a &lt; b<p>c<audio src=\"https://a.example/x?a=1&amp;b=%22\" \
                    title=\"&quot;>&lt;script>&amp;\"></audio>";
        assert_eq!(body, Body::Html(html.to_owned()));
        attach(&mut body, "audio", &source, "again");
        assert_eq!(body, Body::Html(html.to_owned()));
    }
}
