//! More of what an article is: of its section, by its author, and the latest there is.

use crate::model::Article;
use std::borrow::Borrow;

/// What is offered below the similar articles: indices into the feed, the latest first. No article is
/// in two of them, and none of them has the open article or another version of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shelves {
    /// Of the open article's section.
    pub section: Vec<usize>,
    /// By the first of its authors.
    pub author: Vec<usize>,
    /// The latest of all.
    pub latest: Vec<usize>,
}

/// What else to offer to a reader of `open`, to whom the articles at `similar` are offered already; at
/// most `limit` articles each.
pub fn shelves<A: Borrow<Article>>(
    open: &Article,
    feed: &[A],
    similar: &[usize],
    limit: usize,
) -> Shelves {
    let feed: Vec<&Article> = feed.iter().map(Borrow::borrow).collect();
    let section = |article: &Article| article.section.is_some() && article.section == open.section;
    let author = |article: &Article| {
        let author = open.authors.first();
        author.is_some_and(|author| article.authors.iter().any(|one| one.name == author.name))
    };
    let mut taken = similar.to_vec();
    let mut latest = |belongs: &dyn Fn(&Article) -> bool| {
        let first = taken.len();
        while taken.len() < first + limit
            && let Some(next) = latest(open, &feed, &taken, belongs)
        {
            taken.push(next);
        }
        taken[first..].to_vec()
    };
    Shelves {
        section: latest(&section),
        author: latest(&author),
        latest: latest(&|_| true),
    }
}

/// The latest that belongs and tells another story than `open` and those that are taken.
fn latest(
    open: &Article,
    feed: &[&Article],
    taken: &[usize],
    belongs: &dyn Fn(&Article) -> bool,
) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (index, article) in feed.iter().enumerate() {
        let is_later = best.is_none_or(|best| article.published > feed[best].published);
        if is_later
            && belongs(article)
            && !open.is_same(article)
            && !taken.iter().any(|other| feed[*other].is_same(article))
        {
            best = Some(index);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Author, Timestamp};

    fn article(id: &str, section: &str, author: &str, day: u8) -> Article {
        Article {
            id: id.to_owned(),
            section: (!section.is_empty()).then(|| section.to_owned()),
            authors: (!author.is_empty())
                .then(|| Author {
                    name: author.to_owned(),
                    ..Author::default()
                })
                .into_iter()
                .collect(),
            published: Timestamp::parse(&format!("2026-11-{day:02}T08:00:00Z")),
            ..Article::default()
        }
    }

    fn feed() -> Vec<Article> {
        vec![
            article("open", "Sea", "Ana", 1),
            article("old-sea", "Sea", "Ben", 2),
            article("new-sea", "Sea", "Ana", 9),
            article("by-ana", "Sport", "Ana", 3),
            article("latest", "Sport", "Ben", 10),
        ]
    }

    #[test]
    fn each_has_the_latest_that_no_other_has() {
        let feed = feed();
        let all = shelves(&feed[0], &feed, &[], 9);
        let expected = Shelves {
            section: vec![2, 1],
            author: vec![3],
            latest: vec![4],
        };
        assert_eq!(all, expected);
        let rest = shelves(&feed[0], &feed, &[2, 4], 1);
        let expected = Shelves {
            section: vec![1],
            author: vec![3],
            latest: vec![],
        };
        assert_eq!(rest, expected);
    }

    #[test]
    fn an_article_of_nothing_has_only_the_latest() {
        let mut feed = feed();
        feed[0] = article("open", "", "", 1);
        // Another version of it, and two of one story.
        for (index, story) in [(0, "tides"), (1, "tides"), (3, "cup"), (4, "cup")] {
            feed[index].story = Some(story.to_owned());
        }
        let all = shelves(&feed[0], &feed, &[], 9);
        assert_eq!((all.section, all.author), (vec![], vec![]));
        assert_eq!(all.latest, [4, 2]);
    }
}
