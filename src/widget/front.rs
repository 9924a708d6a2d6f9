//! The headlines of one edition.

use super::{
    card::{CardStyle, card},
    live::{Live, effect},
    news::news,
    session::{Session, Shown},
    tag::{Piece, Tag, TagRef, nothing, tag},
};
use crate::{
    locale::{self, Text},
    model::Article,
    platform::{clock, host, intl},
};
use leptos::prelude::*;
use std::sync::Arc;

/// How many headlines the skeleton promises; more are drawn at once only where nobody can see
/// what they push down.
const PROMISED: usize = 9;
/// How many are drawn at once at the most: an edition may have any number of them.
const DRAWN_AT_ONCE: usize = 60;
/// How many sections are offered.
const MOST_SECTIONS: usize = 16;
/// The room below the headlines (`.page`), and that of the button for more of them (`.more`).
const FOOT_PX: f64 = 36.0;
const MORE_PX: f64 = 68.0;

/// The sections, the lead story and the other headlines.
pub fn front(session: Session) -> Tag {
    let section = Live::new(None::<String>);
    let limit = Live::new(PROMISED);
    let place = TagRef::new(None);
    let drawn_edition = Live::new(None);
    effect(move || {
        let (edition, total) = session.shown.with(|shown| {
            let shown = shown.as_ref();
            (
                shown.map(|shown| shown.edition().clone()),
                shown.map(|shown| shown.articles.len()),
            )
        });
        // Stories that come later, and further pages, leave the reader where he is.
        if edition == drawn_edition.get_untracked() {
            return;
        }
        drawn_edition.set(edition);
        section.set(None);
        limit.set(PROMISED);
        // All of the stand is drawn in this turn; before it is painted it can be measured.
        request_animation_frame(move || {
            // By then the stand may have been removed.
            if let (Some(Some(place)), Some(total)) = (place.try_get_untracked(), total) {
                let fitting = host::fitting(&place, total, FOOT_PX, MORE_PX);
                limit.set((fitting as usize).min(DRAWN_AT_ONCE));
            }
        });
    });
    let chosen = move || -> Vec<Arc<Article>> {
        session.shown.with(|shown| {
            section.with(|section| {
                let mut chosen = Vec::new();
                let articles = shown.as_ref().map(|shown| &shown.articles[..]);
                for article in articles.unwrap_or_default() {
                    if section.is_none() || article.section == *section {
                        chosen.push(article.clone());
                    }
                }
                chosen
            })
        })
    };
    let headlines = move || {
        let chosen = chosen();
        let total = chosen.len().to_string();
        let is_filtered = section.with_untracked(Option::is_some);
        let level = session.settings.with(|settings| settings.heading_level) + 1;
        let drawn = chosen.iter().take(limit.get()).enumerate();
        let cards = drawn.map(|(index, article)| {
            let style = CardStyle {
                level,
                is_lead: index == 0 && !is_filtered,
                names_section: !is_filtered,
            };
            let frame = framed(session, article)
                .class(if style.is_lead { "card lead" } else { "card" })
                .attr("aria-posinset", &(index + 1).to_string())
                .attr("aria-setsize", &total);
            Piece::Tag(card(frame, session, article, style))
        });
        Piece::Many(cards.collect())
    };
    let more = move || {
        let before = limit.get();
        let total = chosen().len();
        let has_page = session
            .shown
            .with(|shown| shown.as_ref().is_some_and(|shown| shown.next_url.is_some()));
        if before >= total && !has_page {
            return nothing();
        }
        tag("button")
            .class("more")
            .attr("part", "button")
            .on("click", move |_| {
                let reached = before.min(total) + DRAWN_AT_ONCE;
                if before >= total {
                    return session.load_more(Box::new(move || limit.set(reached)));
                }
                limit.set(reached);
                focus_headline(place, before);
            })
            .text(&session.text(Text::MoreHeadlines))
            .into()
    };
    let sections = move || match session.shown.get() {
        None => nothing(),
        Some(shown) => sections(&shown, section, limit).into(),
    };
    let feed = tag("div")
        .class("feed")
        .attr("part", "feed")
        .attr("role", "feed")
        .live("aria-label", move || Some(session.text(Text::Headlines)))
        .live("aria-busy", move || Some(session.busy.get().to_string()))
        .on("keydown", move |event| {
            if let Some(place) = place.get_untracked() {
                host::follow_feed_key(&place, &event);
            }
        })
        .live_piece(headlines);
    let reach = move |count: usize| {
        if limit.get_untracked() < count {
            limit.set(count);
        }
    };
    let hidden = move || session.open.with(Option::is_some).then(String::new);
    tag("div")
        .class("front")
        .reference(place)
        .live("hidden", hidden)
        .live_piece(sections)
        .child(news(session, place, reach))
        .child(feed)
        .live_piece(more)
}

/// The `<article>` around a headline, with the language and direction of its own.
fn framed(session: Session, article: &Article) -> Tag {
    let language = session
        .shown
        .with(|shown| shown.as_ref().map(|shown| shown.language_of(article)));
    let headline = article.headline();
    tag("article")
        .attr("part", "card")
        .attr("aria-label", headline)
        .maybe("lang", language.as_deref())
        .attr("dir", locale::direction_of_text(article, headline))
}

/// Moves the focus to the first of the headlines that have just been added.
pub fn focus_headline(place: TagRef, index: usize) {
    request_animation_frame(move || {
        if let Some(place) = place.try_get_untracked().flatten() {
            host::focus_headline(&place, index as i32, false);
        }
    });
}

/// The sections of the edition as a filter, and today's date.
///
/// - `section`: the one that is shown; `None` for all.
/// - `limit`: how many headlines are drawn; a reader who chooses a section gets all of it.
fn sections(shown: &Shown, section: Live<Option<String>>, limit: Live<usize>) -> Tag {
    let mut choices = vec![None];
    for article in shown.articles.iter() {
        let is_new = article.section.is_some() && !choices.contains(&article.section);
        if is_new && choices.len() <= MOST_SECTIONS {
            choices.push(article.section.clone());
        }
    }
    let strings = &shown.words.strings;
    // Firefox would stop at what scrolls before it comes to the buttons.
    let list = tag("ul").attr("tabindex", "-1");
    let list = choices.into_iter().fold(list, |list, choice| {
        let name = choice
            .clone()
            .unwrap_or_else(|| strings.get(Text::TopStories).to_owned());
        let own = choice.clone();
        let pressed = move || Some(section.with(|section| *section == own).to_string());
        let button = tag("button")
            .live("aria-pressed", pressed)
            .on("click", move |_| {
                limit.set(DRAWN_AT_ONCE);
                section.set(choice.clone());
            })
            .child(tag("bdi").text(&name));
        list.child(tag("li").child(button))
    });
    let today = intl::day(&shown.words.locale, clock::now_ms());
    tag("nav")
        .class("sections")
        .attr("part", "sections")
        .attr("aria-label", strings.get(Text::Sections))
        .child(list)
        .child(tag("p").class("today").text(&today))
}
