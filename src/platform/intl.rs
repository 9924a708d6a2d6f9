//! The browser's `Intl`: names of languages and countries, dates, numbers, lists and plurals.
//!
//! Every function takes the reader's locale and falls back to something plain where the browser
//! lacks a part or does not know the locale.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &Object) -> Result<DisplayNames, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type ListFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &Object) -> Result<ListFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &ListFormat, list: &Array) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type RelativeTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &Object) -> Result<RelativeTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &RelativeTimeFormat, value: f64, unit: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &Object) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, epoch_ms: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &NumberFormat, value: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn select(this: &PluralRules, value: f64) -> Result<String, JsValue>;
}

fn options(entries: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object
}

fn display_name(locale: &str, kind: &str, code: &str) -> Option<String> {
    let names = DisplayNames::new(
        locale,
        &options(&[("type", kind), ("languageDisplay", "standard")]),
    );
    names.ok()?.of(code).ok()?
}

/// The name of the language `tag` in `locale`, or the tag.
pub fn language_name(locale: &str, tag: &str) -> String {
    display_name(locale, "language", tag).unwrap_or_else(|| tag.to_owned())
}

/// The name of the country `code` in `locale`, or the code.
pub fn country_name(locale: &str, code: &str) -> String {
    display_name(locale, "region", code).unwrap_or_else(|| code.to_owned())
}

/// The names as a list in a sentence (`"A, B and C"`).
pub fn list(locale: &str, names: &[String]) -> String {
    if let [only] = names {
        return only.clone();
    }
    let array = names.iter().map(JsValue::from).collect::<Array>();
    ListFormat::new(locale, &options(&[("type", "conjunction")]))
        .and_then(|format| format.format(&array))
        .unwrap_or_else(|_| names.join(", "))
}

/// A number in the digits of the locale.
pub fn number(locale: &str, value: usize) -> String {
    NumberFormat::new(locale)
        .and_then(|format| format.format(value as f64))
        .unwrap_or_else(|_| value.to_string())
}

/// The CLDR plural category of a number.
pub fn plural(locale: &str, value: usize) -> String {
    PluralRules::new(locale)
        .and_then(|rules| rules.select(value as f64))
        .unwrap_or_else(|_| "other".to_owned())
}

/// How long ago: in minutes, hours and days up to a week, then the date.
pub fn relative_time(locale: &str, epoch_ms: f64, now_ms: f64) -> String {
    let minutes = ((epoch_ms - now_ms) / 60_000.0).round();
    let (value, unit) = match minutes.abs() {
        under if under < 60.0 => (minutes, "minute"),
        under if under < 24.0 * 60.0 => ((minutes / 60.0).round(), "hour"),
        under if under < 7.0 * 24.0 * 60.0 => ((minutes / 1440.0).round(), "day"),
        _ => return date(locale, epoch_ms, &[("dateStyle", "long")]),
    };
    RelativeTimeFormat::new(locale, &options(&[("numeric", "auto")]))
        .and_then(|format| format.format(value, unit))
        .unwrap_or_else(|_| iso_date(epoch_ms))
}

/// The date and the time, written out.
pub fn full_date(locale: &str, epoch_ms: f64) -> String {
    date(
        locale,
        epoch_ms,
        &[("dateStyle", "full"), ("timeStyle", "short")],
    )
}

/// The weekday and the date, written out.
pub fn day(locale: &str, epoch_ms: f64) -> String {
    date(locale, epoch_ms, &[("dateStyle", "full")])
}

fn date(locale: &str, epoch_ms: f64, style: &[(&str, &str)]) -> String {
    DateTimeFormat::new(locale, &options(style))
        .and_then(|format| format.format(epoch_ms))
        .unwrap_or_else(|_| iso_date(epoch_ms))
}

/// A moment as a machine reads it (`datetime` attributes); empty where it is out of range.
pub fn iso(epoch_ms: f64) -> String {
    // `toISOString` throws on dates beyond the range of `Date`.
    if epoch_ms.abs() > 8.64e15 {
        return String::new();
    }
    js_sys::Date::new(&epoch_ms.into()).to_iso_string().into()
}

fn iso_date(epoch_ms: f64) -> String {
    iso(epoch_ms).chars().take(10).collect()
}

/// Text for comparing: lower case, without diacritics.
pub fn fold(text: &str) -> String {
    // The browser's tables: Rust's own would be ten kilobytes of the program.
    let text = js_sys::JsString::from(text)
        .to_lower_case()
        .normalize("NFD");
    let mut decomposed = String::from(text);
    decomposed.retain(|character| !('\u{300}'..='\u{36f}').contains(&character));
    decomposed
}

/// The name with a first capital, as it stands at the head of a list.
pub fn capitalised(locale: &str, name: &str) -> String {
    let mut characters = name.chars();
    let Some(first) = characters.next() else {
        return String::new();
    };
    let first: String = js_sys::JsString::from(first.to_string())
        .to_locale_upper_case(Some(locale))
        .into();
    first + characters.as_str()
}
