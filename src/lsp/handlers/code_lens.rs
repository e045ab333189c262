//! `textDocument/codeLens`: complete at once, but for clients that ask for commands when they show
//! them.

use crate::ide::{Lens, code_lenses};
use crate::lsp::query::Query;
use crate::lsp::to_proto::Ordered;
use crate::lsp::{lenses, uri};
use serde_json::json;
use tower_lsp::lsp_types::CodeLens;

/// The lenses of a document.
pub fn handle(query: &Query) -> Vec<CodeLens> {
    if !query.snapshot.environment.features.lenses {
        return vec![];
    }
    let mut ranges = Ordered::new(&query.snapshot.document, query.client.encoding);
    let all = code_lenses(&query.snapshot).into_iter().enumerate();
    let lens = |(index, lens): (usize, Lens)| {
        let range = ranges.range(lens.span);
        if query.client.resolve_lens {
            let data = json!({ "document": uri::spelling(&query.url), "version": query.number, "index": index });
            return CodeLens { range, command: None, data: Some(data) };
        }
        CodeLens { range, command: Some(lenses::command(query, lens)), data: None }
    };
    all.filter(|(_, lens)| lenses::offered(query, lens)).map(lens).collect()
}
