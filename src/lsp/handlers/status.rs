//! `planls/status`, a request of our own: progress and outline, for status bars and trees. The
//! result is that of `planls outline --format json`.

use crate::ide::outline_json;
use crate::lsp::query::Query;
use serde::Deserialize;
use serde_json::Value;
use tower_lsp::lsp_types::TextDocumentIdentifier;

/// Params of the request.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusParams {
    /// The plan.
    pub text_document: TextDocumentIdentifier,
}

/// The status of a document.
pub fn handle(query: &Query) -> Value {
    outline_json(&query.snapshot)
}
