//! What a stand remembers on the device: the reader's edition, and the documents it has read.
//! Nothing where the page or the browser refuses storage.

use super::{host, text::BrowserText};
use crate::model::{Href, Value};
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Headers;

const KEY: &str = "newsstand";

/// The language and the country that the reader chose last.
pub fn edition() -> Option<(String, Option<String>)> {
    let text = local()?.get_item(KEY).ok()??;
    let value = super::json::parse(&text).ok()?;
    let mut choice = value.as_array()?.iter().map(Value::as_str);
    let language = choice.next()??.to_owned();
    let country = choice.next().flatten().map(str::to_owned);
    Some((language, country))
}

/// Remembers the reader's choice; a full or refused storage is no error for anybody.
pub fn remember_edition(language: &str, country: Option<&str>) {
    if let Some(storage) = local() {
        let choice = Array::of2(&language.into(), &country.into());
        if let Ok(text) = js_sys::JSON::stringify(&choice) {
            let _ = storage.set_item(KEY, &String::from(text));
        }
    }
}

fn local() -> Option<web_sys::Storage> {
    super::window().local_storage().ok().flatten()
}

/// A document of an earlier visit, with the headers that were kept along with it.
pub struct Kept {
    /// The body.
    pub text: BrowserText,
    headers: Headers,
}

impl Kept {
    /// A header; `None` where there was none.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }
}

/// Keeps the document at `url` and some headers, in pairs of name and value, for later visits and
/// for a time without a network; the oldest documents make way.
pub fn keep(url: &Href, text: &BrowserText, headers: &[(&str, &str)]) {
    let pair = |(name, value): &(&str, &str)| Array::of2(&(*name).into(), &(*value).into());
    let headers = headers.iter().map(pair).collect::<Array>();
    if let Some(loader) = host::loader() {
        loader.keep(url.as_str(), &text.0, &headers);
    }
}

/// The document that was kept for `url`.
pub async fn kept(url: &Href) -> Option<Kept> {
    let kept = host::loader()?.kept(url.as_str());
    let kept: Array = JsFuture::from(kept).await.ok()?.dyn_into().ok()?;
    Some(Kept {
        text: BrowserText(kept.get(0).unchecked_into()),
        headers: kept.get(1).unchecked_into(),
    })
}
