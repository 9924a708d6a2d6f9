//! Each payload as a body, and in each field of a feed.

use crate::{BASE, corpus, hold, invariants, judge, written_addresses};
use newsstand::{
    feed::Document,
    markup,
    model::{Block, Body, one_line},
};
use serde_json::json;
use std::collections::HashSet;

const ORIGIN: &str = "https://example.org";

/// What payloads try. Each class has its vectors.
const CLASSES: [&str; 26] = [
    "mutation",
    "raw-text",
    "namespace",
    "clobbering",
    "scheme",
    "css",
    "srcdoc",
    "base",
    "refresh",
    "template",
    "shadow-root",
    "custom-element",
    "handler",
    "encoding",
    "bidi",
    "xml",
    "focus",
    "form",
    "link",
    "object",
    "media",
    "srcset",
    "image-map",
    "line-separator",
    "json",
    "prototype",
];

#[test]
fn the_corpus_is_large_varied_and_without_repetition() {
    let hand_made = corpus::hand_made();
    assert!(hand_made.len() >= 200, "{} by hand", hand_made.len());
    let own = corpus::own();
    assert!(own.len() >= 320, "{} in all", own.len());
    for class in CLASSES {
        let count = hand_made
            .iter()
            .filter(|vector| vector.class == class)
            .count();
        assert!(count >= 3, "{class} has {count} vectors");
    }
    let mut payloads = HashSet::new();
    let mut titles = HashSet::new();
    for vector in &own {
        assert!(CLASSES.contains(&vector.class.as_str()), "{vector:?}");
        assert!(titles.insert(&vector.title), "{vector:?}");
        assert!(payloads.insert(vector.payload(ORIGIN)), "{vector:?}");
    }
    assert!(own.iter().filter(|vector| vector.is_address()).count() > 50);
}

#[test]
fn no_payload_gets_an_address_through_a_body() {
    for vector in corpus::own().into_iter().chain(corpus::shared()) {
        let payload = vector.payload(ORIGIN);
        for html in [
            payload.clone(),
            format!("<p>{payload}</p><svg>{payload}</svg><table>{payload}"),
            format!("<svg><foreignObject>{payload}</foreignObject></svg><math><mtext>{payload}"),
            format!("<noscript>{payload}</noscript><select>{payload}"),
        ] {
            let blocks = markup::native::read_html(&html, &*BASE);
            let addresses = invariants::judge_blocks(&blocks);
            let addresses = addresses.unwrap_or_else(|broken| panic!("{vector:?}: {broken}"));
            assert_eq!(addresses, written_addresses(&blocks), "{vector:?}");
        }
        hold(invariants::judge_blocks(&markup::read_text(&payload)));
    }
}

#[test]
fn no_payload_gets_through_a_field() {
    for vector in corpus::own().into_iter().chain(corpus::shared()) {
        let payload = vector.payload(ORIGIN);
        let document = json!({
            "title": payload, "home_page_url": payload, "feed_url": payload, "icon": payload,
            "favicon": payload, "next_url": payload, "language": payload,
            "authors": [{"name": payload, "url": payload, "avatar": payload}, payload],
            "items": [{
                "id": 1, "url": payload, "external_url": payload, "title": payload,
                "summary": payload, "image": payload, "banner_image": payload,
                "content_html": payload, "content_text": payload, "language": payload,
                "authors": [{"name": payload, "url": payload, "avatar": payload}],
                "tags": [payload], "date_published": payload, "date_modified": payload,
                "attachments": [{"url": payload, "mime_type": "image/png", "title": payload}],
                "_newsstand": {"story": payload, "section": payload, "article_url": payload,
                    "related": [payload], "priority": payload},
            }, {
                "id": payload, "external_url": payload, "banner_image": payload,
                "content_text": payload, "author": payload,
            }, {
                "id": 2, "attachments": [{"url": payload, "mime_type": "image/png"}],
                "author": {"name": payload, "url": payload},
            }],
        });
        let Some(Document::Feed(feed)) = judge(&document.to_string()) else {
            panic!("{vector:?}");
        };
        // Texts stay texts, whatever they look like.
        let article = &feed.articles[0];
        assert_eq!(article.title, one_line(&payload), "{vector:?}");
        let summary = article.summary.clone().unwrap_or_default();
        assert_eq!(summary, one_line(&payload), "{vector:?}");
        if let Body::Html(html) = &article.body {
            assert_eq!(*html, payload, "a body is read when the article is opened");
        }
        let stand = json!({
            "newsstand": 1, "title": payload, "home_page_url": payload, "icon": payload,
            "follow": [{"name": payload, "url": payload}],
            "editions": [
                {"language": "en", "country": payload, "feed": payload},
                {"language": payload, "country": "ES", "feed": "en.json"},
                {"language": "fr", "feed": "fr.json"},
            ],
        });
        assert!(judge(&stand.to_string()).is_some(), "{vector:?}");
    }
}

#[test]
fn candidates_are_drawn_as_a_browser_reads_them() {
    let set = "a.png 1.5w, b.png 1.1.1x, c.png .5x, d.png 1.x, e.png 0w, f.png -1x, g.png 1e3x, \
        h.png 99999999999w, i.png NaNx, j.png 2, k.png 1h, l,\u{1} 3x, m.png 640w, n.png 1.5x, o.png";
    let html = format!("<img src=z.png srcset=\"{set}\" alt=x>");
    let blocks = markup::native::read_html(&html, &*BASE);
    let [Block::Image { image, .. }] = blocks.as_slice() else {
        panic!("{blocks:?}");
    };
    let drawn: Vec<String> = image
        .candidates
        .iter()
        .map(|(source, descriptor)| {
            [source.as_str().rsplit('/').next().unwrap(), descriptor].join(" ")
        })
        .collect();
    assert_eq!(drawn, ["m.png 640w", "n.png 1.5x", "o.png "]);
}
