//! "Move up" and "Move down": a phase or step with everything beneath it changes places with the one
//! beside it. Their numbers stay in order, and what names them follows; where it is not sure what
//! names them, nothing is offered.

use crate::ide::assist::{Assist, AssistContext};
use crate::plan::series::Shift;
use crate::plan::{Node, NodeId, Plan, renumber};
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
fn swapped(context: &AssistContext, first: NodeId, second: NodeId) -> Option<Vec<Edit>> {
    let plan = &context.snapshot.plan;
    let (a, b) = (plan.full_span(first), plan.full_span(second));
    if a.end != b.start {
        return None;
    }
    let (edits, sure) = renumber::edits(plan, &shifts(plan, first, second)?);
    if !sure {
        return None;
    }
    let text = |span: Span| {
        let inside = edits.iter().filter(|e| span.covers(e.span) && !(e.span.is_empty() && e.span.start == span.end));
        let local = inside.map(|e| Edit::replace(e.span.relative_to(span.start), e.insert.clone()));
        apply(&context.snapshot.document.text().slice(span), &local.collect::<Vec<_>>())
    };
    let (first, second) = (text(a)?, text(b)?);
    // The blank lines stay where they are: the last section may have none behind it.
    let tail = |text: &str| text.get(text.trim_end().len()..).unwrap_or_default().to_owned();
    let moved = format!("{}{}{}{}", second.trim_end(), tail(&first), first.trim_end(), tail(&second));
    let whole = a.cover(b);
    let mut all: Vec<Edit> = edits.into_iter().filter(|e| !whole.covers(e.span)).collect();
    all.push(Edit::replace(whole, moved));
    all.sort();
    Some(all)
}

/// Each gets the other's number; nothing where neither has one, `None` where only one has.
fn shifts(plan: &Plan, first: NodeId, second: NodeId) -> Option<Vec<Shift>> {
    let number = |node: &Node| node.section.heading.as_ref()?.name.number.clone();
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
