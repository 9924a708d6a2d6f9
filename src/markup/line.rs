//! Runs of text on their way to [`Inline`]s.
//!
//! While a block is read its text is a flat list of [`Run`]s, each with the marks that hold for
//! it. Only when the block is complete are they nested. So blocks inside inline elements, and
//! inline elements that end in another block, need no special care.

use super::tree::is_invisible;
use crate::model::{Href, Inline};
use std::rc::Rc;

/// Marks beyond this number say nothing more to a reader.
const MOST_MARKS: usize = 24;

/// What holds for a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// `em` and its kin.
    Emphasis,
    /// `cite`: drawn as emphasis, and a hint at who speaks.
    Cite,
    /// `strong` and its kin.
    Strong,
    /// A link. Shared: each run has its own marks, and targets may be long.
    Link(Rc<Href>),
    /// A language or a direction of its own.
    Span {
        language: Option<String>,
        direction: Option<&'static str>,
    },
    /// `code` and its kin; always the innermost.
    Code,
}

/// Adds `mark` where it says something new; `true` where it was added.
pub fn add_mark(marks: &mut Vec<Mark>, mark: Mark) -> bool {
    let known = match &mark {
        Mark::Link(_) => marks.iter().any(|other| matches!(other, Mark::Link(_))),
        Mark::Span { .. } => {
            let innermost = marks
                .iter()
                .rfind(|other| matches!(other, Mark::Span { .. }));
            innermost == Some(&mark)
        }
        other => marks.contains(other),
    };
    let added = !known && marks.len() < MOST_MARKS;
    if added {
        marks.push(mark);
    }
    added
}

/// Text or a line break, and what holds for it.
#[derive(Clone, Debug)]
pub struct Run {
    /// From the outermost to the innermost.
    pub marks: Vec<Mark>,
    /// `None` is a line break.
    pub text: Option<String>,
}

impl Run {
    fn is_blank(&self) -> bool {
        self.text
            .as_ref()
            .is_some_and(|text| text.chars().all(is_invisible))
    }
}

/// White space that HTML collapses: not the no-break space.
fn is_collapsible(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Adds text as HTML shows it: runs of white space are one space, none at the start of a line.
pub fn push_text(runs: &mut Vec<Run>, text: &str, marks: &[Mark]) {
    let mut at_space = runs
        .last()
        .and_then(|run| run.text.as_deref())
        .is_none_or(|text| text.ends_with(' '));
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if !is_collapsible(c) {
            shown.push(c);
            at_space = false;
        } else if !at_space {
            shown.push(' ');
            at_space = true;
        }
    }
    if shown.is_empty() {
        return;
    }
    let mut marks = marks.to_vec();
    // Code holds nothing but text, so it goes inside everything else.
    if let Some(place) = marks.iter().position(|mark| *mark == Mark::Code) {
        let code = marks.remove(place);
        marks.push(code);
    }
    if shown == " " {
        // A space between two elements belongs to neither of them.
        let before = runs.last().map_or(&[][..], |run| &run.marks);
        marks.truncate(shared(before, &marks));
    }
    match runs.last_mut() {
        Some(Run {
            marks: before,
            text: Some(text),
        }) if *before == marks => text.push_str(&shown),
        _ => runs.push(Run {
            marks,
            text: Some(shown),
        }),
    }
}

/// Adds a line break.
pub fn push_break(runs: &mut Vec<Run>) {
    runs.push(Run {
        marks: Vec::new(),
        text: None,
    });
}

fn shared(one: &[Mark], other: &[Mark]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

/// Divides runs at empty lines, so at two line breaks in a row. No line begins or ends with white
/// space, and none is empty.
pub fn paragraphs(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut paragraphs: Vec<Vec<Run>> = Vec::new();
    let mut is_new = true;
    let mut line = Vec::new();
    let end = Run {
        marks: Vec::new(),
        text: None,
    };
    for run in runs.into_iter().chain([end]) {
        if run.text.is_some() {
            line.push(run);
            continue;
        }
        let line = trimmed(std::mem::take(&mut line));
        if line.is_empty() {
            is_new = true;
        } else if is_new || paragraphs.is_empty() {
            paragraphs.push(line);
            is_new = false;
        } else if let Some(paragraph) = paragraphs.last_mut() {
            join(paragraph, line);
        }
    }
    paragraphs
}

/// All lines of `runs` as one paragraph.
pub fn one_paragraph(runs: Vec<Run>) -> Vec<Run> {
    let mut whole = Vec::new();
    for paragraph in paragraphs(runs) {
        join(&mut whole, paragraph);
    }
    whole
}

/// Adds a line after a line break; the break is inside all marks that both sides share.
pub fn join(paragraph: &mut Vec<Run>, line: Vec<Run>) {
    if let (Some(before), Some(after)) = (paragraph.last(), line.first()) {
        let mut marks = before.marks[..shared(&before.marks, &after.marks)].to_vec();
        marks.retain(|mark| *mark != Mark::Code);
        paragraph.push(Run { marks, text: None });
    }
    paragraph.extend(line);
}

/// A line without the white space around it.
pub fn trimmed(mut line: Vec<Run>) -> Vec<Run> {
    while line.last().is_some_and(Run::is_blank) {
        line.pop();
    }
    let blank = line.iter().take_while(|run| run.is_blank()).count();
    line.drain(..blank);
    if let Some(text) = line.first_mut().and_then(|run| run.text.as_mut()) {
        *text = text.trim_start_matches(is_invisible).to_owned();
    }
    if let Some(text) = line.last_mut().and_then(|run| run.text.as_mut()) {
        text.truncate(text.trim_end_matches(is_invisible).len());
    }
    line
}

/// The words of runs; a line break is a line break.
pub fn text_of(runs: &[Run]) -> String {
    runs.iter()
        .map(|run| run.text.as_deref().unwrap_or("\n"))
        .collect()
}

/// Nests runs by their marks.
pub fn nest(runs: &[Run]) -> Vec<Inline> {
    nest_from(runs, 0)
}

fn nest_from(runs: &[Run], depth: usize) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut rest = runs;
    while let Some((first, behind)) = rest.split_first() {
        let Some(mark) = first.marks.get(depth) else {
            match (&first.text, inlines.last_mut()) {
                (Some(text), Some(Inline::Text(before))) => before.push_str(text),
                (Some(text), _) => inlines.push(Inline::Text(text.clone())),
                (None, _) => inlines.push(Inline::Break),
            }
            rest = behind;
            continue;
        };
        let length = rest
            .iter()
            .take_while(|run| run.marks.get(depth) == Some(mark))
            .count();
        let (group, behind) = rest.split_at(length);
        rest = behind;
        if *mark == Mark::Code {
            inlines.push(Inline::Code(text_of(group)));
            continue;
        }
        let content = nest_from(group, depth + 1);
        inlines.push(match mark {
            Mark::Strong => Inline::Strong(content),
            Mark::Link(target) => Inline::Link {
                target: Href::clone(target),
                content,
            },
            Mark::Span {
                language,
                direction,
            } => Inline::Span {
                language: language.clone(),
                direction: *direction,
                content,
            },
            Mark::Emphasis | Mark::Cite | Mark::Code => Inline::Emphasis(content),
        });
    }
    inlines
}
