//! A tree of our own: what a reader could see of somebody else's, no deeper than is safe.
//!
//! Copying first keeps the generic code (one copy a parser) down to this file, and everything
//! after it may recurse without fear for the stack.

use super::{
    Node, NodeKind,
    scan::{is_blank, is_one_of},
};
use std::mem;

/// Below this level only words are kept. Bodies are rarely a tenth as deep.
const DEEPEST: usize = 100;

/// What a [`Piece`] is. What is told apart here is read in a way of its own, or looked for.
///
/// In the order of [`Kind::is_within_lines`], the others, and [`Kind::is_block`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd)]
pub enum Kind {
    /// No element.
    Text,
    /// An element that says nothing of its words.
    Words,
    Link,
    Emphasis,
    Cite,
    Strong,
    Quotation,
    Raised,
    Lowered,
    Ruby,
    /// `bdi`
    Isolate,
    Code,
    /// Any element that is not known, the root, and all of SVG and MathML.
    #[default]
    Other,
    Break,
    /// `rt`
    Reading,
    /// `rp`
    Bracket,
    Image,
    /// `picture`: an image and its sources.
    Offer,
    Source,
    /// `noscript`
    Fallback,
    Frame,
    /// `embed`
    Plugin,
    Video,
    Audio,
    Object,
    /// Nobody sees what it holds.
    Unseen,
    Rule,
    /// `dt` and `summary`
    Term,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Preformatted,
    Quote,
    Figure,
    Table,
    List,
    NumberedList,
    Item,
    /// Another one. Parts of tables and lists among them are those that have lost their table or
    /// list.
    Block,
    Footer,
    /// Of a figure.
    Caption,
    /// Of a table.
    TableCaption,
    TableHead,
    TableBody,
    Row,
    Cell,
    HeaderCell,
}

impl Kind {
    /// True for what is part of a line of text.
    pub fn is_within_lines(self) -> bool {
        self <= Self::Code
    }

    /// True for elements that begin and end on a line of their own.
    pub fn is_block(self) -> bool {
        self >= Self::Rule
    }
}

/// The elements that are known, and what is read of them besides [`ATTRIBUTES`].
const KINDS: &[(Kind, &str, &str)] = &[
    (Kind::Block, "p div", "class"),
    (Kind::Link, "a", "href"),
    (
        Kind::Words,
        "span abbr bdo del ins mark s small time u wbr",
        "",
    ),
    (Kind::Emphasis, "em i dfn var", ""),
    (Kind::Cite, "cite", ""),
    (Kind::Strong, "strong b", ""),
    (Kind::Quotation, "q", ""),
    (Kind::Raised, "sup", ""),
    (Kind::Lowered, "sub", ""),
    (Kind::Ruby, "ruby", ""),
    (Kind::Isolate, "bdi", ""),
    (Kind::Code, "code kbd samp tt", ""),
    (Kind::Break, "br", ""),
    (Kind::Reading, "rt", ""),
    (Kind::Bracket, "rp", ""),
    (Kind::Image, "img amp-img", IMAGE),
    (Kind::Offer, "picture", ""),
    (
        Kind::Source,
        "source",
        "src data-src srcset data-srcset data-lazy-srcset type media",
    ),
    (Kind::Fallback, "noscript", ""),
    (Kind::Frame, "iframe", FRAME),
    (Kind::Plugin, "embed", FRAME),
    (Kind::Video, "video", FRAME),
    (Kind::Audio, "audio", FRAME),
    (Kind::Object, "object", "data title aria-label width height"),
    (
        Kind::Unseen,
        "script style template head title noframes noembed datalist",
        "",
    ),
    (Kind::Rule, "hr", ""),
    (Kind::Term, "dt summary", ""),
    (Kind::H1, "h1", ""),
    (Kind::H2, "h2", ""),
    (Kind::H3, "h3", ""),
    (Kind::H4, "h4", ""),
    (Kind::H5, "h5", ""),
    (Kind::H6, "h6", ""),
    (Kind::Preformatted, "pre listing xmp plaintext", ""),
    (
        Kind::Quote,
        "blockquote",
        "class cite data-instgrm-permalink data-text-post-permalink data-bluesky-uri",
    ),
    (Kind::Figure, "figure", ""),
    (Kind::Table, "table", "role class"),
    (Kind::List, "ul menu dir", ""),
    (Kind::NumberedList, "ol", "start"),
    (Kind::Item, "li", ""),
    (
        Kind::Block,
        "address article aside body center dd details dialog dl fieldset form header hgroup html \
         legend main nav optgroup option search section select",
        "",
    ),
    (Kind::Footer, "footer", ""),
    (Kind::Caption, "figcaption", ""),
    (Kind::TableCaption, "caption", ""),
    (Kind::TableHead, "thead", ""),
    (Kind::TableBody, "tbody tfoot", ""),
    (Kind::Row, "tr", ""),
    (Kind::Cell, "td", "colspan rowspan class"),
    (Kind::HeaderCell, "th", "colspan rowspan"),
];
/// What is read of every element.
const ATTRIBUTES: &str = "lang dir hidden style";
const IMAGE: &str = "src srcset alt width height class data-src data-lazy-src data-original \
    data-orig-src data-cfsrc data-ezsrc data-lazy data-srcset data-lazy-srcset data-ezsrcset";
const FRAME: &str = "src data-src data-lazy-src data-litespeed-src title aria-label poster width \
    height";

/// Classes by which old publishing systems say `figure` and `figcaption`.
const FIGURES: &str = "wp-caption tr-caption-container";
const CAPTIONS: &str = "wp-caption-text tr-caption";

/// Elements of SVG and MathML whose content nobody sees: descriptions, definitions, other
/// notations.
const UNSEEN_FOREIGN: &str = "script style noframes title desc metadata annotation annotation-xml";
/// Those that are drawn in a place of their own.
const APART: &str = "text foreignobject mtr mtd";

/// A part of the tree: an element, or text.
#[derive(Default)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Words and white space as they stand in the document, of [`Kind::Text`]; a line feed, of
    /// [`Kind::Break`].
    pub text: String,
    /// What it holds.
    pub children: Vec<Piece>,
    /// The attributes that are read at all.
    attributes: Vec<(&'static str, String)>,
}

impl Piece {
    fn of_text(text: String) -> Self {
        Self {
            kind: Kind::Text,
            text,
            ..Self::default()
        }
    }

    /// True where the element has an attribute.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// An attribute; empty where the element does not have it.
    pub fn attribute(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    fn find(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// True for what the document itself hides.
    pub fn is_hidden(&self) -> bool {
        let hidden = self.find("hidden");
        hidden.is_some_and(|hidden| !hidden.eq_ignore_ascii_case("until-found"))
            || self.has_style("display:none")
    }

    /// True where the element's own style has a rule that begins like one of these (divided by
    /// spaces), which are in lower case.
    pub fn has_style(&self, rules: &str) -> bool {
        let mut style = String::new();
        for word in self.attribute("style").split_ascii_whitespace() {
            style.push_str(word);
        }
        style.make_ascii_lowercase();
        let mut own = style.split(';');
        own.any(|rule| rules.split(' ').any(|start| rule.starts_with(start)))
    }

    /// True where `is` holds for an element anywhere inside.
    pub fn any(&self, is: &dyn Fn(&Piece) -> bool) -> bool {
        let mut children = self.children.iter();
        children.any(|child| is(child) || child.any(is))
    }

    /// True where something of a kind that `is` one of those meant is anywhere inside.
    pub fn holds(&self, is: fn(Kind) -> bool) -> bool {
        self.any(&|piece| is(piece.kind))
    }

    /// How many elements are inside.
    pub fn count(&self) -> usize {
        let of = |child: &Self| usize::from(child.kind != Kind::Text) + child.count();
        self.children.iter().map(of).sum()
    }

    /// All text inside, as it stands.
    pub fn all_text(&self) -> String {
        let mut text = String::new();
        self.collect_text(false, &mut text);
        text
    }

    /// All text inside, where what stands on lines of its own is set apart.
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.collect_text(true, &mut words);
        words
    }

    fn collect_text(&self, sets_apart: bool, text: &mut String) {
        let space = match sets_apart && !self.kind.is_within_lines() {
            true => " ",
            false => "",
        };
        text.push_str(space);
        text.push_str(&self.text);
        for child in &self.children {
            child.collect_text(sets_apart, text);
        }
        text.push_str(space);
    }

    /// True where there is any text inside but white space.
    pub fn has_words(&self) -> bool {
        !is_blank(&self.all_text())
    }

    /// True for text of white space only.
    pub fn is_blank(&self) -> bool {
        self.kind == Kind::Text && is_blank(&self.text)
    }
}

/// Copies what is under `root`, without recursion: it may be nested to any depth.
pub fn copy<N: Node>(root: &N) -> Piece {
    let mut piece = Piece::default();
    // Of all that the walk is in: where it goes on afterwards, and the piece around its own, where
    // it has one.
    let mut outer: Vec<(Option<N>, Option<Piece>)> = Vec::new();
    let mut depth = 0;
    let mut next = root.first_child();
    loop {
        let Some(node) = next else {
            let Some((after, around)) = outer.pop() else {
                return piece;
            };
            if let Some(around) = around {
                let inner = mem::replace(&mut piece, around);
                piece.children.push(inner);
                depth -= 1;
            }
            next = after;
            continue;
        };
        let after = node.next_sibling();
        let mut around = None;
        let mut is_entered = false;
        match node.kind() {
            NodeKind::Text => piece.children.push(Piece::of_text(node.text())),
            NodeKind::Container => is_entered = true,
            NodeKind::Other => {}
            kind => {
                let inner = describe(kind, &node.name(), &|name| node.attribute(name));
                is_entered = inner.kind != Kind::Unseen;
                if is_entered && depth <= DEEPEST {
                    around = Some(mem::replace(&mut piece, inner));
                    depth += 1;
                } else if is_entered {
                    // What is beside each other in such a depth may be on lines of its own.
                    piece.children.push(Piece::of_text(" ".to_owned()));
                }
            }
        }
        if is_entered {
            next = node.first_child();
            outer.push((after, around));
        } else {
            next = after;
        }
    }
}

/// An element of this name, as yet without content.
fn describe(kind: NodeKind, name: &str, attribute: &dyn Fn(&str) -> Option<String>) -> Piece {
    let mut piece = Piece::default();
    if kind == NodeKind::Foreign {
        if is_one_of(name, UNSEEN_FOREIGN) {
            piece.kind = Kind::Unseen;
        } else if is_one_of(name, APART) {
            piece.children.push(Piece::of_text(" ".to_owned()));
        }
        return piece;
    }
    let mut own = "";
    for (kind, names, attributes) in KINDS {
        if is_one_of(name, names) {
            piece.kind = *kind;
            own = attributes;
        }
    }
    if piece.kind == Kind::Break {
        piece.text.push('\n');
    }
    for names in [ATTRIBUTES, own] {
        for name in names.split(' ') {
            if !name.is_empty()
                && let Some(value) = attribute(name)
            {
                piece.attributes.push((name, value));
            }
        }
    }
    // A picture's class says something else.
    if piece.kind != Kind::Image {
        for class in piece.attribute("class").split_ascii_whitespace() {
            let is_figure = is_one_of(class, FIGURES);
            if is_figure || is_one_of(class, CAPTIONS) {
                piece.kind = if is_figure {
                    Kind::Figure
                } else {
                    Kind::Caption
                };
                break;
            }
        }
    }
    piece
}
