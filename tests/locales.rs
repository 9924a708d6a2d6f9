//! Every file of `locales/` says everything that the interface says.

#![allow(clippy::unwrap_used)] // a test may fail loudly, also in its helpers

use newsstand::locale::{Text, canonical_tag, file_for, files};
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};
use unicode_script::{Script, UnicodeScript};

const ALL_CATEGORIES: &str = "zero one two few many other";

/// Words that are the same in that language as in English; Nigerian Pidgin has many.
const SAME_AS_ENGLISH: &[(&str, &str)] = &[("fil", "carousel"), ("fil", "slide"), ("pt", "slide")];

/// What CLDR says that a file must have: `cargo xtask cldr` writes it.
#[derive(Deserialize)]
struct Expected {
    script: String,
    plurals: BTreeSet<String>,
}

fn expected() -> BTreeMap<String, Expected> {
    serde_json::from_str(include_str!("fixtures/locales.json")).unwrap()
}

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

/// The languages of the BBC World Service, those of more than fifty million speakers that have a
/// written standard of their own, and the scripts of Serbian, Chinese and Uzbek.
const WANTED: &str = "am ar az bho bn de en es fa fa-AF fil fr gu ha hi id ig it ja jv kn ko ky mr my ne om pa \
    pa-Arab pcm pl ps pt ro ru rn rw si so sr sr-Latn sw ta te th ti tr uk ur uz uz-Cyrl vi yo yue zh-Hans zh-Hant";

#[test]
fn all_wanted_languages_are_there() {
    let tags: Vec<_> = files().collect();
    for tag in WANTED.split_whitespace() {
        assert!(tags.contains(&tag), "{tag}");
    }
    for tag in &tags {
        assert_eq!(
            canonical_tag(tag).as_deref(),
            Some(*tag),
            "a file is named by its canonical tag"
        );
        assert_eq!(file_for(tag), Some(*tag), "a file is found by its own name");
    }
    println!("{} languages: {}", tags.len(), tags.join(" "));
    assert!(tags.len() >= 50);
}

#[test]
fn every_language_has_exactly_the_keys() {
    let expected = expected();
    for tag in files() {
        let plurals = &expected[tag].plurals;
        let mut keys: BTreeSet<String> = texts(tag).into_keys().collect();
        for text in Text::ALL {
            if !text.is_plural() {
                assert!(keys.remove(text.key()), "{tag} lacks {}", text.key());
                continue;
            }
            for category in ALL_CATEGORIES.split(' ') {
                let there = keys.remove(&format!("{}.{category}", text.key()));
                let is_sound = there == plurals.contains(category);
                assert!(is_sound, "{tag}: {}.{category}", text.key());
            }
        }
        assert!(keys.is_empty(), "{tag} has unknown keys: {keys:?}");
    }
}

/// The Unicode scripts of which the texts of a CLDR script are made.
fn scripts_of(code: &str) -> Vec<Script> {
    match code {
        "Jpan" => vec![Script::Han, Script::Hiragana, Script::Katakana],
        "Hans" | "Hant" => vec![Script::Han],
        "Kore" => vec![Script::Hangul],
        other => vec![Script::from_short_name(other).unwrap()],
    }
}

#[test]
fn every_text_is_in_the_script_of_its_language() {
    let expected = expected();
    for tag in files() {
        let scripts = scripts_of(&expected[tag].script);
        for (key, text) in texts(tag) {
            let mut words = text.clone();
            for name in placeholders(&text) {
                words = words.replace(&format!("{{{name}}}"), "");
            }
            let foreign = words.chars().find(|c| {
                let script = c.script();
                let is_shared = matches!(script, Script::Common | Script::Inherited);
                !is_shared && !scripts.contains(&script)
            });
            assert_eq!(foreign, None, "{tag}: {key}: {text}");
        }
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
fn nothing_is_left_in_english() {
    let english = texts("en");
    for tag in files().filter(|tag| *tag != "en") {
        let mut same: Vec<(&str, String)> = texts(tag)
            .into_iter()
            .filter(|(key, text)| english.get(key) == Some(text) && text.len() > 4)
            .map(|(key, _)| (tag, key))
            .collect();
        same.retain(|(tag, key)| !SAME_AS_ENGLISH.contains(&(*tag, key.as_str())));
        if tag == "pcm" {
            // Labels of one or two words, as newspapers in Nigerian Pidgin write them too.
            assert!(same.len() < 15, "{same:?}");
        } else {
            assert!(same.is_empty(), "{same:?}");
        }
    }
}
