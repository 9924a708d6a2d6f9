//! [JSON Feed 1.0](https://www.jsonfeed.org/version/1/) and
//! [1.1](https://www.jsonfeed.org/version/1.1/) with our extension `_newsstand`.

use super::{
    Dialect, JsonDocument, Source, language,
    value::{Fields, line_of},
};
use crate::model::{Article, Author, Body, Feed, Image, Timestamp};
use serde_json::Value;

/// A document whose `items` are an array.
pub struct JsonFeed {
    document: Box<dyn JsonDocument>,
    outline: Value,
    source: Source,
    authors: Vec<Author>,
}

impl JsonFeed {
    /// A feed of this outline.
    pub fn new(document: Box<dyn JsonDocument>, outline: Value, source: Source) -> Self {
        let authors = authors(&Fields::of(&outline, &*source.environment));
        Self {
            document,
            outline,
            source,
            authors,
        }
    }
}

impl Dialect for JsonFeed {
    fn frame(&self) -> Feed {
        let fields = Fields::of(&self.outline, &*self.source.environment);
        Feed {
            title: fields.text("title").unwrap_or_default(),
            home_page_url: fields.url("home_page_url"),
            icon: fields.url("icon").or_else(|| fields.url("favicon")),
            language: language(&fields, "language"),
            articles: Vec::new(),
            next_url: fields.url("next_url"),
        }
    }

    fn count(&self) -> usize {
        self.document.count("items")
    }

    fn article(&self, index: usize) -> Option<Article> {
        let item = self.document.element("items", index);
        let item = Fields::of(&item, &*self.source.environment);
        // The specification wants an id; real feeds forget it, and their addresses are as good.
        let id = item
            .text("id")
            .or_else(|| Some(item.url("url")?.as_str().to_owned()));
        let mut article = read_item(&item, id.unwrap_or_default());
        if article.authors.is_empty() {
            article.authors.clone_from(&self.authors);
        }
        Some(article)
    }
}

/// Reads one item, whatever it calls itself.
pub fn read_item(item: &Fields, id: String) -> Article {
    let own = item.object("_newsstand");
    Article {
        id,
        url: item.url("url").or_else(|| item.url("external_url")),
        title: item.text("title").unwrap_or_default(),
        summary: item.text("summary"),
        body: match (
            item.long_text("content_html"),
            item.long_text("content_text"),
        ) {
            (Some(html), _) => Body::Html(html),
            (None, Some(text)) => Body::Text(text),
            (None, None) => Body::Absent,
        },
        base: None,
        article_url: own.url("article_url"),
        language: language(item, "language"),
        image: image(item),
        authors: authors(item),
        published: moment(item, "date_published"),
        modified: moment(item, "date_modified"),
        tags: lines(item, "tags"),
        section: own.text("section"),
        story: own.text("story"),
        related: lines(&own, "related"),
        priority: own.number("priority").unwrap_or_default(),
    }
}

fn image(item: &Fields) -> Option<Image> {
    let of_type_image = |attachment: &&Value| {
        let mime_type = item.element(attachment).text("mime_type");
        mime_type.is_some_and(|mime_type| mime_type.to_ascii_lowercase().starts_with("image/"))
    };
    let attached = || {
        let attachments = item.list("attachments").iter();
        attachments
            .filter(of_type_image)
            .find_map(|one| item.url_of(one))
    };
    item.url("image")
        .or_else(|| item.url("banner_image"))
        .or_else(attached)
        .map(Image::at)
}

/// The people in `authors`, else the one in `author`. Somebody with a page but without a name is
/// called after the page's site.
fn authors(fields: &Fields) -> Vec<Author> {
    let several = people(fields, "authors");
    if several.is_empty() {
        people(fields, "author")
    } else {
        several
    }
}

fn people(fields: &Fields, name: &str) -> Vec<Author> {
    let one_of = |person| {
        let members = fields.element(person);
        let url = members.url("url");
        let bare = person.as_str().and(line_of(person));
        let name = bare
            .or_else(|| members.text("name"))
            .or_else(|| Some(url.as_ref()?.site().to_owned()))?;
        Some(Author { name, url })
    };
    fields.list(name).iter().filter_map(one_of).collect()
}

fn moment(fields: &Fields, name: &str) -> Option<Timestamp> {
    Timestamp::parse(&fields.text(name)?)
}

/// Texts or numbers in an array, each once.
fn lines(fields: &Fields, name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in fields.list(name).iter().filter_map(line_of) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
