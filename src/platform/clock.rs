//! Time and timers.

use std::cell::Cell;
use wasm_bindgen::{JsCast, prelude::Closure};
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since the Unix epoch.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Lets the browser do what waits: draw, take input.
pub async fn breathe() {
    // The promise is ours and never rejects.
    let _ = JsFuture::from(super::host::breathe()).await;
}

/// Calls `run` after the browser has drawn the next frame.
pub fn after_frame(run: impl FnOnce() + 'static) {
    super::host::after_frame(&Closure::once_into_js(run));
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
