//! Lines and columns in the encoding a client negotiated, to and from byte offsets.
//! Implements LSP 3.17 §Position and §PositionEncodingKind.

use super::{Span, Text};

/// What one column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what a client that says nothing means.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// How many columns `text` (part of one line) takes.
    pub fn width(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            _ if text.is_ascii() => text.len(),
            Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => text.chars().count(),
        }
    }

    /// The byte in `line` at `column`: past the end, the end; inside a character, its start.
    pub fn byte_in(self, line: &str, column: usize) -> usize {
        let mut seen = 0;
        for (byte, c) in line.char_indices() {
            seen += match self {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
                Encoding::Utf32 => 1,
            };
            if seen > column {
                return byte;
            }
        }
        line.len()
    }
}

/// A place in a text: zero-based line and column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Zero-based line.
    pub line: usize,
    /// Zero-based column, counted in an [`Encoding`].
    pub column: usize,
}

impl Text {
    /// The byte offset of a position. A line past the last is the end of the text, a column past
    /// its line is that line's end before the terminator, one inside a character is its start.
    pub fn offset(&self, at: LineColumn, encoding: Encoding) -> usize {
        if at.line >= self.line_count() {
            return self.len();
        }
        let span = self.line_span(at.line);
        span.start + encoding.byte_in(&self.slice(span), at.column)
    }

    /// The position of a byte offset (clamped to the text and to the start of its character).
    pub fn line_column(&self, offset: usize, encoding: Encoding) -> LineColumn {
        let offset = self.floor(offset);
        let line = self.line_of(offset);
        let span = self.line_span(line);
        let before = Span::new(span.start, offset.min(span.end));
        LineColumn { line, column: encoding.width(&self.slice(before)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, offset: usize, encoding: Encoding, line: usize, column: usize) {
        let text = Text::from(text);
        assert_eq!(text.line_column(offset, encoding), LineColumn { line, column });
        assert_eq!(text.offset(LineColumn { line, column }, encoding), offset);
    }

    #[test]
    fn columns_count_what_the_encoding_says() {
        let text = "- [ ] naïve\r\n😀 task";
        check(text, 10, Encoding::Utf8, 0, 10);
        check(text, 10, Encoding::Utf16, 0, 9);
        check(text, 18, Encoding::Utf8, 1, 4);
        check(text, 18, Encoding::Utf16, 1, 2);
        check(text, 18, Encoding::Utf32, 1, 1);
    }

    #[test]
    fn out_of_range_is_clamped_and_never_inside_a_character() {
        let text = Text::from("a😀\r\nb");
        let at = |line, column| text.offset(LineColumn { line, column }, Encoding::Utf16);
        assert_eq!((at(0, 2), at(0, 99), at(1, 99), at(7, 0)), (1, 5, 8, 8));
        assert_eq!(text.line_column(6, Encoding::Utf16), LineColumn { line: 0, column: 3 });
    }
}
