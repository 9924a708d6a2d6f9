//! The typed body of an article, drawn node by node.

use super::{
    embed::embed,
    inline::inlines,
    picture::picture,
    session::Session,
    tag::{Tag, heading, tag},
};
use crate::model::{Block, Cell, Inline, Quote, Row};
use leptos::prelude::*;

/// Draws `blocks`; headings among them begin at `level`.
pub fn draw(session: Session, blocks: &[Block], level: u8) -> Vec<AnyView> {
    blocks
        .iter()
        .map(|block| draw_block(session, block, level).into_any())
        .collect()
}

fn draw_block(session: Session, block: &Block, level: u8) -> Tag {
    match block {
        Block::Paragraph(content) => inlines(tag("p"), content),
        Block::Heading {
            level: below,
            content,
        } => inlines(heading(level + below - 1), content),
        Block::List { start, items } => {
            let list = match start {
                None => tag("ul"),
                Some(first) => tag("ol").maybe("start", (*first != 1).then(|| first.to_string())),
            };
            items.iter().fold(list, |list, item| {
                list.child(draw_item(session, item, level))
            })
        }
        Block::Quote(quote) => draw_quote(session, quote, level),
        Block::Image { image, caption } => tag("figure")
            .child(picture(
                image,
                "(min-width: 720px) 720px, 100vw",
                false,
                "figure",
            ))
            .maybe_child(
                (!caption.is_empty()).then(|| inlines(tag("figcaption").class("caption"), caption)),
            ),
        Block::Table { caption, rows } => draw_table(caption, rows),
        Block::Code(text) => tag("pre")
            .attr("tabindex", "0")
            .child(tag("code").text(text)),
        Block::Embed(content) => embed(session, content),
        Block::Rule => tag("hr"),
    }
}

/// An item of one paragraph is drawn without the paragraph, as lists usually are.
fn draw_item(session: Session, item: &[Block], level: u8) -> Tag {
    match item.split_first() {
        Some((Block::Paragraph(content), rest))
            if rest.iter().all(|block| matches!(block, Block::List { .. })) =>
        {
            inlines(tag("li"), content).views(draw(session, rest, level))
        }
        _ => tag("li").views(draw(session, item, level)),
    }
}

fn draw_quote(session: Session, quote: &Quote, level: u8) -> Tag {
    let words = tag("div")
        .class("words")
        .views(draw(session, &quote.content, level));
    let speaker = (!quote.attribution.is_empty())
        .then(|| inlines(tag("footer").class("speaker"), &quote.attribution));
    tag("blockquote")
        .attr("part", "quote")
        .child(words)
        .maybe_child(speaker)
}

fn draw_table(caption: &[Inline], rows: &[Row]) -> Tag {
    let caption = (!caption.is_empty()).then(|| inlines(tag("caption").class("caption"), caption));
    let rows = rows.iter().fold(tag("tbody"), |body, row| {
        let is_head = row.cells.iter().all(|cell| cell.header);
        let cells = row.cells.iter();
        body.child(cells.fold(tag("tr"), |line, cell| line.child(draw_cell(cell, is_head))))
    });
    // A wide table scrolls in its own box, which the keyboard must reach.
    tag("div")
        .class("table")
        .attr("tabindex", "0")
        .child(tag("table").maybe_child(caption).child(rows))
}

/// A header among headers stands over its column, one beside data before its row.
fn draw_cell(cell: &Cell, is_head: bool) -> Tag {
    let scope = if is_head { "col" } else { "row" };
    let drawn = if cell.header {
        tag("th").attr("scope", scope)
    } else {
        tag("td")
    };
    let span = |count: u16| (count > 1).then(|| count.to_string());
    inlines(
        drawn
            .maybe("colspan", span(cell.columns))
            .maybe("rowspan", span(cell.rows)),
        &cell.content,
    )
}
