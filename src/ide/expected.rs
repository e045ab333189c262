//! What the template expects in a place: the value of a field or cell, and which blanks are to be
//! filled in. Asks the template; guesses nothing.

use super::Snapshot;
use crate::plan::concept::normalise;
use crate::plan::placeholder::{Placeholder, Sort};
use crate::plan::{Field, Node, NodeId};
use crate::template::{FieldSpec, Recognised, ValueType};
use rustc_hash::{FxHashMap, FxHashSet};

/// What the template says of a field: in the section's slot, above the first one in the document's.
pub(crate) fn field<'s>(
    snapshot: &'s Snapshot,
    id: NodeId,
    field: &Field,
) -> Option<&'s FieldSpec> {
    let template = snapshot.template()?;
    let slot = snapshot.matching.as_ref()?.slot_of(id).and_then(|slot| template.slot(slot));
    let head = snapshot.plan.node(id).is_some_and(|node| node.level <= 1);
    let document = if head { template.fields.as_slice() } else { &[] };
    let specs = slot.map_or(document, |slot| &slot.fields);
    specs.iter().find(|spec| spec.key == field.key)
}

/// What goes into the cells of each of these columns, by the template's table of such columns.
pub(crate) fn cells<'s>(
    snapshot: &'s Snapshot,
    id: NodeId,
    columns: &[&str],
) -> Vec<Option<&'s ValueType>> {
    let Some((template, matching)) = snapshot.template().zip(snapshot.matching.as_ref()) else {
        return vec![None; columns.len()];
    };
    let keys: Vec<String> = columns.iter().map(|c| normalise(c)).collect();
    let given: FxHashSet<&str> = keys.iter().map(String::as_str).collect();
    let own = matching.slot_of(id).and_then(|slot| template.slot(slot));
    let tables = own.into_iter().chain(&template.slots).flat_map(|slot| &slot.tables);
    let alike = tables.filter(|table| {
        let shared = table.columns.iter().filter(|c| given.contains(c.key.as_str())).count();
        shared * 2 >= table.columns.len().max(1)
    });
    let mut values: FxHashMap<&str, &ValueType> = FxHashMap::default();
    for column in alike.flat_map(|table| &table.columns) {
        values.entry(&column.key).or_insert(&column.value);
    }
    keys.iter().map(|key| values.get(key.as_str()).copied()).collect()
}

/// What goes into the cells of one of these columns.
pub(crate) fn cell<'s>(
    snapshot: &'s Snapshot,
    id: NodeId,
    columns: &[&str],
    column: usize,
) -> Option<&'s ValueType> {
    cells(snapshot, id, columns).into_iter().nth(column)?
}

/// Whether a candidate really is a blank here: the template has it, or it can be nothing else.
pub(crate) fn is_blank(snapshot: &Snapshot, node: Node, placeholder: &Placeholder) -> bool {
    if snapshot.recognition.is == Recognised::Template {
        return !placeholder.in_code || placeholder.sort == Sort::Mustache;
    }
    let text = node.section.str(placeholder.span);
    let own = snapshot.template().is_some_and(|t| t.placeholders.contains(text));
    own || (!placeholder.sort.is_unsure() && !placeholder.in_code)
}
