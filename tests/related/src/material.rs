//! What is measured with: articles, and what readers think of pairs of them.

use crate::words::Segmenter;
use anyhow::{Context, Result, anyhow, bail};
use newsstand::{
    feed::{
        self, Document,
        native::{NativeText, source},
    },
    markup,
    model::{Article, Body},
};
use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::Arc,
};

/// JSON Feed says of itself that it is one, in its member `version`.
const JSON_FEED: &str = "https://jsonfeed.org/version/";

/// What readers think of two articles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// Index of one of the articles.
    pub one: usize,
    /// Index of the other.
    pub other: usize,
    /// How similar they are; only what is more counts, not by how much of which scale.
    pub score: f64,
}

/// An article and its words.
pub struct Text {
    /// The article.
    pub article: Article,
    /// The plain text of its body.
    pub body: String,
    /// The words of its headline, summary and body in order, without capitals.
    pub words: Vec<String>,
}

/// Articles and judgements.
pub struct Material {
    /// The articles that were judged, then those that only lend their statistics.
    pub texts: Vec<Text>,
    /// How many of them may be ranked: the first ones.
    pub ranked: usize,
    /// Each pair once.
    pub judgements: Vec<Judgement>,
}

impl Material {
    /// Reads the articles of `feed` and of `background` (JSON Feed) and the judgements (lines of two
    /// ids of `feed` and a score, divided by tabulators; empty lines are passed over). Where a pair is
    /// judged twice, in whichever order, the mean counts.
    ///
    /// # Errors
    /// With file and line, where one cannot be read as what it should be, or names an article that
    /// is not in `feed`.
    pub fn read(feed: &Path, judgements: &Path, background: Option<&Path>) -> Result<Self> {
        let segmenter = Segmenter::new();
        let mut articles = read_feed(feed)?;
        let judgements = read_judgements(judgements, &articles, feed)?;
        let ranked = articles.len();
        if let Some(background) = background {
            articles.extend(read_feed(background)?);
        }
        let texts = articles.into_iter();
        Ok(Self {
            texts: texts.map(|article| text_of(article, &segmenter)).collect(),
            ranked,
            judgements,
        })
    }
}

fn text_of(article: Article, segmenter: &Segmenter) -> Text {
    let body = match &article.body {
        Body::Absent => String::new(),
        Body::Html(html) => markup::words(&markup::native::parse(html)),
        Body::Text(text) => text.clone(),
    };
    let summary = article.summary.as_deref().unwrap_or_default();
    let words = [article.title.as_str(), summary, &body];
    Text {
        words: words
            .iter()
            .flat_map(|text| segmenter.words(text))
            .collect(),
        article,
        body,
    }
}

fn read_file(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn read_feed(path: &Path) -> Result<Vec<Article>> {
    let text = read_file(path)?;
    let value: serde_json::Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| {
            anyhow!(
                "{}, line {}: this is no JSON: {error}",
                path.display(),
                error.line()
            )
        })?;
    let version = value.get("version").and_then(serde_json::Value::as_str);
    if !version.is_some_and(|version| version.starts_with(JSON_FEED)) {
        bail!(
            "{}, line 1: this is no JSON Feed, whose `version` would begin with {JSON_FEED}",
            path.display()
        );
    }
    // Relative addresses are of no interest here, but have to resolve against something.
    let source = source("https://example.org/").context("an address of our own is none")?;
    match feed::read(&NativeText(&text), source) {
        Ok(Document::Feed(feed)) => Ok(feed
            .articles
            .into_iter()
            .map(Arc::unwrap_or_clone)
            .collect()),
        Ok(Document::Stand(_)) => bail!("{}, line 1: this is a stand, no feed", path.display()),
        Err(error) => bail!("{}, line 1: {}", path.display(), error.cause()),
    }
}

fn read_judgements(path: &Path, articles: &[Article], feed: &Path) -> Result<Vec<Judgement>> {
    let text = read_file(path)?;
    let ids = articles.iter().enumerate();
    let ids: HashMap<&str, usize> = ids
        .map(|(index, article)| (article.id.as_str(), index))
        .collect();
    let mut scores: Vec<(Judgement, f64)> = Vec::new();
    let mut places: HashMap<(usize, usize), usize> = HashMap::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let judgement = read_line(line, &ids, feed)
            .with_context(|| format!("{}, line {}", path.display(), index + 1))?;
        let place = *places
            .entry((judgement.one, judgement.other))
            .or_insert(scores.len());
        match scores.get_mut(place) {
            Some((sum, times)) => {
                sum.score += judgement.score;
                *times += 1.0;
            }
            None => scores.push((judgement, 1.0)),
        }
    }
    if scores.is_empty() {
        bail!("{}, line 1: there is no judgement", path.display());
    }
    let scores = scores.into_iter();
    Ok(scores
        .map(|(sum, times)| Judgement {
            score: sum.score / times,
            ..sum
        })
        .collect())
}

fn read_line(line: &str, ids: &HashMap<&str, usize>, feed: &Path) -> Result<Judgement> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [one, other, score] = fields[..] else {
        bail!("two ids and a score, divided by tabulators, are wanted, not `{line}`");
    };
    let find = |id: &str| {
        let index = ids.get(id).copied();
        index.with_context(|| format!("no article of {} has the id `{id}`", feed.display()))
    };
    let (one, other) = (find(one)?, find(other)?);
    if one == other {
        bail!("an article is judged with itself");
    }
    let score: Option<f64> = score.parse().ok().filter(|score: &f64| score.is_finite());
    Ok(Judgement {
        one: one.min(other),
        other: one.max(other),
        score: score.with_context(|| format!("the score of `{line}` is no number"))?,
    })
}

impl Material {
    /// Indices of the articles that were judged with another, each once, in order.
    pub fn judged(&self) -> Vec<usize> {
        let both = self
            .judgements
            .iter()
            .flat_map(|pair| [pair.one, pair.other]);
        let judged: HashSet<usize> = both.collect();
        (0..self.ranked)
            .filter(|index| judged.contains(index))
            .collect()
    }
}
