//! What is said about files that cannot be measured with.

#![allow(clippy::unwrap_used)] // a test may fail loudly, also in its helpers

use newsstand_related::{material::Material, measure, table};
use std::fs;

const FEED: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [
    {"id": "a", "title": "Storm over the harbour"},
    {"id": "b", "title": "Harbour after the storm"},
    {"id": "c", "content_html": "<p>Bread"}
]}"#;

fn read(feed: &str, judgements: &str) -> Result<Material, String> {
    let folder = tempfile::tempdir().unwrap();
    let (feed_path, pairs_path) = (folder.path().join("f.json"), folder.path().join("p.tsv"));
    fs::write(&feed_path, feed).unwrap();
    fs::write(&pairs_path, judgements).unwrap();
    let material = Material::read(&feed_path, &pairs_path, None);
    // The folder's name is another one each time.
    let folder = format!("{}/", folder.path().display());
    material.map_err(|error| format!("{error:#}").replace(&folder, ""))
}

fn refusal(feed: &str, judgements: &str) -> String {
    read(feed, judgements).err().unwrap()
}

#[test]
fn a_table_has_one_row_a_method() {
    let material = read(FEED, "a\tb\t4\n\nb\ta\t5\na\tc\t1\nb\tc\t1\n").unwrap();
    assert_eq!(material.judgements.len(), 3);
    assert_eq!(material.judgements[0].score, 4.5);
    let table = table(&measure(&material).unwrap());
    let rows: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(rows[0], ["method", "r", "ndcg@5", "ndcg@10", "ms"]);
    let methods: Vec<&str> = rows[1..].iter().map(|row| row[0]).collect();
    assert_eq!(methods, ["newsstand", "tfidf", "bm25"]);
    assert!(rows.iter().all(|row| row.len() == 5));
}

#[test]
fn files_that_are_none_are_named_with_the_line() {
    assert!(refusal("{\n", "").starts_with("f.json, line 2: this is no JSON: "));
    let no_feed = "f.json, line 1: this is no JSON Feed, whose `version` would begin with https://jsonfeed.org/version/";
    assert_eq!(refusal("[]", ""), no_feed);
    assert_eq!(refusal(FEED, "\n"), "p.tsv, line 1: there is no judgement");
    assert_eq!(
        refusal(FEED, "a\tb\t1\na\tz\t1\n"),
        "p.tsv, line 2: no article of f.json has the id `z`"
    );
    assert_eq!(
        refusal(FEED, "a b 1\n"),
        "p.tsv, line 1: two ids and a score, divided by tabulators, are wanted, not `a b 1`"
    );
    assert_eq!(
        refusal(FEED, "a\tb\tmany\n"),
        "p.tsv, line 1: the score of `a\tb\tmany` is no number"
    );
    assert_eq!(
        refusal(FEED, "a\ta\t1\n"),
        "p.tsv, line 1: an article is judged with itself"
    );
    let missing = Material::read("gone.json".as_ref(), "gone.tsv".as_ref(), None);
    let missing = format!("{:#}", missing.err().unwrap());
    assert!(
        missing.starts_with("gone.json cannot be read: "),
        "{missing}"
    );
}

#[test]
fn judgements_have_to_differ() {
    let material = read(FEED, "a\tb\t1\na\tc\t1\n").unwrap();
    assert!(measure(&material).is_err());
}
