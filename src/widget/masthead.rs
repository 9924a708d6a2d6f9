//! The brand and the pickers.

use super::{
    live::derived,
    picker::picker,
    session::{Focus, Session},
    tag::{Tag, nothing, tag},
};
use crate::{locale::Choosing, model::Stand, platform::host};

/// The name of the publication, which leads to its home page, or from an open article back to the front,
/// and the pickers.
pub fn masthead(session: Session) -> Tag {
    // Derived, so that the pickers keep the focus when the edition changes.
    let has_choice = derived(move || {
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
            .into(),
    };
    let name = move || {
        let shown = session.shown.get();
        let brand = shown.map(|shown| brand(session, &shown.stand));
        brand.into()
    };
    // No `<header>`: it would be a second banner on the page of a host that has its own.
    tag("div")
        .class("masthead")
        .attr("part", "masthead")
        .live_piece(name)
        .live_piece(pickers)
}

fn brand(session: Session, stand: &Stand) -> Tag {
    let mark = stand.icon.as_ref().map(|icon| {
        tag("img")
            .class("mark")
            .attr("alt", "")
            .attr("decoding", "async")
            .attr("referrerpolicy", "no-referrer")
            .attr("src", icon.as_str())
    });
    let frame = match &stand.home_page_url {
        None => tag("p"),
        Some(home) => tag("a")
            .attr("href", home.as_str())
            .on("click", move |event| {
                let is_reading = session.open.with_untracked(Option::is_some);
                if is_reading && host::is_plain_click(&event) {
                    event.prevent_default();
                    session.close(Focus::Moves);
                }
            }),
    };
    frame
        .class("brand")
        .attr("part", "brand")
        .maybe_child(mark)
        .child(tag("bdi").text(&stand.title))
}
