//! Why a document could not be fetched.

use super::Hope;
use crate::model::{Timestamp, decimal};

/// Why a document could not be fetched.
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
    /// More than the limit, in bytes.
    TooLarge(f64),
}

impl Fault {
    /// True where the same request may well be answered later.
    fn may_pass(&self) -> bool {
        match self {
            Self::Offline | Self::Network(_) | Self::Timeout(_) => true,
            Self::Status(status) => matches!(status, ..400 | 408 | 429 | 500..),
            Self::TooLarge(_) => false,
        }
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
            Self::TooLarge(_) => "too-large",
        }
    }

    /// The cause for the integrator.
    pub fn cause(&self) -> String {
        match self {
            Self::Offline => "the device is offline".to_owned(),
            Self::Network(detail) => [
                "no answer that this page may read (",
                detail,
                "): is the address right, and does the server send Access-Control-Allow-Origin?",
            ]
            .concat(),
            Self::Timeout(limit_ms) => {
                ["no complete answer in ", &decimal(*limit_ms), " ms"].concat()
            }
            Self::Status(status) => ["the server answered ", &decimal(*status)].concat(),
            Self::TooLarge(limit_bytes) => {
                let limit_mib = *limit_bytes as i32 >> 20;
                ["the document has more than ", &decimal(limit_mib), " MiB"].concat()
            }
        }
    }
}

/// A fault, and whether there is hope.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// What happened.
    pub fault: Fault,
    /// Why trying again may help; `None` where it would not.
    pub hope: Option<Hope>,
}

impl Failure {
    /// A failure; `jitter` is a random number from 0 to below 1.
    pub fn new(fault: Fault, retry_after_ms: Option<f64>, jitter: f64) -> Self {
        let hope = fault.may_pass().then_some(Hope {
            retry_after_ms,
            jitter,
        });
        Self { fault, hope }
    }
}

/// What the header `Retry-After` asks for, in milliseconds from `now_ms`
/// ([RFC 9110, section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)): seconds, or
/// a date. Nonsense asks for nothing.
pub fn retry_after_ms(header: &str, now_ms: f64) -> Option<f64> {
    let header = header.trim();
    if let Ok(seconds) = header.parse::<u32>() {
        return Some(f64::from(seconds) * 1_000.0);
    }
    let wait_ms = Timestamp::parse(header)?.epoch_ms() - now_ms;
    Some(wait_ms.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_pass_gives_hope() {
        let hopeful = |fault| Failure::new(fault, None, 0.0).hope.is_some();
        assert!(hopeful(Fault::Offline));
        assert!(hopeful(Fault::Network(String::new())));
        assert!(hopeful(Fault::Timeout(1)));
        for status in [304, 408, 429, 500, 502, 503, 504] {
            assert!(hopeful(Fault::Status(status)), "{status}");
        }
        for status in [400, 401, 403, 404, 410, 451] {
            assert!(!hopeful(Fault::Status(status)), "{status}");
        }
        assert!(!hopeful(Fault::TooLarge(1.0)));
    }

    #[test]
    fn a_server_may_ask_for_seconds_or_name_a_date() {
        let now_ms = 784_111_777_000.0;
        assert_eq!(retry_after_ms(" 120 ", now_ms), Some(120_000.0));
        let date = "Sun, 06 Nov 1994 08:50:37 GMT";
        assert_eq!(retry_after_ms(date, now_ms), Some(60_000.0));
        assert_eq!(retry_after_ms(date, now_ms + 1e9), Some(0.0));
        for nonsense in ["", "soon", "-1", "1.5"] {
            assert_eq!(retry_after_ms(nonsense, now_ms), None, "{nonsense}");
        }
    }
}
