//! Property tests: whatever is written, what is read keeps its promises.

use crate::{BASE, hold, invariants, judge};
use newsstand::{
    locale, markup,
    model::{Block, Inline, Timestamp},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

/// Elements that hold words, whatever stands around them.
const HOLDERS: [&str; 40] = [
    "p",
    "div",
    "b",
    "i",
    "em",
    "strong",
    "span",
    "blockquote",
    "ul",
    "li",
    "ol",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "h1",
    "h3",
    "h6",
    "section",
    "article",
    "aside",
    "q",
    "cite",
    "code",
    "sup",
    "sub",
    "bdi",
    "details",
    "summary",
    "center",
    "font",
    "x-unknown",
    "address",
    "footer",
    "mark",
    "small",
    "u",
    "label",
    "kbd",
];

/// Tokens of which almost-HTML is made.
const TOKENS: [&str; 64] = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=x>",
    "<a href='javascript:hurt()'>",
    "</a>",
    "<ul>",
    "<ol start=9>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td colspan=2000 rowspan=-1>",
    "<th>",
    "<caption>",
    "</table>",
    "<blockquote>",
    "<cite>",
    "<footer>",
    "</blockquote>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<img src=x alt=y>",
    "<img srcset='a 1x, b 2x'>",
    "<img data-src=javascript:x width=600 height=400>",
    "<picture>",
    "<source srcset='c, d 1.5x' type=image/avif>",
    "</picture>",
    "<iframe src=//e.example/>",
    "</iframe>",
    "<video>",
    "<object data=x>",
    "</object>",
    "<svg>",
    "<foreignObject>",
    "</svg>",
    "<math>",
    "<mtext>",
    "<mglyph>",
    "</math>",
    "<style>",
    "</style>",
    "<script>",
    "</script>",
    "<title>",
    "<textarea>",
    "<noscript>",
    "<template>",
    "<select>",
    "<option>",
    "<form>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<br>",
    "<hr>",
    "<pre>",
    "<h2 lang=zh-hant dir=rtl>",
    "</h2>",
    " words ",
    "\u{a0}&lt;\u{202e}",
];

fn markup_of_tokens() -> impl Strategy<Value = String> {
    vec(select(&TOKENS[..]), 0..60).prop_map(|tokens| tokens.concat())
}

/// Well-formed HTML: words, in elements that hold words.
fn sound_markup() -> impl Strategy<Value = String> {
    let leaf = select(vec![
        "w{} ",
        "w{}<br>",
        "w{}<hr>",
        " w{}\n",
        "w{}<!-- x -->",
    ]);
    leaf.prop_map(str::to_owned)
        .prop_recursive(5, 48, 6, |inner| {
            (select(&HOLDERS[..]), vec(inner, 1..6))
                .prop_map(|(name, children)| format!("<{name}>{}</{name}>", children.concat()))
        })
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        select(vec![
            "1",
            "https://example.org/",
            "javascript:hurt()",
            "//x",
            "<p>x",
            "2026-11-22",
            "image/png",
            "en"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let names = select(vec![
            "items",
            "id",
            "url",
            "title",
            "summary",
            "content_html",
            "content_text",
            "image",
            "authors",
            "author",
            "name",
            "tags",
            "language",
            "attachments",
            "mime_type",
            "_newsstand",
            "related",
            "priority",
            "article_url",
            "story",
            "section",
            "editions",
            "feed",
            "country",
            "newsstand",
            "next_url",
            "icon",
            "follow",
            "home_page_url",
            "date_published",
            "__proto__",
            "rendered",
        ]);
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((names, inner), 0..8).prop_map(|members| {
                members
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect::<serde_json::Map<_, _>>()
                    .into()
            }),
        ]
    })
}

/// All words of blocks, with the marks of quotes and lists left out.
fn words(blocks: &[Block]) -> String {
    format!("{blocks:?}")
}

proptest! {
    #[test]
    fn any_text_is_read_as_markup(html in "\\PC{0,200}") {
        hold(invariants::judge_blocks(&markup::native::read_html(&html, &*BASE)));
    }

    #[test]
    fn any_characters_are_read_as_markup(html in any::<String>()) {
        hold(invariants::judge_blocks(&markup::native::read_html(&html, &*BASE)));
        hold(invariants::judge_blocks(&markup::read_text(&html)));
    }

    #[test]
    fn any_tokens_are_read_as_markup(html in markup_of_tokens()) {
        hold(invariants::judge_blocks(&markup::native::read_html(&html, &*BASE)));
    }

    #[test]
    fn no_word_is_lost(html in sound_markup()) {
        // Each word gets a number, so that none is mistaken for another.
        let mut count = 0;
        let mut numbered = String::new();
        for part in html.split_inclusive("w{}") {
            numbered.push_str(&part.replace("{}", &format!("{count}x")));
            count += usize::from(part.ends_with("{}"));
        }
        let blocks = markup::native::read_html(&numbered, &*BASE);
        hold(invariants::judge_blocks(&blocks));
        let read = words(&blocks);
        for number in 0..count {
            prop_assert!(holds_word(&read, number), "w{}x of {}\nin {}", number, numbered, read);
        }
    }

    #[test]
    fn a_text_in_a_paragraph_comes_back(text in "[a-zA-Zé漢\u{202e}<>&\"' ]{1,60}") {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let blocks = markup::native::read_html(&format!("<p>{escaped}</p>"), &*BASE);
        let expected = newsstand::model::one_line(&text);
        match blocks.as_slice() {
            [] => prop_assert!(expected.is_empty()),
            [Block::Paragraph(content)] => {
                prop_assert_eq!(content, &vec![Inline::Text(expected)]);
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn any_set_of_candidates_is_read(set in "([a-z,.:/\u{1} \t%#?-]{0,12}( [0-9.]{0,5}[wxh]?)?,?){0,6}") {
        let html = format!("<img srcset=\"{set}\" alt=x><picture><source srcset=\"{set}\"><img alt=y></picture>");
        hold(invariants::judge_blocks(&markup::native::read_html(&html, &*BASE)));
    }

    #[test]
    fn any_json_is_read(document in any_json()) {
        judge(&document.to_string());
    }

    #[test]
    fn any_items_are_read(items in vec(any_json(), 0..4), sound in 0usize..4) {
        let mut items = items;
        items.insert(sound.min(items.len()), json!({"id": "sound", "title": "Sound"}));
        let document = judge(&json!({ "items": items }).to_string());
        let read = format!("{document:?}");
        prop_assert!(read.contains("\"sound\""));
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        judge(&text);
    }

    #[test]
    fn any_date_is_within_range(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-5][0-9](:[0-6][0-9])?(\\.[0-9]{0,4})?(Z|[+-][0-2][0-9]:?[0-5][0-9])?)?") {
        if let Some(moment) = Timestamp::parse(&text) {
            hold(invariants::judge_moment(moment));
        }
    }

    #[test]
    fn any_tag_is_canonical_or_none(tag in "[a-zA-Z0-9_-]{0,24}") {
        if let Some(tag) = locale::canonical_tag(&tag) {
            hold(invariants::judge_tag(&tag));
        }
    }
}

/// Numbers may be raised or lowered.
fn holds_word(read: &str, number: usize) -> bool {
    let plain = format!("w{number}x");
    let written = |digits: &str| {
        let digits: Vec<char> = digits.chars().collect();
        let shifted = number
            .to_string()
            .bytes()
            .map(|digit| digits[usize::from(digit - b'0')])
            .collect::<String>();
        format!("w{shifted}x")
    };
    read.contains(&plain)
        || read.contains(&written("⁰¹²³⁴⁵⁶⁷⁸⁹"))
        || read.contains(&written("₀₁₂₃₄₅₆₇₈₉"))
}
