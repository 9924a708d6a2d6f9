//! The brand and the pickers.

use super::{
    card::is_plain_click,
    picker::{Choosing, picker},
    session::{Focus, Session},
    tag::{Tag, maybe, nothing, tag},
};
use crate::model::Stand;
use leptos::prelude::*;

/// The name of the publication, which leads to the front, and the pickers.
pub fn masthead(session: Session) -> Tag {
    // A memo, so that the pickers keep the focus when the edition changes.
    let has_choice = Memo::new(move |_| {
        session.shown.with(|shown| {
            let shown = shown.as_ref();
            shown.is_some_and(|shown| shown.stand.editions.len() > 1)
        })
    });
    let pickers = move || match has_choice.get() {
        false => nothing(),
        true => tag("div")
            .class("pickers")
            .child(picker(session, Choosing::Language))
            .child(picker(session, Choosing::Country))
            .into_any(),
    };
    let name = move || {
        maybe(
            session
                .shown
                .with(|shown| shown.as_ref().map(|shown| brand(session, &shown.stand))),
        )
    };
    tag("header")
        .class("masthead")
        .attr("part", "masthead")
        .live_view(name)
        .live_view(pickers)
}

fn brand(session: Session, stand: &Stand) -> Tag {
    let mark = stand.icon.as_ref().map(|icon| {
        tag("img")
            .class("mark")
            .attr("src", icon.as_str().to_owned())
            .attr("alt", "")
            .attr("decoding", "async")
            .attr("referrerpolicy", "no-referrer")
    });
    let frame = match &stand.home_page_url {
        None => tag("p"),
        Some(home) => tag("a")
            .attr("href", home.as_str().to_owned())
            .on("click", move |event| {
                let is_reading = session.open.with_untracked(Option::is_some);
                if is_reading && is_plain_click(&event) {
                    event.prevent_default();
                    session.close(Focus::Moves);
                }
            }),
    };
    frame
        .class("brand")
        .attr("part", "brand")
        .maybe_child(mark)
        .child(tag("bdi").text(stand.title.as_str()))
}
