//! `figure`: something with words that belong to it.

use super::{
    line::{self, Run},
    quote,
    reader::{Flow, Reader, Role},
    tree::Element,
};
use crate::model::Block;

/// Reads a `figure` into `flow`. Its caption goes to the last picture, table or quote in it that
/// has none, else it follows as a paragraph.
pub fn read(reader: &mut Reader, figure: &Element, flow: &mut Flow) {
    let mut inner = Flow::new(Role::Figure);
    reader.walk(&figure.children, &mut inner);
    reader.flush(&mut inner);
    let caption = line::one_paragraph(inner.aside);
    let mut blocks = inner.blocks;
    if !caption.is_empty() && !give(&caption, &mut blocks) {
        blocks.push(Block::Paragraph(line::nest(&caption)));
    }
    flow.blocks.append(&mut blocks);
}

/// Gives the caption to the last block that takes one; `false` where there is none.
fn give(runs: &[Run], blocks: &mut [Block]) -> bool {
    for block in blocks.iter_mut().rev() {
        let (place, is_name) = match block {
            Block::Image { caption, .. } | Block::Table { caption, .. } => (caption, false),
            Block::Embed(embed) => (&mut embed.caption, false),
            Block::Quote(quote) => (&mut quote.attribution, true),
            _ => continue,
        };
        if place.is_empty() {
            let words = match is_name {
                true => quote::attribution(runs.to_vec()),
                false => line::nest(runs),
            };
            if !words.is_empty() {
                *place = words;
                return true;
            }
        }
    }
    false
}
