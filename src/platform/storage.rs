//! What a stand remembers of its reader on the device: the edition. Nothing where the page or the
//! browser refuses storage. The documents that it has read are kept by [`crate::net`].

use crate::model::Value;
use js_sys::Array;

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
