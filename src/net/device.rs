//! Documents of earlier visits: for the next one, and for a time without a network.

use super::{
    fault::{Failure, Fault},
    request::{Answer, Outcome},
};
use crate::{model::Href, platform::host};
use js_sys::Array;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Keeps the answer from `url` on the device; the oldest documents make way. Nothing where the
/// browser refuses storage.
pub fn keep(url: &Href, answer: &Answer) {
    host::keep(
        url.as_str(),
        &answer.text.characters,
        &answer.url,
        answer.link.as_deref(),
        answer.total_pages.as_deref(),
    );
}

/// The answer that was kept from `url`.
///
/// # Errors
/// What the device does not have is as out of reach as without a network.
pub async fn kept(url: &Href) -> Outcome {
    let parts = JsFuture::from(host::kept(url.as_str())).await;
    let parts: Array = parts.unwrap_or_default().unchecked_into();
    match parts.get(1).dyn_into() {
        Ok(body) => Ok(Rc::new(Answer::of(&parts, body))),
        Err(_) => Err(Failure::new(Fault::Offline, None, 0.0)),
    }
}
