//! Formatting: tables aligned, lists and series counted, one blank line around headings, tables and
//! fences and never more than one between blocks. Changes no word, and nothing in code and HTML;
//! formatting what is formatted changes nothing. Wraps no lines and prefers no marks.

mod blank_lines;
mod lists;
mod on_type;
mod tables;

pub use on_type::{TRIGGERS, format_on_type};

use super::Snapshot;
use crate::syntax::Document;
use crate::text::{Edit, Span, apply};

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
    let before = snapshot.document.text().to_string();
    let mut text = before.clone();
    let mut more = edits.clone();
    for round in 0..ROUNDS {
        if more.is_empty() {
            let rest = round > 1;
            return if rest { Edit::between(&before, &text).into_iter().collect() } else { edits };
        }
        let Some(next) = apply(&text, &more) else { break };
        text = next;
        let (path, declared) = (snapshot.path.clone(), snapshot.declared.clone());
        let environment = snapshot.environment.clone();
        more = once(&Snapshot::new(Document::new(&text), path, declared, environment, None));
    }
    vec![]
}

fn once(snapshot: &Snapshot) -> Vec<Edit> {
    let mut numbers = series(snapshot);
    let mut edits = tables::edits(snapshot, &mut numbers);
    edits.extend(numbers);
    edits.extend(lists::edits(snapshot));
    edits.extend(blank_lines::edits(snapshot));
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
    let mut edits = tables::edits(snapshot, &mut vec![]);
    edits.extend(lists::edits(snapshot));
    edits.extend(blank_lines::edits(snapshot));
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
