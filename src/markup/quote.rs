//! `blockquote`: what was said, and by whom.

use super::{
    line::{self, Mark, Run},
    reader::{Flow, Reader, Role},
    tree::Element,
};
use crate::model::{Block, Inline, Quote, plain_text};

/// Whoever is named needs fewer characters than this.
const LONGEST_NAME: usize = 160;

/// Reads a `blockquote` into `flow`. Who speaks stands in a `footer`, or at the end: on a line
/// that begins with a dash or a `cite`, in a `cite` after the last sentence, or behind a dash
/// after the closing quotation mark.
pub fn read(reader: &mut Reader, blockquote: &Element, flow: &mut Flow) {
    let mut inner = Flow::new(Role::Quote);
    reader.walk(&blockquote.children, &mut inner);
    reader.flush(&mut inner);
    let mut named = attribution(line::one_paragraph(std::mem::take(&mut inner.aside)));
    if named.is_empty() {
        named = take_attribution(&mut inner).unwrap_or_default();
    }
    let mut content = inner.blocks;
    if content.is_empty() {
        if named.is_empty() {
            return;
        }
        content.push(Block::Paragraph(std::mem::take(&mut named)));
    }
    flow.blocks.push(Block::Quote(Quote {
        content,
        attribution: named,
    }));
}

/// Runs as an attribution: without the dash that introduces it, and `cite` is no emphasis there.
pub fn attribution(mut runs: Vec<Run>) -> Vec<Inline> {
    for run in &mut runs {
        run.marks.retain(|mark| *mark != Mark::Cite);
    }
    let mut runs = line::trimmed(runs);
    if let Some(text) = runs.first_mut().and_then(|run| run.text.as_mut())
        && begins_with_dash(text)
    {
        *text = text.trim_start_matches(is_dash).to_owned();
    }
    line::nest(&line::trimmed(runs))
}

/// Takes the attribution from the end of the quote's last paragraph, where there is one.
fn take_attribution(flow: &mut Flow) -> Option<Vec<Inline>> {
    if flow.last_paragraph.is_empty() || flow.last_paragraph_at != flow.blocks.len() {
        return None;
    }
    let opening = flow.blocks.first().filter(|_| flow.blocks.len() > 1);
    let (said, named) = divide(std::mem::take(&mut flow.last_paragraph), opening)?;
    let said = line::trimmed(said);
    let named = attribution(named);
    if named.is_empty() || said.is_empty() && flow.blocks.len() == 1 {
        return None;
    }
    flow.blocks.pop();
    if !said.is_empty() {
        flow.blocks.push(Block::Paragraph(line::nest(&said)));
    }
    Some(named)
}

/// Divides the last paragraph of a quote into what is said and who says it. `opening` is the
/// quote's first block, where that is another one.
fn divide(mut runs: Vec<Run>, opening: Option<&Block>) -> Option<(Vec<Run>, Vec<Run>)> {
    let is_cited = |run: &Run| run.marks.contains(&Mark::Cite);
    let is_name = |runs: &[Run]| line::text_of(runs).chars().count() < LONGEST_NAME;
    let line_start = match runs.iter().rposition(|run| run.text.is_none()) {
        Some(at) => at + 1,
        None => 0,
    };
    let last_line = &runs[line_start..];

    // A line of its own. Where the quote itself begins with a dash it is a dialogue.
    if line_start > 0 || opening.is_some() {
        let opening = match opening {
            Some(Block::Paragraph(content)) => plain_text(content),
            Some(_) => String::new(),
            None => line::text_of(&runs),
        };
        let is_introduced =
            begins_with_dash(&line::text_of(last_line)) && !begins_with_dash(&opening);
        if (is_introduced || last_line.first().is_some_and(is_cited)) && is_name(last_line) {
            let named = runs.split_off(line_start);
            runs.truncate(line_start.saturating_sub(1));
            return Some((runs, named));
        }
    }

    // A citation after the last sentence, or behind a dash.
    let cited = last_line
        .iter()
        .rev()
        .take_while(|run| is_cited(run))
        .count();
    if 0 < cited && cited < last_line.len() {
        let start = runs.len() - cited;
        let before = line::text_of(&runs[..start]);
        let before = before.trim_end();
        if before.ends_with(|c| is_dash(c) || is_closing(c) || ends_sentence(c)) {
            let named = runs.split_off(start);
            if let Some(text) = runs.last_mut().and_then(|run| run.text.as_mut()) {
                let kept = text.trim_end().trim_end_matches(is_dash).len();
                text.truncate(kept);
            }
            return Some((runs, named));
        }
    }

    // A dash behind the closing quotation mark.
    let (at, byte) = dash_behind_quotation(&runs)?;
    let mut named = runs.split_off(at);
    let first = named.first_mut()?;
    let behind = first.text.as_mut()?.split_off(byte);
    let marks = first.marks.clone();
    let said = std::mem::replace(
        first,
        Run {
            marks,
            text: Some(behind),
        },
    );
    runs.push(said);
    is_name(&named).then_some((runs, named))
}

/// The run, and the byte in it, of the first dash behind a closing quotation mark.
fn dash_behind_quotation(runs: &[Run]) -> Option<(usize, usize)> {
    let mut before = ' ';
    for (at, run) in runs.iter().enumerate() {
        for (byte, c) in run.text.as_deref().unwrap_or_default().char_indices() {
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

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '‒' | '~' | '⸺')
}

/// True for a dash that introduces something; a hyphen only before a space or another one.
fn begins_with_dash(text: &str) -> bool {
    let mut characters = text.trim_start().chars();
    match characters.next() {
        Some('-' | '~') => matches!(characters.next(), Some(' ' | '-' | '\u{a0}')),
        Some(c) => is_dash(c),
        None => false,
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '«' | '“' | '」' | '』')
}
