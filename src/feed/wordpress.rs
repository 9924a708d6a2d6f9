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

#[cfg(test)]
mod tests {
    use super::super::{Opened, native, open, tests::feed};

    fn post(members: &str) -> Option<crate::model::Article> {
        let text = format!(
            r#"[{{"id":1,"title":{{"rendered":"first"}}}},{{"id":2,"title":{{"rendered":"t"}},{members}}}]"#
        );
        feed(&text).articles.into_iter().nth(1)
    }

    #[test]
    fn only_published_posts_without_a_password_are_shown() {
        assert!(post(r#""content":{"protected":true,"rendered":""}"#).is_none());
        assert!(post(r#""content":{"rendered":"<p>a"},"excerpt":{"protected":true}"#).is_none());
        assert!(post(r#""status":"future""#).is_none());
        assert!(post(r#""status":"publish","content":{"protected":false}"#).is_some());
    }

    #[test]
    fn the_moment_in_utc_comes_before_the_one_in_the_site_s_own_time() {
        let published = |members: &str| post(members).unwrap().published.unwrap().epoch_ms();
        let noon = 1_795_348_800_000.0;
        let both = r#""date":"2026-11-22T13:00:00","date_gmt":"2026-11-22T12:00:00""#;
        assert_eq!(published(both), noon);
        assert_eq!(
            published(r#""date":"2026-11-22T12:00:00","date_gmt":"""#),
            noon
        );
    }

    #[test]
    fn an_excerpt_loses_what_only_says_that_there_is_more() {
        let summary = |html: &str| {
            let rendered = serde_json::json!({ "rendered": html });
            post(&format!(r#""excerpt":{rendered}"#)).unwrap().summary
        };
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(summary("<p>One two [&hellip;]</p>"), is("One two…"));
        assert_eq!(summary("<p>One two [...]</p>"), is("One two…"));
        assert_eq!(
            summary(r#"<p>One. <a class="more-link" href="/a">Weiterlesen</a></p>"#),
            is("One.")
        );
        assert_eq!(
            summary("<p>Read more on <a href=x>tides</a></p>"),
            is("Read more on tides")
        );
        assert_eq!(summary("<p>[&hellip;]</p>"), None);
        assert_eq!(
            summary("<p>more-link is a class</p>"),
            is("more-link is a class")
        );
    }

    #[test]
    fn further_pages_are_linked_or_counted() {
        let next = |link: Option<&str>, total: Option<&str>| {
            let mut source =
                native::source("https://a.example/wp-json/wp/v2/posts?_embed").unwrap();
            source.link = link.map(str::to_owned);
            source.total_pages = total.map(str::to_owned);
            let text = native::NativeText(r#"[{"id":1,"title":{"rendered":"t"}}]"#);
            let Ok(Opened::Feed(mut draft)) = open(&text, source) else {
                panic!("no feed");
            };
            draft.read_some(9);
            draft
                .finish()
                .unwrap()
                .next_url
                .map(|url| url.as_str().to_owned())
        };
        let is = |url: &str| Some(url.to_owned());
        let counted = "https://a.example/wp-json/wp/v2/posts?_embed&page=2";
        assert_eq!(
            next(Some(r#"</p?page=9>; rel="next""#), Some("3")),
            is("https://a.example/p?page=9")
        );
        assert_eq!(
            next(Some(r#"</p?page=9>; rel="prev""#), Some("3")),
            is(counted)
        );
        assert_eq!(next(None, Some("2")), is(counted));
        assert_eq!(next(None, Some("1")), None);
        assert_eq!(next(None, Some("many")), None);
        assert_eq!(next(Some("<javascript:1>; rel=next"), None), None);
        assert_eq!(next(None, None), None);
    }

    #[test]
    fn pictures_of_another_shape_are_no_candidates() {
        let sizes = r#""a":{"width":10,"height":10,"source_url":"/a"},
            "b":{"width":50,"height":25,"source_url":"/b"},
            "c":{"width":4294967295,"height":4294967295,"source_url":"/c"}"#;
        let media = format!(
            r#""_embedded":{{"wp:featuredmedia":[{{"source_url":"/full","media_details":{{"width":100,"height":50,"sizes":{{{sizes}}}}}}}]}}"#
        );
        let candidates = post(&media).unwrap().image.unwrap().candidates;
        assert_eq!(candidates.len(), 1);
        assert_eq!(candidates[0].0.as_str(), "https://example.org/b");
        assert_eq!(candidates[0].1, "50w");
    }
}
