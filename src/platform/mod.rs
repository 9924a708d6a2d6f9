//! What the browser has and we therefore do not bring (its URL, HTML, XML and JSON parsers, `Intl`,
//! storage, the clock), and what JavaScript does for the widgets ([`host`], [`tools`]), which finds
//! their elements by the classes that they draw.
//!
//! Each file wraps one facility in a small safe surface: a missing part falls back, nothing here
//! throws. Nothing in this room decides what is shown or knows what a document means.

pub mod address;
pub mod clock;
pub mod host;
pub mod inert;
pub mod intl;
pub mod json;
pub mod text;
pub mod tools;
pub mod xml;

/// The page's window.
///
/// # Panics
/// Outside a window (a worker, a server), where no stand can be.
pub fn window() -> web_sys::Window {
    leptos::tachys::dom::window()
}

/// The page's document.
///
/// # Panics
/// Outside a window (a worker, a server), where no stand can be.
pub fn document() -> web_sys::Document {
    leptos::tachys::dom::document()
}

/// An attribute of the first element in `document` that `selector` selects.
pub fn attribute_of(document: &web_sys::Document, selector: &str, name: &str) -> Option<String> {
    let element = document.query_selector(selector).ok().flatten()?;
    element.get_attribute(name)
}
