//! Tables as a project manager reads them: columns by what they hold, cells as words, and a table
//! written again, aligned. Judges no values; knows nothing of edits.

mod render;
mod role;

pub use render::{aligned_row, escape, render, unescape, widths};
pub use role::ColumnRole;

use super::concept::normalise;
use super::marks::Plain;
use super::remembered::{Remembered, remembered};
use crate::syntax::{Align, BlockKind, Facts, Row, Table};
use crate::text::Span;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The header as it is compared: lower case, without marks.
    pub name: String,
    /// What the column holds.
    pub role: ColumnRole,
    /// The header's words as written, without marks.
    pub title: String,
}

impl Column {
    /// Reads a header's text.
    pub fn of(header: &str) -> Column {
        thread_local!(static READ: Remembered<Column> = Remembered::default());
        remembered(&READ, header, Column::read)
    }

    fn read(header: &str) -> Column {
        let header = unescape(header);
        Column {
            name: normalise(&header),
            role: ColumnRole::of(&header),
            title: Plain::of(&header).text.trim().to_owned(),
        }
    }

    /// Whether both hold the same: the same role, or without one the same name.
    pub fn is_like(&self, other: &Column) -> bool {
        match self.role {
            ColumnRole::Other => self.name == other.name,
            role => role == other.role,
        }
    }
}

/// A table with its columns understood. Rows and columns count from zero, the header apart; spans
/// are bytes of `text`.
#[derive(Clone, Debug)]
pub struct TableView<'t> {
    /// The text the table's spans are of.
    pub text: &'t str,
    /// The table itself.
    pub table: &'t Table,
    /// One per header cell.
    pub columns: Vec<Column>,
}

impl<'t> TableView<'t> {
    /// Reads the header of a table in `text`.
    pub fn new(text: &'t str, table: &'t Table) -> Self {
        let columns = table.header.cells.iter().map(|cell| Column::of(cell.of(text))).collect();
        TableView { text, table, columns }
    }

    /// The tables of a slice, in order.
    pub fn all(facts: &'t Facts) -> impl Iterator<Item = TableView<'t>> {
        facts.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(TableView::new(&facts.text, table)),
            _ => None,
        })
    }

    /// The first column of a role.
    pub fn column(&self, role: ColumnRole) -> Option<usize> {
        self.columns.iter().position(|column| column.role == role)
    }

    /// The column at an offset, up to the pipe that closes its cell; `None` outside of the header
    /// and the rows, and after a row's last pipe.
    pub fn column_at(&self, offset: usize) -> Option<usize> {
        let row = self.lines().find(|row| row.span.touches(offset))?;
        row.cells.iter().position(|cell| {
            let rest = Span::new(cell.end, row.span.end).of(self.text);
            offset <= cell.end + rest.find('|').unwrap_or(rest.len())
        })
    }

    /// The header, then the rows.
    pub fn lines(&self) -> impl Iterator<Item = &'t Row> {
        std::iter::once(&self.table.header).chain(&self.table.rows)
    }

    /// Where what a cell says is, without white space of any kind around it; `None` where the row has
    /// no such cell.
    pub fn cell(&self, row: usize, column: usize) -> Option<Span> {
        Some(self.table.rows.get(row)?.cells.get(column)?.trim(self.text))
    }

    /// A cell's words: without Markdown marks, `\|` as `|`. Empty where there is no cell.
    pub fn words(&self, row: usize, column: usize) -> String {
        let span = self.cell(row, column).unwrap_or_default();
        Plain::of(&unescape(span.of(self.text))).text.trim().to_owned()
    }

    /// The words of a row in the first column of a role; `None` when there is no such column.
    pub fn value(&self, row: usize, role: ColumnRole) -> Option<String> {
        Some(self.words(row, self.column(role)?))
    }

    /// All cells as written, the header first: what [`render`] takes.
    pub fn cells(&self) -> Vec<Vec<&'t str>> {
        let cells = |row: &Row| row.cells.iter().map(|c| c.of(self.text)).collect();
        self.lines().map(cells).collect()
    }

    /// The table written again, aligned; see [`render`].
    pub fn render(&self, prefix: &str) -> String {
        render(&self.cells(), &self.table.aligns, prefix)
    }

    /// The alignment of a column.
    pub fn align(&self, column: usize) -> Align {
        self.table.aligns.get(column).copied().unwrap_or(Align::None)
    }
}

#[cfg(test)]
mod tests;
