//! What the items of all JSON dialects have in common, whatever their members are called.

use super::{
    Environment, JsonDocument, Source, known_language,
    value::{Fields, line_of, list_of},
};
use crate::model::{Article, Author, Body, Href, Image};
use serde_json::Value;

/// A document whose items stand in one list.
pub struct Listing {
    /// The document.
    pub document: Box<dyn JsonDocument>,
    /// What it holds beside the list.
    pub outline: Value,
    /// Where it came from.
    pub source: Source,
}

impl Listing {
    /// What the references in it are resolved by.
    pub fn environment(&self) -> &dyn Environment {
        &*self.source.environment
    }

    /// What it holds beside the list.
    pub fn frame(&self) -> Fields<'_> {
        Fields::of(&self.outline, self.environment())
    }
}

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
    let tags = match item.get(names.tags) {
        Some(Value::String(tags)) => {
            let each = tags.split(',').map(Value::from);
            each.filter_map(|tag| item.text_of(&tag)).collect()
        }
        _ => item.texts(names.tags),
    };
    Article {
        id: item.line(names.id).unwrap_or_default(),
        url: item.url(names.url),
        title: item.text(names.title).unwrap_or_default(),
        summary: item.text(names.summary),
        body: match (item.long_text(names.html), item.long_text(names.text)) {
            (Some(html), _) => Body::Html(html),
            (None, Some(text)) => Body::Text(text),
            (None, None) => Body::Absent,
        },
        language: language(item, names.language),
        image: item.values(names.image).find_map(|one| image(item, one)),
        authors: people(item, names.authors),
        published: item.moment(names.published),
        modified: item.moment(names.modified),
        tags,
        section: item.texts(names.section).into_iter().next(),
        ..Article::default()
    }
}

/// The first usable language tag; `und` says nothing.
pub fn language(fields: &Fields, names: &str) -> Option<String> {
    let mut tags = fields.values(names).filter_map(line_of);
    tags.find_map(|tag| known_language(&tag))
}

/// Text in a place that is meant for plain text and may hold HTML all the same. Without line
/// breaks HTML is the safe guess where there is an ampersand: one that is none stays as it is.
pub fn body_of(text: String) -> Body {
    let has_tags = text.match_indices('<').any(|(at, _)| {
        let next = text.as_bytes().get(at + 1);
        next.is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/')
    });
    match has_tags || (text.contains('&') && !text.contains('\n')) {
        true => Body::Html(text),
        false => Body::Text(text),
    }
}

/// The people of the first member that names any. Somebody with a page but without a name is
/// called after the page's site; an address alone is no name.
pub fn people(fields: &Fields, names: &str) -> Vec<Author> {
    let mut people: Vec<Author> = Vec::new();
    for value in fields.values(names) {
        for person in list_of(value) {
            let members = fields.element(person);
            let url = members.url("link url");
            let mut names = members.texts("name");
            match person {
                Value::String(_) => names.extend(fields.text_of(person)),
                _ if names.is_empty() => {
                    names.extend(url.as_ref().map(|url| url.site().to_owned()))
                }
                _ => {}
            }
            for name in names {
                let is_known = people.iter().any(|one| one.name == name);
                if !is_known && !name.contains("://") {
                    let url = url.clone();
                    people.push(Author { name, url });
                }
            }
        }
        if !people.is_empty() {
            break;
        }
    }
    people
}

/// A picture: an address, an object that describes one, or the first usable of a list.
pub fn image(fields: &Fields, value: &Value) -> Option<Image> {
    list_of(value).iter().find_map(|one| {
        let members = fields.element(one);
        let size = members
            .pixels("width media_details.width")
            .zip(members.pixels("height media_details.height"));
        let sizes = members.object("media_details.sizes");
        Some(Image {
            source: fields.url_of(one)?,
            candidates: size.map_or_else(Vec::new, |size| candidates(&sizes, size)),
            alternative: members.text("alt_text caption").unwrap_or_default(),
            size,
        })
    })
}

/// The same picture in other widths, smallest first. Those cut to another shape are other pictures.
fn candidates(sizes: &Fields, (width, height): (u32, u32)) -> Vec<(Href, String)> {
    let mut found: Vec<(u32, Href)> = Vec::new();
    for one in sizes.members.into_iter().flat_map(|sizes| sizes.values()) {
        let members = sizes.element(one);
        let own = (members.pixels("width"), members.pixels("height"));
        let (Some(source), (Some(own_width), Some(own_height))) = (sizes.url_of(one), own) else {
            continue;
        };
        let [cross, other] = [(own_width, height), (own_height, width)]
            .map(|(one, other)| u64::from(one) * u64::from(other));
        // Rounding makes a difference of up to one pixel.
        if cross.abs_diff(other) <= u64::from(width.max(height)) {
            let at = found.partition_point(|(known, _)| *known < own_width);
            found.insert(at, (own_width, source));
        }
    }
    let described = found
        .into_iter()
        .map(|(width, source)| (source, [&width.to_string(), "w"].concat()));
    described.collect()
}

/// Adds a recording to the body, unless the body plays it already: `kind` is `audio` or `video`.
pub fn attach(body: &mut Body, kind: &str, source: &Href, title: &str) {
    let source = escaped(source.as_str());
    let html = match std::mem::take(body) {
        Body::Html(html) => html,
        Body::Text(text) => {
            let lines = escaped(&text).replace("\r\n", "\n");
            let paragraphs = lines.replace("\n\n", "<p>").replace('\n', "<br>");
            ["<p>", &paragraphs].concat()
        }
        Body::Absent => String::new(),
    };
    let is_there = html.contains(&source);
    let attached = [
        "<",
        kind,
        " src=\"",
        &source,
        "\" title=\"",
        &escaped(title),
        "\"></",
        kind,
        ">",
    ];
    *body = Body::Html(match is_there {
        true => html,
        false => [&html, &*attached.concat()].concat(),
    });
}

/// Text that HTML takes for that text, also between quotation marks.
fn escaped(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    escaped.replace('"', "&quot;")
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
