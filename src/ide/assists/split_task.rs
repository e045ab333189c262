//! "Make this task a step": a task that has grown becomes a step behind the last one of its phase, with
//! the number that comes next; the tasks beneath it become the step's own.

use crate::ide::assist::{Assist, AssistContext};
use crate::ide::next::{self, Next};
use crate::plan::heading::{self, Kind};
use crate::plan::section::BOLD_LEVEL;
use crate::plan::{Item, Node, NodeId, Section};
use crate::template::insert;
use crate::text::{Edit, Span};

/// At most one action, on an open task that is in no other.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let edits = edits(context);
    let assist = |edits| Assist::rewrite("task-to-step", "Make this task a step", edits);
    edits.map(assist).into_iter().collect()
}

fn edits(context: &AssistContext) -> Option<Vec<Edit>> {
    let (snapshot, plan) = (context.snapshot, &context.snapshot.plan);
    let id = plan.node_at(context.span.start)?;
    let node = plan.node(id).filter(|n| n.is_work() && n.level < BOLD_LEVEL)?;
    let section = &node.section;
    let local = context.span.start.checked_sub(node.start)?;
    let (at, item) = section.items_in(None).find(|(_, item)| item.span.touches(local))?;
    let open = item.check.is_some_and(|c| !c.done) && !item.text.is_empty();
    let marker = section.facts.lines_of(item.marker);
    if !open || marker.start != item.marker.start || !marker.touches(local) {
        return None;
    }
    let (last, step) = place(context, id, node)?;
    let title = section.str(item.text).lines().next()?.trim_end();
    let number = heading::parse(&step.name).title_span.0;
    let name = format!("{}{title}", step.name.get(..number)?);
    let nested = nested(section, at, item);
    let body = if nested.is_empty() { step.body.clone() } else { nested };
    let body = if body.is_empty() { "- [ ] [Task]".to_owned() } else { body };
    let text = Next { name, body, ..step }.text();
    let line_end = snapshot.context().line_end();
    let text = format!("\n\n{}", text.trim_end()).replace('\n', line_end);
    // The lines of the task go, with the line end before them.
    let own = node.span(item.span);
    let own = Span::new(own.start, own.start + snapshot.document.text().slice(own).trim_end().len());
    let gone = Span::new(own.start.saturating_sub(line_end.len()), own.end);
    let end = insert::section_end(&snapshot.document, plan, last);
    if gone.touches(end) {
        return Some(vec![Edit::replace(gone, text)]);
    }
    let mut edits = vec![Edit::delete(gone), Edit::insert(end, text)];
    edits.sort();
    Some(edits)
}

/// The section it goes behind, and its heading: after the last step, else the first of the phase.
fn place(context: &AssistContext, id: NodeId, node: Node) -> Option<(NodeId, Next)> {
    let (snapshot, plan) = (context.snapshot, &context.snapshot.plan);
    let around = if node.kind == Kind::Step { node.parent? } else { id };
    let is_step = |c: &NodeId| plan.node(*c).is_some_and(|n| n.kind == Kind::Step);
    if let Some(last) = plan.children(Some(around)).filter(is_step).last() {
        return Some((last, next::following(snapshot, last)?));
    }
    let first = || {
        let number = node.section.heading.as_ref()?.name.number.as_ref()?;
        let name = format!("Step {number}.1: [Name]");
        let level = (node.level + 1).min(6);
        Some(Next { level, name, body: String::new(), kind: Kind::Step })
    };
    Some((id, next::first_inside(snapshot, id, usize::MAX).or_else(first)?))
}

/// What stands beneath a task, moved to the left.
fn nested(section: &Section, at: usize, item: &Item) -> String {
    let Some((_, first)) = section.items_in(Some(at)).next() else { return String::new() };
    let lines = section.facts.lines_of(first.marker);
    let indent = first.marker.start - lines.start;
    let text = section.str(Span::new(lines.start, item.span.end));
    let shorter = |line: &str| {
        let blank = line.len() - line.trim_start_matches(' ').len();
        line.get(blank.min(indent)..).unwrap_or_default().trim_end().to_owned()
    };
    text.trim_end().lines().map(shorter).collect::<Vec<_>>().join("\n")
}
