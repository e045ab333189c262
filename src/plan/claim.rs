//! What a plan says about how far it is: the marks of headings, `Status` fields, the status cells of
//! tables, and how many of the boxes beneath are ticked. Whether the two agree is for the rules.

use super::status::{self, Status};
use super::{Concept, Field, Node, NodeId, Plan, Section};
use crate::syntax::Check;
use crate::text::Span;
use rustc_hash::FxHashSet;

/// A status that is stated somewhere. Spans are bytes of the document.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What it is about: a phase or step; `None` is the plan.
    pub node: Option<NodeId>,
    /// The word or mark that says so.
    pub span: Span,
    /// What it says.
    pub status: Status,
}

/// The plan's own `Status` field, in its header or front matter.
pub fn status_field(plan: &Plan) -> Option<(Node<'_>, &Field)> {
    let mut head = plan.nodes.iter().take_while(|n| n.level <= 1).take(2);
    head.find_map(|n| Some((n, n.section.field("status").filter(|f| !f.value.is_empty())?)))
}

/// Everything that states a status, in the order of the text.
pub fn all(plan: &Plan) -> Vec<Claim> {
    let mut found = vec![];
    if let Some((node, field)) = status_field(plan) {
        found.extend(read(node, field.value, None));
    }
    for (id, node) in plan.work() {
        let heading = node.section.heading.as_ref();
        if let Some((heading, status)) = heading.and_then(|h| Some((h, h.name.status.clone()?))) {
            found.extend(locate(node, heading.text, Some(id), status));
        }
        // A status inside a list item is that item's.
        let own = |f: &&Field| f.key == "status" && f.item.is_none_or(|i| is_label_item(node, i));
        let field = node.section.fields.iter().find(own);
        found.extend(field.and_then(|f| read(node, f.value, Some(id))));
    }
    for timeline in plan.relations().timelines.iter() {
        let Some(node) = plan.node(timeline.node) else { continue };
        // One row says it; more of the same phase are parts of it.
        let mut seen: FxHashSet<NodeId> = FxHashSet::default();
        let rows = timeline.rows(plan).filter(|(_, phase)| phase.is_some_and(|p| seen.insert(p)));
        for (row, phase) in rows {
            let alone = row.number.as_ref().is_none_or(|n| n.until.is_none());
            let cell = row.status.zip(phase).filter(|_| alone);
            found.extend(cell.and_then(|(cell, phase)| read(node, cell, Some(phase))));
        }
    }
    found.sort_by_key(|c| c.span);
    found
}

/// The boxes a claim is about: those beneath its phase, or beneath all phases and steps; not those
/// put off, nor what a plan lists before and after the work.
pub fn boxes(plan: &Plan, about: Option<NodeId>) -> Vec<(NodeId, Check)> {
    let mut found = vec![];
    let mut beneath = |id| {
        for (id, node) in plan.subtree(id) {
            let aside =
                matches!(node.concept, Some(Concept::OpenQuestions | Concept::Prerequisites));
            if !aside {
                found.extend(node.section.tasks().iter().map(|check| (id, *check)));
            }
        }
    };
    match about {
        Some(id) => beneath(id),
        None => plan.work().filter(|(id, _)| !plan.in_work(*id)).for_each(|(id, _)| beneath(id)),
    }
    found
}

/// The boxes of a section that are not put off; none of a section that is.
pub fn tasks(section: &Section) -> Vec<Check> {
    if is_put_off(section.name()) {
        return vec![];
    }
    let items = section.items.iter().filter(|i| i.check.is_some());
    items.filter(|i| !is_put_off(section.str(i.text))).filter_map(|i| i.check).collect()
}

/// `- **Status**: Done` among the labels of a phase: an item of the outermost list.
fn is_label_item(node: Node, item: usize) -> bool {
    node.section.item_of(item).is_some_and(|i| i.depth == 0)
}

fn read(node: Node, span: Span, about: Option<NodeId>) -> Option<Claim> {
    let status = status::parse(node.section.str(span))?;
    locate(node, span, about, status)
}

fn locate(node: Node, within: Span, about: Option<NodeId>, status: Status) -> Option<Claim> {
    let text = node.section.str(within);
    let at = text.rfind(&status.word)?;
    let span = Span::new(at, at + status.word.len()).shift(within.start);
    Some(Claim { node: about, span: node.span(span), status })
}

/// Words with which a task says that it need not be done.
fn is_put_off(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "optional",
        "deferred",
        "skipped",
        "skip",
        "future",
        "postponed",
        "later",
        "n/a",
        "cancelled",
        "canceled",
        "out of scope",
        "won't",
        "wontfix",
        "nice to have",
        "nice-to-have",
        "stretch",
        "follow-up",
        "backlog",
        "not needed",
        "not required",
        "moved to",
        "superseded",
        "obsolete",
        "descoped",
        "可选",
        "暂缓",
        "推迟",
        "任意",
        "保留",
        "if needed",
        "if time",
        "todo:",
    ];
    let lower = text.to_lowercase();
    lower.starts_with("~~") || WORDS.iter().any(|w| lower.contains(w))
}
