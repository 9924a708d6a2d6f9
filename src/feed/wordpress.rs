//! Posts of the [WordPress REST API](https://developer.wordpress.org/rest-api/reference/posts/),
//! a list or a single one, with and without `_embed`.

use super::{
    item::{Listing, Names, Table, language},
    page,
    value::{Fields, list_of},
};
use crate::model::{Article, Author, Feed, Value, divided, divided_at_last};

/// Posts in an array at the top, or one post.
pub const TABLE: Table = Table {
    list: "",
    names: Names {
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
    },
    has_markup: true,
    frame,
    complete,
};

/// True where an object looks like a post.
pub fn is_post(fields: &Fields) -> bool {
    fields.get("title.rendered").is_some() || fields.get("content.rendered").is_some()
}

fn frame(listing: &mut Listing, feed: &mut Feed) -> Vec<Author> {
    let first = listing.item(0);
    let first = listing.fields(&first);
    let site = first.text("yoast_head_json.og_site_name");
    feed.title = site.unwrap_or_default();
    feed.language = language(&first, TABLE.names.language);
    let source = &listing.source;
    feed.next_url = match source.link.as_deref().and_then(page::linked) {
        Some(linked) => first.resolve(linked),
        None => {
            let total = source.total_pages.as_deref();
            listing.following(total.and_then(|total| total.trim().parse().ok()))
        }
    };
    Vec::new()
}

fn complete(_: &Listing, post: &Fields, article: &mut Article) -> bool {
    let is = |name| matches!(post.get(name), Some(Value::Bool(true)));
    let status = post.line("status");
    if is("content.protected")
        || is("excerpt.protected")
        || status.is_some_and(|status| status != "publish")
    {
        return false;
    }
    let excerpt = post.long_text("excerpt.rendered excerpt");
    article.summary = excerpt.and_then(|excerpt| summary(post, excerpt));
    for term in post.list("_embedded.wp:term").iter().flat_map(list_of) {
        let term = post.element(term);
        let Some(name) = term.text("name") else {
            continue;
        };
        let taxonomy = term.line("taxonomy").unwrap_or_default();
        // What WordPress calls so has no category; the slug is the same in all languages.
        let is_category = taxonomy == "category"
            && term.line("slug").as_deref() != Some("uncategorized")
            && name != "Uncategorized";
        if is_category && article.section.is_none() {
            article.section = Some(name);
        } else if taxonomy == "post_tag" && !article.tags.contains(&name) {
            article.tags.push(name);
        }
    }
    true
}

/// The words of an excerpt, without the link to the rest of the post.
fn summary(post: &Fields, excerpt: &str) -> Option<String> {
    let start = divided(excerpt, "more-link").and_then(|(before, _)| {
        let (start, tag) = divided_at_last(before, b"<")?;
        tag.starts_with('a').then_some(start)
    });
    let mut words = post.words_of(start.unwrap_or(excerpt));
    for mark in ["[…]", "[...]"] {
        if words.ends_with(mark) {
            let length = words[..words.len() - mark.len()].trim_end().len();
            words.truncate(length);
            words.push('…');
        }
    }
    Some(words).filter(|words| !words.is_empty() && words != "…")
}

#[cfg(test)]
mod tests {
    use super::super::{Opened, native, open, tests::feed};

    fn post(members: &str) -> Option<crate::model::Article> {
        let text = format!(
            r#"[{{"id":1,"title":{{"rendered":"first"}}}},{{"id":2,"title":{{"rendered":"t"}},{members}}}]"#
        );
        let post = feed(&text).articles.into_iter().nth(1);
        post.map(std::sync::Arc::unwrap_or_clone)
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
