//! Fetching: one request per URL for all stands of a page, a time limit, typed faults, and the
//! rule that the latest choice wins.
//!
//! Nothing in this room knows what a document means; [`crate::feed`] reads it.

mod fault;
mod latest;
mod request;

pub use fault::Fault;
pub use latest::Latest;
pub use request::{Answer, Request, request};
