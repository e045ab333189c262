//! Positions of many offsets in ascending order: each character of a line is counted once, so that
//! a line with a hundred thousand links costs what it is long.

use crate::syntax::Document;
use crate::text::{Encoding, Span};
use tower_lsp::lsp_types::{Position, Range};

/// Where counting stands.
pub struct Ordered<'a> {
    document: &'a Document,
    encoding: Encoding,
    offset: usize,
    line: usize,
    column: usize,
    /// End of the line without its terminator.
    end: usize,
}

impl<'a> Ordered<'a> {
    /// At the start of the document.
    pub fn new(document: &'a Document, encoding: Encoding) -> Self {
        let end = document.text().line_span(0).end;
        Ordered { document, encoding, offset: 0, line: 0, column: 0, end }
    }

    /// The position of an offset (clamped); one before the last is found too, for its price.
    pub fn position(&mut self, offset: usize) -> Position {
        let text = self.document.text();
        let offset = text.floor(offset);
        if offset < self.offset || offset > self.end {
            self.line = text.line_of(offset);
            let line = text.line_span(self.line);
            (self.offset, self.end, self.column) = (line.start, line.end, 0);
        }
        // In the line's terminator there is no column.
        let to = offset.min(self.end);
        self.column += self.encoding.width(&text.slice(Span::new(self.offset, to)));
        self.offset = to;
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position::new(narrow(self.line), narrow(self.column))
    }

    /// The range of a span.
    pub fn range(&mut self, span: Span) -> Range {
        let start = self.position(span.start);
        Range::new(start, self.position(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_the_text() {
        let text = "# A😀\r\n\r\nb\rc é\n## B\u{2028}x\n";
        let document = Document::new(text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let mut ordered = Ordered::new(&document, encoding);
            for offset in (0..text.len() + 2).chain([3, 0, 9]) {
                let at = document.text().line_column(offset, encoding);
                let here = ordered.position(offset);
                assert_eq!((here.line as usize, here.character as usize), (at.line, at.column));
            }
        }
    }
}
