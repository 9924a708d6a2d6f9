//! The page that tells what was measured: tables, charts, and how each peer is configured.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::Peer;
use crate::chart::{Chart, Group, short};
use crate::list::{self, List, LongTasks};
use crate::queries::Kind;
use crate::search::{Comparer, OURS, Searched, Size};

/// Answers are equally good where no more than this is missing of the part that is right.
const EQUALLY_GOOD: f64 = 0.01;
/// What is asked of the stand, and with how many articles.
const ASKED_ARTICLES: usize = 10_000;
const SIMILAR_LIMIT_MS: f64 = 5.0;
const SEARCH_LIMIT_MS: f64 = 10.0;
const MEMORY_LIMIT_TIMES: f64 = 2.0;
const LEAST_FRAMES_A_SECOND: f64 = 55.0;

/// All that was measured in one run.
#[derive(Debug)]
pub struct Report<'a> {
    /// By the number of articles.
    pub sizes: Vec<Size>,
    /// By the number of headlines.
    pub lists: Vec<List>,
    /// Whom ours was compared with.
    pub peers: &'a [Peer],
    /// The version of the browser.
    pub chromium: String,
    /// The machine, in words.
    pub machine: String,
    /// How many programs wanted to run at a time, at the least and at the most, where it is known.
    pub load: Option<(f64, f64)>,
    /// Whether it was a trial.
    pub is_quick: bool,
}

impl Report<'_> {
    /// Writes the page and its charts into a folder.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn write_into(&self, folder: &Path) -> Result<()> {
        let write = |name: &str, text: String| {
            let file = folder.join(name);
            std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
        };
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        write("search.svg", self.search_chart().svg(OURS))?;
        write("memory.svg", self.memory_chart().svg(OURS))?;
        write("similar.svg", self.similar_chart().svg(OURS))?;
        write("README.md", self.page())
    }

    /// The page, in Markdown.
    pub fn page(&self) -> String {
        let mut page = Page::default();
        page.line("# How fast it is");
        page.paragraph(&[
            "Written by `cargo xtask bench`: everything here comes from one run, on one machine, in one \
             browser, ours and the peers in turn. Another machine has other times, and whatever else it \
             does meanwhile makes them longer; what holds are the ratios.",
        ]);
        if self.is_quick {
            page.paragraph(&["**A trial with `--quick`.**"]);
        }
        let versions = self.peers.iter();
        let versions: Vec<String> = versions
            .map(|peer| format!("{} {}", peer.package, peer.version))
            .collect();
        page.paragraph(&[
            &format!("Chromium {}, headless; {}; ", self.chromium, self.machine),
            &format!("{}. ", versions.join(", ")),
            "Ours is WebAssembly compiled and optimised as the embed is, for size.",
        ]);
        if let Some((least, most)) = self.load {
            page.paragraph(&[&format!(
                "Meanwhile the machine's load was {} to {}. The run itself makes 1 to 2 of it: where it is more, \
                 other programs ran as well, and the times are too long.",
                short(least),
                short(most)
            )]);
        }
        self.asked(&mut page);
        self.search(&mut page);
        self.similar(&mut page);
        self.list(&mut page);
        self.how(&mut page);
        page.text
    }

    fn size(&self, articles: usize) -> Option<&Size> {
        self.sizes.iter().find(|size| size.articles == articles)
    }

    /// What was asked for, and what there is.
    fn asked(&self, page: &mut Page) {
        page.line("## What is asked for");
        let Some(size) = self.size(ASKED_ARTICLES) else {
            page.paragraph(&["Is asked of 10,000 articles, which this run did not have."]);
            return;
        };
        page.paragraph(&[
            "With 10,000 articles. A peer is compared with where its answers are equally good: where the \
             part of them that is right is no more than 0.01 below ours. Below 1 the ratio says that ours \
             is faster, or smaller. The frames and the tasks are those of a stand on a processor that the \
             browser slows down four times.",
        ]);
        page.row(&[
            "",
            "asked",
            "ours",
            "fastest peer with equally good answers",
            "ratio",
        ]);
        page.row(&["---", "---", "---", "---", "---"]);
        if let Some(ours) = ours(size) {
            let p95 = |searched: &Searched| searched.speed.p95_ms;
            let rival = rival(size, |searched| searched.right_share, p95);
            let met = verdict(ours.speed.p95_ms, SEARCH_LIMIT_MS);
            page.row(&[
                "search, p95",
                "at most 10 ms",
                &format!("{} ms{met}", short(ours.speed.p95_ms)),
                &named(rival, "ms"),
                &ratio(ours.speed.p95_ms, rival),
            ]);
            for (place, kind) in Kind::ALL.into_iter().enumerate() {
                let p95 = |searched: &Searched| searched.speed_of_kinds[place].p95_ms;
                let rival = self::rival(size, |it| it.right_share_of_kinds[place], p95);
                page.row(&[
                    &format!("– {}", kind.name()),
                    "",
                    &format!("{} ms", short(p95(ours))),
                    &named(rival, "ms"),
                    &ratio(p95(ours), rival),
                ]);
            }
            let times = ours.cost.memory_bytes / size.text_bytes as f64;
            let rival = self::rival(
                size,
                |searched| searched.right_share,
                |searched| searched.cost.memory_bytes / size.text_bytes as f64,
            );
            page.row(&[
                "memory of the index, for searching",
                "at most 2 × the text",
                &format!("{} ×{}", short(times), verdict(times, MEMORY_LIMIT_TIMES)),
                &named(rival, "×"),
                &ratio(times, rival),
            ]);
        }
        if let [ours, others @ ..] = &size.comparers[..] {
            let times = ours.cost.memory_bytes / size.text_bytes as f64;
            let met = verdict(times, MEMORY_LIMIT_TIMES);
            page.row(&[
                "memory of the index, with similar news",
                "at most 2 × the text",
                &format!("{} ×{met}", short(times)),
                "",
                "",
            ]);
            let good = others.iter();
            let good = good.filter(|other| other.topic_share >= ours.topic_share - EQUALLY_GOOD);
            let rival = good
                .map(|other| (other.name, other.speed.p95_ms))
                .min_by(|one, other| one.1.total_cmp(&other.1));
            let met = verdict(ours.speed.p95_ms, SIMILAR_LIMIT_MS);
            page.row(&[
                "similar news, p95",
                "at most 5 ms",
                &format!("{} ms{met}", short(ours.speed.p95_ms)),
                &named(rival, "ms"),
                &ratio(ours.speed.p95_ms, rival),
            ]);
        }
        let lists = self.lists.iter();
        for list in lists.filter(|list| list.headlines == ASKED_ARTICLES) {
            let up = format!(
                "on the way up, with {} headlines drawn",
                short_count(list.drawn_headlines as usize)
            );
            for (when, frames) in [
                ("while the list is scrolled", list.down),
                (up.as_str(), list.up),
            ] {
                let met = match frames.a_second >= LEAST_FRAMES_A_SECOND {
                    true => "",
                    false => " (**fewer than asked**)",
                };
                page.row(&[
                    &format!("frames a second {when}"),
                    "at least 55",
                    &format!("{}{met}", short(frames.a_second)),
                    "",
                    "",
                ]);
            }
            for (when, tasks) in [
                ("until the first headline", list.tasks_before),
                ("while the list is scrolled", list.tasks_scrolling),
                ("on the way to its end", list.tasks_finishing),
                ("on the way up from there", list.tasks_up),
                (
                    "while an article is read and a word looked for, with all of it drawn",
                    list.tasks_using,
                ),
            ] {
                let met = verdict(tasks.count as f64, 0.0);
                page.row(&[
                    &format!("tasks of more than 50 ms {when}"),
                    "none",
                    &format!("{}{met}", long_tasks(tasks)),
                    "",
                    "",
                ]);
            }
        }
        page.line("");
    }

    fn search(&self, page: &mut Page) {
        page.line("## Search");
        page.line("![How long 95 of 100 searches take at most](search.svg)");
        page.line("");
        page.line("![What an index takes of the memory](memory.svg)");
        page.line("");
        for size in &self.sizes {
            page.paragraph(&[&format!(
                "**{} articles**, {} MB of text",
                short_count(size.articles),
                short(size.text_bytes as f64 / 1e6)
            )]);
            page.row(&[
                "",
                "index",
                "memory",
                "× text",
                "query p50",
                "p95",
                "right of the first ten",
            ]);
            page.row(&["---", "--:", "--:", "--:", "--:", "--:", "--:"]);
            for searcher in &size.searchers {
                let Ok(searched) = &searcher.outcome else {
                    continue;
                };
                page.row(&[
                    searcher.name,
                    &format!("{} ms", short(searched.cost.index_ms)),
                    &format!("{} MB", short(searched.cost.memory_bytes / 1e6)),
                    &short(searched.cost.memory_bytes / size.text_bytes as f64),
                    &format!("{} ms", short(searched.speed.p50_ms)),
                    &format!("{} ms", short(searched.speed.p95_ms)),
                    &format!("{:.3}", searched.right_share),
                ]);
            }
            page.line("");
            for searcher in &size.searchers {
                if let Err(reason) = &searcher.outcome {
                    page.paragraph(&[&format!("{} was not measured: {reason}.", searcher.name)]);
                }
            }
            page.paragraph(&["By the way of typing: the part that is right, and the p95."]);
            let names = Kind::ALL.map(Kind::name);
            page.row(&[&[""][..], &names].concat());
            page.row(&[&["---"][..], &["--:"; Kind::ALL.len()]].concat());
            for searcher in &size.searchers {
                let Ok(searched) = &searcher.outcome else {
                    continue;
                };
                let kinds = searched.right_share_of_kinds.iter();
                let kinds = kinds.zip(&searched.speed_of_kinds);
                let cells =
                    kinds.map(|(right, speed)| format!("{right:.2} in {} ms", short(speed.p95_ms)));
                let cells: Vec<String> = [searcher.name.to_owned()]
                    .into_iter()
                    .chain(cells)
                    .collect();
                page.row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
            }
            page.line("");
        }
    }

    fn similar(&self, page: &mut Page) {
        page.line("## Similar news");
        page.line("![How long 95 of 100 queries for similar news take at most](similar.svg)");
        page.line("");
        page.row(&[
            "",
            "articles",
            "index",
            "memory",
            "query p50",
            "p95",
            "of the topic",
        ]);
        page.row(&["---", "--:", "--:", "--:", "--:", "--:", "--:"]);
        for size in &self.sizes {
            for comparer in &size.comparers {
                page.row(&[
                    comparer.name,
                    &short_count(size.articles),
                    &format!("{} ms", short(comparer.cost.index_ms)),
                    &format!("{} MB", short(comparer.cost.memory_bytes / 1e6)),
                    &format!("{} ms", short(comparer.speed.p50_ms)),
                    &format!("{} ms", short(comparer.speed.p95_ms)),
                    &format!("{:.3}", comparer.topic_share),
                ]);
            }
        }
        page.line("");
        page.paragraph(&[
            "Ours chooses as the stand does: by shared words and shared neighbours, fresh before old, no \
             copies, nothing that repeats what is offered already. The cosine gives the ten nearest. \
             \"Of the topic\" is the part of the ten that have the topic of the open article. The stand \
             compares the first 10,000 articles of an edition, so there is no row with more. How both \
             agree with judgements of readers about real articles is what `cargo xtask related` measures.",
        ]);
    }

    fn list(&self, page: &mut Page) {
        page.line("## The list of headlines");
        page.row(&[
            "headlines",
            "first headline",
            "first paint",
            "frames a second",
            "late frames",
            "frame p95",
            "drawn while scrolling",
            "drawn at the end",
            "long tasks until the first headline",
            "while scrolling",
            "on the way to the end",
            "frames a second, up from the end",
            "late frames",
            "long tasks",
            "while reading and searching",
            "heap",
            "program's memory",
        ]);
        page.row(&["--:"; 17]);
        for list in &self.lists {
            page.row(&[
                &short_count(list.headlines),
                &format!("{} ms", short(list.headline_ms)),
                &format!("{} ms", short(list.paint_ms)),
                &short(list.down.a_second),
                &format!("{} %", short(100.0 * list.down.late_share)),
                &format!("{} ms", short(list.down.p95_ms)),
                &short(list.scrolled_headlines),
                &short(list.drawn_headlines),
                &long_tasks(list.tasks_before),
                &long_tasks(list.tasks_scrolling),
                &long_tasks(list.tasks_finishing),
                &short(list.up.a_second),
                &format!("{} %", short(100.0 * list.up.late_share)),
                &long_tasks(list.tasks_up),
                &long_tasks(list.tasks_using),
                &format!("{} MB", short(list.heap_bytes / 1e6)),
                &format!("{} MB", short(list.program_bytes / 1e6)),
            ]);
        }
        page.line("");
        page.paragraph(&[
            &format!(
                "The whole stand of `dist/embed`, on a processor that the browser slows down {} times, with \
                 nothing in its storage. ",
                list::SLOWER
            ),
            &format!(
                "The list is scrolled by {} pixels a frame for at most {} s, and the button for more \
                 headlines is pressed whenever it comes near; a frame of more than {} ms is late. ",
                list::PIXELS_A_FRAME,
                list::SCROLL_LIMIT_MS / 1000,
                list::LATE_MS
            ),
            &format!(
                "Then the end of the list is gone to for at most {} s, there the memory is measured, and the list \
                 is scrolled up again at the same pace. At last an article is opened and closed, a word is looked for, \
                 and the field is cleared, with {} frames in between.",
                list::FINISH_LIMIT_MS / 1000,
                list::FRAMES_A_STEP
            ),
        ]);
        page.paragraph(&[
            "A task is long that keeps the page waiting for more than 50 ms. The browser's own work for the \
             page is among them: its first `Intl` object, the search for fonts, collecting what is no longer \
             needed, megabytes that arrive at once from the same machine.",
        ]);
    }

    fn how(&self, page: &mut Page) {
        page.line("## How it is measured");
        page.line(
            "\
- **Articles** are made by a seeded generator ([`corpus.rs`](../../tests/bench/src/corpus.rs)): 300 words
  of body, a headline, a summary and two tags, words as unevenly frequent and as many different ones as in
  English news, with topics and events.
- **Queries** are 100, of five kinds ([`queries.rs`](../../tests/bench/src/queries.rs)). Right answers are the
  articles that have every meant word, whole or as the beginning of a word; counted are the right ones among
  the first ten answers, or among the first so many as there are right ones.
- **Each engine has a browser of its own**, with a fresh page for each index. Articles come in documents of a
  thousand; only the engine's own calls are timed. Engines take turns, another one first in each round.",
        );
        page.line(
            "\
- **Times of queries** are medians of five rounds for each query with 1,000 articles, of three with 10,000; with
  100,000 each is measured once; always after a round to get warm. p50 and p95 are over the queries. The page is
  isolated, so its clock is fine enough. Times of indexes are medians of three with 1,000 articles, of two with
  10,000; 100,000 are indexed once. Who needs more than two minutes for an index, or one for all queries, is out.",
        );
        page.line(
            "\
- **Memory** is what the heap, typed arrays and WebAssembly have grown by, after two collections of garbage.
- **Ours** divides texts as `related::divide` does, without a language. Where the browser has a segmenter the
  stand may use that, which takes longer.

### How the peers are configured

As their documentation recommends for a search while typing; the scripts are in
[`tests/bench/page/engines`](../../tests/bench/page/engines).

- **MiniSearch**: fields `title`, `summary`, `body`, `tags`; `boost: { title: 2 }`, `prefix: true`, `fuzzy: 0.2` as
  in its README; `combineWith: \"AND\"`, because all words are wanted.
- **FlexSearch**: an `Index` with `tokenize: \"forward\"` (the first in its list that finds beginnings), numbers as
  ids, `limit: 10`, `suggest: true`, the default encoder. One text for each article, the headline first, because a
  `Document` index wants all words in one field. Its phonetic encoders find a few more mistyped words and make the
  other answers worse.
- **Lunr**: fields with `title` boosted, every word `REQUIRED` with a trailing wildcard, and where nothing is found
  with `editDistance: 1`. Without stemmer and stop words, which do not go with wildcards.
- **TF-IDF cosine**: the words of our own index with the same weights (headline and tags twice, the root of the
  count), an inverted index in `Uint32Array` and `Float32Array`, words of more than a quarter of all articles left
  out, as in ours.",
        );
    }

    fn search_chart(&self) -> Chart<'_> {
        Chart {
            title: "How long 95 of 100 searches take at most",
            unit: "ms",
            limit: Some((SEARCH_LIMIT_MS, "asked at 10,000: 10 ms")),
            groups: self.groups(|_, searched| searched.speed.p95_ms),
        }
    }

    fn memory_chart(&self) -> Chart<'_> {
        Chart {
            title: "What an index takes of the memory",
            unit: "times the text",
            limit: Some((MEMORY_LIMIT_TIMES, "asked at 10,000: 2")),
            groups: self
                .groups(|size, searched| searched.cost.memory_bytes / size.text_bytes as f64),
        }
    }

    fn similar_chart(&self) -> Chart<'_> {
        let sizes = self.sizes.iter().filter(|size| !size.comparers.is_empty());
        let bar = |comparer: &Comparer| (comparer.name, Some(comparer.speed.p95_ms));
        let groups = sizes.map(|size| Group {
            name: format!("{} articles", short_count(size.articles)),
            bars: size.comparers.iter().map(bar).collect(),
        });
        Chart {
            title: "How long 95 of 100 queries for similar news take at most",
            unit: "ms",
            limit: Some((SIMILAR_LIMIT_MS, "asked at 10,000: 5 ms")),
            groups: groups.collect(),
        }
    }

    fn groups(&self, value: impl Fn(&Size, &Searched) -> f64) -> Vec<Group<'_>> {
        let groups = self.sizes.iter().map(|size| {
            let bars = size.searchers.iter().map(|searcher| {
                let searched = searcher.outcome.as_ref().ok();
                (
                    searcher.name,
                    searched.map(|searched| value(size, searched)),
                )
            });
            Group {
                name: format!("{} articles", short_count(size.articles)),
                bars: bars.collect(),
            }
        });
        groups.collect()
    }
}

/// What was measured of our own engine.
fn ours(size: &Size) -> Option<&Searched> {
    let ours = size.searchers.iter().find(|searcher| searcher.name == OURS);
    ours?.outcome.as_ref().ok()
}

/// Of the peers with equally good answers the one with the least of a cost.
fn rival(
    size: &Size,
    quality: impl Fn(&Searched) -> f64,
    cost: impl Fn(&Searched) -> f64,
) -> Option<(&'static str, f64)> {
    let wanted = quality(ours(size)?) - EQUALLY_GOOD;
    let peers = size
        .searchers
        .iter()
        .filter(|searcher| searcher.name != OURS);
    let peers = peers.filter_map(|peer| Some((peer.name, peer.outcome.as_ref().ok()?)));
    let good = peers.filter(|(_, searched)| quality(searched) >= wanted);
    let costs = good.map(|(name, searched)| (name, cost(searched)));
    costs.min_by(|one, other| one.1.total_cmp(&other.1))
}

/// A peer and what was measured of it.
fn named(rival: Option<(&str, f64)>, unit: &str) -> String {
    rival.map_or("none".to_owned(), |(name, value)| {
        format!("{name}, {} {unit}", short(value))
    })
}

fn ratio(ours: f64, rival: Option<(&str, f64)>) -> String {
    match rival {
        Some((_, value)) if value > 0.0 => short(ours / value),
        _ => "–".to_owned(),
    }
}

fn verdict(value: f64, limit: f64) -> &'static str {
    match value <= limit {
        true => "",
        false => " (**more than asked**)",
    }
}

fn long_tasks(tasks: LongTasks) -> String {
    match tasks.count {
        0 => "none".to_owned(),
        count => format!("{count}, the longest {} ms", short(tasks.longest_ms)),
    }
}

fn short_count(count: usize) -> String {
    short(count as f64)
}

/// A page while it is written.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, text: &str) {
        if text.starts_with('#') && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "{text}");
        if text.starts_with('#') {
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self, parts: &[&str]) {
        self.line(&parts.concat());
        self.line("");
    }

    fn row(&mut self, cells: &[&str]) {
        self.line(&format!("| {} |", cells.join(" | ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::Frames;
    use crate::search::{Cost, Searcher, Speed};

    fn searcher(name: &'static str, p95_ms: f64, right_share: f64) -> Searcher {
        let speed = Speed {
            p50_ms: p95_ms / 2.0,
            p95_ms,
        };
        Searcher {
            name,
            outcome: Ok(Searched {
                cost: Cost {
                    index_ms: 100.0,
                    memory_bytes: 3e6,
                },
                speed_of_kinds: vec![speed.clone(); Kind::ALL.len()],
                speed,
                right_share,
                right_share_of_kinds: vec![right_share; Kind::ALL.len()],
            }),
        }
    }

    fn report(peers: Vec<Searcher>) -> Report<'static> {
        let mut searchers = vec![searcher(OURS, 4.0, 0.98)];
        searchers.extend(peers);
        let size = Size {
            articles: ASKED_ARTICLES,
            text_bytes: 1_000_000,
            searchers,
            comparers: Vec::new(),
        };
        Report {
            sizes: vec![size],
            lists: Vec::new(),
            peers: &[],
            chromium: "1".to_owned(),
            machine: "a machine".to_owned(),
            load: Some((1.5, 12.0)),
            is_quick: false,
        }
    }

    #[test]
    fn the_rival_is_the_fastest_that_is_as_good() {
        let peers = vec![
            searcher("fast", 1.0, 0.5),
            searcher("good", 8.0, 0.975),
            searcher("slow", 80.0, 1.0),
        ];
        let page = report(peers).page();
        assert!(page.contains("| search, p95 | at most 10 ms | 4 ms | good, 8 ms | 0.5 |"));
        assert!(page.contains("3 × (**more than asked**)"));
        assert!(page.contains("load was 1.5 to 12."));
    }

    #[test]
    fn frames_and_tasks_that_miss_what_is_asked_are_told_so() {
        let smooth = Frames {
            a_second: 60.0,
            late_share: 0.0,
            p95_ms: 16.7,
        };
        let list = List {
            headlines: ASKED_ARTICLES,
            headline_ms: 100.0,
            paint_ms: 80.0,
            down: smooth,
            up: Frames {
                a_second: 30.0,
                ..smooth
            },
            scrolled_headlines: 500.0,
            drawn_headlines: 10_000.0,
            tasks_before: LongTasks::default(),
            tasks_scrolling: LongTasks {
                count: 2,
                longest_ms: 70.0,
            },
            tasks_finishing: LongTasks::default(),
            tasks_up: LongTasks::default(),
            tasks_using: LongTasks::default(),
            heap_bytes: 1e7,
            program_bytes: 1e7,
        };
        let mut report = report(Vec::new());
        report.lists.push(list);
        let page = report.page();
        assert!(page.contains("scrolled | at least 55 | 60 |"));
        assert!(
            page.contains(
                "with 10,000 headlines drawn | at least 55 | 30 (**fewer than asked**) |"
            )
        );
        assert!(page.contains("until the first headline | none | none |"));
        assert!(page.contains("| none | 2, the longest 70 ms (**more than asked**) |"));
    }

    #[test]
    fn a_peer_that_gave_up_is_named_with_its_reason() {
        let peers = vec![Searcher {
            name: "late",
            outcome: Err("not done after 120 s".to_owned()),
        }];
        let report = report(peers);
        let page = report.page();
        assert!(page.contains("late was not measured: not done after 120 s."));
        assert!(page.contains("| 4 ms | none | – |"));
        assert!(report.search_chart().svg(OURS).contains("not measured"));
    }
}
