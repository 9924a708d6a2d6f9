//! A text of its own in a line of an article.

use super::tag::{Piece, tag};
use crate::{locale, model::Article};

/// A text that the line's other words do not reorder, nor it them: in a `<bdi>` where either may run
/// from right to left. Where none does there is nothing to keep apart, and a browser lays out a line
/// without isolated runs in much less time.
pub fn isolated(article: &Article, text: String) -> Piece {
    match locale::needs_isolation(article, &text) {
        true => tag("bdi").text(&text).into(),
        false => Piece::Text(text),
    }
}
