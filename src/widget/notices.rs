//! What is said about the stand itself: politely, or as an alert with a way on.

use super::{
    session::Session,
    tag::{Piece, Tag, tag},
};
use crate::locale::Text;

/// The failure that is not mended yet, in one sentence, with "Try again".
pub fn alert(session: Session) -> Piece {
    Piece::Live(Box::new(move || {
        let problem = session.problem.with(|problem| {
            let sentence = problem.as_ref()?.sentence;
            let again = tag("button")
                .class("try-again")
                .attr("part", "button")
                .on("click", move |_| session.try_again())
                .text(&session.text(Text::TryAgain));
            let problem = tag("div")
                .class("problem")
                .attr("part", "problem")
                .attr("role", "alert")
                .child(tag("p").text(&session.text(sentence)))
                .child(again);
            Some(problem)
        });
        problem.into()
    }))
}

/// What has changed, for everybody to read and announced politely; and, for those who do not see
/// the screen, that something is on its way.
pub fn status(session: Session) -> Tag {
    let loading = move || match session.busy.get() {
        true => session.text(Text::Loading),
        false => String::new(),
    };
    tag("div")
        .attr("role", "status")
        .child(
            tag("p")
                .class("notice")
                .live_text(move || session.notice.get()),
        )
        .child(tag("p").class("unseen").live_text(loading))
}
