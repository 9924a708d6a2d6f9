//! The browser's `Intl`: names of languages and countries, dates, numbers, lists and plurals.
//!
//! Every function takes the reader's locale and falls back to something plain where the browser
//! lacks a part or does not know the locale.

use super::host;
pub use super::host::fold;
use crate::model::decimal;
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// What an `Intl` object answers (see [`host::ask`]).
#[inline(never)]
fn ask(request: &str, locale: &str, value: &JsValue) -> Option<String> {
    host::ask(request, locale, value, "")
}

fn display_name(request: &str, locale: &str, code: &str) -> String {
    ask(request, locale, &code.into()).unwrap_or_else(|| code.to_owned())
}

/// The name of the language `tag` in `locale`, or the tag.
pub fn language_name(locale: &str, tag: &str) -> String {
    display_name(
        "DisplayNames of type=language&languageDisplay=standard",
        locale,
        tag,
    )
}

/// The name of the country `code` in `locale`, or the code.
pub fn country_name(locale: &str, code: &str) -> String {
    display_name("DisplayNames of type=region", locale, code)
}

/// The names as a list in a sentence (`"A, B and C"`).
pub fn list(locale: &str, names: &[String]) -> String {
    if let [only] = names {
        return only.clone();
    }
    let array = names.iter().map(JsValue::from).collect::<Array>();
    let request = "ListFormat format type=conjunction";
    ask(request, locale, &array).unwrap_or_else(|| array.join(", ").into())
}

/// A number in the digits of the locale.
pub fn number(locale: &str, value: usize) -> String {
    let written = ask("NumberFormat format", locale, &value.into());
    written.unwrap_or_else(|| decimal(value))
}

/// A part of 1 in per cent, as the locale writes it; empty where the browser cannot.
pub fn percent(locale: &str, part: f64) -> String {
    ask("NumberFormat format style=percent", locale, &part.into()).unwrap_or_default()
}

/// The CLDR plural category of a number.
pub fn plural(locale: &str, value: usize) -> String {
    let category = ask("PluralRules select", locale, &value.into());
    category.unwrap_or_else(|| "other".to_owned())
}

/// How long ago: in minutes, hours and days up to a week, then the date.
pub fn relative_time(locale: &str, epoch_ms: f64, now_ms: f64) -> String {
    let minutes = ((epoch_ms - now_ms) / 60_000.0).round();
    let (value, unit) = match minutes.abs() {
        under if under < 60.0 => (minutes, "minute"),
        under if under < 24.0 * 60.0 => ((minutes / 60.0).round(), "hour"),
        under if under < 7.0 * 24.0 * 60.0 => ((minutes / 1440.0).round(), "day"),
        _ => return long_date(locale, epoch_ms),
    };
    let request = "RelativeTimeFormat format numeric=auto";
    host::ask(request, locale, &value.into(), unit).unwrap_or_else(|| iso_date(epoch_ms))
}

/// The date and the time, written out.
pub fn full_date(locale: &str, epoch_ms: f64) -> String {
    let request = "DateTimeFormat format dateStyle=full&timeStyle=short";
    date(request, locale, epoch_ms)
}

/// The date with the name of its month.
pub fn long_date(locale: &str, epoch_ms: f64) -> String {
    date("DateTimeFormat format dateStyle=long", locale, epoch_ms)
}

/// The weekday and the date, written out.
pub fn day(locale: &str, epoch_ms: f64) -> String {
    date("DateTimeFormat format dateStyle=full", locale, epoch_ms)
}

fn date(request: &str, locale: &str, epoch_ms: f64) -> String {
    ask(request, locale, &epoch_ms.into()).unwrap_or_else(|| iso_date(epoch_ms))
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

/// The tag with what is most likely meant by it: language, script and region; `None` where the
/// browser does not know.
pub fn likely(tag: &str) -> Option<String> {
    ask("Locale maximize", tag, &JsValue::UNDEFINED)
}

/// Today's tag for a code of two or three letters (`de` for `deu`); `None` for what is no tag.
pub fn canonical(code: &str) -> Option<String> {
    ask("Locale toString", code, &JsValue::UNDEFINED)
}

/// What the language `code`, or the country of this code if `is_country`, is called, a line each: its
/// name, a language's in itself (`own_name` where the browser has no texts of it), a country's in
/// `locale`; the language of that name; a language's name in `locale` if that is another; and all
/// names (its own, that in `locale`, the English one) and the code, folded.
pub fn names(locale: &str, code: &str, is_country: bool, own_name: &str) -> String {
    let kind = if is_country { "region" } else { "language" };
    host::names(kind, locale, code, own_name)
}
