//! What was read from a heading of a template file: its slot, in words for the template's author.

use super::Snapshot;
use super::text::{code, values};
use crate::plan::Node;
use crate::template::{FieldSpec, Origin, Slot, Template};

/// What a plan is to have where the template has this heading; `None` for a heading that is no
/// slot, such as the title.
pub(super) fn slot(snapshot: &Snapshot, node: Node) -> Option<String> {
    let text = snapshot.document.text().to_string();
    let (template, _) = Template::load("template", &text, Origin::BuiltIn);
    let start = node.heading_span().start;
    let before = template.slots.partition_point(|slot| slot.span.start <= start);
    let mut above = template.slots.get(..before)?.iter().rev();
    let slot = above.find(|slot| slot.level == node.level)?;
    if slot.span.start != start {
        let first = slot.repeats.as_ref().map(|_| code(&slot.heading))?;
        return Some(format!("One more sample of {first}."));
    }
    Some(said(slot))
}

fn said(slot: &Slot) -> String {
    let mut traits = vec![];
    traits.extend(slot.concept.map(|concept| format!("for *{}*", concept.id())));
    traits.push(if slot.optional { "optional" } else { "required" }.to_owned());
    traits.extend(slot.repeats.as_ref().map(|_| "repeats".to_owned()));
    let mut lines = vec![format!("In plans: {}.", traits.join(", "))];
    if !slot.aliases.is_empty() {
        let names: Vec<String> = slot.aliases.iter().map(|name| code(name)).collect();
        lines.push(format!("Also headed {}.", names.join(", ")));
    }
    lines.extend(list("Fields", slot.fields.iter().map(field)));
    for table in &slot.tables {
        let column = |column: &crate::template::ColumnSpec| typed(&column.name, &column.value);
        lines.extend(list("Table", table.columns.iter().map(column)));
    }
    let lists: Vec<&str> = slot.lists.iter().map(|list| list.name()).collect();
    if !lists.is_empty() {
        lines.push(format!("Lists: {}.", lists.join(", ")));
    }
    lines.join("\n\n")
}

fn field(field: &FieldSpec) -> String {
    let optional = if field.optional { " (optional)" } else { "" };
    typed(&field.label, &field.value) + optional
}

fn typed(name: &str, value: &crate::template::ValueType) -> String {
    let fits = values(value).unwrap_or_else(|| "text".to_owned());
    format!("{}: {fits}", code(name))
}

/// A heading and its points, as many as one reads.
fn list(name: &str, points: impl Iterator<Item = String>) -> Option<String> {
    const MOST: usize = 20;
    let points: Vec<String> = points.take(MOST).map(|point| format!("- {point}")).collect();
    (!points.is_empty()).then(|| format!("{name}:\n{}", points.join("\n")))
}
