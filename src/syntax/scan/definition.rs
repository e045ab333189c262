//! Link reference definitions at the start of a paragraph (CommonMark 0.31 §4.7).
//! Resolves nothing.

use super::line::blank;
use crate::text::Span;

/// A definition's label and destination, the line after it, and whether it stands on one line
/// as it does in practice.
pub(super) struct Definition {
    pub label: Span,
    pub destination: Span,
    /// Lines it takes.
    pub lines: usize,
    /// Label, destination and title on one line, and the next line cannot be a title.
    pub plain: bool,
}

/// The definition that `lines` (the trimmed lines of a paragraph) begin with.
pub(super) fn definition(bytes: &[u8], lines: &[Span]) -> Option<Definition> {
    let mut reader = Reader { bytes, lines, line: 0, at: lines.first()?.start };
    reader.eat(b'[')?;
    let label = reader.label()?;
    reader.eat(b':')?;
    reader.space();
    if reader.byte().is_none() {
        reader.next_line()?;
    }
    let destination = reader.destination()?;
    // Up to here it stands without a title; a title is taken only if nothing follows it.
    let spaced = reader.space();
    let alone = reader.byte().is_none();
    let mut lines = reader.line + 1;
    let mut tried = false;
    if !alone && !spaced {
        return None;
    }
    if !alone || reader.next_line().is_some() {
        tried = matches!(reader.byte(), Some(b'"' | b'\'' | b'('));
        match reader.title() {
            Some(()) => lines = reader.line + 1,
            None if !alone => return None,
            None => {}
        }
    }
    let plain = lines == 1 && !(alone && tried);
    Some(Definition { label, destination, lines, plain })
}

struct Reader<'t> {
    bytes: &'t [u8],
    lines: &'t [Span],
    line: usize,
    at: usize,
}

impl Reader<'_> {
    /// The next byte of this line.
    fn byte(&self) -> Option<u8> {
        let end = self.lines.get(self.line).map_or(0, |l| l.end);
        if self.at < end { self.bytes.get(self.at).copied() } else { None }
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.byte()? == byte).then(|| self.at += 1)
    }

    fn next_line(&mut self) -> Option<()> {
        self.line += 1;
        self.at = self.lines.get(self.line)?.start;
        Some(())
    }

    fn space(&mut self) -> bool {
        let start = self.at;
        while self.byte().is_some_and(blank) {
            self.at += 1;
        }
        self.at > start
    }

    /// Up to the closing bracket and over it; at most 999 bytes, at least one not blank.
    fn label(&mut self) -> Option<Span> {
        let start = self.at;
        let mut filled = false;
        while self.at - start < 1000 {
            match self.byte() {
                None => self.next_line()?,
                Some(b']') => {
                    let label = Span::new(start, self.at);
                    self.at += 1;
                    return filled.then_some(label);
                }
                Some(b'[') => return None,
                Some(b'\\') => {
                    filled = true;
                    self.at += 1;
                    self.at += usize::from(self.byte().is_some());
                }
                Some(byte) => {
                    filled |= !blank(byte);
                    self.at += 1;
                }
            }
        }
        None
    }

    fn destination(&mut self) -> Option<Span> {
        let angle = self.eat(b'<').is_some();
        let start = self.at;
        let mut depth = 0usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'>' if angle => {
                    self.at += 1;
                    return Some(Span::new(start, self.at - 1));
                }
                b'<' if angle => return None,
                1..=b' ' | 0x7f if !angle => break,
                b'(' if !angle => depth += 1,
                b')' if !angle => depth = depth.checked_sub(1)?,
                b'\\' => {
                    self.at += 1;
                    let escaped = self.byte().is_some_and(|b| b.is_ascii_punctuation());
                    self.at -= usize::from(!escaped);
                }
                _ => {}
            }
            self.at += 1;
        }
        (!angle && self.at > start && depth == 0).then(|| Span::new(start, self.at))
    }

    /// A title and nothing after it on its last line.
    fn title(&mut self) -> Option<()> {
        let close = match self.byte()? {
            b'(' => b')',
            quote @ (b'"' | b'\'') => quote,
            _ => return None,
        };
        self.at += 1;
        loop {
            match self.byte() {
                None => self.next_line()?,
                Some(byte) if byte == close => break,
                Some(b'(') if close == b')' => return None,
                Some(b'\\') => {
                    self.at += 1;
                    self.at += usize::from(self.byte().is_some());
                }
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        self.space();
        self.byte().is_none().then_some(())
    }
}
