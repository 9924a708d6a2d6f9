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
        self,
        clock::now_ms,
        host::{self, Loader},
        text::BrowserText,
        window,
    },
};
use js_sys::{Array, Function, Math, Promise, Uint8Array};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit};

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

type Outcome = Result<Rc<Answer>, Failure>;

/// A request under way. Dropping it aborts it, which is harmless once it has been answered.
struct Flight {
    url: String,
    controller: AbortController,
    /// Settles when the outcome is there.
    landing: Promise,
    land: RefCell<Option<Function>>,
    outcome: RefCell<Option<Outcome>>,
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.controller.abort();
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
    Failed(Failure),
}

/// Asks for the document at `url`: from the page's memory where it came after `since_ms`
/// (milliseconds since the Unix epoch), else from the network, where a request already under way
/// is shared.
pub fn request(url: &Href, since_ms: f64) -> Request {
    let known = DESK.with_borrow(|desk| {
        let mut answers = desk.answers.iter();
        let kept = answers.find(|kept| kept.asked == url.as_str())?;
        (kept.at_ms > since_ms).then(|| kept.answer.clone())
    });
    Request(match known {
        Some(answer) => State::Known(answer),
        None => board(url.as_str()).map_or_else(State::Failed, State::UnderWay),
    })
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
            State::Failed(fault) => return Err(fault),
            State::UnderWay(flight) => flight,
        };
        // The promise is ours and never rejects.
        let _ = JsFuture::from(flight.landing.clone()).await;
        let outcome = flight.outcome.borrow().clone();
        outcome.unwrap_or_else(|| Err(failure(Fault::Network(String::new()))))
    }
}

/// The flight to `url`, started where there is none.
fn board(url: &str) -> Result<Rc<Flight>, Failure> {
    let under_way = DESK.with_borrow_mut(|desk| {
        desk.flights.retain(|flight| flight.strong_count() > 0);
        let mut flights = desk.flights.iter().filter_map(Weak::upgrade);
        flights.find(|flight| flight.url == url)
    });
    if let Some(flight) = under_way {
        return Ok(flight);
    }
    let early = host::loader().and_then(|loader| loader.take(url));
    let (controller, response) = match early {
        Some(pair) => (pair.get(1).unchecked_into(), pair.get(0).unchecked_into()),
        None => send(url).map_err(|error| failure(Fault::Network(platform::message(&error))))?,
    };
    let mut land = None;
    let landing = Promise::new(&mut |resolve, _| land = Some(resolve));
    let flight = Rc::new(Flight {
        url: url.to_owned(),
        controller,
        landing,
        land: RefCell::new(land),
        outcome: RefCell::default(),
    });
    let weak = Rc::downgrade(&flight);
    DESK.with_borrow_mut(|desk| desk.flights.push(weak.clone()));
    leptos::task::spawn_local(fly(weak, response));
    Ok(flight)
}

fn send(url: &str) -> Result<(AbortController, Promise), JsValue> {
    let controller = AbortController::new()?;
    let options = RequestInit::new();
    options.set_signal(Some(&controller.signal()));
    let response = window().fetch_with_str_and_init(url, &options);
    Ok((controller, response))
}

/// Waits for the answer and shares it with those who still wait for it.
async fn fly(flight: Weak<Flight>, response: Promise) {
    let controller = flight.upgrade().map(|flight| flight.controller.clone());
    let (Some(loader), Some(controller)) = (host::loader(), controller) else {
        return;
    };
    let parts = loader.receive(&response, &controller, TIMEOUT_MS, LARGEST_BYTES);
    let parts = JsFuture::from(parts).await.unwrap_or_default();
    let Some(flight) = flight.upgrade() else {
        return;
    };
    let outcome = outcome_of(&loader, parts.unchecked_ref());
    if let Ok(answer) = &outcome {
        keep(&flight.url, answer.clone());
    }
    flight.outcome.replace(Some(outcome));
    if let Some(land) = flight.land.take() {
        // A promise's own function does not throw.
        let _ = land.call0(&JsValue::NULL);
    }
}

/// What the parts of an answer come to; see [`Loader::receive`].
fn outcome_of(loader: &Loader, parts: &Array) -> Outcome {
    let text = |index| parts.get(index).as_string();
    let fault = match parts.get(0).as_f64().unwrap_or_default() as i32 {
        0 if !surroundings(None).is_online => Fault::Offline,
        0 => Fault::Network(text(1).unwrap_or_default()),
        -1 => Fault::Timeout(TIMEOUT_MS),
        -2 => Fault::TooLarge(LARGEST_BYTES),
        200..300 => {
            let bytes: Uint8Array = parts.get(1).unchecked_into();
            let start = bytes.subarray(0, encoding::START_BYTES as u32).to_vec();
            let label = encoding::label(&start, text(3).as_deref());
            return Ok(Rc::new(Answer {
                text: BrowserText(loader.decode(&bytes, &label)),
                url: text(2).unwrap_or_default(),
                link: text(4),
                total_pages: text(5),
            }));
        }
        status => Fault::Status(status as u16),
    };
    let after_ms = text(6).and_then(|after| fault::retry_after_ms(&after, now_ms()));
    Err(Failure::new(fault, after_ms, Math::random()))
}

fn failure(fault: Fault) -> Failure {
    Failure::new(fault, None, Math::random())
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
