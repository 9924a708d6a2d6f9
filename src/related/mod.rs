//! Which articles belong together.
//!
//! Pure functions over articles; nothing in this room reads documents, draws or fetches.

use crate::model::{Article, Timestamp, folded, is_letter};
use std::borrow::Borrow;

/// What sharing one of these is worth.
const SHARED_SECTION: u32 = 3;
const SHARED_TAG: u32 = 2;
const SHARED_WORD: u32 = 1;
/// Shorter words hold sentences together and say nothing about their subject.
const SHORTEST_WORD: usize = 4;

/// Indices of at most `limit` articles of `feed` to offer to a reader of `open`, the best first:
/// those that the editor names (`related`, in that order), then by what they share with `open`
/// (section, tags, words of the headline), the latest first among equals.
///
/// The open article and its versions in other languages are never among them, and no story is
/// twice. Where few articles share anything the latest of the rest follow, so that a reader
/// always has somewhere to go.
pub fn similar<A: Borrow<Article>>(open: &Article, feed: &[A], limit: usize) -> Vec<usize> {
    let feed: Vec<&Article> = feed.iter().map(Borrow::borrow).collect();
    rank(open, &feed, limit)
}

fn rank(open: &Article, feed: &[&Article], limit: usize) -> Vec<usize> {
    let marks = Marks::of(open);
    let mut left: Vec<(Rank, usize)> = Vec::new();
    for (index, article) in feed.iter().enumerate() {
        if !is_same(open, article) {
            left.push((Rank::of(open, &marks, article), index));
        }
    }
    // Few are wanted: taking the best again and again is less code than sorting them all.
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < limit {
        let mut best: Option<&(Rank, usize)> = None;
        for one in &left {
            // Among equals the feed's order decides.
            if best.is_none_or(|best| one.0 > best.0) {
                best = Some(one);
            }
        }
        let Some((_, best)) = best else {
            break;
        };
        let best = *best;
        left.retain(|(_, index)| *index != best && !is_same(feed[*index], feed[best]));
        chosen.push(best);
    }
    chosen
}

/// True where both are one article: the same id, page or story.
fn is_same(one: &Article, other: &Article) -> bool {
    one.id == other.id
        || one.story.is_some() && one.story == other.story
        || one.url.is_some() && one.url == other.url
}

/// Compared from the first field to the last; more is better.
#[derive(PartialEq, PartialOrd)]
struct Rank {
    /// How many of the editor's choices stand after it, plus one; 0 where it is none.
    editors_choice: usize,
    score: u32,
    published: Option<Timestamp>,
}

impl Rank {
    fn of(open: &Article, marks: &Marks, article: &Article) -> Self {
        let place = open.related.iter().position(|id| *id == article.id);
        Self {
            editors_choice: place.map_or(0, |place| open.related.len() - place),
            score: marks.shared_with(&Marks::of(article)),
            published: article.published,
        }
    }
}

/// What two articles can have in common.
struct Marks {
    section: String,
    tags: Vec<String>,
    words: Vec<String>,
}

impl Marks {
    fn of(article: &Article) -> Self {
        Self {
            section: folded(article.section.as_deref().unwrap_or_default()),
            tags: article.tags.iter().map(|tag| folded(tag)).collect(),
            words: words(&article.title),
        }
    }

    fn shared_with(&self, other: &Self) -> u32 {
        let section = !self.section.is_empty() && self.section == other.section;
        u32::from(section) * SHARED_SECTION
            + count_shared(&self.tags, &other.tags) * SHARED_TAG
            + count_shared(&self.words, &other.words) * SHARED_WORD
    }
}

fn count_shared(one: &[String], other: &[String]) -> u32 {
    one.iter().filter(|word| other.contains(word)).count() as u32
}

/// The words of `text` with at least four letters, each once and folded. Scripts that put no
/// spaces between words give every two neighbouring characters instead.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut add = |word: String| {
        if !words.contains(&word) {
            words.push(word);
        }
    };
    let mut word = String::new();
    let (mut length, mut before) = (0, None);
    for c in folded(text).chars().chain([' ']) {
        let unspaced = Some(c).filter(|c| is_unspaced(*c));
        if let (Some(before), Some(c)) = (before, unspaced) {
            add(String::from_iter([before, c]));
        }
        before = unspaced;
        if unspaced.is_none() && (is_letter(c) || c.is_ascii_digit()) {
            word.push(c);
            length += 1;
        } else {
            let whole = std::mem::take(&mut word);
            if length >= SHORTEST_WORD {
                add(whole);
            }
            length = 0;
        }
    }
    words
}

/// Letters of Thai, Lao, Burmese, Khmer, Chinese and Japanese.
fn is_unspaced(c: char) -> bool {
    let in_blocks = matches!(
        u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
            | 0xF900..=0xFAFF | 0x20000..=0x3FFFF
    );
    in_blocks && is_letter(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Href;

    fn article(id: &str, title: &str) -> Article {
        Article {
            id: id.to_owned(),
            title: title.to_owned(),
            ..Article::default()
        }
    }

    fn ids<'a>(open: &Article, feed: &'a [Article], limit: usize) -> Vec<&'a str> {
        let similar = similar(open, feed, limit);
        similar
            .into_iter()
            .map(|index| feed[index].id.as_str())
            .collect()
    }

    #[test]
    fn the_editors_choice_comes_first_and_in_order() {
        let mut open = article("open", "Harbour lights");
        open.related = vec!["c".into(), "gone".into(), "open".into(), "a".into()];
        let feed = [
            article("a", "Nothing"),
            article("b", "Harbour lights again"),
            article("c", "Nothing"),
        ];
        assert_eq!(ids(&open, &feed, 9), ["c", "a", "b"]);
        assert_eq!(ids(&open, &feed, 1), ["c"]);
        assert!(ids(&open, &feed, 0).is_empty());
    }

    #[test]
    fn sections_tags_and_words_count() {
        let mut open = article("open", "The old HARBOUR by night");
        open.section = Some("Science".into());
        open.tags = vec!["Sea".into(), "light".into()];
        let mut same_section = article("section", "x");
        same_section.section = Some("science".into());
        let mut same_tags = article("tags", "x");
        same_tags.tags = vec!["sea".into(), "LIGHT".into()];
        let words = article("words", "A harbour: the day");
        let feed = [
            article("none", "By the old"),
            words,
            same_section,
            same_tags,
        ];
        assert_eq!(ids(&open, &feed, 9), ["tags", "section", "words", "none"]);
    }

    #[test]
    fn the_latest_come_first_among_equals_and_fill_up() {
        let dated = |id: &str, date: &str| Article {
            published: Timestamp::parse(date),
            ..article(id, "x")
        };
        let feed = [
            dated("undated", ""),
            dated("old", "2026-01-01"),
            dated("new", "2026-02-01"),
            article("shares", "harbour"),
        ];
        assert_eq!(
            ids(&article("open", "harbour"), &feed, 9),
            ["shares", "new", "old", "undated"]
        );
    }

    #[test]
    fn an_article_is_never_similar_to_itself() {
        let mut open = article("open", "harbour");
        open.story = Some("7".into());
        open.url = Href::from_serialised("https://example.org/open");
        let mut translated = article("translated", "harbour");
        translated.story = Some("7".into());
        let mut same_page = article("page", "harbour");
        same_page.url.clone_from(&open.url);
        let mut twin = article("twin", "harbour");
        twin.story = Some("8".into());
        let feed = [
            open.clone(),
            translated,
            same_page,
            twin.clone(),
            Article {
                id: "twin-2".into(),
                ..twin
            },
        ];
        assert_eq!(ids(&open, &feed, 9), ["twin"]);
    }

    #[test]
    fn headlines_without_spaces_are_compared_by_pairs_of_characters() {
        let open = article("open", "東京の港が夜に開く");
        let feed = [article("far", "大阪に雨"), article("near", "夜の東京")];
        assert_eq!(ids(&open, &feed, 9), ["near", "far"]);
        assert!(words("हिन्दी में समाचार").contains(&"हिन्दी".to_owned()));
    }
}
