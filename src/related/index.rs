//! The words of all articles, and how alike two articles are by them.

use super::words::{Segment, each_part};
use crate::model::{Article, Index};

/// How often a word of the headline counts, and a tag, which are chosen with more care than the
/// words of the text. Three and more let single words of a headline outweigh a short text.
const HEADLINE_TIMES: u32 = 2;
const TAG_TIMES: u32 = 2;

/// A part that more than one in so many documents have tells nothing of any of them, and takes most of
/// the time …
const ONE_IN: usize = 4;
/// … but of few documents several may well have one subject.
const FEW_DOCUMENTS: u32 = 100;

/// How many documents at most serve as landmarks. Each costs a byte a document and, once, the time
/// of a comparison with all; with fewer than some fifty the neighbourhoods become accidental.
const LANDMARKS: usize = 512;
/// The part of the shared words in the likeness of two documents; that of the shared neighbourhood is
/// the rest. On the sets in `tests/fixtures/related` anything from a half to three quarters is about
/// as good.
const SHARED_WORDS_SHARE: f32 = 2.0 / 3.0;
/// A neighbourhood counts fully only where its cosines are larger than this as one vector: what few
/// and faint neighbours say is little. From 0.25 to 0.4 the sets are judged equally well.
const FAINT_NEIGHBOURHOOD: f32 = 0.3;

/// A number and how often it occurs, in four bytes: an index holds several hundred of them for each
/// document.
#[derive(Clone, Copy)]
pub(super) struct Occurrence(u32);

impl Occurrence {
    /// Numbers are below 2²⁴; more than 255 times are 255.
    fn new(number: usize, times: u32) -> Self {
        Self((number as u32) << 8 | times.min(255))
    }

    pub(super) fn number(self) -> usize {
        (self.0 >> 8) as usize
    }

    fn times(self) -> u32 {
        self.0 & 255
    }

    /// What a word counts in a document that is searched for it.
    pub(super) fn prominence(self) -> f32 {
        1.0 + self.weight()
    }

    /// Twice the word is not twice the subject.
    fn weight(self) -> f32 {
        (self.times() as f32).sqrt()
    }
}

/// One of the words of all documents.
struct Word {
    parts: Box<[Kinship]>,
    documents: Vec<Occurrence>,
}

/// A word and one of its parts.
#[derive(Clone, Copy)]
struct Kinship {
    part: u32,
    /// The word before it with this part; itself where it is the first.
    next_word: u32,
}

/// What makes words akin (see [`each_part`]).
struct Part {
    /// From the last of its words a chain of [`Kinship`] leads to the others.
    last_word: u32,
    document_count: u32,
    /// The number of the last of them, plus 1; 0 where there is none.
    last_document: u32,
    /// Inverse document frequency: the logarithm of how many times as many documents there are.
    rarity: f32,
}

/// One document. Its numbers are 0 until [`WordIndex::settle`] has found them.
struct Document {
    words: Box<[Occurrence]>,
    /// Of its vector.
    length: f32,
    /// The sum of its cosines with all others.
    commonness: f32,
    /// The sum of its squares in all columns.
    energy: f32,
}

/// The words of some documents, and how alike two of these are.
///
/// # Use
///
/// [`add`](Self::add) every document, then call [`settle`](Self::settle) until it answers `false`. Both
/// do little at a time, so a caller may stop between any two calls and go on later. Adding more
/// documents afterwards is allowed; then `settle` begins anew.
///
/// # Likeness
///
/// 1. A document is a vector: for each part of its words the root of the number of times, multiplied
///    by the logarithm of how rare the part is (Spärck Jones 1972). So a word that all documents
///    have weighs nothing, in any language and without a list of such words.
/// 2. Two vectors have a cosine, and most of it is chance: documents that resemble all others (long,
///    general) resemble each other too. What is expected of two documents that have nothing to do
///    with each other is the product of their mean cosines with the others over the mean of all
///    others, the null model of Newman's modularity (PNAS 103, 2006). Only what exceeds it counts:
///    the shared words.
/// 3. Related articles need not share a word ("walkout", "strike") if both resemble the same others.
///    So a document is also described by what it shares with each of some hundred documents, the
///    landmarks: a latent space without a decomposition (the columns of a Nyström approximation,
///    Williams and Seeger, NIPS 2000; in text retrieval explicit semantic analysis, Gabrilovich and
///    Markovitch, IJCAI 2007, with the edition as its encyclopaedia). The cosine of two such
///    descriptions is the shared neighbourhood.
/// 4. The likeness is a weighted mean of 2 and 3, from 0 to 1, and symmetric.
#[derive(Default)]
pub struct WordIndex {
    /// The words as they are written, folded: a word's number is its position.
    word_names: Index,
    words: Vec<Word>,
    /// What makes words akin, by the same rule.
    part_names: Index,
    parts: Vec<Part>,
    documents: Vec<Document>,
    /// How many steps [`WordIndex::settle`] has done.
    settled_steps: usize,
    /// The sum of the vectors of all documents, each with the length 1.
    centroid: Vec<f32>,
    /// The sum of the commonness of all documents.
    commonness: f32,
    /// For each landmark what every document shares with it, in 255ths.
    columns: Vec<Vec<u8>>,
}

impl WordIndex {
    /// Adds an article whose body has the words of `body` (plain text; empty where there is none),
    /// and gives the number of its document: 0 for the first, then one more each time.
    pub fn add(&mut self, article: &Article, body: &str, segment: Segment) -> usize {
        let mut occurrences: Vec<Occurrence> = Vec::new();
        let mut read = |text: &str, times: u32| {
            for word in segment(text) {
                let Some(number) = self.word(&word) else {
                    continue;
                };
                match occurrences.binary_search_by_key(&number, |one| one.number()) {
                    Ok(at) => {
                        occurrences[at] = Occurrence::new(number, occurrences[at].times() + times)
                    }
                    Err(at) => occurrences.insert(at, Occurrence::new(number, times)),
                }
            }
        };
        read(&article.title, HEADLINE_TIMES);
        read(article.summary.as_deref().unwrap_or_default(), 1);
        read(body, 1);
        read(article.section.as_deref().unwrap_or_default(), 1);
        for tag in &article.tags {
            read(tag, TAG_TIMES);
        }
        // To be searched for: articles are not alike because one person wrote them.
        for author in &article.authors {
            read(&author.name, 0);
        }
        let document = self.documents.len();
        for occurrence in &occurrences {
            let word = &mut self.words[occurrence.number()];
            word.documents
                .push(Occurrence::new(document, occurrence.times()));
            for kinship in &word.parts {
                let part = &mut self.parts[kinship.part as usize];
                let number = document as u32 + 1;
                if part.last_document != number {
                    part.last_document = number;
                    part.document_count += 1;
                }
            }
        }
        self.documents.push(Document {
            words: occurrences.into(),
            length: 0.0,
            commonness: 0.0,
            energy: 0.0,
        });
        self.settled_steps = 0;
        self.columns.clear();
        document
    }

    /// The number of a word, which is new where it has never been read before; `None` where too many
    /// others are in its way.
    fn word(&mut self, name: &str) -> Option<usize> {
        if !self.word_names.insert(name) {
            return self.word_names.position(name);
        }
        let number = self.words.len();
        let mut parts: Vec<Kinship> = Vec::new();
        each_part(name, |name| {
            if self.part_names.insert(name) {
                self.parts.push(Part {
                    last_word: number as u32,
                    document_count: 0,
                    last_document: 0,
                    rarity: 0.0,
                });
            }
            // A character may be in a word twice.
            if let Some(part) = self.part_names.position(name)
                && !parts.iter().any(|kinship| kinship.part == part as u32)
            {
                parts.push(Kinship {
                    part: part as u32,
                    next_word: std::mem::replace(&mut self.parts[part].last_word, number as u32),
                });
            }
        });
        self.words.push(Word {
            parts: parts.into(),
            documents: Vec::new(),
        });
        Some(number)
    }

    /// Does the next step of what is left to do before documents can be compared, and tells whether
    /// there was one. A step takes as long as comparing one document with all others.
    pub fn settle(&mut self) -> bool {
        let count = self.documents.len();
        let landmarks = count.min(LANDMARKS);
        let step = self.settled_steps;
        if step >= 2 * count + landmarks {
            return false;
        }
        self.settled_steps += 1;
        if step == 0 {
            for part in &mut self.parts {
                let with = part.document_count;
                let is_stop = with > FEW_DOCUMENTS && with as usize * ONE_IN > count;
                part.rarity = match is_stop {
                    true => 0.0,
                    false => ((count as f32 + 1.0) / with as f32).ln(),
                };
            }
            self.centroid = vec![0.0; self.parts.len()];
            self.commonness = 0.0;
        }
        match step.checked_sub(count) {
            None => self.measure(step),
            Some(document) if document < count => self.compare_with_centroid(document),
            // They stand at equal distances, so that every part of the edition has its share.
            Some(step) => self.describe_by((step - count) * count / landmarks),
        }
        true
    }

    /// Finds the length of a document and adds it to the centroid.
    fn measure(&mut self, number: usize) {
        let length = self.product(number, &self.vector(number)).sqrt();
        let document = &mut self.documents[number];
        document.length = length;
        document.commonness = 0.0;
        document.energy = 0.0;
        if length > 0.0 {
            for occurrence in &document.words {
                for kinship in &self.words[occurrence.number()].parts {
                    self.centroid[kinship.part as usize] += occurrence.weight() / length;
                }
            }
        }
    }

    /// Finds the commonness of a document: the centroid holds the cosines with all at once, and with
    /// itself.
    fn compare_with_centroid(&mut self, number: usize) {
        let length = self.documents[number].length;
        if length > 0.0 {
            let commonness = self.product(number, &self.centroid) / length - 1.0;
            self.documents[number].commonness = commonness;
            self.commonness += commonness;
        }
    }

    /// Makes a landmark of a document.
    fn describe_by(&mut self, landmark: usize) {
        let shared = self.shared_with_all(landmark);
        let mut column = vec![0; shared.len()];
        for (number, document) in self.documents.iter_mut().enumerate() {
            // What it shares with itself says nothing.
            if number != landmark {
                column[number] = (shared[number] * 255.0).round() as u8;
                let share = f32::from(column[number]) / 255.0;
                document.energy += share * share;
            }
        }
        self.columns.push(column);
    }

    /// The vector of a document: how much of each part it has, not yet how rare that is.
    fn vector(&self, document: usize) -> Vec<f32> {
        let mut vector = vec![0.0; self.parts.len()];
        for occurrence in &self.documents[document].words {
            for kinship in &self.words[occurrence.number()].parts {
                vector[kinship.part as usize] += occurrence.weight();
            }
        }
        vector
    }

    /// The inner product of a document and a vector.
    fn product(&self, document: usize, vector: &[f32]) -> f32 {
        let mut product = 0.0;
        for occurrence in &self.documents[document].words {
            for kinship in &self.words[occurrence.number()].parts {
                let part = kinship.part as usize;
                product += occurrence.weight() * vector[part] * self.rarity_squared(part);
            }
        }
        product
    }

    /// The square, because it weighs both vectors of a product.
    fn rarity_squared(&self, part: usize) -> f32 {
        let rarity = self.parts[part].rarity;
        rarity * rarity
    }

    /// What a document shares with each other one, from 0 to 1.
    fn shared_with_all(&self, document: usize) -> Vec<f32> {
        let mut vector = self.vector(document);
        let mut products = vec![0.0; self.documents.len()];
        for occurrence in &self.documents[document].words {
            for kinship in &self.words[occurrence.number()].parts {
                let part = kinship.part as usize;
                // Two words may have the same part.
                let weight = std::mem::take(&mut vector[part]) * self.rarity_squared(part);
                if weight > 0.0 {
                    for occurrence in self.documents_with(part) {
                        products[occurrence.number()] += weight * occurrence.weight();
                    }
                }
            }
        }
        let products = products.into_iter().enumerate();
        products
            .map(|(other, product)| self.above_chance(document, other, product))
            .collect()
    }

    /// Where the words of a part occur.
    fn documents_with(&self, part: usize) -> impl Iterator<Item = &Occurrence> {
        let words = std::iter::successors(Some(self.parts[part].last_word), move |number| {
            let kinships = self.words[*number as usize].parts.iter();
            kinships
                .filter(|kinship| kinship.part as usize == part)
                .map(|kinship| kinship.next_word)
                .find(|next| next != number)
        });
        words.flat_map(|number| &self.words[number as usize].documents)
    }

    fn cosine_of(&self, one: usize, other: usize, product: f32) -> f32 {
        let lengths = self.documents[one].length * self.documents[other].length;
        match lengths > 0.0 {
            true => (product / lengths).min(1.0),
            false => 0.0,
        }
    }

    /// By how much the cosine of two documents exceeds what their cosines with the others let expect.
    fn above_chance(&self, one: usize, other: usize, product: f32) -> f32 {
        let cosine = self.cosine_of(one, other, product);
        let count = self.documents.len() as f32;
        let without = |document: usize| (self.documents[document].commonness - cosine).max(0.0);
        let all = self.commonness - 2.0 * cosine;
        // Means over the others, and over all other pairs.
        let both = without(one) * without(other) / (count - 2.0) / (count - 2.0);
        let mean = all / (count * (count - 1.0) - 2.0);
        match both > 0.0 && mean > 0.0 {
            true => (cosine - both / mean).max(0.0),
            false => cosine,
        }
    }

    /// The likeness of a document and of each in the order of their numbers, from 0 to 1; before
    /// [`settle`](Self::settle) has answered `false` less than that. Its own place says nothing.
    pub fn likenesses(&self, document: usize) -> Vec<f32> {
        let mut overlaps = vec![0; self.documents.len()];
        for column in &self.columns {
            let own = u32::from(column[document]);
            if own > 0 {
                for (overlap, other) in overlaps.iter_mut().zip(column) {
                    *overlap += own * u32::from(*other);
                }
            }
        }
        let shared = self.shared_with_all(document);
        let pairs = shared.into_iter().zip(overlaps).enumerate();
        pairs
            .map(|(other, (shared, overlap))| self.mixed(document, other, shared, overlap))
            .collect()
    }

    /// The likeness of two documents from what they share, and from the sum of the products of their
    /// columns in 255ths of 255ths.
    fn mixed(&self, one: usize, other: usize, shared: f32, overlap: u32) -> f32 {
        let faint = FAINT_NEIGHBOURHOOD * FAINT_NEIGHBOURHOOD;
        let energies =
            (self.documents[one].energy + faint) * (self.documents[other].energy + faint);
        let neighbourhood = overlap as f32 / (255.0 * 255.0) / energies.sqrt();
        SHARED_WORDS_SHARE * shared + (1.0 - SHARED_WORDS_SHARE) * neighbourhood
    }

    /// A document to be compared with several others.
    pub(super) fn view(&self, document: usize) -> View {
        View {
            document,
            vector: self.vector(document),
            shares: self.shares(document),
        }
    }

    /// What a document shares with each landmark, in 255ths.
    pub(super) fn shares(&self, document: usize) -> Vec<u8> {
        let columns = self.columns.iter();
        columns.map(|column| column[document]).collect()
    }

    /// What two documents have in common; `shares` are those of the other.
    pub(super) fn compare(&self, view: &View, other: usize, shares: &[u8]) -> Comparison {
        let product = self.product(other, &view.vector);
        let shares = view.shares.iter().zip(shares);
        let overlap = shares
            .map(|(one, other)| u32::from(*one) * u32::from(*other))
            .sum();
        let shared = self.above_chance(view.document, other, product);
        Comparison {
            cosine: self.cosine_of(view.document, other, product),
            likeness: self.mixed(view.document, other, shared, overlap),
        }
    }

    /// How many documents there are.
    pub(super) fn document_count(&self) -> usize {
        self.documents.len()
    }

    /// The words, folded, by their numbers.
    pub(super) fn names(&self) -> &[String] {
        self.word_names.texts()
    }

    /// The documents that have a word.
    pub(super) fn occurrences(&self, word: usize) -> &[Occurrence] {
        &self.words[word].documents
    }

    /// How many different words a document has.
    pub(super) fn word_count(&self, document: usize) -> usize {
        self.documents[document].words.len()
    }
}

/// A document with what comparing it takes.
pub(super) struct View {
    document: usize,
    vector: Vec<f32>,
    shares: Vec<u8>,
}

/// What two documents have in common.
pub(super) struct Comparison {
    /// Of their vectors, from 0 to 1.
    pub(super) cosine: f32,
    /// See [`WordIndex::likenesses`].
    pub(super) likeness: f32,
}

#[cfg(test)]
impl WordIndex {
    /// What it takes of the memory.
    pub(super) fn bytes(&self) -> usize {
        use std::mem::size_of_val;
        fn capacity<T>(vec: &Vec<T>) -> usize {
            vec.capacity() * size_of::<T>()
        }
        let words = self.words.iter();
        let words: usize = words
            .map(|word| size_of_val(&*word.parts) + capacity(&word.documents))
            .sum();
        let documents = self.documents.iter();
        let documents: usize = documents
            .map(|document| size_of_val(&*document.words))
            .sum();
        let columns: usize = self.columns.iter().map(capacity).sum();
        capacity(&self.words)
            + capacity(&self.parts)
            + capacity(&self.documents)
            + capacity(&self.centroid)
            + capacity(&self.columns)
            + self.word_names.bytes()
            + self.part_names.bytes()
            + words
            + documents
            + columns
    }
}
