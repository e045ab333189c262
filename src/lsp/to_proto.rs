//! Ours to LSP: byte offsets to positions, findings to diagnostics, symbols and completions to
//! theirs. Each function is a renaming; what the client cannot take is left out.

mod completion;
mod diagnostic;
mod edit;
mod ordered;
mod symbol;

pub use completion::{completion_item, documentation};
pub use diagnostic::{diagnostic, problem, trouble};
pub use edit::workspace_edit;
pub use ordered::Ordered;
pub use symbol::{flat_symbols, symbols};

use crate::syntax::Document;
use crate::text::{Encoding, Span};
use tower_lsp::lsp_types::{Position, Range};

/// The position of a byte offset, inside the text and never inside a character or a line end.
///
/// Converted on the slice's contiguous text where that is certain: an answer may hold many, and the
/// rope is an order slower.
pub fn position(document: &Document, offset: usize, encoding: Encoding) -> Position {
    let (line, column) = in_slice(document, offset, encoding).unwrap_or_else(|| {
        let at = document.text().line_column(offset, encoding);
        (at.line, at.column)
    });
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position::new(narrow(line), narrow(column))
}

/// The range of a span.
pub fn range(document: &Document, span: Span, encoding: Encoding) -> Range {
    let start = position(document, span.start, encoding);
    let end = position(document, span.end, encoding);
    Range::new(start, end)
}

fn in_slice(document: &Document, offset: usize, encoding: Encoding) -> Option<(usize, usize)> {
    let slice = document.slice_at(offset)?;
    let at = offset.checked_sub(slice.start).filter(|&at| at < slice.facts.text.len())?;
    let line = slice.facts.line_of(at);
    let before = slice.facts.text.get(*slice.facts.line_starts.get(line)?..at)?;
    Some((slice.line + line, encoding.width(before.trim_end_matches(['\r', '\n']))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_the_text() {
        let text = "# A😀\r\n\r\nb\rc é\n## B\u{2028}x\n\n- [ ] naïve 😀 task\n# C";
        for text in [text, &format!("{text}\r\n"), "", "\r", "x"] {
            let document = Document::new(text);
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                for offset in 0..text.len() + 2 {
                    let at = document.text().line_column(offset, encoding);
                    let here = position(&document, offset, encoding);
                    assert_eq!((here.line as usize, here.character as usize), (at.line, at.column));
                }
            }
        }
    }
}
