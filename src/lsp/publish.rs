//! `textDocument/publishDiagnostics` as bytes, and what tells findings apart. When to publish is decided in `backend`.

use super::query::Query;
use super::uri;
use rustc_hash::FxHasher;
use serde::Serialize;
use std::hash::Hasher;
use tower_lsp::lsp_types::{Diagnostic, Url};

#[derive(Serialize)]
struct Notification<'a> {
    jsonrpc: &'static str,
    method: &'static str,
    params: Params<'a>,
}

#[derive(Serialize)]
struct Params<'a> {
    uri: &'a Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    diagnostics: &'a [Diagnostic],
}

/// The findings of a document.
pub fn findings(query: &Query) -> Vec<u8> {
    notification(&query.url, Some(query.number), &query.diagnostics())
}

/// The findings of a document that is not open; `None` if there are none.
pub fn unopened(query: &Query) -> Option<Vec<u8>> {
    let diagnostics = query.diagnostics();
    (!diagnostics.is_empty()).then(|| notification(&query.url, None, &diagnostics))
}

/// Nothing more to say about a document that was closed.
pub fn nothing(url: &Url) -> Vec<u8> {
    notification(url, None, &[])
}

/// A number that tells publications apart.
pub fn digest(body: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(body);
    hasher.finish()
}

/// The id of a pulled result: the same findings, the same id.
pub fn result_id(items: &[Diagnostic]) -> String {
    format!("{:x}", digest(&serde_json::to_vec(items).unwrap_or_default()))
}

fn notification(url: &Url, version: Option<i32>, diagnostics: &[Diagnostic]) -> Vec<u8> {
    let params = Params { uri: url, version, diagnostics };
    let method = "textDocument/publishDiagnostics";
    uri::to_json(&Notification { jsonrpc: "2.0", method, params })
}
