//! How the open leaf goes on, and what a paragraph turns out to be: a table, definitions.

use super::definition::definition;
use super::line::Line;
use super::{Leaf, Scanner, html, mark};
use crate::syntax::{Block, BlockKind, Table, table};
use crate::text::Span;

impl<'t> Scanner<'t> {
    /// Adds the line to the open leaf if nothing but that leaf's own end could stop it.
    pub(super) fn goes_on(&mut self, line: &Line<'t>, blank: bool) -> bool {
        match self.leaf {
            Leaf::Fence { mark, length, indent } => {
                let text = line.content();
                let closes = line.indent() < 4 && mark::closes_fence(self.part(text), mark, length);
                if closes {
                    self.leaf = Leaf::None;
                    if let Some(Block { kind: BlockKind::Code { closed, .. }, span, .. }) =
                        self.build.last()
                    {
                        *closed = true;
                        span.end = line.end;
                    }
                } else {
                    let mut line = *line;
                    line.skip(indent);
                    self.extend(line.end, Span::new(line.at, line.end));
                }
                true
            }
            Leaf::Html(end) => {
                if blank && end == html::End::Blank {
                    return false;
                }
                let content = line.content();
                let last = if blank { self.end() } else { line.end };
                self.extend(last, content);
                if end.is_in(self.part(content)) {
                    self.leaf = Leaf::None;
                }
                true
            }
            Leaf::Indented if blank || line.indent() >= 4 => {
                let mut line = *line;
                line.skip(4);
                let end = if blank { self.end() } else { line.end };
                self.extend(end, Span::new(line.at, line.end));
                true
            }
            _ => false,
        }
    }

    /// Makes the open paragraph's last line a table's header if `line` is its delimiter row
    /// (GFM §4.10); the lines before it stay a paragraph.
    pub(super) fn table(&mut self, line: Span, end: usize) -> bool {
        let Leaf::Paragraph { lazy, defines } = self.leaf else { return false };
        let text = self.part(line);
        if !text.iter().all(|b| b"|-: \t".contains(b)) {
            return false;
        }
        let Some(aligns) = table::delimiter(self.text, line) else { return false };
        let Some(last) = self.build.last().and_then(|b| b.lines.last().copied()) else {
            return false;
        };
        let header = table::row(self.text, last);
        if header.cells.len() != aligns.len() {
            return false;
        }
        // A single column is told from text by its pipes alone: readers differ.
        let piped = |text: &[u8]| text.len() > 1 && text.contains(&b'|');
        if !piped(text) || !piped(self.part(last)) {
            self.certain = false;
            return false;
        }
        self.certain &= defines && !lazy;
        if let Some(block) = self.build.last() {
            block.lines.pop();
            if let Some(&before) = block.lines.last() {
                self.certain = false;
                let gap = Line::new(self.bytes, Span::new(before.end, last.start)).text();
                block.span.end = gap;
            }
        }
        self.retreat(self.open.len());
        let span = Span::new(last.start, end);
        self.build.leaf(
            BlockKind::Table(Box::new(Table { header, delimiter: line, aligns, rows: Vec::new() })),
            span,
            Vec::new(),
        );
        self.leaf = Leaf::Table;
        self.traps(last);
        true
    }

    pub(super) fn row(&mut self, line: Span, end: usize) {
        self.traps(line);
        let row = table::row(self.text, line);
        if let Some(Block { kind: BlockKind::Table(table), span, .. }) = self.build.last() {
            table.rows.push(row);
            span.end = end;
        }
    }

    /// Rows the grammar stumbles over.
    fn traps(&mut self, row: Span) {
        let text = self.part(row);
        let empty = text == b"|" || memchr::memmem::find(text, b"||").is_some();
        let marks = text.iter().all(|b| b"=|-: \t".contains(b));
        self.beyond_grammar |= empty || marks;
    }

    /// Turns the start of the open paragraph into the definitions it holds; drops a paragraph
    /// without lines.
    pub(super) fn definitions(&mut self) {
        let Leaf::Paragraph { defines, .. } = self.leaf else { return };
        let Some(block) = self.build.last() else { return };
        // Without lines once a table has taken the only one.
        let first = block.lines.first().map(|l| l.start);
        let bracket = first.is_none_or(|at| self.bytes.get(at) == Some(&b'['));
        if !bracket || (first.is_some() && !defines) {
            return;
        }
        let Some(mut paragraph) = self.build.blocks.pop() else { return };
        let mut lines = paragraph.lines.as_slice();
        while let Some(found) = definition(self.bytes, lines) {
            let (own, rest) = lines.split_at(found.lines.min(lines.len()));
            let span = Span::new(
                own.first().map_or(0, |l| l.start),
                if rest.is_empty() { paragraph.span.end } else { own.last().map_or(0, |l| l.end) },
            );
            self.certain &= found.plain;
            let kind = BlockKind::Definition { label: found.label, destination: found.destination };
            self.build.leaf(kind, span, own.to_vec());
            lines = rest;
        }
        if let Some(first) = lines.first() {
            // The grammar takes a paragraph that goes on behind definitions for a new one.
            self.beyond_grammar |= paragraph.lines.len() > lines.len();
            paragraph.span.start = first.start;
            paragraph.lines = lines.to_vec();
            let Block { kind, span, lines, .. } = paragraph;
            self.build.leaf(kind, span, lines);
        }
    }
}
