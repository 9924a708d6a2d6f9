//! What went wrong, once for the reader and once for the integrator.

use crate::{
    feed::FeedError,
    locale::Text,
    net::{Failure, Fault, Hope},
};

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
    /// Why trying again may help; `None` where it would not.
    pub hope: Option<Hope>,
}

/// What "Try again" does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Fetches the stand or the edition that was wanted.
    Content,
    /// Fetches the body of the open article.
    Body,
    /// Fetches the next page of headlines.
    Page,
}

/// Why a document cannot be shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// It could not be fetched.
    Fault(Failure),
    /// It could not be read.
    Feed(FeedError),
    /// The attribute `src` is missing or no URL.
    Source(String),
}

impl From<Failure> for Cause {
    fn from(failure: Failure) -> Self {
        Self::Fault(failure)
    }
}

impl From<FeedError> for Cause {
    fn from(error: FeedError) -> Self {
        Self::Feed(error)
    }
}

impl Problem {
    /// True where the page would be told the same.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.kind, &self.url, &self.message) == (other.kind, &other.url, &other.message)
    }

    /// Tells both of `cause`, met while reading `url`.
    pub fn new(cause: Cause, url: &str, retry: Retry) -> Self {
        let mut hope = None;
        let (kind, sentence, message) = match cause {
            Cause::Fault(failure) => {
                hope = failure.hope;
                let fault = failure.fault;
                let sentence = match fault {
                    Fault::Offline => Text::ErrorOffline,
                    Fault::Network(_) => Text::ErrorNetwork,
                    Fault::Timeout(_) => Text::ErrorTimeout,
                    Fault::TooLarge(_) => Text::ErrorTooLarge,
                    Fault::Status(404 | 410) => Text::ErrorNotFound,
                    Fault::Status(401 | 403) => Text::ErrorRefused,
                    Fault::Status(_) => Text::ErrorServer,
                };
                (fault.kind(), sentence, fault.cause())
            }
            Cause::Feed(error) => {
                // Half a document, or a page that somebody on the way has put in its place.
                hope = matches!(error, FeedError::Unreadable { .. }).then(|| Hope {
                    retry_after_ms: None,
                    jitter: js_sys::Math::random(),
                });
                let (kind, sentence) = match error {
                    FeedError::Unreadable { .. } => ("format", Text::ErrorFormat),
                    FeedError::UnknownShape { .. } => ("shape", Text::ErrorShape),
                    FeedError::Empty { .. } => ("empty", Text::ErrorEmpty),
                };
                (kind, sentence, error.cause())
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
            hope,
        }
    }
}
