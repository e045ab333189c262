//! `textDocument/foldingRange`: whole lines, at most as many as the client can take.

use crate::ide::{Fold, FoldKind, folds};
use crate::lsp::query::Query;
use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind};

/// The folds of a document.
pub fn handle(query: &Query) -> Vec<FoldingRange> {
    let most = query.client.fold_limit.and_then(|most| usize::try_from(most).ok());
    let line = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
    let fold = |fold: Fold| FoldingRange {
        start_line: line(fold.start),
        end_line: line(fold.end),
        kind: match fold.kind {
            FoldKind::Section => Some(FoldingRangeKind::Region),
            FoldKind::Comment => Some(FoldingRangeKind::Comment),
            FoldKind::Block => None,
        },
        ..FoldingRange::default()
    };
    folds(&query.snapshot).into_iter().take(most.unwrap_or(usize::MAX)).map(fold).collect()
}
