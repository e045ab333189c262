//! Ours to LSP: byte offsets to positions, spans to ranges.

use crate::text::{Encoding, Span, Text};
use tower_lsp::lsp_types::{Position, Range};

/// The position of a byte offset, inside the text.
pub fn position(text: &Text, offset: usize, encoding: Encoding) -> Position {
    let at = text.line_column(offset, encoding);
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position::new(narrow(at.line), narrow(at.column))
}

/// The range of a span.
pub fn range(text: &Text, span: Span, encoding: Encoding) -> Range {
    Range::new(position(text, span.start, encoding), position(text, span.end, encoding))
}
