//! The bar above the headlines: what they can be narrowed down to.

use super::{
    filter::Filter,
    live::{derived, effect},
    session::{Session, Shown},
    tag::{Piece, Tag, TagRef, nothing, tag},
};
use crate::{
    locale::Text,
    model::decimal,
    platform::{clock, host, intl},
};
use leptos::prelude::*;

/// How many sections are offered.
const MOST_SECTIONS: usize = 16;
/// How many days are offered: the latest.
const MOST_DAYS: usize = 31;

/// What there is to choose from in an edition.
#[derive(Default, PartialEq)]
struct Choices {
    sections: Vec<String>,
    /// The days of the articles and a moment of each, in milliseconds since the Unix epoch; the latest
    /// first.
    days: Vec<(usize, f64)>,
}

fn choices(shown: &Shown) -> Choices {
    let mut choices = Choices::default();
    for article in shown.articles.iter() {
        let sections = &mut choices.sections;
        if let Some(section) = &article.section
            && sections.len() < MOST_SECTIONS
            && !sections.contains(section)
        {
            sections.push(section.clone());
        }
        if let Some(published) = article.published
            && let at_ms = published.epoch_ms()
            && let day = clock::local_day(at_ms)
            && let Err(place) = choices.days.binary_search_by(|known| day.cmp(&known.0))
        {
            choices.days.insert(place, (day, at_ms));
            choices.days.truncate(MOST_DAYS);
        }
    }
    choices
}

/// The sections and the days of the edition as filters, and today's date.
///
/// - `filter`: what is chosen.
/// - `restart`: begins the list of headlines anew.
pub fn sections(
    session: Session,
    filter: Filter,
    restart: impl Fn() + Copy + Send + 'static,
) -> Tag {
    // What has the focus stays when nothing else is to be chosen after further stories have come.
    let offered = derived(move || {
        let shown = |shown: &Option<Shown>| shown.as_ref().map(choices);
        session.shown.with(shown).unwrap_or_default()
    });
    let list = move || {
        let names = offered.with(|offered| offered.sections.clone());
        let all = [None].into_iter().chain(names.into_iter().map(Some));
        let buttons = all.map(|section| {
            let own = section.clone();
            let name = match &section {
                Some(section) => tag("bdi").text(section),
                None => tag("bdi").live_text(session.wording(Text::TopStories)),
            };
            let pressed = move || Some(filter.section.with(|section| *section == own).to_string());
            let button = tag("button")
                .live("aria-pressed", pressed)
                .on("click", move |_| {
                    filter.section.set(section.clone());
                    restart();
                })
                .child(name);
            Piece::Tag(tag("li").child(button))
        });
        Piece::Many(buttons.collect())
    };
    let day = move || {
        let days = offered.with(|offered| offered.days.clone());
        match days.len() {
            0 | 1 => nothing(),
            _ => day_choice(session, filter, days, restart).into(),
        }
    };
    let today = move || intl::day(&session.words().locale, clock::now_ms());
    tag("nav")
        .class("sections")
        .attr("part", "sections")
        .live("aria-label", session.label(Text::Sections))
        // Firefox would stop at what scrolls before it comes to the buttons.
        .child(tag("ul").attr("tabindex", "-1").live_piece(list))
        .live_piece(day)
        .child(tag("p").class("today").live_text(today))
}

/// The choice of one of the days.
fn day_choice(
    session: Session,
    filter: Filter,
    days: Vec<(usize, f64)>,
    restart: impl Fn() + Copy + Send + 'static,
) -> Tag {
    let locale = session.words().locale;
    let all = tag("option")
        .attr("value", "")
        .text(&session.text(Text::AllDays));
    let select = days
        .into_iter()
        .fold(tag("select").child(all), |select, (day, at_ms)| {
            let name = intl::long_date(&locale, at_ms);
            select.child(tag("option").attr("value", &decimal(day)).text(&name))
        });
    let place = TagRef::new(None);
    effect(move || {
        let day = filter.day.get().map(decimal);
        if let Some(select) = place.get() {
            host::show_value(&select, &day.unwrap_or_default());
        }
    });
    select
        .class("day")
        .reference(place)
        .attr("part", "day")
        .live("aria-label", session.label(Text::Day))
        .on("change", move |event| {
            filter.day.set(event_target_value(&event).parse().ok());
            restart();
        })
}
