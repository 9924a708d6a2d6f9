//! The walk through the tree.

use super::{
    embed, figure,
    line::{self, Mark, Marks, Run},
    note,
    picture::{self, Candidates, Picture},
    quote,
    scan::{is_invisible, number},
    table,
    tree::{Kind, Piece},
};
use crate::{
    locale::{canonical_tag, first_strong},
    model::{Block, Resolve, leading, trailing},
};
use std::mem;

/// Raised and lowered digits: what is written with them means something else on the line.
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ,";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ,";
const ON_THE_LINE: &str = "0123456789+-=()n,";

/// Bytes of a link's target, taken once for each element inside: more is hostile.
const LONGEST_TARGET: usize = 20_000;
/// No tag of a language that is in use is longer (RFC 5646, section 4.4.1).
const LONGEST_TAG: usize = 35;

/// Reads a tree into blocks.
pub fn read(root: &Piece, resolve: &dyn Resolve) -> Vec<Block> {
    let mut reader = Reader {
        resolve,
        marks: Marks::default(),
        headings: Vec::new(),
    };
    reader.blocks_of(root)
}

/// What the words in [`Flow::aside`] are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// There are none.
    #[default]
    Plain,
    /// A `blockquote`: who says it (`footer`).
    Quote,
    /// A `figure`: its caption.
    Figure,
    /// A caption, cell or attribution: no blocks, everything becomes lines of text: pictures their
    /// alternative texts, frames links.
    Inline,
}

/// Blocks that are being read, and the text that is not yet one of them.
#[derive(Default)]
pub struct Flow {
    /// What has been read.
    pub blocks: Vec<Block>,
    /// The words for [`Role::Quote`] and [`Role::Figure`].
    pub aside: Vec<Run>,
    /// The runs of the last paragraph that was added …
    pub last_paragraph: Vec<Run>,
    /// … and how many blocks there were then.
    pub last_paragraph_at: usize,
    /// The text that is in no block yet; with [`Role::Inline`] all there is.
    pub runs: Vec<Run>,
    role: Role,
    /// The level in the document of the heading that the text is in; 0 where it is in none.
    heading: u8,
    /// How many blocks there were when a list item without a list came last.
    stray_item_at: usize,
}

impl Flow {
    /// Adds a block that is no twin of the last: there is one of a lazy picture or frame in a
    /// `noscript`.
    pub fn add(&mut self, block: Block) {
        let is_twin = match (self.blocks.last(), &block) {
            (Some(Block::Image { image: last, .. }), Block::Image { image, .. }) => {
                last.source == image.source
            }
            (Some(Block::Embed(last)), Block::Embed(embed)) => last.source == embed.source,
            (Some(Block::Rule), Block::Rule) => true,
            _ => false,
        };
        if !is_twin {
            self.blocks.push(block);
        }
    }
}

/// What holds where the walk has come.
pub struct Reader<'a> {
    /// The marks of the text.
    pub marks: Marks,
    resolve: &'a dyn Resolve,
    /// The levels in the document of the headings that the text is under.
    headings: Vec<u8>,
}

impl Reader<'_> {
    /// Reads what `piece` holds, by itself.
    pub fn flow_of(&mut self, piece: &Piece, role: Role) -> Flow {
        let mut flow = Flow {
            role,
            ..Flow::default()
        };
        let outer = self.marks.count();
        self.add_span(piece);
        self.walk(&piece.children, &mut flow);
        self.flush(&mut flow);
        self.marks.keep(outer);
        flow
    }

    /// Reads what `piece` holds into blocks of their own.
    fn blocks_of(&mut self, piece: &Piece) -> Vec<Block> {
        mem::take(&mut self.flow_of(piece, Role::Plain).blocks)
    }

    /// Reads what `piece` holds into lines of text.
    pub fn runs_of(&mut self, piece: &Piece) -> Vec<Run> {
        mem::take(&mut self.flow_of(piece, Role::Inline).runs)
    }

    /// Reads pieces into `flow`.
    pub fn walk(&mut self, pieces: &[Piece], flow: &mut Flow) {
        for (index, piece) in pieces.iter().enumerate() {
            if !is_replaced(self.resolve, pieces, index) {
                self.piece(piece, flow);
            }
        }
    }

    /// Reads a piece into `flow`.
    pub fn piece(&mut self, piece: &Piece, flow: &mut Flow) {
        if !piece.is_hidden() {
            let outer = self.marks.count();
            self.add_span(piece);
            self.shown(piece, flow);
            self.marks.keep(outer);
        }
    }

    /// Makes blocks of the text that has been collected.
    pub fn flush(&mut self, flow: &mut Flow) {
        if flow.role == Role::Inline {
            if flow.runs.last().is_some_and(|run| !run.is_break()) {
                line::push_break(&mut flow.runs, Vec::new());
            }
            return;
        }
        let is_heading = flow.heading > 0;
        for paragraph in line::paragraphs(mem::take(&mut flow.runs), is_heading) {
            let content = self.marks.nest(&paragraph);
            if is_heading {
                let level = self.level(flow.heading);
                flow.add(Block::Heading { level, content });
            } else {
                flow.add(Block::Paragraph(content));
                flow.last_paragraph = paragraph;
                flow.last_paragraph_at = flow.blocks.len();
            }
        }
    }

    /// A heading's level below the article's own headline: one more than that of the heading it
    /// is under, so that no level is skipped.
    fn level(&mut self, depth: u8) -> u8 {
        while self.headings.last().is_some_and(|over| *over >= depth) {
            self.headings.pop();
        }
        self.headings.push(depth);
        // There are no more than six.
        (self.headings.len() as u8).min(5)
    }

    /// Adds the language and direction that `piece` gives.
    fn add_span(&mut self, piece: &Piece) {
        let language = Some(piece.attribute("lang"))
            .filter(|tag| tag.len() <= LONGEST_TAG)
            .and_then(canonical_tag);
        let direction = match piece.attribute("dir").to_ascii_lowercase().as_str() {
            "ltr" => Some("ltr"),
            "rtl" => Some("rtl"),
            dir if dir == "auto" || piece.kind == Kind::Isolate => {
                first_strong(&piece.all_text()).map(|direction| direction.name())
            }
            _ => None,
        };
        if language.is_some() || direction.is_some() {
            self.marks.add_span(language, direction);
        }
    }

    /// Reads a piece that is not hidden, and may leave marks behind.
    fn shown(&mut self, piece: &Piece, flow: &mut Flow) {
        let is_inline = flow.role == Role::Inline;
        match piece.kind {
            Kind::Text => return self.say(&piece.text, flow),
            Kind::Break => return line::push_break(&mut flow.runs, Vec::new()),
            Kind::Link => return self.link(piece, flow),
            Kind::Raised => return self.shifted(piece, RAISED, flow),
            Kind::Lowered => return self.shifted(piece, LOWERED, flow),
            Kind::Ruby => return self.ruby(piece, flow),
            Kind::Image => return self.picture(piece, Candidates::new(), flow),
            Kind::Offer => return self.offer(piece, flow),
            Kind::Frame | Kind::Plugin | Kind::Video | Kind::Audio | Kind::Object => {
                return self.frame(piece, flow);
            }
            Kind::Footer if flow.role == Role::Quote => return self.set_aside(piece, flow),
            Kind::Caption if flow.role == Role::Figure => return self.set_aside(piece, flow),
            Kind::Quotation => self.say("“", flow),
            Kind::Emphasis => self.marks.add(Mark::Emphasis),
            Kind::Cite => self.marks.add(Mark::Cite),
            Kind::Strong | Kind::Term => self.marks.add(Mark::Strong),
            Kind::Code => self.marks.add(Mark::Code),
            _ => {}
        }
        let is_cell = is_inline && matches!(piece.kind, Kind::Cell | Kind::HeaderCell);
        let is_block = piece.kind.is_block() && !is_cell;
        if is_cell {
            self.say(" ", flow);
        }
        if is_block {
            self.flush(flow);
        }
        match piece.kind {
            Kind::Preformatted => self.preformatted(piece, flow),
            Kind::H1 | Kind::H2 | Kind::H3 | Kind::H4 | Kind::H5 | Kind::H6 => {
                let level = piece.kind as u8 - Kind::H1 as u8 + 1;
                let outer = mem::replace(&mut flow.heading, level);
                self.walk(&piece.children, flow);
                self.flush(flow);
                flow.heading = outer;
            }
            _ if is_inline => self.walk(&piece.children, flow),
            Kind::Rule => flow.add(Block::Rule),
            Kind::Quote => {
                quote::read(self, piece, flow);
                if let Some(post) = embed::of_quote(piece, self.resolve) {
                    flow.add(Block::Embed(post));
                }
            }
            Kind::Figure => figure::read(self, piece, flow),
            Kind::Table => table::read(self, piece, flow),
            Kind::Item => self.stray_item(piece, flow),
            Kind::List | Kind::NumberedList => self.list(piece, flow),
            _ => self.walk(&piece.children, flow),
        }
        if is_block {
            self.flush(flow);
        }
        if piece.kind == Kind::Quotation {
            self.say("”", flow);
        }
    }

    fn say(&self, words: &str, flow: &mut Flow) {
        self.marks.push_text(&mut flow.runs, words);
    }

    /// A link. One that leads to another place of the same document would lead nowhere here.
    fn link(&mut self, link: &Piece, flow: &mut Flow) {
        let reference = link.attribute("href").trim();
        if !reference.is_empty() {
            let text = link.all_text();
            if note::is_inside(reference, &text) {
                return self.note_link(link, text.trim(), flow);
            }
            if let Some(target) = self.resolve.resolve(reference)
                // Every block inside repeats the target.
                && target.as_str().len() * (1 + link.count()) < LONGEST_TARGET
            {
                self.marks.add_link(target);
            }
        }
        self.walk(&link.children, flow);
    }

    /// A note's marker stays legible behind the word that it belongs to; a sign that only leads
    /// back says nothing any more.
    fn note_link(&mut self, link: &Piece, words: &str, flow: &mut Flow) {
        if note::is_way_back(words) {
            return;
        }
        let before = flow.runs.last();
        let is_behind_word = before.is_some_and(|run| note::ends_in_word(&run.text));
        if !is_behind_word || !note::is_marker(words) {
            return self.walk(&link.children, flow);
        }
        match shift(words, RAISED) {
            Some(raised) => self.say(&raised, flow),
            None => self.say(&["[", words, "]"].concat(), flow),
        }
    }

    /// `sup` and `sub`: digits have raised and lowered forms, other words stay on the line.
    fn shifted(&mut self, piece: &Piece, forms: &str, flow: &mut Flow) {
        match shift(piece.all_text().trim(), forms) {
            Some(shifted) => self.say(&shifted, flow),
            None => self.walk(&piece.children, flow),
        }
    }

    /// `ruby`: readings go into brackets behind the base, where the document does not itself say.
    fn ruby(&mut self, ruby: &Piece, flow: &mut Flow) {
        let is_bare = !ruby.holds(|kind| kind == Kind::Bracket);
        for piece in &ruby.children {
            let (opening, closing) = match is_bare && piece.kind == Kind::Reading {
                true => ("(", ")"),
                false => ("", ""),
            };
            self.say(opening, flow);
            self.piece(piece, flow);
            self.say(closing, flow);
        }
    }

    fn set_aside(&mut self, piece: &Piece, flow: &mut Flow) {
        let mut runs = self.runs_of(piece);
        flow.aside.append(&mut runs);
    }

    /// `picture`: the first image takes what is offered, and there is only one.
    fn offer(&mut self, picture: &Piece, flow: &mut Flow) {
        let mut offered = picture::offered(picture, self.resolve);
        for piece in &picture.children {
            match piece.kind {
                Kind::Image => self.picture(piece, mem::take(&mut offered), flow),
                _ => self.piece(piece, flow),
            }
        }
    }

    fn picture(&mut self, img: &Piece, offered: Candidates, flow: &mut Flow) {
        match picture::read(img, offered, self.resolve) {
            Picture::Nothing => {}
            Picture::Sign(words) => self.say(&words, flow),
            Picture::Shown(image) if flow.role == Role::Inline => {
                self.say(&image.alternative, flow);
            }
            Picture::Shown(image) => {
                self.flush(flow);
                let caption = Vec::new();
                flow.add(Block::Image { image, caption });
            }
        }
    }

    fn preformatted(&mut self, piece: &Piece, flow: &mut Flow) {
        let text = piece.all_text();
        let text = leading(trailing(&text, is_invisible).0, |c| c == '\n').1;
        if flow.role == Role::Inline {
            for line in text.split('\n') {
                self.say(line, flow);
                self.flush(flow);
            }
        } else if !text.is_empty() {
            flow.add(Block::Code(text.to_owned()));
        }
    }

    /// Frames, players and objects. What they hold is shown where they themselves cannot be.
    fn frame(&mut self, piece: &Piece, flow: &mut Flow) {
        let Some(embed) = embed::read(piece, self.resolve) else {
            // What an `iframe` holds is no markup, and nobody has ever seen it.
            if piece.kind != Kind::Frame {
                self.walk(&piece.children, flow);
            }
            return;
        };
        let is_better = |kind| kind == Kind::Image || Kind::Frame <= kind && kind <= Kind::Object;
        if piece.kind == Kind::Object && piece.holds(is_better) {
            // A better description of the same, down to plain words.
            self.walk(&piece.children, flow);
        } else if flow.role == Role::Inline {
            let words = match embed.title.as_str() {
                "" => embed.source.site(),
                title => title,
            };
            self.marks.add_link(embed.source.clone());
            self.say(words, flow);
        } else {
            self.flush(flow);
            flow.add(Block::Embed(embed));
        }
    }

    fn list(&mut self, list: &Piece, flow: &mut Flow) {
        let mut items: Vec<Vec<Block>> = Vec::new();
        let mut stray = Flow::default();
        for piece in &list.children {
            if piece.kind != Kind::Item {
                self.piece(piece, &mut stray);
                continue;
            }
            self.add_stray(&mut stray, &mut items);
            if !piece.is_hidden() {
                items.push(self.blocks_of(piece));
            }
        }
        self.add_stray(&mut stray, &mut items);
        items.retain(|item| !item.is_empty());
        if items.is_empty() {
            return;
        }
        let start = (list.kind == Kind::NumberedList).then(|| start_of(list));
        flow.add(Block::List { start, items });
    }

    /// What stands in a list outside its items: lists belong to the item before them, wrapped
    /// items are items, the rest is an item of its own.
    fn add_stray(&mut self, stray: &mut Flow, items: &mut Vec<Vec<Block>>) {
        self.flush(stray);
        let mut blocks = mem::take(&mut stray.blocks);
        if blocks.is_empty() {
            return;
        }
        let is_list = |block: &Block| matches!(block, Block::List { .. });
        let are_lists = blocks.iter().all(is_list);
        match items.last_mut() {
            Some(item) if are_lists => item.append(&mut blocks),
            None if are_lists => {
                for block in &mut blocks {
                    if let Block::List { items: inner, .. } = block {
                        items.append(inner);
                    }
                }
            }
            _ => items.push(blocks),
        }
    }

    /// An item outside any list; its neighbours join it.
    fn stray_item(&mut self, item: &Piece, flow: &mut Flow) {
        let blocks = self.blocks_of(item);
        if blocks.is_empty() {
            return;
        }
        let is_next = flow.stray_item_at == flow.blocks.len();
        match flow.blocks.last_mut() {
            Some(Block::List { items, .. }) if is_next => items.push(blocks),
            _ => flow.add(Block::List {
                start: None,
                items: vec![blocks],
            }),
        }
        flow.stray_item_at = flow.blocks.len();
    }
}

/// The number that a list begins with.
fn start_of(list: &Piece) -> i32 {
    let start = list.attribute("start").trim();
    let (sign, start) = match start.strip_prefix('-') {
        Some(start) => (-1, start),
        None => (1, start),
    };
    number(start).map_or(1, |(number, _)| sign * number as i32)
}

/// `text` in raised or lowered forms, where each of its characters has one.
fn shift(text: &str, forms: &str) -> Option<String> {
    let mut shifted = String::new();
    for c in text.chars() {
        let place = ON_THE_LINE.find(c)?;
        shifted.push(forms.chars().nth(place)?);
    }
    Some(shifted)
}

/// True for a picture that stands beside a `noscript` with another: that one is the real picture,
/// this one waits for a script.
fn is_replaced(resolve: &dyn Resolve, pieces: &[Piece], index: usize) -> bool {
    if !matches!(pieces[index].kind, Kind::Image | Kind::Offer) {
        return false;
    }
    let is_shown = |img: &Piece| {
        let read = || picture::read(img, Candidates::new(), resolve);
        img.kind == Kind::Image && matches!(read(), Picture::Shown(_))
    };
    let before = pieces[..index].iter().rfind(|piece| !piece.is_blank());
    let after = pieces[index + 1..].iter().find(|piece| !piece.is_blank());
    for twin in [before, after] {
        if let Some(twin) = twin
            && twin.kind == Kind::Fallback
            && !twin.has_words()
            && twin.any(&is_shown)
        {
            return true;
        }
    }
    false
}
