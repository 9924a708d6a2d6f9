//! Every file of `locales/` says everything that the interface says.

#![allow(clippy::unwrap_used)] // a test may fail loudly, also in its helpers

use newsstand::locale::{Text, canonical_tag, files};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

/// The plural categories that CLDR knows for whole numbers of a language. A language that is not
/// here is held to `other` only; its forms must still be categories.
const CATEGORIES: &[(&str, &str)] = &[
    ("ar", "zero one two few many other"),
    ("en", "one other"),
    ("es", "one many other"),
    ("fr", "one many other"),
    ("hi", "one other"),
    ("ja", "other"),
];
const ALL_CATEGORIES: &str = "zero one two few many other";

fn texts(tag: &str) -> BTreeMap<String, String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("locales/{tag}.json"));
    let file = fs::read_to_string(path).unwrap();
    match serde_json::from_str(&file).unwrap() {
        Value::Object(texts) => texts
            .into_iter()
            .map(|(key, text)| (key, text.as_str().unwrap().to_owned()))
            .collect(),
        other => panic!("{tag}: {other}"),
    }
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts.map(|part| part.split('}').next().unwrap()).collect()
}

#[test]
fn all_six_languages_are_there() {
    let tags: Vec<_> = files().collect();
    for tag in ["ar", "en", "es", "fr", "hi", "ja"] {
        assert!(tags.contains(&tag), "{tag}");
    }
    for tag in tags {
        assert_eq!(
            canonical_tag(tag).as_deref(),
            Some(tag),
            "a file is named by its canonical tag"
        );
    }
}

#[test]
fn every_language_has_exactly_the_keys() {
    for tag in files() {
        let language = tag.split('-').next().unwrap();
        let known = CATEGORIES.iter().find(|(name, _)| *name == language);
        let mut keys: BTreeSet<String> = texts(tag).into_keys().collect();
        for text in Text::ALL {
            if !text.is_plural() {
                assert!(keys.remove(text.key()), "{tag} lacks {}", text.key());
                continue;
            }
            for category in ALL_CATEGORIES.split(' ') {
                let there = keys.remove(&format!("{}.{category}", text.key()));
                let wanted = known.map(|(_, own)| own.split(' ').any(|one| one == category));
                let sound = wanted.map_or(there || category != "other", |wanted| wanted == there);
                assert!(sound, "{tag}: {}.{category}", text.key());
            }
        }
        assert!(keys.is_empty(), "{tag} has unknown keys: {keys:?}");
    }
}

#[test]
fn every_language_fills_in_the_same_values() {
    let english = texts("en");
    for tag in files() {
        for (key, text) in texts(tag) {
            assert!(!text.is_empty() && text.trim() == text, "{tag}: {key}");
            let (base, is_plural) = match key.rsplit_once('.') {
                Some((base, _)) => (format!("{base}.other"), true),
                None => (key.clone(), false),
            };
            let (own, wanted) = (placeholders(&text), placeholders(&english[&base]));
            // "One result" needs no number.
            let sound = own == wanted || is_plural && !key.ends_with(".other") && own.is_empty();
            assert!(sound, "{tag}: {key} has {own:?}, not {wanted:?}");
        }
    }
}

#[test]
fn nothing_but_names_is_left_in_english() {
    let english = texts("en");
    for tag in files().filter(|tag| *tag != "en") {
        let same: Vec<String> = texts(tag)
            .into_iter()
            .filter(|(key, text)| english.get(key) == Some(text) && text.len() > 12)
            .map(|(key, _)| key)
            .filter(|key| !key.starts_with("reading_minutes"))
            .collect();
        assert!(same.is_empty(), "{tag}: {same:?}");
    }
}
