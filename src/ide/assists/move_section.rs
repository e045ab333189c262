//! "Move up" and "Move down": a phase or step with everything beneath it changes places with the one
//! beside it, and its row in the timeline with the other's. Their numbers stay in order, and what
//! names them follows; where it is not sure what names them, nothing is offered.

use crate::ide::assist::{Assist, AssistContext};
use crate::plan::series::Shift;
use crate::plan::{Node, NodeId, Plan, renumber};
use crate::template::insert;
use crate::text::{Edit, Span, apply};

/// Up to two actions, on the heading.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let plan = &context.snapshot.plan;
    let Some(id) = plan.node_at(context.span.start) else { return vec![] };
    let Some(node) = plan.node(id).filter(|n| n.is_work()) else { return vec![] };
    let text = context.snapshot.document.text();
    let heading = node.heading_span();
    if !text.line_span(text.line_of(heading.start)).touches(context.span.start) {
        return vec![];
    }
    let beside: Vec<NodeId> = plan.children(node.parent).collect();
    let at = beside.iter().position(|other| *other == id).unwrap_or_default();
    let like = |other: &NodeId| plan.node(*other).is_some_and(|n| n.level == node.level && n.kind == node.kind);
    let before = at.checked_sub(1).and_then(|at| beside.get(at)).copied().filter(like);
    let after = beside.get(at + 1).copied().filter(like);
    let kind = node.kind.name();
    let up = before.and_then(|other| swapped(context, other, id));
    let down = after.and_then(|other| swapped(context, id, other));
    let up = up.map(|edits| Assist::rewrite("move-up", format!("Move {kind} up"), edits));
    let down = down.map(|edits| Assist::rewrite("move-down", format!("Move {kind} down"), edits));
    up.into_iter().chain(down).collect()
}

/// The edits that put `second` before `first`, which it follows.
fn swapped(context: &AssistContext, first_id: NodeId, second_id: NodeId) -> Option<Vec<Edit>> {
    let plan = &context.snapshot.plan;
    let (a, b) = (plan.full_span(first_id), plan.full_span(second_id));
    if a.end != b.start {
        return None;
    }
    let (edits, sure) = renumber::edits(plan, &shifts(plan, first_id, second_id)?);
    if !sure {
        return None;
    }
    let rope = context.snapshot.document.text();
    let text = |span: Span| {
        let inside = edits.iter().filter(|e| span.covers(e.span) && !(e.span.is_empty() && e.span.start == span.end));
        let local = inside.map(|e| Edit::replace(e.span.relative_to(span.start), e.insert.clone()));
        apply(&rope.slice(span), &local.collect::<Vec<_>>())
    };
    // What parts them (blank lines, a rule) stays where it is: behind the last there may be nothing.
    let parts = |id, whole: Span| {
        let end = insert::section_end(&context.snapshot.document, plan, id).max(whole.start);
        Some((text(Span::new(whole.start, end))?, text(Span::new(end, whole.end))?))
    };
    let ((first, between), (second, behind)) = (parts(first_id, a)?, parts(second_id, b)?);
    let moved = format!("{second}{between}{first}{behind}");
    let mut replaced = vec![Edit::replace(a.cover(b), moved)];
    for (a, b) in rows(plan, first_id, second_id).into_iter().filter(|(row, _)| !a.cover(b).covers(*row)) {
        replaced.extend([Edit::replace(a, text(b)?), Edit::replace(b, text(a)?)]);
    }
    let apart = |edit: &Edit| !replaced.iter().any(|other| other.span.covers(edit.span));
    let mut all: Vec<Edit> = edits.iter().filter(|edit| apart(edit)).cloned().collect();
    all.extend(replaced);
    all.sort();
    Some(all)
}

/// The rows of the two in each timeline that has one for each, in their order.
fn rows(plan: &Plan, first: NodeId, second: NodeId) -> Vec<(Span, Span)> {
    let timelines = plan.relations().timelines.iter().filter(|t| t.is_timeline);
    let pair = timelines.filter_map(|timeline| {
        let node = plan.node(timeline.node)?;
        let of = |id| {
            let mut rows = timeline.rows(plan).filter(move |(_, phase)| *phase == Some(id));
            rows.next().filter(|_| rows.next().is_none()).map(|(row, _)| node.span(row.span))
        };
        Some((of(first)?, of(second)?)).filter(|(a, b)| a.end <= b.start)
    });
    pair.collect()
}

/// Each gets the other's number; nothing where neither has one, `None` where only one has.
fn shifts(plan: &Plan, first: NodeId, second: NodeId) -> Option<Vec<Shift>> {
    let number = |node: Node| node.section.heading.as_ref()?.name.number.clone();
    let (a, b) = (plan.node(first).and_then(number), plan.node(second).and_then(number));
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (a, b),
        (None, None) => return Some(vec![]),
        _ => return None,
    };
    let part = a.parts.len().checked_sub(1)?;
    let lead = |n: &crate::plan::heading::Number| n.parts.iter().take(part).map(|p| p.key()).collect::<Vec<_>>();
    if a.parts.len() != b.parts.len() || lead(&a) != lead(&b) || a.until.is_some() || b.until.is_some() {
        return None;
    }
    let piece = |n: &crate::plan::heading::Number| {
        let (start, end) = *n.spans().get(part)?;
        n.text.get(start..end).map(str::to_owned)
    };
    let to = |node, n| Some(Shift { node, part, to: piece(n)? });
    Some(vec![to(first, &b)?, to(second, &a)?])
}
