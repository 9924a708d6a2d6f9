//! The words of all articles, and how alike two articles are by them.

use super::{
    occurrences::{Occurrence, Occurrences},
    words::{Segment, each_part},
};
use crate::model::{Article, Index, start_of};

/// How often a word of the headline counts, and a tag, which are chosen with more care than the
/// words of the text. Three and more let single words of a headline outweigh a short text.
const HEADLINE_TIMES: u32 = 2;
const TAG_TIMES: u32 = 2;

/// A part that more than one in so many documents have tells nothing of any of them, and takes most of
/// the time …
const ONE_IN: usize = 4;
/// … but of few documents several may well have one subject.
const FEW_DOCUMENTS: u32 = 100;

/// Words that a reader may be about to type are looked for among those with the same first letters.
const BEGINNING_LETTERS: usize = 2;

/// How many documents at most serve as landmarks. Each costs a byte a document and, once, the time
/// of a comparison with all; with fewer than some fifty the neighbourhoods become accidental.
const LANDMARKS: usize = 512;
/// The part of the shared words in the likeness of two documents; that of the shared neighbourhood is
/// the rest. On the sets in `tests/fixtures/related` anything from a half to three quarters is about
/// as good.
const SHARED_WORDS_SHARE: f32 = 2.0 / 3.0;
const NEIGHBOURHOOD_SHARE: f32 = 1.0 - SHARED_WORDS_SHARE;
/// In an edition of more documents than landmarks what shares less than this with a landmark shares nothing
/// with it. That leaves out half of the shares, and so half of the time of comparing; which articles are
/// similar hardly changes. In a small edition little may be all there is.
const FAINT_SHARE: f32 = 0.02;
/// A neighbourhood counts fully only where its cosines are larger than this as one vector: what few
/// and faint neighbours say is little. From 0.25 to 0.4 the sets are judged equally well.
const FAINT_NEIGHBOURHOOD: f32 = 0.3;

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
    words: Occurrences,
    word_count: u32,
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
    /// The first letters of the words …
    beginnings: Index,
    /// … and all that begin so, in the order of their letters.
    sorted_words: Vec<Vec<u32>>,
    /// What makes words akin, by the rule of the words.
    part_names: Index,
    parts: Vec<Part>,
    documents: Vec<Document>,
    /// How many steps [`WordIndex::settle`] has done.
    settled_steps: usize,
    /// The sum of the vectors of all documents, each with the length 1.
    centroid: Vec<f32>,
    /// The sum of the commonness of all documents.
    commonness: f32,
    /// For each document what it shares with each landmark, in 255ths.
    shares: Vec<u8>,
}

impl WordIndex {
    /// Adds an article whose body has the words of `body` (plain text; empty where there is none),
    /// and gives the number of its document: 0 for the first, then one more each time.
    pub fn add(&mut self, article: &Article, body: &str, segment: Segment) -> usize {
        let mut occurrences: Vec<Occurrence> = Vec::new();
        let mut read = |text: &str, times: u32| {
            for word in segment(text).split(' ') {
                let Some(number) = self.word(word) else {
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
        let mut words = Occurrences::default();
        for occurrence in &occurrences {
            words.push(*occurrence);
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
            // A copy keeps nothing free for more.
            words: words.clone(),
            word_count: occurrences.len() as u32,
            length: 0.0,
            commonness: 0.0,
            energy: 0.0,
        });
        self.settled_steps = 0;
        self.shares = Vec::new();
        document
    }

    /// The number of a word, which is new where it has never been read before; `None` where it is empty,
    /// or too many others are in its way.
    fn word(&mut self, name: &str) -> Option<usize> {
        if name.is_empty() {
            return None;
        }
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
        let beginning = start_of(name, BEGINNING_LETTERS);
        if self.beginnings.insert(beginning) {
            self.sorted_words.push(Vec::new());
        }
        if let Some(beginning) = self.beginnings.position(beginning) {
            let sorted = &mut self.sorted_words[beginning];
            sorted.insert(place_of(name, sorted, &self.word_names), number as u32);
        }
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
            self.shares = vec![0; count * landmarks];
        }
        match step.checked_sub(count) {
            None => self.measure(step),
            Some(document) if document < count => self.compare_with_centroid(document),
            // They stand at equal distances, so that every part of the edition has its share.
            Some(step) => self.describe_by(step - count, (step - count) * count / landmarks),
        }
        true
    }

    /// Finds the length of a document and adds it to the centroid.
    fn measure(&mut self, number: usize) {
        let profile = self.profile(number);
        let length = profile.product(&self.vector(&profile)).sqrt();
        let document = &mut self.documents[number];
        document.length = length;
        document.commonness = 0.0;
        document.energy = 0.0;
        if length > 0.0 {
            for (part, weight) in profile.parts {
                self.centroid[part as usize] += weight / length;
            }
        }
    }

    /// Finds the commonness of a document: the centroid holds the cosines with all at once, and with
    /// itself.
    fn compare_with_centroid(&mut self, number: usize) {
        let length = self.documents[number].length;
        if length > 0.0 {
            let product = self.profile(number).product(&self.centroid);
            let commonness = product / length - 1.0;
            self.documents[number].commonness = commonness;
            self.commonness += commonness;
        }
    }

    /// Makes the landmark of a number of a document.
    fn describe_by(&mut self, number: usize, landmark: usize) {
        let products = self.products(&self.profile(landmark));
        let landmarks = self.shares.len() / products.len();
        let least = match landmarks < products.len() {
            true => FAINT_SHARE,
            false => 0.0,
        };
        for (document, product) in products.into_iter().enumerate() {
            let cosine = self.cosine_of(landmark, document, product);
            let shared = self.above_chance(landmark, document, cosine);
            // What it shares with itself says nothing.
            if document != landmark && shared >= least {
                let share = (shared * 255.0).round() as u8;
                self.shares[document * landmarks + number] = share;
                let share = f32::from(share) / 255.0;
                self.documents[document].energy += share * share;
            }
        }
    }

    /// What a document shares with each landmark, in 255ths.
    fn shares_of(&self, document: usize) -> &[u8] {
        let landmarks = self.shares.len() / self.documents.len();
        &self.shares[document * landmarks..][..landmarks]
    }

    /// What a document is compared by.
    pub(super) fn profile(&self, document: usize) -> Profile {
        let mut profile = Profile::empty(document);
        for occurrence in self.documents[document].words.iter() {
            for kinship in &self.words[occurrence.number()].parts {
                let weight = occurrence.weight() * self.parts[kinship.part as usize].rarity;
                if weight > 0.0 {
                    profile.parts.push((kinship.part, weight));
                }
            }
        }
        profile
    }

    /// How much of each part a document has.
    fn vector(&self, profile: &Profile) -> Vec<f32> {
        let mut vector = vec![0.0; self.parts.len()];
        for (part, weight) in &profile.parts {
            vector[*part as usize] += weight;
        }
        vector
    }

    /// The inner products of a document and each.
    pub(super) fn products(&self, profile: &Profile) -> Vec<f32> {
        let mut vector = self.vector(profile);
        let mut products = vec![0.0; self.documents.len()];
        for (part, _) in &profile.parts {
            let part = *part as usize;
            // Two words may have the same part.
            let weight = std::mem::take(&mut vector[part]) * self.parts[part].rarity;
            if weight > 0.0 {
                for word in self.words_with(part) {
                    for occurrence in self.occurrences(word) {
                        products[occurrence.number()] += weight * occurrence.weight();
                    }
                }
            }
        }
        products
    }

    /// The words that have a part.
    fn words_with(&self, part: usize) -> impl Iterator<Item = usize> {
        let numbers = std::iter::successors(Some(self.parts[part].last_word), move |number| {
            let mut kinships = self.words[*number as usize].parts.iter();
            let kinship = kinships.find(|kinship| kinship.part as usize == part)?;
            Some(kinship.next_word).filter(|next| next != number)
        });
        numbers.map(|number| number as usize)
    }

    fn cosine_of(&self, one: usize, other: usize, product: f32) -> f32 {
        let lengths = self.documents[one].length * self.documents[other].length;
        match lengths > 0.0 {
            true => (product / lengths).min(1.0),
            false => 0.0,
        }
    }

    /// By how much the cosine of two documents exceeds what their cosines with the others let expect.
    fn above_chance(&self, one: usize, other: usize, cosine: f32) -> f32 {
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
        let profile = self.profile(document);
        let view = self.view(&profile);
        let products = self.products(&profile).into_iter().enumerate();
        products
            .map(|(other, product)| self.comparison(&view, other, product, 0.0).likeness)
            .collect()
    }

    /// A document to be compared with several others.
    pub(super) fn view(&self, profile: &Profile) -> View {
        let shares = self.shares_of(profile.document).iter().enumerate();
        View {
            document: profile.document,
            vector: self.vector(profile),
            shares: shares
                .filter(|(_, share)| **share > 0)
                .map(|(landmark, share)| (landmark, u32::from(*share)))
                .collect(),
        }
    }

    /// What two documents have in common.
    pub(super) fn compare(&self, view: &View, profile: &Profile) -> Comparison {
        self.comparison(view, profile.document, profile.product(&view.vector), 0.0)
    }

    /// What the document of `view` and another have in common.
    ///
    /// - `product`: the inner product of their vectors (see [`products`](Self::products)).
    /// - `least`: a likeness that cannot be as large is told without its neighbourhood, which takes most of
    ///   the time.
    pub(super) fn comparison(
        &self,
        view: &View,
        other: usize,
        product: f32,
        least: f32,
    ) -> Comparison {
        let cosine = self.cosine_of(view.document, other, product);
        let shared = SHARED_WORDS_SHARE * self.above_chance(view.document, other, cosine);
        let missing = (least - shared) / NEIGHBOURHOOD_SHARE;
        let likeness = shared + NEIGHBOURHOOD_SHARE * self.neighbourhood(view, other, missing);
        Comparison { cosine, likeness }
    }

    /// How much of their neighbourhoods two documents share, from 0 to 1; 0 where it cannot be `least`.
    fn neighbourhood(&self, view: &View, other: usize, least: f32) -> f32 {
        let faint = FAINT_NEIGHBOURHOOD * FAINT_NEIGHBOURHOOD;
        let [one, two] = [view.document, other].map(|document| self.documents[document].energy);
        let whole = ((one + faint) * (two + faint)).sqrt();
        // The inner product is no larger than that of their lengths (Cauchy and Schwarz).
        if (one * two).sqrt() < least * whole {
            return 0.0;
        }
        let shares = self.shares_of(other);
        let mut overlap = 0;
        for (landmark, share) in &view.shares {
            overlap += share * u32::from(shares[*landmark]);
        }
        overlap as f32 / (255.0 * 255.0) / whole
    }

    /// How many documents there are.
    pub(super) fn document_count(&self) -> usize {
        self.documents.len()
    }

    /// A word, folded, by its number.
    pub(super) fn word_name(&self, word: usize) -> &str {
        self.word_names.text(word)
    }

    /// Of all words that begin with the same letters, [`BEGINNING_LETTERS`] at most, these letters, and the
    /// words in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&str, &[u32])> {
        let rows = self.sorted_words.iter().enumerate();
        rows.map(|(number, words)| (self.beginnings.text(number), &**words))
    }

    /// Where `name` stands, or would stand, in a row of words.
    pub(super) fn place_in(&self, row: &[u32], name: &str) -> usize {
        place_of(name, row, &self.word_names)
    }

    /// Adds the words that have a part to `words`.
    pub(super) fn add_words_with(&self, part: &str, words: &mut Vec<u32>) {
        if let Some(part) = self.part_names.position(part) {
            words.extend(self.words_with(part).map(|word| word as u32));
        }
    }

    /// The documents that have a word.
    pub(super) fn occurrences(&self, word: usize) -> &[Occurrence] {
        &self.words[word].documents
    }

    /// How many different words a document has.
    pub(super) fn word_count(&self, document: usize) -> u32 {
        self.documents[document].word_count
    }
}

/// Where `name` stands, or would stand, among words in order.
fn place_of(name: &str, sorted: &[u32], names: &Index) -> usize {
    sorted.partition_point(|word| names.text(*word as usize) < name)
}

/// A document with the parts of its words.
pub(super) struct Profile {
    pub(super) document: usize,
    /// With how often and how rare each is.
    parts: Vec<(u32, f32)>,
}

impl Profile {
    /// That of a document which has not been looked at.
    pub(super) fn empty(document: usize) -> Self {
        Self {
            document,
            parts: Vec::new(),
        }
    }

    /// The inner product with a vector of all parts.
    fn product(&self, vector: &[f32]) -> f32 {
        let parts = self.parts.iter();
        parts
            .map(|(part, weight)| weight * vector[*part as usize])
            .sum()
    }
}

/// A document with what comparing it with others takes.
pub(super) struct View {
    document: usize,
    vector: Vec<f32>,
    /// The landmarks that it shares something with, and what, in 255ths.
    shares: Vec<(usize, u32)>,
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
        let documents: usize = documents.map(|document| document.words.bytes()).sum();
        capacity(&self.words)
            + capacity(&self.parts)
            + capacity(&self.documents)
            + capacity(&self.centroid)
            + capacity(&self.shares)
            + capacity(&self.sorted_words)
            + self.sorted_words.iter().map(capacity).sum::<usize>()
            + self.word_names.bytes()
            + self.beginnings.bytes()
            + self.part_names.bytes()
            + words
            + documents
    }
}
