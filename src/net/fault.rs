//! Why a document could not be fetched.

use std::fmt;

/// Why a document could not be fetched. [`fmt::Display`] gives the cause for the integrator.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The device says that it has no network.
    Offline,
    /// No answer that the page may read: no such host, a refused or broken connection, an answer
    /// without CORS headers, or a Content-Security-Policy. Browsers do not tell which.
    Network(String),
    /// No complete answer within the limit, in milliseconds.
    Timeout(i32),
    /// An answer with an HTTP status that is not a success.
    Status(u16),
}

impl Fault {
    /// True where the document itself may be sound: the way to it is broken.
    pub fn is_passing(&self) -> bool {
        !matches!(self, Self::Status(..500))
    }

    /// One word for `newsstand-error`'s `kind`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Network(_) => "network",
            Self::Timeout(_) => "timeout",
            Self::Status(404 | 410) => "not-found",
            Self::Status(500..) => "server",
            Self::Status(_) => "http",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offline => formatter.write_str("the device is offline"),
            Self::Network(detail) => write!(
                formatter,
                "no answer that this page may read ({detail}): is the address right, and does the \
                 server send Access-Control-Allow-Origin?"
            ),
            Self::Timeout(limit_ms) => write!(formatter, "no complete answer in {limit_ms} ms"),
            Self::Status(status) => write!(formatter, "the server answered {status}"),
        }
    }
}
