//! Moving a path from the list of files to create to that of files to modify. Only where both are
//! bulleted lists on the same depth and something is left in the first.

use crate::plan::path::{Intent, PathMention};
use crate::plan::{Item, Node, NodeId, Section};
use crate::rules::Context;
use crate::text::{Edit, Span};

/// The edits that move the item of `path`; `None` where there is no list to move it to.
pub fn edits(context: &Context, id: NodeId, path: &PathMention) -> Option<Vec<Edit>> {
    // Looked through for each file anew.
    const MOST: usize = 100;
    let node = context.plan.node(id)?;
    let item = listed(node.section, path)?;
    let beside = context.plan.children(node.parent).filter_map(|n| context.plan.node(n)).take(MOST);
    let to_modify = |node: &Node| !node.section.paths().is_empty();
    let nodes = std::iter::once(node).chain(beside).filter(to_modify);
    let (other, last) = nodes.into_iter().find_map(|n| Some((n, target(n.section, item.depth)?)))?;
    let facts = &node.section.facts;
    let lines = facts.lines_of(item.span);
    let whole = cut(node.section, item)?;
    let marker = other.section.str(last.marker);
    let lead = facts.str(Span::new(lines.start, item.marker.start));
    let rest = facts.str(Span::new(item.marker.end, lines.end));
    let end = other.span(other.section.facts.lines_of(last.span)).end;
    let insert = Edit::insert(end, format!("\n{lead}{marker}{rest}"));
    Some(vec![Edit::delete(node.span(whole)), insert])
}

/// The bullet a path stands in, if the list's label or heading says what is to be done with it, and
/// it stands there alone.
fn listed<'s>(section: &'s Section, path: &PathMention) -> Option<&'s Item> {
    let parent = section.facts.block(path.block)?.parent?;
    let item = section.items.iter().find(|item| item.block == parent && item.number.is_none())?;
    let said_above = path.word.is_some_and(|word| !item.span.covers(word));
    let mut inside = section.paths().iter().filter(|p| item.span.covers(p.span));
    let indented = section.str(Span::new(section.facts.lines_of(item.marker).start, item.marker.start));
    (said_above && inside.next().is_some() && inside.next().is_none() && indented.trim().is_empty())
        .then_some(item)
}

/// The last item of a list of files to modify.
fn target(section: &Section, depth: usize) -> Option<&Item> {
    let modify = section.paths().iter().filter(|p| p.intent == Intent::Modify);
    let item = modify.into_iter().find_map(|p| listed(section, p).filter(|i| i.depth == depth))?;
    section.items.iter().rfind(|other| other.list == item.list)
}

/// The lines of an item, with the line end before or after them; `None` if it is its list's only one.
fn cut(section: &Section, item: &Item) -> Option<Span> {
    let facts = &section.facts;
    let start = |item: &Item| facts.lines_of(item.marker).start;
    let mut others = section.items.iter().filter(|other| other.list == item.list);
    let next = others.find(|other| other.span.start > item.span.start);
    if let Some(next) = next {
        return Some(Span::new(start(item), start(next)));
    }
    let before = section.items.iter().rfind(|o| o.list == item.list && o.span.start < item.span.start)?;
    Some(Span::new(facts.lines_of(before.span).end, facts.lines_of(item.span).end))
}
