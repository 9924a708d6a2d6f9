//! Stands in for the crate [`wasm-streams`](https://docs.rs/wasm-streams/0.5).
//!
//! Leptos links it for server functions that stream, of which a stand has none. It exports classes
//! to JavaScript, which no linker may drop: they weigh as much as a dialect. Here is what Leptos
//! calls of it, and a stream that has nothing in it.

use futures_util::stream::{Empty, Stream, empty};
use wasm_bindgen::{JsCast, JsValue};

/// A stream of the browser.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// The stream `raw`.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// The browser's own stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream without any of what is in `_stream`.
    pub fn from_stream<S>(_stream: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        Self(web_sys::ReadableStream::new().unwrap_or_else(JsCast::unchecked_into))
    }

    /// Nothing, whatever the stream has.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }
}
