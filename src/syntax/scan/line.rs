//! One line being read from the left: columns, tabs, white space. Knows no blocks.

use crate::text::Span;

/// A place in a line. Columns count from the start of the line, a tab reaching to the next
/// multiple of four (CommonMark 0.31 §2.2); a tab may be consumed in part.
#[derive(Clone, Copy)]
pub(in crate::syntax) struct Line<'t> {
    bytes: &'t [u8],
    /// The next byte.
    pub at: usize,
    /// The end of the line, before its terminator.
    pub end: usize,
    column: usize,
}

impl<'t> Line<'t> {
    /// The line at `span` of the whole text.
    pub fn new(bytes: &'t [u8], span: Span) -> Self {
        Line { bytes, at: span.start, end: span.end, column: 0 }
    }

    /// The byte at an offset of this line; `None` at its end.
    pub fn byte(&self, at: usize) -> Option<u8> {
        if at < self.end { self.bytes.get(at).copied() } else { None }
    }

    /// What is left of the line.
    pub fn rest(&self) -> &'t [u8] {
        self.bytes.get(self.at..self.end).unwrap_or_default()
    }

    /// What is left, as a span without white space at both ends; at the end of the line when blank.
    pub fn content(&self) -> Span {
        let start = self.text();
        let mut end = self.end;
        while end > start && self.byte(end - 1).is_some_and(blank) {
            end -= 1;
        }
        Span::new(start, end)
    }

    /// The first byte that is neither space nor tab.
    pub fn text(&self) -> usize {
        let mut at = self.at;
        while self.byte(at).is_some_and(blank) {
            at += 1;
        }
        at
    }

    /// Columns of white space ahead.
    pub fn indent(&self) -> usize {
        let (mut at, mut column) = (self.at, self.column);
        loop {
            match self.byte(at) {
                Some(b' ') => column += 1,
                Some(b'\t') => column += 4 - column % 4,
                _ => return column - self.column,
            }
            at += 1;
        }
    }

    /// Whether only white space is left.
    pub fn is_blank(&self) -> bool {
        self.text() == self.end
    }

    /// Moves over at most `columns` of white space.
    pub fn skip(&mut self, mut columns: usize) {
        while columns > 0 {
            let width = match self.byte(self.at) {
                Some(b' ') => 1,
                Some(b'\t') => 4 - self.column % 4,
                _ => return,
            };
            self.at += usize::from(width <= columns);
            self.column += width.min(columns);
            columns = columns.saturating_sub(width);
        }
    }

    /// Moves over white space and then `count` bytes of text.
    pub fn take(&mut self, count: usize) {
        self.skip(usize::MAX);
        let count = count.min(self.end - self.at);
        self.at += count;
        self.column += count;
    }

    /// Moves over `>` and one column of white space after it, if such a mark stands here.
    pub fn quote(&mut self) -> bool {
        let quoted = self.indent() < 4 && self.byte(self.text()) == Some(b'>');
        if quoted {
            self.take(1);
            self.skip(1);
        }
        quoted
    }

    /// Whether the white space ahead has a tab.
    pub fn has_tab(&self) -> bool {
        self.bytes.get(self.at..self.text()).is_some_and(|s| s.contains(&b'\t'))
    }
}

/// Space or tab: CommonMark's white space within a line.
pub(in crate::syntax) fn blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// The line that starts at `at`: its span without terminator, and where the next one starts.
/// Lines end in LF, CRLF or CR.
pub(in crate::syntax) fn line_at(bytes: &[u8], at: usize) -> (Span, usize) {
    let rest = bytes.get(at..).unwrap_or_default();
    let Some(length) = memchr::memchr2(b'\n', b'\r', rest) else {
        return (Span::new(at, bytes.len()), bytes.len());
    };
    let crlf = rest.get(length..length + 2) == Some(b"\r\n");
    (Span::new(at, at + length), at + length + if crlf { 2 } else { 1 })
}
