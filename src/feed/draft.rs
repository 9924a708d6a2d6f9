//! A feed that is being read.

use super::{Dialect, FeedError};
use crate::model::{Article, Author, Feed, Index};
use std::sync::Arc;

/// A feed that is being read, a few items at a time.
pub struct Draft {
    dialect: Box<dyn Dialect>,
    feed: Feed,
    /// Who has written the articles that name nobody.
    authors: Vec<Author>,
    /// How many items have been looked at.
    seen: usize,
    /// The ids that are taken.
    known: Index,
}

impl Draft {
    /// A feed of which only the frame has been read.
    pub(super) fn new(mut dialect: Box<dyn Dialect>) -> Self {
        let (feed, authors) = dialect.frame();
        Self {
            feed,
            authors,
            dialect,
            seen: 0,
            known: Index::default(),
        }
    }

    /// Reads the next `count` items; `false` where there are no more. The first of several items
    /// with one id wins.
    pub fn read_some(&mut self, count: usize) -> bool {
        let total = self.dialect.count();
        let end = self.seen.saturating_add(count).min(total);
        for index in self.seen..end {
            let Some(article) = self.article(index).filter(|one| !one.id.is_empty()) else {
                continue;
            };
            if self.known.insert(&article.id) {
                self.feed.articles.push(Arc::new(article));
            }
        }
        self.seen = end;
        end < total
    }

    /// What has been read so far.
    pub fn feed(&self) -> &Feed {
        &self.feed
    }

    /// How many items have not been looked at.
    pub fn remaining(&self) -> usize {
        self.dialect.count() - self.seen
    }

    /// What has been read.
    ///
    /// # Errors
    /// [`FeedError::Empty`] where no item could be used.
    pub fn finish(self) -> Result<Feed, FeedError> {
        if self.feed.articles.is_empty() {
            return Err(self.empty());
        }
        Ok(self.feed)
    }

    /// The item that is called `id`, else the one that stands at `url`, else the only one; it is
    /// called `id` then.
    ///
    /// # Errors
    /// [`FeedError::Empty`] where there is none of them.
    pub fn only(self, id: &str, url: &str) -> Result<Article, FeedError> {
        let (mut found, mut is_certain, mut usable) = (None, false, 0);
        for index in 0..self.dialect.count() {
            let Some(article) = self.article(index) else {
                continue;
            };
            usable += 1;
            let is_named = article.id == id;
            let is_here = !is_certain && article.is_called(url);
            if is_named || is_here || usable == 1 {
                is_certain = is_named || is_here;
                found = Some(article);
            }
            if is_named {
                break;
            }
        }
        let found = found.filter(|_| is_certain || usable == 1);
        let mut article = found.ok_or_else(|| self.empty())?;
        id.clone_into(&mut article.id);
        Ok(article)
    }

    fn article(&self, index: usize) -> Option<Article> {
        let mut article = self.dialect.article(index)?;
        if article.language.is_none() {
            article.language.clone_from(&self.feed.language);
        }
        if article.authors.is_empty() {
            article.authors.clone_from(&self.authors);
        }
        Some(article)
    }

    fn empty(&self) -> FeedError {
        FeedError::Empty {
            member: "item",
            dropped: self.dialect.count(),
        }
    }
}
