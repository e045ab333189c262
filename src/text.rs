//! The text of a document: a rope with lines, edits and positions in the three encodings of LSP.
//!
//! Offsets are bytes, ranges half-open, lines and columns from zero. Line ends are LF, CRLF and CR
//! and nothing else (LSP 3.17 §Text Documents). Knows no Markdown.

mod edit;
mod position;
mod span;

pub use edit::{Edit, apply};
pub use position::{Encoding, LineColumn};
pub use span::Span;

use ropey::Rope;
use std::borrow::Cow;

/// A document's text. Cloning is O(1): snapshots share the rope.
#[derive(Clone, Default)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of lines; a text that ends in a line end has an empty last line.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// Line of a byte offset (clamped to the text).
    pub fn line_of(&self, offset: usize) -> usize {
        self.rope.byte_to_line(offset.min(self.len()))
    }

    /// First byte of a line; past the last line, the end of the text.
    pub fn line_start(&self, line: usize) -> usize {
        if line >= self.line_count() { self.len() } else { self.rope.line_to_byte(line) }
    }

    /// The line without its terminator, in bytes of the document.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_start(line);
        let end = self.line_start(line + 1);
        let tail = self.slice(Span::new(end.saturating_sub(2).max(start), end));
        let ending =
            if tail.ends_with("\r\n") { 2 } else { usize::from(tail.ends_with(['\n', '\r'])) };
        Span::new(start, end - ending)
    }

    /// The text of a range; what lies outside the text or inside a character is left out.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        let start = self.floor(span.start);
        let end = self.floor(span.end).max(start);
        Cow::from(self.rope.byte_slice(start..end))
    }

    /// Replaces a range, clamped to the text and to character boundaries. O(log n + inserted).
    pub fn replace(&mut self, span: Span, insert: &str) {
        let start = self.rope.byte_to_char(self.floor(span.start));
        let end = self.rope.byte_to_char(self.floor(span.end)).max(start);
        self.rope.remove(start..end);
        self.rope.insert(start, insert);
    }

    /// The nearest character boundary at or before `offset`.
    pub fn floor(&self, offset: usize) -> usize {
        let offset = offset.min(self.len());
        self.rope.char_to_byte(self.rope.byte_to_char(offset))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text { rope: Rope::from_str(text) }
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Text({} bytes)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_lf_crlf_and_cr_only() {
        let text = Text::from("a\nb\r\nc\rd\u{2028}e\u{85}f\u{b}g");
        let lines: Vec<_> = (0..text.line_count()).map(|l| text.slice(text.line_span(l))).collect();
        assert_eq!(lines, ["a", "b", "c", "d\u{2028}e\u{85}f\u{b}g"]);
    }

    #[test]
    fn replace_clamps_to_characters_and_to_the_text() {
        let mut text = Text::from("naïve");
        text.replace(Span::new(3, 99), "!");
        assert_eq!(text.to_string(), "na!");
    }
}
