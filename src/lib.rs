//! The map of the house.
//!
//! `<news-stand>` is a custom element that draws a newspaper from article JSON.
//! Dependencies point one way, left to right:
//!
//! ```text
//! model ← feed, markup, locale, related ← platform ← net ← widget ← element
//! └──────────── pure rooms ───────────┘   └─────── browser rooms ───────┘
//! ```
//!
//! Pure rooms compile natively, know nothing of browsers and are tested with `cargo test`.
//! Browser rooms are thin: they fetch, draw and listen.

pub mod feed;
pub mod locale;
pub mod markup;
pub mod model;
pub mod related;

pub mod element;
pub mod net;
pub mod platform;
pub mod widget;
