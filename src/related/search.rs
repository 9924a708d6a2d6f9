//! Which articles have the words that a reader types.

use super::{WordIndex, words::is_syllable};
use crate::model::{append, find, start_of};

/// What a word is worth that is just as it was typed, one that begins so, one that has it inside
/// (where characters are syllables), and one that differs by a typing error.
const EXACT: f32 = 4.0;
const BEGINNING: f32 = 3.0;
const INSIDE: f32 = 2.0;
const MISTYPED: f32 = 1.0;
/// In shorter words nearly every letter may be meant.
const SHORTEST_MISTYPED: usize = 4;

/// What a search has found.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    /// The numbers of the documents, the best first.
    pub documents: Vec<usize>,
    /// The words, folded, by which they were found, each with a space behind it.
    pub words: String,
}

impl WordIndex {
    /// Finds the documents that have each of `terms` (words with a space between, folded as those of the
    /// index), whole or as the beginning of a word; with one typing error where no word has it
    /// otherwise. Rare words count more than frequent ones, and those of headlines more than those of
    /// texts. Among equals the order of the documents decides. The index need not be settled.
    pub fn search(&self, terms: &str) -> Found {
        let count = self.document_count();
        let mut found = Found::default();
        // The longest first, because frequent words are short: for the others only documents that have it are looked at.
        let mut by_length: Vec<&str> = Vec::new();
        for term in terms.split(' ').filter(|term| !term.is_empty()) {
            let place = by_length.partition_point(|other| other.len() >= term.len());
            by_length.insert(place, term);
        }
        // The score of a document that lacks a term is 0.
        let mut scores = vec![1.0_f32; count];
        for term in by_length {
            let mut best = vec![0.0_f32; count];
            let mut occurrence_count = 0;
            found.documents.clear();
            for forgives in [false, true] {
                for word in self.candidates(term, forgives) {
                    let name = self.word_name(word as usize);
                    let worth = worth_of(term, name, forgives);
                    if worth == 0.0 {
                        continue;
                    }
                    let occurrences = self.occurrences(word as usize);
                    occurrence_count += occurrences.len();
                    for occurrence in occurrences {
                        let document = occurrence.number();
                        if scores[document] == 0.0 {
                            continue;
                        }
                        let own = &mut best[document];
                        if *own == 0.0 {
                            found.documents.push(document);
                        }
                        *own = own.max(worth * occurrence.prominence());
                    }
                    append(&mut found.words, &[name, " "]);
                }
                if occurrence_count > 0 {
                    break;
                }
            }
            let rarity = (1.0 + count as f32 / occurrence_count as f32).ln();
            for document in &found.documents {
                best[*document] = scores[*document] + best[*document] * rarity;
            }
            scores = best;
        }
        // Scores are positive: the greater, the greater their bits.
        let rank = |document: &usize| {
            u64::from(u32::MAX - scores[*document].to_bits()) << u32::BITS | *document as u64
        };
        found.documents.sort_unstable_by_key(rank);
        found
    }

    /// Words among which are all that have `term`, or that may be meant by it.
    fn candidates(&self, term: &str, forgives: bool) -> Vec<u32> {
        let mut words = Vec::new();
        if term.starts_with(is_syllable) {
            for c in start_of(term, if forgives { usize::MAX } else { 1 }).chars() {
                self.add_words_with(c.encode_utf8(&mut [0; 4]), &mut words);
            }
            return words;
        }
        if forgives && term.chars().count() < SHORTEST_MISTYPED {
            return words;
        }
        for (beginning, row) in self.rows() {
            // With at most one error in a word there is at most one in its first letters.
            if forgives && is_mistyped(beginning, term) {
                words.extend_from_slice(row);
            } else if !forgives && (term.starts_with(beginning) || beginning.starts_with(term)) {
                for word in &row[self.place_in(row, term)..] {
                    if !self.word_name(*word as usize).starts_with(term) {
                        break;
                    }
                    words.push(*word);
                }
            }
        }
        words
    }
}

/// What `word` is worth to somebody who types `term`; with `forgives` where no word has it.
fn worth_of(term: &str, word: &str, forgives: bool) -> f32 {
    let is_meant = || match term.starts_with(is_syllable) {
        // Browsers do not agree on where words end that no space divides.
        true => find(term, word).is_some(),
        false => is_mistyped(term, word),
    };
    if word == term {
        EXACT
    } else if word.starts_with(term) {
        BEGINNING
    } else if forgives && is_meant() {
        MISTYPED
    } else if !forgives && find(word, term).is_some() {
        INSIDE
    } else {
        0.0
    }
}

/// True where `word` begins with `term` but for one letter that is another, missing or too many, or
/// for two that have changed places (Damerau, Communications of the ACM 7, 1964).
fn is_mistyped(term: &str, word: &str) -> bool {
    let (mut typed, mut meant) = (term.chars(), word.chars());
    loop {
        let (typed_here, meant_here) = (typed.as_str(), meant.as_str());
        let (one, other) = match (typed.next(), meant.next()) {
            (None, _) => return true,
            (Some(_), None) => return typed.as_str().is_empty(),
            (Some(one), Some(other)) if one == other => continue,
            (Some(one), Some(other)) => (one, other),
        };
        let (typed_behind, meant_behind) = (typed.as_str(), meant.as_str());
        let is_swapped = typed.next() == Some(other)
            && meant.next() == Some(one)
            && meant.as_str().starts_with(typed.as_str());
        return is_swapped
            || meant_behind.starts_with(typed_behind)
            || meant_behind.starts_with(typed_here)
            || meant_here.starts_with(typed_behind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Article, Author},
        related::divide,
    };

    fn index() -> WordIndex {
        let mut index = WordIndex::default();
        for (title, body, author) in [
            (
                "Harbour reopens after the storm",
                "Two cranes work again.",
                "Ana Ruiz",
            ),
            (
                "The harbourmaster retires",
                "After the storm of the year.",
                "Bo Berg",
            ),
            ("A choir sings", "It sang in the harbour.", "Ana Ruiz"),
            ("台風で港が閉鎖", "", ""),
        ] {
            let authors = vec![Author {
                name: author.to_owned(),
                ..Author::default()
            }];
            let article = Article {
                title: title.to_owned(),
                authors,
                ..Article::default()
            };
            index.add(&article, body, &divide);
        }
        index
    }

    fn documents(terms: &str) -> Vec<usize> {
        index().search(terms).documents
    }

    #[test]
    fn a_word_is_found_whole_or_by_its_beginning() {
        // In the headline, then in the text, then as the beginning of another word.
        assert_eq!(documents("harbour"), [0, 2, 1]);
        assert_eq!(documents("harbourm"), [1]);
        assert_eq!(documents("arbour"), [0, 1, 2], "a letter is missing");
        assert!(documents("xyz").is_empty());
        assert_eq!(documents("風"), [3]);
        assert_eq!(documents("台風で港"), [3], "it is divided otherwise");
        assert!(documents("台雨").is_empty());
    }

    #[test]
    fn all_words_have_to_be_there() {
        assert_eq!(documents("storm harb"), [0, 1]);
        assert!(documents("storm choir").is_empty());
        assert_eq!(documents("ana choir"), [2]);
        assert_eq!(index().search(""), Found::default());
    }

    #[test]
    fn the_order_of_the_words_says_nothing() {
        let of = |terms: &str| index().search(terms);
        let (one, other) = (of("the harbour storm"), of("storm harbour the"));
        assert_eq!(one, other);
        assert_eq!(one.documents, [0, 1]);
    }

    #[test]
    fn one_typing_error_is_forgiven() {
        for typed in ["hrabour", "hatbour", "harrbour", "habour", "stotm", "strom"] {
            assert!(!documents(typed).is_empty(), "{typed}");
        }
        for typed in ["hrabuor", "stp", "xarbouz"] {
            assert!(documents(typed).is_empty(), "{typed}");
        }
    }

    #[test]
    fn the_words_that_were_found_are_told() {
        let found = index().search("harb");
        assert_eq!(found.words, "harbour harbourmaster ");
    }
}
