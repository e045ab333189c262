//! "Add a risk": a row at the end of the risks table, an item at the end of the risks list, or the
//! section itself when the plan has none. Offered anywhere in the plan's title and risks.

use crate::ide::assist::{Assist, AssistContext};
use crate::ide::tables;
use crate::plan::{Concept, NodeId, Section};
use crate::template::insert;
use crate::text::{Edit, Span};

/// At most one action.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let plan = &context.snapshot.plan;
    let risks: Vec<NodeId> = plan.with_concept(Concept::Risks).map(|(id, _)| id).collect();
    let here = plan.node_at(context.span.start);
    let on_title = here.is_some_and(|id| plan.node(id).is_some_and(|n| n.level <= 1));
    let in_risks = here.is_some_and(|id| plan.node(id).is_some_and(|n| n.within == Some(Concept::Risks)));
    if !on_title && !in_risks {
        return vec![];
    }
    let edit = if risks.is_empty() { section(context) } else { within(context, &risks) };
    edit.map(|edit| Assist::rewrite("add-risk", "Add a risk", vec![edit])).into_iter().collect()
}

fn section(context: &AssistContext) -> Option<Edit> {
    let snapshot = context.snapshot;
    let insertion = match (snapshot.template(), &snapshot.matching) {
        (Some(template), Some(matching)) => {
            let slot = template.slot_for(Concept::Risks);
            slot.map(|slot| insert::slot(&snapshot.document, &snapshot.plan, template, matching, slot))
        }
        _ => None,
    };
    let generic = || insert::concept(&snapshot.document, &snapshot.plan, Concept::Risks);
    Some(insertion.unwrap_or_else(generic).edit)
}

/// In the section under the cursor if it is one of risks, else in the first that has a shape.
fn within(context: &AssistContext, risks: &[NodeId]) -> Option<Edit> {
    let plan = &context.snapshot.plan;
    let here = plan.node_at(context.span.start).into_iter();
    let sections = here.chain(risks.iter().flat_map(|id| plan.subtree(*id).map(|(id, _)| id)));
    let mut sections = sections.filter_map(|id| plan.node(id));
    let mut sections = sections.by_ref().filter(|n| n.within == Some(Concept::Risks));
    sections.find_map(|node| {
        let section = &node.section;
        if let Some(block) = section.tables.first().and_then(|t| section.facts.block(*t)) {
            let at = tables::at(context.snapshot, node.start + block.span.start)?;
            let line_end = context.snapshot.context().line_end();
            let row = at.new_row(context.snapshot);
            return Some(Edit::insert(at.last_span().end, format!("{line_end}{}{row}", at.prefix)));
        }
        let edit = item(section, context.snapshot.context().line_end())?;
        Some(edit.shift(node.start))
    })
}

/// An item after the last top-level one, of its shape: nested labels repeated without their values.
fn item(section: &Section, line_end: &str) -> Option<Edit> {
    let (index, last) = section.items_in(None).last()?;
    let facts = &section.facts;
    let indent = section.str(Span::new(facts.lines_of(last.marker).start, last.marker.start));
    let marker = match last.number {
        Some(number) => {
            let close = section.str(last.marker).chars().next_back().unwrap_or('.');
            format!("{}{close}", number + 1)
        }
        None => section.str(last.marker).to_owned(),
    };
    let bold = section.str(last.text).starts_with("**");
    let name = if bold { "**[Risk]**" } else { "[Risk]" };
    let mut text = format!("{line_end}{indent}{marker} {name}");
    for field in section.fields.iter().filter(|f| last.span.covers(f.span)) {
        let nested = section.items_in(Some(index)).find(|(_, i)| Some(i.block) == field.item);
        let Some((_, nested)) = nested else { continue };
        let lead = section.str(Span::new(facts.lines_of(nested.marker).start, field.value.start));
        text += &format!("{line_end}{}", lead.trim_end());
    }
    Some(Edit::insert(last.span.end, text))
}
