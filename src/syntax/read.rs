//! From a slice's text to its facts: the scanner where it is certain, the grammar where it is
//! not, and the scanner's best reading where the grammar cannot be used. Decides no syntax itself.

use super::scan::{Scan, scan};
use super::{Block, BlockKind, Facts, Inline, grammar, inline};

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
        let mut degraded = false;
        // Where the grammar is known to err, the scanner's word stands.
        if !scan.certain && !scan.beyond_grammar {
            let front = blocks.first().filter(|b| b.kind == BlockKind::FrontMatter);
            match grammar::blocks(&text, scan.body, front.cloned()) {
                Some(read) => blocks = read,
                None => degraded = true,
            }
        }
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
        BlockKind::Heading { .. } | BlockKind::Paragraph => inline::scan(text, &block.lines, out),
        BlockKind::Table(table) => {
            let rows = std::iter::once(&table.header).chain(&table.rows);
            for cell in rows.flat_map(|row| &row.cells).filter(|c| !c.is_empty()) {
                inline::scan(text, &[*cell], out);
            }
        }
        _ => {}
    }
}
