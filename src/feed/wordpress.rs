//! Posts of the [WordPress REST API](https://developer.wordpress.org/rest-api/reference/posts/),
//! a list or a single one, with and without `_embed`.

use super::{
    Dialect,
    item::{self, Listing, Names, language},
    page,
    value::Fields,
};
use crate::model::{Article, Feed};
use serde_json::Value;

const NAMES: Names = Names {
    id: "id",
    url: "link",
    title: "title.rendered title",
    summary: "",
    html: "content.rendered content",
    text: "",
    image: "_embedded.wp:featuredmedia jetpack_featured_media_url yoast_head_json.og_image",
    authors: "_embedded.author yoast_head_json.author",
    // Without a zone: that of the first is UTC, that of the second the site's own.
    published: "date_gmt date",
    modified: "modified_gmt modified",
    language: "lang yoast_head_json.og_locale",
    tags: "",
    section: "",
};

/// Posts in an array at the top, or one post.
pub struct WordPress(pub Listing);

impl WordPress {
    /// True where a value looks like a post.
    pub fn is_post(fields: &Fields) -> bool {
        fields.get("title.rendered").is_some() || fields.get("content.rendered").is_some()
    }

    fn post(&self, index: usize) -> Value {
        match &self.0.outline {
            Value::Array(_) => self.0.document.element("", index),
            single => single.clone(),
        }
    }
}

impl Dialect for WordPress {
    fn frame(&self) -> Feed {
        let source = &self.0.source;
        let first = self.post(0);
        let first = Fields::of(&first, self.0.environment()).with_markup();
        let linked = source.link.as_deref().and_then(page::linked);
        let following = || {
            let total = source.total_pages.as_deref()?.trim().parse().ok()?;
            page::following(&source.url, total)
        };
        let next = linked.map(str::to_owned).or_else(following);
        Feed {
            title: first
                .text("yoast_head_json.og_site_name")
                .unwrap_or_default(),
            language: language(&first, NAMES.language),
            next_url: next.and_then(|next| first.resolve(&next)),
            ..Feed::default()
        }
    }

    fn count(&self) -> usize {
        match self.0.outline {
            Value::Array(_) => self.0.document.count(""),
            _ => 1,
        }
    }

    fn article(&self, index: usize) -> Option<Article> {
        let post = self.post(index);
        let post = Fields::of(&post, self.0.environment()).with_markup();
        let is_protected = ["content.protected", "excerpt.protected"]
            .iter()
            .any(|name| post.get(name) == Some(&Value::Bool(true)));
        let status = post.line("status");
        if is_protected || status.is_some_and(|status| status != "publish") {
            return None;
        }
        let mut article = item::read(&post, &NAMES);
        let excerpt = post.long_text("excerpt.rendered excerpt");
        article.summary = excerpt.and_then(|excerpt| summary(&post, &excerpt));
        for term in post
            .list("_embedded.wp:term")
            .iter()
            .flat_map(Value::as_array)
            .flatten()
        {
            let term = post.element(term);
            let Some(name) = term.text("name") else {
                continue;
            };
            match term.line("taxonomy").as_deref() {
                // What WordPress calls so has no category; the slug is the same in all languages.
                Some("category")
                    if article.section.is_none()
                        && term.line("slug").as_deref() != Some("uncategorized")
                        && name != "Uncategorized" =>
                {
                    article.section = Some(name);
                }
                Some("post_tag") if !article.tags.contains(&name) => article.tags.push(name),
                _ => {}
            }
        }
        Some(article)
    }
}

/// The words of an excerpt, without the link to the rest of the post.
fn summary(post: &Fields, excerpt: &str) -> Option<String> {
    let link = excerpt
        .find("more-link")
        .and_then(|class| excerpt[..class].rfind("<a"));
    let words = post.words_of(&excerpt[..link.unwrap_or(excerpt.len())]);
    let cut = words
        .strip_suffix("[…]")
        .or_else(|| words.strip_suffix("[...]"));
    let summary = match cut {
        Some(start) => [start.trim_end(), "…"].concat(),
        None => words,
    };
    Some(summary).filter(|summary| !summary.is_empty() && summary != "…")
}
