//! The typed body of an article.
//!
//! There is no way to write a script, a style or an event handler in these types: what has no
//! type keeps its words and loses its tag.

use super::{Href, Image, one_line};
use std::sync::Arc;

/// One block of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading inside the article.
    Heading {
        /// 1 is the highest level **below the article's own headline**; up to 5.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A bulleted or numbered list.
    List {
        /// `Some(first number)` for a numbered list.
        start: Option<i32>,
        /// Each item holds blocks, so lists nest.
        items: Vec<Vec<Block>>,
    },
    /// Somebody's words.
    Quote(Quote),
    /// A picture with what is written under it.
    Image {
        /// The picture.
        image: Image,
        /// Its caption; empty where there is none.
        caption: Vec<Inline>,
    },
    /// Rows of cells.
    Table {
        /// What the table shows; empty where the document does not say.
        caption: Vec<Inline>,
        /// All rows, head and body, in order.
        rows: Vec<Row>,
    },
    /// Preformatted text.
    Code(String),
    /// A film, a sound, a post or a chart that is played or shown only when a reader asks for it.
    Embed(Arc<Embed>),
    /// A thematic break.
    Rule,
}

/// Something of another kind than text and pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct Embed {
    /// Where a reader gets it without the stand: a page of the provider, or the file.
    pub source: Href,
    /// Its own title; empty where it has none.
    pub title: String,
    /// What is written under it; empty where there is nothing.
    pub caption: Vec<Inline>,
    /// How it is shown.
    pub player: Player,
}

/// What shows an [`Embed`].
#[derive(Clone, Debug, PartialEq)]
pub enum Player {
    /// Nothing: its site is not known, so there is only the link.
    Absent,
    /// The browser's own player of sound; the file is the embed's source.
    Audio,
    /// The browser's own player of films; the file is the embed's source.
    Video {
        /// A picture of it.
        poster: Option<Image>,
    },
    /// A frame of a known provider.
    Frame {
        /// What the frame loads; always `https`.
        address: Href,
        /// The provider's name.
        provider: &'static str,
        /// The form of the frame.
        shape: Shape,
    },
}

/// The form of a frame, which does not tell its height before it is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A film: 16 to 9.
    Wide,
    /// A post, an upright film, a chart.
    Tall,
    /// A bar that plays sound.
    Low,
}

/// A quote with its attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote {
    /// What was said.
    pub content: Vec<Block>,
    /// Who said it, without the dash that introduces it; empty where nobody is named.
    pub attribution: Vec<Inline>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its cells in order.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// True for a header cell.
    pub header: bool,
    /// Columns it spans, 1 to 1000.
    pub columns: u16,
    /// Rows it spans, 1 to 1000.
    pub rows: u16,
    /// Its text.
    pub content: Vec<Inline>,
}

/// A run inside a block.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Key terms.
    Strong(Vec<Inline>),
    /// Something a machine reads.
    Code(String),
    /// A link.
    Link {
        /// Where it goes.
        target: Href,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A run with a language or a direction of its own.
    Span {
        /// BCP 47 tag, where the document gives one.
        language: Option<String>,
        /// `"ltr"` or `"rtl"`, where the document gives one.
        direction: Option<&'static str>,
        /// Its content.
        content: Vec<Inline>,
    },
    /// A line break.
    Break,
}

/// The words of `content` without its tags; a break is a space.
pub fn plain_text(content: &[Inline]) -> String {
    let mut text = String::new();
    collect_text(content, &mut text);
    text
}

/// Whether a body says first what `summary` says: publishing systems cut the one from the other, and
/// end it with dots then. Pictures in between do not count.
pub fn begins_with(body: &[Block], summary: &str) -> bool {
    let is_cut = |c: char| c.is_whitespace() || matches!(c, '.' | '…' | '[' | ']');
    let mut rest = summary.trim_end_matches(is_cut);
    for block in body {
        let content = match block {
            Block::Paragraph(content) => content,
            Block::Image { .. } => continue,
            _ => return false,
        };
        let paragraph = one_line(&plain_text(content));
        if paragraph.starts_with(rest) {
            return true;
        }
        match rest.strip_prefix(paragraph.as_str()) {
            Some(behind) => rest = behind.trim_start(),
            None => return false,
        }
    }
    false
}

fn collect_text(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Link { content: inner, .. }
            | Inline::Span { content: inner, .. } => collect_text(inner, text),
            Inline::Break => text.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(paragraphs: &[&str]) -> Vec<Block> {
        let paragraph = |words: &&str| Block::Paragraph(vec![Inline::Text((*words).to_owned())]);
        paragraphs.iter().map(paragraph).collect()
    }

    #[test]
    fn a_summary_cut_from_the_body_is_recognised() {
        let body = body(&["The  bridge opens. All may cross.", "Ships wait."]);
        for summary in [
            "The bridge opens. All may cross.",
            "The bridge opens.",
            "The bridge […]",
            "The bridge opens. All may cross. Ships…",
            "The bridge opens. All may cross. Ships wait.",
        ] {
            assert!(begins_with(&body, summary), "{summary}");
        }
        for summary in [
            "Ships wait.",
            "The bridge closes.",
            "The bridge opens. All may cross. Ships wait. Or not.",
        ] {
            assert!(!begins_with(&body, summary), "{summary}");
        }
    }
}
