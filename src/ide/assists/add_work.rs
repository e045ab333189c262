//! "Add a phase" and "Add a step": after the last one, with the number that comes next, and for a
//! phase with its row in the timeline. Offered on the title, the section of phases, and in phases.

use crate::ide::assist::{Assist, AssistContext, AssistKind, Edits};
use crate::ide::next::{self, Next};
use crate::ide::tables;
use crate::plan::heading::Kind;
use crate::plan::table::{TableView, aligned_row, widths};
use crate::plan::{Concept, NodeId};
use crate::template::insert;
use crate::text::{Edit, Span};

/// At most one of each.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let plan = &context.snapshot.plan;
    let Some(here) = plan.node_at(context.span.start) else { return vec![] };
    let around: Vec<NodeId> = std::iter::once(here).chain(plan.ancestors(here)).collect();
    let phase = around.iter().copied().find(|id| plan.node(*id).is_some_and(|n| n.kind == Kind::Phase));
    let on = plan.node(here);
    let wanted = phase.is_some() || on.is_some_and(|n| n.level <= 1 || n.concept == Some(Concept::Phases));
    let mut found = vec![];
    if wanted && next_phase(context).is_some() {
        let (title, edits) = ("Add a phase".to_owned(), Edits::Later(context.span, phase_edits));
        found.push(Assist { id: "add-phase", title, kind: AssistKind::Rewrite, edits });
    }
    let steps = |id: NodeId| plan.children(Some(id)).filter(|c| plan.node(*c).is_some_and(|n| n.kind == Kind::Step)).last();
    let inside = around.iter().find_map(|id| steps(*id).filter(|_| on.is_some_and(|n| n.level > 1)));
    let step = match (inside, phase) {
        (Some(last), _) => next::following(context.snapshot, last).map(|next| (last, next)),
        (None, Some(phase)) => next::first_inside(context.snapshot, phase, usize::MAX).map(|next| (phase, next)),
        _ => None,
    };
    if let Some((last, next)) = step {
        let edits = vec![insertion(context, last, &next)];
        found.push(Assist::rewrite("add-step", "Add a step", edits));
    }
    found
}

/// The last phase and the one that comes next.
fn next_phase(context: &AssistContext) -> Option<(NodeId, Next)> {
    let plan = &context.snapshot.plan;
    let nodes = plan.nodes.iter().enumerate().rev();
    let mut phases = nodes.filter(|(_, n)| n.kind == Kind::Phase).map(|(id, _)| id);
    let last = phases.find(|id| !plan.in_work(*id))?;
    Some((last, next::following(context.snapshot, last)?))
}

/// The phase, and its row behind all others.
fn phase_edits(context: &AssistContext) -> Vec<Edit> {
    let Some((last, next)) = next_phase(context) else { return vec![] };
    let mut edits = vec![insertion(context, last, &next)];
    edits.extend(timeline_row(context, last, &next));
    edits.sort();
    edits
}

/// The heading and its body behind everything that belongs to `last`.
fn insertion(context: &AssistContext, last: NodeId, next: &Next) -> Edit {
    let snapshot = context.snapshot;
    let end = insert::section_end(&snapshot.document, &snapshot.plan, last);
    let final_end = if end == snapshot.document.text().len() { "\n" } else { "" };
    let text = format!("\n\n{}{final_end}", next.text().trim_end());
    Edit::insert(end, text.replace('\n', snapshot.context().line_end()))
}

/// A row like that of the phase before it, after it.
fn timeline_row(context: &AssistContext, last: NodeId, next: &Next) -> Option<Edit> {
    let snapshot = context.snapshot;
    let plan = &snapshot.plan;
    let timelines = plan.relations().timelines.iter().filter(|t| t.is_timeline);
    let mut rows = timelines.flat_map(|t| {
        let of_last = t.rows(plan).filter(|(_, phase)| *phase == Some(last));
        of_last.map(move |(row, _)| (t, row))
    });
    let (timeline, row) = rows.next()?;
    let node = plan.node(timeline.node)?;
    let subject = timeline.schedule(plan)?.subject;
    let at = tables::at(snapshot, node.start + row.span.start)?;
    let named = node.section.str(Span::new(row.name.start, row.name.end));
    let short = row.title.is_empty() && named.len() < next.name.len();
    let number = next.name.find(": ").and_then(|end| next.name.get(..end)).filter(|_| short);
    let name = number.unwrap_or(&next.name).replace('|', "\\|");
    let cell = |(i, cell): (usize, String)| if i == subject { name.clone() } else { cell };
    let cells: Vec<String> = at.new_cells(snapshot).into_iter().enumerate().map(cell).collect();
    let view = TableView::new(&node.section.facts.text, at.table);
    let line = aligned_row(&cells, &widths(&view.cells()), &at.table.aligns);
    let line_end = snapshot.context().line_end();
    let end = node.start + row.span.end;
    Some(Edit::insert(end, format!("{line_end}{}{line}", at.prefix)))
}
