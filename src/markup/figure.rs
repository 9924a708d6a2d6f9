//! `figure`: something with words that belong to it.

use super::{
    line, quote,
    reader::{Flow, Reader, Role},
    tree::Piece,
};
use crate::model::Block;
use std::{mem, sync::Arc};

/// Reads a `figure` into `flow`. Its caption goes to the last picture, table or quote in it that
/// has none, else it follows as a paragraph.
pub fn read(reader: &mut Reader, figure: &Piece, flow: &mut Flow) {
    let mut inner = reader.flow_of(figure, Role::Figure);
    let mut runs = line::one_paragraph(mem::take(&mut inner.aside));
    for block in inner.blocks.iter_mut().rev() {
        let place = match block {
            Block::Image { caption, .. } | Block::Table { caption, .. } => caption,
            Block::Embed(embed) => match Arc::get_mut(embed) {
                Some(embed) => &mut embed.caption,
                None => continue,
            },
            Block::Quote(quote) if quote.attribution.is_empty() => {
                runs = quote::without_dash(runs);
                &mut quote.attribution
            }
            _ => continue,
        };
        if place.is_empty() {
            *place = reader.marks.nest(&runs);
            runs.clear();
            break;
        }
    }
    if !runs.is_empty() {
        inner.add(Block::Paragraph(reader.marks.nest(&runs)));
    }
    flow.blocks.append(&mut inner.blocks);
}
