//! `textDocument/documentHighlight`

use crate::ide;
use crate::lsp::query::Query;
use crate::lsp::to_proto::Ordered;
use tower_lsp::lsp_types::{DocumentHighlight, DocumentHighlightKind, Position};

/// The places in the document that name what is at a position.
pub fn handle(query: &Query, at: Position) -> Vec<DocumentHighlight> {
    let mut ranges = Ordered::new(&query.snapshot.document, query.client.encoding);
    let found = ide::highlights(&query.snapshot, query.offset(at)).into_iter();
    let highlight = |h: ide::Highlight| DocumentHighlight {
        range: ranges.range(h.span),
        kind: Some(match h.write {
            true => DocumentHighlightKind::WRITE,
            false => DocumentHighlightKind::READ,
        }),
    };
    found.map(highlight).collect()
}
