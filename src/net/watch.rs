//! Waiting until a [`Course`] wants to ask: for its time to come, or for a change around it.

use super::course::{Course, Next, Surroundings};
use crate::platform::{clock::Timer, clock::now_ms, document, window};
use std::{
    cell::{Cell, RefCell},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};
use wasm_bindgen::{JsCast, prelude::Closure};

/// What a page's courses watch together. The listeners are installed once and stay.
#[derive(Default)]
struct Watch {
    is_installed: Cell<bool>,
    changes: Cell<u32>,
    times_online: Cell<u32>,
    times_shown: Cell<u32>,
    waiting: RefCell<Vec<Waker>>,
}

thread_local! {
    static WATCH: Watch = Watch::default();
}

/// Makes all courses look around: something they depend on has changed.
pub fn stir() {
    WATCH.with(|watch| {
        watch.changes.set(watch.changes.get().wrapping_add(1));
        for waker in watch.waiting.take() {
            waker.wake();
        }
    });
}

/// What is around a course now.
pub fn surroundings(refresh_ms: Option<f64>) -> Surroundings {
    WATCH.with(|watch| {
        if !watch.is_installed.replace(true) {
            listen("online", || count(|watch| &watch.times_online));
            listen("offline", stir);
            listen("visibilitychange", || match document().hidden() {
                true => stir(),
                false => count(|watch| &watch.times_shown),
            });
        }
        Surroundings {
            now_ms: now_ms(),
            is_online: window().navigator().on_line(),
            is_visible: !document().hidden(),
            times_online: watch.times_online.get(),
            times_shown: watch.times_shown.get(),
            refresh_ms,
        }
    })
}

fn count(times: fn(&Watch) -> &Cell<u32>) {
    WATCH.with(|watch| times(watch).set(times(watch).get().wrapping_add(1)));
    stir();
}

fn listen(event: &str, call: fn()) {
    let closure = Closure::<dyn FnMut()>::new(call);
    // A page that refuses a listener has no way to be told; its courses go on by their timers.
    let _ = window().add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Waits until `course` wants to ask the network. `refresh_ms` is looked up whenever something
/// changes.
pub async fn until_due(course: &mut Course, refresh_ms: &dyn Fn() -> Option<f64>) {
    loop {
        let change = Change::from_now();
        let wait_ms = match course.next(&surroundings(refresh_ms())) {
            Next::Ask => return,
            Next::Wait(wait_ms) => Some(wait_ms),
            Next::Rest => None,
        };
        change.within(wait_ms).await;
    }
}

/// Comes when something has changed since it was made, or when its time has come.
struct Change {
    seen: u32,
    is_over: Rc<Cell<bool>>,
    timer: Option<Timer>,
}

impl Change {
    fn from_now() -> Self {
        Self {
            seen: WATCH.with(|watch| watch.changes.get()),
            is_over: Rc::default(),
            timer: None,
        }
    }

    fn within(mut self, wait_ms: Option<f64>) -> Self {
        let is_over = self.is_over.clone();
        self.timer = wait_ms.map(|wait_ms| {
            Timer::after(wait_ms as i32, move || {
                is_over.set(true);
                stir();
            })
        });
        self
    }
}

impl Future for Change {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        WATCH.with(|watch| {
            if self.is_over.get() || watch.changes.get() != self.seen {
                return Poll::Ready(());
            }
            watch.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
    }
}
