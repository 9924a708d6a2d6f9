//! The list of headlines of a whole stand: first paint, frames while scrolling, memory.

use anyhow::Result;
use newsstand_browser_tests::{Journal, Reply, Site, server};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::corpus::Corpus;
use crate::say;
use crate::statistics::{mean, median, percentile};

/// The machine is slowed down to a phone's speed, as browsers' own tools do it.
pub const SLOWER: u32 = 4;
/// So much is scrolled between two frames: some 7,000 pixels a second, a long flick of a thumb.
pub const PIXELS_A_FRAME: i32 = 120;
/// So long the list is scrolled at most.
pub const SCROLL_LIMIT_MS: u32 = 10_000;
/// So long the way to the end of the list may take.
pub const FINISH_LIMIT_MS: u32 = 60_000;
/// So many frames are waited for after each thing that a reader does: what it brings about is done by then.
pub const FRAMES_A_STEP: u32 = 90;
/// A frame that takes longer than 60 a second allow, and a tenth more, is late.
pub const LATE_MS: f64 = 18.2;

/// What is measured with one number of headlines.
#[derive(Debug)]
pub struct List {
    /// How many headlines the feed has.
    pub headlines: usize,
    /// When the first headline was ready to be painted, in milliseconds.
    pub headline_ms: f64,
    /// When the browser painted the first content, in milliseconds.
    pub paint_ms: f64,
    /// The frames on the way down from the beginning.
    pub down: Frames,
    /// The frames on the way up from the end, with so many headlines drawn as there were at the end.
    pub up: Frames,
    /// How many headlines had been drawn when the scrolling ended.
    pub scrolled_headlines: f64,
    /// How many had been drawn at the end, when the memory was measured.
    pub drawn_headlines: f64,
    /// The long tasks until the first headline was there to be painted.
    pub tasks_before: LongTasks,
    /// The long tasks after it, while the rest is read and the list is scrolled.
    pub tasks_scrolling: LongTasks,
    /// The long tasks on the way to the end of the list.
    pub tasks_finishing: LongTasks,
    /// The long tasks on the way up from there.
    pub tasks_up: LongTasks,
    /// The long tasks while an article is opened and closed, and a search begins and ends.
    pub tasks_using: LongTasks,
    /// The heap of scripts, in bytes.
    pub heap_bytes: f64,
    /// The memory of the program, in bytes.
    pub program_bytes: f64,
}

/// How smoothly the list was scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Frames {
    /// Frames in a second; 0 where there was nothing to scroll.
    pub a_second: f64,
    /// The part of them that were late.
    pub late_share: f64,
    /// 95 of 100 took no longer, in milliseconds.
    pub p95_ms: f64,
}

impl Frames {
    fn of(frames_ms: &[f64]) -> Self {
        let frame_ms = mean(frames_ms.iter().copied());
        let late = frames_ms
            .iter()
            .map(|ms| f64::from(u8::from(*ms > LATE_MS)));
        Self {
            a_second: if frame_ms > 0.0 {
                1000.0 / frame_ms
            } else {
                0.0
            },
            late_share: mean(late),
            p95_ms: percentile(frames_ms, 95.0),
        }
    }
}

/// Tasks that kept the page waiting for more than 50 ms, as the browser reports them
/// ([Long Tasks](https://www.w3.org/TR/longtasks-1/)): its own work for the page is among them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LongTasks {
    /// How many there were.
    pub count: usize,
    /// The longest, in milliseconds; 0 where there was none.
    pub longest_ms: f64,
}

impl LongTasks {
    fn of<'a>(tasks: impl Iterator<Item = &'a Task>) -> Self {
        tasks.fold(Self::default(), |all, task| Self {
            count: all.count + 1,
            longest_ms: all.longest_ms.max(task.duration_ms),
        })
    }
}

#[derive(Deserialize)]
struct Task {
    start_ms: f64,
    duration_ms: f64,
}

#[derive(Deserialize)]
struct Painted {
    headline_ms: f64,
    paint_ms: f64,
}

#[derive(Deserialize)]
struct Scrolled {
    frames_ms: Vec<f64>,
    headlines: f64,
}

/// Measures the list with each number of headlines, in turn.
///
/// # Errors
/// Where the browser fails, or the stand draws nothing.
pub async fn measure(sizes: &[usize], rounds: usize) -> Result<Vec<List>> {
    let corpus = Corpus::new(sizes.iter().copied().max().unwrap_or_default());
    let mut sites = Vec::new();
    for headlines in sizes {
        let site = Site::open(Journal::default()).await?;
        site.serve("/", Reply::html(include_str!("../page/list.html")));
        site.serve("/list.js", Reply::script(include_str!("../page/list.js")));
        site.serve("/feed.json", Reply::json(&corpus.feed(*headlines)));
        site.serve_folder("/embed/", &server::dist()?.join("embed"));
        sites.push(site);
    }
    let mut painted: Vec<Vec<Painted>> = sites.iter().map(|_| Vec::new()).collect();
    let browser = Browser::start().await?;
    browser.slow_down(SLOWER).await?;
    for round in 0..rounds {
        for place in 0..sites.len() {
            let at = (round + place) % sites.len();
            browser.open(&sites[at].url("/"), "list").await?;
            painted[at].push(browser.call("list.painted", &[]).await?);
        }
    }
    let mut lists = Vec::new();
    for (at, headlines) in sizes.iter().enumerate() {
        browser.open(&sites[at].url("/"), "list").await?;
        let list = measure_one(&browser, *headlines, &mut painted[at]).await?;
        say(&format!("  {list:?}"));
        lists.push(list);
    }
    Ok(lists)
}

/// Measures the list of the page that is open.
///
/// - `painted`: what the same page told in earlier rounds.
async fn measure_one(
    browser: &Browser,
    headlines: usize,
    painted: &mut Vec<Painted>,
) -> Result<List> {
    let last: Painted = browser.call("list.painted", &[]).await?;
    let last_headline_ms = last.headline_ms;
    painted.push(last);
    let scroll = async |pixels_a_frame: i32| {
        let scroll = [json!(SCROLL_LIMIT_MS), json!(pixels_a_frame)];
        browser.call::<Scrolled>("list.scroll", &scroll).await
    };
    let down = scroll(PIXELS_A_FRAME).await?;
    let tasks: Vec<Task> = browser.call("list.tasks", &[]).await?;
    let finish = [json!(FINISH_LIMIT_MS)];
    let finished: Value = browser.call("list.finish", &finish).await?;
    let tasks_there: Vec<Task> = browser.call("list.tasks", &[]).await?;
    let heap_bytes = browser.heap_bytes().await?;
    let program_bytes = browser.call("list.bytes", &[]).await?;
    let up = scroll(-PIXELS_A_FRAME).await?;
    let tasks_above: Vec<Task> = browser.call("list.tasks", &[]).await?;
    browser
        .call::<f64>("list.use", &[json!(FRAMES_A_STEP)])
        .await?;
    let all_tasks: Vec<Task> = browser.call("list.tasks", &[]).await?;
    let of_all = |value: fn(&Painted) -> f64| {
        let values: Vec<f64> = painted.iter().map(value).collect();
        median(&values)
    };
    let is_before = |task: &&Task| task.start_ms < last_headline_ms;
    Ok(List {
        headlines,
        headline_ms: of_all(|painted| painted.headline_ms),
        paint_ms: of_all(|painted| painted.paint_ms),
        down: Frames::of(&down.frames_ms),
        up: Frames::of(&up.frames_ms),
        scrolled_headlines: down.headlines,
        drawn_headlines: finished["headlines"].as_f64().unwrap_or_default(),
        tasks_before: LongTasks::of(tasks.iter().filter(is_before)),
        tasks_scrolling: LongTasks::of(tasks.iter().filter(|task| !is_before(task))),
        tasks_finishing: LongTasks::of(tasks_there.iter().skip(tasks.len())),
        tasks_up: LongTasks::of(tasks_above.iter().skip(tasks_there.len())),
        tasks_using: LongTasks::of(all_tasks.iter().skip(tasks_above.len())),
        heap_bytes,
        program_bytes,
    })
}
