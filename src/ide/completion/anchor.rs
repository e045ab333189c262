//! Headings of the document after `](#`.

use super::{Completion, CompletionKind, Completions, Place};
use crate::ide::Snippet;
use crate::plan::anchor;
use rustc_hash::FxHashMap;

/// Completes the destination of a link that begins with `#`, or has not begun.
pub(super) fn complete(place: &Place) -> Option<Completions> {
    let start = destination(place)?;
    let typed = place.before.get(start..)?;
    if !(typed.is_empty() || typed.starts_with('#')) {
        return None;
    }
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    let mut items = vec![];
    for node in place.snapshot.plan.nodes.iter().filter(|n| n.section.heading.is_some()) {
        let slug = anchor::slug(node.name());
        let count = counts.entry(slug.clone()).or_default();
        let target = if *count == 0 { format!("#{slug}") } else { format!("#{slug}-{count}") };
        *count += 1;
        items.push(Completion {
            label: target.clone(),
            kind: CompletionKind::Anchor,
            detail: node.name().to_owned(),
            documentation: String::new(),
            insert: Snippet::text(target.clone()),
            filter: target,
        });
    }
    Some(Completions { replace: place.typed(start), items })
}

/// Where the destination of the link that the cursor is in begins on the line.
pub(super) fn destination(place: &Place) -> Option<usize> {
    let start = place.before.rfind("](")? + 2;
    let typed = place.before.get(start..)?;
    let open = !typed.contains([')', '(', ' ', '<']);
    (open && place.code_span().is_none()).then_some(start)
}
