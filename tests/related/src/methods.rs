//! Three ways to compare articles: ours, and the two that everything is measured against.

use crate::{
    material::{Material, Text},
    words::Segmenter,
};
use newsstand::related::WordIndex;
use std::collections::HashMap;

/// How alike the first and the second article are, by index; more is more.
pub type Likenesses = Vec<Vec<f64>>;

/// A way to compare all articles that may be ranked.
pub type Method = fn(&Material) -> Likenesses;

/// The methods and their names.
pub const METHODS: [(&str, Method); 3] =
    [("newsstand", newsstand), ("tfidf", tfidf), ("bm25", bm25)];

/// What the stand offers by, without recency, the editor's choice and diversity.
fn newsstand(material: &Material) -> Likenesses {
    let segmenter = Segmenter::new();
    let segment = |text: &str| segmenter.words(text).join(" ");
    let mut index = WordIndex::default();
    for text in &material.texts {
        index.add(&text.article, &text.body, &segment);
    }
    while index.settle() {}
    let rows = (0..material.ranked).map(|document| index.likenesses(document));
    rows.map(|row| row.into_iter().map(f64::from).collect())
        .collect()
}

/// The cosine of vectors of term frequency times the logarithm of the inverse document frequency
/// (Salton and Buckley, 1988).
fn tfidf(material: &Material) -> Likenesses {
    let bags = Bags::of(&material.texts);
    let vectors: Vec<HashMap<&str, f64>> = (0..material.ranked)
        .map(|document| {
            let terms = bags.counts[document].iter();
            let weights: HashMap<&str, f64> = terms
                .map(|(term, count)| {
                    (
                        *term,
                        count * (bags.total() / bags.document_count(term)).ln(),
                    )
                })
                .collect();
            let length = weights.values().map(|weight| weight * weight).sum::<f64>();
            let length = length.sqrt().max(f64::MIN_POSITIVE);
            weights
                .into_iter()
                .map(|(term, weight)| (term, weight / length))
                .collect()
        })
        .collect();
    let product = |one: &HashMap<&str, f64>, other: &HashMap<&str, f64>| {
        let shared = one.iter();
        shared
            .filter_map(|(term, weight)| Some(weight * other.get(term)?))
            .sum::<f64>()
    };
    let rows = vectors.iter();
    rows.map(|one| vectors.iter().map(|other| product(one, other)).collect())
        .collect()
}

/// Okapi BM25 with its usual constants, the open article being the query (Robertson and Zaragoza,
/// "The Probabilistic Relevance Framework", 2009).
fn bm25(material: &Material) -> Likenesses {
    const SATURATION: f64 = 1.2;
    const LENGTH_WEIGHT: f64 = 0.75;
    let bags = Bags::of(&material.texts);
    let length = |counts: &HashMap<&str, f64>| counts.values().sum::<f64>();
    let mean_length = bags.counts.iter().map(length).sum::<f64>() / bags.total();
    let score = |query: usize, document: usize| {
        let counts = &bags.counts[document];
        let relative_length = length(counts) / mean_length;
        let pivot = SATURATION * (1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative_length);
        let terms = bags.counts[query].iter();
        let scores = terms.filter_map(|(term, times)| {
            let count = counts.get(term)?;
            let with = bags.document_count(term);
            let rarity = (1.0 + (bags.total() - with + 0.5) / (with + 0.5)).ln();
            Some(times * rarity * count * (SATURATION + 1.0) / (count + pivot))
        });
        scores.sum::<f64>()
    };
    let all = 0..material.ranked;
    all.clone()
        .map(|query| all.clone().map(|document| score(query, document)).collect())
        .collect()
}

/// Articles as bags of their words.
struct Bags<'a> {
    counts: Vec<HashMap<&'a str, f64>>,
    document_counts: HashMap<&'a str, f64>,
}

impl<'a> Bags<'a> {
    fn of(texts: &'a [Text]) -> Self {
        let mut document_counts = HashMap::new();
        let counts = texts.iter().map(|text| {
            let mut counts: HashMap<&str, f64> = HashMap::new();
            for word in &text.words {
                *counts.entry(word.as_str()).or_default() += 1.0;
            }
            for term in counts.keys() {
                *document_counts.entry(*term).or_default() += 1.0;
            }
            counts
        });
        Self {
            counts: counts.collect(),
            document_counts,
        }
    }

    fn total(&self) -> f64 {
        self.counts.len() as f64
    }

    fn document_count(&self, term: &str) -> f64 {
        self.document_counts.get(term).copied().unwrap_or_default()
    }
}
