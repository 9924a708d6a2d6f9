//! What readers type, and which articles are right answers to it.

use crate::corpus::{Corpus, Word};
use crate::random::Random;
use crate::statistics::mean;

const QUERIES_OF_A_KIND: usize = 20;
/// Answers beyond the first ten are not looked at.
pub const LOOKED_AT: usize = 10;

/// A way of typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One word of a headline.
    Word,
    /// Two words of a headline.
    Words,
    /// A frequent word and one of a headline.
    Frequent,
    /// Two words of a headline, the second not yet typed to its end.
    Beginning,
    /// One word of a headline with a typing error, so that no word begins like it.
    Mistyped,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Word,
        Self::Words,
        Self::Frequent,
        Self::Beginning,
        Self::Mistyped,
    ];

    /// What a table calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "a word",
            Self::Words => "two words",
            Self::Frequent => "a frequent word and another",
            Self::Beginning => "a word and a beginning",
            Self::Mistyped => "a mistyped word",
        }
    }
}

/// What a reader types, and the right answers.
#[derive(Clone, Debug)]
pub struct Query {
    /// How it came about.
    pub kind: Kind,
    /// What is typed.
    pub typed: String,
    /// The articles that have all of the meant words, whole or as the beginning of a word, by their
    /// numbers.
    pub right: Vec<u32>,
}

impl Query {
    /// Which part of the first answers is right, of as many as there can be.
    pub fn right_share(&self, answers: &[u32]) -> f64 {
        let possible = self.right.len().min(LOOKED_AT);
        let first = answers.iter().take(possible);
        let right = first.filter(|answer| self.right.binary_search(answer).is_ok());
        right.count() as f64 / possible.max(1) as f64
    }
}

/// The mean of [`Query::right_share`] over the queries of a kind, or over all; `answers` are in the
/// order of the queries.
pub fn right_share(queries: &[Query], answers: &[Vec<u32>], kind: Option<Kind>) -> f64 {
    let pairs = queries.iter().zip(answers);
    let pairs = pairs.filter(|(query, _)| kind.is_none_or(|kind| kind == query.kind));
    mean(pairs.map(|(query, answers)| query.right_share(answers)))
}

/// Which part of the first ten of each list is of the topic of the article it was found for.
pub fn topic_share(corpus: &Corpus, asked: &[usize], answers: &[Vec<u32>]) -> f64 {
    let shares = asked.iter().zip(answers).map(|(asked, answers)| {
        let topic = corpus.articles[*asked].topic;
        let first = answers.iter().take(LOOKED_AT);
        let right = first.filter(|answer| {
            let article = corpus.articles.get(**answer as usize);
            article.is_some_and(|article| article.topic == topic)
        });
        right.count() as f64 / LOOKED_AT as f64
    });
    mean(shares)
}

/// The queries of a corpus, the same in every run, the kinds in turn.
pub fn queries(corpus: &Corpus) -> Vec<Query> {
    let mut random = Random::new(4711);
    let mut wanted: Vec<(Kind, String, Vec<String>)> = Vec::new();
    while wanted.len() < QUERIES_OF_A_KIND * Kind::ALL.len() {
        let kind = Kind::ALL[wanted.len() % Kind::ALL.len()];
        let title = &corpus.articles[random.below(corpus.articles.len())].title;
        // The second and the fifth word are of the event, the third and the seventh of the topic.
        let (one, other) = match random.below(2) {
            0 => (title[1], title[6]),
            _ => (title[2], title[4]),
        };
        let name = |word: Word| corpus.vocabulary[word as usize].clone();
        let (one, other) = (name(one), name(other));
        let (typed, meant) = match kind {
            Kind::Word => (one.clone(), vec![one]),
            Kind::Words => (format!("{one} {other}"), vec![one, other]),
            Kind::Frequent => {
                let frequent = name(3 * random.below(100) as Word);
                (format!("{frequent} {one}"), vec![frequent, one])
            }
            Kind::Beginning => {
                let beginning = other[..other.len().min(3 + random.below(3))].to_owned();
                (format!("{one} {beginning}"), vec![one, beginning])
            }
            Kind::Mistyped => (mistyped(&one, &mut random), vec![one]),
        };
        let words = corpus.vocabulary.iter();
        let is_word = |typed: &String| words.clone().any(|word| word.starts_with(typed.as_str()));
        if kind == Kind::Mistyped && (meant[0].len() < 6 || is_word(&typed)) {
            continue;
        }
        wanted.push((kind, typed, meant));
    }
    with_answers(corpus, wanted)
}

/// A word with one letter changed, left out or doubled, or two swapped, never the first.
fn mistyped(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + random.below(letters.len().saturating_sub(2));
    match random.below(4) {
        0 => letters.swap(at, at + 1),
        1 => letters[at] = 'w',
        2 => drop(letters.remove(at)),
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}

/// Goes through all articles once to find the right answers to all queries.
fn with_answers(corpus: &Corpus, wanted: Vec<(Kind, String, Vec<String>)>) -> Vec<Query> {
    // For each word the queries, and the place in the query, that it is an answer to.
    let mut askers: Vec<Vec<(usize, u8)>> = vec![Vec::new(); corpus.vocabulary.len()];
    for (number, (_, _, meant)) in wanted.iter().enumerate() {
        for (place, beginning) in meant.iter().enumerate() {
            for (word, name) in corpus.vocabulary.iter().enumerate() {
                if name.starts_with(beginning.as_str()) {
                    askers[word].push((number, 1 << place));
                }
            }
        }
    }
    let mut right: Vec<Vec<u32>> = vec![Vec::new(); wanted.len()];
    for (number, article) in corpus.articles.iter().enumerate() {
        let mut seen = vec![0_u8; wanted.len()];
        for word in article.words() {
            for (query, place) in &askers[word as usize] {
                seen[*query] |= place;
            }
        }
        for (query, seen) in seen.into_iter().enumerate() {
            if seen.count_ones() as usize == wanted[query].2.len() {
                right[query].push(number as u32);
            }
        }
    }
    let queries = wanted.into_iter().zip(right);
    queries
        .map(|((kind, typed, _), right)| Query { kind, typed, right })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_query_has_right_answers() {
        let corpus = Corpus::new(200);
        let queries = queries(&corpus);
        assert_eq!(queries.len(), QUERIES_OF_A_KIND * Kind::ALL.len());
        for query in &queries {
            assert!(!query.right.is_empty(), "{query:?}");
            let document = corpus.document(query.right[0] as usize).to_string();
            let document = document.to_lowercase();
            if query.kind != Kind::Mistyped {
                for word in query.typed.split(' ') {
                    assert!(document.contains(word), "{query:?}");
                }
            }
        }
    }

    #[test]
    fn answers_are_counted_up_to_what_is_possible() {
        let query = Query {
            kind: Kind::Word,
            typed: String::new(),
            right: vec![3, 5],
        };
        assert_eq!(query.right_share(&[5, 3, 8]), 1.0);
        assert_eq!(query.right_share(&[8, 3, 5]), 0.5);
        assert_eq!(query.right_share(&[]), 0.0);
        let answers = [vec![5, 3], vec![]];
        let both = [query.clone(), query];
        assert_eq!(right_share(&both, &answers, None), 0.5);
        assert_eq!(right_share(&both, &answers, Some(Kind::Words)), 0.0);
    }

    #[test]
    fn similar_articles_are_of_one_topic() {
        let corpus = Corpus::new(200);
        let topic = corpus.articles[0].topic;
        let same = corpus.articles.iter().enumerate();
        let same = same.filter(|(_, article)| article.topic == topic);
        let same: Vec<u32> = same.map(|(number, _)| number as u32).take(10).collect();
        assert_eq!(topic_share(&corpus, &[0], &[same]), 1.0);
    }
}
