//! Footnotes: links to other places of the same document, which an article that is opened in a
//! page of somebody else's does not have.

use crate::model::{holds, is_letter, leading};

/// How the fragments of notes, and of the ways back from them, begin. A publisher's system often
/// writes them behind the address of the article.
const NOTES: &str = "fn footnote _ft _edn endnote easy-footnote sdfootnote note- ref- cite_";
/// Longer than this is no marker of a note.
const LONGEST_MARKER: usize = 8;
/// What leads back from a note.
const WAYS_BACK: &str = "↩↵↑⤴⏎⇧^\u{FE0E}\u{FE0F}";

/// True where a link leads to another place of its own document: to a fragment, or, from what
/// looks like a note's marker, to what looks like a note.
pub fn is_inside(reference: &str, words: &str) -> bool {
    reference.starts_with('#')
        || words.trim().len() <= LONGEST_MARKER
            && reference.split_once('#').is_some_and(|(_, fragment)| {
                NOTES.split(' ').any(|start| fragment.starts_with(start))
            })
}

/// True for a sign that leads back from a note.
pub fn is_way_back(words: &str) -> bool {
    !words.is_empty() && leading(words, |c| holds(WAYS_BACK, c)).1.is_empty()
}

/// True for a number or a letter.
pub fn is_marker(words: &str) -> bool {
    let is_number = words.len() <= 3 && leading(words, |c| c.is_ascii_digit()).1.is_empty();
    let is_single = words.chars().count() == 1 && words.starts_with(is_letter);
    is_single || is_number && !words.is_empty()
}

/// True where a marker that follows `text` would be read as a part of its last word.
pub fn ends_in_word(text: &str) -> bool {
    let last = text.chars().next_back();
    last.is_some_and(|c| !c.is_whitespace() && !matches!(c, '[' | '('))
}
