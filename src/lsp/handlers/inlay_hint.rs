//! `textDocument/inlayHint`: complete at once, so there is nothing to resolve.

use crate::ide::{Hint, inlay_hints};
use crate::lsp::query::Query;
use crate::lsp::to_proto::Ordered;
use tower_lsp::lsp_types::{InlayHint, InlayHintLabel, InlayHintTooltip, Range};

/// The hints in a range.
pub fn handle(query: &Query, range: Range) -> Vec<InlayHint> {
    if !query.snapshot.environment.features.hints {
        return vec![];
    }
    let mut positions = Ordered::new(&query.snapshot.document, query.client.encoding);
    let hint = |hint: Hint| InlayHint {
        position: positions.position(hint.offset),
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(hint.tooltip)),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    inlay_hints(&query.snapshot, query.span(range)).into_iter().map(hint).collect()
}
