//! The words of an edition's articles, read little by little once they are needed.

use super::{
    live::Lifetime,
    session::{Session, Shown},
};
use crate::{
    model::{Article, Body, start_of},
    platform::{clock, host, inert},
    related::{self, Found, WordIndex},
};
use std::{cell::RefCell, rc::Rc, sync::Arc};

/// So long a slice of the work may take, in milliseconds: between two frames there is time for it.
const SLICE_MS: f64 = 8.0;
/// So many articles of an edition are read, from the first on: each takes memory and time.
const MOST_ARTICLES: usize = 10_000;
/// After so many a search tells what it has found among them, and each time they have doubled.
const FIRST_REPORT: usize = 100;
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
    /// Makes room for these articles, unless those that are there begin with them, or they with those.
    fn expect(&mut self, wanted: &[Arc<Article>]) {
        let mut known = self.articles.iter().zip(wanted);
        if !known.all(|(one, other)| Arc::ptr_eq(one, other)) {
            *self = Self::default();
        }
    }

    /// Reads the next of them, and tells whether there was one.
    ///
    /// `language` is that of articles that do not say theirs.
    fn read_next(&mut self, wanted: &[Arc<Article>], language: &str) -> bool {
        let Some(article) = wanted.get(self.articles.len()) else {
            return false;
        };
        let language = article.language.as_deref().unwrap_or(language);
        let segment = |text: &str| host::words_in(text, language);
        self.index.add(article, &words_of(article), &segment);
        self.articles.push(article.clone());
        true
    }
}

/// The words of an article's body, as one line, as far as they are read.
pub fn words_of(article: &Article) -> String {
    let mut words = match &article.body {
        Body::Absent => String::new(),
        Body::Html(html) => inert::words_of(html),
        Body::Text(text) => text.clone(),
    };
    words.truncate(start_of(&words, READ_CHARACTERS).len());
    words
}

/// What is done with the library, and with the news whether it has read all that it should.
type Report = Box<dyn FnMut(&Library, bool)>;

/// Something to be done with the library as soon as it has read enough.
struct Errand {
    library: Rc<RefCell<Library>>,
    /// What it has to read.
    wanted: Vec<Arc<Article>>,
    language: String,
    /// True where articles are to be compared.
    compares: bool,
    /// So many articles have to be read before `tell` is called while there are more.
    next_report: usize,
    lifetime: Lifetime,
    tell: Report,
}

/// The articles of an edition that the library reads.
fn articles_of(shown: &Shown) -> &[Arc<Article>] {
    &shown.articles[..shown.articles.len().min(MOST_ARTICLES)]
}

impl Errand {
    fn new(session: Session, shown: &Shown, tell: Report) -> Self {
        Self {
            library: session.library(),
            wanted: articles_of(shown).to_vec(),
            language: shown.edition().language.clone(),
            compares: false,
            next_report: usize::MAX,
            lifetime: Lifetime::new(),
            tell,
        }
    }

    /// Works for a slice of time.
    fn go_on(mut self) {
        if self.lifetime.is_over() {
            return;
        }
        let library = self.library.clone();
        let mut library = library.borrow_mut();
        let end_ms = clock::now_ms() + SLICE_MS;
        // Another errand may have wanted other articles meanwhile.
        library.expect(&self.wanted);
        while library.read_next(&self.wanted, &self.language)
            || self.compares && library.index.settle()
        {
            if clock::now_ms() >= end_ms {
                let count = library.articles.len();
                if count >= self.next_report && count < self.wanted.len() {
                    self.next_report = 2 * count;
                    (self.tell)(&library, false);
                }
                return clock::after_frame(move || self.go_on());
            }
        }
        (self.tell)(&library, true);
    }
}

/// Finds the indices of the articles of an edition that are similar to `open`, at most `limit`, and tells
/// them: at once where there is little to read, else some frames later; never after the current
/// owner has been cleaned up.
pub fn find_similar(
    session: Session,
    open: &Arc<Article>,
    shown: &Shown,
    limit: usize,
    tell: impl Fn(Vec<usize>) + 'static,
) {
    let feed = articles_of(shown).to_vec();
    let opened = open.clone();
    let known = feed.iter().position(|article| article.id == open.id);
    let number = known.unwrap_or(feed.len());
    let find = move |library: &Library, _: bool| {
        let index = &library.index;
        tell(related::similar(index, number, &opened, &feed, limit));
    };
    let mut errand = Errand::new(session, shown, Box::new(find));
    errand.compares = true;
    if known.is_none() {
        errand.wanted.push(open.clone());
    }
    errand.go_on();
}

/// Finds the articles of an edition that have the words of `query`, and tells what it has found, and
/// whether that is all: some frames later, and before as soon as there is something; never after the
/// current owner has been cleaned up.
pub fn find_words(
    session: Session,
    query: &str,
    shown: &Shown,
    tell: impl Fn(Found, bool) + 'static,
) {
    let terms = host::words_in(query, &shown.edition().language);
    let feed_length = articles_of(shown).len();
    let find = move |library: &Library, is_all: bool| {
        let mut found = library.index.search(&terms);
        // The library may know an article that is none of the edition's.
        found.documents.retain(|document| *document < feed_length);
        tell(found, is_all);
    };
    let mut errand = Errand::new(session, shown, Box::new(find));
    errand.next_report = FIRST_REPORT;
    // The letter is on screen before.
    clock::after_frame(move || errand.go_on());
}
