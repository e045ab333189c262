//! Positions of many offsets in ascending order: each character of a line is counted once, so that
//! a line with a hundred thousand links costs what it is long.

use crate::syntax::{Document, Slice};
use crate::text::{Encoding, Span};
use tower_lsp::lsp_types::{Position, Range};

/// Where counting stands.
pub struct Ordered<'a> {
    document: &'a Document,
    encoding: Encoding,
    slice: Option<Slice>,
    /// The line in the slice, and the byte in it where the next one begins.
    line: usize,
    next: usize,
    /// The byte in the slice that is counted up to, and its column.
    at: usize,
    column: usize,
}

impl<'a> Ordered<'a> {
    /// At the start of the document.
    pub fn new(document: &'a Document, encoding: Encoding) -> Self {
        Ordered { document, encoding, slice: None, line: 0, next: 0, at: 0, column: 0 }
    }

    /// The position of an offset (clamped); one before the last is found too, for its price.
    pub fn position(&mut self, offset: usize) -> Position {
        let known = self.count(offset);
        known.unwrap_or_else(|| super::position(self.document, offset, self.encoding))
    }

    /// On the contiguous text of the slice; `None` where an offset is not that of a character.
    fn count(&mut self, offset: usize) -> Option<Position> {
        let holds = |slice: &Slice| slice.start <= offset && offset < slice.end();
        if !self.slice.as_ref().is_some_and(holds) {
            self.slice = self.document.slice_at(offset).filter(holds);
            (self.at, self.next) = (0, 0);
        }
        let slice = self.slice.as_ref()?;
        let (facts, to) = (&slice.facts, offset - slice.start);
        if to < self.at || to >= self.next {
            self.line = facts.line_of(to);
            self.at = *facts.line_starts.get(self.line)?;
            self.next = facts.line_starts.get(self.line + 1).copied().unwrap_or(facts.text.len());
            self.column = 0;
        }
        // In the line's terminator there is no column.
        let passed = facts.text.get(self.at..to)?.trim_end_matches(['\r', '\n']);
        self.column += self.encoding.width(passed);
        self.at = to;
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Some(Position::new(narrow(slice.line + self.line), narrow(self.column)))
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
