//! The walk through the tree.

use super::{
    embed, figure,
    line::{self, Mark, Run},
    note,
    picture::{self, Candidates, Picture},
    quote, table,
    tree::{Element, Piece, is_one_of},
};
use crate::{
    locale::{canonical_tag, first_strong},
    model::{Block, Embed, Resolve},
};
use std::rc::Rc;

/// Elements that begin and end on a line of their own. Parts of tables and lists among them are
/// those that have lost their table or list.
const BLOCKS: &str = "address article aside body caption center dd details dialog div dl fieldset \
    figcaption footer form header hgroup html legend main nav optgroup option p search section \
    select tbody td tfoot th thead tr";
const PREFORMATTED: &str = "pre listing xmp plaintext";
const FRAMES: &str = "iframe embed video audio object";
const CODES: &str = "code kbd samp tt";

/// Raised and lowered digits: what is written with them means something else on the line.
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ,";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ,";
const ON_THE_LINE: &str = "0123456789+-=()n,";

/// Bytes of a link's target, taken once for each element inside: more is hostile.
const LONGEST_TARGET: usize = 20_000;
/// No tag of a language that is in use is longer (RFC 5646, section 4.4.1).
const LONGEST_TAG: usize = 35;

/// Reads a tree into blocks.
pub fn read(root: &Element, resolve: &dyn Resolve) -> Vec<Block> {
    let mut reader = Reader {
        resolve,
        marks: Vec::new(),
        headings: Vec::new(),
    };
    reader.blocks(&root.children)
}

/// What the words in [`Flow::aside`] are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// There are none.
    Plain,
    /// A `blockquote`: who says it (`footer`).
    Quote,
    /// A `figure`: its caption.
    Figure,
    /// A caption, cell or attribution: no blocks, everything becomes lines of text.
    Inline,
}

/// Blocks that are being read, and the text that is not yet one of them.
pub struct Flow {
    /// What has been read.
    pub blocks: Vec<Block>,
    /// The words for [`Role::Quote`] and [`Role::Figure`].
    pub aside: Vec<Run>,
    /// The runs of the last paragraph that was added …
    pub last_paragraph: Vec<Run>,
    /// … and how many blocks there were then.
    pub last_paragraph_at: usize,
    role: Role,
    runs: Vec<Run>,
    /// The level in the document of the heading that the text is in.
    heading: Option<u8>,
    /// How many blocks there were when a list item without a list came last.
    stray_item_at: usize,
}

impl Flow {
    /// An empty one.
    pub fn new(role: Role) -> Self {
        Self {
            blocks: Vec::new(),
            aside: Vec::new(),
            last_paragraph: Vec::new(),
            last_paragraph_at: 0,
            role,
            runs: Vec::new(),
            heading: None,
            stray_item_at: 0,
        }
    }
}

/// What holds where the walk has come.
pub struct Reader<'a> {
    resolve: &'a dyn Resolve,
    marks: Vec<Mark>,
    /// The levels in the document of the headings that the text is under.
    headings: Vec<u8>,
}

impl Reader<'_> {
    /// Reads pieces into blocks of their own.
    pub fn blocks(&mut self, pieces: &[Piece]) -> Vec<Block> {
        let mut flow = Flow::new(Role::Plain);
        self.walk(pieces, &mut flow);
        self.flush(&mut flow);
        flow.blocks
    }

    /// Reads an element into lines of text: blocks in it become lines, pictures their
    /// alternative texts, frames links.
    pub fn inline_runs(&mut self, element: &Element) -> Vec<Run> {
        let mut flow = Flow::new(Role::Inline);
        self.within(element, |reader| reader.walk(&element.children, &mut flow));
        flow.runs
    }

    /// Reads pieces into `flow`.
    pub fn walk(&mut self, pieces: &[Piece], flow: &mut Flow) {
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => line::push_text(&mut flow.runs, text, &self.marks),
                Piece::Element(element) if is_hidden(element) => {}
                Piece::Element(element) if is_replaced(self.resolve, element, pieces, index) => {}
                Piece::Element(element) => {
                    self.within(element, |reader| reader.element(element, flow));
                }
            }
        }
    }

    /// Makes blocks of the text that has been collected.
    pub fn flush(&mut self, flow: &mut Flow) {
        if flow.role == Role::Inline {
            if flow.runs.last().is_some_and(|run| run.text.is_some()) {
                line::push_break(&mut flow.runs);
            }
            return;
        }
        let runs = std::mem::take(&mut flow.runs);
        if let Some(depth) = flow.heading {
            let content = line::nest(&line::one_paragraph(runs));
            if !content.is_empty() {
                let level = self.level(depth);
                flow.blocks.push(Block::Heading { level, content });
            }
            return;
        }
        for paragraph in line::paragraphs(runs) {
            flow.blocks.push(Block::Paragraph(line::nest(&paragraph)));
            flow.last_paragraph = paragraph;
            flow.last_paragraph_at = flow.blocks.len();
        }
    }

    /// A heading's level below the article's own headline: one more than that of the heading it
    /// is under, so that no level is skipped.
    fn level(&mut self, depth: u8) -> u8 {
        while self.headings.last().is_some_and(|over| *over >= depth) {
            self.headings.pop();
        }
        self.headings.push(depth);
        u8::try_from(self.headings.len()).map_or(5, |level| level.min(5))
    }

    /// Does `act` with the language and direction that `element` gives.
    fn within(&mut self, element: &Element, act: impl FnOnce(&mut Self)) {
        let language = element
            .attribute("lang")
            .filter(|tag| tag.len() <= LONGEST_TAG)
            .and_then(canonical_tag);
        let direction = match element
            .attribute("dir")
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            Some("ltr") => Some("ltr"),
            Some("rtl") => Some("rtl"),
            Some("auto") => direction_of(element),
            _ if element.name == "bdi" => direction_of(element),
            _ => None,
        };
        let is_span = language.is_some() || direction.is_some();
        let mark = Mark::Span {
            language,
            direction,
        };
        let added = is_span && line::add_mark(&mut self.marks, mark);
        act(self);
        if added {
            self.marks.pop();
        }
    }

    fn marked(&mut self, mark: Mark, element: &Element, flow: &mut Flow) {
        let added = line::add_mark(&mut self.marks, mark);
        self.walk(&element.children, flow);
        if added {
            self.marks.pop();
        }
    }

    fn element(&mut self, element: &Element, flow: &mut Flow) {
        let is_inline = flow.role == Role::Inline;
        match element.name.as_str() {
            "br" => line::push_break(&mut flow.runs),
            "hr" => {
                self.flush(flow);
                if !is_inline && !matches!(flow.blocks.last(), Some(Block::Rule)) {
                    flow.blocks.push(Block::Rule);
                }
            }
            "a" => self.link(element, flow),
            "em" | "i" | "dfn" | "var" => self.marked(Mark::Emphasis, element, flow),
            "cite" => self.marked(Mark::Cite, element, flow),
            "strong" | "b" => self.marked(Mark::Strong, element, flow),
            "q" => {
                self.say("“", flow);
                self.walk(&element.children, flow);
                self.say("”", flow);
            }
            "sup" => self.shifted(element, RAISED, flow),
            "sub" => self.shifted(element, LOWERED, flow),
            "ruby" => self.ruby(element, flow),
            "img" | "amp-img" => self.picture(element, Vec::new(), flow),
            "picture" => {
                let mut offered = picture::offered(element, self.resolve);
                for piece in &element.children {
                    match piece.element() {
                        // The first of them takes what is offered: a `picture` has only one.
                        Some(img) if is_one_of(&img.name, "img amp-img") => {
                            self.picture(img, std::mem::take(&mut offered), flow);
                        }
                        _ => self.walk(std::slice::from_ref(piece), flow),
                    }
                }
            }
            "footer" if flow.role == Role::Quote => self.set_aside(element, flow),
            "figcaption" if flow.role == Role::Figure => self.set_aside(element, flow),
            "dt" | "summary" => {
                self.flush(flow);
                self.marked(Mark::Strong, element, flow);
                self.flush(flow);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush(flow);
                let outer = flow.heading.replace(element.name.as_bytes()[1] - b'0');
                self.walk(&element.children, flow);
                self.flush(flow);
                flow.heading = outer;
            }
            "td" | "th" if is_inline => {
                line::push_text(&mut flow.runs, " ", &self.marks);
                self.walk(&element.children, flow);
            }
            name if is_one_of(name, CODES) => self.marked(Mark::Code, element, flow),
            name if is_one_of(name, PREFORMATTED) => self.preformatted(element, flow),
            name if is_one_of(name, FRAMES) => self.frame(element, flow),
            "blockquote" | "figure" | "table" | "ul" | "ol" | "menu" | "dir" | "li" => {
                self.flush(flow);
                match element.name.as_str() {
                    _ if is_inline => self.walk(&element.children, flow),
                    "blockquote" => {
                        quote::read(self, element, flow);
                        if let Some(post) = embed::of_quote(element, self.resolve) {
                            self.embed(post, flow);
                        }
                    }
                    "figure" => figure::read(self, element, flow),
                    "table" => table::read(self, element, flow),
                    "li" => self.stray_item(element, flow),
                    _ => self.list(element, flow),
                }
                self.flush(flow);
            }
            name if is_one_of(name, BLOCKS) => {
                self.flush(flow);
                self.walk(&element.children, flow);
                self.flush(flow);
            }
            _ => self.walk(&element.children, flow),
        }
    }

    fn say(&self, words: &str, flow: &mut Flow) {
        line::push_text(&mut flow.runs, words, &self.marks);
    }

    /// A link. One that leads to another place of the same document would lead nowhere here.
    fn link(&mut self, element: &Element, flow: &mut Flow) {
        let reference = element.attribute("href").unwrap_or_default().trim();
        if reference.contains('#') && note::is_inside(reference, &element.text()) {
            return self.note_link(element, flow);
        }
        let target = Some(reference).filter(|reference| !reference.is_empty());
        match target.and_then(|reference| self.resolve.resolve(reference)) {
            // Every block inside repeats the target.
            Some(target) if target.as_str().len() * (1 + element.count()) < LONGEST_TARGET => {
                self.marked(Mark::Link(Rc::new(target)), element, flow);
            }
            _ => self.walk(&element.children, flow),
        }
    }

    /// A note's marker stays legible behind the word that it belongs to; a sign that only leads
    /// back says nothing any more.
    fn note_link(&mut self, element: &Element, flow: &mut Flow) {
        let text = element.text();
        let words = text.trim();
        if note::is_way_back(words) {
            return;
        }
        let before = flow.runs.last().and_then(|run| run.text.as_deref());
        if !note::is_marker(words) || !note::ends_in_word(before.unwrap_or_default()) {
            return self.walk(&element.children, flow);
        }
        match shift(words, RAISED) {
            Some(raised) => self.say(&raised, flow),
            None => self.say(&["[", words, "]"].concat(), flow),
        }
    }

    /// `sup` and `sub`: digits have raised and lowered forms, other words stay on the line.
    fn shifted(&mut self, element: &Element, forms: &str, flow: &mut Flow) {
        match shift(element.text().trim(), forms) {
            Some(shifted) => self.say(&shifted, flow),
            None => self.walk(&element.children, flow),
        }
    }

    /// `ruby`: readings go into brackets behind the base, where the document does not itself say.
    fn ruby(&mut self, element: &Element, flow: &mut Flow) {
        let is_bare = !element.holds("rp");
        for piece in &element.children {
            let is_reading = piece.element().is_some_and(|child| child.name == "rt");
            if is_reading && is_bare {
                self.say("(", flow);
            }
            self.walk(std::slice::from_ref(piece), flow);
            if is_reading && is_bare {
                self.say(")", flow);
            }
        }
    }

    fn set_aside(&mut self, element: &Element, flow: &mut Flow) {
        let runs = self.inline_runs(element);
        if !flow.aside.is_empty() {
            line::push_break(&mut flow.aside);
        }
        flow.aside.extend(runs);
    }

    fn picture(&mut self, img: &Element, offered: Candidates, flow: &mut Flow) {
        match picture::read(img, offered, self.resolve) {
            Picture::Nothing => {}
            Picture::Sign(words) => self.say(&words, flow),
            Picture::Shown(image) if flow.role == Role::Inline => {
                self.say(&image.alternative, flow)
            }
            Picture::Shown(image) => {
                self.flush(flow);
                // The twin of a lazy picture in a `noscript` that does not stand beside it.
                let is_twin = matches!(
                    flow.blocks.last(),
                    Some(Block::Image { image: last, .. }) if last.source == image.source
                );
                if !is_twin {
                    let caption = Vec::new();
                    flow.blocks.push(Block::Image { image, caption });
                }
            }
        }
    }

    fn preformatted(&mut self, element: &Element, flow: &mut Flow) {
        self.flush(flow);
        let text = element.text();
        let text = text.trim_end().trim_start_matches('\n');
        if flow.role != Role::Inline {
            if !text.is_empty() {
                flow.blocks.push(Block::Code(text.to_owned()));
            }
            return;
        }
        for line in text.split('\n') {
            self.say(line, flow);
            self.flush(flow);
        }
    }

    /// Frames, players and objects. What they hold is shown where they themselves cannot be.
    fn frame(&mut self, element: &Element, flow: &mut Flow) {
        match embed::read(element, self.resolve) {
            // An object may hold a better description of the same, down to plain words.
            Some(_)
                if element.name == "object"
                    && element.holds("img embed iframe video audio object") =>
            {
                self.walk(&element.children, flow);
            }
            Some(embed) if flow.role == Role::Inline => {
                let words = match embed.title.as_str() {
                    "" => embed.source.site(),
                    title => title,
                };
                let mut marks = self.marks.clone();
                line::add_mark(&mut marks, Mark::Link(Rc::new(embed.source.clone())));
                line::push_text(&mut flow.runs, words, &marks);
            }
            Some(embed) => self.embed(embed, flow),
            // What an `iframe` holds is no markup, and nobody has ever seen it.
            None if element.name == "iframe" => {}
            None => self.walk(&element.children, flow),
        }
    }

    fn embed(&mut self, embed: Embed, flow: &mut Flow) {
        self.flush(flow);
        // The twin of a lazy frame in a `noscript`.
        let is_twin = matches!(
            flow.blocks.last(),
            Some(Block::Embed(last)) if last.source == embed.source
        );
        if !is_twin {
            flow.blocks.push(Block::Embed(embed));
        }
    }

    fn list(&mut self, list: &Element, flow: &mut Flow) {
        let mut items: Vec<Vec<Block>> = Vec::new();
        let mut stray = Flow::new(Role::Plain);
        for piece in &list.children {
            match piece.element() {
                Some(item) if item.name == "li" => {
                    self.add_stray(&mut stray, &mut items);
                    if !is_hidden(item) {
                        let mut blocks = Vec::new();
                        self.within(item, |reader| blocks = reader.blocks(&item.children));
                        items.push(blocks);
                    }
                }
                _ => self.walk(std::slice::from_ref(piece), &mut stray),
            }
        }
        self.add_stray(&mut stray, &mut items);
        items.retain(|item| !item.is_empty());
        if items.is_empty() {
            return;
        }
        let start = (list.name == "ol").then(|| {
            let start = list
                .attribute("start")
                .and_then(|start| start.trim().parse().ok());
            start.unwrap_or(1)
        });
        flow.blocks.push(Block::List { start, items });
    }

    /// What stands in a list outside its items: lists belong to the item before them, wrapped
    /// items are items, the rest is an item of its own.
    fn add_stray(&mut self, stray: &mut Flow, items: &mut Vec<Vec<Block>>) {
        self.flush(stray);
        let blocks = std::mem::take(&mut stray.blocks);
        if blocks.is_empty() {
            return;
        }
        let are_lists = blocks
            .iter()
            .all(|block| matches!(block, Block::List { .. }));
        match items.last_mut() {
            Some(item) if are_lists => item.extend(blocks),
            None if are_lists => {
                for block in blocks {
                    if let Block::List { items: inner, .. } = block {
                        items.extend(inner);
                    }
                }
            }
            _ => items.push(blocks),
        }
    }

    /// An item outside any list; its neighbours join it.
    fn stray_item(&mut self, item: &Element, flow: &mut Flow) {
        let blocks = self.blocks(&item.children);
        if blocks.is_empty() {
            return;
        }
        let is_next = flow.stray_item_at == flow.blocks.len();
        match flow.blocks.last_mut() {
            Some(Block::List { items, .. }) if is_next => items.push(blocks),
            _ => flow.blocks.push(Block::List {
                start: None,
                items: vec![blocks],
            }),
        }
        flow.stray_item_at = flow.blocks.len();
    }
}

/// `text` in raised or lowered forms, where each of its characters has one.
fn shift(text: &str, forms: &str) -> Option<String> {
    let shift = |c| {
        let place = ON_THE_LINE.chars().position(|plain| plain == c)?;
        forms.chars().nth(place)
    };
    text.chars().map(shift).collect()
}

fn direction_of(element: &Element) -> Option<&'static str> {
    first_strong(&element.text()).map(|direction| direction.name())
}

/// True for what the document itself hides.
pub fn is_hidden(element: &Element) -> bool {
    let hides = |hidden: &str| !hidden.eq_ignore_ascii_case("until-found");
    element.attribute("hidden").is_some_and(hides) || element.has_style(&["display:none"])
}

/// True for a picture that stands beside a `noscript` with another: that one is the real picture,
/// this one waits for a script.
fn is_replaced(resolve: &dyn Resolve, element: &Element, pieces: &[Piece], index: usize) -> bool {
    if !is_one_of(&element.name, "img amp-img picture") {
        return false;
    }
    let before = pieces[..index].iter().rev().find(|piece| !piece.is_blank());
    let after = pieces[index + 1..].iter().find(|piece| !piece.is_blank());
    [before, after].into_iter().flatten().any(|piece| {
        piece.element().is_some_and(|twin| {
            twin.name == "noscript" && !twin.has_words() && shows_picture(resolve, twin)
        })
    })
}

fn shows_picture(resolve: &dyn Resolve, element: &Element) -> bool {
    element.elements().any(|child| match child.name.as_str() {
        "img" => matches!(picture::read(child, Vec::new(), resolve), Picture::Shown(_)),
        _ => shows_picture(resolve, child),
    })
}
