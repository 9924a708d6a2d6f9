//! What JavaScript (`embed/news-stand.js`, `embed/host.js` and `embed/tools.js`) does for the program.

use js_sys::{Array, JsString, Promise};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlElement, IntersectionObserver, Node, ShadowRoot};

// The functions of `embed/host.js` and `embed/tools.js`.
#[wasm_bindgen]
extern "C" {
    /// Parses markup of this MIME type into a document that runs nothing and loads nothing.
    pub fn parse(markup: &str, mime_type: &str) -> web_sys::Document;

    /// The promise of what comes of a request, in a row: the HTTP status, or 0 where there is no
    /// answer that the page may read, -1 where it came too late, -2 where it is too large; the
    /// chunks of bytes, or what the browser says of the failure; the final address; the headers
    /// `Content-Type`, `Link`, `X-WP-TotalPages` and `Retry-After`; the first `start_bytes`, a
    /// character a byte. It never rejects.
    pub fn receive(sent: &Sent, timeout_ms: i32, limit_bytes: f64, start_bytes: usize) -> Promise;

    /// Gives a request up, which is harmless once it has been answered.
    pub fn abort(sent: &Sent);

    /// The promise of the text that chunks of bytes are in the encoding with this label. It never
    /// rejects.
    pub fn decode(chunks: &JsValue, label: &str) -> Promise;

    /// The promise of what the page's own function (the property `adapter`) makes of a document:
    /// its text, or the JSON of its value; nothing where there is no function, or where it leaves
    /// the document to us. It rejects with what the function throws.
    pub fn adapt(port: &Port, text: &JsString, url: &str) -> Promise;

    /// Keeps a document in the browser's Cache Storage.
    pub fn keep(
        url: &str,
        text: &JsString,
        final_url: &str,
        link: Option<&str>,
        total_pages: Option<&str>,
    );

    /// The promise of the document kept for this URL, in a row as [`receive`] has it, but decoded
    /// already; an empty one where there is none. It never rejects.
    pub fn kept(url: &str) -> Promise;

    /// The promise of what `JSON.parse` makes of a long text, in turns with the page; of nothing for a
    /// short text, and for one that is no JSON. It never rejects.
    #[wasm_bindgen(js_name = parseInTurns)]
    pub fn parse_in_turns(text: &JsString) -> Promise;

    /// A promise that lets the browser do what waits: draw, take input.
    pub fn breathe() -> Promise;

    /// Calls a function before the browser draws the next frame.
    #[wasm_bindgen(js_name = requestAnimationFrame)]
    pub fn before_frame(run: &JsValue);

    /// Calls a function after the browser has drawn the next frame.
    #[wasm_bindgen(js_name = afterFrame)]
    pub fn after_frame(run: &JsValue);

    /// The URL of a reference; `None` where it has none.
    pub fn resolve(reference: &str, base: &str) -> Option<String>;

    /// The page's fragment, with its `#`; empty where there is none.
    pub fn fragment() -> String;

    /// How many steps back in the page's history the reader left the front of this stand; 0 on the
    /// front, after a deep link, and where another stand has taken the last step.
    #[wasm_bindgen(js_name = stepsBack)]
    pub fn steps_back(stand: &str) -> i32;

    /// Goes back in the page's history by so many steps.
    #[wasm_bindgen(js_name = goBack)]
    pub fn go_back(steps: i32);

    /// Writes the page's fragment (without `#`; empty for none): in a step of its own or in place of
    /// what stands there, `steps` from the front of this stand, or as far from it as before.
    #[wasm_bindgen(js_name = writeFragment)]
    pub fn write_fragment(fragment: &str, stand: &str, steps: Option<i32>, is_step: bool);

    /// True for a click that asks for nothing special, such as a new tab.
    #[wasm_bindgen(js_name = isPlainClick)]
    pub fn is_plain_click(event: &Event) -> bool;

    /// How many of `total` headlines in `place` to draw: infinitely many where all of them may be
    /// drawn. Below them are the foot of the page and, where there are more, a button for those.
    pub fn fitting(place: &HtmlElement, total: usize, foot_px: f64, more_px: f64) -> f64;

    /// A key with what is held down beside it (`"Control+End"`); empty for what is none, or belongs to
    /// an input method.
    #[wasm_bindgen(js_name = keyOf)]
    pub fn key_of(event: &Event) -> String;

    /// Puts the focus on an element where it stands.
    #[wasm_bindgen(js_name = focusStill)]
    pub fn focus_without_scrolling(element: &HtmlElement);

    /// Brings what a Tab key has come to into sight.
    #[wasm_bindgen(js_name = bringIntoSight)]
    pub fn bring_into_sight(event: &Event);

    /// Puts the focus on a headline of the front once it has been drawn, and brings it into view unless
    /// the page is to stay as it is. Where there are fewer it is the last one; where there is none it is
    /// the field for a search.
    #[wasm_bindgen(js_name = focusHeadline)]
    pub fn focus_headline(place: &Node, index: i32, stays: bool);

    /// To be called before headlines, sections or days are drawn anew: the focus stays in its place, and
    /// goes on from the button for more headlines to the first that follows.
    #[wasm_bindgen(js_name = holdFocus)]
    pub fn hold_focus(root: &ShadowRoot);

    /// To be called before a stand's alert goes: a focus in it goes to the open article's headline, else
    /// to the first of the front.
    #[wasm_bindgen(js_name = leaveAlert)]
    pub fn leave_alert(root: &ShadowRoot);

    /// Remembers what has the focus in a stand and how far the page is scrolled: a function that
    /// brings both back, the latter where it `scrolls`. The first headline gets a focus that nothing had.
    pub fn bookmark(root: &ShadowRoot, scrolls: bool) -> js_sys::Function;

    /// Brings the article drawn in `place` into view and its headline into focus.
    pub fn arrive(place: &HtmlElement);

    /// Does what a key does in a feed, drawn in `place`: the
    /// [APG feed](https://www.w3.org/WAI/ARIA/apg/patterns/feed/).
    #[wasm_bindgen(js_name = followFeedKey)]
    pub fn follow_feed_key(place: &HtmlElement, event: &Event);

    /// Shows a picker's panel in the top layer, as a sheet where the stand is narrow, with the focus
    /// in its search field, which says `query`.
    #[wasm_bindgen(js_name = openPanel)]
    pub fn open_panel(panel: &HtmlElement, search: &HtmlElement, query: &str);

    /// Closes a picker's panel, if it is open.
    #[wasm_bindgen(js_name = closePanel)]
    pub fn close_panel(panel: &HtmlElement);

    /// True where the focus stays in a panel after this event.
    #[wasm_bindgen(js_name = staysIn)]
    pub fn stays_in(panel: &HtmlElement, event: &Event) -> bool;

    /// Marks the option with this id as the active one and scrolls it into the list.
    #[wasm_bindgen(js_name = showOption)]
    pub fn show_option(panel: &HtmlElement, id: &str);

    /// What the reader chose last, the newest first: language and country in turn, the country empty
    /// for editions of no country. Nothing where the browser refuses storage.
    pub fn choices() -> Array;

    /// Remembers the reader's choice on the device.
    #[wasm_bindgen(js_name = rememberChoice)]
    pub fn remember_choice(language: &str, country: &str);

    /// The languages that the reader has told the browser, the best liked first.
    #[wasm_bindgen(js_name = readersLanguages)]
    pub fn readers_languages() -> Array;

    /// The indices of the first and the last slide of a carousel's track in sight, in a row.
    #[wasm_bindgen(js_name = slidesInSight)]
    pub fn slides_in_sight(track: &HtmlElement) -> Array;

    /// How many slides a carousel's track shows at once, at least 1.
    #[wasm_bindgen(js_name = slidesInFrame)]
    pub fn slides_in_frame(track: &HtmlElement) -> usize;

    /// Keeps the slides of a carousel's track out of reach where they are out of sight, and calls
    /// `tell` whenever others come into sight, until the observer is disconnected.
    #[wasm_bindgen(js_name = watchSlides)]
    pub fn watch_slides(track: &HtmlElement, tell: &Closure<dyn FnMut()>) -> IntersectionObserver;

    /// True where lines run from right to left.
    #[wasm_bindgen(js_name = isMirrored)]
    pub fn is_mirrored(element: &HtmlElement) -> bool;

    /// Scrolls the slide with this index to the start of a carousel's track; the focus moves with
    /// it where it was on a slide.
    #[wasm_bindgen(js_name = scrollToSlide)]
    pub fn scroll_to_slide(track: &HtmlElement, index: usize);

    /// What a JavaScript error says, or a text that was thrown in its place; empty for anything
    /// else.
    pub fn message(error: &JsValue) -> String;

    /// The words of a text in a language, folded, with a space between.
    #[wasm_bindgen(js_name = wordsIn)]
    pub fn words_in(text: &str, language: &str) -> String;

    /// The parts of a text in a language by turns without and with a mark: those words have one that
    /// are in the set, folded.
    #[wasm_bindgen(js_name = markedParts)]
    pub fn marked_parts(text: &str, language: &str, words: &JsValue) -> Array;

    /// The parts, as [`marked_parts`] has them, of what stands around the first mark in a text.
    #[wasm_bindgen(js_name = excerptParts)]
    pub fn excerpt_parts(text: &str, language: &str, words: &JsValue) -> Array;

    /// Puts those elements of an array first that have the highest finite number in the member `inner` of
    /// their member `outer`; an element without one counts as 0.
    #[wasm_bindgen(js_name = putFirst)]
    pub fn put_first(elements: &Array, outer: &str, inner: &str);

    /// The set of some words with a space between.
    #[wasm_bindgen(js_name = setOf)]
    pub fn set_of(words: &str) -> JsValue;

    /// Has a field or a choice show a value, if it does not already.
    #[wasm_bindgen(js_name = showValue)]
    pub fn show_value(field: &HtmlElement, value: &str);

    /// Gives the pictures inside `place` that cannot be had the class `missing`.
    #[wasm_bindgen(js_name = watchPictures)]
    pub fn watch_pictures(place: &HtmlElement);

    /// Sends `end` the event `near` or `ahead` (further away) whenever the page has been scrolled and it
    /// is that far down, but not yet in sight.
    #[wasm_bindgen(js_name = watchEnd)]
    pub fn watch_end(end: &HtmlElement);

    /// Text for comparing: small letters without diacritics.
    pub fn fold(text: &str) -> String;

    /// What a language or a country (`kind`: "language" or "region") is called (see
    /// [`super::intl::names`]).
    pub fn names(kind: &str, locale: &str, code: &str, own_name: &str) -> String;

    /// What an `Intl` object answers to a value and a unit; `None` where the browser lacks a part of it.
    /// `request` is its class, the method to call, and its options as the query of a URL.
    pub fn ask(request: &str, locale: &str, value: &JsValue, unit: &str) -> Option<String>;

    /// Lets the tools of an open article work (`embed/tools.js`) until the returned function is
    /// called: its element, its language, its URL, whether the size of its text may be kept on the
    /// device, and what `report(what, value)` hears of.
    pub fn tools(
        article: &HtmlElement,
        language: &str,
        url: &str,
        may_store: bool,
        report: &Closure<dyn FnMut(u32, JsValue)>,
    ) -> js_sys::Function;
}

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

    /// Sends a request, or hands over the one that was sent before the program was there.
    #[wasm_bindgen(method)]
    pub fn send(this: &Loader, url: &str) -> Sent;

    /// A request that has been sent.
    pub type Sent;

    /// One element's side of the loader.
    #[derive(Clone)]
    pub type Port;

    /// The drawing is there: the skeleton can go.
    #[wasm_bindgen(method)]
    pub fn drawn(this: &Port);

    /// Sets what the element's property `state` says.
    #[wasm_bindgen(method)]
    pub fn state(this: &Port, state: &str);

    /// Dispatches an event on the element; `false` where a listener prevented its default.
    #[wasm_bindgen(method)]
    pub fn emit(this: &Port, kind: &str, detail: &JsValue, cancelable: bool) -> bool;
}

thread_local! {
    static LOADER: RefCell<Option<Loader>> = const { RefCell::new(None) };
    static TOLD: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// The texts in a row; what is none is left out.
pub fn texts(row: &Array) -> impl Iterator<Item = String> {
    row.iter().filter_map(|text| text.as_string())
}

/// Remembers the page's loader.
pub fn set_loader(loader: Loader) {
    LOADER.with_borrow_mut(|slot| *slot = Some(loader));
}

/// The page's loader; `None` before it has introduced itself.
pub fn loader() -> Option<Loader> {
    LOADER.with_borrow(Clone::clone)
}

/// An object with these entries, for an event's `detail`.
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
