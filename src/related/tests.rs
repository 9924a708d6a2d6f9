use super::*;
use crate::model::{Article, Href, Timestamp};

const STORM: &str =
    "A storm tore the roof off the old market hall and threw trees across both roads";
const TRIAL: &str =
    "The jury found the former treasurer guilty of taking money from the club for years";

fn article(id: &str, title: &str) -> Article {
    Article {
        id: id.to_owned(),
        title: title.to_owned(),
        ..Article::default()
    }
}

fn dated(id: &str, title: &str, date: &str) -> Article {
    Article {
        published: Timestamp::parse(date),
        ..article(id, title)
    }
}

/// An index of a feed, and of the open article where that is not in it.
fn indexed(open: &Article, feed: &[Article]) -> (WordIndex, usize) {
    let mut index = WordIndex::default();
    for article in feed {
        index.add(article, "", &divide);
    }
    let known = feed.iter().position(|article| article.id == open.id);
    let document = known.unwrap_or_else(|| index.add(open, "", &divide));
    while index.settle() {}
    (index, document)
}

fn ids<'a>(open: &Article, feed: &'a [Article], limit: usize) -> Vec<&'a str> {
    let (index, document) = indexed(open, feed);
    let similar = similar(&index, document, open, feed, limit);
    similar
        .into_iter()
        .map(|index| feed[index].id.as_str())
        .collect()
}

#[test]
fn the_editors_choice_comes_first_and_in_order() {
    let mut open = article("open", "Harbour lights");
    open.related = vec![
        "c".into(),
        "gone".into(),
        "open".into(),
        "c".into(),
        "a".into(),
    ];
    let feed = [
        article("a", "Nothing"),
        article("b", "Harbour lights again"),
        article("c", "Nothing"),
        open.clone(),
    ];
    assert_eq!(ids(&open, &feed, 9), ["c", "a", "b"]);
    assert_eq!(ids(&open, &feed, 1), ["c"]);
    assert!(ids(&open, &feed, 0).is_empty());
}

#[test]
fn sections_tags_and_words_count() {
    let mut open = article("open", "The old HARBOUR by night");
    open.section = Some("Science".into());
    open.tags = vec!["Sea".into()];
    let mut same_section = article("section", "One");
    same_section.section = Some("science".into());
    let mut same_tag = article("tag", "Two");
    same_tag.tags = vec!["sea".into()];
    let mut same_summary = article("summary", "Three");
    same_summary.summary = Some("Harbours everywhere".into());
    let feed = [
        article("none", "Four"),
        same_section,
        same_tag,
        same_summary,
    ];
    let mut offered = ids(&open, &feed, 9);
    assert_eq!(offered.pop(), Some("none"));
    offered.sort_unstable();
    assert_eq!(offered, ["section", "summary", "tag"]);
}

#[test]
fn the_latest_come_first_among_equals_and_fill_up() {
    let feed = [
        dated("undated", "x", ""),
        dated("old", "x", "2026-01-01"),
        dated("new", "x", "2026-02-01"),
        article("shares", "harbour"),
    ];
    let open = article("open", "harbour");
    assert_eq!(ids(&open, &feed, 9), ["shares", "new", "old", "undated"]);
}

#[test]
fn recent_news_is_preferred_where_little_else_differs_and_only_there() {
    let open = article("open", "Storm over the harbour");
    let feed = [
        dated("old", "Harbour repaired", "2025-01-01"),
        dated("new", "Harbour painted", "2026-02-01"),
        dated("near", "Storm hits harbour", "2025-01-01"),
        dated("bread", "Bread becomes dearer", "2026-02-01"),
        dated("cup", "Late goal decides cup", "2026-02-01"),
        dated("school", "Teachers are wanted", "2026-02-01"),
        dated("moon", "Probe reaches moon", "2026-02-01"),
    ];
    assert_eq!(ids(&open, &feed, 3), ["near", "new", "old"]);
}

#[test]
fn an_article_is_never_similar_to_itself() {
    let mut open = article("open", STORM);
    open.story = Some("7".into());
    open.url = Href::from_serialised("https://example.org/open");
    let mut translated = article("translated", "harbour");
    translated.story = Some("7".into());
    let mut same_page = article("page", "harbour");
    same_page.url.clone_from(&open.url);
    let copy = article("copy", &format!("{STORM} today"));
    let feed = [
        open.clone(),
        translated,
        same_page,
        copy,
        article("other", "Storm"),
    ];
    assert_eq!(ids(&open, &feed, 9), ["other"]);
}

#[test]
fn of_each_story_one_article_is_offered() {
    let open = article("open", "Storm damages market, treasurer guilty");
    let versions = |id: &str| Article {
        story: Some("8".into()),
        ..article(id, "Market open again")
    };
    let feed = [
        article("agency", TRIAL),
        article("cut", &format!("{TRIAL} on end")),
        article("report", "How the treasurer of a club was found guilty"),
        versions("story-1"),
        versions("story-2"),
    ];
    let offered = ids(&open, &feed, 9);
    assert_eq!(offered.len(), 3, "{offered:?}");
    assert!(offered.contains(&"report"));
    assert_eq!(
        offered.iter().filter(|id| id.starts_with("story")).count(),
        1
    );
    assert_eq!(
        offered
            .iter()
            .filter(|id| matches!(**id, "agency" | "cut"))
            .count(),
        1
    );
}

#[test]
fn a_second_subject_comes_before_more_of_the_same() {
    let open = article(
        "open",
        "Storm damages market hall while treasurer stands trial",
    );
    let feed = [
        article(
            "storm-1",
            "Storm damages market hall, roads closed, trees fallen",
        ),
        article("storm-2", "Storm damages market hall, trees fallen on cars"),
        article(
            "storm-3",
            "Market hall and trees fallen after storm, roads closed",
        ),
        article("trial", "Treasurer stands trial"),
        article("bread", "Bread"),
    ];
    let offered = ids(&open, &feed, 3);
    assert!(offered.contains(&"trial"), "{offered:?}");
    assert!(
        offered.iter().any(|id| id.starts_with("storm")),
        "{offered:?}"
    );
}

#[test]
fn articles_without_a_common_word_are_found_by_what_both_resemble() {
    let open = article("open", "drivers walkout");
    let mut feed = vec![
        article("weather", "sunny morning"),
        article("akin", "long strike"),
        article("cake", "lemon cake"),
    ];
    for number in 0..4 {
        feed.push(article(&format!("s{number}"), "walkout becomes strike"));
        feed.push(article(&format!("w{number}"), "sunny lemon season"));
    }
    let (index, document) = indexed(&open, &feed);
    let likenesses = index.likenesses(document);
    assert!(likenesses[1] > 0.05, "{likenesses:?}");
    assert!(
        likenesses[0] < 0.01 && likenesses[2] < 0.01,
        "{likenesses:?}"
    );
}

#[test]
fn headlines_without_spaces_are_compared() {
    let open = article("open", "東京の港が夜に開く");
    let feed = [article("far", "大阪に雨"), article("near", "夜の東京")];
    assert_eq!(ids(&open, &feed, 9), ["near", "far"]);
}

#[test]
fn little_text_and_none_are_no_trouble() {
    let open = article("open", "");
    assert!(ids(&open, &[], 9).is_empty());
    assert!(ids(&open, std::slice::from_ref(&open), 9).is_empty());
    let feed = [article("a", ""), article("b", "word"), article("c", "…")];
    assert_eq!(ids(&open, &feed, 9), ["a", "b", "c"]);
    let open = article("open", "Word");
    assert_eq!(ids(&open, &feed, 9), ["b", "a", "c"]);
    let mut index = WordIndex::default();
    assert!(!index.settle());
    index.add(&open, "", &divide);
    while index.settle() {}
    assert_eq!(index.likenesses(0).len(), 1);
}

#[test]
fn likeness_is_symmetric_and_from_0_to_1() {
    let feed = [
        article("a", STORM),
        article("b", TRIAL),
        article("c", "A storm at the market"),
        article("d", "The club had money for a market hall"),
        article("e", ""),
        article("f", STORM),
    ];
    let (index, _) = indexed(&feed[0], &feed);
    let rows: Vec<_> = (0..feed.len()).map(|one| index.likenesses(one)).collect();
    for (one, row) in rows.iter().enumerate() {
        for (other, likeness) in row.iter().enumerate() {
            assert!((0.0..=1.0).contains(likeness), "{one} {other} {likeness}");
            assert!((likeness - rows[other][one]).abs() < 1e-6, "{one} {other}");
            let view = index.view(&index.profile(one));
            let alone = index.compare(&view, &index.profile(other));
            let alone = alone.likeness;
            assert!((likeness - alone).abs() < 1e-6, "{one} {other}");
        }
    }
    assert!(rows[0][5] > rows[0][2] && rows[0][2] > rows[0][1]);
}

#[test]
fn words_that_most_articles_have_say_nothing() {
    let mut feed: Vec<Article> = (0..150)
        .map(|number| article(&format!("{number}"), &format!("the subject{number}s")))
        .collect();
    feed.push(article("common", "the"));
    feed.push(article("akin", "the subject7s"));
    let (index, document) = indexed(&feed[7], &feed);
    let likenesses = index.likenesses(document);
    assert!(likenesses[151] > 0.1, "{likenesses:?}");
    assert!(likenesses[8] < 0.01, "{likenesses:?}");
    assert!(
        index
            .likenesses(150)
            .iter()
            .all(|likeness| *likeness == 0.0)
    );
}

#[test]
fn documents_may_come_later() {
    let feed = [
        article("a", STORM),
        article("b", TRIAL),
        article("c", "A storm"),
    ];
    let (at_once, _) = indexed(&feed[0], &feed);
    let mut index = WordIndex::default();
    index.add(&feed[0], "", &divide);
    while index.settle() {}
    index.add(&feed[1], "", &divide);
    assert_eq!(index.likenesses(1), [0.0, 0.0]);
    assert!(index.settle());
    index.add(&feed[2], "", &divide);
    while index.settle() {}
    assert_eq!(index.likenesses(0), at_once.likenesses(0));
}

/// Ten thousand articles with the frequencies of words of natural language (Zipf's law).
#[test]
fn ten_thousand_articles_take_twice_their_text_at_most() {
    const ARTICLES: usize = 10_000;
    const WORDS: usize = 300;
    const VOCABULARY: f64 = 100_000.0;
    let mut state: u64 = 1;
    let mut random = || {
        // Knuth's multiplier (The Art of Computer Programming 2, 3.3.4).
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let mut index = WordIndex::default();
    let mut text_bytes = 0;
    for number in 0..ARTICLES {
        let body: Vec<String> = (0..WORDS)
            .map(|_| written(VOCABULARY.powf(random()) as u64))
            .collect();
        let body = body.join(" ");
        text_bytes += body.len();
        index.add(&article(&number.to_string(), ""), &body, &divide);
    }
    let mut steps = 0;
    while index.settle() {
        steps += 1;
    }
    assert!(steps < 3 * ARTICLES, "{steps}");
    assert!(
        index.bytes() <= 2 * text_bytes,
        "{} {text_bytes}",
        index.bytes()
    );
    assert_eq!(index.likenesses(7).len(), ARTICLES);
}

/// The word of a rank: the form that is the rest of a stem, rare ones long, as in a language.
fn written(rank: u64) -> String {
    const ENDINGS: [&str; 4] = ["", "s", "ing", "ation"];
    let stem = 1 + rank / 4;
    let mut word = String::new();
    let mut left = stem.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16;
    for _ in 0..2 + stem.ilog2() / 2 {
        word.push(char::from(b'a' + (left % 26) as u8));
        left /= 26;
    }
    word + ENDINGS[(rank % 4) as usize]
}
