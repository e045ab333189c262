//! Tables with their columns aligned. What stands before a row on its line stays as it is.

use crate::ide::Snapshot;
use crate::plan::table::{TableView, render};
use crate::syntax::{BlockKind, Facts, Slice, Table};
use crate::text::{Edit, Span, apply};
use std::borrow::Cow;

/// One edit for each table that changes. `numbers` are edits, in order, that are made as well: those
/// within tables are made here and taken out.
pub(super) fn edits(snapshot: &Snapshot, slices: &[Slice], numbers: &mut Vec<Edit>) -> Vec<Edit> {
    let mut edits = vec![];
    if !snapshot.environment.features.align_tables {
        return edits;
    }
    for slice in slices.iter().filter(|s| !s.facts.degraded) {
        for block in &slice.facts.blocks {
            let BlockKind::Table(table) = &block.kind else { continue };
            if is_in_doubt(&slice.facts, block.span) {
                continue;
            }
            let whole = block.span.shift(slice.start);
            let first = numbers.partition_point(|e| e.span.start < whole.start);
            let end = numbers.partition_point(|e| e.span.start < whole.end);
            let inner: Vec<Edit> = numbers.drain(first..end).collect();
            let aligned = aligned(&slice.facts, block.span, table, &inner, slice.start);
            if aligned != slice.facts.str(block.span) {
                edits.push(Edit::replace(whole, aligned));
            }
        }
    }
    edits
}

/// Whether others read a table as something else: where text with a pipe, a list or a quote stands
/// right above it, its delimiter row may begin a list, another row is one too, nothing but a pipe or
/// HTML, or one stands so deep that it may be code. White space that only some trim is no reason to
/// lose it.
pub(super) fn is_in_doubt(facts: &Facts, table: Span) -> bool {
    let line = facts.line_of(table.start).checked_sub(1);
    let above = line.and_then(|line| facts.line_starts.get(line).copied());
    let text = facts.str(table);
    let bare = |line: &str| {
        line.trim_matches([' ', '\t', '>']) == "|" || line.trim_start().starts_with('<')
    };
    let column = |before: &str| {
        before.chars().fold(0, |at, c| if c == '\t' { at + 4 - at % 4 } else { at + 1 })
    };
    let own = column(facts.str(Span::new(facts.lines_of(table).start, table.start)));
    let deep = |line: &str| {
        let text = line.trim_start_matches([' ', '\t']);
        column(line.strip_suffix(text).unwrap_or_default()) > own.max(3)
    };
    let marks = |line: &str| line.contains('-') && line.chars().all(|c| "|-: \t>".contains(c));
    let mut lines = text.split(['\n', '\r']).filter(|line| !line.is_empty());
    let headless = lines.next().is_some_and(marks);
    let listed = lines.next().is_some_and(|line| {
        let line = line.trim_start_matches([' ', '\t', '>']);
        line.starts_with("- ") || line.starts_with("-\t")
    });
    let before = facts.blocks.partition_point(|block| block.span.start < table.start);
    let before = before.checked_sub(1).and_then(|id| facts.block(id));
    let near = before.filter(|block| line == Some(facts.line_of(block.span.end)));
    let lazy = std::iter::successors(near, |block| facts.block(block.parent?)).any(|block| {
        matches!(block.kind, BlockKind::List { .. } | BlockKind::Quote)
            && block.span.end <= table.start
    });
    headless
        || listed
        || lazy
        || lines.any(marks)
        || near.is_some_and(|block| facts.str(block.span).contains('|'))
        || above.is_some_and(|start| facts.str(Span::new(start, table.start)).contains('|'))
        || text.contains(['\u{b}', '\u{c}'])
        || text.split(['\n', '\r']).any(|line| bare(line) || deep(line))
}

/// The text of a table, aligned.
pub(super) fn aligned(
    facts: &Facts,
    span: Span,
    table: &Table,
    numbers: &[Edit],
    start: usize,
) -> String {
    let view = TableView::new(&facts.text, table);
    let cell = |cell: &Span| -> Cow<str> {
        if numbers.is_empty() {
            return cell.of(&facts.text).into();
        }
        let whole = cell.shift(start);
        let inside = numbers.iter().filter(|e| whole.covers(e.span));
        let local =
            inside.map(|e| Edit::replace(e.span.relative_to(whole.start), e.insert.clone()));
        let text = cell.of(&facts.text);
        apply(text, &local.collect::<Vec<_>>()).map_or(text.into(), Cow::from)
    };
    let cells: Vec<Vec<Cow<str>>> =
        view.lines().map(|row| row.cells.iter().map(cell).collect()).collect();
    let rendered = render(&cells, &table.aligns, "");
    let rows = table.rows.iter().map(|row| row.span);
    let spans = [table.header.span, table.delimiter.trim(&facts.text)].into_iter().chain(rows);
    let mut out = String::new();
    let mut at = span.start;
    for (line, row) in rendered.split('\n').zip(spans) {
        let between = Span::new(at, row.start).of(&facts.text);
        out += if at == span.start { between } else { between.trim_start_matches([' ', '\t']) };
        out += line;
        at = row.end;
    }
    out + Span::new(at, span.end).of(&facts.text).trim_start_matches([' ', '\t'])
}
