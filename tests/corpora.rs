//! Documents of other people: read in full, or refused with a sentence. Each test passes without
//! the corpora, which are not part of the project (`NEWSSTAND_CORPORA`, else `../shared/corpora`).

#![allow(clippy::unwrap_used)] // a test may fail loudly, also in its helpers

use newsstand::{
    feed::{
        self, Document, FeedError,
        native::{self, NativeText},
    },
    markup,
};
use serde_json::Value;
use std::{env, fs, path::PathBuf};
use url::Url;

fn corpora() -> PathBuf {
    match env::var_os("NEWSSTAND_CORPORA") {
        Some(folder) => folder.into(),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora"),
    }
}

fn read(text: &str) -> Result<Document, FeedError> {
    let source = native::source("https://example.org/feed.json").unwrap();
    feed::read(&NativeText(text), source)
}

/// Name and text of the JSON files.
fn json_files() -> Vec<(String, String)> {
    let Ok(entries) = fs::read_dir(corpora().join("feeds")) else {
        return Vec::new();
    };
    let mut files: Vec<(String, String)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_string_lossy().into_owned();
            name.ends_with(".json")
                .then(|| (name, fs::read_to_string(path).unwrap()))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_json_feed_is_read_in_full_or_refused_with_a_reason() {
    for (name, text) in json_files() {
        let read = read(&text);
        match name.as_str() {
            // Cut off on purpose.
            "gofeed_invalid.json" => {
                assert!(matches!(read, Err(FeedError::Unreadable { .. })), "{name}")
            }
            // Its only item has neither an id nor an address.
            "gofeed_json10_simple.json" => {
                assert!(
                    matches!(read, Err(FeedError::Empty { member: "item", .. })),
                    "{name}"
                );
            }
            _ => {
                let Ok(Document::Feed(feed)) = read else {
                    panic!("{name}: {read:?}");
                };
                let document: Value = serde_json::from_str(&text).unwrap();
                let items = document["items"].as_array().unwrap();
                assert_eq!(feed.articles.len(), items.len(), "{name}");
                for (article, item) in feed.articles.iter().zip(items) {
                    let title = item["title"].as_str().unwrap_or_default();
                    assert_eq!(article.title, title.trim(), "{name}");
                    assert!(!article.headline().is_empty(), "{name}");
                }
            }
        }
    }
}

#[test]
fn no_hostile_markup_gets_an_address_through() {
    let Ok(text) = fs::read_to_string(corpora().join("hostile-html.json")) else {
        return;
    };
    let payloads: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(payloads.len() > 200);
    let base = Url::parse("https://example.org/feed.json").unwrap();
    for entry in payloads {
        let payload = entry["payload"].as_str().unwrap();
        for html in [
            payload.to_owned(),
            format!("<p>{payload}</p><svg>{payload}</svg><table>{payload}"),
        ] {
            // Every address in the blocks is written there as `Href("…")`.
            let blocks = format!("{:?}", markup::native::read_html(&html, &base));
            for href in blocks.split("Href(\"").skip(1) {
                let safe = ["https://", "http://", "mailto:", "tel:"];
                assert!(
                    safe.iter().any(|scheme| href.starts_with(scheme)),
                    "{payload}: {href}"
                );
            }
        }
        let item = serde_json::json!({"items": [{
            "id": 1, "url": payload, "title": payload, "summary": payload, "image": payload,
            "content_html": payload, "authors": [{"name": payload, "url": payload}], "tags": [payload],
            "language": payload, "date_published": payload,
            "_newsstand": {"section": payload, "article_url": payload, "related": payload},
        }]});
        let Ok(Document::Feed(feed)) = read(&item.to_string()) else {
            panic!("{payload}");
        };
        // Texts stay texts, whatever they look like.
        let title = payload.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(feed.articles[0].title, title);
    }
}
