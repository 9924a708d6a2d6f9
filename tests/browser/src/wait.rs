//! Waiting for a condition.

use std::fmt::Display;
use std::sync::LazyLock;
use std::time::Duration;

use anyhow::{Error, bail};
use tokio::time::{Instant, sleep};

use crate::Result;

/// How long a condition may take to come true. Far above what a loaded machine needs: the product's
/// own time limit (15 s) has to fit in, and only a failing scenario waits this long. Whoever works
/// on a scenario sets `NEWSSTAND_DEADLINE` to fewer seconds.
static DEADLINE: LazyLock<Duration> = LazyLock::new(|| {
    let wish = std::env::var("NEWSSTAND_DEADLINE").ok();
    let seconds = wish.and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(45))
});

/// How often a condition is looked at.
const INTERVAL: Duration = Duration::from_millis(25);

/// Tries until there is an answer. An error counts as "not yet": a page that is being replaced
/// refuses scripts for a moment. The last one is told if the deadline passes.
pub async fn until<T>(
    what: impl Display,
    mut attempt: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let deadline = *DEADLINE;
    let end = Instant::now() + deadline;
    let mut last: Option<Error>;
    loop {
        match attempt().await {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => last = None,
            Err(error) => last = Some(error),
        }
        if Instant::now() >= end {
            break;
        }
        sleep(INTERVAL).await;
    }
    match last {
        Some(error) => Err(error.context(format!("waited {} s for {what}", deadline.as_secs()))),
        None => bail!("waited {} s for {what}", deadline.as_secs()),
    }
}
