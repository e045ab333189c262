//! LSP to ours: positions to byte offsets, ranges to spans. Clamps, never fails.

use crate::text::{Encoding, LineColumn, Span, Text};
use tower_lsp::lsp_types::{Position, Range};

/// The byte offset of a position.
pub fn offset(text: &Text, at: Position, encoding: Encoding) -> usize {
    let at = LineColumn { line: at.line as usize, column: at.character as usize };
    text.offset(at, encoding)
}

/// The bytes of a range; one that ends before it starts is read the other way round.
pub fn span(text: &Text, range: Range, encoding: Encoding) -> Span {
    let a = offset(text, range.start, encoding);
    let b = offset(text, range.end, encoding);
    Span::new(a.min(b), a.max(b))
}
