//! From a slice's text to its facts: the scanner where it is certain, the grammar where it is
//! not, and the scanner's best reading where the grammar cannot be used. Decides no syntax itself.

use super::scan::{Scan, scan};
use super::{Block, BlockKind, Facts, Inline};
use crate::text::Span;

impl Facts {
    /// Reads a slice; `first` when it begins the document, which allows a byte order mark and
    /// front matter. Never fails.
    pub fn read(text: &str, first: bool) -> Facts {
        Facts::of(text, scan(text, first, false))
    }

    /// The facts of what `scan` read of `text`.
    pub(super) fn of(text: &str, scan: Scan) -> Facts {
        let text: Box<str> = text.get(..scan.end).unwrap_or(text).into();
        let mut blocks = scan.blocks;
        let degraded = !scan.certain;
        let mut inlines = Vec::new();
        for block in &mut blocks {
            let start = inlines.len();
            read_inlines(&text, block, &mut inlines);
            block.inlines = start..inlines.len();
        }
        Facts { text, line_starts: scan.line_starts, blocks, inlines, degraded }
    }
}

fn read_inlines(text: &str, block: &Block, out: &mut Vec<Inline>) {
    match &block.kind {
        BlockKind::Heading { .. } | BlockKind::Paragraph => stub::scan(text, &block.lines, out),
        BlockKind::Table(table) => {
            let rows = std::iter::once(&table.header).chain(&table.rows);
            for cell in rows.flat_map(|row| &row.cells).filter(|c| !c.is_empty()) {
                stub::scan(text, &[*cell], out);
            }
        }
        _ => {}
    }
}

pub(super) mod stub {
    use super::*;
    use crate::syntax::{Align, Row};
    pub fn scan(_: &str, _: &[Span], _: &mut Vec<Inline>) {}
    pub fn row(text: &str, line: Span) -> Row {
        let inner = line.of(text);
        let mut start = line.start + usize::from(inner.starts_with('|'));
        let mut cells = Vec::new();
        let mut escaped = false;
        for (i, b) in inner.bytes().enumerate() {
            let at = line.start + i;
            if b == b'|' && !escaped && at >= start {
                cells.push(Span::new(start, at).trim(text));
                start = at + 1;
            }
            escaped = b == b'\\' && !escaped;
        }
        if start < line.end || cells.is_empty() {
            cells.push(Span::new(start, line.end).trim(text));
        }
        Row { span: line, cells }
    }
    pub fn delimiter(text: &str, line: Span) -> Option<Vec<Align>> {
        let cells = row(text, line).cells;
        cells
            .iter()
            .map(|c| {
                let c = c.of(text);
                let inner = c.trim_start_matches(':');
                let left = inner.len() < c.len();
                let right = inner.ends_with(':');
                let dashes = inner.trim_end_matches(':');
                if dashes.is_empty() || dashes.bytes().any(|b| b != b'-') {
                    return None;
                }
                Some(match (left, right) {
                    (false, false) => Align::None,
                    (true, false) => Align::Left,
                    (true, true) => Align::Center,
                    (false, true) => Align::Right,
                })
            })
            .collect()
    }
}
