//! Values of fields: the template's choices, statuses, levels and dates.

use super::{Completion, Completions, Place};
use crate::ide::values::{self, Wanted};
use crate::ide::{Snippet, expected};
use crate::plan::field::Shape;
use crate::text::Span;

/// Completes behind a label.
pub(super) fn complete(place: &Place) -> Option<Completions> {
    let snapshot = place.snapshot;
    let id = snapshot.plan.node_at(place.offset)?;
    let node = snapshot.plan.node(id)?;
    let local = place.offset.checked_sub(node.start)?;
    let here = |span: Span| span.start <= local && node.span(span).start >= place.line.start;
    let fields = node.section.fields.iter().filter(|f| f.shape != Shape::Row);
    let field = fields.filter(|f| here(f.label)).max_by_key(|f| f.label.start)?;
    let typed = node.section.str(Span::new(field.label.end, local));
    // Between label and value stand marks only: `:** `.
    let marks = typed.trim_start_matches(['*', '_', ':', '：', '=', '"', '\'', ' ', '\t']);
    let colon = typed.get(..typed.len() - marks.len())?;
    let behind = Span::new(field.value.end, local.max(field.value.end));
    let between = node.section.str(behind).trim().is_empty();
    if !colon.contains([':', '：', '=']) || !between || colon.trim_end() == "**" {
        return None;
    }
    if field.shape == Shape::Strong && !colon.contains("**") && !colon.contains("__") {
        return None;
    }
    let spec = expected::field(snapshot, id, field).map(|spec| &spec.value);
    let found = values::values(snapshot, spec, Wanted::of_key(&field.key));
    let pad = if marks.is_empty() && !typed.ends_with([' ', '\t', '"', '\'']) { " " } else { "" };
    let item = |(text, detail): (String, &str)| {
        let mut item = Completion::value(text, detail);
        item.insert = Snippet::text(format!("{pad}{}", item.label));
        item
    };
    let replace = Span::new(place.offset - marks.len(), place.offset);
    let items: Vec<_> = found.into_iter().map(item).collect();
    (!items.is_empty()).then_some(Completions { replace, items })
}
