//! One headline.

use super::{
    byline::byline,
    isolated::isolated,
    picture::picture,
    search::{evidence, marked},
    session::{Focus, Session},
    tag::{Piece, Tag, heading, tag},
};
use crate::{locale, model::Article, platform::host};
use std::sync::Arc;
use wasm_bindgen::JsValue;
use web_sys::Event;

/// How a headline is drawn.
#[derive(Clone, Debug)]
pub struct CardStyle {
    /// Level of the title's heading.
    pub level: u8,
    /// True for the story that the front begins with: larger, with its summary.
    pub is_lead: bool,
    /// True where the section is said; false where all headlines are of one section.
    pub names_section: bool,
    /// The words to be marked that a search has found it by (see [`marked`]); with them there is
    /// [`evidence`].
    pub words: Option<JsValue>,
}

/// A headline's picture, section, title and byline, added to `frame`. The title is a link to the
/// article.
pub fn card(frame: Tag, session: Session, article: &Arc<Article>, style: CardStyle) -> Tag {
    let sizes = if style.is_lead {
        "(min-width: 640px) 56vw, 100vw"
    } else {
        "(min-width: 960px) 25vw, 50vw"
    };
    let image = article.image.as_ref().map(|image| {
        // The headline beside it says what the picture is about.
        let mut image = image.clone();
        image.alternative.clear();
        tag("div")
            .class("picture")
            .child(picture(&image, sizes, style.is_lead))
    });
    let headline = article.headline();
    let summary = article.summary.as_deref().filter(|one| *one != headline);
    let plain = |text: &str| Piece::Text(text.to_owned());
    let (title, summary) = match &style.words {
        None => (
            plain(headline),
            summary.filter(|_| style.is_lead).map(plain),
        ),
        Some(words) => {
            let language = session.language_of(article);
            (
                marked(headline, &language, words),
                evidence(article, summary, &language, words),
            )
        }
    };
    let summary = summary.map(|summary| tag("p").class("summary").piece(summary));
    let title = heading(style.level)
        .class("title")
        .attr("part", "title")
        .attr("dir", locale::direction_of_text(article, headline))
        .child(link_to(session, article).piece(title));
    let words = tag("div")
        .class("words")
        .maybe_child(kicker(article).filter(|_| style.names_section))
        .child(title)
        .maybe_child(summary)
        .maybe_child(byline(session, article, false));
    frame.maybe_child(image).child(words)
}

/// A link to the publisher's page of an article, still without words; a plain click opens the reader
/// instead, unless the page wants all clicks to go outside. Where there is no reader the page is asked
/// all the same, which may show the article itself.
pub fn link_to(session: Session, article: &Arc<Article>) -> Tag {
    let opened = article.clone();
    let follow = move |event: Event| {
        let has_page = opened.url.is_some();
        let (goes_out, has_reader) = session.settings.with_untracked(|settings| {
            (settings.links_outside && has_page, !settings.related_only)
        });
        if goes_out || !host::is_plain_click(&event) {
            return;
        }
        if has_reader {
            event.prevent_default();
            session.open_article(&opened, Focus::Moves);
        } else if !session.permits(&opened) || !has_page {
            event.prevent_default();
        }
    };
    // An article without a page of its own is still a link: to the stand, for the keyboard.
    let address = article.url.as_ref().map_or("#", |url| url.as_str());
    tag("a").attr("href", address).on("click", follow)
}

/// The section that an article belongs to.
pub fn kicker(article: &Article) -> Option<Tag> {
    let section = article.section.clone()?;
    let name = isolated(article, section);
    Some(tag("p").class("kicker").attr("part", "section").piece(name))
}
