//! `textDocument/prepareRename`: the range holds the cursor, the placeholder is the title.

use crate::ide;
use crate::lsp::query::Query;
use tower_lsp::lsp_types::{Position, PrepareRenameResponse};

/// What can be renamed at a position.
pub fn handle(query: &Query, at: Position) -> Option<PrepareRenameResponse> {
    let found = ide::prepare_rename(&query.snapshot, query.offset(at))?;
    let range = query.range(found.span);
    Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: found.title })
}
