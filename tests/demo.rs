//! The demo stand is valid, complete, and read without loss.

#![allow(clippy::unwrap_used)] // a test may fail loudly, also in its helpers

use newsstand::{
    feed::{
        self, Document, FeedError, Source,
        native::{self, NativeText},
    },
    markup,
    model::{Article, Block, Body, Feed, Href, Image, Resolve, Stand, plain_text},
};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::PathBuf};
use url::Url;

/// Where the demo would be served.
const SITE: &str = "https://demo.example/";

fn at_root(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text_of(path: &str) -> String {
    fs::read_to_string(at_root(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All files of the demo with this ending, as `feeds/en-ES.json`.
fn demo_files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(at_root("demo").join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if path.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn address(path: &str) -> Url {
    Url::parse(SITE).unwrap().join(path).unwrap()
}

/// The file of the demo that `href` leads to.
fn file_of(href: &Href) -> Option<&str> {
    href.as_str().strip_prefix(SITE)
}

#[track_caller]
fn assert_exists(href: &Href, from: &str) {
    let path = file_of(href).unwrap_or_else(|| panic!("{from}: {href:?} is not in the demo"));
    assert!(
        at_root("demo").join(path).is_file(),
        "{from}: {path} is missing"
    );
}

fn source(path: &str) -> Source {
    native::source(address(path).as_str()).unwrap()
}

fn read(path: &str) -> Result<Document, FeedError> {
    let text = text_of(&format!("demo/{path}"));
    feed::read(&NativeText(&text), source(path))
}

fn stand() -> Stand {
    match read("stand.json") {
        Ok(Document::Stand(stand)) => stand,
        other => panic!("{other:?}"),
    }
}

fn feed_at(path: &str) -> Feed {
    match read(path) {
        Ok(Document::Feed(feed)) => feed,
        other => panic!("{path}: {other:?}"),
    }
}

fn blocks(body: &Body, base: &dyn Resolve) -> Vec<Block> {
    match body {
        Body::Html(html) => markup::native::read_html(html, base),
        Body::Text(text) => markup::read_text(text),
        Body::Absent => Vec::new(),
    }
}

/// The full body of an article and the address that it came from.
fn full_body(article: &Article, path: &str) -> (Vec<Block>, String) {
    let Some(url) = &article.article_url else {
        return (blocks(&article.body, &address(path)), path.to_owned());
    };
    assert_exists(url, path);
    let file = file_of(url).unwrap();
    let text = text_of(&format!("demo/{file}"));
    let read = feed::read_article(&NativeText(&text), source(file), &article.id).unwrap();
    (blocks(&read.body, &address(file)), file.to_owned())
}

fn images<'a>(blocks: &'a [Block], found: &mut Vec<&'a Image>) {
    for block in blocks {
        match block {
            Block::Image { image, .. } => found.push(image),
            Block::Quote(quote) => images(&quote.content, found),
            Block::List { items, .. } => items.iter().for_each(|item| images(item, found)),
            _ => {}
        }
    }
}

/// All words in blocks, in order.
fn words(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => {
                *text += &plain_text(content)
            }
            Block::List { items, .. } => items.iter().for_each(|item| words(item, text)),
            Block::Quote(quote) => {
                words(&quote.content, text);
                *text += &plain_text(&quote.attribution);
            }
            Block::Image { caption, .. } => *text += &plain_text(caption),
            Block::Table { caption, rows } => {
                *text += &plain_text(caption);
                for cell in rows.iter().flat_map(|row| &row.cells) {
                    *text += &format!(" {} ", plain_text(&cell.content));
                }
            }
            Block::Code(code) => *text += code,
            Block::Embed(embed) => *text += &plain_text(&embed.caption),
            Block::Rule => {}
        }
        text.push(' ');
    }
}

fn validator(schema: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&text_of(schema)).unwrap();
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

#[track_caller]
fn assert_valid(validator: &jsonschema::Validator, path: &str) {
    let document: Value = serde_json::from_str(&text_of(path)).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path))
        .collect();
    assert!(errors.is_empty(), "{path}: {errors:#?}");
}

#[test]
fn all_documents_follow_their_schema() {
    assert_valid(&validator("schema/stand.schema.json"), "demo/stand.json");
    let feeds = validator("schema/feed.schema.json");
    for path in demo_files("feeds", ".json")
        .into_iter()
        .chain(demo_files("articles", ".json"))
    {
        assert_valid(&feeds, &format!("demo/{path}"));
    }
}

/// The examples of the README that are JSON.
fn examples() -> Vec<String> {
    let readme = text_of("README.md");
    let blocks = readme.split("```json\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap().to_owned());
    blocks.collect()
}

#[test]
fn the_readmes_examples_are_what_the_program_reads() {
    let examples = examples();
    let [stand, feed] = &examples[..] else {
        panic!("{examples:#?}")
    };
    let validators = ["stand", "feed"].map(|name| validator(&format!("schema/{name}.schema.json")));
    for (validator, example) in validators.iter().zip([stand, feed]) {
        let example: Value = serde_json::from_str(example).unwrap();
        assert!(validator.is_valid(&example), "{example:#}");
    }
    let read = |example: &str| feed::read(&NativeText(example), source("example.json"));
    match read(stand) {
        Ok(Document::Stand(stand)) => {
            assert_eq!((stand.editions.len(), stand.follow.len()), (2, 1));
        }
        other => panic!("{other:?}"),
    }
    match read(feed) {
        Ok(Document::Feed(feed)) => {
            let item = &feed.articles[0];
            assert_eq!(item.story.as_deref(), Some("ports"));
            assert_eq!(item.section.as_deref(), Some("Economy"));
            assert_eq!(item.related, ["en-veracruz"]);
            let [full, image] = [
                item.article_url.as_ref(),
                item.image.as_ref().map(|one| &one.source),
            ];
            assert_eq!(file_of(full.unwrap()), Some("articles/ports.json"));
            assert_eq!(file_of(image.unwrap()), Some("pictures/ports.svg"));
            assert!(item.published.is_some() && item.summary.is_some() && item.authors.len() == 1);
            assert_ne!(item.body, Body::Absent);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_schemas_refuse_what_the_program_cannot_use() {
    let (stands, feeds) = (
        validator("schema/stand.schema.json"),
        validator("schema/feed.schema.json"),
    );
    for document in [
        "{}",
        "[]",
        r#"{"newsstand":1,"editions":[{"language":"en"}]}"#,
    ] {
        assert!(
            !stands.is_valid(&serde_json::from_str(document).unwrap()),
            "{document}"
        );
    }
    for document in [
        "{}",
        r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"no id"}]}"#,
        r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":true,"title":"a"}]}"#,
    ] {
        assert!(
            !feeds.is_valid(&serde_json::from_str(document).unwrap()),
            "{document}"
        );
    }
}

#[test]
fn the_stand_is_read_without_loss() {
    let document: Value = serde_json::from_str(&text_of("demo/stand.json")).unwrap();
    let stand = stand();
    assert_eq!(
        stand.editions.len(),
        document["editions"].as_array().unwrap().len()
    );
    assert_eq!(
        stand.follow.len(),
        document["follow"].as_array().unwrap().len()
    );
    assert!(!stand.title.is_empty() && stand.home_page_url.is_some());
    assert_exists(stand.icon.as_ref().unwrap(), "stand.json");
    let listed: BTreeSet<&str> = stand
        .editions
        .iter()
        .filter_map(|one| file_of(&one.feed))
        .collect();
    let there = demo_files("feeds", ".json");
    assert_eq!(listed, there.iter().map(String::as_str).collect());
}

#[test]
fn every_feed_is_read_without_loss() {
    for edition in stand().editions {
        let path = file_of(&edition.feed).unwrap();
        let document: Value = serde_json::from_str(&text_of(&format!("demo/{path}"))).unwrap();
        let feed = feed_at(path);
        assert_eq!(
            feed.articles.len(),
            document["items"].as_array().unwrap().len(),
            "{path}"
        );
        let ids: Vec<&str> = feed.articles.iter().map(|one| one.id.as_str()).collect();
        for article in &feed.articles {
            let from = format!("{path}: {}", article.id);
            assert!(!article.title.is_empty(), "{from}");
            assert!(article.summary.is_some() && article.url.is_some(), "{from}");
            assert!(
                article.published.is_some() && article.section.is_some(),
                "{from}"
            );
            assert!(
                article.story.is_some() && !article.tags.is_empty(),
                "{from}"
            );
            assert!(!article.authors.is_empty(), "{from}");
            assert_eq!(
                article.language.as_deref(),
                Some(edition.language.as_str()),
                "{from}"
            );
            assert_exists(&article.image.as_ref().unwrap().source, &from);
            for id in &article.related {
                assert!(
                    ids.contains(&id.as_str()) && *id != article.id,
                    "{from}: related {id}"
                );
            }
        }
    }
}

#[test]
fn every_story_is_in_every_edition() {
    let stories = |path: &str| -> BTreeSet<String> {
        let articles = feed_at(path).articles.into_iter();
        articles
            .filter_map(|article| article.story.clone())
            .collect()
    };
    let paths = demo_files("feeds", ".json");
    let first = stories(&paths[0]);
    assert_eq!(first.len(), 8);
    for path in &paths {
        assert_eq!(stories(path), first, "{path}");
    }
}

#[test]
fn every_body_is_read_without_loss() {
    for path in demo_files("feeds", ".json") {
        for article in &feed_at(&path).articles {
            let (body, file) = full_body(article, &path);
            let from = format!("{file}: {}", article.id);
            assert!(!body.is_empty(), "{from}");
            let mut pictures = Vec::new();
            images(&body, &mut pictures);
            for image in pictures {
                assert_exists(&image.source, &from);
                assert!(
                    image.size.is_some() && !image.alternative.is_empty(),
                    "{from}"
                );
            }
        }
    }
    for path in demo_files("articles", ".json") {
        let document: Value = serde_json::from_str(&text_of(&format!("demo/{path}"))).unwrap();
        let items = document["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "{path}");
        let html = items[0]["content_html"].as_str().unwrap();
        let mut text = String::new();
        words(&markup::native::read_html(html, &address(&path)), &mut text);
        for word in html
            .split(['<', '>'])
            .step_by(2)
            .flat_map(str::split_whitespace)
        {
            // An attribution loses its dash; entities are read.
            let word = word.trim_start_matches(['—', '–', '―']);
            if !word.contains('&') {
                assert!(text.contains(word), "{path}: {word:?} is lost");
            }
        }
    }
}

#[test]
fn the_bodies_show_every_kind_of_block() {
    let mut kinds = BTreeSet::new();
    for path in demo_files("feeds", ".json")
        .iter()
        .filter(|path| path.starts_with("feeds/en"))
    {
        for article in &feed_at(path).articles {
            for block in full_body(article, path).0 {
                kinds.insert(match block {
                    Block::Paragraph(_) => "paragraph",
                    Block::Heading { .. } => "heading",
                    Block::List { start: None, .. } => "bulleted list",
                    Block::List { .. } => "numbered list",
                    Block::Quote(quote) if quote.attribution.is_empty() => "bare quote",
                    Block::Quote(_) => "quote",
                    Block::Image { .. } => "image",
                    Block::Table { .. } => "table",
                    Block::Code(_) => "code",
                    Block::Embed(_) => "embed",
                    Block::Rule => "rule",
                });
            }
        }
    }
    for kind in [
        "paragraph",
        "heading",
        "bulleted list",
        "numbered list",
        "quote",
        "image",
        "table",
        "code",
        "embed",
        "rule",
    ] {
        assert!(kinds.contains(kind), "the demo shows no {kind}");
    }
}
