//! Search and similar news: ours and the peers in turn, each in a browser of its own.

use std::path::Path;

use anyhow::{Context, Result};
use newsstand_browser_tests::{Journal, Reply, Site};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::browser::{Browser, address, isolated};
use crate::corpus::Corpus;
use crate::queries::{Kind, Query, queries, right_share, topic_share};
use crate::statistics::{median, medians, percentile};
use crate::{Setting, say};

/// Our own engine among the contestants, by its script and its name.
pub const OURS: &str = "newsstand";
/// Those that search.
pub const SEARCHERS: [(&str, &str); 4] = [
    (OURS, "newsstand"),
    ("minisearch", "MiniSearch"),
    ("flexsearch", "FlexSearch"),
    ("lunr", "Lunr"),
];
/// Those that find similar articles.
pub const COMPARERS: [(&str, &str); 2] = [(OURS, "newsstand"), ("cosine", "TF-IDF cosine")];

/// An engine that needs longer for its index is not measured any further.
const INDEX_LIMIT_MS: f64 = 120_000.0;
const ARTICLES_OF_A_DOCUMENT: usize = 1000;
/// Nor is one that needs longer for all queries together.
const QUERIES_LIMIT_MS: f64 = 60_000.0;
/// How many articles similar ones are looked for.
const SIMILAR_QUERIES: usize = 60;

/// How often something is measured.
#[derive(Clone, Copy, Debug)]
pub struct Rounds {
    /// Each index.
    pub indexes: usize,
    /// Each query.
    pub queries: usize,
}

/// What is measured with one number of articles.
#[derive(Debug)]
pub struct Size {
    /// How many articles there are.
    pub articles: usize,
    /// What of them is indexed, in bytes of UTF-8.
    pub text_bytes: usize,
    /// In the order of [`SEARCHERS`].
    pub searchers: Vec<Searcher>,
    /// In the order of [`COMPARERS`]; empty where similar news was not asked for.
    pub comparers: Vec<Comparer>,
}

/// What an index costs.
#[derive(Clone, Debug, Default)]
pub struct Cost {
    /// Until the first query can be answered, in milliseconds.
    pub index_ms: f64,
    /// What it takes of the memory, in bytes.
    pub memory_bytes: f64,
}

/// How long queries take.
#[derive(Clone, Debug, Default)]
pub struct Speed {
    /// Half of the queries take no longer, in milliseconds.
    pub p50_ms: f64,
    /// 95 of 100 queries take no longer, in milliseconds.
    pub p95_ms: f64,
}

/// A searching engine.
#[derive(Debug)]
pub struct Searcher {
    /// Its name in tables.
    pub name: &'static str,
    /// What was measured, or why nothing was.
    pub outcome: Result<Searched, String>,
}

/// What was measured of a searching engine.
#[derive(Clone, Debug)]
pub struct Searched {
    /// Of the index.
    pub cost: Cost,
    /// Of all queries.
    pub speed: Speed,
    /// Of the queries of each kind, in the order of [`Kind::ALL`].
    pub speed_of_kinds: Vec<Speed>,
    /// Which part of the first answers was right.
    pub right_share: f64,
    /// The same of the queries of each kind.
    pub right_share_of_kinds: Vec<f64>,
}

/// An engine that finds similar articles.
#[derive(Debug)]
pub struct Comparer {
    /// Its name in tables.
    pub name: &'static str,
    /// Of the index.
    pub cost: Cost,
    /// Of all queries.
    pub speed: Speed,
    /// Which part of the first ten answers had the topic that was asked for.
    pub topic_share: f64,
}

/// What the page says of an index.
#[derive(Deserialize)]
struct Indexed {
    ms: f64,
    articles: usize,
    done: bool,
}

/// What the page says of a query.
#[derive(Deserialize)]
struct Answer {
    ms: f64,
    numbers: Vec<u32>,
}

/// One engine while it is measured.
struct Contestant {
    name: &'static str,
    key: &'static str,
    browser: Browser,
    index_ms: Vec<f64>,
    memory_bytes: Vec<f64>,
    /// Why it is not measured any further.
    gave_up: Option<String>,
    rounds_ms: Vec<Vec<f64>>,
    answers: Vec<Vec<u32>>,
}

impl Contestant {
    async fn start((key, name): (&'static str, &'static str)) -> Result<Self> {
        Ok(Self {
            name,
            key,
            browser: Browser::start().await?,
            index_ms: Vec::new(),
            memory_bytes: Vec::new(),
            gave_up: None,
            rounds_ms: Vec::new(),
            answers: Vec::new(),
        })
    }

    /// Indexes all documents in a fresh page.
    async fn index(&mut self, site: &Site, documents: &[Value], settles: bool) -> Result<()> {
        let browser = &self.browser;
        browser.open(&site.url("/"), "bench").await?;
        let created: Value = browser.call("bench.create", &[json!(self.key)]).await?;
        if created["isolated"] != json!(true) {
            say("the clock is coarse: the page is not isolated");
        }
        let before_bytes = self.memory().await?;
        let arguments = [json!(documents), json!(INDEX_LIMIT_MS)];
        let indexed: Indexed = match browser.call("bench.index", &arguments).await {
            Ok(indexed) => indexed,
            Err(error) => {
                self.gave_up = Some(format!("the page was lost ({})", error.root_cause()));
                return Ok(());
            }
        };
        let mut index_ms = indexed.ms;
        if !indexed.done {
            self.gave_up = Some(format!(
                "not done after {:.0} s: {} articles were in the index",
                indexed.ms / 1000.0,
                indexed.articles
            ));
            return Ok(());
        }
        if settles {
            let settled: Value = browser.call("bench.settle", &[]).await?;
            index_ms += settled["ms"].as_f64().context("no time of settling")?;
        }
        let memory_bytes = self.memory().await? - before_bytes;
        say(&format!(
            "  {}: index {index_ms:.0} ms, {:.1} MB",
            self.name,
            memory_bytes / 1e6
        ));
        self.index_ms.push(index_ms);
        self.memory_bytes.push(memory_bytes);
        Ok(())
    }

    /// The heap, and what the engine has elsewhere.
    async fn memory(&self) -> Result<f64> {
        let elsewhere: f64 = self.browser.call("bench.bytes", &[]).await?;
        Ok(self.browser.heap_bytes().await? + elsewhere)
    }

    /// Asks all questions once.
    async fn ask(&mut self, function: &str, questions: &Value) -> Result<()> {
        let wanted = questions.as_array().map_or(0, Vec::len);
        let questions = [questions.clone(), json!(QUERIES_LIMIT_MS)];
        let answers: Vec<Answer> = self.browser.call(function, &questions).await?;
        if answers.len() < wanted {
            let cost = self.cost();
            self.gave_up = Some(format!(
                "its index was there after {:.0} s and took {:.0} MB, but only {} of {wanted} queries \
                 were answered in {:.0} s",
                cost.index_ms / 1000.0,
                cost.memory_bytes / 1e6,
                answers.len(),
                QUERIES_LIMIT_MS / 1000.0
            ));
            return Ok(());
        }
        self.rounds_ms
            .push(answers.iter().map(|answer| answer.ms).collect());
        self.answers = answers.into_iter().map(|answer| answer.numbers).collect();
        Ok(())
    }

    fn cost(&self) -> Cost {
        Cost {
            index_ms: median(&self.index_ms),
            memory_bytes: median(&self.memory_bytes),
        }
    }
}

fn speed(query_ms: &[f64]) -> Speed {
    Speed {
        p50_ms: percentile(query_ms, 50.0),
        p95_ms: percentile(query_ms, 95.0),
    }
}

/// Measures all engines with so many articles.
///
/// # Errors
/// Where the browser or a page fails, or where our own engine does.
pub async fn measure(setting: &Setting, articles: usize, rounds: Rounds) -> Result<Size> {
    say(&format!("{articles} articles"));
    let corpus = Corpus::new(articles);
    let site = Site::open(Journal::default()).await?;
    lay_out(&site, setting)?;
    let documents = lay_out_articles(&site, &corpus);
    let queries = queries(&corpus);

    let mut size = Size {
        articles,
        text_bytes: (0..articles).map(|number| corpus.text_bytes(number)).sum(),
        searchers: search(&site, &documents, &queries, rounds).await?,
        comparers: Vec::new(),
    };
    if articles <= setting.most_compared {
        size.comparers = compare(&site, &documents, &corpus, rounds).await?;
    }
    Ok(size)
}

/// Indexes in turn, then asks in turn, beginning with another engine in each round.
async fn run(
    site: &Site,
    documents: &[Value],
    engines: &[(&'static str, &'static str)],
    settles: bool,
    questions: &Value,
    rounds: Rounds,
) -> Result<Vec<Contestant>> {
    let mut contestants = Vec::new();
    for engine in engines {
        contestants.push(Contestant::start(*engine).await?);
    }
    let count = contestants.len();
    for round in 0..rounds.indexes {
        for place in 0..count {
            let contestant = &mut contestants[(round + place) % count];
            if contestant.gave_up.is_none() {
                contestant.index(site, documents, settles).await?;
            }
        }
    }
    let function = match settles {
        true => "bench.similar",
        false => "bench.search",
    };
    // The first round is to get warm.
    for round in 0..=rounds.queries {
        for place in 0..count {
            let contestant = &mut contestants[(round + place) % count];
            if contestant.gave_up.is_none() {
                contestant.ask(function, questions).await?;
            }
        }
    }
    for contestant in &mut contestants {
        if contestant.gave_up.is_none() {
            contestant.rounds_ms.remove(0);
        }
    }
    Ok(contestants)
}

async fn search(
    site: &Site,
    documents: &[Value],
    queries: &[Query],
    rounds: Rounds,
) -> Result<Vec<Searcher>> {
    let typed: Vec<&str> = queries.iter().map(|query| query.typed.as_str()).collect();
    let contestants = run(site, documents, &SEARCHERS, false, &json!(typed), rounds).await?;
    let searchers = contestants.into_iter().map(|contestant| {
        let name = contestant.name;
        if let Some(reason) = contestant.gave_up {
            say(&format!("  {name}: {reason}"));
            return Searcher {
                name,
                outcome: Err(reason),
            };
        }
        let query_ms = medians(&contestant.rounds_ms);
        let of_kind = |kind: Kind| -> Vec<f64> {
            let pairs = queries.iter().zip(&query_ms);
            let pairs = pairs.filter(|(query, _)| query.kind == kind);
            pairs.map(|(_, ms)| *ms).collect()
        };
        let right = |kind| right_share(queries, &contestant.answers, kind);
        let searched = Searched {
            cost: contestant.cost(),
            speed: speed(&query_ms),
            speed_of_kinds: Kind::ALL.map(|kind| speed(&of_kind(kind))).into(),
            right_share: right(None),
            right_share_of_kinds: Kind::ALL.map(|kind| right(Some(kind))).into(),
        };
        say(&format!(
            "  {name}: p50 {:.2} ms, p95 {:.2} ms, right {:.2} {:?}",
            searched.speed.p50_ms,
            searched.speed.p95_ms,
            searched.right_share,
            searched.right_share_of_kinds
        ));
        Searcher {
            name,
            outcome: Ok(searched),
        }
    });
    Ok(searchers.collect())
}

async fn compare(
    site: &Site,
    documents: &[Value],
    corpus: &Corpus,
    rounds: Rounds,
) -> Result<Vec<Comparer>> {
    let step = corpus.articles.len() / SIMILAR_QUERIES;
    let asked: Vec<usize> = (0..SIMILAR_QUERIES).map(|query| query * step).collect();
    let contestants = run(site, documents, &COMPARERS, true, &json!(asked), rounds).await?;
    let comparers = contestants.into_iter().map(|contestant| {
        if let Some(reason) = contestant.gave_up {
            anyhow::bail!("{}: {reason}", contestant.name);
        }
        let comparer = Comparer {
            name: contestant.name,
            cost: contestant.cost(),
            speed: speed(&medians(&contestant.rounds_ms)),
            topic_share: topic_share(corpus, &asked, &contestant.answers),
        };
        say(&format!(
            "  similar, {}: p50 {:.2} ms, p95 {:.2} ms, of the topic {:.2}",
            comparer.name, comparer.speed.p50_ms, comparer.speed.p95_ms, comparer.topic_share
        ));
        Ok(comparer)
    });
    comparers.collect()
}

/// The page, the engines and the peers.
fn lay_out(site: &Site, setting: &Setting) -> Result<()> {
    site.serve("/", isolated(include_str!("../page/index.html"))?);
    let scripts = [
        ("/bench.js", include_str!("../page/bench.js")),
        (
            "/engines/newsstand.js",
            include_str!("../page/engines/newsstand.js"),
        ),
        (
            "/engines/minisearch.js",
            include_str!("../page/engines/minisearch.js"),
        ),
        (
            "/engines/flexsearch.js",
            include_str!("../page/engines/flexsearch.js"),
        ),
        ("/engines/lunr.js", include_str!("../page/engines/lunr.js")),
        (
            "/engines/cosine.js",
            include_str!("../page/engines/cosine.js"),
        ),
    ];
    for (path, script) in scripts {
        site.serve(path, Reply::script(script));
    }
    site.serve_folder("/engine/", &setting.engine);
    for peer in &setting.peers {
        let folder: &Path = &peer.folder;
        site.serve_folder(&format!("/peers/{}/", peer.package), folder);
    }
    Ok(())
}

/// The articles, a thousand in a document; the addresses of these.
fn lay_out_articles(site: &Site, corpus: &Corpus) -> Vec<Value> {
    let numbers: Vec<usize> = (0..corpus.articles.len()).collect();
    let chunks = numbers.chunks(ARTICLES_OF_A_DOCUMENT).enumerate();
    let addresses = chunks.map(|(place, chunk)| {
        let path = format!("/articles/{place}.json");
        let documents: Vec<Value> = chunk
            .iter()
            .map(|number| corpus.document(*number))
            .collect();
        site.serve(&path, Reply::json(&json!(documents)));
        address(site, &path)
    });
    addresses.collect()
}
