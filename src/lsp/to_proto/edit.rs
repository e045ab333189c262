//! Edits of documents as a workspace edit, in the form the client takes.

use crate::lsp::capabilities::Client;
use std::collections::HashMap;
use tower_lsp::lsp_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit,
    Url, WorkspaceEdit,
};

/// Edits of several documents: each once, with its version if it is open.
pub fn workspace_edit(
    client: &Client,
    files: impl IntoIterator<Item = (Url, Option<i32>, Vec<TextEdit>)>,
) -> WorkspaceEdit {
    if !client.edit.document_changes {
        let changes: HashMap<_, _> =
            files.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let change = |(uri, version, edits): (Url, Option<i32>, Vec<TextEdit>)| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    };
    let changes = files.into_iter().map(change).collect();
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(changes)),
        ..WorkspaceEdit::default()
    }
}
