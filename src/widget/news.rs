//! The button that brings in the stories that have come since.

use super::{
    front::focus_headline,
    session::Session,
    tag::{Tag, TagRef, tag},
};
use crate::locale::Text;

/// "3 new stories", above the headlines and taking no place from them; nothing where there are none.
///
/// - `front`: what holds the headlines. The focus goes to the first new one.
/// - `reach`: makes sure that so many headlines are drawn.
pub fn news(session: Session, front: TagRef, reach: impl Fn(usize) + Copy + Send + 'static) -> Tag {
    let button = move || {
        let button = session.news.with(|news| {
            let news = news.as_ref()?;
            let before = session.shown.get()?;
            let (first, count) = news.new_since(&before)?;
            let text = news.words.count(Text::NewStories, count);
            let button = tag("button")
                .attr("part", "button")
                .on("click", move |_| {
                    session.bring_in();
                    reach(first + 1);
                    focus_headline(front, first);
                })
                .text(&text);
            Some(button)
        });
        button.into()
    };
    tag("div")
        .class("news")
        .attr("role", "status")
        .live_piece(button)
}
