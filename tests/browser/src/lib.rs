//! The built `<news-stand>` in three real browsers.
//!
//! A scenario is one async function that gets a [`World`]: a browser page, and loopback sites that
//! the page is served from. [`scenarios!`] makes one test of it for each engine.
//!
//! ```text
//! scenario ── World ─┬─ Page ──── Session ── driver and browser, held by a Keeper
//!                    │    └── find.js: what a person finds, by role and accessible name
//!                    └─ Site ──── Journal: every request, in order
//!                         └── gates, faults, host pages, dist/embed, the fixture stand
//! ```
//!
//! - [`engine`]: what differs between Chromium, Firefox and WebKit.
//! - [`keeper`]: child processes that cannot outlive the tests.
//! - [`session`]: browsers, handed from one scenario to the next.
//! - [`server`]: the sites, their gates and the journal.
//! - [`fault`]: what goes wrong on the way, byte by byte.
//! - [`page`]: finding, clicking, pressing keys and waiting.
//! - [`console`]: what the page complained about.
//! - [`clock`]: pages whose time stands still until a scenario lets it pass.
//! - [`fixture`]: the stand that the scenarios read.
//! - [`world`]: a scenario's surroundings, and what is kept when it fails.
//!
//! # Running them
//!
//! `cargo xtask test` builds the embed, sets everything up and runs all. By hand, with the drivers
//! and browsers on the `PATH` (or named by the `NEWSSTAND_…` variables of [`engine`]):
//!
//! ```text
//! cargo xtask build
//! cargo test -p newsstand-browser-tests --test harness             the harness itself
//! cargo test -p newsstand-browser-tests --test stand               all scenarios, all engines
//! cargo test -p newsstand-browser-tests --test stand -- reader::   one theme
//! cargo test -p newsstand-browser-tests --test stand -- ::webkit   one engine
//! NEWSSTAND_DEADLINE=8 RUST_BACKTRACE=1 \
//!   cargo test -p newsstand-browser-tests --test stand -- reader::the_whole_way::firefox --exact
//! ```
//!
//! A scenario that fails leaves `target/browser-failures/….png` (what was on screen) and `….txt`
//! (requests, complaints, events, the stand's tree).
//!
//! Nothing here sleeps for a fixed time: everything waits for a condition, with one generous
//! deadline that only a failing scenario ever reaches.

pub mod clock;
pub mod console;
pub mod engine;
pub mod fault;
pub mod fixture;
pub mod keeper;
pub mod page;
pub mod server;
pub mod session;
pub mod wait;
pub mod world;

pub use clock::Clock;
pub use engine::Engine;
pub use fault::Fault;
pub use page::{Key, Page, Query, role};
pub use server::{Journal, Reply, Site};
pub use wait::until;
pub use world::{Host, World};

/// What a scenario returns.
pub type Result<T = (), E = anyhow::Error> = std::result::Result<T, E>;

/// Makes a test of each scenario in each engine: `name::chromium`, `name::firefox`, `name::webkit`.
///
/// `name in [chromium]` is for what only some engines let a test do.
#[macro_export]
macro_rules! scenarios {
    ($($name:ident $(in [$($engine:ident),+])?),+ $(,)?) => {
        $($crate::scenarios!(@ $name $($($engine)+)?);)+
    };
    (@ $name:ident) => { $crate::scenarios!(@ $name chromium firefox webkit); };
    (@ $name:ident $($engine:ident)+) => {
        // A module and a function may share a name.
        mod $name {
            $($crate::scenarios!(@@ $name $engine);)+
        }
    };
    (@@ $name:ident chromium) => { $crate::scenarios!(@@@ $name chromium Chromium); };
    (@@ $name:ident firefox) => { $crate::scenarios!(@@@ $name firefox Firefox); };
    (@@ $name:ident webkit) => { $crate::scenarios!(@@@ $name webkit WebKit); };
    (@@@ $name:ident $test:ident $engine:ident) => {
        #[test]
        fn $test() -> $crate::Result<(), $crate::world::Failure> {
            let title = concat!(module_path!(), "::", stringify!($test));
            $crate::world::run($crate::Engine::$engine, title, super::$name)
        }
    };
}
