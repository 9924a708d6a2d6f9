//! What the fuzz targets share: the promises that the native tests check too.

#[path = "../../tests/hostile/invariants.rs"]
pub mod invariants;

use std::sync::LazyLock;
use url::Url;

/// What the references of documents resolve against.
pub static BASE: LazyLock<Url> = LazyLock::new(|| {
    Url::parse("https://example.org/news/feed.json").expect("the base is an address")
});

/// Ends the run over a broken promise.
#[track_caller]
pub fn hold<T>(verdict: Result<T, String>) -> T {
    verdict.unwrap_or_else(|broken| panic!("{broken}"))
}
