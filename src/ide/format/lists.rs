//! Ordered lists that begin with 0 or 1, counted up. Lists that say `1.` throughout stay: that is
//! counting, too. A list whose texts would have to be indented anew stays as well.

use crate::syntax::{BlockId, BlockKind, Facts, Slice};
use crate::text::{Edit, Span};

/// One edit for each number that changes.
pub(super) fn edits(slices: &[Slice]) -> Vec<Edit> {
    let mut edits = vec![];
    for slice in slices.iter().filter(|s| !s.facts.degraded) {
        for (id, block) in slice.facts.blocks.iter().enumerate() {
            if matches!(block.kind, BlockKind::List { ordered: true }) {
                let list = renumbered(&slice.facts, id).unwrap_or_default();
                edits.extend(list.into_iter().map(|edit| edit.shift(slice.start)));
            }
        }
    }
    edits
}

fn renumbered(facts: &Facts, list: BlockId) -> Option<Vec<Edit>> {
    let item = |id| {
        let block = facts.block(id)?;
        match block.kind {
            BlockKind::Item { marker, number: Some(number), .. } => {
                Some((block.span, marker, number))
            }
            _ => None,
        }
    };
    let items: Vec<(Span, Span, u64)> = facts.children(list).filter_map(item).collect();
    let first = items.first().map(|(_, _, number)| *number).filter(|first| *first <= 1)?;
    if items.get(1).is_some_and(|(_, _, second)| *second == first) {
        return None;
    }
    let mut edits = vec![];
    for ((span, marker, number), wanted) in items.into_iter().zip(first..) {
        if number == wanted {
            continue;
        }
        let digits = Span::new(marker.start, marker.end.checked_sub(1)?);
        let to = wanted.to_string();
        // What is beneath an item without text may come to be a part of it.
        let more = facts.line_of(span.start) != facts.line_of(span.end) || span.end <= marker.end;
        if to.len() != digits.len() && more {
            return None;
        }
        edits.push(Edit::replace(digits, to));
    }
    Some(edits)
}
