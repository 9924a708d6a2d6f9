//! One request per URL, shared by all stands of the page.
//!
//! An answer serves everybody who asks for its URL and accepts its age. A request in flight is
//! held by those who wait for it: when the last of them is gone (its element was removed, or its
//! reader chose something else) the request is aborted. Until then its outcome, a failure too,
//! serves everybody who comes later.

use super::{
    fault::{self, Failure, Fault},
    surroundings,
};
use crate::{
    feed::encoding,
    model::Href,
    platform::{
        clock::now_ms,
        host::{self, Sent},
        text::BrowserText,
    },
};
use js_sys::{Array, JsString, Math, Promise};
use std::{
    cell::{OnceCell, RefCell},
    rc::{Rc, Weak},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// How long to wait for a complete answer.
const TIMEOUT_MS: i32 = 15_000;
/// How old an answer may usually be.
pub const FRESH_MS: f64 = 300_000.0;
/// Larger documents are given up while they arrive.
const LARGEST_BYTES: f64 = 33_554_432.0;
/// How many answers are kept at the most.
const KEPT: usize = 24;

/// A document as it came.
#[derive(Debug)]
pub struct Answer {
    /// The body.
    pub text: BrowserText,
    /// Where it came from in the end, after redirections: the base of its references.
    pub url: String,
    /// The header `Link`, where the page may read it.
    pub link: Option<String>,
    /// The header `X-WP-TotalPages`, likewise.
    pub total_pages: Option<String>,
}

pub(super) type Outcome = Result<Rc<Answer>, Failure>;

impl Answer {
    /// The answer in these parts, in the order of [`host::receive`], with its body decoded.
    pub(super) fn of(parts: &Array, body: JsString) -> Self {
        let text = |index| parts.get(index).as_string();
        Self {
            text: body.into(),
            url: text(2).unwrap_or_default(),
            link: text(4),
            total_pages: text(5),
        }
    }
}

/// A request under way. Dropping it aborts it, which is harmless once it has been answered.
struct Flight {
    url: String,
    sent: Sent,
    /// Settles when its parts are there.
    landing: Promise,
    /// What they come to: the first who waits for it finds out for all.
    outcome: OnceCell<Outcome>,
}

impl Drop for Flight {
    fn drop(&mut self) {
        host::abort(&self.sent);
    }
}

/// An answer and when it came.
struct Kept {
    at_ms: f64,
    asked: String,
    answer: Rc<Answer>,
}

#[derive(Default)]
struct Desk {
    flights: Vec<Weak<Flight>>,
    /// The oldest first.
    answers: Vec<Kept>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// A document that has been asked for. Dropping it lets its request go.
pub struct Request(State);

enum State {
    Known(Rc<Answer>),
    UnderWay(Rc<Flight>),
    Unsent,
}

/// Asks for the document at `url`: from the page's memory where it came after `since_ms`
/// (milliseconds since the Unix epoch), else from the network, where a request already under way
/// is shared.
pub fn request(url: &Href, since_ms: f64) -> Request {
    let url = url.as_str();
    Request(DESK.with_borrow_mut(|desk| {
        let mut answers = desk.answers.iter();
        let kept = answers.find(|kept| kept.asked == url && kept.at_ms > since_ms);
        if let Some(kept) = kept {
            return State::Known(kept.answer.clone());
        }
        desk.flights.retain(|flight| flight.strong_count() > 0);
        let mut flights = desk.flights.iter().filter_map(Weak::upgrade);
        if let Some(flight) = flights.find(|flight| flight.url == url) {
            return State::UnderWay(flight);
        }
        let Some(loader) = host::loader() else {
            return State::Unsent;
        };
        let sent = loader.send(url);
        let flight = Rc::new(Flight {
            url: url.to_owned(),
            landing: host::receive(&sent, TIMEOUT_MS, LARGEST_BYTES, encoding::START_BYTES),
            sent,
            outcome: OnceCell::new(),
        });
        desk.flights.push(Rc::downgrade(&flight));
        State::UnderWay(flight)
    }))
}

/// Forgets the answer from `url`: nobody could read it.
pub fn forget(url: &Href) {
    DESK.with_borrow_mut(|desk| desk.answers.retain(|kept| kept.asked != url.as_str()));
}

impl Request {
    /// The document, once it is there.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn answer(self) -> Outcome {
        let flight = match self.0 {
            State::Known(answer) => return Ok(answer),
            State::Unsent => return Err(Failure::new(Fault::Offline, None, 0.0)),
            State::UnderWay(flight) => flight,
        };
        let parts = JsFuture::from(flight.landing.clone()).await;
        if let Some(outcome) = flight.outcome.get() {
            return outcome.clone();
        }
        let outcome = outcome_of(parts.unwrap_or_default().unchecked_ref()).await;
        // Others may have waited for the same, and be first.
        let outcome = flight.outcome.get_or_init(|| outcome);
        if let Ok(answer) = outcome {
            keep(&flight.url, answer.clone());
        }
        outcome.clone()
    }
}

/// What the parts of an answer come to; see [`host::receive`].
async fn outcome_of(parts: &Array) -> Outcome {
    let text = |index| parts.get(index).as_string();
    let fault = match parts.get(0).as_f64().unwrap_or_default() as i32 {
        0 if !surroundings(None).is_online => Fault::Offline,
        0 => Fault::Network(text(1).unwrap_or_default()),
        -1 => Fault::Timeout(TIMEOUT_MS),
        -2 => Fault::TooLarge(LARGEST_BYTES),
        200..300 => {
            let start: Vec<u8> = text(7)
                .unwrap_or_default()
                .chars()
                .map(|c| c as u8)
                .collect();
            let label = encoding::label(&start, text(3).as_deref());
            let body = JsFuture::from(host::decode(&parts.get(1), &label)).await;
            let body = body.unwrap_or_default().unchecked_into();
            return Ok(Rc::new(Answer::of(parts, body)));
        }
        status => Fault::Status(status as u16),
    };
    let after_ms = text(6).and_then(|after| fault::retry_after_ms(&after, now_ms()));
    Err(Failure::new(fault, after_ms, Math::random()))
}

fn keep(url: &str, answer: Rc<Answer>) {
    DESK.with_borrow_mut(|desk| {
        desk.answers.retain(|kept| kept.asked != url);
        if desk.answers.len() >= KEPT {
            desk.answers.remove(0);
        }
        desk.answers.push(Kept {
            at_ms: now_ms(),
            asked: url.to_owned(),
            answer,
        });
    });
}
