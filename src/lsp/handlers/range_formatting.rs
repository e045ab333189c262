//! `textDocument/rangeFormatting`: whole tables, lists and gaps that the range's lines touch.

use crate::ide::format_range;
use crate::lsp::query::Query;
use tower_lsp::lsp_types::{Range, TextEdit};

/// The edits that format a range.
pub fn handle(query: &Query, range: Range) -> Vec<TextEdit> {
    if !query.snapshot.environment.features.format {
        return vec![];
    }
    let edits = format_range(&query.snapshot, query.span(range));
    edits.iter().map(|edit| query.text_edit(edit)).collect()
}
