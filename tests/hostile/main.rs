//! Hostile input outside a browser: what is read keeps its promises, whatever it is read from.
//!
//! - `corpus`: the payloads, which the tests in browsers use too.
//! - `payloads`: each payload, as a body and in each field.
//! - `invariants`: the promises, which the fuzz targets check too.
//! - `structure`: documents whose shape is the attack.
//! - `arbitrary`: property tests.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test may fail loudly, also in its helpers

mod arbitrary;
mod corpus;
mod invariants;
mod payloads;
mod structure;

use newsstand::{
    feed::{
        self, Document, FeedError,
        native::{self, NativeText},
    },
    model::Article,
};
use std::sync::LazyLock;
use url::Url;

/// Where the documents come from.
const URL: &str = "https://example.org/news/feed.json";
/// What references resolve against.
static BASE: LazyLock<Url> = LazyLock::new(|| Url::parse(URL).unwrap());

/// The one way into the feed readers: a document's text, of whatever dialect.
fn read(document: &str) -> Result<Document, FeedError> {
    feed::read(&NativeText(document), native::source(URL).unwrap())
}

/// The same for the document of one article.
fn read_article(document: &str) -> Result<Article, FeedError> {
    feed::read_article(&NativeText(document), native::source(URL).unwrap(), "1")
}

/// Reads and judges a document; it may also be refused, with a sentence.
#[track_caller]
fn judge(document: &str) -> Option<Document> {
    match read(document) {
        Ok(document) => {
            let addresses = hold(invariants::judge_document(&document));
            assert_eq!(
                addresses,
                written_addresses(&document),
                "not every address was looked at"
            );
            Some(document)
        }
        Err(refusal) => {
            assert!(!refusal.to_string().is_empty());
            None
        }
    }
}

/// How many addresses a value holds: each is written `Href("…")`, and texts cannot look like it,
/// because their quotes are escaped.
fn written_addresses(value: &impl std::fmt::Debug) -> usize {
    format!("{value:?}").matches("Href(\"").count()
}

#[track_caller]
fn hold<T>(verdict: Result<T, String>) -> T {
    verdict.unwrap_or_else(|broken| panic!("{broken}"))
}
