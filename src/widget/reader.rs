//! One article, opened in place of the headlines.

use super::{
    blocks,
    byline::byline,
    card::kicker,
    carousel::arrow,
    gradual::one_by_one,
    inline::{in_own_language, outside_link},
    live::{Live, derived, effect},
    offers::offers,
    picture::picture,
    session::{Focus, Reading, Session, Shown},
    tag::{Piece, Tag, TagRef, heading, nothing, tag},
    tools::{progress, tools},
    versions::versions,
};
use crate::{
    locale::{self, Text},
    model::{Article, Block, Href, begins_with},
    platform::{clock, host},
};
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// So many parts of an article follow its head: its tools and its text, and the colophon.
const PARTS: usize = 2;
/// How many blocks of the body are drawn between two frames.
const BLOCKS_AT_ONCE: usize = 4;
/// How wide a picture is drawn in the reader.
const SIZES: &str = "(min-width: 720px) 720px, 100vw";

/// The open article and what to read after it; nothing while the front is shown.
pub fn reader(session: Session) -> Tag {
    let place = TagRef::new(None);
    effect(move || {
        let is_reading = session.open.with(Option::is_some);
        if session.take_focus() == Focus::Moves {
            clock::before_frame(move || match is_reading {
                // By then the stand may have been removed.
                true => {
                    let place = place.try_get_untracked().flatten();
                    place.iter().for_each(host::arrive);
                }
                false => {
                    if let Some(opener) = session.take_opener() {
                        // It does not throw.
                        let _ = opener.call0(&JsValue::UNDEFINED);
                    }
                }
            });
        }
    });
    // Other attributes leave the article as it is.
    let level = derived(move || session.settings.with(|settings| settings.heading_level));
    let content = move || {
        let (Some(article), Some(shown)) = (session.open.get(), session.shown.get_untracked())
        else {
            return nothing();
        };
        let drawn = Live::new(0);
        let opened = opened(session, &shown, &article, level.get(), drawn);
        let offers = move || match session.shown.get_untracked() {
            Some(shown) if drawn.get() == PARTS => offers(session, &article, &shown),
            _ => nothing(),
        };
        Piece::Many(vec![opened.into(), Piece::Live(Box::new(offers))])
    };
    tag("div").reference(place).live_piece(content)
}

/// The open article.
///
/// - `drawn`: how many of the parts below its head there are.
fn opened(
    session: Session,
    shown: &Shown,
    article: &Arc<Article>,
    level: u8,
    drawn: Live<usize>,
) -> Tag {
    let title = article.headline();
    let headline = heading(level)
        .class("headline")
        .attr("part", "headline")
        .attr("tabindex", "-1")
        .text(title);
    let summary = article.summary.as_deref().filter(|summary| {
        *summary != title
            && session.reading.with_untracked(|reading| match reading {
                Reading::Loading => true,
                Reading::Complete(blocks) | Reading::Partial(blocks) => {
                    !begins_with(blocks, summary)
                }
            })
    });
    let language = shown.language_of(article);
    // How many slices of the body there are.
    let written = Live::new(0);
    let is_written = move || written.get() >= session.reading.with(slices);
    let element = TagRef::new(None);
    let (opened, own_language) = (article.clone(), language.clone());
    let part = move |index| {
        if index > 0 {
            return Piece::Live(Box::new(move || colophon(session).into()));
        }
        let (lead, url) = (opened.clone(), opened.url.clone());
        let lead_picture = move || lead_picture(session, &lead).into();
        let body = tag("div")
            .class("body")
            .attr("part", "body")
            .live("aria-busy", move || Some((!is_written()).to_string()))
            .live_piece(move || body(session, url.as_ref(), level + 1, written));
        Piece::Many(vec![
            tools(session, &opened, &own_language, element).into(),
            Piece::Live(Box::new(lead_picture)),
            body.into(),
        ])
    };
    // What stands below the body waits for it; what is offered is chosen from all that there is.
    let is_whole = |shown: &Option<Shown>| shown.as_ref().is_some_and(|shown| shown.is_whole);
    let parts = move || match is_written() && session.shown.with(is_whole) {
        true => PARTS,
        false => 1,
    };
    tag("article")
        .class("reader")
        .attr("part", "reader")
        .attr("aria-label", title)
        .attr("lang", &language)
        .attr("dir", locale::direction_of_text(article, title))
        .reference(element)
        .child(progress())
        .child(back_button(session))
        .maybe_child(kicker(article))
        .child(headline)
        .maybe_child(summary.map(|summary| tag("p").class("summary").text(summary)))
        .maybe_child(byline(session, article, true))
        .maybe_child(versions(session, shown, article))
        .piece(one_by_one(drawn, parts, part))
}

/// The picture of the headline, unless the body shows it too, where it has its caption.
fn lead_picture(session: Session, article: &Article) -> Option<Tag> {
    let image = article.image.as_ref()?;
    let is_repeated = session.reading.with(|reading| match reading {
        Reading::Loading => false,
        Reading::Complete(blocks) | Reading::Partial(blocks) => blocks.iter().any(
            |block| matches!(block, Block::Image { image: own, .. } if own.source == image.source),
        ),
    });
    (!is_repeated).then(|| {
        tag("figure")
            .class("lead-picture")
            .child(picture(image, SIZES, true))
    })
}

/// How many slices of the body there are to be.
fn slices(reading: &Reading) -> usize {
    match reading {
        Reading::Loading => 0,
        Reading::Complete(blocks) | Reading::Partial(blocks) => {
            blocks.len().div_ceil(BLOCKS_AT_ONCE).max(1)
        }
    }
}

fn body(session: Session, url: Option<&Href>, level: u8, written: Live<usize>) -> Piece {
    let reading = session.reading.get();
    let count = slices(&reading);
    let (blocks, is_whole) = match reading {
        Reading::Loading => return bones(session).into(),
        Reading::Complete(blocks) => (blocks, true),
        Reading::Partial(blocks) => (blocks, false),
    };
    written.set(0);
    let url = url.filter(|_| blocks.is_empty() || !is_whole).cloned();
    let draw = move |index| {
        let slice = blocks.chunks(BLOCKS_AT_ONCE).nth(index).unwrap_or_default();
        let mut drawn = blocks::draw(session, slice, level);
        if index + 1 == count {
            drawn.push(read_at(session, url.as_ref()).into());
        }
        Piece::Many(drawn)
    };
    one_by_one(written, move || count, draw)
}

/// What stands for the body while it is on its way.
fn bones(session: Session) -> Tag {
    let loading = session.text(Text::LoadingArticle);
    let status = tag("p")
        .class("unseen")
        .attr("role", "status")
        .text(&loading);
    let bones = tag("div").attr("aria-busy", "true").child(status);
    (0..6).fold(bones, |bones, _| bones.child(tag("div").class("body-bone")))
}

fn back_button(session: Session) -> Tag {
    in_own_language(session, tag("button"))
        .class("back")
        .attr("part", "button")
        .on("click", move |_| session.close(Focus::Moves))
        .child(arrow("arrow backward"))
        .live_text(session.wording(Text::Back))
}

/// A link to the publisher's page, for an article whose text the stand does not have.
fn read_at(session: Session, url: Option<&Href>) -> Option<Tag> {
    let url = url?;
    let words = session.words();
    let text = words.strings.format(Text::ReadAt, &[("site", url.site())]);
    let link = outside_link(url).text(&text);
    Some(
        in_own_language(session, tag("p"))
            .class("read-at")
            .child(link),
    )
}

/// Where the article comes from: the brand, and where else to follow it.
fn colophon(session: Session) -> Option<Tag> {
    let shown = session.shown.get()?;
    let stand = &shown.stand;
    let links = stand.follow.iter().fold(tag("ul"), |list, link| {
        let text = shown.words.strings.format(
            Text::Follow,
            &[("name", &stand.title), ("network", &link.name)],
        );
        list.child(tag("li").child(outside_link(&link.url).text(&text)))
    });
    let imprint = tag("p")
        .class("imprint")
        .child(tag("bdi").text(&stand.title));
    let colophon = in_own_language(session, tag("footer"))
        .class("colophon")
        .attr("part", "follow")
        .child(imprint)
        .child(links);
    Some(colophon)
}
