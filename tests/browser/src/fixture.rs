//! The stand that the scenarios read: six editions, made up for the tests.
//!
//! | edition | stories |
//! | --- | --- |
//! | en/ES | ten, among them `harbour` with every kind of block and `tram` with a document of its own |
//! | en/US | three |
//! | es/MX | `harbour`, `ferry`, `lighthouse`, `bakery` |
//! | fr/FR | `harbour`, `ferry`, `museum` |
//! | ar/EG | `harbour` and six more, enough to scroll a carousel |
//! | ja/JP | `orchard`, `museum`: no `harbour` |
//!
//! The id of an article is its story, after the language where that is not English.

use serde_json::{Value, json};

use crate::page::{Query, role};
use crate::{Reply, Site};

/// The name of the publication.
pub const BRAND: &str = "The Tidewater Post";

/// The headline of the story with every kind of block, in English.
pub const HARBOUR: &str = "Harbour reopens after the winter storm";

/// A story of an edition: its name, its headline, its section and its tags.
type Story = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const EN_ES: [Story; 10] = [
    ("harbour", HARBOUR, "City", &["harbour", "storm"]),
    (
        "orchard",
        "An orchard that outlived its village",
        "Country",
        &["trees"],
    ),
    (
        "ferry",
        "The night ferry gets a second boat",
        "City",
        &["harbour", "transport"],
    ),
    (
        "tram",
        "Tram line nine turns a hundred",
        "City",
        &["transport"],
    ),
    (
        "lighthouse",
        "Keepers of the last lit lighthouse",
        "City",
        &["harbour"],
    ),
    (
        "library",
        "The library that lends tools",
        "Culture",
        &["books"],
    ),
    (
        "bakery",
        "Why the corner bakery opens at four",
        "City",
        &["bread"],
    ),
    (
        "museum",
        "A museum moves without closing a day",
        "Culture",
        &["art"],
    ),
    (
        "river",
        "Reading the river by its colours",
        "Country",
        &["water"],
    ),
    (
        "observatory",
        "Open nights at the old observatory",
        "Science",
        &["stars"],
    ),
];
const EN_US: [Story; 3] = [
    (
        "prairie",
        "Prairie grass returns to the rail yard",
        "Country",
        &["plants"],
    ),
    (
        "bridge",
        "The drawbridge that learned to sing",
        "City",
        &["transport"],
    ),
    (
        "diner",
        "Last orders at the all-night diner",
        "City",
        &["bread"],
    ),
];
const ES_MX: [Story; 4] = [
    (
        "harbour",
        "El puerto reabre tras la tormenta de invierno",
        "Ciudad",
        &["puerto", "tormenta"],
    ),
    (
        "ferry",
        "El transbordador nocturno tendrá otro barco",
        "Ciudad",
        &["puerto"],
    ),
    (
        "lighthouse",
        "Los guardianes del último faro encendido",
        "Ciudad",
        &["puerto"],
    ),
    (
        "bakery",
        "Por qué la panadería abre a las cuatro",
        "Ciudad",
        &["pan"],
    ),
];
const FR_FR: [Story; 3] = [
    (
        "harbour",
        "Le port rouvre après la tempête d’hiver",
        "Ville",
        &["port", "tempête"],
    ),
    (
        "ferry",
        "Un deuxième bateau pour le bac de nuit",
        "Ville",
        &["port"],
    ),
    (
        "museum",
        "Un musée déménage sans fermer un jour",
        "Culture",
        &["art"],
    ),
];
const AR_EG: [Story; 7] = [
    (
        "harbour",
        "الميناء يعود إلى العمل بعد عاصفة الشتاء",
        "المدينة",
        &["ميناء", "عاصفة"],
    ),
    ("ferry", "قارب ثان لعبّارة الليل", "المدينة", &["ميناء"]),
    ("lighthouse", "حراس آخر منارة مضاءة", "المدينة", &["ميناء"]),
    (
        "bakery",
        "لماذا يفتح المخبز في الرابعة فجرا",
        "المدينة",
        &["خبز"],
    ),
    ("tram", "خط الترام التاسع يبلغ المئة", "المدينة", &["نقل"]),
    ("museum", "متحف ينتقل دون أن يغلق يوما", "المدينة", &["فن"]),
    ("river", "قراءة النهر من ألوانه", "المدينة", &["ماء"]),
];
const JA_JP: [Story; 2] = [
    ("orchard", "村より長く生きた果樹園", "地方", &["木"]),
    ("museum", "一日も閉めずに引っ越す博物館", "文化", &["美術"]),
];

const EDITIONS: [(&str, &str, &[Story]); 6] = [
    ("en", "ES", &EN_ES),
    ("en", "US", &EN_US),
    ("es", "MX", &ES_MX),
    ("fr", "FR", &FR_FR),
    ("ar", "EG", &AR_EG),
    ("ja", "JP", &JA_JP),
];

/// Puts the whole stand on a site: `/stand.json`, `/feeds/…`, `/articles/…`, `/pictures/…`, and the
/// publisher's pages below `/news/`.
pub fn lay_out(site: &Site) {
    site.serve("/stand.json", Reply::json(&stand()));
    for (language, country, _) in EDITIONS {
        let path = format!("/feeds/{language}-{country}.json");
        site.serve(&path, Reply::json(&feed(language, country)));
    }
    site.serve("/articles/tram.json", Reply::json(&tram_document()));
    site.serve("/pictures/logo.svg", Reply::svg(drawing("#a4161a")));
    site.serve("/pictures/harbour.svg", Reply::svg(drawing("#28536b")));
    let news = "<!doctype html><title>The publisher</title><h1>The publisher's own page</h1>";
    for path in EN_ES
        .iter()
        .map(|(story, ..)| format!("/news/en/{story}"))
        .chain(["/news".to_owned()])
    {
        site.serve(&path, Reply::html(news));
    }
}

/// The manifest.
pub fn stand() -> Value {
    let editions: Vec<_> = EDITIONS
        .iter()
        .map(|(language, country, _)| {
            json!({ "language": language, "country": country, "feed": format!("feeds/{language}-{country}.json") })
        })
        .collect();
    json!({
        "newsstand": 1,
        "title": BRAND,
        "home_page_url": "/news",
        "icon": "pictures/logo.svg",
        "follow": [{ "name": "Tidewater Social", "url": "https://social.example/tidewater" }],
        "editions": editions,
    })
}

/// The feed of an edition; one without articles where there is no such edition.
pub fn feed(language: &str, country: &str) -> Value {
    let edition = EDITIONS
        .iter()
        .find(|edition| (edition.0, edition.1) == (language, country));
    let stories = edition.map(|edition| edition.2).unwrap_or_default();
    let items: Vec<_> = stories
        .iter()
        .enumerate()
        .map(|(place, story)| item(language, place, story))
        .collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": BRAND,
        "home_page_url": "/news",
        "language": language,
        "items": items,
    })
}

/// The id of a story's article.
pub fn id(language: &str, story: &str) -> String {
    match language {
        "en" => story.to_owned(),
        _ => format!("{language}-{story}"),
    }
}

/// The headline of a story in an edition; empty where the edition does not have it.
pub fn title(language: &str, country: &str, story: &str) -> &'static str {
    let edition = EDITIONS
        .iter()
        .find(|edition| (edition.0, edition.1) == (language, country));
    let found = edition.and_then(|edition| edition.2.iter().find(|candidate| candidate.0 == story));
    found.map(|found| found.1).unwrap_or_default()
}

/// The link of a story's headline on the front, in en/ES.
pub fn headline(story: &str) -> Query {
    headline_in("en", "ES", story)
}

/// The link of a story's headline on the front of an edition.
pub fn headline_in(language: &str, country: &str, story: &str) -> Query {
    role("link")
        .naming(title(language, country, story))
        .inside(&role("feed"))
}

/// The headline of the open article.
pub fn open_headline(title: &str) -> Query {
    role("heading")
        .level(1)
        .named(title)
        .inside(&role("article"))
}

fn item(language: &str, place: usize, story: &Story) -> Value {
    let (name, title, section, tags) = *story;
    let mut item = json!({
        "id": id(language, name),
        // Relative to the feed, as any reference in it.
        "url": format!("../news/{language}/{name}"),
        "title": title,
        "date_published": format!("2026-03-{:02}T08:00:00Z", 20 - place),
        "authors": [{ "name": "Ana Ruiz" }],
        "tags": tags,
        "content_html": format!("<p>{title}.</p><p>A second paragraph of <strong>{name}</strong>.</p>"),
        "_newsstand": { "story": name, "section": section },
    });
    // Cards come with and without a picture.
    if !matches!(name, "library" | "river") {
        item["image"] = json!("../pictures/harbour.svg");
    }
    match (language, name) {
        (_, "harbour") => {
            item["summary"] = json!("The first boats went out at dawn.");
            if language == "en" {
                item["content_html"] = json!(EVERY_BLOCK);
            }
            item["_newsstand"]["related"] = json!([
                id(language, "lighthouse"),
                id(language, "ferry"),
                id(language, "harbour")
            ]);
            item["_newsstand"]["priority"] = json!(10);
        }
        ("en", "tram") => {
            item["content_html"] = Value::Null;
            item["summary"] = json!("What the summary of the tram says.");
            item["_newsstand"]["article_url"] = json!("../articles/tram.json");
        }
        ("en", "lighthouse") => {
            item["content_html"] = Value::Null;
            item["content_text"] =
                json!("The first paragraph in plain text: 3 < 4.\n\nThe second one.");
        }
        _ => {}
    }
    item
}

/// One of each kind of block, and things that must not survive.
const EVERY_BLOCK: &str = r#"
<p>The harbour is <strong>open again</strong>, <em>at last</em>: see <a href="../news/en/ferry">the ferry</a>.</p>
<h2>What the storm left</h2>
<p>First line<br>second line, measured with <code>tide --now</code>.</p>
<ul><li>Two cranes</li><li>One pier</li></ul>
<ol start="3"><li>Third step</li><li>Fourth step</li></ol>
<blockquote><p>We counted every boat, and every boat was there.</p><cite>Marta Gil, harbour master</cite></blockquote>
<figure><img src="../pictures/harbour.svg" alt="Boats in the morning" width="600" height="400"><figcaption>The first boats leave.</figcaption></figure>
<table><caption>Boats by quay</caption><tr><th>Quay</th><th>Boats</th></tr><tr><td>North</td><td>12</td></tr></table>
<pre><code>north: 12
south: 9</code></pre>
<iframe src="https://video.example/embed/1" title="The harbour from above"></iframe>
<hr>
<p onclick="window.__hurt = 1">Last words<script>window.__hurt = 2</script><img src="x:" onerror="window.__hurt = 3">.</p>
"#;

/// The document that `tram` names as its `article_url`.
pub fn tram_document() -> Value {
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": BRAND,
        "language": "en",
        "items": [{
            "id": "tram",
            "title": "Tram line nine turns a hundred",
            "content_html": "<p>The whole story of line nine.</p><img src=\"../pictures/harbour.svg\" alt=\"The depot\">",
        }],
    })
}

fn drawing(colour: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="{colour}"/></svg>"#
    )
}
