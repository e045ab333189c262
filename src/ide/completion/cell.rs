//! Values of table cells: the template's choices for the column, phases, dates, statuses.

use super::{Completion, Completions, Place};
use crate::ide::values::{self, Wanted};
use crate::ide::{expected, tables};
use crate::plan::table::TableView;
use crate::text::Span;

/// Completes a cell of a body row.
pub(super) fn complete(place: &Place) -> Option<Completions> {
    let at = tables::at(place.snapshot, place.offset)?;
    let row = at.table.rows.get(at.row?)?;
    let local = place.offset.checked_sub(at.node.start)?;
    let section = &at.node.section;
    let view = TableView::new(&section.facts.text, at.table);
    let before = section.str(Span::new(row.span.start, local));
    if local < row.span.start {
        return None;
    }
    // The cells before the cursor are those that pipes close; the first pipe may be left out.
    let pipes = before.replace("\\|", "  ").matches('|').count();
    let outer = section.str(row.span).starts_with('|');
    let column = if outer { pipes.checked_sub(1)? } else { pipes };
    let role = view.columns.get(column)?.role;
    let start = before.replace("\\|", "  ").rfind('|').map_or(0, |pipe| pipe + 1);
    let typed = before.get(start..)?.trim_start();
    let replace = Span::new(place.offset - typed.len(), place.offset);
    let spec = expected::cell(place.snapshot, at.id, &at.columns(), column);
    let found = values::values(place.snapshot, spec, Wanted::of_column(role));
    let pad = if before.ends_with('|') { " " } else { "" };
    let item = |(text, detail): (String, &str)| {
        let mut item = Completion::value(text, detail);
        item.insert = crate::ide::Snippet::text(format!("{pad}{}", item.label));
        item
    };
    Some(Completions { replace, items: found.into_iter().map(item).collect() })
        .filter(|found| !found.items.is_empty())
}
