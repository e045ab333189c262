//! The next phase, step or component with its right number, where a heading is begun.

use super::{Completion, CompletionKind, Completions, Place};
use crate::ide::{Snippet, next};
use crate::plan::section::BOLD_LEVEL;

/// Completes a heading line.
pub(super) fn complete(place: &Place) -> Option<Completions> {
    let typed = place.before.trim_start();
    let hashes = typed.bytes().take_while(|b| *b == b'#').count();
    if !(1..=6).contains(&hashes) || !place.after.trim().is_empty() {
        return None;
    }
    let nodes = &place.snapshot.plan.nodes;
    let before = nodes.partition_point(|n| n.own_span().start < place.line.start).checked_sub(1)?;
    let line_end = place.snapshot.context().line_end();
    let mut found = next::after(place.snapshot, before);
    found.retain(|next| next.level < BOLD_LEVEL);
    let items = found.into_iter().map(|next| Completion {
        kind: CompletionKind::Section,
        detail: next.kind.name().to_owned(),
        documentation: next.body.clone(),
        insert: Snippet::of_markdown(&next.text(), place.snapshot.template())
            .with_line_ends(line_end),
        filter: format!("{} {}", "#".repeat(hashes), next.name),
        label: next.name,
    });
    let items: Vec<_> = items.collect();
    let replace = place.typed(place.before.len() - typed.len());
    (!items.is_empty()).then_some(Completions { replace, items })
}
