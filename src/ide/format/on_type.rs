//! What happens while one types: a pipe aligns its table, Enter goes on with a table or a list (with
//! the next number, with an open box), and ends it where the line before says nothing.

use super::tables::aligned;
use crate::ide::{Snapshot, tables};
use crate::plan::Item;
use crate::text::{Edit, Span};

/// The characters after which something may happen.
pub const TRIGGERS: [&str; 2] = ["|", "\n"];

/// The edits after `typed` was typed before `offset` (bytes, clamped); none elsewhere than in plans.
pub fn format_on_type(snapshot: &Snapshot, offset: usize, typed: &str) -> Vec<Edit> {
    if !snapshot.has_outline() {
        return vec![];
    }
    let offset = snapshot.document.text().floor(offset);
    let edits = match typed {
        "|" => pipe(snapshot, offset),
        "\n" => row(snapshot, offset).or_else(|| item(snapshot, offset)),
        _ => None,
    };
    edits.unwrap_or_default()
}

/// Aligns the table, with as little change as can be: the cursor is in it.
fn pipe(snapshot: &Snapshot, offset: usize) -> Option<Vec<Edit>> {
    if !snapshot.environment.features.align_tables {
        return None;
    }
    let at = tables::at(snapshot, offset)?;
    let facts = &at.node.section.facts;
    let row = at.row.and_then(|row| at.table.rows.get(row));
    if row.is_some_and(|row| row.cells.iter().all(|cell| cell.is_empty())) {
        return None;
    }
    let span = facts.block(at.block)?.span;
    let (old, new) = (facts.str(span), aligned(facts, span, at.table, &[], at.node.start));
    let mut edits = vec![];
    let mut start = at.node.start + span.start;
    for (old, new) in old.split_inclusive('\n').zip(new.split_inclusive('\n')) {
        edits.extend(smallest(old, new).map(|edit| edit.shift(start)));
        start += old.len();
    }
    Some(edits)
}

/// The edit between two lines without what they share at both ends.
fn smallest(old: &str, new: &str) -> Option<Edit> {
    let shared = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>()
    };
    let head = shared(&mut old.chars(), &mut new.chars());
    let (old, new) = (old.get(head..)?, new.get(head..)?);
    let tail = shared(&mut old.chars().rev(), &mut new.chars().rev());
    let (old, new) = (old.get(..old.len() - tail)?, new.get(..new.len() - tail)?);
    (old != new).then(|| Edit::replace(Span::new(head, head + old.len()), new))
}

/// The line under the cursor if it is empty, and the line before.
fn lines(snapshot: &Snapshot, offset: usize) -> Option<(Span, Span)> {
    let text = snapshot.document.text();
    let line = text.line_of(offset);
    let (here, before) = (text.line_span(line), text.line_span(line.checked_sub(1)?));
    let empty = text.slice(here).trim_matches([' ', '\t', '>']).is_empty();
    empty.then_some((here, before))
}

/// Goes on with a table.
fn row(snapshot: &Snapshot, offset: usize) -> Option<Vec<Edit>> {
    let (here, before) = lines(snapshot, offset)?;
    let at = tables::at(snapshot, before.end)?;
    let row = at.row.and_then(|row| at.table.rows.get(row));
    if at.row.is_none() && before.end < at.delimiter_span().end {
        return None;
    }
    if let Some(row) = row.filter(|row| row.cells.iter().all(|cell| cell.is_empty())) {
        return Some(vec![Edit::delete(at.node.span(row.span))]);
    }
    let outer = at.node.section.str(at.table.header.span).starts_with('|');
    // Without pipes around it, what holds the table is all a row begins with.
    let begin = format!("{}{}", at.prefix, if outer { "| " } else { "" });
    (!begin.is_empty()).then(|| vec![Edit::replace(here, begin)])
}

/// Goes on with a list; the numbers of the items that follow move up by one.
fn item(snapshot: &Snapshot, offset: usize) -> Option<Vec<Edit>> {
    let (here, before) = lines(snapshot, offset)?;
    let node = snapshot.plan.node(snapshot.plan.node_at(before.end)?)?;
    let section = &node.section;
    let items = &section.items;
    let on_line = |item: &&Item| before.touches(node.start + item.marker.start);
    let at = items.iter().rposition(|item| on_line(&item))?;
    let item = items.get(at)?;
    let marker = node.span(item.marker);
    let text = section.str(item.text).trim();
    if text.is_empty() {
        return Some(vec![Edit::delete(Span::new(marker.start, before.end))]);
    }
    let lead = snapshot.document.text().slice(Span::new(before.start, marker.start)).into_owned();
    if !lead.trim_matches([' ', '\t', '>']).is_empty() {
        return None;
    }
    let own = section.str(item.marker).trim();
    let check = if item.check.is_some() { "[ ] " } else { "" };
    let Some(number) = item.number else {
        return Some(vec![Edit::replace(here, format!("{lead}{own} {check}"))]);
    };
    let close = own.chars().next_back()?;
    let mut edits = vec![Edit::replace(here, format!("{lead}{}{close} {check}", number + 1))];
    let behind = items.iter().skip(at + 1).filter(|other| other.list == item.list);
    for (other, wanted) in behind.zip(number + 1..) {
        let digits = Span::new(other.marker.start, other.marker.end.saturating_sub(1));
        let next = (wanted + 1).to_string();
        if other.number != Some(wanted) || next.len() != digits.len() {
            break;
        }
        edits.push(Edit::replace(node.span(digits), next));
    }
    Some(edits)
}
