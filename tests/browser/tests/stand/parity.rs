//! One set of fixtures on both sides: what a browser shows of a document is what the native code
//! reads from the same bytes.
//!
//! The documents are those of `tests/fixtures/dialects`. What they should become is written down
//! beside them, and tested natively (`tests/dialects.rs`).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use newsstand::feed::{self, Document, native};
use newsstand::locale;
use newsstand::markup;
use newsstand::model::{Article, Block, Body, Embed, Feed, Image, Inline, Player, Resolve};
use newsstand_browser_tests::{Reply, Result, World, scenarios};
use serde::Deserialize;
use serde_json::json;
use url::Url;

scenarios!(
    every_dialect_is_shown_as_it_is_read_natively,
    charsets_named_by_the_server_are_heeded,
    documents_are_recognised_by_their_content,
);

/// Shows a feed and tells what is drawn.
const LOOK: &str = include_str!("parity.js");

/// A fixture, and how it is served.
struct Fixture {
    path: String,
    mime: &'static str,
    bytes: Vec<u8>,
}

/// A headline.
#[derive(Debug, Deserialize, PartialEq)]
struct Card {
    headline: String,
    href: String,
    language: String,
    direction: String,
    section: Option<String>,
    /// The names of the authors, as a phrase in the interface's language.
    byline: String,
    /// Milliseconds since the Unix epoch.
    published: Option<f64>,
    /// `src` and `srcset`.
    picture: Option<(String, Option<String>)>,
}

/// An open article.
#[derive(Debug, Default, Deserialize, PartialEq)]
struct Reader {
    headline: String,
    /// The picture above the body.
    lead: Option<String>,
    /// All of the body's, as one line.
    words: String,
    /// Where the body's links go.
    links: Vec<String>,
    /// The sources of the body's pictures.
    pictures: Vec<String>,
    /// How many elements of each name the body has.
    counts: BTreeMap<String, usize>,
}

#[derive(Debug, Deserialize)]
struct Shown {
    front: Vec<Card>,
    readers: Vec<Reader>,
}

impl Reader {
    /// What the widget draws of an article whose references `base` resolves.
    fn of(article: &Article, base: &Url) -> Result<Self> {
        let own = article.base.as_ref();
        let own = own.map(|own| Url::parse(own.as_str())).transpose()?;
        let blocks = match &article.body {
            Body::Absent => Vec::new(),
            Body::Html(html) => markup::native::read_html(html, own.as_ref().unwrap_or(base)),
            Body::Text(text) => markup::read_text(text),
        };
        let mut reader = Self::default();
        reader.draw(&blocks);
        let words = reader.words.split([' ', '\t', '\n', '\x0c', '\r']);
        let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
        reader.words = words.join(" ");
        let lead = article.image.as_ref().map(|image| &image.source);
        let is_repeated = blocks.iter().any(
            |block| matches!(block, Block::Image { image, .. } if Some(&image.source) == lead),
        );
        reader.lead = lead
            .filter(|_| !is_repeated)
            .map(|lead| lead.as_str().to_owned());
        reader.headline = article.headline().to_owned();
        Ok(reader)
    }

    fn count(&mut self, name: &str) {
        *self.counts.entry(name.to_owned()).or_default() += 1;
    }

    fn block(&mut self, name: &str, content: &[Inline]) {
        self.count(name);
        self.line(content);
    }

    /// Words between blocks.
    fn line(&mut self, content: &[Inline]) {
        self.words.push(' ');
        self.runs(content);
        self.words.push(' ');
    }

    fn say(&mut self, words: &str) {
        self.line(&[Inline::Text(words.to_owned())]);
    }

    fn runs(&mut self, content: &[Inline]) {
        for run in content {
            match run {
                Inline::Text(words) | Inline::Code(words) => self.words.push_str(words),
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Span { content, .. } => self.runs(content),
                Inline::Link { target, content } => {
                    self.links.push(target.as_str().to_owned());
                    self.runs(content);
                }
                Inline::Break => self.words.push(' '),
            }
        }
    }

    fn picture(&mut self, image: &Image) {
        self.pictures.push(image.source.as_str().to_owned());
    }

    fn draw(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(content) => self.block("p", content),
                // The article's own headline is of level 1.
                Block::Heading { level, content } => {
                    self.block(&format!("h{}", (level + 1).min(6)), content);
                }
                Block::List { start, items } => {
                    self.count(if start.is_some() { "ol" } else { "ul" });
                    items.iter().for_each(|item| self.item(item));
                }
                Block::Quote(quote) => {
                    self.count("blockquote");
                    self.draw(&quote.content);
                    self.line(&quote.attribution);
                }
                Block::Image { image, caption } => {
                    self.picture(image);
                    self.block("figure", caption);
                }
                Block::Table { caption, rows } => {
                    self.block("table", caption);
                    for row in rows {
                        self.count("tr");
                        for cell in &row.cells {
                            self.block(if cell.header { "th" } else { "td" }, &cell.content);
                        }
                    }
                }
                Block::Code(text) => {
                    self.count("pre");
                    self.say(text);
                }
                Block::Embed(embed) => self.embed(embed),
                Block::Rule => self.count("hr"),
            }
        }
    }

    /// A paragraph that stands alone, or with lists alone, is the item itself.
    fn item(&mut self, item: &[Block]) {
        self.count("li");
        match item {
            [Block::Paragraph(content), lists @ ..]
                if lists.iter().all(|list| matches!(list, Block::List { .. })) =>
            {
                self.line(content);
                self.draw(lists);
            }
            _ => self.draw(item),
        }
    }

    fn embed(&mut self, embed: &Embed) {
        self.count("figure");
        let site = match embed.player {
            Player::Frame { provider, .. } => provider,
            _ => embed.source.site(),
        };
        match &embed.player {
            Player::Absent if !embed.title.is_empty() => {
                self.say(&format!("{} ({site})", embed.title));
            }
            Player::Absent => {}
            Player::Audio | Player::Video { .. } | Player::Frame { .. } => {
                if let Player::Video {
                    poster: Some(poster),
                } = &embed.player
                {
                    self.picture(poster);
                }
                self.count("p");
                self.say(site);
                if !embed.title.is_empty() {
                    self.count("p");
                    self.say(&embed.title);
                }
            }
        }
        // The link under it.
        self.count("p");
        self.links.push(embed.source.as_str().to_owned());
        self.line(&embed.caption);
    }
}

impl Card {
    /// What the widget draws of an article in a feed, but the byline.
    fn of(article: &Article, feed_language: &str) -> Self {
        let picture = article.image.as_ref().map(|image| {
            let candidates = image.candidates.iter();
            let candidates: Vec<_> = candidates
                .map(|(source, descriptor)| format!("{} {descriptor}", source.as_str()))
                .collect();
            let srcset = (!candidates.is_empty()).then(|| candidates.join(", "));
            (image.source.as_str().to_owned(), srcset)
        });
        let language = article.language.as_deref().unwrap_or(feed_language);
        Self {
            headline: article.headline().to_owned(),
            href: article.url.as_ref().map_or("#", |url| url.as_str()).into(),
            language: language.to_owned(),
            direction: locale::direction_of_text(article, article.headline()).to_owned(),
            section: article.section.clone(),
            byline: String::new(),
            published: article.published.map(|moment| moment.epoch_ms()),
            picture,
        }
    }
}

/// All fixtures, as a publisher would serve them.
fn fixtures() -> Result<Vec<Fixture>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/dialects");
    let mut fixtures = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.context("a name that is no text")?;
        let mime = match name.rsplit_once('.') {
            _ if name.ends_with(".expected.json") => continue,
            Some((_, "json")) => "application/json",
            Some((_, "html")) => "text/html",
            Some((_, "xml")) => "application/xml",
            _ => anyhow::bail!("{name} is of no known kind"),
        };
        fixtures.push(Fixture {
            path: format!("/fixtures/{name}"),
            mime,
            bytes: fs::read(&path)?,
        });
    }
    fixtures.sort_by(|a, b| a.path.cmp(&b.path));
    ensure!(fixtures.len() >= 23, "only {} fixtures", fixtures.len());
    Ok(fixtures)
}

/// What the native code reads, in the order of the front.
fn read(fixture: &Fixture, url: &Url) -> Result<Feed> {
    let text = native::decode(&fixture.bytes, Some(fixture.mime));
    let source = native::source(url.as_str()).context("no URL")?;
    match feed::read(&native::NativeText(&text), source)? {
        Document::Feed(feed) => Ok(feed),
        Document::Stand(_) => anyhow::bail!("it is a stand"),
    }
}

/// Whether a phrase is made of these names in their order.
fn lists(phrase: &str, names: &[&str]) -> bool {
    let mut rest = phrase;
    for (index, name) in names.iter().enumerate() {
        match rest.find(name) {
            Some(at) if index > 0 || at == 0 => rest = &rest[at + name.len()..],
            _ => return false,
        }
    }
    rest.is_empty()
}

/// What differs between the two sides of a fixture.
async fn differences(world: &World, fixture: &Fixture) -> Result<Vec<String>> {
    let url = Url::parse(&world.site.url(&fixture.path))?;
    world.site.serve(
        &fixture.path,
        Reply::new(fixture.mime, fixture.bytes.clone()),
    );
    let feed = read(fixture, &url)?;
    let address = url.resolve(url.as_str()).context("no web address")?;
    let language = feed::stand_of(&feed, &address).editions[0].language.clone();
    let ids: Vec<_> = feed.articles.iter().map(|article| &article.id).collect();
    let shown: Shown = world
        .page
        .eval_async_with(LOOK, vec![json!(fixture.path), json!(ids)])
        .await?;
    ensure!(
        (shown.front.len(), shown.readers.len()) == (ids.len(), ids.len()),
        "{} headlines and {} articles are shown of {}",
        shown.front.len(),
        shown.readers.len(),
        ids.len()
    );
    let mut differences = Vec::new();
    let mut compare = |what: String, is_same: bool| {
        if !is_same {
            differences.push(what);
        }
    };
    for ((article, mut card), reader) in feed.articles.iter().zip(shown.front).zip(shown.readers) {
        let about = format!("{} as {}, {}", fixture.path, fixture.mime, article.id);
        let names: Vec<_> = article
            .authors
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        let byline = std::mem::take(&mut card.byline);
        let is_same = lists(&byline, &names);
        compare(format!("{about}: {names:?} became “{byline}”"), is_same);
        let native = Card::of(article, &language);
        compare(
            format!("{about}:\n  {native:?}\n  {card:?}"),
            native == card,
        );
        let native = Reader::of(article, &url)?;
        compare(
            format!("{about}:\n  {native:?}\n  {reader:?}"),
            native == reader,
        );
    }
    Ok(differences)
}

/// Compares both sides of all fixtures.
async fn agree(world: &World, fixtures: Vec<Fixture>) -> Result {
    // Pictures of the articles' own sites, which do not exist.
    world.expect_failed_requests().await;
    world.open("").await?;
    let mut all = Vec::new();
    for fixture in &fixtures {
        let found = differences(world, fixture).await;
        all.extend(found.with_context(|| fixture.path.clone())?);
    }
    ensure!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}

async fn every_dialect_is_shown_as_it_is_read_natively(world: &World) -> Result {
    agree(world, fixtures()?).await
}

async fn charsets_named_by_the_server_are_heeded(world: &World) -> Result {
    let named = fixtures()?.into_iter().map(|fixture| {
        let path = &fixture.path;
        let mime = match path {
            _ if path.ends_with("utf16.xml") => "text/xml; charset=utf-16be",
            _ if path.ends_with("latin1.xml") => "text/xml; charset=iso-8859-1",
            _ if path.ends_with("windows1252.xml") => r#"text/xml;charset="windows-1252""#,
            _ if path.ends_with(".xml") => "application/rss+xml; charset=UTF-8",
            _ if path.ends_with(".html") => "text/html; charset=utf-8",
            _ => "application/json; charset=utf-8",
        };
        Fixture { mime, ..fixture }
    });
    agree(world, named.collect()).await
}

async fn documents_are_recognised_by_their_content(world: &World) -> Result {
    let disguised = fixtures()?.into_iter().map(|fixture| {
        let (name, kind) = fixture.path.rsplit_once('.').unwrap_or_default();
        let (kind, mime) = match kind {
            "json" => ("xml", "text/plain"),
            "html" => ("csv", "application/octet-stream"),
            _ => ("json", "text/plain"),
        };
        Fixture {
            path: format!("{name}.{kind}"),
            mime,
            ..fixture
        }
    });
    agree(world, disguised.collect()).await
}
