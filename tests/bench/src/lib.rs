//! How fast the stand is, and how fast others are, in one browser: what `cargo xtask bench` writes to
//! `docs/bench`.
//!
//! ```text
//! random ─ corpus ─ queries ─┬─ search ─┐
//!                  browser ──┤          ├─ report ─ chart
//!                            └─ list ───┘
//! ```
//!
//! - [`corpus`]: articles that nobody wrote; [`queries`]: what is typed, and what is right.
//! - [`search`]: search and similar news, ours and the peers in turn.
//! - [`list`]: the headlines of a whole stand.
//! - `page/`: what runs in the browser; `engine/`: our index as a script can call it.

pub mod browser;
pub mod chart;
pub mod corpus;
pub mod list;
pub mod queries;
pub mod random;
pub mod report;
pub mod search;
pub mod statistics;

use std::io::Write;
use std::path::PathBuf;

/// What a run is made with.
#[derive(Debug)]
pub struct Setting {
    /// The folder of our index, compiled for a page.
    pub engine: PathBuf,
    /// The packages that ours is compared with.
    pub peers: Vec<Peer>,
    /// Similar news is looked for among at most so many articles, as in the stand.
    pub most_compared: usize,
}

/// A package from npm.
#[derive(Debug)]
pub struct Peer {
    /// Its name there.
    pub package: &'static str,
    /// Where its files are.
    pub folder: PathBuf,
    /// Its version.
    pub version: String,
}

/// Says how far a run is.
pub fn say(text: &str) {
    println!("      {text}");
    // A closed output is no reason to stop.
    let _ = std::io::stdout().flush();
}
