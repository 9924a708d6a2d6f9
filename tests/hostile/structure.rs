//! Documents whose shape is the attack: what is sound in them is read, the rest costs only itself.

use crate::{BASE, hold, invariants, judge, read, read_article};
use newsstand::{
    feed::{Document, FeedError},
    markup,
    model::Feed,
};
use serde_json::{Value, json};

/// Deeper than anybody writes.
const LEVELS: usize = 10_000;

/// One of each type, and the ends of their ranges.
fn values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(1e308),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(5e-324),
        json!(""),
        json!("\u{0}"),
        json!("words"),
        json!([]),
        json!({}),
        json!([[[[]]]]),
        json!([null, 1, "x", {"url": 1}, {"name": {}}]),
        json!({"url": {"url": "x"}, "name": ["x"], "__proto__": {"url": "javascript:hurt()"}}),
    ]
}

fn feed_of(document: &str) -> Feed {
    match judge(document) {
        Some(Document::Feed(feed)) => feed,
        other => panic!("{other:?}"),
    }
}

fn sound_item() -> Value {
    json!({"id": "sound", "title": "Sound", "content_html": "<p>words</p>"})
}

#[test]
fn a_field_of_the_wrong_type_costs_that_field() {
    let fields = "url external_url title content_html content_text summary image banner_image \
        date_published date_modified authors author tags language attachments _newsstand";
    for name in fields.split_ascii_whitespace() {
        for value in values() {
            let mut item = json!({"id": "1", name: value});
            item["_microblog"] = value.clone();
            let feed = feed_of(&json!({"items": [item, sound_item()]}).to_string());
            assert_eq!(feed.articles.len(), 2, "{name}: {value}");
            assert_eq!(feed.articles[1].title, "Sound", "{name}: {value}");
        }
    }
    for name in "story section related article_url priority".split(' ') {
        for value in values() {
            let item = json!({"id": "1", "title": "Still here", "_newsstand": {name: value}});
            let feed = feed_of(&json!({"items": [item]}).to_string());
            assert_eq!(feed.articles[0].title, "Still here", "{name}: {value}");
        }
    }
    for name in "version title home_page_url feed_url icon favicon language authors next_url hubs"
        .split(' ')
    {
        for value in values() {
            let feed = feed_of(&json!({name: value, "items": [sound_item()]}).to_string());
            assert_eq!(feed.articles.len(), 1, "{name}: {value}");
        }
    }
}

#[test]
fn an_item_of_the_wrong_type_costs_that_item() {
    for value in values() {
        let feed = feed_of(&json!({"items": [value, sound_item(), {"id": value}]}).to_string());
        assert!(
            feed.articles.iter().any(|article| article.id == "sound"),
            "{value}"
        );
    }
}

#[test]
fn a_document_of_another_type_is_refused_with_a_sentence() {
    for value in values() {
        let refusals = [
            read(&value.to_string()).err(),
            read(&json!({"items": value}).to_string()).err(),
            read(&json!({"newsstand": 1, "editions": value}).to_string()).err(),
        ];
        for refusal in refusals {
            assert!(
                !refusal.expect("nothing to show").to_string().is_empty(),
                "{value}"
            );
        }
    }
}

#[test]
fn ten_thousand_levels_of_json_are_refused_or_read() {
    for (open, close) in [
        ("[", "]"),
        ("{\"items\":[", "]}"),
        ("{\"items\":[{\"_newsstand\":", "}]}"),
    ] {
        let closed = [open.repeat(LEVELS), close.repeat(LEVELS)].concat();
        judge(&closed);
        judge(&open.repeat(LEVELS));
        // Sound items beside what is too deep for the parser are lost with it outside a browser;
        // that it ends with a sentence is what counts.
        judge(&format!("{{\"items\":[{{\"id\":1}}],\"x\":{closed}}}"));
    }
}

#[test]
fn ten_thousand_levels_of_html_keep_their_words() {
    // The parser's own time grows with the square of the levels where an element looks for others
    // above it; in a debug build that is minutes, so most of them are less deep.
    let deep = "<span> <svg><g>".split_ascii_whitespace();
    let rest = "<div> <ul><li> <blockquote> <b> <p><b> <i><a&x> <table><tr><td> <svg><foreignObject> <math><mtext> \
        <select><option> <button> <details> <ruby><rt> <object> <font> <a&x><table> <figure> <dl><dd> \
        <noscript> <q> <pre> <h1> <bdi> <sup>";
    let rest = rest.split_ascii_whitespace();
    let openings = deep.map(|opening| (opening, LEVELS));
    for (opening, levels) in openings.chain(rest.map(|opening| (opening, LEVELS / 20))) {
        let opening = opening.replace("<a&x>", "<a href=x>");
        let html = [&opening.repeat(levels), "innermost", "<p>after"].concat();
        let blocks = markup::native::read_html(&html, &*BASE);
        hold(invariants::judge_blocks(&blocks));
        assert!(format!("{blocks:?}").contains("innermost"), "{opening}");
    }
}

#[test]
fn a_hundred_thousand_items_are_read() {
    let items: Vec<Value> = (0..100_000)
        .map(|id| json!({"id": id, "title": "x"}))
        .collect();
    let feed = feed_of(&json!({ "items": items }).to_string());
    assert_eq!(feed.articles.len(), 100_000);
}

#[test]
fn the_first_of_several_items_of_one_id_is_taken() {
    let items = json!([
        {"id": "1", "title": "first"}, {"id": 1, "title": "second"}, {"id": 1.0, "title": "third"},
        {"id": " 1 ", "title": "fourth"}, {"id": "2", "title": "other"},
    ]);
    let feed = feed_of(&json!({ "items": items }).to_string());
    let titles: Vec<_> = feed
        .articles
        .iter()
        .map(|article| article.title.as_str())
        .collect();
    assert_eq!(titles, ["first", "other"]);
}

#[test]
fn names_of_prototypes_are_names_like_any_other() {
    let names = [
        "__proto__",
        "constructor",
        "prototype",
        "hasOwnProperty",
        "toString",
    ];
    let items: Vec<Value> = names.map(|name| json!({"id": name, "title": name})).into();
    let mut document = json!({ "items": items });
    for name in names {
        document[name] = json!({"title": "polluted", "url": "https://example.org/polluted"});
    }
    let feed = feed_of(&document.to_string());
    let ids: Vec<_> = feed
        .articles
        .iter()
        .map(|article| article.id.as_str())
        .collect();
    assert_eq!(ids, names);
    assert_eq!(feed.title, "");
    assert!(feed.articles.iter().all(|article| article.url.is_none()));
}

#[test]
fn a_member_that_is_there_twice_is_one_of_both() {
    let feed = feed_of(
        r#"{"items":[{"id":"1","id":"2","title":"a","title":{"x":1},"url":"javascript:x","url":"/b"}]}"#,
    );
    assert_eq!(feed.articles.len(), 1);
    assert!(["1", "2"].contains(&feed.articles[0].id.as_str()));
}

#[test]
fn numbers_beyond_range_are_no_numbers() {
    for number in [
        "1e999",
        "-1e999",
        "1e-999",
        "123456789012345678901234567890",
        "-0",
        "0.1e1",
        "9007199254740993",
    ] {
        let text = format!(
            r#"{{"items":[{{"id":{number}}},{{"id":"sound","_newsstand":{{"priority":{number}}},"date_published":{number}}}]}}"#
        );
        // A parser may refuse the whole document over such a number, as serde_json does.
        match read(&text) {
            Ok(Document::Feed(feed)) => {
                let sound = feed.articles.iter().filter(|one| one.id == "sound");
                assert_eq!(sound.count(), 1, "{number}");
            }
            Err(FeedError::Unreadable { .. }) => {}
            other => panic!("{number}: {other:?}"),
        }
        judge(&text);
    }
}

#[test]
fn lone_surrogates_are_refused_or_replaced() {
    for lone in [
        r"\ud800",
        r"\udfff",
        r"\ud800\ud800",
        r"\udc00\ud800",
        r"\ud83d words",
    ] {
        let text = format!(
            r#"{{"items":[{{"id":"{lone}","title":"{lone}","content_html":"<p title='{lone}'>{lone}"}},{{"id":1}}]}}"#
        );
        judge(&text);
    }
}

#[test]
fn a_document_that_is_cut_off_anywhere_is_refused() {
    let whole =
        json!({"title": "é", "items": [sound_item(), {"id": 1, "tags": ["a", 2.5e3, null]}]})
            .to_string();
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        assert!(judge(&whole[..end]).is_none(), "{}", &whole[..end]);
        let article = read_article(&whole[..end]);
        assert!(article.is_err(), "{}", &whole[..end]);
    }
}

#[test]
fn an_articles_own_document_keeps_the_promises_too() {
    for value in values() {
        for document in [
            value.clone(),
            json!({"items": [value]}),
            json!({"items": [value, {"id": "1", "content_html": value, "title": "x"}]}),
            json!({"title": value, "content_html": "<a href='javascript:x'>x</a>", "url": value}),
        ] {
            let text = document.to_string();
            match read_article(&text) {
                Ok(article) => drop(hold(invariants::judge_article(&article))),
                Err(refusal) => assert!(!refusal.to_string().is_empty()),
            }
        }
    }
}
