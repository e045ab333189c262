//! Columns of the table under the cursor: insert, delete, sort by, and align all. The table is
//! written again, aligned; what stands before its rows stays.

use crate::ide::assist::{Assist, AssistContext};
use crate::ide::tables::{self, TableAt};
use crate::plan::date::{self, DateValue};
use crate::plan::table::TableView;
use crate::syntax::Align;
use std::cmp::Ordering;

/// Cells of a table that is written again, once for each action: more are nobody's to look at.
const MOST: usize = 200_000;

/// The actions in a table, none elsewhere.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let Some(at) = tables::at(context.snapshot, context.span.start) else { return vec![] };
    let view = TableView::new(&at.node.section.facts.text, at.table);
    let cells = view.cells();
    if cells.iter().map(Vec::len).sum::<usize>() > MOST {
        return vec![];
    }
    let mut found = vec![];
    let mut add = |id, title: String, rows: &[Vec<&str>], aligns: &[Align]| {
        let edit = at.rewritten(rows, aligns);
        found.extend(edit.map(|edit| Assist::rewrite(id, title, vec![edit])));
    };
    let aligns = &at.table.aligns;
    if let Some(column) = column(context, &at, &view) {
        let with = |place: usize| {
            let mut rows = cells.clone();
            for row in rows.iter_mut().filter(|row| row.len() >= place) {
                row.insert(place, "");
            }
            let mut aligns = aligns.clone();
            aligns.insert(place.min(aligns.len()), Align::None);
            (rows, aligns)
        };
        let (rows, wider) = with(column);
        add("insert-column-left", "Insert column to the left".into(), &rows, &wider);
        let (rows, wider) = with(column + 1);
        add("insert-column-right", "Insert column to the right".into(), &rows, &wider);
        let title = view.columns.get(column).map_or("", |c| &c.title);
        if view.columns.len() > 1 {
            let mut rows = cells.clone();
            for row in rows.iter_mut().filter(|row| row.len() > column) {
                row.remove(column);
            }
            let mut fewer = aligns.clone();
            if column < fewer.len() {
                fewer.remove(column);
            }
            add("delete-column", format!("Delete column `{title}`"), &rows, &fewer);
        }
        let mut order: Vec<usize> = (0..at.table.rows.len()).collect();
        order.sort_by(|a, b| compare(&view.words(*a, column), &view.words(*b, column)));
        if !order.is_sorted() {
            let sorted = order.iter().filter_map(|row| cells.get(row + 1)).cloned();
            let rows: Vec<Vec<&str>> = cells.first().cloned().into_iter().chain(sorted).collect();
            add("sort-by-column", format!("Sort by `{title}`"), &rows, aligns);
        }
    }
    add("align-table", "Align table".into(), &cells, aligns);
    found
}

fn column(context: &AssistContext, at: &TableAt, view: &TableView) -> Option<usize> {
    let local = context.span.start.checked_sub(at.node.start)?;
    view.column_at(local).filter(|column| *column < view.columns.len())
}

/// Days and numbers by value, words without regard to case; what is empty comes last.
fn compare(a: &str, b: &str) -> Ordering {
    let day = |text: &str| match date::parse(text) {
        DateValue::Date(day) => Some(day),
        _ => None,
    };
    let number = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        text.get(..end).and_then(|digits| digits.parse::<f64>().ok())
    };
    let level = |text: &str| {
        let word = text.to_lowercase();
        ["low", "medium", "high", "critical"].iter().position(|level| word == *level)
    };
    if let (Some(a), Some(b)) = (day(a), day(b)) {
        return a.cmp(&b);
    }
    if let (Some(a), Some(b)) = (number(a), number(b)) {
        return a.total_cmp(&b);
    }
    if let (Some(a), Some(b)) = (level(a), level(b)) {
        return a.cmp(&b);
    }
    a.is_empty().cmp(&b.is_empty()).then_with(|| a.to_lowercase().cmp(&b.to_lowercase()))
}
