//! Why a document cannot be used.

use super::Text;
use crate::model::{Value, append, decimal, start_of};
use std::fmt;

/// Why a document cannot be used. [`fmt::Display`] gives the cause for the integrator.
#[derive(Clone, Debug, PartialEq)]
pub enum FeedError {
    /// No parser can read it. The document itself may be sound: what came may be half of it, or
    /// what somebody on the way has put in its place.
    Unreadable {
        /// What the parser says.
        detail: String,
        /// How the document begins.
        start: String,
    },
    /// It can be read and is of no known kind.
    UnknownShape {
        /// What was there instead of a stand or a feed.
        found: String,
    },
    /// It has nothing to show.
    Empty {
        /// What there should be at least one of: `"item"` or `"edition"`.
        member: &'static str,
        /// How many there were that could not be used.
        dropped: usize,
    },
}

impl FeedError {
    /// A text that no parser can read; `detail` is what it says.
    pub fn unreadable(text: &dyn Text, detail: &str) -> Self {
        Self::Unreadable {
            detail: detail.to_owned(),
            start: start_of(text.start().trim_start(), 40).to_owned(),
        }
    }

    /// The cause for the integrator. Without the machinery of `format!`, which the program has no
    /// other use for.
    pub fn cause(&self) -> String {
        match self {
            Self::Unreadable { detail, start } => [
                "the document cannot be read (",
                detail,
                "); it begins with `",
                start,
                "`",
            ]
            .concat(),
            Self::UnknownShape { found } => [
                "expected a stand (\"editions\") or a feed of a known dialect, but found ",
                found,
            ]
            .concat(),
            Self::Empty { member, dropped } => {
                let needed = match *member {
                    "item" => ": each needs an id or an address, and ",
                    _ => ": each needs a language and a feed, and ",
                };
                [
                    "there is no usable ",
                    member,
                    needed,
                    &decimal(*dropped),
                    " were dropped for want of it",
                ]
                .concat()
            }
        }
    }
}

impl fmt::Display for FeedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.cause())
    }
}

impl std::error::Error for FeedError {}

/// The error for JSON that is of no known kind. `message` is what a service says that answers with
/// an error instead of a list.
pub fn unknown(value: &Value, message: Option<String>) -> FeedError {
    let mut found = match value {
        _ if message.is_some() => "an error that says",
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) | Value::Html(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object with the members",
    }
    .to_owned();
    let mut add = |text: &str, characters: usize| {
        append(&mut found, &[" \"", start_of(text, characters), "\""]);
    };
    match message {
        Some(message) => add(&message, 200),
        None => {
            for (name, _) in value.members().iter().take(8) {
                add(name, 40);
            }
        }
    }
    FeedError::UnknownShape { found }
}
