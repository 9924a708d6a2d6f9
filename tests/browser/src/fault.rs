//! What goes wrong on the way, as the bytes of a connection.
//!
//! [`Site::fail`](crate::Site::fail) makes a path play a [`Fault`] until
//! [`Site::heal`](crate::Site::heal) ends it. The request is read and entered in the journal like
//! any other; then the connection leaves the HTTP server, which would not lie for us, and the fault
//! writes to the socket itself.
//!
//! Every answer that has headers may be read by pages of all origins ([`Fault::NoCors`] excepted),
//! with its `Retry-After` (a page does not see that header of another origin unless it is exposed),
//! and is not to be stored.

use std::fmt;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

use hyper::StatusCode;
use hyper::body::Bytes;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::Result;
use crate::server::{Entry, Outcome};

/// How long the faults with a `Retry-After` ask to be left alone, in seconds.
pub const RETRY_AFTER_S: u64 = 20;

/// Declares the faults: what each does on the wire, and its name in the README's table.
macro_rules! faults {
    ($($(#[$doc:meta])+ $fault:ident = $name:literal,)+) => {
        /// What goes wrong on the way to a document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Fault {
            $($(#[$doc])+ $fault,)+
        }

        impl Fault {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$fault),+];

            /// Its name in the README's table of faults.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$fault => $name,)+
                }
            }
        }
    };
}

faults! {
    /// The whole site is closed: the machine refuses connections to its port.
    Refused = "refused",
    /// A TCP reset in place of an answer.
    ResetBeforeAnswer = "reset before the answer",
    /// Headers and half of the body, then a TCP reset.
    ResetInBody = "reset in the middle",
    /// Not one byte; the connection stays open.
    HangingBeforeHeaders = "hanging before the headers",
    /// A status line and half a header, then silence on an open connection.
    HangingHeaders = "hanging headers",
    /// Headers and half of the body, then silence on an open connection.
    HangingBody = "hanging body",
    /// Headers, then one byte of the body at each [`Site::drip`](crate::Site::drip).
    ByteASecond = "a byte a second",
    /// Headers and half of the body, then the connection is closed in good order.
    Truncated = "truncated",
    /// The whole body under a `Content-Length` of half of it.
    LengthTooSmall = "length too small",
    /// The whole body under a `Content-Length` of more than that, and an open connection: the
    /// browser goes on to wait for the rest.
    LengthTooLarge = "length too large",
    /// `Transfer-Encoding: chunked` with a sound chunk and then a size that is no number.
    BrokenChunks = "chunks broken",
    /// `Transfer-Encoding: chunked`, closed after the first chunk, without the last one.
    UnfinishedChunks = "chunks unfinished",
    /// 301 to the same address, for ever.
    RedirectLoop = "redirect loop",
    /// 301 to a port where nobody listens.
    RedirectToNowhere = "redirect to nowhere",
    /// 304 to somebody who has nothing to fall back on.
    NotModified = "304 without cache",
    /// 401, with a scheme that no browser has a dialog for.
    Unauthorized = "401",
    /// 403.
    Forbidden = "403",
    /// 404.
    NotFound = "404",
    /// 408.
    RequestTimeout = "408",
    /// 410.
    Gone = "410",
    /// 429 without `Retry-After`.
    TooManyRequests = "429",
    /// 429 with a `Retry-After` of [`RETRY_AFTER_S`] seconds.
    TooManyRequestsForSeconds = "429 with Retry-After in seconds",
    /// 429 with the date in [`RETRY_AFTER_S`] seconds as `Retry-After`.
    TooManyRequestsUntilDate = "429 with Retry-After as a date",
    /// 500.
    ServerError = "500",
    /// 503 with a `Retry-After` of [`RETRY_AFTER_S`] seconds.
    Unavailable = "503 with Retry-After",
    /// 200 with a page that asks to sign in, as the network of a hotel answers.
    CaptivePortal = "HTML instead of JSON",
    /// 200 with a body of no bytes.
    Empty = "empty",
    /// 204.
    NoContent = "204",
    /// `Content-Encoding: gzip` with a sound gzip header and garbage after it.
    BrokenGzip = "gzip broken",
    /// The sound document without `Access-Control-Allow-Origin`.
    NoCors = "no CORS header",
    /// The first half of the document under the right length: it says JSON and is none.
    HalfJson = "half a JSON",
    /// The sound document behind a byte order mark, called ISO-8859-1 though it is UTF-8.
    ByteOrderMark = "byte order mark and wrong charset",
    /// The document in two pages. A story comes in between the two requests, so that the second
    /// page starts with the last item of the first.
    ChangedPages = "content changed between pages",
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a site would answer if all went well, and what a fault needs besides.
#[derive(Debug)]
pub(crate) struct Sound {
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    /// The `Content-Type`.
    pub(crate) mime: String,
    pub(crate) body: Bytes,
    /// Where nobody listens.
    pub(crate) nowhere: SocketAddr,
}

/// A fault that is about to be played on a request's connection.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) fault: Fault,
    pub(crate) sound: Sound,
    pub(crate) entry: Entry,
    pub(crate) drips: watch::Receiver<usize>,
}

/// How a connection goes on after the first bytes.
#[derive(Debug)]
enum Ending {
    /// It is closed in good order; the status is the answer's.
    Close(u16),
    /// It is reset.
    Reset,
    /// Nothing more comes.
    Hang,
    /// These bytes come, one at each drip, and then nothing more.
    Drip(Vec<u8>),
}

/// A status, headers and a body, which need not agree.
struct Answer {
    status: StatusCode,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn new(status: StatusCode, mime: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let headers = [
            ("Content-Type", mime),
            ("Content-Length", &body.len().to_string()),
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Expose-Headers", "Retry-After"),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ];
        Self {
            status,
            headers: headers.map(|(name, value)| (name, value.into())).into(),
            body,
        }
    }

    /// Only a status and a page that says it.
    fn page(status: StatusCode) -> Self {
        let body = format!("<!doctype html><title>{status}</title><h1>{status}</h1>");
        Self::new(status, "text/html; charset=utf-8", body)
    }

    /// Neither a body nor a length.
    fn bare(status: StatusCode) -> Self {
        Self::new(status, "application/json", "").without("Content-Length")
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self
    }

    fn header(mut self, name: &'static str, value: impl ToString) -> Self {
        self = self.without(name);
        self.headers.push((name, value.to_string()));
        self
    }

    /// A body that comes in chunks, already cut.
    fn chunked(self, body: Vec<u8>) -> Self {
        Self { body, ..self }
            .without("Content-Length")
            .header("Transfer-Encoding", "chunked")
    }

    fn head(&self) -> Vec<u8> {
        let fields = self.headers.iter();
        let fields: String = fields
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        format!("HTTP/1.1 {}\r\n{fields}\r\n", self.status).into_bytes()
    }

    /// The headers and the first `length` bytes of the body.
    fn start(&self, length: usize) -> Vec<u8> {
        [&self.head(), &self.body[..length]].concat()
    }

    /// All of it, and the end of the connection.
    fn whole(self) -> (Vec<u8>, Ending) {
        let sent = self.start(self.body.len());
        (sent, Ending::Close(self.status.as_u16()))
    }
}

/// A chunk of a chunked body (RFC 9112, section 7.1).
fn chunk(data: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", data.len()).as_bytes(), data, b"\r\n"].concat()
}

/// A page of a document in two pages that overlap by one item; all of it where it has no items.
fn overlapping_page(sound: &Sound) -> Result<Vec<u8>> {
    let mut document: Value = serde_json::from_slice(&sound.body)?;
    if let Some(items) = document["items"].as_array_mut() {
        let middle = items.len() / 2;
        if sound.query.as_deref() == Some("page=2") {
            items.drain(..middle.saturating_sub(1));
        } else {
            items.truncate(middle);
            document["next_url"] = json!(format!("{}?page=2", sound.path));
        }
    }
    Ok(document.to_string().into_bytes())
}

impl Fault {
    /// What is sent at once, and how it goes on.
    fn script(self, sound: &Sound) -> Result<(Vec<u8>, Ending)> {
        let half = sound.body.len() / 2;
        let ok = |body: &[u8]| Answer::new(StatusCode::OK, &sound.mime, body);
        let whole = ok(&sound.body);
        Ok(match self {
            // A connection that got in while the site was closing.
            Self::Refused | Self::ResetBeforeAnswer => (vec![], Ending::Reset),
            Self::ResetInBody => (whole.start(half), Ending::Reset),
            Self::HangingBeforeHeaders => (vec![], Ending::Hang),
            Self::HangingHeaders => (b"HTTP/1.1 200 OK\r\nContent-Ty".to_vec(), Ending::Hang),
            Self::HangingBody => (whole.start(half), Ending::Hang),
            Self::ByteASecond => (whole.head(), Ending::Drip(whole.body)),
            Self::Truncated => (whole.start(half), Ending::Close(200)),
            Self::LengthTooSmall => whole.header("Content-Length", half).whole(),
            Self::LengthTooLarge => {
                let (sent, _) = whole
                    .header("Content-Length", sound.body.len() + 100)
                    .whole();
                (sent, Ending::Hang)
            }
            Self::BrokenChunks => {
                let (sound_half, rest) = sound.body.split_at(half);
                let body = [&chunk(sound_half), &b"no number\r\n"[..], rest].concat();
                whole.chunked(body).whole()
            }
            Self::UnfinishedChunks => whole.chunked(chunk(&sound.body[..half])).whole(),
            Self::RedirectLoop => {
                let answer = Answer::page(StatusCode::MOVED_PERMANENTLY);
                answer.header("Location", &sound.path).whole()
            }
            Self::RedirectToNowhere => {
                let target = format!("http://{}/", sound.nowhere);
                let answer = Answer::page(StatusCode::MOVED_PERMANENTLY);
                answer.header("Location", target).whole()
            }
            Self::NotModified => Answer::bare(StatusCode::NOT_MODIFIED).whole(),
            Self::Unauthorized => {
                let answer = Answer::page(StatusCode::UNAUTHORIZED);
                answer.header("WWW-Authenticate", "Bearer").whole()
            }
            Self::Forbidden => Answer::page(StatusCode::FORBIDDEN).whole(),
            Self::NotFound => Answer::page(StatusCode::NOT_FOUND).whole(),
            Self::RequestTimeout => Answer::page(StatusCode::REQUEST_TIMEOUT).whole(),
            Self::Gone => Answer::page(StatusCode::GONE).whole(),
            Self::TooManyRequests => Answer::page(StatusCode::TOO_MANY_REQUESTS).whole(),
            Self::TooManyRequestsForSeconds => {
                let answer = Answer::page(StatusCode::TOO_MANY_REQUESTS);
                answer.header("Retry-After", RETRY_AFTER_S).whole()
            }
            Self::TooManyRequestsUntilDate => {
                let date = SystemTime::now() + Duration::from_secs(RETRY_AFTER_S);
                let answer = Answer::page(StatusCode::TOO_MANY_REQUESTS);
                let date = httpdate::fmt_http_date(date);
                answer.header("Retry-After", date).whole()
            }
            Self::ServerError => Answer::page(StatusCode::INTERNAL_SERVER_ERROR).whole(),
            Self::Unavailable => {
                let answer = Answer::page(StatusCode::SERVICE_UNAVAILABLE);
                answer.header("Retry-After", RETRY_AFTER_S).whole()
            }
            Self::CaptivePortal => {
                let page = "<!doctype html><title>Welcome</title><p>Sign in to use this network.";
                Answer::new(StatusCode::OK, "text/html; charset=utf-8", page).whole()
            }
            Self::Empty => ok(b"").whole(),
            Self::NoContent => Answer::bare(StatusCode::NO_CONTENT).whole(),
            Self::BrokenGzip => {
                // Ten bytes of header (RFC 1952, section 2.3), then a block of the type that is
                // reserved (RFC 1951, section 3.2.3).
                let header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
                let body = [&header[..], &[0b111; 200]].concat();
                ok(&body).header("Content-Encoding", "gzip").whole()
            }
            Self::NoCors => whole.without("Access-Control-Allow-Origin").whole(),
            Self::HalfJson => ok(&sound.body[..half]).whole(),
            Self::ByteOrderMark => {
                let body = [b"\xef\xbb\xbf", &sound.body[..]].concat();
                ok(&body)
                    .header("Content-Type", "application/json; charset=iso-8859-1")
                    .whole()
            }
            Self::ChangedPages => ok(&overlapping_page(sound)?).whole(),
        })
    }
}

impl Scene {
    /// Plays the fault on the request's connection, until both sides are done with it. A request
    /// that gets no end is abandoned in the journal as soon as the browser gives up.
    pub(crate) async fn play(self, mut stream: TcpStream) -> Result {
        let Self {
            fault,
            sound,
            entry,
            mut drips,
        } = self;
        let (sent, ending) = fault.script(&sound)?;
        stream.set_nodelay(true)?;
        stream.write_all(&sent).await?;
        match ending {
            Ending::Close(status) => {
                entry.close(Outcome::Answered(status));
                stream.shutdown().await?;
                hung_up(&mut stream).await;
            }
            Ending::Reset => stream.set_zero_linger()?,
            Ending::Hang => hung_up(&mut stream).await,
            Ending::Drip(body) => {
                let start = *drips.borrow();
                let (mut reader, mut writer) = stream.split();
                let drip = async {
                    let mut written = 0;
                    loop {
                        drips.changed().await?;
                        let due = body.len().min(*drips.borrow_and_update() - start);
                        writer.write_all(&body[written..due]).await?;
                        written = due;
                    }
                };
                tokio::select! {
                    () = hung_up(&mut reader) => {}
                    ended = drip => return ended,
                }
            }
        }
        Ok(())
    }
}

/// Waits until the other side has closed the connection, in whatever way.
async fn hung_up(reader: &mut (impl AsyncReadExt + Unpin)) {
    let mut unread = [0; 64];
    while matches!(reader.read(&mut unread).await, Ok(1..)) {}
}
