//! What a document should become, as JSON that people can read and review.
//!
//! The files `tests/fixtures/dialects/<name>.expected.json` are written in this form. What is
//! absent has no member; moments are in UTC; bodies are blocks, and a line of nothing but words is
//! a text.

use newsstand::{
    feed::Document,
    markup,
    model::{
        Article, Author, Block, Body, Feed, Href, Image, Inline, Player, Resolve, Stand, Timestamp,
    },
};
use serde_json::{Map, Value, json};

/// A document, whose bodies' references `base` resolves.
pub fn describe(document: &Document, base: &dyn Resolve) -> Value {
    match document {
        Document::Stand(stand) => json!({ "stand": describe_stand(stand) }),
        Document::Feed(feed) => json!({ "feed": describe_feed(feed, base) }),
    }
}

/// An article, whose body's references `base` resolves, where it has no base of its own.
pub fn describe_article(article: &Article, base: &dyn Resolve) -> Value {
    let own = article.base.as_ref();
    let own = own.and_then(|own| url::Url::parse(own.as_str()).ok());
    let base = own.as_ref().map_or(base, |own| own);
    let blocks = match &article.body {
        Body::Absent => Vec::new(),
        Body::Html(html) => markup::native::read_html(html, base),
        Body::Text(text) => markup::read_text(text),
    };
    object(&[
        ("id", text(&article.id)),
        ("url", url(&article.url)),
        ("title", text(&article.title)),
        ("summary", optional(&article.summary)),
        ("language", optional(&article.language)),
        ("published", moment(article.published)),
        ("modified", moment(article.modified)),
        ("authors", list(&article.authors, describe_author)),
        ("section", optional(&article.section)),
        ("tags", list(&article.tags, |tag| json!(tag))),
        ("image", article.image.as_ref().map(describe_image)),
        ("story", optional(&article.story)),
        ("related", list(&article.related, |id| json!(id))),
        ("article_url", url(&article.article_url)),
        (
            "body",
            (!blocks.is_empty()).then(|| describe_blocks(&blocks)),
        ),
    ])
}

/// The blocks of a body.
pub fn describe_blocks(blocks: &[Block]) -> Value {
    blocks.iter().map(describe_block).collect()
}

fn describe_stand(stand: &Stand) -> Value {
    object(&[
        ("title", text(&stand.title)),
        ("home_page_url", url(&stand.home_page_url)),
        ("icon", url(&stand.icon)),
        (
            "follow",
            list(
                &stand.follow,
                |link| json!({ "name": link.name, "url": link.url.as_str() }),
            ),
        ),
        (
            "editions",
            list(&stand.editions, |edition| {
                object(&[
                    ("language", text(&edition.language)),
                    ("country", optional(&edition.country)),
                    ("feed", text(edition.feed.as_str())),
                ])
            }),
        ),
    ])
}

fn describe_feed(feed: &Feed, base: &dyn Resolve) -> Value {
    object(&[
        ("title", text(&feed.title)),
        ("home_page_url", url(&feed.home_page_url)),
        ("icon", url(&feed.icon)),
        ("language", optional(&feed.language)),
        ("next_url", url(&feed.next_url)),
        (
            "articles",
            list(&feed.articles, |article| describe_article(article, base)),
        ),
    ])
}

fn describe_author(author: &Author) -> Value {
    object(&[("name", text(&author.name)), ("url", url(&author.url))])
}

fn describe_image(image: &Image) -> Value {
    let size = image.size.map(|(width, height)| json!([width, height]));
    object(&[
        ("source", text(image.source.as_str())),
        ("alternative", text(&image.alternative)),
        ("size", size),
        (
            "candidates",
            list(&image.candidates, |(source, width)| {
                json!([source.as_str(), width])
            }),
        ),
    ])
}

fn describe_block(block: &Block) -> Value {
    match block {
        Block::Paragraph(content) => json!({ "paragraph": line(content) }),
        Block::Heading { level, content } => json!({ "heading": line(content), "level": level }),
        Block::List { start, items } => {
            let items: Value = items.iter().map(|item| describe_blocks(item)).collect();
            object(&[("list", Some(items)), ("start", start.map(Value::from))])
        }
        Block::Quote(quote) => object(&[
            ("quote", Some(describe_blocks(&quote.content))),
            (
                "attribution",
                (!quote.attribution.is_empty()).then(|| line(&quote.attribution)),
            ),
        ]),
        Block::Image { image, caption } => object(&[
            ("image", Some(describe_image(image))),
            ("caption", (!caption.is_empty()).then(|| line(caption))),
        ]),
        Block::Table { caption, rows } => {
            let rows: Value = rows
                .iter()
                .map(|row| {
                    let cells = row.cells.iter().map(|cell| {
                        object(&[
                            ("cell", Some(line(&cell.content))),
                            ("header", cell.header.then_some(Value::Bool(true))),
                            ("columns", (cell.columns != 1).then(|| json!(cell.columns))),
                            ("rows", (cell.rows != 1).then(|| json!(cell.rows))),
                        ])
                    });
                    cells.collect::<Value>()
                })
                .collect();
            object(&[
                ("table", Some(rows)),
                ("caption", (!caption.is_empty()).then(|| line(caption))),
            ])
        }
        Block::Code(code) => json!({ "code": code }),
        Block::Embed(embed) => {
            let player = match &embed.player {
                Player::Absent => None,
                Player::Audio => Some("audio"),
                Player::Video { .. } => Some("video"),
                Player::Frame { address, .. } => Some(address.as_str()),
            };
            let caption = (!embed.caption.is_empty()).then(|| line(&embed.caption));
            object(&[
                ("embed", text(embed.source.as_str())),
                ("title", text(&embed.title)),
                ("player", player.map(Value::from)),
                ("caption", caption),
            ])
        }
        Block::Rule => json!("rule"),
    }
}

fn line(content: &[Inline]) -> Value {
    match content {
        [Inline::Text(text)] => json!(text),
        runs => runs.iter().map(describe_run).collect(),
    }
}

fn describe_run(run: &Inline) -> Value {
    match run {
        Inline::Text(text) => json!(text),
        Inline::Emphasis(content) => json!({ "emphasis": line(content) }),
        Inline::Strong(content) => json!({ "strong": line(content) }),
        Inline::Code(code) => json!({ "code": code }),
        Inline::Link { target, content } => {
            json!({ "link": target.as_str(), "content": line(content) })
        }
        Inline::Span {
            language,
            direction,
            content,
        } => object(&[
            ("span", Some(line(content))),
            ("language", optional(language)),
            ("direction", direction.map(Value::from)),
        ]),
        Inline::Break => json!({ "break": true }),
    }
}

/// An object with the members that are there.
fn object(members: &[(&str, Option<Value>)]) -> Value {
    let there = members
        .iter()
        .filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?)));
    Value::Object(there.collect::<Map<String, Value>>())
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| json!(text))
}

fn optional(text: &Option<String>) -> Option<Value> {
    text.as_ref().map(|text| json!(text))
}

fn url(url: &Option<Href>) -> Option<Value> {
    url.as_ref().map(|url| json!(url.as_str()))
}

fn moment(moment: Option<Timestamp>) -> Option<Value> {
    let epoch_ms = moment?.epoch_ms() as i64;
    let moment = jiff::Timestamp::from_millisecond(epoch_ms).ok()?;
    Some(json!(moment.to_string()))
}

fn list<T>(elements: &[T], describe: impl Fn(&T) -> Value) -> Option<Value> {
    (!elements.is_empty()).then(|| elements.iter().map(describe).collect())
}
