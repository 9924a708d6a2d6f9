//! The stand's index of words for the page of the benchmark: what `widget::library` does with it, in
//! calls that a script can time.
//!
//! It is compiled as the stand is. The stand divides texts with the browser's segmenter where there
//! is one; here they are divided by `related::divide`, as the peers divide theirs.

use newsstand::{
    model::{Article, Timestamp},
    related::{self, WordIndex, divide},
};
use wasm_bindgen::prelude::wasm_bindgen;

/// Articles and the index of their words.
#[wasm_bindgen]
#[derive(Default)]
pub struct Library {
    index: WordIndex,
    /// What choosing among articles needs to know of them; their texts are only in the index.
    articles: Vec<Article>,
}

#[wasm_bindgen]
impl Library {
    /// One without articles.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an article; its number is how many there were before.
    pub fn add(
        &mut self,
        title: String,
        summary: String,
        body: &str,
        tags: Vec<String>,
        published: &str,
    ) {
        let mut article = Article {
            id: self.articles.len().to_string(),
            title,
            summary: Some(summary),
            tags,
            published: Timestamp::parse(published),
            ..Article::default()
        };
        self.index.add(&article, body, &divide);
        article.title = String::new();
        article.summary = None;
        article.tags = Vec::new();
        self.articles.push(article);
    }

    /// Does at most so many steps of what is left to do before articles can be compared; `false` when
    /// nothing is left.
    pub fn settle(&mut self, steps: u32) -> bool {
        (0..steps).all(|_| self.index.settle())
    }

    /// The numbers of the articles that are found for what a reader types, the best first.
    pub fn search(&self, query: &str, limit: usize) -> Vec<u32> {
        let found = self.index.search(&divide(query)).documents;
        found.into_iter().take(limit).map(number).collect()
    }

    /// The numbers of the articles that are offered to a reader of this one.
    pub fn similar(&self, document: usize, limit: usize) -> Vec<u32> {
        let Some(open) = self.articles.get(document) else {
            return Vec::new();
        };
        let similar = related::similar(&self.index, document, open, &self.articles, limit);
        similar.into_iter().map(number).collect()
    }
}

/// Memory of 32 bits has room for fewer articles than that.
fn number(index: usize) -> u32 {
    index as u32
}
