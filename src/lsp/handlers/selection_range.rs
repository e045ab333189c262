//! `textDocument/selectionRange`: one chain for each position asked about, in that order.

use crate::ide::selection;
use crate::lsp::query::Query;
use tower_lsp::lsp_types::{Position, Range, SelectionRange};

/// The chains of a document; `None` if it is no plan.
pub fn handle(query: &Query, positions: &[Position]) -> Option<Vec<SelectionRange>> {
    if !query.snapshot.has_outline() {
        return None;
    }
    Some(positions.iter().map(|at| chain(query, *at)).collect())
}

fn chain(query: &Query, at: Position) -> SelectionRange {
    let offset = query.offset(at);
    let mut ranges: Vec<Range> =
        selection(&query.snapshot, offset).into_iter().map(|span| query.range(span)).collect();
    ranges.dedup();
    let outer = ranges.into_iter().rev().fold(None, |parent: Option<Box<_>>, range| {
        Some(Box::new(SelectionRange { range, parent }))
    });
    let here = query.range(crate::text::Span::at(offset));
    outer.map_or(SelectionRange { range: here, parent: None }, |chain| *chain)
}
