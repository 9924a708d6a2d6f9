//! Which articles are offered, and in which order.

use super::{WordIndex, index::Profile};
use crate::model::{Article, Timestamp};
use std::borrow::Borrow;

/// From this cosine on two texts are one, with other cuts or a correction: what agencies send to all.
/// Reports of one event by different authors stay far below: below 0.3 in `tests/fixtures/related`.
const COPY_COSINE: f32 = 0.8;
/// Texts of fewer different words are no copies of each other: a headline such as "Weather" comes
/// back every day.
const SHORTEST_COPY_WORDS: u32 = 8;
/// How many times the number of wanted articles is chosen among. More would let articles in whose
/// only merit is that they resemble nothing.
const POOL_TIMES: usize = 2;
/// What the oldest article loses against the newest, all else being equal.
const AGE_COST: f32 = 0.15;
/// An article of this age has lost half of that, in days.
const HALF_AGE_DAYS: f64 = 30.0;
const MS_PER_DAY: f64 = 86_400_000.0;

/// Indices of at most `limit` articles of `feed` to offer to a reader of `open`, the best first:
/// those that the editor names (`related`, in that order), then by likeness, the later a little before
/// the earlier, and each the less the more it repeats one of those before it. (That is the maximal
/// marginal relevance of Carbonell and Goldstein, SIGIR 1998, as a product: as a difference it would
/// put what has nothing in common with `open` before what repeats something.)
///
/// `index` is settled; its first documents are the articles of `feed` in the same order, and
/// `document` is the number of `open` in it.
///
/// The open article, its versions in other languages and copies of it are never offered, and of each
/// story only one article is, unless the editor names more. Where few articles share anything the
/// latest of the rest follow, so that a reader always has somewhere to go.
pub fn similar<A: Borrow<Article>>(
    index: &WordIndex,
    document: usize,
    open: &Article,
    feed: &[A],
    limit: usize,
) -> Vec<usize> {
    let feed: Vec<&Article> = feed.iter().map(Borrow::borrow).collect();
    pick(index, document, open, &feed, limit)
}

fn pick(
    index: &WordIndex,
    document: usize,
    open: &Article,
    feed: &[&Article],
    limit: usize,
) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    for id in &open.related {
        let named = feed.iter().position(|article| article.id == *id);
        if let Some(named) = named
            && chosen.len() < limit
            && !open.is_same(feed[named])
            && !chosen.iter().any(|other| feed[*other].is_same(feed[named]))
        {
            chosen.push(named);
        }
    }
    let mut pool = candidates(index, document, open, feed, limit);
    for named in &chosen {
        weigh_repetition(index, &mut pool, &index.profile(*named), feed);
    }
    while chosen.len() < limit
        && let Some(best) = take_best(&mut pool)
    {
        chosen.push(best.profile.document);
        weigh_repetition(index, &mut pool, &best.profile, feed);
    }
    chosen
}

/// An article that may be offered.
struct Candidate {
    score: f32,
    published: Option<Timestamp>,
    /// The greatest likeness to one that is offered already.
    repetition: f32,
    profile: Profile,
}

impl Candidate {
    /// More is better.
    fn rank(&self) -> (f32, Option<Timestamp>) {
        (self.score * (1.0 - self.repetition), self.published)
    }
}

/// The articles that come nearest to `open`, the latest first among equals.
fn candidates(
    index: &WordIndex,
    document: usize,
    open: &Article,
    feed: &[&Article],
    limit: usize,
) -> Vec<Candidate> {
    let latest = feed.iter().filter_map(|article| article.published).max();
    let profile = index.profile(document);
    let view = index.view(&profile);
    let products = index.products(&profile);
    let size = limit * POOL_TIMES;
    let mut pool: Vec<Candidate> = Vec::new();
    for (number, (article, product)) in feed.iter().zip(products).enumerate() {
        let freshness = freshness(article.published, latest);
        let last = pool.last().filter(|_| pool.len() == size);
        let least = last.map_or(0.0, |last| last.score);
        let comparison = index.comparison(&view, number, product, least / freshness);
        let score = comparison.likeness * freshness;
        if score < least || open.is_same(article) {
            continue;
        }
        let candidate = Candidate {
            score,
            published: article.published,
            repetition: 0.0,
            profile: Profile::empty(number),
        };
        // Among equals the feed's order decides.
        let place = pool.partition_point(|other| other.rank() >= candidate.rank());
        pool.insert(place, candidate);
        pool.truncate(size);
    }
    pool.retain_mut(|candidate| {
        let number = candidate.profile.document;
        candidate.profile = index.profile(number);
        let comparison = index.compare(&view, &candidate.profile);
        !is_copy(index, comparison.cosine, document, number)
    });
    pool
}

/// What is left of a score after [`AGE_COST`]: 1 for the latest news of the feed.
fn freshness(published: Option<Timestamp>, latest: Option<Timestamp>) -> f32 {
    let age_days = match (published, latest) {
        (Some(published), Some(latest)) => (latest.epoch_ms() - published.epoch_ms()) / MS_PER_DAY,
        _ => f64::INFINITY,
    };
    let youth = HALF_AGE_DAYS / (HALF_AGE_DAYS + age_days);
    1.0 - AGE_COST * (1.0 - youth as f32)
}

/// Takes the best out; among equals the first.
fn take_best(candidates: &mut Vec<Candidate>) -> Option<Candidate> {
    let mut best = 0;
    for (place, candidate) in candidates.iter().enumerate() {
        if candidate.rank() > candidates[best].rank() {
            best = place;
        }
    }
    (best < candidates.len()).then(|| candidates.remove(best))
}

/// Drops the candidates that tell the same as an article which is offered now, and notes how much the
/// others repeat of it.
fn weigh_repetition(
    index: &WordIndex,
    pool: &mut Vec<Candidate>,
    offered: &Profile,
    feed: &[&Article],
) {
    let view = index.view(offered);
    let article = feed[offered.document];
    pool.retain_mut(|candidate| {
        let comparison = index.compare(&view, &candidate.profile);
        candidate.repetition = candidate.repetition.max(comparison.likeness);
        let other = candidate.profile.document;
        !article.is_same(feed[other]) && !is_copy(index, comparison.cosine, offered.document, other)
    });
}

/// True where two documents of this cosine have one text.
fn is_copy(index: &WordIndex, cosine: f32, one: usize, other: usize) -> bool {
    let fewest_words = index.word_count(one).min(index.word_count(other));
    cosine >= COPY_COSINE && fewest_words >= SHORTEST_COPY_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::related::divide;

    /// Whatever is not compared in full could not have been among them.
    #[test]
    fn the_nearest_are_those_of_all_likenesses() {
        const LIMIT: usize = 5;
        let mut index = WordIndex::default();
        let feed: Vec<Article> = (0..300_u64)
            .map(|number| {
                // Five subjects, and words that come back by chance.
                let word = |place: u64| format!("w{}", (number * 31 + place * 17) % 97);
                let words: Vec<String> = (0..12).map(word).collect();
                let article = Article {
                    id: number.to_string(),
                    title: format!("Subject {} {}", number % 5, words.join(" ")),
                    published: Timestamp::parse(&format!("2026-01-{:02}", 1 + number % 28)),
                    ..Article::default()
                };
                index.add(&article, "", &divide);
                article
            })
            .collect();
        while index.settle() {}
        let feed: Vec<&Article> = feed.iter().collect();
        let latest = feed.iter().filter_map(|article| article.published).max();
        for open in (0..feed.len()).step_by(7) {
            let likenesses = index.likenesses(open);
            let score =
                |number: usize| likenesses[number] * freshness(feed[number].published, latest);
            let mut nearest: Vec<usize> = (0..feed.len()).filter(|other| *other != open).collect();
            nearest.sort_by(|one, other| {
                let rank = |number: usize| (score(number), feed[number].published);
                rank(*other).partial_cmp(&rank(*one)).unwrap()
            });
            nearest.truncate(LIMIT * POOL_TIMES);
            nearest.retain(|other| {
                let view = index.view(&index.profile(open));
                let cosine = index.compare(&view, &index.profile(*other)).cosine;
                !is_copy(&index, cosine, open, *other)
            });
            let pool = candidates(&index, open, feed[open], &feed, LIMIT);
            let pool: Vec<usize> = pool.iter().map(|one| one.profile.document).collect();
            assert_eq!(pool, nearest, "{open}");
        }
    }
}
