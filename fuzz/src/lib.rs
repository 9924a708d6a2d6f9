//! What the fuzz targets share: the promises that the native tests check too.

#[path = "../../tests/hostile/invariants.rs"]
pub mod invariants;

use newsstand::feed::{Source, native};
use std::sync::LazyLock;
use url::Url;

const URL: &str = "https://example.org/news/feed.json";

/// What the references of documents resolve against.
pub static BASE: LazyLock<Url> =
    LazyLock::new(|| Url::parse(URL).expect("the base is an address"));

/// Where documents come from.
pub fn source() -> Source {
    native::source(URL).expect("the base is an address")
}

/// Ends the run over a broken promise.
#[track_caller]
pub fn hold<T>(verdict: Result<T, String>) -> T {
    verdict.unwrap_or_else(|broken| panic!("{broken}"))
}
