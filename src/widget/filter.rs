//! What the reader narrows the headlines down to.

use super::{live::Live, session::Session};
use crate::{model::Article, platform::clock};
use std::{ops::Range, rc::Rc, sync::Arc};
use wasm_bindgen::JsValue;

/// A section, a day and a search; what is chosen fulfils all of them.
#[derive(Clone, Copy)]
pub struct Filter {
    /// The section; `None` for all.
    pub section: Live<Option<String>>,
    /// The day, as [`clock::local_day`] counts them; `None` for all.
    pub day: Live<Option<usize>>,
    /// What the reader has typed.
    pub query: Live<String>,
    /// What has been found for it, or for what was typed before as long as that is being looked for;
    /// `None` without a search.
    pub hits: Live<Option<Rc<Hits>>>,
}

/// What a search has found.
pub struct Hits {
    /// What it was for.
    pub query: String,
    /// The indices of the articles, the best first.
    pub indices: Vec<usize>,
    /// The words to be marked in them, as a set for [`super::search::marked`].
    pub words: JsValue,
    /// False while further articles are being read.
    pub is_complete: bool,
}

impl Filter {
    /// Everything is chosen.
    pub fn new() -> Self {
        Self {
            section: Live::new(None),
            day: Live::new(None),
            query: Live::new(String::new()),
            hits: Live::new(None),
        }
    }

    /// Chooses everything again.
    pub fn clear(self) {
        self.section.set(None);
        self.day.set(None);
        self.query.set(String::new());
        self.hits.set(None);
    }

    /// True where something narrows the headlines down.
    pub fn is_on(self) -> bool {
        self.section.with(Option::is_some)
            || self.day.with(Option::is_some)
            || self.hits.with(Option::is_some)
    }

    /// Some of the articles that are chosen, by their places among them, and how many are chosen in
    /// all: the best first after a search, else in the edition's order.
    pub fn chosen(self, session: Session, places: Range<usize>) -> (Vec<Arc<Article>>, usize) {
        let (section, day) = (self.section.get(), self.day.get());
        let hits = self.hits.get();
        let hits = hits.as_ref().map(|hits| &hits.indices[..]);
        session.shown.with(|shown| {
            let articles = shown.as_ref().map_or(&[][..], |shown| &shown.articles);
            if section.is_none() && day.is_none() && hits.is_none() {
                // An edition may have any number of them.
                let end = places.end.min(articles.len());
                let some = articles.get(places.start..end).unwrap_or_default();
                return (some.to_vec(), articles.len());
            }
            let (mut some, mut count) = (Vec::new(), 0);
            for place in 0..hits.map_or(articles.len(), <[usize]>::len) {
                let index = hits.map_or(place, |hits| hits[place]);
                // The edition may have changed since.
                if let Some(article) = articles.get(index)
                    && (section.is_none() || article.section == section)
                    && (day.is_none() || day_of(article) == day)
                {
                    if places.contains(&count) {
                        some.push(article.clone());
                    }
                    count += 1;
                }
            }
            (some, count)
        })
    }

    /// How many articles are chosen.
    pub fn count(self, session: Session) -> usize {
        self.chosen(session, 0..0).1
    }
}

/// The day on which an article was published, where the reader is.
pub fn day_of(article: &Article) -> Option<usize> {
    let published = article.published?;
    Some(clock::local_day(published.epoch_ms()))
}
