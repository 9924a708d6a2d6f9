//! What a newspaper is made of: stands, editions, articles and the typed blocks of their bodies.
//!
//! Only plain data, what can be derived from it, and what every room needs for texts lives here.
//! Nothing in this room reads a document, draws, fetches or knows a browser; every other room may
//! use it and it uses none.

mod article;
mod block;
mod date;
mod href;
mod index;
mod stand;
mod text;
mod value;

pub use article::{Article, Author, Body, Image};
pub use block::{Block, Cell, Embed, Inline, Player, Quote, Row, Shape, begins_with, plain_text};
pub use date::Timestamp;
pub use href::{Href, Resolve};
pub use index::Index;
pub use stand::{Edition, Feed, FollowLink, Stand};
pub use text::{
    append, before, behind_last, decimal, divided, divided_at_last, find, find_any, folded, holds,
    is_letter, leading, nth_part, one_line, start_of, trailing,
};
pub use value::{Member, Value};
