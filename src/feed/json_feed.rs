//! [JSON Feed 1.0](https://www.jsonfeed.org/version/1/) and
//! [1.1](https://www.jsonfeed.org/version/1.1/) with our extension `_newsstand`.
//!
//! Its texts are plain text, whatever they look like.

use super::{
    item::{Listing, Names, Table, attach, language, people},
    value::Fields,
};
use crate::model::{Article, Author, Feed, Image, before};

const NAMES: Names = Names {
    id: "id",
    url: "url external_url",
    title: "title",
    summary: "summary",
    html: "content_html",
    text: "content_text",
    image: "image banner_image",
    authors: "authors author",
    published: "date_published",
    modified: "date_modified",
    language: "language",
    tags: "tags",
    section: "_newsstand.section",
};

/// Documents whose `items` are an array.
pub const TABLE: Table = Table {
    list: "items",
    names: NAMES,
    has_markup: false,
    frame,
    complete,
};

/// Documents that are one item.
pub const ITEM: Table = Table {
    list: "",
    names: NAMES,
    has_markup: false,
    frame: |_, _| Vec::new(),
    complete,
};

fn frame(listing: &mut Listing, feed: &mut Feed) -> Vec<Author> {
    let fields = listing.fields(&listing.outline);
    feed.title = fields.text("title").unwrap_or_default();
    feed.home_page_url = fields.url("home_page_url");
    feed.icon = fields.url("icon favicon");
    feed.language = language(&fields, "language");
    feed.next_url = fields.url("next_url");
    let authors = people(&fields, NAMES.authors);
    listing
        .document
        .put_first(TABLE.list, "_newsstand", "priority");
    authors
}

/// Reads what JSON Feed alone has. The specification wants an id; real feeds forget it, and their
/// addresses are as good.
fn complete(_: &Listing, item: &Fields, article: &mut Article) -> bool {
    if article.id.is_empty() {
        let url = item.url("url");
        article.id = url.map_or_else(String::new, |url| url.as_str().to_owned());
    }
    let own = item.object("_newsstand");
    article.article_url = own.url("article_url");
    article.story = own.text("story");
    article.related = own.texts("related");
    attachments(item, article);
    true
}

/// A picture stands in for the one that the item does not name; recordings belong to the body.
/// Attachments of one title are one recording in several formats.
fn attachments(item: &Fields, article: &mut Article) {
    let mut titles: Vec<String> = Vec::new();
    for attachment in item.list("attachments") {
        let attachment = item.element(attachment);
        let (Some(url), Some(mime_type)) = (attachment.url("url"), attachment.line("mime_type"))
        else {
            continue;
        };
        let mime_type = mime_type.to_ascii_lowercase();
        let kind = before(&mime_type, b"/");
        match kind {
            "image" if article.image.is_none() => article.image = Some(Image::at(url)),
            "audio" | "video" => {
                let title = attachment.text("title").unwrap_or_default();
                if title.is_empty() || !titles.contains(&title) {
                    attach(&mut article.body, kind, &url, &title);
                    titles.push(title);
                }
            }
            _ => {}
        }
    }
}
