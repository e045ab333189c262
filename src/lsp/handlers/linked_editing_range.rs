//! `textDocument/linkedEditingRange`

use crate::ide::linked_edit;
use crate::lsp::query::Query;
use tower_lsp::lsp_types::{LinkedEditingRanges, Position};

/// What a title may hold: clients' own idea of a word ends at a blank.
const TITLE: &str = r"[^|\r\n]+";

/// The ranges that change together with the one at a position.
pub fn handle(query: &Query, at: Position) -> Option<LinkedEditingRanges> {
    let spans = linked_edit(&query.snapshot, query.offset(at));
    let ranges: Vec<_> = spans.into_iter().map(|span| query.range(span)).collect();
    let word_pattern = Some(TITLE.to_owned());
    (!ranges.is_empty()).then_some(LinkedEditingRanges { ranges, word_pattern })
}
