//! A tree of our own: what a reader could see of somebody else's, no deeper than is safe.
//!
//! Copying first keeps the generic code (one copy a parser) down to this file, and everything
//! after it may recurse without fear for the stack.

use super::{Node, NodeKind};

/// Below this level only words are kept. Bodies are rarely a tenth as deep.
const DEEPEST: usize = 100;

/// Elements whose content nobody sees.
const UNSEEN: &str = "script style template head title noframes noembed datalist";
/// The same in SVG and MathML: descriptions, definitions, other notations. The loader makes
/// `noframes` of `style`.
const UNSEEN_FOREIGN: &str = "script style noframes title desc metadata annotation annotation-xml";
/// Elements of SVG and MathML that are drawn in a place of their own.
const APART: &str = "text foreignobject mtr mtd";

/// Elements that are part of a line of text.
const WITHIN_LINES: &str = "a abbr b bdi bdo cite code del dfn em i ins kbd mark q ruby s samp small span strong sub sup time u var wbr";

/// What is read of every element.
const ATTRIBUTES: &str = "lang dir hidden style";
/// What is read of some elements besides.
const ATTRIBUTES_OF: &[(&str, &str)] = &[
    ("a", "href"),
    ("ol", "start"),
    ("div", "class"),
    ("p", "class"),
    ("table", "role class"),
    ("td", "colspan rowspan class"),
    ("th", "colspan rowspan"),
    ("img", PICTURE),
    ("amp-img", PICTURE),
    (
        "source",
        "src data-src srcset data-srcset data-lazy-srcset type media",
    ),
    ("iframe", FRAME),
    ("embed", FRAME),
    ("video", FRAME),
    ("audio", FRAME),
    ("object", "data title aria-label width height"),
    (
        "blockquote",
        "class cite data-instgrm-permalink data-text-post-permalink data-bluesky-uri",
    ),
];
const PICTURE: &str = "src srcset alt width height class data-src data-lazy-src data-original \
    data-orig-src data-cfsrc data-ezsrc data-lazy data-srcset data-lazy-srcset data-ezsrcset";
const FRAME: &str = "src data-src data-lazy-src data-litespeed-src title aria-label poster width \
    height";

/// Classes by which old publishing systems say `figure` and `figcaption`.
const CLASSES: &[(&str, &str)] = &[
    ("wp-caption", "figure"),
    ("wp-caption-text", "figcaption"),
    ("tr-caption-container", "figure"),
    ("tr-caption", "figcaption"),
];

/// A part of the tree.
pub enum Piece {
    /// Words and white space as they stand in the document.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element.
#[derive(Default)]
pub struct Element {
    /// Lower-case local name; empty for SVG, MathML and the root.
    pub name: String,
    /// The attributes that are read at all.
    attributes: Vec<(&'static str, String)>,
    /// What it holds.
    pub children: Vec<Piece>,
}

impl Element {
    /// An attribute, where the element has it.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The elements among the children.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Piece::element)
    }

    /// True where the element's own style has a rule that begins like one of these, which are in
    /// lower case and without spaces.
    pub fn has_style(&self, rules: &[&str]) -> bool {
        let style = self.attribute("style").unwrap_or_default();
        style.split(';').any(|rule| {
            let rule: String = rule.split_whitespace().collect();
            let rule = rule.to_ascii_lowercase();
            rules.iter().any(|start| rule.starts_with(start))
        })
    }

    /// True where an element of one of these names (divided by spaces) is anywhere inside.
    pub fn holds(&self, names: &str) -> bool {
        self.elements()
            .any(|child| is_one_of(&child.name, names) || child.holds(names))
    }

    /// How many elements are inside.
    pub fn count(&self) -> usize {
        self.elements().map(|child| 1 + child.count()).sum()
    }

    /// All text inside, as it stands.
    pub fn text(&self) -> String {
        let mut text = String::new();
        collect_text(&self.children, &mut text);
        text
    }

    /// All text inside, where what stands on lines of its own is set apart.
    pub fn words(&self) -> String {
        let mut words = String::new();
        collect_words(&self.children, &mut words);
        words
    }

    /// True where there is any text inside but white space.
    pub fn has_words(&self) -> bool {
        self.children.iter().any(|piece| match piece {
            Piece::Text(text) => !is_blank(text),
            Piece::Element(element) => element.has_words(),
        })
    }
}

impl Piece {
    /// The element, where it is one.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }

    /// True for text of white space only.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if is_blank(text))
    }
}

/// True for white space of any kind, and for characters that leave no trace.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

/// White space of any kind, and characters that leave no trace.
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// True where `names` (divided by spaces) holds `name`.
pub fn is_one_of(name: &str, names: &str) -> bool {
    !name.is_empty() && names.split(' ').any(|one| one == name)
}

fn collect_text(pieces: &[Piece], text: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Element(element) if element.name == "br" => text.push('\n'),
            Piece::Element(element) => collect_text(&element.children, text),
        }
    }
}

fn collect_words(pieces: &[Piece], words: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => words.push_str(text),
            Piece::Element(element) => {
                let is_apart = !is_one_of(&element.name, WITHIN_LINES);
                words.push_str(if is_apart { " " } else { "" });
                collect_words(&element.children, words);
                words.push_str(if is_apart { " " } else { "" });
            }
        }
    }
}

/// Copies what is under `root`.
pub fn copy<N: Node>(root: &N) -> Element {
    let mut copied = Element::default();
    copy_children(root, DEEPEST, &mut copied.children);
    copied
}

fn copy_children<N: Node>(parent: &N, levels: usize, pieces: &mut Vec<Piece>) {
    let mut next = parent.first_child();
    while let Some(node) = next {
        match node.kind() {
            NodeKind::Text => pieces.push(Piece::Text(node.text())),
            NodeKind::Container => copy_children(&node, levels, pieces),
            NodeKind::Other => {}
            kind @ (NodeKind::Element | NodeKind::Foreign) => {
                let name = node.name();
                if !is_unseen(kind, &name) {
                    let mut element = Element::default();
                    if levels == 0 {
                        element.children.push(Piece::Text(words_under(&node)));
                    } else {
                        copy_children(&node, levels - 1, &mut element.children);
                    }
                    if kind == NodeKind::Element {
                        describe(&mut element, name, &|name| node.attribute(name));
                    } else if is_one_of(&name, APART) {
                        pieces.push(Piece::Text(" ".to_owned()));
                    }
                    pieces.push(Piece::Element(element));
                }
            }
        }
        next = node.next_sibling();
    }
}

fn is_unseen(kind: NodeKind, name: &str) -> bool {
    match kind {
        NodeKind::Foreign => is_one_of(name, UNSEEN_FOREIGN),
        _ => is_one_of(name, UNSEEN),
    }
}

/// Gives an element of HTML its name and attributes.
fn describe(element: &mut Element, name: String, attribute: &dyn Fn(&str) -> Option<String>) {
    let own = ATTRIBUTES_OF.iter().find(|(owner, _)| *owner == name);
    let names = ATTRIBUTES
        .split(' ')
        .chain(own.map_or("", |(_, names)| names).split(' '));
    for name in names.filter(|name| !name.is_empty()) {
        if let Some(value) = attribute(name) {
            element.attributes.push((name, value));
        }
    }
    element.name = name;
    // A picture's class says something else.
    if !is_one_of(&element.name, "img amp-img") {
        let classes = element.attribute("class").unwrap_or_default();
        let meant = classes
            .split_ascii_whitespace()
            .find_map(|class| CLASSES.iter().find(|(known, _)| *known == class));
        if let Some((_, meant)) = meant {
            element.name = (*meant).to_owned();
        }
    }
}

/// All words under `node`, however deep, without recursion.
fn words_under<N: Node>(node: &N) -> String {
    let mut words = String::new();
    let mut waiting: Vec<N> = node.first_child().into_iter().collect();
    while let Some(node) = waiting.pop() {
        let kind = node.kind();
        let children = match kind {
            NodeKind::Text => {
                words.push_str(&node.text());
                None
            }
            NodeKind::Other => None,
            // What is beside each other in such a depth may be on lines of its own.
            _ if is_unseen(kind, &node.name()) => None,
            _ => {
                words.push(' ');
                node.first_child()
            }
        };
        waiting.extend(node.next_sibling());
        waiting.extend(children);
    }
    words
}
