//! What JavaScript (`embed/news-stand.js` and `embed/host.js`) does for the program.

use js_sys::{Array, JsString, Promise, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

#[wasm_bindgen]
extern "C" {
    /// The loader, one a page.
    #[derive(Clone)]
    pub type Loader;

    /// The URL of a file of the embed.
    #[wasm_bindgen(method)]
    pub fn at(this: &Loader, file: &str) -> String;

    /// Tells every stand that the program has crashed.
    #[wasm_bindgen(method)]
    pub fn crash(this: &Loader, message: &str);

    /// Parses markup of this MIME type into a document that runs nothing and loads nothing.
    #[wasm_bindgen(method)]
    pub fn parse(this: &Loader, markup: &str, mime_type: &str) -> web_sys::Document;

    /// Hands over a request that was sent before the program was there: its response's promise
    /// and its abort controller.
    #[wasm_bindgen(method)]
    pub fn take(this: &Loader, url: &str) -> Option<Array>;

    /// The promise of what comes of a response (a promise itself), in a row: the HTTP status, or 0
    /// where there is no answer that the page may read, -1 where it came too late, -2 where it is
    /// too large; the bytes, or what the browser says of the failure; the final address; the
    /// headers `Content-Type`, `Link`, `X-WP-TotalPages` and `Retry-After`. It never rejects.
    #[wasm_bindgen(method)]
    pub fn receive(
        this: &Loader,
        response: &Promise,
        controller: &AbortController,
        timeout_ms: i32,
        limit_bytes: f64,
    ) -> Promise;

    /// Decodes bytes from the encoding with this label.
    #[wasm_bindgen(method)]
    pub fn decode(this: &Loader, bytes: &Uint8Array, label: &str) -> JsString;

    /// What `method` of a new `Intl` object of the class `kind` answers to a value and a unit;
    /// `None` where the browser lacks a part of it.
    #[wasm_bindgen(method)]
    pub fn ask(
        this: &Loader,
        kind: &str,
        locale: &str,
        options: &JsValue,
        method: &str,
        value: &JsValue,
        unit: &str,
    ) -> Option<String>;

    /// Keeps a document in the browser's Cache Storage; `headers` are pairs of name and value.
    #[wasm_bindgen(method)]
    pub fn keep(this: &Loader, url: &str, text: &JsString, headers: &Array);

    /// The promise of the document kept for this URL: its text and its headers, or `undefined`.
    #[wasm_bindgen(method)]
    pub fn kept(this: &Loader, url: &str) -> Promise;

    /// Lets the tools of an open article work (`embed/tools.js`) until the returned function is
    /// called: its element, its language, its URL, whether the size of its text may be kept on the
    /// device, and what `report(what, value)` hears of.
    #[wasm_bindgen(method)]
    pub fn tools(
        this: &Loader,
        article: &web_sys::Element,
        language: &str,
        url: &str,
        may_store: bool,
        report: &Closure<dyn FnMut(String, JsValue)>,
    ) -> js_sys::Function;

    /// One element's side of the loader.
    #[derive(Clone)]
    pub type Port;

    /// The drawing is there: the skeleton can go.
    #[wasm_bindgen(method)]
    pub fn drawn(this: &Port);

    /// Sets what the element's property `state` says.
    #[wasm_bindgen(method)]
    pub fn state(this: &Port, state: &str);

    /// What the page's own function (the property `adapter`) makes of a document; `undefined`
    /// where there is none or it leaves the document to us.
    #[wasm_bindgen(method, catch)]
    pub fn adapt(this: &Port, text: &JsString, url: &str) -> Result<JsValue, JsValue>;

    /// Dispatches an event on the element; `false` where a listener prevented its default.
    #[wasm_bindgen(method)]
    pub fn emit(this: &Port, kind: &str, detail: &JsValue, cancelable: bool) -> bool;
}

thread_local! {
    static LOADER: RefCell<Option<Loader>> = const { RefCell::new(None) };
    static TOLD: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Remembers the page's loader.
pub fn set_loader(loader: Loader) {
    LOADER.with_borrow_mut(|slot| *slot = Some(loader));
}

/// The page's loader; `None` before it has introduced itself.
pub fn loader() -> Option<Loader> {
    LOADER.with_borrow(Clone::clone)
}

/// An object with these entries, for an event's `detail` or the options of a call.
pub fn object(entries: &[(&str, &str)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in entries {
        // Setting a property of an object made one line above cannot fail.
        let _ = js_sys::Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object.into()
}

/// Tells the integrator something that is no failure, once a page.
pub fn warn(message: &str) {
    let is_new = TOLD.with_borrow_mut(|told| {
        let is_new = !told.iter().any(|before| before == message);
        if is_new {
            told.push(message.to_owned());
        }
        is_new
    });
    if is_new {
        web_sys::console::warn_2(&"<news-stand>:".into(), &message.into());
    }
}
