//! A stand, its editions, and the feed that fills one edition.

use super::{Article, Href};
use std::sync::Arc;

/// A newspaper stand: one publication in one or more editions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stand {
    /// The name of the publication; empty where nobody gave one.
    pub title: String,
    /// The publisher's own front page.
    pub home_page_url: Option<Href>,
    /// The publication's mark.
    pub icon: Option<Href>,
    /// Where else readers can follow it.
    pub follow: Vec<FollowLink>,
    /// At least one, in the order of the manifest.
    pub editions: Vec<Edition>,
}

/// A place where readers can follow the publication.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowLink {
    /// The name of the network.
    pub name: String,
    /// The publication's page there.
    pub url: Href,
}

/// One language in one country.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// Canonical BCP 47 tag; `und` where the document does not say.
    pub language: String,
    /// ISO 3166-1 alpha-2 in capitals, where the edition is of one country.
    pub country: Option<String>,
    /// The document that fills it.
    pub feed: Href,
}

/// One page of articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// The feed's own title; empty where it has none.
    pub title: String,
    /// The publisher's page for this feed.
    pub home_page_url: Option<Href>,
    /// The publication's mark.
    pub icon: Option<Href>,
    /// Language of all articles that do not say otherwise.
    pub language: Option<String>,
    /// The highest priority first, else in the order of the document; ids unique.
    pub articles: Vec<Arc<Article>>,
    /// The next page.
    pub next_url: Option<Href>,
}
