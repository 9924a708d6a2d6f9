//! Tables of data, and tables that only lay something out.

use super::{
    line,
    reader::{Flow, Reader, is_hidden},
    tree::{Element, Piece, is_one_of},
};
use crate::model::{Block, Cell, Row};

/// No browser spans more (HTML standard, section 4.9.11).
const MOST_SPANNED: u16 = 1000;
/// What cells of a table of data do not hold.
const BIG: &str = "ul ol blockquote pre figure iframe video h1 h2 h3 h4 h5 h6";

/// Reads a `table` into `flow`: a table of data as such, any other as what its cells hold.
pub fn read(reader: &mut Reader, table: &Element, flow: &mut Flow) {
    if is_layout(table) {
        reader.walk(&table.children, flow);
        return reader.flush(flow);
    }
    let mut parts = Parts::default();
    collect(reader, table, false, &mut parts, flow);
    reader.flush(flow);
    let caption = line::nest(&line::one_paragraph(parts.caption));
    flow.blocks.push(Block::Table {
        caption,
        rows: parts.rows,
    });
}

fn is_layout(table: &Element) -> bool {
    let says_so = table
        .attribute("role")
        .is_some_and(|role| is_one_of(role, "presentation none"));
    // The outer ones of nested tables must cost little: each of them holds all the others.
    says_so
        || table.holds("table")
        || !table.has_words()
        || !table.holds("th caption") && (!table.elements().any(has_wide_row) || table.holds(BIG))
}

/// True where a row in (or at) `part` has more than one cell.
fn has_wide_row(part: &Element) -> bool {
    let cells = part
        .elements()
        .filter(|cell| is_one_of(&cell.name, "td th"));
    cells.count() > 1 || part.elements().any(has_wide_row)
}

#[derive(Default)]
struct Parts {
    caption: Vec<line::Run>,
    rows: Vec<Row>,
}

/// Collects rows and caption. What does not belong into a table stands before it, as in browsers.
fn collect(reader: &mut Reader, part: &Element, in_head: bool, parts: &mut Parts, flow: &mut Flow) {
    for piece in &part.children {
        match piece {
            Piece::Element(child) if is_hidden(child) => {}
            Piece::Element(child) => match child.name.as_str() {
                "caption" => parts.caption.extend(reader.inline_runs(child)),
                "tr" => {
                    let mut cells: Vec<Cell> = child
                        .elements()
                        .filter(|cell| is_one_of(&cell.name, "td th figcaption"))
                        .filter(|cell| !is_hidden(cell))
                        .map(|cell| read_cell(reader, cell, in_head))
                        .collect();
                    narrow(&mut cells);
                    if !cells.is_empty() {
                        parts.rows.push(Row { cells });
                    }
                }
                "thead" => collect(reader, child, true, parts, flow),
                "tbody" | "tfoot" => collect(reader, child, false, parts, flow),
                _ => reader.walk(std::slice::from_ref(piece), flow),
            },
            Piece::Text(_) => reader.walk(std::slice::from_ref(piece), flow),
        }
    }
}

/// Keeps a row from becoming wider than a browser can lay out in time.
fn narrow(cells: &mut [Cell]) {
    let mut left = MOST_SPANNED;
    for cell in cells {
        cell.columns = cell.columns.min(left.max(1));
        left = left.saturating_sub(cell.columns);
    }
}

fn read_cell(reader: &mut Reader, cell: &Element, in_head: bool) -> Cell {
    let span = |name: &str| {
        let number = cell
            .attribute(name)
            .and_then(|span| span.trim().parse().ok());
        number.map_or(1, |number: u32| {
            u16::try_from(number).map_or(MOST_SPANNED, |number| number.clamp(1, MOST_SPANNED))
        })
    };
    Cell {
        header: in_head || cell.name == "th",
        columns: span("colspan"),
        rows: span("rowspan"),
        content: line::nest(&line::one_paragraph(reader.inline_runs(cell))),
    }
}
