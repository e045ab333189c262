//! The table under the cursor, and how a new row of it looks. Shared by everything that works on
//! tables; changes nothing itself.

use super::Snapshot;
use crate::plan::concept::normalise;
use crate::plan::status;
use crate::plan::table::{ColumnRole, render};
use crate::plan::{Node, NodeId};
use crate::syntax::{Align, BlockId, BlockKind, Table};
use crate::template::{Slot, TableSpec, ValueType};
use crate::text::{Edit, Span};
use unicode_width::UnicodeWidthStr;

/// A table at a place.
pub(crate) struct TableAt<'a> {
    /// The section it is in.
    pub(crate) id: NodeId,
    pub(crate) node: Node<'a>,
    pub(crate) block: BlockId,
    pub(crate) table: &'a Table,
    /// Index of the body row under the cursor; `None` on header and delimiter.
    pub(crate) row: Option<usize>,
    /// What stands before a row on its line: indentation and container marks.
    pub(crate) prefix: String,
}

/// The table that holds `offset`.
pub(crate) fn at(snapshot: &Snapshot, offset: usize) -> Option<TableAt<'_>> {
    let id = snapshot.plan.node_at(offset)?;
    let node = snapshot.plan.node(id)?;
    let local = offset.checked_sub(node.start)?;
    let facts = &node.section.facts;
    let line = facts.line_of(local);
    let in_lines =
        |span: Span| facts.line_of(span.start) <= line && line <= facts.line_of(span.end);
    let (block, table) =
        node.section.tables.iter().find_map(|&block| match facts.block(block) {
            Some(b) if in_lines(b.span) => match &b.kind {
                BlockKind::Table(table) => Some((block, table)),
                _ => None,
            },
            _ => None,
        })?;
    let row = table.rows.iter().position(|r| facts.line_of(r.span.start) == line);
    let header = table.header.span;
    let start = facts.lines_of(header).start;
    let prefix = facts.str(Span::new(start, header.start)).to_owned();
    // A table that begins an item (`- | a |`) continues beneath its text.
    let prefix = if prefix.trim().trim_start_matches('>').trim().is_empty() {
        prefix
    } else {
        prefix.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect()
    };
    Some(TableAt { id, node, block, table, row, prefix })
}

impl TableAt<'_> {
    /// A body row's line in the document.
    pub(crate) fn row_span(&self, index: usize) -> Span {
        let row = self.table.rows.get(index).map_or(self.table.delimiter, |r| r.span);
        self.node.span(row)
    }

    /// The delimiter row's line.
    pub(crate) fn delimiter_span(&self) -> Span {
        self.node.span(self.table.delimiter)
    }

    /// The last line of the table.
    pub(crate) fn last_span(&self) -> Span {
        self.node.span(self.table.rows.last().map_or(self.table.delimiter, |r| r.span))
    }

    /// The header cells' text.
    pub(crate) fn columns(&self) -> Vec<&str> {
        self.table.header.cells.iter().map(|c| self.node.section.str(*c)).collect()
    }

    /// The template's table of these columns.
    pub(crate) fn spec<'t>(&self, snapshot: &'t Snapshot) -> Option<&'t TableSpec> {
        let template = snapshot.template()?;
        let own = snapshot.matching.as_ref()?.slot_of(self.id).and_then(|id| template.slot(id));
        let keys: Vec<String> = self.columns().iter().map(|c| normalise(c)).collect();
        let alike = |spec: &&TableSpec| {
            let shared = spec.columns.iter().filter(|c| keys.contains(&c.key)).count();
            shared * 2 >= spec.columns.len().max(1)
        };
        let in_slot = |slot: &'t Slot| slot.tables.iter().find(alike);
        own.and_then(in_slot).or_else(|| template.slots.iter().find_map(in_slot))
    }

    /// The cells of a new row: the choices where the template's column has some, the status it begins
    /// with, blank elsewhere.
    pub(crate) fn new_cells(&self, snapshot: &Snapshot) -> Vec<String> {
        let spec = self.spec(snapshot);
        let cell = |name: &str| {
            let key = normalise(name);
            let column = spec.and_then(|s| s.columns.iter().find(|c| c.key == key));
            column.map_or(String::new(), |c| match &c.value {
                ValueType::Choice(choices) => choices.join("/"),
                _ if ColumnRole::of(&key) == ColumnRole::Status && is_status(&c.sample) => {
                    c.sample.clone()
                }
                _ => String::new(),
            })
        };
        self.columns().into_iter().map(cell).collect()
    }

    /// A new row of these cells, as wide as the header's cells.
    pub(crate) fn new_row(&self, snapshot: &Snapshot) -> String {
        let cells = self.new_cells(snapshot);
        // Without pipes around it a row of nothing would be none.
        let outer = self.node.section.str(self.table.header.span).starts_with('|')
            || cells.iter().all(String::is_empty);
        let cells = cells.into_iter().zip(self.widths()).map(|(text, width)| {
            let pad = width.saturating_sub(text.width());
            format!(" {text}{} ", " ".repeat(pad))
        });
        let row = cells.collect::<Vec<_>>().join("|");
        if outer { format!("|{row}|") } else { row.trim_end().to_owned() }
    }

    /// The edit that writes other cells into the same rows, the header first, aligned; `None` if
    /// nothing changes.
    pub(crate) fn rewritten<S: AsRef<str>>(
        &self,
        rows: &[Vec<S>],
        aligns: &[Align],
    ) -> Option<Edit> {
        let section = &self.node.section;
        let whole = section.facts.block(self.block)?.span;
        let rendered = render(rows, aligns, "");
        let spans = [self.table.header.span, self.table.delimiter].into_iter();
        let spans = spans.chain(self.table.rows.iter().map(|row| row.span));
        let mut text = String::new();
        let mut at = whole.start;
        for (line, span) in rendered.split('\n').zip(spans) {
            text += section.str(Span::new(at, span.start));
            text += line;
            at = span.end;
        }
        text += section.str(Span::new(at, whole.end));
        (text != section.str(whole)).then(|| Edit::replace(self.node.span(whole), text))
    }

    /// The width of each column as the header has it, bounded.
    fn widths(&self) -> Vec<usize> {
        let section = &self.node.section;
        let delimiters = section.str(self.table.delimiter).trim_matches(['|', ' ']).split('|');
        let given = delimiters.map(|d| d.trim().width());
        let names = self.columns().into_iter().map(|c| c.width());
        let given = given.chain(std::iter::repeat(3));
        names.zip(given).map(|(a, b)| a.max(b).min(60)).collect()
    }
}

fn is_status(sample: &str) -> bool {
    status::parse(sample).is_some_and(|status| !status.done)
}
