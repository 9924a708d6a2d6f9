//! Who wrote an article, and when.

use super::{
    isolated::isolated,
    session::Session,
    tag::{Tag, tag},
};
use crate::{
    locale::Text,
    model::Article,
    platform::{clock, intl},
};

/// The authors and the time, with a dot between them; nothing where neither is known.
///
/// - `full`: true in the reader, where the date is written out and the byline begins with "By".
pub fn byline(session: Session, article: &Article, full: bool) -> Option<Tag> {
    let words = session.words();
    let names: Vec<String> = article
        .authors
        .iter()
        .map(|author| author.name.clone())
        .collect();
    let authors = (!names.is_empty()).then(|| {
        let names = intl::list(&words.locale, &names);
        let text = if full {
            words.strings.format(Text::By, &[("authors", &names)])
        } else {
            names
        };
        isolated(article, text)
    });
    let time = article.published.map(|published| {
        let at_ms = published.epoch_ms();
        let written = intl::full_date(&words.locale, at_ms);
        let text = if full {
            written.clone()
        } else {
            intl::relative_time(&words.locale, at_ms, clock::now_ms())
        };
        tag("time")
            .attr("datetime", &intl::iso(at_ms))
            .attr("title", &written)
            .text(&text)
    });
    let dot = if authors.is_some() && time.is_some() {
        " · "
    } else {
        ""
    };
    (authors.is_some() || time.is_some()).then(|| {
        let line = tag("p").class("meta").attr("part", "byline");
        let line = match authors {
            Some(authors) => line.piece(authors).text(dot),
            None => line,
        };
        line.maybe_child(time)
    })
}
