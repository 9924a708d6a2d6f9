//! Tables of data, and tables that only lay something out.

use super::{
    line,
    reader::{Flow, Reader},
    scan::{is_one_of, number},
    tree::{Kind, Piece},
};
use crate::model::{Block, Cell, Row};

/// No browser spans more (HTML standard, section 4.9.11).
const MOST_SPANNED: u16 = 1000;

/// Reads a `table` into `flow`: a table of data as such, any other as what its cells hold.
pub fn read(reader: &mut Reader, table: &Piece, flow: &mut Flow) {
    if is_layout(table) {
        return reader.walk(&table.children, flow);
    }
    let mut parts = Parts::default();
    collect(reader, table, false, &mut parts, flow);
    reader.flush(flow);
    let caption = reader.marks.nest(&line::one_paragraph(parts.caption));
    flow.add(Block::Table {
        caption,
        rows: parts.rows,
    });
}

fn is_layout(table: &Piece) -> bool {
    // The outer ones of nested tables must cost little: each of them holds all the others.
    is_one_of(table.attribute("role"), "presentation none")
        || table.holds(|kind| kind == Kind::Table)
        || !table.has_words()
        || !table.holds(|kind| matches!(kind, Kind::HeaderCell | Kind::TableCaption))
            && (!table.any(&is_wide) || table.holds(is_big))
}

/// True for what has more than one cell.
fn is_wide(row: &Piece) -> bool {
    let cells = row.children.iter();
    let cells = cells.filter(|cell| matches!(cell.kind, Kind::Cell | Kind::HeaderCell));
    cells.count() > 1
}

/// True for what cells of a table of data do not hold.
fn is_big(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Frame
            | Kind::Video
            | Kind::H1
            | Kind::H2
            | Kind::H3
            | Kind::H4
            | Kind::H5
            | Kind::H6
            | Kind::Preformatted
            | Kind::Quote
            | Kind::Figure
            | Kind::List
            | Kind::NumberedList
    )
}

#[derive(Default)]
struct Parts {
    caption: Vec<line::Run>,
    rows: Vec<Row>,
}

/// Collects rows and caption. What does not belong into a table stands before it, as in browsers.
fn collect(reader: &mut Reader, part: &Piece, in_head: bool, parts: &mut Parts, flow: &mut Flow) {
    for child in &part.children {
        match child.kind {
            _ if child.is_hidden() => {}
            Kind::TableCaption => {
                let mut caption = reader.runs_of(child);
                parts.caption.append(&mut caption);
            }
            Kind::Row => {
                let cells = read_cells(reader, child, in_head);
                if !cells.is_empty() {
                    parts.rows.push(Row { cells });
                }
            }
            Kind::TableHead | Kind::TableBody => {
                collect(reader, child, child.kind == Kind::TableHead, parts, flow);
            }
            _ => reader.piece(child, flow),
        }
    }
}

/// Reads a row, which does not become wider than a browser can lay out in time.
fn read_cells(reader: &mut Reader, row: &Piece, in_head: bool) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut left = MOST_SPANNED;
    for cell in &row.children {
        let is_cell = matches!(cell.kind, Kind::Cell | Kind::HeaderCell | Kind::Caption);
        if is_cell && !cell.is_hidden() {
            let columns = span(cell, "colspan").min(left.max(1));
            left = left.saturating_sub(columns);
            let runs = reader.runs_of(cell);
            cells.push(Cell {
                header: in_head || cell.kind == Kind::HeaderCell,
                columns,
                rows: span(cell, "rowspan"),
                content: reader.marks.nest(&line::one_paragraph(runs)),
            });
        }
    }
    cells
}

fn span(cell: &Piece, name: &str) -> u16 {
    let number = number(cell.attribute(name)).map_or(1, |(number, _)| number);
    u16::try_from(number).map_or(MOST_SPANNED, |number| number.clamp(1, MOST_SPANNED))
}
