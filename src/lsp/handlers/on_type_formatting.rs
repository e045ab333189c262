//! `textDocument/onTypeFormatting`: pipes align tables, Enter goes on with tables and lists.

use crate::ide::format_on_type;
use crate::lsp::query::Query;
use tower_lsp::lsp_types::{Position, TextEdit};

/// The edits after a character was typed.
pub fn handle(query: &Query, at: Position, typed: &str) -> Vec<TextEdit> {
    if !query.snapshot.environment.features.format {
        return vec![];
    }
    let edits = format_on_type(&query.snapshot, query.offset(at), typed);
    edits.iter().map(|edit| query.text_edit(edit)).collect()
}
