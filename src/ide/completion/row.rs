//! Whole table rows where one is begun with a pipe, or could be on the line after a table: of a
//! timeline one for each phase that has none yet, and one of the table's own shape.

use super::{Completion, CompletionKind, Completions, Place};
use crate::ide::{Snippet, tables, values};
use crate::plan::table::{ColumnRole, TableView, aligned_row, widths};

/// Completes `|` and the empty line after a table.
pub(super) fn complete(place: &Place) -> Option<Completions> {
    let typed = place.before.trim_start_matches([' ', '\t', '>']);
    if !(typed.is_empty() || typed.trim_end() == "|") || !place.after.trim().is_empty() {
        return None;
    }
    let text = place.snapshot.document.text();
    let above = text.line_of(place.offset).checked_sub(1)?;
    let at = tables::at(place.snapshot, text.line_span(above).end)?;
    let row = at.new_row(place.snapshot);
    let mut items = phases(place, &at);
    items.push(Completion {
        label: "table row".to_owned(),
        kind: CompletionKind::Row,
        detail: "row".to_owned(),
        documentation: String::new(),
        insert: Snippet::of_row(&row),
        filter: format!("{typed}{row}"),
    });
    for item in &mut items {
        // What is typed is a pipe, with blanks or without.
        item.filter = format!("{typed}{}", item.label);
    }
    Some(Completions { replace: place.typed(place.before.len() - typed.len()), items })
}

/// Rows for the phases a timeline does not name.
fn phases(place: &Place, at: &tables::TableAt) -> Vec<Completion> {
    let plan = &place.snapshot.plan;
    let relations = plan.relations();
    let here = relations
        .timelines
        .iter()
        .find(|t| t.node == at.id && t.schedule(plan).is_some_and(|s| s.block == at.block));
    let Some((timeline, schedule)) = here.and_then(|t| Some((t, t.schedule(plan)?))) else {
        return vec![];
    };
    let named: Vec<String> = timeline
        .phases
        .iter()
        .flatten()
        .filter_map(|id| plan.node(*id))
        .map(|n| n.name().replace('|', "\\|"))
        .collect();
    let view = TableView::new(&at.node.section.facts.text, at.table);
    let timed = view.columns.iter().any(|c| matches!(c.role, ColumnRole::Phase | ColumnRole::Task));
    let missing = values::phases(place.snapshot)
        .into_iter()
        .filter(|(name, _)| timed && !named.contains(name));
    let blank = at.new_cells(place.snapshot);
    let widths = widths(&view.cells());
    let row = |name: &str| {
        let cell = |(i, cell): (usize, &String)| {
            if i == schedule.subject { name.to_owned() } else { cell.clone() }
        };
        let cells: Vec<String> = blank.iter().enumerate().map(cell).collect();
        aligned_row(&cells, &widths, &at.table.aligns)
    };
    let item = |(name, _): (String, &str)| Completion {
        kind: CompletionKind::Row,
        detail: "row".to_owned(),
        documentation: String::new(),
        insert: Snippet::of_row(&row(&name)),
        filter: String::new(),
        label: name,
    };
    missing.map(item).collect()
}
