//! Posts of the [Ghost Content API](https://ghost.org/docs/content-api/#posts), a list or a single
//! one: both stand in the array `posts`.

use super::{
    Dialect,
    item::{self, Listing, Names},
    page,
    value::Fields,
};
use crate::model::{Article, Feed};

const NAMES: Names = Names {
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
    tags: "",
    section: "primary_tag",
};

/// A document whose `posts` are an array.
pub struct Ghost(pub Listing);

impl Dialect for Ghost {
    fn frame(&self) -> Feed {
        let fields = self.0.frame();
        // The number of the next page; null on the last one.
        let next = fields.pixels("meta.pagination.next");
        let next = next.and_then(|next| page::following(&self.0.source.url, next));
        Feed {
            next_url: next.and_then(|next| fields.resolve(&next)),
            ..Feed::default()
        }
    }

    fn count(&self) -> usize {
        self.0.document.count("posts")
    }

    fn article(&self, index: usize) -> Option<Article> {
        let post = self.0.document.element("posts", index);
        let post = Fields::of(&post, self.0.environment());
        let mut article = item::read(&post, &NAMES);
        if let Some(image) = &mut article.image {
            let caption = || post.text("feature_image_caption");
            let caption = || Some(post.words_of(&caption()?));
            let alternative = post.text("feature_image_alt").or_else(caption);
            image.alternative = alternative.unwrap_or_default();
        }
        // Tags that begin with `#` are the editors' own.
        article.section = article.section.filter(|name| !name.starts_with('#'));
        let names = post.texts("tags").into_iter();
        article.tags = names.filter(|name| !name.starts_with('#')).collect();
        Some(article)
    }
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
