//! Articles that nobody wrote, with words as unevenly frequent as those of a language.
//!
//! - 80,000 stems of one to four syllables, the frequent ones short, each in three forms. How many
//!   different words so many articles have grows as in English news: 44 · words^0.49 (Heaps' law with
//!   the numbers of Manning, Raghavan and Schütze, "Introduction to Information Retrieval", for
//!   Reuters' RCV1), within a quarter.
//! - An article has a topic, which some fifty articles share, and an event, which some ten share.
//!   Of its words 3 in 100 are of the 80 of its topic and 1 of the 8 of its event, and half of its
//!   headline and its two tags; all others are of the whole language.
//! - A headline has 8 words, a summary 20, a body 300.

use crate::random::{Random, Zipf};
use serde_json::{Value, json};

const STEMS: usize = 80_000;
/// A stem as it is, and with two endings. No stem ends with their last letters, so no two forms of
/// different stems are the same.
const FORMS: [&str; 3] = ["", "s", "ing"];
const ONSETS: [&str; 20] = [
    "t", "k", "m", "r", "s", "l", "p", "n", "b", "d", "v", "st", "h", "tr", "f", "pl", "br", "g",
    "kr", "z",
];
const VOWELS: [&str; 6] = ["a", "e", "o", "i", "u", "ia"];
const CODAS: [&str; 7] = ["", "n", "r", "", "l", "m", "t"];

/// The ranks of the words of topics and events: neither the most frequent ones nor the rarest.
const TOPIC_RANKS: std::ops::Range<usize> = 300..20_000;
const TOPIC_STEMS: usize = 80;
const EVENT_STEMS: usize = 8;
const ARTICLES_OF_A_TOPIC: usize = 50;
const EVENTS_OF_A_TOPIC: usize = 5;
const TOPIC_SHARE: f64 = 0.03;
const EVENT_SHARE: f64 = 0.01;

const TITLE_WORDS: usize = 8;
const SUMMARY_WORDS: usize = 20;
const BODY_WORDS: usize = 300;
const SENTENCE_WORDS: usize = 12;
const SECTIONS: usize = 8;

/// A word by its number.
pub type Word = u32;

/// An article as the numbers of its words.
#[derive(Clone, Debug)]
pub struct Article {
    /// The words of the headline.
    pub title: Vec<Word>,
    /// The words of the summary.
    pub summary: Vec<Word>,
    /// The words of the body.
    pub body: Vec<Word>,
    /// Two words of the topic.
    pub tags: [Word; 2],
    /// What about fifty articles are about.
    pub topic: usize,
}

impl Article {
    /// All its words.
    pub fn words(&self) -> impl Iterator<Item = Word> {
        let texts = self.title.iter().chain(&self.summary).chain(&self.body);
        texts.chain(&self.tags).copied()
    }
}

/// Articles and the words they are made of.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The words: a word's number is its position.
    pub vocabulary: Vec<String>,
    /// The articles: an article's number is its position.
    pub articles: Vec<Article>,
}

impl Corpus {
    /// So many articles, the same in every run.
    pub fn new(article_count: usize) -> Self {
        let mut random = Random::new(2026);
        let vocabulary = vocabulary(&mut random);
        let zipf = Zipf::new(STEMS);
        let topic_count = (article_count / ARTICLES_OF_A_TOPIC).max(1);
        let mut stems = |count: usize| -> Vec<usize> {
            let ranks = (0..count).map(|_| TOPIC_RANKS.start + random.below(TOPIC_RANKS.len()));
            ranks.collect()
        };
        let topics: Vec<Vec<usize>> = (0..topic_count).map(|_| stems(TOPIC_STEMS)).collect();
        let event_count = topic_count * EVENTS_OF_A_TOPIC;
        let events: Vec<Vec<usize>> = (0..event_count).map(|_| stems(EVENT_STEMS)).collect();
        let mut random = Random::new(2027);
        let articles = (0..article_count).map(|_| {
            let topic = random.below(topic_count);
            let event = topic * EVENTS_OF_A_TOPIC + random.below(EVENTS_OF_A_TOPIC);
            let (topic_stems, event_stems) = (&topics[topic], &events[event]);
            let of_topic = |random: &mut Random| topic_stems[random.below(TOPIC_STEMS)];
            let of_event = |random: &mut Random| event_stems[random.below(EVENT_STEMS)];
            // A headline says what the article is about: half of its words are of the subject.
            let title = (0..TITLE_WORDS).map(|place| match place {
                1 | 4 => of_event(&mut random),
                2 | 6 => of_topic(&mut random),
                _ => zipf.draw(&mut random),
            });
            let title: Vec<usize> = title.collect();
            let mut text = |word_count: usize| -> Vec<Word> {
                let words = (0..word_count).map(|_| {
                    let share = random.fraction();
                    let stem = match share {
                        _ if share < EVENT_SHARE => of_event(&mut random),
                        _ if share < EVENT_SHARE + TOPIC_SHARE => of_topic(&mut random),
                        _ => zipf.draw(&mut random),
                    };
                    formed(stem, &mut random)
                });
                words.collect()
            };
            Article {
                summary: text(SUMMARY_WORDS),
                body: text(BODY_WORDS),
                title: title.into_iter().map(plain).collect(),
                tags: [plain(of_topic(&mut random)), plain(of_topic(&mut random))],
                topic,
            }
        });
        let articles = articles.collect();
        Self {
            vocabulary,
            articles,
        }
    }

    /// The words of some numbers as sentences.
    pub fn text(&self, words: &[Word]) -> String {
        let mut text = String::new();
        for (place, word) in words.iter().enumerate() {
            let name = &self.vocabulary[*word as usize];
            if place % SENTENCE_WORDS > 0 {
                text.push(' ');
                text.push_str(name);
                continue;
            }
            if place > 0 {
                text.push_str(". ");
            }
            // The words are of ASCII letters.
            text.push_str(&name[..1].to_ascii_uppercase());
            text.push_str(&name[1..]);
        }
        text
    }

    /// An article as the page of the benchmark reads it.
    pub fn document(&self, number: usize) -> Value {
        let article = &self.articles[number];
        json!({
            "id": number,
            "title": self.text(&article.title),
            "summary": self.text(&article.summary),
            "body": self.text(&article.body),
            "tags": article.tags.map(|tag| self.vocabulary[tag as usize].as_str()),
            "published": published(number),
        })
    }

    /// The bytes of what is indexed of an article.
    pub fn text_bytes(&self, number: usize) -> usize {
        let words = self.articles[number].words();
        // One sign or space behind each word.
        words
            .map(|word| self.vocabulary[word as usize].len() + 1)
            .sum()
    }

    /// A JSON Feed of the first articles, without bodies, as the front of a stand reads it.
    pub fn feed(&self, count: usize) -> Value {
        let items = self.articles.iter().take(count).enumerate();
        let items = items.map(|(number, article)| {
            let section = self.vocabulary[FORMS.len() * (article.topic % SECTIONS)].as_str();
            json!({
                "id": number.to_string(),
                "url": format!("https://example.org/{number}"),
                "title": self.text(&article.title),
                "summary": self.text(&article.summary),
                "date_published": published(number),
                "authors": [{ "name": "Ana Ruiz" }],
                "_newsstand": { "section": section },
            })
        });
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": "The Bench",
            "language": "en",
            "items": items.collect::<Vec<Value>>(),
        })
    }
}

/// A moment in November 2026, another one for every article of a day's 40,000.
fn published(number: usize) -> String {
    let (day, minute) = (1 + number % 28, number / 28);
    format!(
        "2026-11-{day:02}T{:02}:{:02}:00Z",
        minute / 60 % 24,
        minute % 60
    )
}

/// The word that is this stem.
fn plain(stem: usize) -> Word {
    (stem * FORMS.len()) as Word
}

/// The word that is some form of this stem, mostly the stem itself.
fn formed(stem: usize, random: &mut Random) -> Word {
    plain(stem) + random.low_below(FORMS.len()) as Word
}

fn vocabulary(random: &mut Random) -> Vec<String> {
    let mut stems = std::collections::BTreeSet::new();
    let mut vocabulary = Vec::new();
    while stems.len() < STEMS {
        let syllables = match stems.len() {
            0..150 => 1,
            150..2000 => 2,
            _ => 2 + random.below(3),
        };
        let stem: String = (0..syllables).map(|_| syllable(random)).collect();
        if stems.insert(stem.clone()) {
            vocabulary.extend(FORMS.map(|ending| format!("{stem}{ending}")));
        }
    }
    vocabulary
}

fn syllable(random: &mut Random) -> String {
    [
        ONSETS[random.low_below(ONSETS.len())],
        VOWELS[random.low_below(VOWELS.len())],
        CODAS[random.below(CODAS.len())],
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_run_has_the_same_articles() {
        let (one, other) = (Corpus::new(60), Corpus::new(60));
        assert_eq!(one.document(59), other.document(59));
        let words: BTreeSet<&String> = one.vocabulary.iter().collect();
        assert_eq!(words.len(), STEMS * FORMS.len());
    }

    #[test]
    fn there_are_as_many_different_words_as_in_english_news() {
        let corpus = Corpus::new(1000);
        let words: Vec<Word> = corpus.articles.iter().flat_map(Article::words).collect();
        let count = words.len() as f64;
        let different = words.into_iter().collect::<BTreeSet<Word>>().len() as f64;
        let expected = 44.0 * count.powf(0.49);
        let ratio = different / expected;
        assert!((0.75..1.25).contains(&ratio), "{different} of {count}");
    }

    #[test]
    fn an_article_is_as_long_as_promised() {
        let corpus = Corpus::new(60);
        let document = corpus.document(3);
        let body = document["body"].as_str().unwrap();
        assert_eq!(body.split(' ').count(), BODY_WORDS);
        assert!(body.contains(". "));
        let length = corpus.text_bytes(3);
        let all = ["title", "summary", "body"].map(|part| document[part].as_str().unwrap().len());
        assert!(length.abs_diff(all.iter().sum()) < 60);
    }

    #[test]
    fn articles_of_a_topic_share_words() {
        let corpus = Corpus::new(200);
        let first = &corpus.articles[0];
        let words: BTreeSet<Word> = first.words().filter(|word| *word > 3000).collect();
        let mean_shared = |same: bool| {
            let others = corpus.articles[1..].iter();
            let others = others.filter(|article| (article.topic == first.topic) == same);
            let shared = others.map(|article| {
                let own: BTreeSet<Word> = article.words().collect();
                own.intersection(&words).count() as f64
            });
            crate::statistics::mean(shared)
        };
        assert!(mean_shared(true) > 2.0 * mean_shared(false));
    }

    #[test]
    fn a_feed_has_headlines_alone() {
        let feed = Corpus::new(60).feed(10);
        assert_eq!(feed["items"].as_array().unwrap().len(), 10);
        assert!(feed["items"][9]["content_text"].is_null());
    }
}
