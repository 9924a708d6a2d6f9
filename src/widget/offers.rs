//! What to read after an article.

use super::{
    carousel::carousel,
    library::find_similar,
    live::Live,
    session::{Session, Shown},
    tag::{Piece, nothing},
};
use crate::{
    locale::Text,
    model::Article,
    platform::intl,
    related::{self, Shelves},
};
use std::sync::Arc;

/// How many articles each carousel offers.
const OFFERED: usize = 12;

/// The carousels below `open`: similar news, more of its section, more by its author, the latest of the
/// edition's country. Each is absent where it would be empty, and none repeats another.
pub fn offers(session: Session, open: &Arc<Article>, shown: &Shown) -> Piece {
    let found = Live::new(None);
    find_similar(session, open, shown, OFFERED, move |similar| {
        found.set(Some(similar));
    });
    let (open, shown) = (open.clone(), shown.clone());
    Piece::Live(Box::new(move || {
        found.with(|similar: &Option<Vec<usize>>| match similar {
            Some(similar) => carousels(session, &open, &shown, similar),
            None => nothing(),
        })
    }))
}

fn carousels(session: Session, open: &Article, shown: &Shown, similar: &[usize]) -> Piece {
    let words = &shown.words;
    let Shelves {
        section,
        author,
        latest,
    } = related::shelves(open, &shown.articles, similar, OFFERED);
    let name = |text: Text, placeholder: &str, value: Option<&str>| {
        let strings = &words.strings;
        value.map(|value| strings.format(text, &[(placeholder, value)]))
    };
    let country = shown.edition().country.as_deref();
    let country = country.map(|code| intl::country_name(&words.locale, code));
    let writer = open.authors.first().map(|author| &*author.name);
    let rows = [
        (
            "similar",
            Some(words.strings.get(Text::SimilarNews).to_owned()),
            similar,
        ),
        (
            "section",
            name(Text::MoreIn, "section", open.section.as_deref()),
            &section,
        ),
        ("author", name(Text::MoreBy, "author", writer), &author),
        (
            "latest",
            name(Text::LatestFrom, "country", country.as_deref()),
            &latest,
        ),
    ];
    let mut pieces = Vec::new();
    for (id, title, indices) in rows {
        let articles = indices.iter().map(|index| shown.articles[*index].clone());
        let articles: Vec<_> = articles.collect();
        if let Some(title) = title.filter(|_| !articles.is_empty()) {
            pieces.push(carousel(session, id, &title, &articles).into());
        }
    }
    Piece::Many(pieces)
}
