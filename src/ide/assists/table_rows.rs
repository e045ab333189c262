//! Rows of the table under the cursor: insert above, below or at the end, shaped by the table's own
//! columns and, where the template has that table, by its column types; duplicate, move and delete.

use crate::ide::assist::{Assist, AssistContext};
use crate::ide::tables;
use crate::text::{Edit, Span};

/// The actions in a table, none elsewhere.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let Some(at) = tables::at(context.snapshot, context.span.start) else { return vec![] };
    let text = context.snapshot.document.text();
    let row = at.new_row(context.snapshot);
    let line_end = context.snapshot.context().line_end();
    let below = |offset: usize, row: &str| Edit::insert(offset, format!("{line_end}{}{row}", at.prefix));
    let mut found = vec![];
    let mut add = |id, title: &str, edits| found.push(Assist::rewrite(id, title, edits));
    if let Some(index) = at.row {
        let here = at.row_span(index);
        let own = text.slice(here).into_owned();
        let above = Edit::insert(here.start, format!("{row}{line_end}{}", at.prefix));
        add("insert-row-above", "Insert row above", vec![above]);
        add("insert-row-below", "Insert row below", vec![below(here.end, &row)]);
        add("duplicate-row", "Duplicate row", vec![below(here.end, &own)]);
        let swap = |other: usize| {
            let there = at.row_span(other);
            let theirs = text.slice(there).into_owned();
            vec![Edit::replace(there, own.clone()), Edit::replace(here, theirs)]
        };
        if let Some(other) = index.checked_sub(1) {
            add("move-row-up", "Move row up", swap(other));
        }
        if index + 1 < at.table.rows.len() {
            add("move-row-down", "Move row down", swap(index + 1));
        }
        // The line goes with the row; what begins the line before it stays.
        let before = if index == 0 { at.delimiter_span() } else { at.row_span(index - 1) };
        add("delete-row", "Delete row", vec![Edit::delete(Span::new(before.end, here.end))]);
    } else {
        let first = below(at.delimiter_span().end, &row);
        add("insert-row-below", "Insert row below", vec![first]);
    }
    let end = below(at.last_span().end, &row);
    add("insert-row-at-end", "Insert row at the end of the table", vec![end]);
    found
}
