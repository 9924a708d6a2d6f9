//! The page's session history, of which a stand writes only the fragment (`linking="hash"`).
//!
//! `pushState` is used rather than `location.hash`, because it tells no router of the host that
//! something has changed. What the host keeps in `history.state` stays; we add one entry, the
//! number of steps back to the front.

use crate::platform::window;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

const KEY: &str = "newsstand";

/// Whether a change of place is a step of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Back undoes it.
    New {
        /// True where Back leads to the front; false where it leads to another article.
        from_front: bool,
    },
    /// It replaces what stands in the address bar.
    Same,
}

/// How many steps back the reader left the front; 0 on the front and after a deep link.
pub fn depth() -> i32 {
    window()
        .history()
        .and_then(|history| history.state())
        .and_then(|state| Reflect::get(&state, &KEY.into()))
        .ok()
        .and_then(|depth| depth.as_f64())
        .map_or(0, |depth| depth as i32)
}

/// Goes back to the front by as many steps as led away from it.
pub fn back() {
    if let Ok(history) = window().history() {
        // Fails only in documents that are not shown.
        let _ = history.go_with_delta(-depth());
    }
}

/// Writes the page's fragment (without `#`; empty for none).
pub fn write(fragment: &str, entry: Entry) {
    let Ok(history) = window().history() else {
        return;
    };
    let location = window().location();
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let url = if fragment.is_empty() {
        path
    } else {
        [&path, "#", fragment].concat()
    };
    // Browsers limit how often a page may write its history and throw beyond that; the place is
    // then not in the address bar, and everything else goes on.
    let _ = match entry {
        Entry::New { from_front } => {
            // After a deep link no number of steps leads to the front.
            let deeper = if from_front || depth() > 0 {
                depth() + 1
            } else {
                0
            };
            history.push_state_with_url(&state_at(&history, deeper), "", Some(&url))
        }
        Entry::Same => history.replace_state_with_url(
            &history.state().unwrap_or(JsValue::NULL),
            "",
            Some(&url),
        ),
    };
}

fn state_at(history: &web_sys::History, depth: i32) -> JsValue {
    let state = Object::new();
    let host = history.state().unwrap_or_default();
    if host.is_object() {
        Object::assign(&state, host.unchecked_ref());
    }
    // Setting a property of a new object cannot fail.
    let _ = Reflect::set(&state, &KEY.into(), &depth.into());
    state.into()
}
