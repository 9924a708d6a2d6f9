//! The headlines of one edition.

use super::{
    card::{CardStyle, card},
    filter::Filter,
    live::{Live, derived, effect},
    news::news,
    search::search,
    sections::sections,
    session::{Session, Shown},
    tag::{Draw, Growth, Piece, Tag, TagRef, nothing, tag},
};
use crate::{
    locale::{self, Text},
    model::{Article, decimal},
    platform::{clock, host},
};
use leptos::prelude::*;
use std::{rc::Rc, sync::Arc};

/// How many headlines the skeleton promises; more are drawn at once only where nobody can see
/// what they push down.
const PROMISED: usize = 9;
/// How many are added when the reader asks for more, or comes near the last: an edition may have any
/// number of them.
const ADDED: usize = 60;
/// How many of these are drawn between two frames.
const SLICE: usize = 3;
/// How many are shown of what a search has found while it reads on: they are drawn anew with each finding.
const EARLY: usize = 6;
/// How many are laid out together, and cost nothing while they are out of sight: whole rows, whether
/// these have one, two, three or four of them.
const BATCH: usize = 12;
/// How many stand in a spread: whenever the page is scrolled the browser looks at each batch, but not at those
/// of a spread that is out of sight. With all of 10,000 headlines drawn that is 60 frames a second where it
/// was 25, on a processor that is slowed down four times.
const SPREAD: usize = 20 * BATCH;
/// The room below the headlines (`.page`), and that of the button for more of them (`.more`).
const FOOT_PX: f64 = 36.0;
const MORE_PX: f64 = 68.0;

/// How much of a list there is.
#[derive(Clone, Copy)]
struct Extent {
    /// So many headlines are drawn.
    drawn: Live<usize>,
    /// So many are to be drawn in time.
    wanted: Live<usize>,
    /// True until the frame has been drawn after which it goes on.
    waits: Live<bool>,
}

impl Extent {
    /// Draws so many, some of them at once and some after each frame.
    fn reach(self, count: usize) {
        self.wanted.set(count);
        self.draw_more();
    }

    fn draw_more(self) {
        // A further page may come when there is no front any more.
        let (Some(drawn), Some(wanted)) = (
            self.drawn.try_get_untracked(),
            self.wanted.try_get_untracked(),
        ) else {
            return;
        };
        if drawn >= wanted {
            return;
        }
        self.drawn.set(wanted.min(drawn + SLICE));
        if self.waits.get_untracked() {
            return;
        }
        self.waits.set(true);
        clock::after_frame(move || {
            // By then the stand may have been removed.
            if self.waits.try_get_untracked().is_some() {
                self.waits.set(false);
                self.draw_more();
            }
        });
    }

    /// Draws so many at once.
    fn set(self, count: usize) {
        self.wanted.set(count);
        self.drawn.set(count);
    }
}

/// A list of headlines.
#[derive(Clone, Copy)]
struct List {
    /// True where it has all headlines, false where it has those that the reader has chosen.
    is_whole: bool,
    /// What the reader has narrowed it down to.
    filter: Filter,
    extent: Extent,
}

impl List {
    fn new(is_whole: bool) -> Self {
        Self {
            is_whole,
            filter: Filter::new(),
            extent: Extent {
                drawn: Live::new(PROMISED),
                wanted: Live::new(PROMISED),
                waits: Live::new(false),
            },
        }
    }
}

/// The bar with sections and search, the lead story and the other headlines.
pub fn front(session: Session) -> Tag {
    // All headlines, and those that the reader has chosen. The former stay drawn meanwhile: ten thousand of them
    // would take long to go, and to come again.
    let [all, chosen] = [true, false].map(List::new);
    let filter = chosen.filter;
    let on_screen = move || if filter.is_on() { chosen } else { all };
    let place = TagRef::new(None);
    follow_edition(session, filter, all.extent, place);
    let has_news = derived(move || session.shown.with(Option::is_some));
    let show = move |is_new: bool, is_complete: bool| {
        let extent = chosen.extent;
        if is_new {
            extent.set(0);
        }
        let wanted = if is_complete { ADDED } else { EARLY };
        if extent.wanted.get_untracked() < wanted {
            extent.reach(wanted);
        }
    };
    let bar = move || match has_news.get() {
        false => nothing(),
        true => tag("div")
            .class("bar")
            .child(sections(session, filter, move || show(true, true)))
            .child(search(session, filter, place, show))
            .into(),
    };
    let found = move || {
        let is_complete = filter
            .hits
            .with(|hits| hits.as_ref().map(|hits| hits.is_complete));
        let count = filter.count(session);
        match is_complete {
            Some(false) => String::new(),
            _ if count == 0 && filter.is_on() => session.text(Text::NoMatches),
            Some(true) => session.words().count(Text::ResultCount, count),
            None => String::new(),
        }
    };
    // All headlines wait until the reader has done with those that are chosen.
    let waiting = move || filter.is_on().then(String::new);
    let list = tag("div")
        .class("list")
        .live("hidden", waiting)
        .piece(headlines(session, all));
    let feed = tag("div")
        .class("feed")
        .attr("part", "feed")
        .attr("role", "feed")
        .live("aria-label", session.label(Text::Headlines))
        .live("aria-busy", move || Some(session.busy.get().to_string()))
        .on("keydown", move |event| {
            if let Some(place) = place.get_untracked() {
                host::follow_feed_key(&place, &event);
            }
        })
        .child(list)
        .piece(headlines(session, chosen));
    // New stories are shown whatever was chosen before.
    let reach = move |count: usize| {
        filter.clear();
        if all.extent.drawn.get_untracked() < count {
            all.extent.set(count);
        }
    };
    // How much there is of the list on screen, how many of its headlines are drawn, and how many it has.
    let counts = move || {
        let List { filter, extent, .. } = on_screen();
        (extent, extent.drawn.get(), filter.count(session))
    };
    let has_more = derived(move || {
        let (_, drawn, total) = counts();
        drawn < total || is_open_ended(session)
    });
    let more = move || match has_more.get() {
        true => more(session, counts, place).into(),
        false => nothing(),
    };
    let hidden = move || session.open.with(Option::is_some).then(String::new);
    tag("div")
        .class("front")
        .reference(place)
        .live("hidden", hidden)
        .live_piece(bar)
        .child(news(session, place, reach))
        .child(
            tag("p")
                .class("found")
                .attr("role", "status")
                .live_text(found),
        )
        .child(feed)
        .live_piece(more)
}

/// Shows another edition from its beginning, and as many headlines as fit.
fn follow_edition(session: Session, filter: Filter, extent: Extent, place: TagRef) {
    let drawn_edition = Live::new(None);
    effect(move || {
        let (edition, total) = session.shown.with(|shown| {
            let shown = shown.as_ref();
            (
                shown.map(|shown| shown.edition().clone()),
                // One more where more come: then there is a button below them.
                shown.map(|shown| shown.articles.len() + usize::from(!shown.is_whole)),
            )
        });
        // Stories that come later, and further pages, leave the reader where he is.
        if edition == drawn_edition.get_untracked() {
            return;
        }
        drawn_edition.set(edition);
        filter.clear();
        extent.set(PROMISED);
        // All of the stand is drawn in this turn; before it is painted it can be measured.
        clock::before_frame(move || {
            // By then the stand may have been removed.
            if let (Some(Some(place)), Some(total)) = (place.try_get_untracked(), total) {
                let fitting = host::fitting(&place, total, FOOT_PX, MORE_PX);
                let fitting = (fitting as usize).min(ADDED);
                if fitting < PROMISED {
                    extent.set(fitting);
                }
                extent.reach(fitting);
            }
        });
    });
}

/// True where the edition has articles that have not been read, or not been fetched.
fn is_open_ended(session: Session) -> bool {
    session
        .shown
        .with(|shown| shown.as_ref().is_some_and(Shown::is_open_ended))
}

/// What all headlines have in common: they are drawn anew where it changes.
#[derive(PartialEq)]
struct Manner {
    level: u8,
    locale: Arc<str>,
    section: Option<String>,
    day: Option<usize>,
    /// The state of the search that has found them.
    search: usize,
}

/// The headlines that are chosen, as many as there may be by now, in batches: the browser lays out a
/// batch anew when a headline is added to it, and not those above.
fn headlines(session: Session, list: List) -> Piece {
    let List { filter, extent, .. } = list;
    let mut before = None;
    let mut edition: Arc<[Arc<Article>]> = Arc::default();
    let mut drawn = 0;
    Piece::Growing(Box::new(move || {
        let limit = match list.is_whole || filter.is_on() {
            true => extent.drawn.get(),
            false => 0,
        };
        let articles = session
            .shown
            .with(|shown| shown.as_ref().map(|shown| shown.articles.clone()))
            .unwrap_or_default();
        let now = Manner {
            level: session.settings.with(|settings| settings.heading_level) + 1,
            locale: session.words().locale,
            section: filter.section.get(),
            day: filter.day.get(),
            search: filter
                .hits
                .with(|hits| hits.as_ref().map_or(0, |hits| Rc::as_ptr(hits) as usize)),
        };
        let goes_on = before.as_ref() == Some(&now)
            && drawn <= limit
            && (Arc::ptr_eq(&articles, &edition) || begins_with(&articles, &edition));
        before = Some(now);
        edition = articles;
        if !goes_on {
            drawn = 0;
        }
        // The lead story stands in a row of its own, above the first batch's.
        let leads = usize::from(!filter.is_on());
        let (first, end) = (drawn, batch_end(drawn, leads));
        let (added, count) = filter.chosen(session, first..end.min(limit));
        drawn += added.len();
        if drawn < count.min(limit) {
            // The next batch follows at once.
            extent.drawn.set(limit);
        }
        let total = match is_open_ended(session) {
            // There are more, nobody knows how many.
            true => "-1".to_owned(),
            false => decimal(count),
        };
        // A lead story that was drawn alone keeps a batch and a spread to itself, and looks the same.
        let is_begun = end - first < BATCH;
        let opens_spread = (end - leads) % SPREAD == BATCH;
        let is_empty = added.is_empty();
        let draw: Draw = Box::new(move || {
            let cards = added.iter().enumerate().map(|(place, article)| {
                framed(session, filter, article, first + place, &total).into()
            });
            let cards = Piece::Many(cards.collect());
            if is_begun || is_empty {
                return cards;
            }
            let rows = tag("div").class("rows").piece(cards);
            match opens_spread {
                true => tag("div").class("spread").child(rows).into(),
                false => rows.into(),
            }
        });
        match goes_on {
            true if is_empty => Growth::Nothing,
            true if is_begun => Growth::More(2, draw),
            true => Growth::More(usize::from(!opens_spread), draw),
            false => Growth::Anew(draw),
        }
    }))
}

/// True where a page may have been added to an edition, and nothing else has happened to it.
fn begins_with(articles: &[Arc<Article>], before: &[Arc<Article>]) -> bool {
    let mut pairs = before.iter().zip(articles);
    before.len() <= articles.len() && pairs.all(|(one, other)| Arc::ptr_eq(one, other))
}

/// Where the batch ends that holds a headline: the index of the first of the next one. The first
/// batch has the lead story besides, in a row of its own.
fn batch_end(index: usize, leads: usize) -> usize {
    leads + (index.saturating_sub(leads) / BATCH + 1) * BATCH
}

/// A headline in its `<article>`, with the language and direction of its own.
///
/// - `index`: its place among those that are chosen, from 0.
/// - `total`: how many these are.
fn framed(
    session: Session,
    filter: Filter,
    article: &Arc<Article>,
    index: usize,
    total: &str,
) -> Tag {
    let is_filtered = filter.is_on();
    let hits = filter.hits.get_untracked();
    let style = CardStyle {
        level: session.settings.with(|settings| settings.heading_level) + 1,
        is_lead: index == 0 && !is_filtered,
        names_section: !is_filtered || hits.is_some(),
        words: hits.map(|hits| hits.words.clone()),
    };
    let language = session.language_of(article);
    let headline = article.headline();
    let frame = tag("article")
        .class(if style.is_lead { "card lead" } else { "card" })
        .attr("part", "card")
        .attr("aria-label", headline)
        .attr("aria-posinset", &decimal(index + 1))
        .attr("aria-setsize", total)
        .attr("lang", &language)
        .attr("dir", locale::direction_of_text(article, headline));
    card(frame, session, article, style)
}

/// The button for more headlines, or for the next page where all are drawn. Near it both come by
/// themselves.
///
/// - `counts`: how much there is of the list on screen, how many of its headlines are drawn, and how many it has.
/// - `front`: what holds the headlines.
fn more(
    session: Session,
    counts: impl Fn() -> (Extent, usize, usize) + Copy + Send + 'static,
    front: TagRef,
) -> Tag {
    let button = TagRef::new(None);
    effect(move || {
        if let Some(button) = button.get() {
            host::watch_end(&button);
        }
    });
    let counts = move || untrack(counts);
    let press = move |_| {
        let (extent, drawn, total) = counts();
        let reached = drawn.min(total) + ADDED;
        if drawn >= total {
            return session.load_more(Box::new(move || extent.reach(reached)));
        }
        extent.reach(reached);
        focus_headline(front, drawn);
    };
    // The page that has been asked for without being wanted: one that fails is not asked for again.
    let asked = Live::new(None);
    let draw_on = move || {
        let (extent, drawn, total) = counts();
        if drawn < total && drawn >= extent.wanted.get_untracked() {
            extent.reach(drawn + ADDED);
        }
        drawn < total
    };
    let come_near = move |_| {
        if draw_on() {
            return;
        }
        let page = session
            .shown
            .with_untracked(|shown: &Option<Shown>| shown.as_ref()?.next_url.clone());
        if page != asked.get_untracked() {
            asked.set(page);
            session.load_more(Box::new(|| {}));
        }
    };
    tag("button")
        .class("more")
        .attr("part", "button")
        .reference(button)
        .on("click", press)
        .on("near", come_near)
        .on("ahead", move |_| _ = draw_on())
        .live_text(session.wording(Text::MoreHeadlines))
}

/// Moves the focus to one of the headlines, from 0, once it has been drawn.
pub fn focus_headline(place: TagRef, index: usize) {
    if let Some(place) = place.get_untracked() {
        host::focus_headline(&place, index as i32, false);
    }
}
