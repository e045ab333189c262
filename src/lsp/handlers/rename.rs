//! `textDocument/rename`: in all plans of the workspace; a name that cannot be one is an error.

use crate::ide;
use crate::lsp::plans::Other;
use crate::lsp::query::Query;
use crate::lsp::to_proto;
use crate::text::Edit;
use std::collections::HashMap;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Position, TextDocumentEdit,
    TextEdit, WorkspaceEdit,
};

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
        let edit = |edit: &Edit| {
            let range = to_proto::range(&other.snapshot.document, edit.span, query.client.encoding);
            TextEdit::new(range, edit.insert.clone())
        };
        files.push((other.url.clone(), other.number, edits.iter().map(edit).collect()));
    }
    if !query.client.edit.document_changes {
        let changes: HashMap<_, Vec<TextEdit>> =
            files.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
        return Ok(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
    }
    let changes = files.into_iter().map(|(uri, version, edits)| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    });
    let document_changes = Some(DocumentChanges::Edits(changes.collect()));
    Ok(WorkspaceEdit { document_changes, ..WorkspaceEdit::default() })
}
