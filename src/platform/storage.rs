//! What a stand remembers on the device: the reader's edition, and the documents it has read.
//! Nothing where the page or the browser refuses storage.

use super::host;
use crate::model::Href;
use wasm_bindgen_futures::JsFuture;

const KEY: &str = "newsstand";

/// The language and the country that the reader chose last.
pub fn edition() -> Option<(String, Option<String>)> {
    let text = local()?.get_item(KEY).ok()??;
    let value = super::json::parse(&text).ok()?;
    let language = value.get(0)?.as_str()?.to_owned();
    let country = value.get(1).and_then(|c| c.as_str()).map(str::to_owned);
    Some((language, country))
}

/// Remembers the reader's choice; a full or refused storage is no error for anybody.
pub fn remember_edition(language: &str, country: Option<&str>) {
    if let Some(storage) = local() {
        // The browser's own writer: serde's would add a formatter of numbers to the program.
        let choice = js_sys::Array::of2(&language.into(), &country.into());
        if let Ok(text) = js_sys::JSON::stringify(&choice) {
            let _ = storage.set_item(KEY, &String::from(text));
        }
    }
}

fn local() -> Option<web_sys::Storage> {
    super::window().local_storage().ok().flatten()
}

/// Keeps the document at `url` for a time without a network; the oldest ones make way.
pub fn keep(url: &Href, text: &str) {
    if let Some(loader) = host::loader() {
        loader.keep(url.as_str(), text);
    }
}

/// The document that was kept for `url`.
pub async fn kept(url: &Href) -> Option<String> {
    let text = host::loader()?.kept(url.as_str());
    JsFuture::from(text).await.ok()?.as_string()
}
