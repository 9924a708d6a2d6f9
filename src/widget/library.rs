//! The words of an edition's articles, read little by little once an article is opened.

use super::{
    live::Lifetime,
    session::{Session, Shown},
};
use crate::{
    model::{Article, Body, start_of},
    platform::{clock, host, inert},
    related::{self, WordIndex},
};
use std::{cell::RefCell, rc::Rc, sync::Arc};

/// So long a slice of the work may take, in milliseconds: between two frames there is time for it.
const SLICE_MS: f64 = 8.0;
/// So many articles of an edition are compared, from the first on: each takes memory and time.
const MOST_ARTICLES: usize = 10_000;
/// What a longer body is about is clear by then, in characters.
const READ_CHARACTERS: usize = 20_000;

/// The articles whose words are known, and these words.
#[derive(Default)]
pub struct Library {
    index: WordIndex,
    /// By the numbers of their documents.
    articles: Vec<Arc<Article>>,
}

impl Library {
    /// Makes room for these articles, unless they begin with those that are there.
    fn expect(&mut self, wanted: &[Arc<Article>]) {
        let known = self.articles.iter().zip(wanted);
        let is_start = self.articles.len() <= wanted.len()
            && known
                .into_iter()
                .all(|(one, other)| Arc::ptr_eq(one, other));
        if !is_start {
            *self = Self::default();
        }
    }

    /// Does the next step of reading them, and tells whether there was one.
    /// `language` is that of articles that do not say theirs.
    fn read_on(&mut self, wanted: &[Arc<Article>], language: &str) -> bool {
        let Some(article) = wanted.get(self.articles.len()) else {
            return self.index.settle();
        };
        let body = match &article.body {
            Body::Absent => String::new(),
            Body::Html(html) => inert::words_of(html),
            Body::Text(text) => text.clone(),
        };
        let language = article.language.as_deref().unwrap_or(language);
        let segment = |text: &str| {
            // The browser's segmenter knows languages, and takes many times as long.
            let words = match related::has_spaces(text) {
                true => None,
                false => host::words_in(text, language),
            };
            match words {
                Some(words) => words.split(' ').map(str::to_owned).collect(),
                None => related::divide(text),
            }
        };
        self.index
            .add(article, start_of(&body, READ_CHARACTERS), &segment);
        self.articles.push(article.clone());
        true
    }
}

/// What is to be found for a reader of an article.
struct Search {
    library: Rc<RefCell<Library>>,
    /// The feed, and the open article behind it where it is none of its own.
    wanted: Vec<Arc<Article>>,
    language: String,
    feed_length: usize,
    open: usize,
    limit: usize,
    tell: Box<dyn FnOnce(Vec<usize>)>,
    lifetime: Lifetime,
}

/// Finds the indices of the articles of an edition that are similar to `open`, at most `limit`, and tells
/// them: at once where there is little to read, else some frames later; never after the current
/// owner has been cleaned up.
pub fn find_similar(
    session: Session,
    open: &Arc<Article>,
    shown: &Shown,
    limit: usize,
    tell: impl FnOnce(Vec<usize>) + 'static,
) {
    let feed = &shown.articles[..shown.articles.len().min(MOST_ARTICLES)];
    let mut wanted = feed.to_vec();
    let known = feed.iter().position(|article| article.id == open.id);
    if known.is_none() {
        wanted.push(open.clone());
    }
    let library = session.library();
    library.borrow_mut().expect(&wanted);
    go_on(Search {
        library,
        feed_length: feed.len(),
        open: known.unwrap_or(feed.len()),
        wanted,
        language: shown.edition().language.clone(),
        limit,
        tell: Box::new(tell),
        lifetime: Lifetime::new(),
    });
}

/// Works for a slice of time.
fn go_on(search: Search) {
    if search.lifetime.is_over() {
        return;
    }
    let end_ms = clock::now_ms() + SLICE_MS;
    loop {
        let has_read = search
            .library
            .borrow_mut()
            .read_on(&search.wanted, &search.language);
        if !has_read {
            break;
        }
        if clock::now_ms() >= end_ms {
            return clock::after_frame(move || go_on(search));
        }
    }
    let similar = related::similar(
        &search.library.borrow().index,
        search.open,
        &search.wanted[search.open],
        &search.wanted[..search.feed_length],
        search.limit,
    );
    (search.tell)(similar);
}
