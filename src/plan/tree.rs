//! The plan as a tree of sections: what the outline, the rules and every query walk.
//!
//! Built from the slices' sections in one pass over headings. Sections of slices that did not
//! change are taken over from the plan before. Where those that did change still state the same, so
//! is what relates the parts of the plan: its [`Shape`]. Detection and templates are not known here.

use super::heading::Kind;
use super::series::Series;
use super::shape::{Read, Shape, alike};
use super::{Concept, Relations, Section, statement};
use crate::syntax::{Document, Facts, Slice};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Index of a node within its [`Plan`].
pub type NodeId = usize;

/// Headings that stand for a concept besides the built-in ones: normalised heading → concept.
pub type Aliases = FxHashMap<String, Concept>;

/// A document as its author means it.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Preorder: a node is followed by those inside it. The first may be the text before any
    /// heading.
    pub nodes: Vec<Node>,
    /// The node of the title: the first H1.
    pub title: Option<NodeId>,
    shape: Arc<Shape>,
    slices: Vec<Read>,
}

/// A section in its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it holds; its spans are relative to `start`.
    pub section: Arc<Section>,
    /// First byte of the section's slice in the document.
    pub start: usize,
    /// First line of that slice.
    pub line: usize,
    /// Heading level; 0 for text before the first heading.
    pub level: u8,
    /// The section around it.
    pub parent: Option<NodeId>,
    /// The node after its last descendant.
    pub end: NodeId,
    /// Section, phase, step or component.
    pub kind: Kind,
    /// What its heading stands for.
    pub concept: Option<Concept>,
    /// Its own concept, or that of the nearest section around it that has one.
    pub within: Option<Concept>,
    /// Boxes beneath it: done.
    pub done: usize,
    /// Boxes beneath it: all.
    pub total: usize,
}

impl Node {
    /// A span of the section, in the document.
    pub fn span(&self, span: Span) -> Span {
        span.shift(self.start)
    }

    /// The heading's text in the document; the section's first byte without one.
    pub fn heading_span(&self) -> Span {
        let section = &self.section;
        let text = section.heading.as_ref().map(|h| h.text);
        self.span(text.unwrap_or(Span::at(section.span.start)))
    }

    /// The section's own text (not its subsections) in the document.
    pub fn own_span(&self) -> Span {
        self.span(self.section.span)
    }

    /// The heading as written, marks stripped.
    pub fn name(&self) -> &str {
        self.section.name()
    }

    /// The number in its heading, as written.
    pub fn number(&self) -> Option<String> {
        Some(self.section.heading.as_ref()?.name.number.as_ref()?.to_string())
    }

    /// Whether it is a phase or a step.
    pub fn is_work(&self) -> bool {
        matches!(self.kind, Kind::Phase | Kind::Step)
    }
}

impl Plan {
    /// Reads a document. `before` is the plan of an earlier version read with the same aliases, of
    /// which all is shared that still holds; it never changes the result.
    pub fn new(document: &Document, aliases: &Aliases, before: Option<&Plan>) -> Plan {
        let slices = sections(document, before);
        if let Some(before) = before.filter(|b| b.states(&slices)) {
            return before.moved(document, slices);
        }
        let mut nodes: Vec<Node> = vec![];
        let mut open: Vec<NodeId> = vec![];
        for ((_, sections), slice) in slices.iter().zip(document.slices()) {
            for section in sections.iter() {
                let level = section.heading.as_ref().map_or(0, |h| h.level);
                while let Some(&top) = open.last() {
                    let inside = nodes.get(top).is_some_and(|n| n.level < level && n.level > 0);
                    if inside {
                        break;
                    }
                    open.pop();
                    close(&mut nodes, top);
                }
                let id = nodes.len();
                let parent = open.last().copied();
                let node = node(section, slice.start, slice.line, level, parent, &nodes, aliases);
                nodes.push(node);
                open.push(id);
            }
        }
        while let Some(top) = open.pop() {
            close(&mut nodes, top);
        }
        let title = nodes.iter().position(|n| n.level == 1);
        let shape = before.map(|b| b.shape.for_slices(&b.slices, &slices)).unwrap_or_default();
        let mut plan = Plan { nodes, title, shape: Arc::new(shape), slices };
        plan.resolve_kinds();
        plan
    }

    /// What relates its parts. Plans that share one state the same, section by section: what is said
    /// about one but for its prose holds for the other, node by node.
    pub fn shape(&self) -> &Arc<Shape> {
        &self.shape
    }

    /// Whether these sections state what its own do.
    fn states(&self, slices: &[Read]) -> bool {
        alike(&self.slices, slices, |id, old, new| {
            old.statement() == new.statement()
                && (old.facts.text == new.facts.text || !self.is_read_by_word(id))
        })
    }

    fn is_read_by_word(&self, id: NodeId) -> bool {
        let by_word = |id| self.node(id).is_some_and(|n| statement::is_read_by_word(n.concept));
        by_word(id) || self.ancestors(id).any(by_word)
    }

    /// The same plan over sections that state the same.
    fn moved(&self, document: &Document, slices: Vec<Read>) -> Plan {
        let places = slices.iter().zip(document.slices());
        let sections =
            places.flat_map(|((_, sections), slice)| sections.iter().map(move |s| (s, slice)));
        let moved = |(old, (section, slice)): (&Node, (&Arc<Section>, &Slice))| Node {
            section: section.clone(),
            start: slice.start,
            line: slice.line,
            ..*old
        };
        let nodes = self.nodes.iter().zip(sections).map(moved).collect();
        Plan { nodes, title: self.title, shape: self.shape.clone(), slices }
    }

    /// Its numbered siblings, in order. Read when first asked for.
    pub fn series(&self) -> &[Series] {
        self.shape.series(self)
    }

    /// How its parts relate: timelines, references, dependencies. Read when first asked for.
    pub fn relations(&self) -> &Relations {
        self.shape.relations(self)
    }

    /// A node by id.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
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
            Some(id) => (id + 1, self.node(id).map_or(id, |n| n.end)),
            None => (0, self.nodes.len()),
        };
        std::iter::from_fn(move || {
            let id = (next < end).then_some(next)?;
            next = self.node(id)?.end.max(id + 1);
            Some(id)
        })
    }

    /// A node and everything beneath it.
    pub fn subtree(&self, id: NodeId) -> impl Iterator<Item = (NodeId, &Node)> {
        let end = self.node(id).map_or(id, |n| n.end);
        (id..end).filter_map(|i| Some((i, self.node(i)?)))
    }

    /// The nodes around `id`, innermost first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).and_then(|n| n.parent), |&p| self.node(p)?.parent)
    }

    /// From a node's heading to the end of its last subsection.
    pub fn full_span(&self, id: NodeId) -> Span {
        let Some(node) = self.node(id) else { return Span::default() };
        let last = self.node(node.end.saturating_sub(1)).unwrap_or(node);
        node.own_span().cover(last.own_span())
    }

    /// The nodes whose own heading stands for `concept`, outermost only.
    pub fn with_concept(&self, concept: Concept) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().filter(move |(_, n)| {
            let around = n.parent.and_then(|p| self.node(p)).and_then(|p| p.within);
            n.concept == Some(concept) && around != Some(concept)
        })
    }

    /// Whether the plan has a concept anywhere: a section, a label, a column, or for acceptance a
    /// label in most phases.
    pub fn has(&self, concept: Concept) -> bool {
        let labelled = |n: &Node| n.section.topics().contains(&concept);
        let topic = |n: &Node| {
            n.level > 1 && n.section.heading.as_ref().is_some_and(|h| h.topic() == Some(concept))
        };
        let named = |n: &Node| n.within == Some(concept) || topic(n);
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
        self.ancestors(id).any(|a| self.node(a).is_some_and(Node::is_work))
    }

    /// Phases and steps, in order.
    pub fn work(&self) -> impl Iterator<Item = (NodeId, &Node)> {
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

    /// Decides by place what a heading without a word (`Phase`, `Step`) is. Directly beneath a
    /// section of phases, or numbered beneath a phase, it is a step. `2.3 Wire it up` is one
    /// elsewhere too, unless it stands for a concept or belongs to a section that does.
    fn resolve_kinds(&mut self) {
        for id in 0..self.nodes.len() {
            let Some(node) = self.node(id) else { continue };
            let Some(heading) = &node.section.heading else { continue };
            if heading.name.word.is_some() {
                continue;
            }
            let parent = node.parent.and_then(|p| self.node(p));
            let in_phases = parent.is_some_and(|p| p.concept == Some(Concept::Phases));
            let in_phase = parent.is_some_and(Node::is_work);
            let around = parent.and_then(|p| p.within);
            let numbered = heading.name.number.is_some();
            let elsewhere = node.concept.is_some() || around.is_some_and(|c| c != Concept::Phases);
            let step = match heading.name.kind {
                Kind::Section => {
                    (in_phases && (numbered || node.concept.is_none())) || (in_phase && numbered)
                }
                Kind::Step => in_phases || in_phase || !elsewhere,
                _ => continue,
            };
            let Some(node) = self.nodes.get_mut(id) else { continue };
            node.kind = if step { Kind::Step } else { Kind::Section };
            if step {
                node.concept = None;
                node.within = Some(Concept::Phases);
            }
        }
    }
}

/// The sections of each slice; those of slices that both versions share are taken from `before`.
fn sections(document: &Document, before: Option<&Plan>) -> Vec<Read> {
    let old = before.map_or(&[][..], |b| &b.slices);
    let new = document.slices();
    let same = |(a, b): &(&Read, &Slice)| Arc::ptr_eq(&a.0, &b.facts);
    let head = old.iter().zip(new).take_while(same).count();
    let tail_room = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(tail_room).take_while(same).count();
    let between = new.get(head..new.len() - tail).unwrap_or_default();
    let kept = |range: std::ops::Range<usize>| old.get(range).unwrap_or_default().iter().cloned();
    // Between two edits that lie far apart most is as it was.
    let address = |facts: &Arc<Facts>| Arc::as_ptr(facts) as usize;
    let elsewhere: FxHashMap<usize, &Read> = match between.len() {
        0 | 1 => FxHashMap::default(),
        _ => old
            .iter()
            .skip(head)
            .take(old.len() - head - tail)
            .map(|read| (address(&read.0), read))
            .collect(),
    };
    let read = |slice: &Slice| match elsewhere.get(&address(&slice.facts)) {
        Some(read) => (*read).clone(),
        None => (slice.facts.clone(), Section::read(&slice.facts).into()),
    };
    kept(0..head).chain(between.iter().map(read)).chain(kept(old.len() - tail..old.len())).collect()
}

fn close(nodes: &mut [Node], id: NodeId) {
    let end = nodes.len();
    let Some(node) = nodes.get_mut(id) else { return };
    node.end = end;
    let (done, total, parent) = (node.done, node.total, node.parent);
    if let Some(parent) = parent.and_then(|p| nodes.get_mut(p)) {
        parent.done += done;
        parent.total += total;
    }
}

fn node(
    section: &Arc<Section>,
    start: usize,
    line: usize,
    level: u8,
    parent: Option<NodeId>,
    nodes: &[Node],
    aliases: &Aliases,
) -> Node {
    let heading = section.heading.as_ref();
    let kind = heading.map_or(Kind::Section, |h| h.name.kind);
    let alias = heading.and_then(|h| aliases.get(&h.key).copied());
    let title = level == 1 && nodes.iter().all(|n| n.level == 0);
    let concept = alias.or(heading.and_then(|h| h.concept)).filter(|_| !title);
    let around = parent.and_then(|p| nodes.get(p)).and_then(|p| p.within);
    let (done, total) = section.boxes();
    let within = concept.or(around);
    let section = section.clone();
    Node {
        section,
        start,
        line,
        level,
        parent,
        end: nodes.len() + 1,
        kind,
        concept,
        within,
        done,
        total,
    }
}
