//! The root of what is drawn.

use super::{
    front::front,
    live::derived,
    masthead::masthead,
    notices::{alert, status},
    offers::offers,
    reader::reader,
    session::{Focus, Session},
    tag::{Piece, nothing, tag},
};
use crate::{
    locale,
    model::Article,
    platform::{address, host},
};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::Event;

/// A whole stand.
#[component]
pub fn Stand(
    /// What it shows.
    session: Session,
) -> impl IntoView {
    let close = move |event: Event| {
        let escapes = host::key_of(&event) == "Escape";
        if escapes && session.open.with_untracked(Option::is_some) {
            event.stop_propagation();
            session.close(Focus::Moves);
        }
    };
    let language = move || String::from(&*session.words().locale);
    let direction = move || Some(locale::direction(&language()).name().to_owned());
    let theme = move || Some(session.theme.get().to_owned());
    let only_related = derived(move || session.settings.with(|settings| settings.related_only));
    let class = move || match only_related.get() {
        true => Some("page related".to_owned()),
        false => Some("page".to_owned()),
    };
    let busy_line = move || match session.busy.get() {
        true => tag("div").class("busy-line").into(),
        false => nothing(),
    };
    let has_head = derived(move || !only_related.get() && session.shown.with(Option::is_some));
    let head = move || match has_head.get() {
        true => masthead(session).into(),
        false => nothing(),
    };
    let content = move || match only_related.get() {
        true => only_carousels(session),
        false => tag("div")
            .child(front(session))
            .child(reader(session))
            .into(),
    };
    let page = tag("div")
        .live("class", class)
        .live_piece(busy_line)
        .live_piece(head)
        .child(status(session))
        .piece(alert(session))
        .live_piece(content);
    let stand = tag("div")
        .class("stand")
        .attr("part", "stand")
        .live("lang", move || Some(language()))
        .live("dir", direction)
        .live("data-theme", theme)
        .on("keydown", close)
        .on("keyup", |event| host::bring_into_sight(&event))
        .on("newsstand-test-panic", |_| provoked_panic())
        .on_window("popstate", move |_| session.follow_place())
        .on_window("hashchange", move |_| session.follow_place())
        .child(page);
    Piece::Tag(stand)
}

/// The tests dispatch `newsstand-test-panic` here to see what a defect in a component does to the
/// page.
#[allow(clippy::panic)]
fn provoked_panic() {
    panic!("provoked by the event newsstand-test-panic");
}

/// Only the carousels, for the article in the attribute `article` or the page's own.
fn only_carousels(session: Session) -> Piece {
    Piece::Live(Box::new(move || {
        let carousels = session.shown.with(|shown| {
            let shown = shown.as_ref()?;
            let key = session
                .settings
                .with(|settings| settings.article.clone())
                .unwrap_or_else(address::canonical);
            let open = shown.article_called(&key).cloned().unwrap_or_else(|| {
                Arc::new(Article {
                    id: key,
                    ..Article::default()
                })
            });
            Some(offers(session, &open, shown))
        });
        carousels.unwrap_or_else(nothing)
    }))
}
