//! The Leptos components, one a file, and the [`Session`] that they show.
//!
//! A component draws what the session's signals hold and calls the session's methods. It parses
//! nothing, fetches nothing, and touches the DOM only in effects and event handlers, so that the
//! same components can be rendered without a browser.

mod blocks;
mod byline;
mod card;
mod carousel;
mod embed;
mod filter;
mod fragment;
mod front;
mod gradual;
mod history;
mod inline;
mod isolated;
mod library;
mod live;
mod loading;
mod masthead;
mod news;
mod notices;
mod offers;
mod picker;
mod picture;
mod problem;
mod reader;
mod search;
mod sections;
mod session;
mod settings;
mod stand;
mod tag;
mod tools;
mod versions;

pub use session::{Command, Session};
pub use settings::{Setting, Settings};
pub use stand::Stand;
