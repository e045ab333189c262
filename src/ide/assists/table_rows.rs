//! Insert a row above, below or at the end of the table under the cursor, shaped by the table's own
//! columns and, where the template has that table, by the template's column types.

use crate::ide::assist::{Assist, AssistContext};
use crate::ide::tables;
use crate::text::Edit;

/// Three actions in a table, none elsewhere.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let Some(at) = tables::at(context.snapshot, context.span.start) else { return vec![] };
    let row = at.new_row(context.snapshot);
    let line_end = context.snapshot.context().line_end();
    let below = |line_end_of: usize| Edit::insert(line_end_of, format!("{line_end}{}{row}", at.prefix));
    let mut found = vec![];
    if let Some(index) = at.row {
        let here = at.row_span(index);
        let above = Edit::insert(here.start, format!("{row}{line_end}{}", at.prefix));
        found.push(Assist::rewrite("insert-row-above", "Insert row above", vec![above]));
        found.push(Assist::rewrite("insert-row-below", "Insert row below", vec![below(here.end)]));
    } else {
        let first = below(at.delimiter_span().end);
        found.push(Assist::rewrite("insert-row-below", "Insert row below", vec![first]));
    }
    let end = below(at.last_span().end);
    found.push(Assist::rewrite("insert-row-at-end", "Insert row at the end of the table", vec![end]));
    found
}
