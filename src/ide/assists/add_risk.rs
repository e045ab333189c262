//! "Add a risk": a row at the end of the risks table, an item at the end of the risks list, or the
//! section itself when the plan has none. Offered anywhere in the plan's title and risks.

use crate::ide::assist::{Assist, AssistContext};
use crate::ide::{expected, tables};
use crate::plan::table::ColumnRole;
use crate::plan::{Concept, Field, NodeId, Section};
use crate::template::{FieldSpec, insert};
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
    let sections = sections.filter_map(|id| Some((id, plan.node(id)?)));
    let mut sections = sections.filter(|(_, n)| n.within == Some(Concept::Risks));
    sections.find_map(|(id, node)| {
        let section = &node.section;
        if let Some(block) = section.tables.first().and_then(|t| section.facts.block(*t)) {
            let at = tables::at(context.snapshot, node.start + block.span.start)?;
            let line_end = context.snapshot.context().line_end();
            let row = at.new_row(context.snapshot);
            return Some(Edit::insert(at.last_span().end, format!("{line_end}{}{row}", at.prefix)));
        }
        let edit = item(context, id, section)?;
        Some(edit.shift(node.start))
    })
}

/// An item after the last top-level one, of its shape: the same labels, with blanks behind them.
fn item(context: &AssistContext, id: NodeId, section: &Section) -> Option<Edit> {
    let (index, last) = section.items_in(None).last()?;
    let facts = &section.facts;
    let line_end = context.snapshot.context().line_end();
    let indent = section.str(Span::new(facts.lines_of(last.marker).start, last.marker.start));
    let marker = match last.number {
        Some(number) => {
            let close = section.str(last.marker).chars().next_back().unwrap_or('.');
            format!("{}{close}", number + 1)
        }
        None => section.str(last.marker).to_owned(),
    };
    let blank = |field: &Field| match expected::field(context.snapshot, id, field) {
        Some(spec) => value(spec).to_owned(),
        None => generic(section.str(field.label)),
    };
    let within = section.fields.iter().filter(|f| last.span.covers(f.span));
    let line = |field: &Field| facts.line_of(field.label.start);
    let first = within.clone().find(|f| line(f) == facts.line_of(last.marker.start));
    let name = match first {
        Some(field) => {
            let lead = section.str(Span::new(last.text.start, field.label.start));
            let label = section.str(field.label);
            let joint = section.str(Span::new(field.label.end, field.value.start));
            match ColumnRole::of(label) {
                ColumnRole::Risk => format!("{lead}{label}{joint}[Risk]"),
                _ if field.value.is_empty() => format!("{lead}[Risk]{joint}"),
                _ => format!("{lead}[Risk]{joint}{MITIGATION}"),
            }
        }
        None if section.str(last.text).starts_with("**") => "**[Risk]**".to_owned(),
        None => "[Risk]".to_owned(),
    };
    let mut text = format!("{line_end}{indent}{marker} {}", name.trim_end());
    let mut before = facts.line_of(last.marker.start);
    for field in within {
        let nested = section.items_in(Some(index)).any(|(_, i)| Some(i.block) == field.item);
        if line(field) == before || !(nested || field.item == Some(last.block)) {
            continue;
        }
        before = line(field);
        let lead = section.str(Span::new(facts.lines_of(field.label).start, field.value.start));
        text += &format!("{line_end}{} {}", lead.trim_end(), blank(field));
    }
    Some(Edit::insert(last.span.end, text))
}

const MITIGATION: &str = "[How it is avoided or contained]";

/// What the template has behind a label.
fn value(spec: &FieldSpec) -> &str {
    let line = spec.sample.lines().next().unwrap_or_default();
    let behind = line.split_once(spec.label.as_str()).map_or("", |(_, behind)| behind);
    behind.trim_start_matches(['*', '_', ':', '：', ' '])
}

/// What is asked behind a label that no template has.
fn generic(label: &str) -> String {
    match ColumnRole::of(label) {
        ColumnRole::Mitigation => MITIGATION.to_owned(),
        ColumnRole::Impact | ColumnRole::Probability => "[Low/Medium/High]".to_owned(),
        _ => format!("[{label}]"),
    }
}
