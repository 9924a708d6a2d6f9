//! Hostile payloads: a list of our own, what a small grammar makes of it, and the shared corpus
//! where that is there. Used by the tests of this folder and by those in browsers.

#![allow(clippy::expect_used)] // a corpus that cannot be read fails its tests

use serde_json::Value;
use std::{env, fs, path::PathBuf};

/// What a payload writes where it means the site that serves it.
const ORIGIN: &str = "{origin}";

/// The schemes that run or embed something.
const SCHEMES: [(&str, &str); 5] = [
    ("javascript", "hurt()"),
    ("data", "text/html,<script>parent.hurt()</script>"),
    ("vbscript", "hurt()"),
    ("blob", "{origin}/0b1c2d3e"),
    ("filesystem", "{origin}/temporary/x.html"),
];

/// How the name of a scheme is written so that a filter might not know it again.
const SPELLINGS: [(&str, Spell); 12] = [
    ("as it is", |scheme| [scheme, ":"].concat()),
    ("in capitals", |scheme| {
        [&scheme.to_ascii_uppercase(), ":"].concat()
    }),
    ("in mixed case", |scheme| {
        let mixed = scheme.char_indices().map(|(index, c)| match index % 2 {
            0 => c.to_ascii_uppercase(),
            _ => c,
        });
        mixed.chain([':']).collect()
    }),
    ("after spaces", |scheme| ["  ", scheme, ":"].concat()),
    ("after a control character", |scheme| {
        ["\u{1}", scheme, ":"].concat()
    }),
    ("with a tab inside", |scheme| spread(scheme, "\t")),
    ("with a line feed inside", |scheme| spread(scheme, "\n")),
    ("with a return inside", |scheme| spread(scheme, "\r")),
    ("with an entity inside", |scheme| spread(scheme, "&Tab;")),
    ("in decimal entities", |scheme| {
        entities(scheme, |code| format!("&#{code:07}"))
    }),
    ("in hexadecimal entities", |scheme| {
        entities(scheme, |code| format!("&#x{code:X};"))
    }),
    ("with an entity for its colon", |scheme| {
        [scheme, "&colon;"].concat()
    }),
];

/// Writes the name of a scheme, and its colon.
type Spell = fn(&str) -> String;

/// Where an address stands; `{}` is the address. The first is the address alone.
const PLACES: [(&str, &str); 16] = [
    ("alone", "{}"),
    ("in a link", r#"<a href="{}">words</a>"#),
    ("in a picture", r#"<img src="{}" alt="picture">"#),
    (
        "in a picture that waits",
        r#"<img data-src="{}" data-srcset="{} 1x" alt="picture">"#,
    ),
    (
        "in a set of pictures",
        r#"<picture><source srcset="{} 1x"><img srcset="{} 2x" alt="picture"></picture>"#,
    ),
    ("in a frame", r#"<iframe src="{}" title="frame"></iframe>"#),
    (
        "in a frame that waits",
        r#"<iframe data-src="{}"></iframe>"#,
    ),
    (
        "in a film",
        r#"<video src="{}" poster="{}"><source src="{}"></video>"#,
    ),
    ("in an embed", r#"<embed src="{}">"#),
    ("in an object", r#"<object data="{}">words</object>"#),
    (
        "in a form",
        r#"<form action="{}"><button formaction="{}">press</button></form>"#,
    ),
    (
        "in an area",
        r#"<map name="m"><area href="{}" alt="area"></map>"#,
    ),
    (
        "in a drawing",
        r#"<svg><a href="{}" xlink:href="{}"><text>words</text></a><image href="{}"/></svg>"#,
    ),
    (
        "in a formula",
        r#"<math href="{}"><mi xlink:href="{}">x</mi></math>"#,
    ),
    (
        "in a quote",
        r#"<blockquote cite="{}">words<cite><a href="{}">who</a></cite></blockquote><del cite="{}">old</del>"#,
    ),
    ("in a base", r#"<base href="{}"><a href="x">words</a>"#),
];

/// A payload and what it tries.
#[derive(Clone, Debug)]
pub struct Vector {
    /// What it tries; `shared` for what is not of our own.
    pub class: String,
    /// What is special about it.
    pub title: String,
    /// Markup, an address or words; `{origin}` is the site that serves it.
    payload: String,
}

impl Vector {
    /// The payload, served by `origin`.
    pub fn payload(&self, origin: &str) -> String {
        self.payload.replace(ORIGIN, origin)
    }

    /// True for an address that stands alone, so for what is meant for a field of that type.
    pub fn is_address(&self) -> bool {
        self.class == "scheme" && !self.payload.contains('<') || self.payload.starts_with("data:")
    }
}

/// The list that was made by hand: `tests/fixtures/hostile.json`.
pub fn hand_made() -> Vec<Vector> {
    vectors(include_str!("../fixtures/hostile.json"), "")
}

/// Every scheme, in every spelling, in every place; and what is only long.
pub fn generated() -> Vec<Vector> {
    let mut vectors = Vec::new();
    for (place_index, (place, markup)) in PLACES.iter().enumerate() {
        for (spelling_index, (spelling, spell)) in SPELLINGS.iter().enumerate() {
            // The schemes take turns: each meets each spelling and each place.
            let (scheme, rest) = SCHEMES[(place_index + spelling_index) % SCHEMES.len()];
            let address = [&spell(scheme), rest].concat();
            let address = match place_index {
                0 => address,
                _ => address.replace('"', "&quot;"),
            };
            vectors.push(Vector {
                class: "scheme".to_owned(),
                title: format!("{scheme}, {spelling}, {place}"),
                payload: markup.replace("{}", &address),
            });
        }
    }
    let candidates: Vec<String> = (1..200)
        .map(|width| format!("{ORIGIN}/shown/{width}.png {width}w"))
        .collect();
    let long = [
        (
            "scheme",
            "An address of ten thousand characters",
            format!("https://127.0.0.1:9/{}", "a".repeat(10_000)),
        ),
        (
            "link",
            "A link of a thousand spaces",
            format!(
                "<a href=\"{}javascript:hurt()\">words</a>",
                " ".repeat(1000)
            ),
        ),
        (
            "srcset",
            "Two hundred candidates",
            format!("<img alt=\"many\" srcset=\"{}\">", candidates.join(", ")),
        ),
        (
            "mutation",
            "Five hundred elements inside each other",
            format!("{}words<img src=x onerror=hurt()>", "<div><b>".repeat(250)),
        ),
        (
            "namespace",
            "Five hundred drawings inside each other",
            format!("{}words<script>hurt()</script>", "<svg><g>".repeat(250)),
        ),
        (
            "handler",
            "Five hundred handlers",
            format!("<p {}>words</p>", "onclick=hurt() ".repeat(500)),
        ),
        ("bidi", "A thousand overrides", "\u{202e}x".repeat(1000)),
        ("json", "A thousand brackets", "[{\"a\":".repeat(1000)),
    ];
    vectors.extend(long.map(|(class, title, payload)| Vector {
        class: class.to_owned(),
        title: title.to_owned(),
        payload,
    }));
    vectors
}

/// Everything of our own, each payload once.
pub fn own() -> Vec<Vector> {
    let mut vectors = hand_made();
    for vector in generated() {
        if !vectors.iter().any(|known| known.payload == vector.payload) {
            vectors.push(vector);
        }
    }
    vectors
}

/// The shared corpus; empty where the folder is not there (`NEWSSTAND_CORPORA`, else
/// `../shared/corpora` beside the project).
pub fn shared() -> Vec<Vector> {
    let folder = match env::var_os("NEWSSTAND_CORPORA") {
        Some(folder) => folder.into(),
        None => project().join("../shared/corpora"),
    };
    let text = fs::read_to_string(folder.join("hostile-html.json"));
    text.map_or_else(|_| Vec::new(), |text| vectors(&text, "shared"))
}

/// The project's folder, whichever of its packages asks.
fn project() -> PathBuf {
    let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let root = package
        .ancestors()
        .find(|folder| folder.join("tools.toml").is_file());
    root.unwrap_or(&package).to_owned()
}

fn vectors(json: &str, class: &str) -> Vec<Vector> {
    let entries: Vec<Value> = serde_json::from_str(json).expect("a corpus is an array");
    let text = |entry: &Value, name: &str| entry[name].as_str().map(str::to_owned);
    let vector = |entry: &Value| Vector {
        class: text(entry, "class").unwrap_or_else(|| class.to_owned()),
        title: text(entry, "title").unwrap_or_default(),
        payload: text(entry, "payload").expect("a vector has a payload"),
    };
    entries.iter().map(vector).collect()
}

fn spread(scheme: &str, between: &str) -> String {
    let (before, after) = scheme.split_at(scheme.len() / 2);
    [before, between, after, ":"].concat()
}

fn entities(scheme: &str, entity: impl Fn(u32) -> String) -> String {
    scheme
        .chars()
        .chain([':'])
        .map(|c| entity(u32::from(c)))
        .collect()
}
