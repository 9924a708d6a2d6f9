//! What went wrong, once for the reader and once for the integrator.

use crate::{feed::FeedError, locale::Text, net::Fault};

/// A failure on its way to both of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// One word for `newsstand-error`'s `kind`.
    pub kind: &'static str,
    /// The technical cause, in English.
    pub message: String,
    /// The document that could not be had; empty where there is none.
    pub url: String,
    /// The sentence for the reader.
    pub sentence: Text,
    /// What "Try again" does.
    pub retry: Retry,
}

/// What "Try again" does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Fetches the stand.
    Source,
    /// Fetches the edition with this index.
    Edition(usize),
    /// Fetches the body of the open article.
    Body,
}

/// Why a document cannot be shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// It could not be fetched.
    Fault(Fault),
    /// It could not be read.
    Feed(FeedError),
    /// The attribute `src` is missing or no URL.
    Source(String),
}

impl From<Fault> for Cause {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<FeedError> for Cause {
    fn from(error: FeedError) -> Self {
        Self::Feed(error)
    }
}

impl Problem {
    /// Tells both of `cause`, met while reading `url`.
    pub fn new(cause: Cause, url: &str, retry: Retry) -> Self {
        let (kind, sentence, message) = match cause {
            Cause::Fault(fault) => {
                let sentence = match fault {
                    Fault::Offline => Text::ErrorOffline,
                    Fault::Network(_) => Text::ErrorNetwork,
                    Fault::Timeout(_) => Text::ErrorTimeout,
                    Fault::Status(404 | 410) => Text::ErrorNotFound,
                    Fault::Status(_) => Text::ErrorServer,
                };
                (fault.kind(), sentence, fault.to_string())
            }
            Cause::Feed(error) => {
                let (kind, sentence) = match error {
                    FeedError::Unreadable { .. } => ("format", Text::ErrorFormat),
                    FeedError::UnknownShape { .. } => ("shape", Text::ErrorShape),
                    FeedError::Empty { .. } => ("empty", Text::ErrorEmpty),
                };
                (kind, sentence, error.to_string())
            }
            Cause::Source(source) => (
                "setting",
                Text::ErrorShape,
                [
                    "the attribute src must be the URL of a stand or a feed, not \"",
                    &source,
                    "\"",
                ]
                .concat(),
            ),
        };
        Self {
            kind,
            message,
            url: url.to_owned(),
            sentence,
            retry,
        }
    }
}
