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
    feed,
    model::Href,
    platform::{self, clock::Timer, clock::now_ms, host, text::BrowserText, window},
};
use js_sys::{Function, Math, Promise, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

/// How long to wait for a complete answer.
const TIMEOUT_MS: i32 = 15_000;
/// How old an answer may usually be.
pub const FRESH_MS: f64 = 300_000.0;
/// Larger documents are given up while they arrive.
const LARGEST_BYTES: f64 = 33_554_432.0;
/// How much of a document is looked at for its encoding.
const SNIFFED_BYTES: u32 = 1024;
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
        None => send(url).map_err(|error| failure(broken(error)))?,
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
    let is_late = Rc::new(Cell::new(false));
    let timer = Timer::after(TIMEOUT_MS, {
        let (is_late, flight) = (is_late.clone(), flight.clone());
        move || {
            is_late.set(true);
            if let Some(flight) = flight.upgrade() {
                flight.controller.abort();
            }
        }
    });
    let outcome = read(response).await;
    drop(timer);
    let Some(flight) = flight.upgrade() else {
        return;
    };
    let outcome = match outcome {
        Ok(answer) => Ok(Rc::new(answer)),
        Err(_) if is_late.get() => Err(failure(Fault::Timeout(TIMEOUT_MS))),
        Err(Failure {
            fault: Fault::Network(_),
            ..
        }) if !surroundings(None).is_online => Err(failure(Fault::Offline)),
        Err(failure) => Err(failure),
    };
    if let Ok(answer) = &outcome {
        keep(&flight.url, answer.clone());
    }
    flight.outcome.replace(Some(outcome));
    if let Some(land) = flight.land.take() {
        // A promise's own function does not throw.
        let _ = land.call0(&JsValue::NULL);
    }
}

async fn read(response: Promise) -> Result<Answer, Failure> {
    let unreachable = |error| failure(broken(error));
    let response: Response = JsFuture::from(response)
        .await
        .map_err(unreachable)?
        .unchecked_into();
    // A header that the page may not read is absent.
    let header = |name: &str| response.headers().get(name).ok().flatten();
    if !response.ok() {
        let now_ms = now_ms();
        let after_ms = header("retry-after").and_then(|one| fault::retry_after_ms(&one, now_ms));
        let fault = Fault::Status(response.status());
        return Err(Failure::new(fault, after_ms, Math::random()));
    }
    let Some(loader) = host::loader() else {
        return Err(failure(Fault::Network(String::new())));
    };
    let bytes = JsFuture::from(loader.read(&response, LARGEST_BYTES)).await;
    let bytes = bytes.map_err(unreachable)?;
    if bytes.is_undefined() {
        return Err(failure(Fault::TooLarge(LARGEST_BYTES)));
    }
    let bytes: Uint8Array = bytes.unchecked_into();
    let start = bytes.subarray(0, SNIFFED_BYTES).to_vec();
    let label = feed::encoding::label(&start, header("content-type").as_deref());
    Ok(Answer {
        text: BrowserText(loader.decode(&bytes, &label)),
        url: response.url(),
        link: header("link"),
        total_pages: header("x-wp-totalpages"),
    })
}

fn broken(error: JsValue) -> Fault {
    Fault::Network(platform::message(&error))
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
