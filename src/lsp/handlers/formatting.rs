//! `textDocument/formatting`: one edit for each place that changes.

use crate::ide::format;
use crate::lsp::query::Query;
use tower_lsp::lsp_types::TextEdit;

/// The edits that format a document.
pub fn handle(query: &Query) -> Vec<TextEdit> {
    if !query.snapshot.environment.features.format {
        return vec![];
    }
    format(&query.snapshot).iter().map(|edit| query.text_edit(edit)).collect()
}
