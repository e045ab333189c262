//! "Turn into a list" and "Turn into a table" for risks: a row is an item with its other cells as
//! labels beneath. Offered only where nothing but rows, items and labels would be rewritten.

use crate::ide::assist::{Assist, AssistContext};
use crate::ide::tables;
use crate::plan::table::{ColumnRole, TableView, escape, render, unescape};
use crate::plan::{Concept, Item, Node, Section};
use crate::syntax::Facts;
use crate::text::{Edit, Span};

/// Items of a list that is looked through for each of them: more are nobody's to turn round.
const MOST: usize = 2_000;

/// At most one action.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let plan = &context.snapshot.plan;
    let node = plan.node_at(context.span.start).and_then(|id| plan.node(id));
    let Some(node) = node.filter(|n| n.within == Some(Concept::Risks)) else { return vec![] };
    let line_end = context.snapshot.context().line_end();
    let found = match tables::at(context.snapshot, context.span.start) {
        Some(at) => list(&at).map(|edit| ("risks-as-list", "Turn into a list", edit)),
        None => table(node, context.span.start.saturating_sub(node.start))
            .map(|edit| ("risks-as-table", "Turn into a table", edit)),
    };
    let found = found.map(|(id, title, edit)| {
        let edit = Edit::replace(node.span(edit.span), edit.insert.replace('\n', line_end));
        Assist::rewrite(id, title, vec![edit])
    });
    found.into_iter().collect()
}

fn list(at: &tables::TableAt) -> Option<Edit> {
    let facts = &at.node.section.facts;
    let view = TableView::new(&facts.text, at.table);
    let main = view.column(ColumnRole::Risk).unwrap_or(0);
    let even = at.table.rows.iter().all(|row| row.cells.len() <= view.columns.len());
    if !at.prefix.is_empty() || at.table.rows.is_empty() || !even {
        return None;
    }
    let is_said = |column: usize| {
        let mut cells = at.table.rows.iter().filter_map(|row| row.cells.get(column));
        cells.any(|cell| !cell.is_empty())
    };
    // A column nobody has filled in stays as labels that wait for words.
    let blank: Vec<bool> = (0..view.columns.len()).map(|column| !is_said(column)).collect();
    let mut lines = vec![];
    for (index, row) in at.table.rows.iter().enumerate() {
        let text = |cell: Span| unescape(cell.of(&facts.text));
        let name = view.cell(index, main).map(text).filter(|name| !name.is_empty())?;
        lines.push(if name.contains("**") { format!("- {name}") } else { format!("- **{name}**") });
        for (i, column) in view.columns.iter().enumerate().filter(|(i, _)| *i != main) {
            let value = row.cells.get(i).map(|cell| text(*cell)).unwrap_or_default();
            if !value.is_empty() || blank.get(i) == Some(&true) {
                let line = format!("  - **{}**: {value}", column.title);
                lines.push(line.trim_end().to_owned());
            }
        }
    }
    Some(Edit::replace(facts.block(at.block)?.span, lines.join("\n")))
}

fn table(node: Node, local: usize) -> Option<Edit> {
    let section = &node.section;
    let facts = &section.facts;
    if section.items.len() > MOST {
        return None;
    }
    let around = |(_, item): &(usize, &Item)| facts.lines_of(item.span).touches(local);
    let (_, here) = section.items_in(None).find(around)?;
    let list = facts.block(here.list).filter(|list| list.parent.is_none())?;
    let mut labels: Vec<String> = vec![];
    let mut rows: Vec<(String, Vec<(String, String)>)> = vec![];
    let mut items = 0;
    for (index, item) in section.items_in(None).filter(|(_, item)| item.list == here.list) {
        let (name, mut cells) = own(section, item)?;
        items += 1;
        for (inner, nested) in section.items_in(Some(index)) {
            let field = section.fields.iter().find(|f| f.item == Some(nested.block))?;
            if nested.check.is_some() || field.content.is_some() || section.items_in(Some(inner)).next().is_some() {
                return None;
            }
            items += 1;
            cells.push((section.str(field.label).to_owned(), section.str(field.value).to_owned()));
        }
        for (label, _) in &cells {
            if !labels.iter().any(|known| known.eq_ignore_ascii_case(label)) {
                labels.push(label.clone());
            }
        }
        rows.push((name, cells));
    }
    // One line each: nothing else is in the list.
    if lines(facts, list.span) != items {
        return None;
    }
    if labels.is_empty() {
        labels.push("Mitigation".to_owned());
    }
    let header = std::iter::once("Risk".to_owned()).chain(labels.iter().cloned()).collect();
    let mut table: Vec<Vec<String>> = vec![header];
    for (name, cells) in rows {
        let cell = |label: &String| {
            let same = cells.iter().filter(|(other, _)| other.eq_ignore_ascii_case(label));
            escape(&same.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("; "))
        };
        table.push(std::iter::once(escape(&name)).chain(labels.iter().map(cell)).collect());
    }
    Some(Edit::replace(list.span, render(&table, &[], "")))
}

/// An item's risk, and of `**Risk**: answer` the answer.
fn own(section: &Section, item: &Item) -> Option<(String, Vec<(String, String)>)> {
    if item.check.is_some() || item.text.is_empty() {
        return None;
    }
    if let Some(field) = section.fields.iter().find(|f| f.item == Some(item.block)) {
        let value = section.str(field.value).to_owned();
        let label = section.str(field.label);
        // `**Risk**: Disk is full` names the risk behind the label.
        let (name, answer) = match ColumnRole::of(label) {
            ColumnRole::Risk => (value, vec![]),
            _ if value.is_empty() => (label.to_owned(), vec![]),
            _ => (label.to_owned(), vec![("Mitigation".to_owned(), value)]),
        };
        return Some((name, answer)).filter(|(name, _)| !name.is_empty());
    }
    let text = section.str(item.text);
    let bare = text.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    Some((bare.filter(|bare| !bare.contains("**")).unwrap_or(text).to_owned(), vec![]))
}

/// The lines of a span that are not blank.
fn lines(facts: &Facts, span: Span) -> usize {
    facts.str(span).lines().filter(|line| !line.trim().is_empty()).count()
}
