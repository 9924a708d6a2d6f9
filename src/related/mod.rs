//! Which articles belong together.
//!
//! ```text
//! Article ──words──▶ words and their parts ──index──▶ WordIndex ── likeness of any two ──pick──▶ what is offered
//! ```
//!
//! Pure functions over articles; nothing in this room reads documents, draws, fetches or asks a browser.
//! Whoever calls brings the words of a text ([`Segment`]) and the plain text of a body.

mod index;
mod occurrences;
mod pick;
mod search;
mod shelf;
#[cfg(test)]
mod tests;
mod words;

pub use index::WordIndex;
pub use pick::similar;
pub use search::Found;
pub use shelf::{Shelves, shelves};
pub use words::{Segment, divide};
