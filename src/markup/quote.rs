//! `blockquote`: what was said, and by whom.

use super::{
    line::{self, Mark, Run},
    reader::{Flow, Reader, Role},
    scan::is_invisible,
    tree::Piece,
};
use crate::model::{Block, Inline, Quote, holds, leading, plain_text, trailing};
use std::mem;

/// Whoever is named needs fewer characters than this.
const LONGEST_NAME: usize = 160;
const DASHES: &str = "-–—―‒~⸺";
const CLOSING: &str = "\"'”’»«“」』";
const ENDS_OF_SENTENCES: &str = ".!?…。！？।؟";

/// Reads a `blockquote` into `flow`. Who speaks stands in a `footer`, or at the end: on a line
/// that begins with a dash or a `cite`, in a `cite` after the last sentence, or behind a dash
/// after the closing quotation mark.
pub fn read(reader: &mut Reader, blockquote: &Piece, flow: &mut Flow) {
    let mut inner = reader.flow_of(blockquote, Role::Quote);
    let aside = without_dash(line::one_paragraph(mem::take(&mut inner.aside)));
    let mut attribution = reader.marks.nest(&aside);
    if attribution.is_empty() {
        attribution = take_attribution(reader, &mut inner).unwrap_or_default();
    }
    let mut content = inner.blocks;
    if content.is_empty() {
        if attribution.is_empty() {
            return;
        }
        content.push(Block::Paragraph(mem::take(&mut attribution)));
    }
    flow.add(Block::Quote(Quote {
        content,
        attribution,
    }));
}

/// The runs of an attribution without the dash that introduces it; `cite` is no emphasis there.
pub fn without_dash(mut runs: Vec<Run>) -> Vec<Run> {
    for run in &mut runs {
        run.marks.retain(|mark| *mark != Mark::Cite);
    }
    let mut runs = line::trimmed(runs);
    if let Some(first) = runs.first_mut()
        && begins_with_dash(&first.text)
    {
        first.text = leading(&first.text, is_dash).1.to_owned();
    }
    line::trimmed(runs)
}

/// Takes the attribution from the end of the quote's last paragraph, where there is one.
fn take_attribution(reader: &Reader, flow: &mut Flow) -> Option<Vec<Inline>> {
    if flow.last_paragraph.is_empty() || flow.last_paragraph_at != flow.blocks.len() {
        return None;
    }
    let opening = flow.blocks.first().filter(|_| flow.blocks.len() > 1);
    let (said, named) = divide(mem::take(&mut flow.last_paragraph), opening)?;
    let said = line::trimmed(said);
    let named = without_dash(named);
    if named.is_empty() || said.is_empty() && flow.blocks.len() == 1 {
        return None;
    }
    flow.blocks.pop();
    if !said.is_empty() {
        flow.add(Block::Paragraph(reader.marks.nest(&said)));
    }
    Some(reader.marks.nest(&named))
}

/// Divides the last paragraph of a quote into what is said and who says it. `opening` is the
/// quote's first block, where that is another one.
fn divide(mut runs: Vec<Run>, opening: Option<&Block>) -> Option<(Vec<Run>, Vec<Run>)> {
    let (at, byte) = start_of_name(&runs, opening)?;
    let mut named = runs.split_off(at);
    if byte > 0 {
        let first = named.first_mut()?;
        let text = first.text.split_off(byte);
        let text = mem::replace(&mut first.text, text);
        let marks = first.marks.clone();
        runs.push(Run { marks, text });
    } else if let Some(last) = runs.last_mut() {
        let kept = trailing(trailing(&last.text, is_invisible).0, is_dash)
            .0
            .len();
        last.text.truncate(kept);
    }
    Some((runs, named))
}

/// The run, and the byte in it, where the name begins.
fn start_of_name(runs: &[Run], opening: Option<&Block>) -> Option<(usize, usize)> {
    let is_cited = |run: &Run| run.marks.contains(&Mark::Cite);
    let is_name = |text: &str| text.chars().count() < LONGEST_NAME;
    let line_start = runs.iter().rposition(Run::is_break).map_or(0, |at| at + 1);
    let last_line = line::text_of(&runs[line_start..]);

    // A line of its own. Where the quote itself begins with a dash it is a dialogue.
    if line_start > 0 || opening.is_some() {
        let opening = match opening {
            Some(Block::Paragraph(content)) => plain_text(content),
            Some(_) => String::new(),
            None => line::text_of(runs),
        };
        let is_introduced = begins_with_dash(&last_line) && !begins_with_dash(&opening);
        let is_cited = runs.get(line_start).is_some_and(is_cited);
        if (is_introduced || is_cited) && is_name(&last_line) {
            return Some((line_start, 0));
        }
    }

    // A citation after the last sentence, or behind a dash.
    let mut start = runs.len();
    while start > line_start && is_cited(&runs[start - 1]) {
        start -= 1;
    }
    if line_start < start && start < runs.len() {
        let before = line::text_of(&runs[..start]);
        let before = trailing(&before, is_invisible).0;
        let end = before.chars().next_back().unwrap_or_default();
        if is_dash(end) || is_closing(end) || holds(ENDS_OF_SENTENCES, end) {
            return Some((start, 0));
        }
    }

    // A dash behind the closing quotation mark.
    let (at, byte) = dash_behind_quotation(runs)?;
    is_name(&line::text_of(&runs[at..])[byte..]).then_some((at, byte))
}

/// The run, and the byte in it, of the first dash behind a closing quotation mark.
fn dash_behind_quotation(runs: &[Run]) -> Option<(usize, usize)> {
    let mut before = ' ';
    for (at, run) in runs.iter().enumerate() {
        for (byte, c) in run.text.char_indices() {
            if is_dash(c) && c != '-' && is_closing(before) {
                return Some((at, byte));
            }
            if c != ' ' {
                before = c;
            }
        }
    }
    None
}

fn is_dash(c: char) -> bool {
    holds(DASHES, c)
}

fn is_closing(c: char) -> bool {
    holds(CLOSING, c)
}

/// True for a dash that introduces something; a hyphen only before a space or another one.
fn begins_with_dash(text: &str) -> bool {
    let mut characters = leading(text, is_invisible).1.chars();
    match characters.next() {
        Some('-' | '~') => matches!(characters.next(), Some(' ' | '-' | '\u{a0}')),
        Some(c) => is_dash(c),
        None => false,
    }
}
