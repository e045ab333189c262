//! Blank lines between the blocks of a document, not inside lists and quotes: one before and after
//! headings, tables and fences, never two.

use super::tables;
use crate::ide::Snapshot;
use crate::syntax::{BlockKind, Slice};
use crate::text::{Edit, Span};

/// A block at the top of the document: its lines, and whether blank lines part it from others.
struct Block {
    first: usize,
    last: usize,
    apart: bool,
    open: bool,
}

/// One edit for each gap that changes.
pub(super) fn edits(snapshot: &Snapshot, slices: &[Slice]) -> Vec<Edit> {
    let text = snapshot.document.text();
    let line_end = snapshot.context().line_end();
    let blocks = blocks(slices);
    let mut edits = vec![];
    for (before, after) in blocks.iter().zip(blocks.iter().skip(1)) {
        let Some(gap) = after.first.checked_sub(before.last + 1) else { continue };
        let is_blank = |line| text.slice(text.line_span(line)).trim().is_empty();
        // A blank line before an indented one would make it code.
        let indented = || text.slice(text.line_span(after.first)).starts_with(['\t', ' ']);
        if gap == 0 && !indented() && (before.apart && !after.open || after.apart && !before.open) {
            edits.push(Edit::insert(text.line_start(after.first), line_end));
        } else if gap > 1 && (before.last + 1..after.first).all(is_blank) {
            let from = text.line_start(before.last + 2);
            edits.push(Edit::delete(Span::new(from, text.line_start(after.first))));
        }
    }
    edits
}

fn blocks(slices: &[Slice]) -> Vec<Block> {
    let mut found = vec![];
    for slice in slices {
        let mut next = 0;
        while let Some(block) = slice.facts.block(next) {
            next = block.end.max(next + 1);
            let inner = slice.facts.block(next - 1);
            let line = |offset| slice.line + slice.facts.line_of(offset);
            let last = block.span.end.max(block.span.start + 1) - 1;
            found.push(Block {
                first: line(block.span.start),
                last: line(last),
                apart: match block.kind {
                    BlockKind::Heading { .. } => true,
                    BlockKind::Table(_) => !tables::is_in_doubt(&slice.facts, block.span),
                    BlockKind::Code { info, .. } => info.is_some(),
                    _ => false,
                } && !slice.facts.degraded,
                // HTML and what is next to it may be one; code left open in an item goes on.
                open: matches!(
                    block.kind,
                    BlockKind::Html | BlockKind::FrontMatter | BlockKind::Definition { .. }
                ) || slice.facts.degraded
                    || inner.is_some_and(|last| slice.facts.closing(last).is_some()),
            });
        }
    }
    found
}
