//! The shape of [NewsAPI](https://newsapi.org/docs/endpoints/everything) and of those that follow
//! it ([GNews](https://docs.gnews.io/endpoints/search-endpoint)): `articles` from many publishers,
//! without ids.

use super::{
    item::{Listing, Names, Table, body_of},
    page::parameter,
    value::Fields,
};
use crate::model::{Article, Author, Body, Feed, divided_at_last};

/// Documents whose `articles` are an array.
pub const TABLE: Table = Table {
    list: "articles",
    names: Names {
        id: "url id",
        url: "url",
        title: "title",
        summary: "description",
        html: "",
        text: "content",
        image: "urlToImage image",
        authors: "author",
        published: "publishedAt",
        modified: "",
        language: "language lang",
        tags: "",
        section: "",
    },
    has_markup: true,
    frame,
    complete,
};

/// So many articles are asked for their publisher before the feed gets its name: a page's worth.
const ASKED: usize = 100;

/// What stands for everything in an article that its publisher has taken back.
const REMOVED: &str = "[Removed]";

fn frame(listing: &mut Listing, feed: &mut Feed) -> Vec<Author> {
    let count = listing.document.count(TABLE.list);
    for index in 0..count.min(ASKED) {
        let article = listing.item(index);
        let publisher = listing.fields(&article).line("source.name");
        let publisher = publisher.unwrap_or_default();
        if index > 0 && publisher != feed.title {
            feed.title.clear();
            break;
        }
        feed.title = publisher;
    }
    listing.publisher.clone_from(&feed.title);

    let total = listing.fields(&listing.outline);
    let total = total
        .pixels("totalResults totalArticles")
        .unwrap_or_default();
    let (_, query) = listing.source.url.split_once('?').unwrap_or_default();
    let asked = parameter(query, "pageSize").or_else(|| parameter(query, "max"));
    let size = asked.and_then(|size| size.parse().ok());
    let size: u32 = size.unwrap_or(count as u32);
    if size > 0 {
        feed.next_url = listing.following(Some(total.div_ceil(size)));
    }
    Vec::new()
}

fn complete(listing: &Listing, item: &Fields, article: &mut Article) -> bool {
    let site = article.url.as_ref().map_or("", |url| url.site());
    if article.title == REMOVED || site == "removed.com" {
        return false;
    }
    let publisher = item.text("source.name").unwrap_or_default();
    let suffix = [" - ", &publisher].concat();
    if article.title.ends_with(&suffix) {
        article.title.truncate(article.title.len() - suffix.len());
    }
    if let Body::Text(text) = &mut article.body {
        article.body = body_of(without_count(std::mem::take(text)));
    }
    // A list of names with commas between them is one name to those who wrote it.
    for author in std::mem::take(&mut article.authors) {
        for name in author.name.split(',').map(str::trim) {
            if !name.is_empty() {
                let name = name.to_owned();
                article.authors.push(Author { name, url: None });
            }
        }
    }
    if article.authors.is_empty() && !publisher.is_empty() && publisher != listing.publisher {
        article.authors.push(Author {
            name: publisher,
            url: item.url("source.url"),
        });
    }
    true
}

/// Without the note at the end of a shortened text on how much there would be: `… [+1234 chars]`.
fn without_count(mut text: String) -> String {
    if text.trim_end().ends_with(" chars]")
        && let Some((start, note)) = divided_at_last(&text, b"[")
        && note.starts_with('+')
    {
        text.truncate(start.trim_end().len());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::{Opened, native, open, tests::feed};
    use super::*;

    fn article(members: &str) -> Article {
        let text = format!(
            r#"{{"articles":[{{"url":"/a","source":{{"name":"A"}}}},{{"url":"/b","source":{{"name":"B"}},{members}}}]}}"#
        );
        std::sync::Arc::unwrap_or_clone(feed(&text).articles.remove(1))
    }

    #[test]
    fn the_note_on_what_is_missing_is_cut() {
        let body = |content: &str| {
            let content = serde_json::Value::from(content);
            article(&format!(r#""content":{content}"#)).body
        };
        let text = |text: &str| Body::Text(text.to_owned());
        assert_eq!(body("One… [+1234 chars]"), text("One…"));
        assert_eq!(body("One [+2] two"), text("One [+2] two"));
        assert_eq!(body("a chars]"), text("a chars]"));
        assert_eq!(body("<p>a [+1 chars]"), Body::Html("<p>a".to_owned()));
    }

    #[test]
    fn a_publisher_is_the_feed_s_name_or_the_byline() {
        let names = |article: Article| -> Vec<String> {
            article
                .authors
                .into_iter()
                .map(|author| author.name)
                .collect()
        };
        assert_eq!(names(article(r#""author":null"#)), ["B"]);
        assert_eq!(names(article(r#""author":"https://b.example/me""#)), ["B"]);
        assert_eq!(
            names(article(r#""author":"Ada, Grace,""#)),
            ["Ada", "Grace"]
        );
        let one = feed(r#"{"articles":[{"url":"/a","title":"x - A","source":{"name":"A"}}]}"#);
        assert_eq!(one.title, "A");
        assert_eq!(one.articles[0].title, "x");
        assert!(one.articles[0].authors.is_empty());
    }

    #[test]
    fn there_are_as_many_pages_as_articles_need() {
        let next = |query: &str, total: &str| {
            let source = native::source(&["https://a.example/v2?", query].concat()).unwrap();
            let text =
                format!(r#"{{"totalResults":{total},"articles":[{{"url":"/a"}},{{"url":"/b"}}]}}"#);
            let Ok(Opened::Feed(mut draft)) = open(&native::NativeText(&text), source) else {
                panic!("no feed");
            };
            draft.read_some(9);
            draft
                .finish()
                .unwrap()
                .next_url
                .map(|url| url.as_str().to_owned())
        };
        let page = |query: &str| Some(["https://a.example/v2?", query].concat());
        assert_eq!(next("q=x", "3"), page("q=x&page=2"));
        assert_eq!(next("q=x", "2"), None);
        assert_eq!(next("pageSize=2&page=2", "5"), page("pageSize=2&page=3"));
        assert_eq!(next("pageSize=2&page=3", "5"), None);
        assert_eq!(next("pageSize=0", "5"), None);
        assert_eq!(next("max=2", "-5"), None);
        assert_eq!(next("q=x", "1e300"), None);
    }
}
