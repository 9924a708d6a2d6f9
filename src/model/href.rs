//! URLs that are safe to draw.

use super::{before, divided};

/// An absolute URL whose scheme is `http`, `https`, `mailto` or `tel`.
///
/// There is no other way to put an address into a link or a picture, so `javascript:`, `data:`
/// and their kin cannot reach the page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Href(String);

impl Href {
    /// Accepts an absolute URL **as a URL parser has serialised it** (scheme in lower case, no
    /// tabs or line breaks inside); anything of another scheme is `None`.
    pub fn from_serialised(url: impl Into<String>) -> Option<Self> {
        let url = url.into();
        ["https://", "http://", "mailto:", "tel:"]
            .iter()
            .any(|scheme| url.starts_with(scheme))
            .then_some(Self(url))
    }

    /// The serialised URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for `http` and `https`: what can be fetched or shown as a picture.
    pub fn is_web(&self) -> bool {
        self.0.starts_with("http")
    }

    /// The host name without a leading `www.`, for showing where a link goes; empty where the
    /// scheme has none.
    pub fn site(&self) -> &str {
        let authority = self.divided().0;
        let host = authority
            .rsplit_once('@')
            .map_or(authority, |(_, host)| host);
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// What follows the host: path, query and fragment; empty where the scheme has no host.
    pub fn path(&self) -> &str {
        self.divided().1
    }

    /// The authority and what follows it.
    fn divided(&self) -> (&str, &str) {
        let after_scheme = match divided(&self.0, "://") {
            Some((_, rest)) if self.is_web() => rest,
            _ => "",
        };
        after_scheme.split_at(before(after_scheme, b"/?#").len())
    }
}

/// Resolves references against the URL of the document they stand in, as the
/// [URL standard](https://url.spec.whatwg.org/) does. The browser's own parser implements it in
/// the browser, the `url` crate elsewhere.
pub trait Resolve {
    /// The absolute form of `reference`, or `None` where it cannot be parsed or is not of an
    /// allowed scheme.
    fn resolve(&self, reference: &str) -> Option<Href>;
}

#[cfg(not(target_arch = "wasm32"))]
impl Resolve for url::Url {
    fn resolve(&self, reference: &str) -> Option<Href> {
        Href::from_serialised(self.join(reference).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> url::Url {
        url::Url::parse("https://example.org/news/feed.json").unwrap()
    }

    #[test]
    fn relative_references_resolve_against_the_document() {
        let href = base().resolve("../pictures/sea.svg").unwrap();
        assert_eq!(href.as_str(), "https://example.org/pictures/sea.svg");
    }

    #[test]
    fn schemes_that_can_run_or_embed_are_refused_in_every_spelling() {
        for hostile in [
            "javascript:alert(1)",
            " JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "blob:https://example.org/1",
            "file:///etc/passwd",
            "ftp://example.org/",
        ] {
            assert_eq!(base().resolve(hostile), None, "{hostile:?}");
        }
    }

    #[test]
    fn a_site_is_the_host_without_www_or_credentials() {
        let href = Href::from_serialised("https://user@www.example.org/path?x").unwrap();
        assert_eq!(href.site(), "example.org");
        assert_eq!(href.path(), "/path?x");
        let telephone = Href::from_serialised("tel:+34").unwrap();
        assert_eq!((telephone.site(), telephone.path()), ("", ""));
    }
}
