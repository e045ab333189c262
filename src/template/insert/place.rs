//! Where a new section goes, and the blank lines, separators and line ends around it.

use super::generic;
use crate::plan::{Concept, NodeId, Plan};
use crate::syntax::{BlockKind, Document};
use crate::template::{Matching, SlotId, Template};
use crate::text::{Edit, Span};

/// A place in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Byte of the document.
    pub(super) offset: usize,
    /// The heading level there.
    pub(super) level: u8,
    /// The sections beside it, in order.
    pub(super) siblings: Vec<NodeId>,
    /// The slot whose section is written there with its siblings: the outermost missing one's parent.
    pub(super) anchor: Option<SlotId>,
    /// Before the section that begins at the offset, rather than after what ends there.
    before: bool,
    /// What closes a fence or comment that the document leaves open.
    open: Option<String>,
}

/// The slots from the outermost missing one down to `slot`; `anchor` is the filled one around them.
pub(super) fn missing_path(
    template: &Template,
    slot: SlotId,
    anchor: Option<SlotId>,
) -> Vec<SlotId> {
    let parent = |s: &SlotId| template.slot(*s).and_then(|s| s.parent);
    let up = std::iter::successors(Some(slot), parent).take_while(|s| Some(*s) != anchor);
    let mut path: Vec<SlotId> = up.collect();
    path.reverse();
    path
}

impl Place {
    /// The slot's own place: after the sections of the slots before it, else before those of the
    /// slots behind it, else at the end of the section around it.
    pub(super) fn of_slot(
        document: &Document,
        plan: &Plan,
        template: &Template,
        matching: &Matching,
        slot: SlotId,
    ) -> Place {
        let around = Place::around_slot(plan, template, matching, slot);
        let outer = missing_path(template, slot, around.anchor).first().copied().unwrap_or(slot);
        let beside = |s: &SlotId| template.slot(*s).is_some_and(|s| s.parent == around.anchor);
        let parent = parent_node(plan, matching, template, slot);
        let is_here = |n: &NodeId| plan.node(*n).is_some_and(|n| n.parent == parent);
        let here = |s: SlotId| matching.nodes_of(s).iter().copied().filter(is_here);
        let before = (0..outer).rev().filter(beside).find_map(|s| here(s).next_back());
        let mut behind = (outer + 1..template.slots.len()).filter(beside);
        match before {
            Some(node) => around.after(document, plan, node),
            None => match behind.find_map(|s| here(s).next()) {
                Some(node) => around.before(plan, node),
                None => around.at_end(document, plan, parent),
            },
        }
    }

    /// Siblings and level of a slot's place, without the offset (that is the document's end).
    pub(super) fn around_slot(
        plan: &Plan,
        template: &Template,
        matching: &Matching,
        slot: SlotId,
    ) -> Place {
        let parent = parent_node(plan, matching, template, slot);
        let anchor = filled_around(matching, template, slot);
        Place { anchor, ..Place::inside(plan, parent) }
    }

    /// The concept's usual place among the plan's sections.
    pub(super) fn of_concept(document: &Document, plan: &Plan, concept: Concept) -> Place {
        let around = Place::around_concept(plan, concept);
        let later = |id: &NodeId| {
            let Some(node) = plan.node(*id) else { return false };
            let key = node.section.heading.as_ref().map_or("", |h| &h.key);
            let closing = generic::CLOSING.iter().any(|c| key.starts_with(c));
            closing || node.concept.is_some_and(|c| generic::rank(c) > generic::rank(concept))
        };
        let before = around.siblings.iter().rposition(|id| !later(id));
        match before.and_then(|at| around.siblings.get(at)) {
            Some(&node) => around.after(document, plan, node),
            None => match around.siblings.first() {
                Some(&node) => around.before(plan, node),
                None => around.at_end(document, plan, root(plan)),
            },
        }
    }

    /// Siblings and level of a concept's place.
    pub(super) fn around_concept(plan: &Plan, _: Concept) -> Place {
        Place::inside(plan, root(plan))
    }

    fn inside(plan: &Plan, parent: Option<NodeId>) -> Place {
        let headed =
            |id: &NodeId| plan.node(*id).is_some_and(|n| n.level > 0) && Some(*id) != plan.title;
        let siblings: Vec<NodeId> = plan.children(parent).filter(headed).collect();
        let level = |id: NodeId| plan.node(id).map(|n| n.level);
        let deeper = || parent.and_then(level).map(|l| l + 1);
        // The last one has the lowest level: what is written deeper behind it would lie in it.
        let level = siblings.last().and_then(|id| level(*id)).or_else(deeper).unwrap_or(2);
        let offset = plan.nodes.last().map_or(0, |n| n.own_span().end);
        Place {
            offset,
            level: level.clamp(1, 6),
            siblings,
            anchor: None,
            before: false,
            open: None,
        }
    }

    fn after(self, document: &Document, plan: &Plan, node: NodeId) -> Place {
        let (offset, open) = content_end(document, plan, node);
        let level = plan.node(node).map_or(self.level, |n| n.level.clamp(1, 6));
        Place { offset, open, level, ..self }
    }

    fn before(self, plan: &Plan, node: NodeId) -> Place {
        let Some(found) = plan.node(node) else { return self };
        Place {
            offset: found.own_span().start,
            level: found.level.clamp(1, 6),
            before: true,
            ..self
        }
    }

    fn at_end(self, document: &Document, plan: &Plan, parent: Option<NodeId>) -> Place {
        match parent.or_else(|| plan.nodes.len().checked_sub(1)) {
            Some(node) => {
                let (offset, open) = content_end(document, plan, node);
                Place { offset, open, ..self }
            }
            None => Place { offset: 0, ..self },
        }
    }

    /// Writes sections there, one blank line around each, in the document's line ends.
    pub(super) fn edit(&self, document: &Document, plan: &Plan, sections: &[String]) -> Edit {
        let between = if self.has_rules(plan) { "\n\n---\n\n" } else { "\n\n" };
        let body = sections.join(between);
        let window = Span::new(self.offset, self.offset + 256);
        let rest = document.text().slice(window);
        let space = rest.len() - rest.trim_start().len();
        let breaks = rest.get(..space).unwrap_or_default().matches('\n').count();
        let text = if self.before {
            format!("{body}{between}")
        } else {
            let close = self.open.as_ref().map_or(String::new(), |f| format!("\n{f}"));
            let lead = if self.offset == 0 { "" } else { between };
            let missing = if space == rest.len() { 1 } else { 2 };
            let tail = "\n".repeat(missing.max(breaks) - breaks);
            format!("{close}{lead}{body}{tail}")
        };
        Edit::insert(self.offset, with_line_ends(document, text))
    }

    /// Whether the sections there are parted by `---`.
    fn has_rules(&self, plan: &Plan) -> bool {
        let parted = self.siblings.split_last().map_or(&[][..], |(_, rest)| rest);
        let ends = |id: &&NodeId| last_section(plan, **id).is_some_and(ends_in_rule);
        !parted.is_empty() && parted.iter().filter(ends).count() * 2 > parted.len()
    }
}

/// The nearest slot around that a section fills.
fn filled_around(matching: &Matching, template: &Template, slot: SlotId) -> Option<SlotId> {
    let parent = |s: &SlotId| template.slot(*s).and_then(|s| s.parent);
    let up = std::iter::successors(parent(&slot), |s| parent(s));
    up.into_iter().find(|s| !matching.nodes_of(*s).is_empty())
}

fn parent_node(
    plan: &Plan,
    matching: &Matching,
    template: &Template,
    slot: SlotId,
) -> Option<NodeId> {
    let around = filled_around(matching, template, slot);
    around.and_then(|s| matching.nodes_of(s).first().copied()).or(root(plan))
}

/// The node that holds the plan's sections: its title, unless it stands beside them.
fn root(plan: &Plan) -> Option<NodeId> {
    let title = plan.title?;
    let inside = plan.children(Some(title)).next().is_some();
    let beside = plan.children(None).any(|id| id > title);
    (inside || !beside).then_some(title)
}

fn last_section(plan: &Plan, node: NodeId) -> Option<&crate::plan::Section> {
    let end = plan.node(node)?.end;
    plan.node(end.saturating_sub(1)).map(|n| n.section.as_ref())
}

fn ends_in_rule(section: &crate::plan::Section) -> bool {
    section.top_blocks().last().is_some_and(|(_, b)| b.kind == BlockKind::Break)
}

/// Where the content of a section and its subsections ends: before the rule that parts it from the
/// next one, and at the document's end before a closing remark beneath a rule. Also the fence that
/// is still open there.
pub(super) fn content_end(
    document: &Document,
    plan: &Plan,
    node: NodeId,
) -> (usize, Option<String>) {
    const REMARK: usize = 3;
    let span = plan.full_span(node);
    let Some(last) = plan.node(node).and_then(|n| plan.node(n.end.saturating_sub(1))) else {
        return (span.end, None);
    };
    let section = &last.section;
    let blocks: Vec<_> = section.top_blocks().map(|(_, b)| b).collect();
    let at_end = plan.node(node).is_some_and(|n| n.end == plan.nodes.len());
    let remark = |kind: &BlockKind| {
        matches!(kind, BlockKind::Paragraph | BlockKind::Html | BlockKind::Quote)
    };
    let tail = blocks.iter().rev().take_while(|b| at_end && remark(&b.kind)).count();
    let mut kept = if tail <= REMARK { blocks.len() - tail } else { blocks.len() };
    let is_rule = |at: usize| blocks.get(at).is_some_and(|b| b.kind == BlockKind::Break);
    if !kept.checked_sub(1).is_some_and(is_rule) {
        kept = blocks.len();
    }
    while kept.checked_sub(1).is_some_and(is_rule) {
        kept -= 1;
    }
    let end = match blocks.get(kept) {
        Some(cut) => last.span(cut.span).start,
        None => span.end,
    };
    let start = last.own_span().start;
    let text = document.text().slice(Span::new(start, end));
    let end = start + text.trim_end_matches([' ', '\t', '\n', '\r']).len();
    let open = blocks.get(kept.wrapping_sub(1)).and_then(|block| section.facts.closing(block));
    (end, open)
}

fn with_line_ends(document: &Document, text: String) -> String {
    let first = document.text().line_span(0).end;
    let crlf = document.text().slice(Span::new(first, first + 2)) == "\r\n";
    if crlf { text.replace('\n', "\r\n") } else { text }
}
