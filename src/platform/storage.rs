//! What a stand remembers on the device: the reader's edition. Nothing where the page or the
//! browser refuses storage.

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
