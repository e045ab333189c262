//! The plan as a tree of sections: what the outline, the rules and every query walk.
//!
//! Built from the slices' sections in one pass over headings. Sections of slices that did not
//! change are taken over from the plan before. Where those that did change still state the same, so
//! is what relates the parts of the plan: its [`Shape`]. Detection and templates are not known here.

use super::heading::Kind;
use super::nodes::{self, Node, Nodes, Place, Run};
use super::series::Series;
use super::shape::{Shape, compare};
use super::{Concept, Relations, Section, statement};
use crate::syntax::Document;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// Index of a node within its [`Plan`].
pub type NodeId = usize;

/// Headings that stand for a concept besides the built-in ones: normalised heading → concept.
pub type Aliases = FxHashMap<String, Concept>;

/// A document as its author means it.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Its sections in their places.
    pub nodes: Nodes,
    /// The node of the title: the first H1.
    pub title: Option<NodeId>,
    shape: Arc<Shape>,
    relations: Arc<OnceLock<Relations>>,
}

impl Plan {
    /// Reads a document. `before` is the plan of an earlier version read with the same aliases, of
    /// which all is shared that still holds; it never changes the result.
    pub fn new(document: &Document, aliases: &Aliases, before: Option<&Plan>) -> Plan {
        let old = before.map_or(&[][..], |b| b.nodes.runs());
        let runs = nodes::read(document, old, Section::read);
        let like = before.map(|b| compare(old, &runs, |id| b.is_read_by_word(id)));
        let like = like.unwrap_or_default();
        if let Some(before) = before.filter(|_| like.all) {
            let (title, shape) = (before.title, before.shape.clone());
            let nodes = before.nodes.with(runs);
            let plan = Plan { nodes, title, shape, relations: Arc::default() };
            return plan.relating_as(before, &like.moved);
        }
        let sections = || runs.iter().flat_map(Run::iter);
        let mut places: Vec<Place> = vec![];
        let mut open: Vec<NodeId> = vec![];
        for section in sections() {
            let level = section.heading.as_ref().map_or(0, |h| h.level);
            while let Some(&top) = open.last() {
                let inside = places.get(top).is_some_and(|n| n.level < level && n.level > 0);
                if inside {
                    break;
                }
                open.pop();
                close(&mut places, top);
            }
            let parent = open.last().copied();
            open.push(places.len());
            places.push(place(section, level, parent, &places, aliases));
        }
        while let Some(top) = open.pop() {
            close(&mut places, top);
        }
        resolve_kinds(&mut places, sections());
        let title = places.iter().position(|n| n.level == 1);
        let shape = before.filter(|_| like.headings).map(|b| b.shape.of_headings());
        let (nodes, shape) = (Nodes::new(runs, places.into()), Arc::new(shape.unwrap_or_default()));
        let plan = Plan { nodes, title, shape, relations: Arc::default() };
        match before.filter(|_| like.relations) {
            Some(before) => plan.relating_as(before, &like.moved),
            None => plan,
        }
    }

    /// With the relations of `before`, if they are known: only the places in these sections are others.
    fn relating_as(mut self, before: &Plan, moved: &[NodeId]) -> Plan {
        if moved.is_empty() {
            self.relations = before.relations.clone();
        } else if let Some(relations) = before.relations.get() {
            self.relations = Arc::new(OnceLock::from(relations.moved(&self, moved)));
        }
        self
    }

    /// What relates its parts. Plans that share one state the same, section by section: what is said
    /// about one but for its prose holds for the other, node by node.
    pub fn shape(&self) -> &Arc<Shape> {
        &self.shape
    }

    fn is_read_by_word(&self, id: NodeId) -> bool {
        let by_word = |id| self.node(id).is_some_and(|n| statement::is_read_by_word(n.concept));
        by_word(id) || self.ancestors(id).any(by_word)
    }

    /// Its numbered siblings, in order. Read when first asked for.
    pub fn series(&self) -> &[Series] {
        self.shape.series(self)
    }

    /// How its parts relate: timelines, references, dependencies. Read when first asked for.
    pub fn relations(&self) -> &Relations {
        self.relations.get_or_init(|| Relations::of(self))
    }

    /// A node by id.
    pub fn node(&self, id: NodeId) -> Option<Node<'_>> {
        self.nodes.get(id)
    }

    /// The node whose own text holds `offset` (clamped: the last one).
    pub fn node_at(&self, offset: usize) -> Option<NodeId> {
        let next = self.nodes.partition_point(|n| n.own_span().start <= offset);
        (!self.nodes.is_empty()).then(|| next.saturating_sub(1))
    }

    /// The nodes directly inside `parent`, or at the top for `None`.
    pub fn children(&self, parent: Option<NodeId>) -> impl Iterator<Item = NodeId> + '_ {
        let (mut next, end) = match parent {
            Some(id) => (id + 1, self.nodes.place(id).map_or(id, |n| n.end)),
            None => (0, self.nodes.len()),
        };
        std::iter::from_fn(move || {
            let id = (next < end).then_some(next)?;
            next = self.nodes.place(id)?.end.max(id + 1);
            Some(id)
        })
    }

    /// A node and everything beneath it.
    pub fn subtree(&self, id: NodeId) -> impl Iterator<Item = (NodeId, Node<'_>)> {
        let end = self.nodes.place(id).map_or(id, |n| n.end);
        (id..end).filter_map(|i| Some((i, self.node(i)?)))
    }

    /// The nodes around `id`, innermost first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let parent = |id| self.nodes.place(id)?.parent;
        std::iter::successors(parent(id), move |id| parent(*id))
    }

    /// From a node's heading to the end of its last subsection.
    pub fn full_span(&self, id: NodeId) -> Span {
        let Some(node) = self.node(id) else { return Span::default() };
        let last = self.node(node.end.saturating_sub(1)).unwrap_or(node);
        node.own_span().cover(last.own_span())
    }

    /// The nodes whose own heading stands for `concept`, outermost only.
    pub fn with_concept(&self, concept: Concept) -> impl Iterator<Item = (NodeId, Node<'_>)> {
        self.nodes.iter().enumerate().filter(move |(_, n)| {
            let around = n.parent.and_then(|p| self.node(p)).and_then(|p| p.within);
            n.concept == Some(concept) && around != Some(concept)
        })
    }

    /// Whether the plan has a concept anywhere: a section, a label, a column, or for acceptance a
    /// label in most phases.
    pub fn has(&self, concept: Concept) -> bool {
        let labelled = |n: Node| n.section.topics().contains(&concept);
        let topic = |n: Node| {
            n.level > 1 && n.section.heading.as_ref().is_some_and(|h| h.topic() == Some(concept))
        };
        let named = |n: Node| n.within == Some(concept) || topic(n);
        if self.nodes.iter().any(|n| named(n) || (!n.is_work() && labelled(n))) {
            return true;
        }
        let outermost = self.work().filter(|(id, _)| !self.in_work(*id));
        let each = outermost.map(|(id, _)| self.subtree(id).any(|(_, n)| labelled(n)));
        let (with, all) = each.fold((0, 0), |(w, a), has| (w + usize::from(has), a + 1));
        if concept == Concept::Acceptance { with * 2 > all } else { with > 0 }
    }

    /// Whether a phase or step is around the node.
    pub fn in_work(&self, id: NodeId) -> bool {
        self.ancestors(id).any(|a| self.nodes.place(a).is_some_and(|p| p.is_work()))
    }

    /// Phases and steps, in order.
    pub fn work(&self) -> impl Iterator<Item = (NodeId, Node<'_>)> {
        self.nodes.iter().enumerate().filter(|(_, n)| n.is_work())
    }

    /// The title as a person would say it: the H1's text.
    pub fn title_text(&self) -> Option<&str> {
        Some(self.node(self.title?)?.name())
    }

    /// Where findings about the whole document are shown: the title's text, else the first line.
    pub fn title_span(&self) -> Span {
        if let Some(title) = self.title.and_then(|t| self.node(t)) {
            return title.heading_span();
        }
        let Some(first) = self.nodes.first() else { return Span::default() };
        let line = first.section.facts.lines_of(Span::at(0));
        first.span(line)
    }

    /// Progress of the plan (plans.md §5): the boxes under its phases and steps; if there are
    /// none, all its boxes.
    pub fn progress(&self) -> (usize, usize) {
        let work = self.work().filter(|(id, _)| !self.in_work(*id));
        let sum = work.fold((0, 0), |(d, t), (_, n)| (d + n.done, t + n.total));
        if sum.1 > 0 {
            return sum;
        }
        let top = self.children(None).filter_map(|id| self.node(id));
        top.fold((0, 0), |(d, t), n| (d + n.done, t + n.total))
    }
}

fn close(nodes: &mut [Place], id: NodeId) {
    let end = nodes.len();
    let Some(node) = nodes.get_mut(id) else { return };
    node.end = end;
    let (done, total, parent) = (node.done, node.total, node.parent);
    if let Some(parent) = parent.and_then(|p| nodes.get_mut(p)) {
        parent.done += done;
        parent.total += total;
    }
}

fn place(
    section: &Section,
    level: u8,
    parent: Option<NodeId>,
    places: &[Place],
    aliases: &Aliases,
) -> Place {
    let heading = section.heading.as_ref();
    let kind = heading.map_or(Kind::Section, |h| h.name.kind);
    let alias = heading.and_then(|h| aliases.get(&h.key).copied());
    let title = level == 1 && places.iter().all(|n| n.level == 0);
    let concept = alias.or(heading.and_then(|h| h.concept)).filter(|_| !title);
    let around = parent.and_then(|p| places.get(p)).and_then(|p| p.within);
    let (done, total) = section.boxes();
    let within = concept.or(around);
    Place { level, parent, end: places.len() + 1, kind, concept, within, done, total }
}

/// Decides by place what a heading without a word (`Phase`, `Step`) is. Directly beneath a
/// section of phases, or numbered beneath a phase, it is a step. `2.3 Wire it up` is one
/// elsewhere too, unless it stands for a concept or belongs to a section that does.
fn resolve_kinds<'s>(places: &mut [Place], sections: impl Iterator<Item = &'s Arc<Section>>) {
    for (id, section) in sections.enumerate() {
        let (Some(own), Some(heading)) = (places.get(id), &section.heading) else { continue };
        if heading.name.word.is_some() {
            continue;
        }
        let parent = own.parent.and_then(|p| places.get(p));
        let in_phases = parent.is_some_and(|p| p.concept == Some(Concept::Phases));
        let in_phase = parent.is_some_and(|p| p.is_work());
        let around = parent.and_then(|p| p.within);
        let numbered = heading.name.number.is_some();
        let elsewhere = own.concept.is_some() || around.is_some_and(|c| c != Concept::Phases);
        let step = match heading.name.kind {
            Kind::Section => {
                (in_phases && (numbered || own.concept.is_none())) || (in_phase && numbered)
            }
            Kind::Step => in_phases || in_phase || !elsewhere,
            _ => continue,
        };
        let Some(own) = places.get_mut(id) else { continue };
        own.kind = if step { Kind::Step } else { Kind::Section };
        if step {
            own.concept = None;
            own.within = Some(Concept::Phases);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Also after an edit that makes room for one more.
    #[track_caller]
    fn check_bound(part: &str) {
        let mut document = Document::new(&part.repeat(Section::MOST + 5));
        let plan = Plan::new(&document, &Aliases::default(), None);
        assert_eq!(plan.nodes.len(), Section::MOST);
        document.edit(Span::new(0, part.len()), "\n");
        let edited = Plan::new(&document, &Aliases::default(), Some(&plan));
        let fresh = Plan::new(&document, &Aliases::default(), None);
        let starts = |plan: &Plan| plan.nodes.iter().map(|n| n.start).collect::<Vec<_>>();
        assert_eq!(starts(&edited), starts(&fresh));
        assert_eq!(fresh.nodes.len(), Section::MOST);
    }

    #[test]
    fn sections_are_bounded_in_a_document() {
        check_bound("# A\n");
    }

    #[test]
    fn sections_are_bounded_in_a_slice() {
        check_bound("A\n-\n");
    }
}
