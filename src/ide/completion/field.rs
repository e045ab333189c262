//! Missing field labels of the section, in the template's order, where a line is empty or begins
//! with what the labels begin with.

use super::{Completion, CompletionKind, Completions, Place};
use crate::ide::Snippet;
use crate::template::FieldSpec;

/// Completes an empty line and the beginning of a bold label.
pub(super) fn complete(place: &Place) -> Option<Completions> {
    let snapshot = place.snapshot;
    let typed = place.before.trim_start();
    let word = typed.trim_start_matches(['-', '*', '+', ' ']);
    let marks = typed.get(..typed.len() - word.len())?;
    let label = marks.is_empty() && word.is_empty()
        || marks.contains("**")
        || marks == "*"
        || marks == "- ";
    if !label || !place.after.trim().is_empty() || word.contains(['*', ':']) {
        return None;
    }
    let id = snapshot.plan.node_at(place.offset)?;
    let node = snapshot.plan.node(id)?;
    let template = snapshot.template()?;
    let slot = snapshot.matching.as_ref()?.slot_of(id).and_then(|slot| template.slot(slot));
    let specs = match slot {
        Some(slot) => &slot.fields,
        None if node.level <= 1 => &template.fields,
        None => return None,
    };
    let line_end = snapshot.context().line_end();
    let missing = specs.iter().filter(|spec| node.section.field(&spec.key).is_none());
    let fits = |spec: &&FieldSpec| marks != "- " || spec.sample.starts_with('-');
    let item = |spec: &FieldSpec| Completion {
        label: spec.label.clone(),
        kind: CompletionKind::Field,
        detail: if spec.optional { "optional field" } else { "field" }.to_owned(),
        documentation: spec.sample.clone(),
        insert: Snippet::of_markdown(&spec.sample, Some(template)).with_line_ends(line_end),
        filter: format!("{marks}{}", spec.label),
    };
    let items: Vec<_> = missing.filter(fits).map(item).collect();
    let replace = place.typed(place.before.len() - typed.len());
    (!items.is_empty()).then_some(Completions { replace, items })
}
