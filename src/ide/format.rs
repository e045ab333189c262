//! Formatting: tables aligned, lists and series counted, one blank line around headings, tables and
//! fences and never more than one between blocks. Changes no word, and nothing in code and HTML;
//! formatting what is formatted changes nothing. Wraps no lines and prefers no marks.

mod blank_lines;
mod lists;
mod on_type;
mod tables;

pub use on_type::{TRIGGERS, format_on_type};

use super::Snapshot;
use crate::syntax::Slice;
use crate::text::{Edit, Span};

/// Rounds after which formatting is taken to chase itself.
const ROUNDS: usize = 5;

/// The edits that format a plan, in order, one for each place that changes; none elsewhere.
pub fn format(snapshot: &Snapshot) -> Vec<Edit> {
    if !snapshot.has_outline() {
        return vec![];
    }
    let edits = once(snapshot);
    // Where a blank line lets a table come to light, there is more to do; what never comes to rest is
    // left alone.
    let mut last = None;
    let mut more = edits.clone();
    for round in 0..ROUNDS {
        let now = last.as_ref().unwrap_or(snapshot);
        if more.is_empty() {
            let text = |snapshot: &Snapshot| snapshot.document.text().to_string();
            let between = || Edit::between(&text(snapshot), &text(now)).into_iter().collect();
            return if round > 1 { between() } else { edits };
        }
        let Some(next) = now.edited(&more) else { break };
        more = once(&next);
        last = Some(next);
    }
    vec![]
}

fn once(snapshot: &Snapshot) -> Vec<Edit> {
    let slices: Vec<Slice> = snapshot.document.slices().iter().collect();
    let mut numbers = series(snapshot);
    let mut edits = tables::edits(snapshot, &slices, &mut numbers);
    edits.extend(numbers);
    edits.extend(lists::edits(&slices));
    edits.extend(blank_lines::edits(snapshot, &slices));
    merged(edits)
}

/// The same for the lines a span touches. The numbers of series stay: they reach everywhere.
pub fn format_range(snapshot: &Snapshot, span: Span) -> Vec<Edit> {
    if !snapshot.has_outline() {
        return vec![];
    }
    let text = snapshot.document.text();
    let first = text.line_span(text.line_of(span.start));
    let lines = first.cover(text.line_span(text.line_of(span.end)));
    // With one more before and behind, for the gaps between them.
    let all = snapshot.document.slices();
    let near = all.before(lines.start).saturating_sub(2)..all.before(lines.end + 1) + 1;
    let slices: Vec<Slice> = near.filter_map(|index| all.get(index)).collect();
    let mut edits = tables::edits(snapshot, &slices, &mut vec![]);
    edits.extend(lists::edits(&slices));
    edits.extend(blank_lines::edits(snapshot, &slices));
    edits.retain(|edit| edit.span.overlaps(lines));
    merged(edits)
}

/// New numbers for series that are out of order, where that is safe.
fn series(snapshot: &Snapshot) -> Vec<Edit> {
    let wrong = snapshot.findings().iter().filter(|f| f.rule == "broken-numbering");
    let fixes = wrong.flat_map(|finding| &finding.fixes).filter(|fix| fix.safe);
    let mut edits: Vec<Edit> = fixes.flat_map(|fix| fix.edits.iter().cloned()).collect();
    edits.sort();
    edits.dedup();
    let apart = edits.iter().zip(edits.iter().skip(1)).all(|(a, b)| a.span.end <= b.span.start);
    if apart { edits } else { vec![] }
}

/// In order, those that touch as one.
fn merged(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort();
    let mut merged: Vec<Edit> = vec![];
    for edit in edits {
        match merged.last_mut().filter(|last| last.span.end == edit.span.start) {
            Some(last) => {
                last.span = last.span.cover(edit.span);
                last.insert += &edit.insert;
            }
            None => merged.push(edit),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
