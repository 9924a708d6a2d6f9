//! HTML → typed blocks.
//!
//! A parser of somebody else's (the browser's, or html5ever outside a browser) makes an inert tree
//! of the markup; this room reads that tree through [`Node`] and keeps what has a type in
//! [`crate::model::Block`]. What has no type keeps its words and loses its tag.
//!
//! ```text
//! Node ─tree─▶ Piece, depth-limited, without what is never shown
//!                └─reader─▶ Blocks        containers, lists, headings, embeds
//!                     ├─ line             runs of text and their marks → Inlines
//!                     ├─ quote, figure, table, picture, note
//! ```
//!
//! Nothing here parses markup, draws, fetches or knows a browser. Addresses enter the result only
//! through [`Resolve`], so only as a [`crate::model::Href`].

mod embed;
mod figure;
mod line;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod note;
mod picture;
mod provider;
mod quote;
mod reader;
mod scan;
mod table;
#[cfg(test)]
mod tests;
mod tree;

use crate::model::{Block, Inline, Resolve, one_line};

/// What a [`Node`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// An element of HTML.
    Element,
    /// An element of SVG, MathML or another vocabulary.
    Foreign,
    /// Text.
    Text,
    /// A document or a fragment: only its children count.
    Container,
    /// Anything else; it is passed over with all that it holds.
    Other,
}

/// A node of an inert tree, as far as reading needs it. One implementation a target: every other
/// one would double this room in the program.
pub trait Node: Sized {
    /// What it is.
    fn kind(&self) -> NodeKind;
    /// An element's local name in lower case.
    fn name(&self) -> String;
    /// A text node's text.
    fn text(&self) -> String;
    /// An element's attribute of this name without a namespace.
    fn attribute(&self, name: &str) -> Option<String>;
    /// The first of its children.
    fn first_child(&self) -> Option<Self>;
    /// The next child of its parent.
    fn next_sibling(&self) -> Option<Self>;
}

/// Reads what is under `root` (a document, a body or any element) into blocks.
///
/// Every word that a browser without scripts would show is in the result. Nesting deeper than a
/// hundred levels loses its structure and keeps its words.
pub fn read_html<N: Node>(root: &N, resolve: &dyn Resolve) -> Vec<Block> {
    reader::read(&tree::copy(root), resolve)
}

/// The words under `root` as one line of plain text: titles and summaries that were written as HTML.
pub fn words<N: Node>(root: &N) -> String {
    one_line(&tree::copy(root).words())
}

/// The document to parse for a body's `html`: parsers put what they meet first, such as a
/// `noscript`, into the head, unless the body has begun.
pub fn document_of(html: &str) -> String {
    ["<body>", html].concat()
}

/// Reads plain text: empty lines divide paragraphs, other line breaks stay line breaks.
pub fn read_text(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph: Vec<Inline> = Vec::new();
    for line in text.lines().chain([""]) {
        let line = one_line(line);
        if !line.is_empty() {
            if !paragraph.is_empty() {
                paragraph.push(Inline::Break);
            }
            paragraph.push(Inline::Text(line));
        } else if !paragraph.is_empty() {
            blocks.push(Block::Paragraph(std::mem::take(&mut paragraph)));
        }
    }
    blocks
}
