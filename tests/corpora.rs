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

/// Name and bytes of the files in a folder of the corpora whose names end so.
fn files_in(folder: &str, ending: &str) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(corpora().join(folder)) else {
        return Vec::new();
    };
    let mut files: Vec<(String, Vec<u8>)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_string_lossy().into_owned();
            name.ends_with(ending)
                .then(|| (name, fs::read(path).unwrap()))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_json_feed_is_read_in_full_or_refused_with_a_reason() {
    for (name, bytes) in files_in("feeds", ".json") {
        let text = native::decode(&bytes, None);
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

/// The documents in XML that are refused, and the sentence.
const REFUSED: [(&str, &str); 3] = [
    // It was cut off while it was written.
    ("rss_2.0_invalid_1.xml", "the document cannot be read"),
    // Catalogues of books.
    (
        "xml_sample_1.xml",
        "found XML with the element <catalog> at the top",
    ),
    (
        "xml_sample_2.xml",
        "found XML with the element <catalog> at the top",
    ),
];

#[test]
fn every_xml_feed_is_read_in_full_or_refused_with_a_reason() {
    let mut files = 0;
    for (name, bytes) in files_in("feeds", ".xml") {
        files += 1;
        let text = native::decode(&bytes, None);
        let read = read(&text);
        if let Some((_, sentence)) = REFUSED.iter().find(|(refused, _)| *refused == name) {
            let error = read.unwrap_err().to_string();
            assert!(error.contains(sentence), "{name}: {error}");
            continue;
        }
        let Ok(Document::Feed(feed)) = read else {
            panic!("{name}: {read:?}");
        };
        // These documents are sound but for blank lines and one entity, so that a parser can count.
        let text = text.trim_start().replace("&nbsp;", "&#160;");
        let options = roxmltree::ParsingOptions {
            allow_dtd: true,
            ..roxmltree::ParsingOptions::default()
        };
        let document = roxmltree::Document::parse_with_options(&text, options)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let items: Vec<_> = document
            .descendants()
            .filter(|node| matches!(node.tag_name().name(), "item" | "entry"))
            .collect();
        assert!(!items.is_empty(), "{name}");
        assert_eq!(feed.articles.len(), items.len(), "{name}");
        for (article, item) in feed.articles.iter().zip(items) {
            let title = item.children().find(|node| {
                node.tag_name().name() == "title"
                    && node.tag_name().namespace() == item.tag_name().namespace()
            });
            let title = title.and_then(|title| title.text()).unwrap_or_default();
            let title = markup::words(&markup::native::parse(title));
            assert_eq!(article.title, title, "{name}");
            assert!(!article.headline().is_empty(), "{name}");
            assert!(!article.headline().contains('\u{fffd}'), "{name}");
        }
    }
    let files_there = files_in("feeds", "").len();
    assert!(files_there == 0 || files == 65, "{files}");
}

/// Markup as the text of XML.
fn markup_in_xml(markup: &str) -> String {
    let escaped = markup.replace('&', "&amp;").replace('<', "&lt;");
    escaped.replace('"', "&quot;")
}

/// A feed with `text` in every place.
fn feed_of(text: &str) -> String {
    let mut feed = "<rss><channel><item>".to_owned();
    for name in "guid title link description content:encoded dc:creator author category pubDate \
        itunes:image media:description feedburner:origLink yt:videoId language"
        .split_whitespace()
    {
        feed.push_str(&format!("<{name}>{text}</{name}>"));
    }
    for name in [
        "media:content",
        "media:thumbnail",
        "media:player",
        "enclosure",
    ] {
        feed.push_str(&format!(
            "<{name} type=\"audio/mpeg\" url=\"{text}\" href=\"{text}\"/>"
        ));
    }
    feed.push_str(&format!(
        "<atom:link href=\"{text}\"/><x xml:base=\"{text}\"/>"
    ));
    feed + "</item></channel></rss>"
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
        for xml in [feed_of(&markup_in_xml(payload)), feed_of(payload)] {
            // The second may be no XML at all.
            let articles = format!("{:?}", read(&xml));
            for href in articles.split("Href(\"").skip(1) {
                assert!(
                    href.starts_with("https://") || href.starts_with("http://"),
                    "{payload}: {href}"
                );
            }
        }
        // Texts stay texts, whatever they look like.
        let title = payload.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(feed.articles[0].title, title);
    }
}
