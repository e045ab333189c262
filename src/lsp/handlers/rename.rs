//! `textDocument/rename`: in all plans of the workspace; a name that cannot be one is an error.

use crate::ide;
use crate::lsp::plans::Other;
use crate::lsp::query::Query;
use crate::lsp::to_proto;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{Position, WorkspaceEdit};

/// LSP 3.17 §RequestFailed: the request was sound, but cannot be done.
const REQUEST_FAILED: i64 = -32803;

/// The edits that rename what is at a position.
pub fn handle(query: &Query, at: Position, name: &str, others: &[Other]) -> Result<WorkspaceEdit> {
    let plans = others.iter().map(|other| (other, other.snapshot.as_ref()));
    let renamed = ide::rename(&query.snapshot, query.offset(at), name, plans);
    let renamed = renamed.map_err(|message| Error {
        code: ErrorCode::ServerError(REQUEST_FAILED),
        message: message.into(),
        data: None,
    })?;
    let own = renamed.own.iter().map(|edit| query.text_edit(edit)).collect();
    let mut files = vec![(query.url.clone(), Some(query.number), own)];
    for (other, edits) in renamed.others {
        let edits = edits.iter().map(|edit| other.text_edit(edit, query.client.encoding));
        files.push((other.url.clone(), other.number, edits.collect()));
    }
    Ok(to_proto::workspace_edit(&query.client, files))
}
