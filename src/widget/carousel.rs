//! A row of articles to go on with: the [APG carousel](https://www.w3.org/WAI/ARIA/apg/patterns/carousel/)
//! without automatic movement, on the browser's own scroll snapping.

use super::{
    card::{CardStyle, card},
    live::{Live, effect},
    session::{Focus, Session},
    tag::{Tag, TagRef, heading, tag},
};
use crate::{
    locale::{self, Text},
    model::{Article, Href},
    platform::{host, intl},
};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, HtmlElement};

/// A carousel of articles, with buttons, a last card and a link to all news.
///
/// - `name`: the id of its track, unique among the carousels of a stand.
/// - `title`: what it is called.
/// - `articles`: what it offers, at least one.
pub fn carousel(
    session: Session,
    name: &'static str,
    title: &str,
    articles: &[Arc<Article>],
) -> Tag {
    let total = articles.len();
    let track = TagRef::new(None);
    // First and last slide in sight, counted from 0; the last card comes after all articles.
    let in_sight = Live::new((0, 0));
    effect(move || {
        if let Some(track) = track.get() {
            watch(&track, in_sight);
        }
    });
    let words = session.words();
    let level = session.settings.with(|settings| settings.heading_level) + 1;
    // What scrolls is a stop of its own in Firefox; here the slides are the stops.
    let mut row = tag("div")
        .class("track")
        .attr("id", name)
        .attr("tabindex", "-1")
        .reference(track);
    for (index, article) in articles.iter().enumerate() {
        let position = words.strings.format(
            Text::SlidePosition,
            &[
                ("position", &intl::number(&words.locale, index + 1)),
                ("total", &intl::number(&words.locale, total)),
            ],
        );
        let frame = tag("div")
            .class("slide card")
            .attr("part", "card")
            .attr("role", "group")
            .attr("aria-roledescription", words.strings.get(Text::Slide))
            .attr("aria-label", &position)
            .maybe("lang", article.language.as_deref())
            .attr(
                "dir",
                locale::direction_of_text(article, article.headline()),
            );
        let style = CardStyle {
            level: level + 1,
            is_lead: false,
            names_section: true,
            words: None,
        };
        row = row.child(card(frame, session, article, style));
    }
    let last_card = tag("div").class("last-card").child(all_news(session));
    let row = row.child(tag("div").class("slide").child(last_card));
    let range = {
        let words = words.clone();
        move || {
            let (first, last) = in_sight.get();
            let number = |index: usize| intl::number(&words.locale, (index + 1).min(total));
            words.strings.format(
                Text::SlidesShown,
                &[
                    ("first", &number(first)),
                    ("last", &number(last)),
                    ("total", &intl::number(&words.locale, total)),
                ],
            )
        }
    };
    let step = move |is_forward: bool| {
        if let Some(track) = track.get_untracked() {
            let (first, _) = slides_in_sight(&track);
            let page = host::slides_in_frame(&track);
            let target = match is_forward {
                true => first.saturating_add(page),
                false => first.saturating_sub(page),
            };
            host::scroll_to_slide(&track, target.min(total));
        }
    };
    let keys = move |event: Event| {
        let Some(track) = track.get_untracked() else {
            return;
        };
        let is_mirrored = host::is_mirrored(&track);
        match host::key_of(&event).as_str() {
            "ArrowRight" => step(!is_mirrored),
            "ArrowLeft" => step(is_mirrored),
            "Home" => host::scroll_to_slide(&track, 0),
            "End" => host::scroll_to_slide(&track, total),
            _ => return,
        }
        event.prevent_default();
    };
    let button = |text: Text, class: &'static str, is_forward: bool| {
        let is_at_end = move || {
            let (first, last) = in_sight.get();
            Some(
                if is_forward {
                    last >= total
                } else {
                    first == 0
                }
                .to_string(),
            )
        };
        tag("button")
            .class("step")
            .attr("part", "button")
            .attr("aria-label", words.strings.get(text))
            .attr("aria-controls", name)
            .live("aria-disabled", is_at_end)
            .on("click", move |_| step(is_forward))
            .child(arrow(class))
    };
    let head = tag("div")
        .class("carousel-head")
        .child(heading(level).class("carousel-title").text(title))
        .child(
            tag("p")
                .class("range")
                .attr("role", "status")
                .live_text(range),
        )
        .child(button(Text::Previous, "arrow backward", false))
        .child(button(Text::Next, "arrow", true))
        .child(all_news(session));
    tag("section")
        .class("carousel")
        .attr("part", "carousel")
        .attr("aria-roledescription", words.strings.get(Text::Carousel))
        .attr("aria-label", title)
        .on("keydown", keys)
        .child(head)
        .child(row)
}

/// An arrow in the direction of reading, drawn by the stylesheet.
pub fn arrow(class: &'static str) -> Tag {
    tag("span").class(class).attr("aria-hidden", "true")
}

/// The link to all headlines: the stand's own front, or the publisher's where only carousels are
/// shown.
fn all_news(session: Session) -> Tag {
    let home = session.shown.with_untracked(|shown| {
        let home = shown.as_ref()?.stand.home_page_url.as_ref();
        home.map(Href::as_str).map(str::to_owned)
    });
    let leads_out = home.is_some();
    let go = move |event: Event| {
        let only_related = session
            .settings
            .with_untracked(|settings| settings.related_only);
        if host::is_plain_click(&event) && !(only_related && leads_out) {
            event.prevent_default();
            session.close(Focus::Moves);
        }
    };
    tag("a")
        .class("all-news")
        .attr("part", "all-news")
        .attr("href", home.as_deref().unwrap_or("#"))
        .on("click", go)
        .text(&session.text(Text::AllNews))
        .child(arrow("arrow"))
}

/// The first and the last slide of which enough is in sight, counted from 0.
fn slides_in_sight(track: &HtmlElement) -> (usize, usize) {
    let ends = host::slides_in_sight(track);
    let end = |index| ends.get(index).as_f64().unwrap_or_default() as usize;
    (end(0), end(1))
}

/// Keeps `in_sight` and the slides' `inert` in step with what is scrolled into view, until the
/// current owner is cleaned up.
fn watch(track: &HtmlElement, in_sight: Live<(usize, usize)>) {
    let observed = track.clone();
    let callback = Closure::<dyn FnMut()>::new(move || in_sight.set(slides_in_sight(&observed)));
    let observer = host::watch_slides(track, &callback);
    let kept = StoredValue::new_local((observer, callback));
    on_cleanup(move || {
        kept.with_value(|(observer, _)| observer.disconnect());
        kept.dispose();
    });
}
