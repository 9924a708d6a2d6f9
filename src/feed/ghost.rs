//! Posts of the [Ghost Content API](https://ghost.org/docs/content-api/#posts), a list or a single
//! one: both stand in the array `posts`.

use super::{
    item::{Listing, Names, Table},
    value::Fields,
};
use crate::model::{Article, Author, Feed};

/// Documents whose `posts` are an array.
pub const TABLE: Table = Table {
    list: "posts",
    names: Names {
        id: "id uuid",
        url: "url canonical_url",
        title: "title",
        summary: "custom_excerpt excerpt",
        html: "html",
        text: "plaintext",
        image: "feature_image og_image",
        authors: "authors primary_author",
        published: "published_at",
        modified: "updated_at",
        language: "locale",
        tags: "tags",
        section: "primary_tag",
    },
    has_markup: false,
    frame,
    complete,
};

fn frame(listing: &mut Listing, feed: &mut Feed) -> Vec<Author> {
    // The number of the next page; null on the last one.
    let next = listing.fields(&listing.outline);
    feed.next_url = listing.following(next.pixels("meta.pagination.next"));
    Vec::new()
}

fn complete(_: &Listing, post: &Fields, article: &mut Article) -> bool {
    if let Some(image) = &mut article.image {
        let caption = || Some(post.words_of(&post.text("feature_image_caption")?));
        let alternative = post.text("feature_image_alt").or_else(caption);
        image.alternative = alternative.unwrap_or_default();
    }
    // Tags that begin with `#` are the editors' own.
    let is_own = |name: &String| name.starts_with('#');
    if article.section.as_ref().is_some_and(is_own) {
        article.section = None;
    }
    while let Some(own) = article.tags.iter().position(is_own) {
        article.tags.remove(own);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::tests::feed;

    #[test]
    fn the_editors_own_tags_are_not_shown() {
        let feed = feed(
            r##"{"posts":[{"id":"1","primary_tag":{"name":"#own"},"tags":[{"name":"#own","visibility":"internal"},
                {"name":"Sea"},{"slug":"nameless"},null]}]}"##,
        );
        assert_eq!(feed.articles[0].tags, ["Sea"]);
        assert_eq!(feed.articles[0].section, None);
    }

    #[test]
    fn the_next_page_is_the_one_that_the_document_names() {
        let next = |pagination: &str| {
            let text =
                format!(r#"{{"posts":[{{"id":"1"}}],"meta":{{"pagination":{pagination}}}}}"#);
            feed(&text).next_url.map(|url| url.as_str().to_owned())
        };
        let second = Some("https://example.org/news/feed.json?page=2".to_owned());
        assert_eq!(next(r#"{"page":1,"next":2}"#), second);
        assert_eq!(next(r#"{"page":1,"next":null}"#), None);
        assert_eq!(next("[]"), None);
    }

    #[test]
    fn who_may_read_only_the_start_gets_the_start() {
        let feed =
            feed(r#"{"posts":[{"id":"1","visibility":"paid","html":null,"excerpt":"Start"}]}"#);
        assert_eq!(feed.articles[0].headline(), "Start");
    }
}
