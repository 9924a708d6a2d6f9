//! The Leptos components, one a file, and the [`Session`] that they show.
//!
//! A component draws what the session's signals hold and calls the session's methods; it parses and
//! fetches nothing. Nodes are made in [`tag`] alone, and other files touch them only in effects and
//! event handlers. Beside the components stand the session with what it is made of (`session`, `library`,
//! `filter`, `settings`, `fragment`, `history`, `problem`) and what drawing needs (`tag`, `live`,
//! `gradual`, `isolated`).

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
