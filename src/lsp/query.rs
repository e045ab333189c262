//! An open document at one moment, as handlers get it: what the core knows of it, and positions in
//! the client's encoding.

use super::capabilities::Client;
use super::{from_proto, to_proto};
use crate::ide::Snapshot;
use crate::text::{Edit, Span};
use std::collections::HashMap;
use std::sync::Arc;
use tower_lsp::lsp_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range,
    TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

/// A document and the client that asks about it.
pub struct Query {
    /// The document as tower-lsp's types name it.
    pub url: Url,
    /// The version number the client gave.
    pub number: i32,
    /// What is known.
    pub snapshot: Arc<Snapshot>,
    /// What the client can do.
    pub client: Arc<Client>,
}

impl Query {
    /// The byte offset of a position; clamped.
    pub fn offset(&self, at: Position) -> usize {
        from_proto::offset(self.snapshot.document.text(), at, self.client.encoding)
    }

    /// The bytes of a range; clamped.
    pub fn span(&self, range: Range) -> Span {
        from_proto::span(self.snapshot.document.text(), range, self.client.encoding)
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        to_proto::range(&self.snapshot.document, span, self.client.encoding)
    }

    /// An edit of the document.
    pub fn text_edit(&self, edit: &Edit) -> TextEdit {
        TextEdit::new(self.range(edit.span), edit.insert.clone())
    }

    /// Edits of the document, in the form the client takes.
    pub fn workspace_edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        let edits = edits.iter().map(|edit| self.text_edit(edit));
        if !self.client.edit.document_changes {
            let changes = HashMap::from([(self.url.clone(), edits.collect())]);
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let text_document = OptionalVersionedTextDocumentIdentifier {
            uri: self.url.clone(),
            version: Some(self.number),
        };
        let edit = TextDocumentEdit { text_document, edits: edits.map(OneOf::Left).collect() };
        WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(vec![edit])),
            ..WorkspaceEdit::default()
        }
    }
}

#[cfg(test)]
impl Query {
    /// A document that is taken for a plan whatever it says, and a client with these capabilities.
    pub fn of_plan(text: &str, capabilities: serde_json::Value) -> Query {
        use crate::ide::Environment;
        let environment = Environment::plain(jiff::civil::date(2026, 1, 2));
        let mut snapshot = Snapshot::of_text(text, Some("plan.md"), environment);
        snapshot.recognition.is = crate::template::Recognised::Plan;
        snapshot.recognition.confident = true;
        Query {
            url: Url::parse("untitled:plan").unwrap(),
            number: 3,
            snapshot: Arc::new(snapshot),
            client: Arc::new(Client::read(&serde_json::json!({ "capabilities": capabilities }))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use serde_json::json;

    fn check(capabilities: serde_json::Value, expected: Expect) {
        let query = Query::of_plan("# A\n😀 x\n", capabilities);
        let edit = query.workspace_edit(&[Edit::replace(Span::new(9, 10), "y")]);
        expected.assert_eq(&serde_json::to_string(&edit).unwrap());
    }

    #[test]
    fn edits_have_the_form_and_the_columns_of_the_client() {
        check(
            json!({}),
            expect![[
                r#"{"changes":{"untitled:plan":[{"range":{"start":{"line":1,"character":3},"end":{"line":1,"character":4}},"newText":"y"}]}}"#
            ]],
        );
        check(
            json!({ "workspace": { "workspaceEdit": { "documentChanges": true } }, "general": { "positionEncodings": ["utf-8"] } }),
            expect![[
                r#"{"documentChanges":[{"textDocument":{"uri":"untitled:plan","version":3},"edits":[{"range":{"start":{"line":1,"character":5},"end":{"line":1,"character":6}},"newText":"y"}]}]}"#
            ]],
        );
    }
}
