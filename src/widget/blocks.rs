//! The typed body of an article, drawn node by node.

use super::{
    embed::embed,
    inline::inlines,
    picture::picture,
    session::Session,
    tag::{Piece, Tag, heading, tag},
};
use crate::model::{Block, Cell, Inline, Quote, Row, decimal};

/// Draws `blocks`; headings among them begin at `level`.
pub fn draw(session: Session, blocks: &[Block], level: u8) -> Vec<Piece> {
    blocks
        .iter()
        .map(|block| draw_block(session, block, level).into())
        .collect()
}

/// Adds `blocks` to `frame`.
fn draw_into(frame: Tag, session: Session, blocks: &[Block], level: u8) -> Tag {
    blocks.iter().fold(frame, |frame, block| {
        frame.child(draw_block(session, block, level))
    })
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
                Some(1) => tag("ol"),
                Some(first) => tag("ol").attr("start", &decimal(*first)),
            };
            items.iter().fold(list, |list, item| {
                list.child(draw_item(session, item, level))
            })
        }
        Block::Quote(quote) => draw_quote(session, quote, level),
        Block::Image { image, caption } => tag("figure")
            .child(picture(image, "(min-width: 720px) 720px, 100vw", false))
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
            draw_into(inlines(tag("li"), content), session, rest, level)
        }
        _ => draw_into(tag("li"), session, item, level),
    }
}

fn draw_quote(session: Session, quote: &Quote, level: u8) -> Tag {
    let words = draw_into(tag("div").class("words"), session, &quote.content, level);
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
    let spans = [("colspan", cell.columns), ("rowspan", cell.rows)];
    let drawn = spans.into_iter().fold(drawn, |drawn, (name, count)| {
        if count > 1 {
            drawn.attr(name, &decimal(count))
        } else {
            drawn
        }
    });
    inlines(drawn, &cell.content)
}
