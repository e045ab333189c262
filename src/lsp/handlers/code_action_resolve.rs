//! `codeAction/resolve`: the edit of an action, as long as its document has not changed.

use crate::lsp::actions;
use crate::lsp::query::Query;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::CodeAction;

/// The document an action is for, as the client spells it.
pub fn document(action: &CodeAction) -> Option<String> {
    Some(actions::read_address(action.data.as_ref()?)?.0)
}

/// The action with its edit; an action that is none of ours comes back as it was.
pub fn handle(query: &Query, mut action: CodeAction) -> Result<CodeAction> {
    let address = action.data.as_ref().and_then(actions::read_address);
    let Some((_, version, range, key)) = address else { return Ok(action) };
    let all = actions::at(query, query.span(range));
    let Some(chosen) = all.into_iter().find(|a| a.key == key && version == query.number) else {
        return Err(Error::content_modified());
    };
    action.edit = Some(query.workspace_edit(&chosen.edits.of(&query.snapshot)));
    Ok(action)
}
