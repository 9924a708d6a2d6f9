//! A document of every dialect becomes the articles that it should.
//!
//! `tests/fixtures/dialects/<name>.json`, `.html` or `.xml` is read, and compared with
//! `<name>.expected.json`. The browser tests read the same files.

#![allow(clippy::unwrap_used)] // a test may fail loudly, also in its helpers

use newsstand::feed::{
    self, Document,
    native::{self, NativeText},
};
use newsstand_expected::describe;
use serde_json::Value;
use std::{fs, path::PathBuf};

/// Where the documents would be served.
const SITE: &str = "https://news.example/api/";

/// All documents of this ending in the folder, as the texts that their bytes are.
fn documents(ending: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/dialects");
    let mut documents: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name()?.to_str()?.to_owned();
            let is_one = name.ends_with(ending) && !name.ends_with(".expected.json");
            is_one.then(|| (name, native::decode(&fs::read(&path).unwrap(), None)))
        })
        .collect();
    documents.sort();
    documents
}

fn expected(name: &str) -> Value {
    let name = name.rsplit_once('.').unwrap().0;
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/dialects")
        .join([name, ".expected.json"].concat());
    let text = fs::read_to_string(&path).unwrap_or_else(|_| "null".to_owned());
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_dialect_becomes_the_articles_that_it_should() {
    let mut read = 0;
    let all = [".json", ".html", ".xml"].map(documents).concat();
    for (name, text) in &all {
        let address = [SITE, name].concat();
        let source = native::source(&address).unwrap();
        let document =
            feed::read(&NativeText(text), source).unwrap_or_else(|error| panic!("{name}: {error}"));
        let is = describe(&document, &url::Url::parse(&address).unwrap());
        assert_eq!(is, expected(name), "{name}");
        read += 1;
    }
    assert!(read >= 23, "only {read} documents");
}

/// The places of everything inside a value, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (name, value) in members {
        let place = format!("{at}/{name}");
        places(value, &place, found);
        found.push(place);
    }
}

/// The headlines of a document; none where it cannot be read.
fn headlines(document: &Value) -> Vec<String> {
    let source = native::source(SITE).unwrap();
    match feed::read(&NativeText(&document.to_string()), source) {
        Ok(Document::Feed(feed)) => {
            let articles = feed.articles.iter();
            articles.map(|one| one.headline().to_owned()).collect()
        }
        _ => Vec::new(),
    }
}

/// The document without the item that `place` is in, if it is in one.
fn without_item(document: &Value, place: &str) -> Option<Value> {
    let mut list = String::new();
    for step in place.split('/').skip(1) {
        if let Ok(index) = step.parse::<usize>() {
            let mut rest = document.clone();
            rest.pointer_mut(&list)?.as_array_mut()?.remove(index);
            return Some(rest);
        }
        list = format!("{list}/{step}");
    }
    None
}

#[test]
fn a_wrong_type_anywhere_costs_no_other_item() {
    let wrong = [
        Value::Null,
        Value::Bool(true),
        serde_json::json!(-1e300),
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!(""),
    ];
    let mut compared = 0;
    for (name, text) in documents(".json") {
        let document: Value = serde_json::from_str(&text).unwrap();
        let all = headlines(&document);
        let mut found = Vec::new();
        places(&document, "", &mut found);
        for place in found {
            let others = without_item(&document, &place);
            let mut others = others.map_or_else(Vec::new, |rest| headlines(&rest));
            // An item can stand behind another of the same id.
            others.retain(|headline| all.contains(headline));
            for wrong in &wrong {
                let mut broken = document.clone();
                *broken.pointer_mut(&place).unwrap() = wrong.clone();
                let left = headlines(&broken);
                for headline in &others {
                    assert!(
                        left.contains(headline),
                        "{name} {place} {wrong}: {headline}"
                    );
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 1000, "only {compared} comparisons");
}
