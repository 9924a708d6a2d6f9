//! The time, the chance, the tab and the network of a host page, in the hands of its scenario.
//!
//! [`Host::clocked`](crate::Host::clocked) makes a page whose time stands still: `Date.now` and all
//! timers of half a second and more wait for [`Clock::advance`]. So a scenario meets time limits,
//! retries and refreshing without waiting for them, and in the order that it wants.

use serde_json::json;

use crate::{Page, Result, until};

/// The script of the page, which comes before the stand's.
pub const CLOCK: &str = include_str!("clock.js");

/// The surroundings of a page that was made by [`Host::clocked`](crate::Host::clocked).
#[derive(Clone, Copy, Debug)]
pub struct Clock<'page>(&'page Page);

impl<'page> Clock<'page> {
    /// The clock of a page.
    pub fn of(page: &'page Page) -> Self {
        Self(page)
    }

    /// Lets time pass, in milliseconds.
    pub async fn advance(self, ms: u64) -> Result {
        let script = "__clock.advance(arguments[0])";
        self.0.eval_with(script, vec![json!(ms)]).await
    }

    /// The lengths of the timers that wait, in milliseconds, the earliest first.
    pub async fn waiting(self) -> Result<Vec<f64>> {
        self.0.eval("return __clock.waiting()").await
    }

    /// Waits until a timer of such a length has been set, and tells its length in milliseconds.
    pub async fn timer(self, what: &str, fits: impl Fn(f64) -> bool) -> Result<f64> {
        until(what, async || {
            let waiting = self.waiting().await?;
            let found = waiting.iter().copied().find(|length| fits(*length));
            anyhow::ensure!(found.is_some(), "there are timers of {waiting:?} ms");
            Ok(found)
        })
        .await
    }

    /// What `Math.random` says from now on; 0.75 before.
    pub async fn draw(self, value: f64) -> Result {
        let script = "__clock.draw(arguments[0])";
        self.0.eval_with(script, vec![json!(value)]).await
    }

    /// Shows the tab, or hides it.
    pub async fn show(self, shown: bool) -> Result {
        let script = "__clock.show(arguments[0])";
        self.0.eval_with(script, vec![json!(shown)]).await
    }

    /// Tells the page that the device has a network, or has none. Requests still get through.
    pub async fn connect(self, connected: bool) -> Result {
        let script = "__clock.connect(arguments[0])";
        self.0.eval_with(script, vec![json!(connected)]).await
    }
}
