//! What is drawn one piece after each frame: all at once would keep the reader waiting.

use super::{
    live::Live,
    tag::{Growth, Piece},
};
use crate::platform::clock;
use std::sync::Arc;

/// Draws a piece after each frame, each below what is there.
///
/// - `drawn`: how many there are, 0 to begin with.
/// - `count`: how many there are to be by now.
/// - `draw`: makes the piece at an index.
pub fn one_by_one(
    drawn: Live<usize>,
    count: impl Fn() -> usize + Send + 'static,
    draw: impl Fn(usize) -> Piece + Send + Sync + 'static,
) -> Piece {
    boxed(drawn, Box::new(count), Arc::new(draw))
}

fn boxed(
    drawn: Live<usize>,
    count: Box<dyn Fn() -> usize + Send>,
    draw: Arc<dyn Fn(usize) -> Piece + Send + Sync>,
) -> Piece {
    let mut index = 0;
    Piece::Growing(Box::new(move || {
        let due = drawn.get();
        if due < count() {
            clock::after_frame(move || {
                // By then what they belong to may have gone.
                if drawn.try_get_untracked() == Some(due) {
                    drawn.set(due + 1);
                }
            });
        }
        if index >= due {
            return Growth::Nothing;
        }
        let (draw, own) = (draw.clone(), index);
        index += 1;
        Growth::More(0, Box::new(move || draw(own)))
    }))
}
