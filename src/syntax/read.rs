//! From a slice's text to its facts: the scanner where it is certain, the grammar where it is
//! not, and the scanner's best reading where the grammar cannot be used. Decides no syntax itself.

use super::scan::{Scan, scan};
use super::{Block, BlockKind, Facts, Inline, grammar, inline};
use std::sync::OnceLock;

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
        let inlines = OnceLock::new();
        Facts { text, line_starts: scan.line_starts, blocks, degraded, inlines }
    }

    /// The inlines of those of `blocks` that have any.
    pub(super) fn read_inlines<'b>(
        &self,
        blocks: impl IntoIterator<Item = &'b Block>,
    ) -> Vec<Inline> {
        let mut found = Vec::new();
        for block in blocks.into_iter().filter(|b| b.is_text()) {
            match &block.kind {
                BlockKind::Table(table) => {
                    let rows = std::iter::once(&table.header).chain(&table.rows);
                    for cell in rows.flat_map(|row| &row.cells).filter(|c| !c.is_empty()) {
                        inline::scan(&self.text, &[*cell], &mut found);
                    }
                }
                _ => inline::scan(&self.text, &block.lines, &mut found),
            }
        }
        found.shrink_to_fit();
        found
    }
}
