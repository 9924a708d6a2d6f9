//! Time and timers.

use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since the Unix epoch.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// The minutes of an hour and of a day, and the milliseconds of a minute.
const HOUR_MINUTES: f64 = 60.0;
const DAY_MINUTES: f64 = 24.0 * HOUR_MINUTES;
const MINUTE_MS: f64 = 60_000.0;

thread_local! {
    /// An hour since the Unix epoch and how far the reader's clock was from UTC then: articles come in
    /// the order of their dates, and asking takes longer than counting.
    static LAST_OFFSET: Cell<(f64, f64)> = const { Cell::new((f64::NAN, 0.0)) };
}

/// How many minutes the reader's clock is behind UTC at a moment.
fn offset_minutes(epoch_ms: f64) -> f64 {
    let hour = (epoch_ms / MINUTE_MS / HOUR_MINUTES).floor();
    LAST_OFFSET.with(|last| {
        if last.get().0 != hour {
            let date = js_sys::Date::new(&epoch_ms.into());
            last.set((hour, date.get_timezone_offset()));
        }
        last.get().1
    })
}

/// Which day a moment falls on where the reader is, counted from 1 January 1970; earlier moments count
/// as day 0.
pub fn local_day(epoch_ms: f64) -> usize {
    ((epoch_ms / MINUTE_MS - offset_minutes(epoch_ms)) / DAY_MINUTES) as usize
}

/// Lets the browser do what waits: draw, take input.
pub async fn breathe() {
    // The promise is ours and never rejects.
    let _ = JsFuture::from(super::host::breathe()).await;
}

/// Calls `run` before the browser draws the next frame.
pub fn before_frame(run: impl FnOnce() + 'static) {
    super::host::before_frame(&callback(Box::new(run)));
}

/// Calls `run` after the browser has drawn the next frame.
pub fn after_frame(run: impl FnOnce() + 'static) {
    super::host::after_frame(&callback(Box::new(run)));
}

/// A function of JavaScript that may be called once. All are of one type for the compiler.
fn callback(run: Box<dyn FnOnce()>) -> JsValue {
    Closure::once_into_js(run)
}

/// A call that happens once, later, unless this value is dropped before.
pub struct Timer {
    id: i32,
    _call: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `call` after `delay_ms`.
    pub fn after(delay_ms: i32, call: impl FnOnce() + 'static) -> Self {
        let call = Cell::new(Some(call));
        let closure = Closure::<dyn FnMut()>::new(move || {
            if let Some(call) = call.take() {
                call();
            }
        });
        let id = super::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                closure.as_ref().unchecked_ref(),
                delay_ms,
            )
            .unwrap_or_default();
        Self { id, _call: closure }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        super::window().clear_timeout_with_handle(self.id);
    }
}
