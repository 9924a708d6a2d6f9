//! Runs of text on their way to [`Inline`]s.
//!
//! While a block is read its text is a flat list of [`Run`]s, each with the marks that hold for
//! it. Only when the block is complete are they nested. So blocks inside inline elements, and
//! inline elements that end in another block, need no special care.

use super::scan::{is_blank, is_invisible};
use crate::model::{Href, Inline, leading, trailing};
use std::mem;

/// Marks beyond this number say nothing more to a reader.
const MOST_MARKS: usize = 24;

/// What holds for a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// `em` and its kin.
    Emphasis,
    /// `cite`: drawn as emphasis, and a hint at who speaks.
    Cite,
    /// `strong` and its kin.
    Strong,
    /// A link, by its place among [`Marks::targets`].
    Link(usize),
    /// A language or a direction of its own, by its place among [`Marks::spans`].
    Span(usize),
    /// `code` and its kin; always the innermost.
    Code,
}

/// The marks that hold where the walk has come.
#[derive(Default)]
pub struct Marks {
    /// From the outermost to the innermost.
    held: Vec<Mark>,
    /// What the links of the body lead to.
    targets: Vec<Href>,
    /// Languages and directions in the body.
    spans: Vec<(Option<String>, Option<&'static str>)>,
}

impl Marks {
    /// How many hold.
    pub fn count(&self) -> usize {
        self.held.len()
    }

    /// Forgets what was added since there were `count`.
    pub fn keep(&mut self, count: usize) {
        self.held.truncate(count);
    }

    /// Adds `mark` where it says something new.
    pub fn add(&mut self, mark: Mark) {
        if !self.held.contains(&mark) && self.held.len() < MOST_MARKS {
            self.held.push(mark);
        }
    }

    /// Adds a link; none is inside another.
    pub fn add_link(&mut self, target: Href) {
        if self.held.iter().any(|mark| matches!(mark, Mark::Link(_))) {
            return;
        }
        // A link that is written as several is one.
        if self.targets.last() != Some(&target) {
            self.targets.push(target);
        }
        self.add(Mark::Link(self.targets.len() - 1));
    }

    /// Adds a language or a direction that differ from those around them.
    pub fn add_span(&mut self, language: Option<String>, direction: Option<&'static str>) {
        let span = (language, direction);
        for mark in self.held.iter().rev() {
            if let Mark::Span(at) = mark {
                if self.spans[*at] == span {
                    return;
                }
                break;
            }
        }
        if self.spans.last() != Some(&span) {
            self.spans.push(span);
        }
        let mark = Mark::Span(self.spans.len() - 1);
        if self.held.len() < MOST_MARKS {
            self.held.push(mark);
        }
    }

    /// Adds text as HTML shows it: runs of white space are one space, none at the start of a line.
    pub fn push_text(&self, runs: &mut Vec<Run>, text: &str) {
        let before = runs.last().and_then(|run| run.text.bytes().next_back());
        let mut at_space = matches!(before, None | Some(b' ' | b'\n'));
        let mut shown = String::new();
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
        let mut marks = self.held.clone();
        // Code holds nothing but text, so it goes inside everything else.
        if let Some(place) = marks.iter().position(|mark| *mark == Mark::Code) {
            marks.remove(place);
            marks.push(Mark::Code);
        }
        let last = runs.last_mut();
        if shown == " " {
            // A space between two elements belongs to neither of them.
            let before = last.as_ref().map_or(&[][..], |run| &run.marks);
            marks.truncate(shared(before, &marks));
        }
        match last {
            Some(run) if run.marks == marks && !run.is_break() => run.text.push_str(&shown),
            _ => runs.push(Run { marks, text: shown }),
        }
    }

    /// Nests runs by their marks.
    pub fn nest(&self, runs: &[Run]) -> Vec<Inline> {
        self.nest_from(runs, 0)
    }

    fn nest_from(&self, runs: &[Run], depth: usize) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut rest = runs;
        while let Some(first) = rest.first() {
            let mark = first.marks.get(depth);
            let mut length = 1;
            while rest.get(length).map(|run| run.marks.get(depth)) == Some(mark) {
                length += 1;
            }
            let (mut group, behind) = rest.split_at(length);
            rest = behind;
            let content = match mark {
                None | Some(Mark::Code) => Vec::new(),
                Some(_) => self.nest_from(group, depth + 1),
            };
            inlines.push(match mark {
                None => {
                    while let [run, others @ ..] = group {
                        group = others;
                        if run.is_break() {
                            inlines.push(Inline::Break);
                        } else if let Some(Inline::Text(before)) = inlines.last_mut() {
                            before.push_str(&run.text);
                        } else {
                            inlines.push(Inline::Text(run.text.clone()));
                        }
                    }
                    continue;
                }
                Some(Mark::Code) => Inline::Code(text_of(group)),
                Some(Mark::Strong) => Inline::Strong(content),
                Some(Mark::Emphasis | Mark::Cite) => Inline::Emphasis(content),
                Some(Mark::Link(at)) => Inline::Link {
                    target: self.targets[*at].clone(),
                    content,
                },
                Some(Mark::Span(at)) => {
                    let (language, direction) = self.spans[*at].clone();
                    Inline::Span {
                        language,
                        direction,
                        content,
                    }
                }
            });
        }
        inlines
    }
}

/// Text or a line break, and what holds for it.
#[derive(Debug)]
pub struct Run {
    /// From the outermost to the innermost.
    pub marks: Vec<Mark>,
    /// A line feed is a line break; there is none in other texts.
    pub text: String,
}

impl Run {
    /// True for a line break.
    pub fn is_break(&self) -> bool {
        self.text == "\n"
    }
}

/// White space that HTML collapses: not the no-break space.
fn is_collapsible(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Adds a line break.
pub fn push_break(runs: &mut Vec<Run>, marks: Vec<Mark>) {
    let text = "\n".to_owned();
    runs.push(Run { marks, text });
}

fn shared(one: &[Mark], other: &[Mark]) -> usize {
    let mut count = 0;
    while count < one.len() && one.get(count) == other.get(count) {
        count += 1;
    }
    count
}

/// Divides runs at empty lines, so at two line breaks in a row; not where they are `whole`. No
/// line begins or ends with white space, and none is empty.
pub fn paragraphs(mut runs: Vec<Run>, whole: bool) -> Vec<Vec<Run>> {
    let mut paragraphs: Vec<Vec<Run>> = Vec::new();
    let mut is_new = false;
    let mut line = Vec::new();
    push_break(&mut runs, Vec::new());
    for run in runs {
        if !run.is_break() {
            line.push(run);
            continue;
        }
        let line = trimmed(mem::take(&mut line));
        match paragraphs.last_mut() {
            _ if line.is_empty() => is_new = !whole,
            Some(paragraph) if !is_new => join(paragraph, line),
            _ => {
                paragraphs.push(line);
                is_new = false;
            }
        }
    }
    paragraphs
}

/// All lines of `runs` as one paragraph.
pub fn one_paragraph(runs: Vec<Run>) -> Vec<Run> {
    paragraphs(runs, true).pop().unwrap_or_default()
}

/// Adds a line after a line break; the break is inside all marks that both sides share.
fn join(paragraph: &mut Vec<Run>, mut line: Vec<Run>) {
    if let (Some(before), Some(after)) = (paragraph.last(), line.first()) {
        let mut marks = before.marks.clone();
        marks.truncate(shared(&before.marks, &after.marks));
        // The innermost.
        if marks.last() == Some(&Mark::Code) {
            marks.pop();
        }
        push_break(paragraph, marks);
    }
    paragraph.append(&mut line);
}

/// A line without the white space around it.
pub fn trimmed(mut line: Vec<Run>) -> Vec<Run> {
    while line.last().is_some_and(|run| is_blank(&run.text)) {
        line.pop();
    }
    let mut blank = 0;
    while line.get(blank).is_some_and(|run| is_blank(&run.text)) {
        blank += 1;
    }
    let mut line = line.split_off(blank);
    if let Some(first) = line.first_mut() {
        first.text = leading(&first.text, is_invisible).1.to_owned();
    }
    if let Some(last) = line.last_mut() {
        last.text
            .truncate(trailing(&last.text, is_invisible).0.len());
    }
    line
}

/// The words of runs; a line break is a line break.
pub fn text_of(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        text.push_str(&run.text);
    }
    text
}
