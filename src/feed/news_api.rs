//! The shape of [NewsAPI](https://newsapi.org/docs/endpoints/everything) and of those that follow
//! it ([GNews](https://docs.gnews.io/endpoints/search-endpoint)): `articles` from many publishers,
//! without ids.

use super::{
    Dialect,
    item::{self, Listing, Names, body_of},
    page::{self, parameter},
    value::Fields,
};
use crate::model::{Article, Author, Body, Feed};

const NAMES: Names = Names {
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
};

/// So many articles are asked for their publisher before the feed gets its name: a page's worth.
const ASKED: usize = 100;

/// What stands for everything in an article that its publisher has taken back.
const REMOVED: &str = "[Removed]";

/// A document whose `articles` are an array.
pub struct NewsApi {
    listing: Listing,
    /// The publisher of all articles, where there is one.
    publisher: String,
}

impl NewsApi {
    /// A feed of this listing.
    pub fn new(listing: Listing) -> Self {
        let mut publisher = None;
        for index in 0..listing.document.count("articles").min(ASKED) {
            let article = listing.document.element("articles", index);
            let article = Fields::of(&article, listing.environment());
            let source = article.line("source.name").unwrap_or_default();
            if source != *publisher.get_or_insert_with(|| source.clone()) {
                publisher = None;
                break;
            }
        }
        Self {
            listing,
            publisher: publisher.unwrap_or_default(),
        }
    }

    /// How many pages there are.
    fn pages(&self, fields: &Fields) -> Option<u32> {
        let total = fields.pixels("totalResults totalArticles")?;
        let query = self
            .listing
            .source
            .url
            .split_once('?')
            .unwrap_or_default()
            .1;
        let asked = parameter(query, "pageSize").or_else(|| parameter(query, "max"));
        let asked = asked.and_then(|size| size.parse().ok());
        let size = asked.unwrap_or(self.count() as u32);
        (size > 0).then(|| total.div_ceil(size))
    }
}

impl Dialect for NewsApi {
    fn frame(&self) -> Feed {
        let fields = self.listing.frame();
        let next = self.pages(&fields);
        let next = next.and_then(|pages| page::following(&self.listing.source.url, pages));
        Feed {
            title: self.publisher.clone(),
            next_url: next.and_then(|next| fields.resolve(&next)),
            ..Feed::default()
        }
    }

    fn count(&self) -> usize {
        self.listing.document.count("articles")
    }

    fn article(&self, index: usize) -> Option<Article> {
        let item = self.listing.document.element("articles", index);
        let item = Fields::of(&item, self.listing.environment()).with_markup();
        let mut article = item::read(&item, &NAMES);
        let site = article.url.as_ref().map_or("", |url| url.site());
        if article.title == REMOVED || site == "removed.com" {
            return None;
        }
        let publisher = item.text("source.name").unwrap_or_default();
        let suffix = [" - ", &publisher].concat();
        if let Some(title) = article.title.strip_suffix(&suffix) {
            article.title = title.to_owned();
        }
        if let Body::Text(text) = article.body {
            article.body = body_of(without_count(text));
        }
        article.authors = article.authors.iter().flat_map(each).collect();
        if article.authors.is_empty() && !publisher.is_empty() && publisher != self.publisher {
            let url = item.url("source.url");
            article.authors.push(Author {
                name: publisher,
                url,
            });
        }
        Some(article)
    }
}

/// The people in a list of names with commas between them.
fn each(author: &Author) -> Vec<Author> {
    let names = author.name.split(',').map(str::trim);
    let people = names.filter(|name| !name.is_empty()).map(|name| Author {
        name: name.to_owned(),
        url: None,
    });
    people.collect()
}

/// Without the note at the end of a shortened text on how much there would be: `… [+1234 chars]`.
fn without_count(mut text: String) -> String {
    if text.trim_end().ends_with(" chars]")
        && let Some(at) = text.rfind("[+")
    {
        let start = text[..at].trim_end().len();
        text.truncate(start);
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
        feed(&text).articles.remove(1)
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
