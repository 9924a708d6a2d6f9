//! An edition as it is on screen, with the words of the interface around it.

use crate::{
    locale::{Strings, Text},
    model::{Article, Edition, Href, Index, Resolve, Stand},
    platform::{address::Address, intl},
};
use std::sync::Arc;

/// One edition with all that is needed to draw it; replaced as a whole, so that headlines,
/// pickers and strings never disagree.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The stand it belongs to.
    pub stand: Arc<Stand>,
    /// Its index among the stand's editions.
    pub index: usize,
    /// Its articles, as its feed has them.
    pub articles: Arc<[Arc<Article>]>,
    /// How many of them, at the end, came from later pages than the first.
    pub from_later_pages: usize,
    /// The page after those that have been read.
    pub next_url: Option<Href>,
    /// False while the rest of a long document is being read.
    pub is_whole: bool,
    /// What the interface says to its readers.
    pub words: Words,
    /// Where the feed came from: the base of the references in its bodies.
    pub base: Address,
}

impl Shown {
    /// The edition.
    pub fn edition(&self) -> &Edition {
        &self.stand.editions[self.index]
    }

    /// True where both are the same edition of the same stand.
    pub fn is_edition_of(&self, other: &Self) -> bool {
        self.edition() == other.edition()
    }

    /// True where there are articles that are not among these yet.
    pub fn is_open_ended(&self) -> bool {
        !self.is_whole || self.next_url.is_some()
    }

    /// The index of the first article that `before` does not have, and how many there are.
    pub fn new_since(&self, before: &Self) -> Option<(usize, usize)> {
        let known = ids(&before.articles);
        let mut new = (0..self.articles.len())
            .filter(|index| known.position(&self.articles[*index].id).is_none());
        Some((new.next()?, 1 + new.count()))
    }

    /// The article with this id or address; a relative one is one of the page's.
    pub fn article_called(&self, key: &str) -> Option<&Arc<Article>> {
        let mut articles = self.articles.iter();
        let found = articles.find(|article| article.is_called(key));
        found.or_else(|| {
            let url = Address::of_page().resolve(key)?;
            let mut articles = self.articles.iter();
            articles.find(|article| article.url.as_ref() == Some(&url))
        })
    }

    /// Adds the later pages that `before` has read, and what has been pushed from its first page to the
    /// second meanwhile: the articles after the last one that is still here. Where none is left nobody
    /// knows what lies between, and the pages are to be read again.
    pub(super) fn add_later_pages_of(&mut self, before: &Self) {
        let first_page = before.articles.len() - before.from_later_pages;
        let known = ids(&self.articles);
        let last = before.articles[..first_page]
            .iter()
            .rposition(|article| known.position(&article.id).is_some());
        if let Some(last) = last.filter(|_| before.from_later_pages > 0) {
            self.add_page(&before.articles[last + 1..], before.next_url.clone());
        }
    }

    /// Adds the articles of a later page, but those that are there already: what was published
    /// meanwhile has pushed them from one page to the next.
    pub(super) fn add_page(&mut self, articles: &[Arc<Article>], next_url: Option<Href>) {
        let known = ids(&self.articles);
        let new = articles
            .iter()
            .filter(|article| known.position(&article.id).is_none());
        let all: Vec<_> = self.articles.iter().chain(new).cloned().collect();
        self.from_later_pages += all.len() - self.articles.len();
        self.articles = all.into();
        self.next_url = next_url;
    }

    /// The language to announce for an article.
    pub fn language_of(&self, article: &Article) -> String {
        article
            .language
            .clone()
            .unwrap_or_else(|| self.edition().language.clone())
    }
}

fn ids(articles: &[Arc<Article>]) -> Index {
    let mut ids = Index::default();
    for one in articles {
        ids.insert(&one.id);
    }
    ids
}

/// A language of the interface.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Its BCP 47 tag, for `lang` and `Intl`.
    pub locale: Arc<str>,
    /// Its strings.
    pub strings: Arc<Strings>,
}

impl Words {
    /// The language that is built in.
    pub fn english() -> Self {
        Self {
            locale: "en".into(),
            strings: Arc::default(),
        }
    }

    /// A text that depends on a number, with the number as `{count}`.
    pub fn count(&self, text: Text, count: usize) -> String {
        let category = intl::plural(&self.locale, count);
        let number = intl::number(&self.locale, count);
        self.strings.plural(text, &category, &[("count", &number)])
    }
}
