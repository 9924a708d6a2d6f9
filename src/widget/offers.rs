//! What to read after an article.

use super::{
    carousel::carousel,
    gradual::one_by_one,
    library::find_similar,
    live::Live,
    session::{Session, Shown},
    tag::Piece,
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

/// What a carousel is drawn from.
struct Row {
    name: &'static str,
    title: String,
    articles: Vec<Arc<Article>>,
}

/// The carousels below `open`: similar news, more of its section, more by its author, the latest of the
/// edition's country. Each is absent where it would be empty, and none repeats another.
pub fn offers(session: Session, open: &Arc<Article>, shown: &Shown) -> Piece {
    let rows = Live::new(Vec::new());
    let (opened, edition) = (open.clone(), shown.clone());
    find_similar(session, open, shown, OFFERED, move |similar| {
        rows.set(found(&opened, &edition, &similar));
    });
    let draw = move |index: usize| {
        rows.with(|rows: &Vec<Row>| {
            let row = &rows[index];
            carousel(session, row.name, &row.title, &row.articles).into()
        })
    };
    one_by_one(Live::new(0), move || rows.with(Vec::len), draw)
}

fn found(open: &Article, shown: &Shown, similar: &[usize]) -> Vec<Row> {
    let words = &shown.words;
    let Shelves {
        section,
        author,
        latest,
    } = related::shelves(open, &shown.articles, similar, OFFERED);
    let title = |text: Text, placeholder: &str, value: Option<&str>| {
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
            title(Text::MoreIn, "section", open.section.as_deref()),
            &section,
        ),
        ("author", title(Text::MoreBy, "author", writer), &author),
        (
            "latest",
            title(Text::LatestFrom, "country", country.as_deref()),
            &latest,
        ),
    ];
    let mut wanted = Vec::new();
    for (name, title, indices) in rows {
        let articles = indices.iter().map(|index| shown.articles[*index].clone());
        let articles: Vec<_> = articles.collect();
        if let Some(title) = title.filter(|_| !articles.is_empty()) {
            wanted.push(Row {
                name,
                title,
                articles,
            });
        }
    }
    wanted
}
