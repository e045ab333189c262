//! The sections of a plan in their places. What holds for as long as the headings do is kept once for
//! all versions; the sections are in runs, like the slices they were read from, and a run that no
//! edit has reached is shared, wherever it stands now. Reads no section.

use super::anchor::may_link;
use super::heading::Kind;
use super::{Concept, NodeId, Section};
use crate::syntax::{self, Document, Facts, Slice};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// A section in its place.
#[derive(Clone, Copy, Debug)]
pub struct Node<'p> {
    /// What it holds; its spans are relative to `start`.
    pub section: &'p Arc<Section>,
    /// First byte of the section's slice in the document.
    pub start: usize,
    /// First line of that slice.
    pub line: usize,
    place: &'p Place,
}

/// Where a section stands among the others, and what it is there.
#[derive(Clone, Copy, Debug)]
pub struct Place {
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

impl Place {
    /// Whether it is a phase or a step.
    pub fn is_work(self) -> bool {
        matches!(self.kind, Kind::Phase | Kind::Step)
    }
}

impl Deref for Node<'_> {
    type Target = Place;

    fn deref(&self) -> &Place {
        self.place
    }
}

impl<'p> Node<'p> {
    /// A span of the section, in the document.
    pub fn span(self, span: Span) -> Span {
        span.shift(self.start)
    }

    /// The heading's text in the document; the section's first byte without one.
    pub fn heading_span(self) -> Span {
        let section = self.section;
        let text = section.heading.as_ref().map(|h| h.text);
        self.span(text.unwrap_or(Span::at(section.span.start)))
    }

    /// The section's own text (not its subsections) in the document.
    pub fn own_span(self) -> Span {
        self.span(self.section.span)
    }

    /// The heading as written, marks stripped.
    pub fn name(self) -> &'p str {
        self.section.name()
    }

    /// The number in its heading, as written.
    pub fn number(self) -> Option<String> {
        Some(self.section.heading.as_ref()?.name.number.as_ref()?.to_string())
    }

    /// Whether it is a phase or a step.
    pub fn is_work(self) -> bool {
        self.place.is_work()
    }
}

/// A section with the start and line of its slice, counted from the run's.
#[derive(Debug)]
struct Placed {
    section: Arc<Section>,
    start: usize,
    line: usize,
}

/// The sections of a run of slices.
#[derive(Debug)]
pub struct Sections {
    slices: Arc<[Slice]>,
    all: Vec<Placed>,
    directed: OnceLock<Vec<usize>>,
    linking: OnceLock<Vec<usize>>,
}

/// Sections that follow each other in the document, and where they begin.
#[derive(Clone, Debug)]
pub struct Run {
    /// The sections. Versions share them (the same `Arc`) where nothing has changed.
    pub sections: Arc<Sections>,
    /// The node of the first.
    pub first: NodeId,
    start: usize,
    line: usize,
}

impl Run {
    /// The node after the last.
    pub fn end(&self) -> NodeId {
        self.first + self.sections.all.len()
    }

    /// The sections, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Section>> {
        self.sections.all.iter().map(|placed| &placed.section)
    }

    /// The same, slice by slice.
    pub(super) fn by_slice(&self) -> impl Iterator<Item = impl Iterator<Item = &Arc<Section>>> {
        let slices = self.sections.all.chunk_by(|a, b| a.start == b.start);
        slices.map(|slice| slice.iter().map(|placed| &placed.section))
    }

    /// Whether it holds the very same sections.
    pub fn is(&self, other: &Run) -> bool {
        Arc::ptr_eq(&self.sections, &other.sections)
    }
}

/// The sections of a document, up to [`Section::MOST`]; `before` are those of an earlier version, of
/// which all is taken over that is still there. `read` gives those of a slice.
pub(super) fn read(
    document: &Document,
    before: &[Run],
    read: impl Fn(&Arc<Facts>) -> Vec<Arc<Section>>,
) -> Vec<Run> {
    let new = document.slices().runs();
    let same = |old: &Run, new: &syntax::Run| Arc::ptr_eq(&old.sections.slices, &new.slices);
    let (head, tail) = ends(before, new, same);
    let gone = before.get(head..before.len() - tail).unwrap_or_default();
    let address = |facts: &Arc<Facts>| Arc::as_ptr(facts) as usize;
    let mut known: FxHashMap<usize, Vec<&Arc<Section>>> = FxHashMap::default();
    for slice in gone.iter().flat_map(Run::by_slice) {
        let sections: Vec<_> = slice.collect();
        let facts = sections.first().map(|section| address(&section.facts));
        known.extend(facts.map(|facts| (facts, sections)));
    }
    let sections = |slice: &Slice| match known.get(&address(&slice.facts)) {
        Some(sections) => sections.iter().map(|section| Arc::clone(section)).collect(),
        None => read(&slice.facts),
    };
    let mut first = 0;
    let run = |(at, run): (usize, &syntax::Run)| {
        let room = Section::MOST.checked_sub(first).filter(|room| *room > 0)?;
        let old = if at < head { at } else { (at + before.len()).wrapping_sub(new.len()) };
        let whole = |old: &Run| old.end() < Section::MOST && old.sections.all.len() < room;
        let old = before.get(old).filter(|old| same(old, run) && whole(old));
        let sections = match old {
            Some(old) => old.sections.clone(),
            None => Arc::new(Sections::new(&run.slices, room, sections)),
        };
        let run = Run { sections, first, start: run.start, line: run.line };
        first = run.end();
        Some(run)
    };
    new.iter().enumerate().map_while(run).collect()
}

impl Sections {
    /// Those of the slices that begin within the first `room` sections.
    fn new(
        slices: &Arc<[Slice]>,
        room: usize,
        read: impl Fn(&Slice) -> Vec<Arc<Section>>,
    ) -> Sections {
        let mut all = vec![];
        for slice in slices.iter() {
            if all.len() >= room {
                break;
            }
            let place = |section| Placed { section, start: slice.start, line: slice.line };
            all.extend(read(slice).into_iter().map(place));
        }
        let (directed, linking) = Default::default();
        Sections { slices: slices.clone(), all, directed, linking }
    }

    fn directed(&self) -> &[usize] {
        self.directed.get_or_init(|| self.which(|section| !section.directives.is_empty()))
    }

    fn linking(&self) -> &[usize] {
        self.linking.get_or_init(|| self.which(may_link))
    }

    fn which(&self, is: impl Fn(&Section) -> bool) -> Vec<usize> {
        let all = self.all.iter().enumerate();
        all.filter(|(_, placed)| is(&placed.section)).map(|(at, _)| at).collect()
    }
}

/// The sections of a plan in preorder: a node is followed by those inside it.
#[derive(Clone, Debug, Default)]
pub struct Nodes {
    runs: Vec<Run>,
    places: Arc<[Place]>,
}

impl Nodes {
    /// Sections and their places, one for each.
    pub(super) fn new(runs: Vec<Run>, places: Arc<[Place]>) -> Nodes {
        Nodes { runs, places }
    }

    /// The same places for sections that stand in for these, one for one.
    pub(super) fn with(&self, runs: Vec<Run>) -> Nodes {
        Nodes { runs, places: self.places.clone() }
    }

    /// All, in runs.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none; a plan read from a document has at least one.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The first: it may be the text before any heading.
    pub fn first(&self) -> Option<Node<'_>> {
        self.get(0)
    }

    /// The last.
    pub fn last(&self) -> Option<Node<'_>> {
        self.get(self.len().checked_sub(1)?)
    }

    /// One by its id.
    pub fn get(&self, id: NodeId) -> Option<Node<'_>> {
        self.get_in(self.runs.partition_point(|run| run.end() <= id), id)
    }

    /// Where one stands.
    pub fn place(&self, id: NodeId) -> Option<&Place> {
        self.places.get(id)
    }

    fn get_in(&self, run: usize, id: NodeId) -> Option<Node<'_>> {
        let (run, place) = (self.runs.get(run)?, self.places.get(id)?);
        let placed = run.sections.all.get(id.checked_sub(run.first)?)?;
        let (start, line) = (run.start + placed.start, run.line + placed.line);
        Some(Node { section: &placed.section, start, line, place })
    }

    /// How many come before the first for which `before` does not hold.
    pub fn partition_point(&self, before: impl Fn(Node) -> bool) -> NodeId {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).is_some_and(&before) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// All of them.
    pub fn iter(&self) -> Iter<'_> {
        Iter { nodes: self, run: 0, ids: 0..self.len() }
    }

    /// Those with comments for planls.
    pub fn directed(&self) -> impl Iterator<Item = (NodeId, Node<'_>)> {
        self.chosen(Sections::directed)
    }

    /// Those in which a link to a heading may stand, see [`may_link`].
    pub fn linking(&self) -> impl Iterator<Item = (NodeId, Node<'_>)> {
        self.chosen(Sections::linking)
    }

    fn chosen(&self, which: fn(&Sections) -> &[usize]) -> impl Iterator<Item = (NodeId, Node<'_>)> {
        self.runs.iter().enumerate().flat_map(move |(at, run)| {
            let ids = which(&run.sections).iter().map(|index| run.first + index);
            ids.filter_map(move |id| Some((id, self.get_in(at, id)?)))
        })
    }

    /// How many at the start, and then at the end, are those of `old`; none is counted twice.
    pub fn shared(&self, old: &Nodes) -> (usize, usize) {
        let (head, tail) = ends(&old.runs, &self.runs, Run::is);
        let flat = |runs: &[Run]| -> Vec<usize> {
            let between = runs.get(head..runs.len() - tail).unwrap_or_default();
            between
                .iter()
                .flat_map(Run::iter)
                .map(|section| Arc::as_ptr(section) as usize)
                .collect()
        };
        let first = self.runs.get(head).map_or(self.len(), |run| run.first);
        let (old, new) = (flat(&old.runs), flat(&self.runs));
        let behind = self.len() - first - new.len();
        let (before, after) = ends(&old, &new, |old, new| old == new);
        (first + before, after + behind)
    }
}

impl<'p> IntoIterator for &'p Nodes {
    type Item = Node<'p>;
    type IntoIter = Iter<'p>;

    fn into_iter(self) -> Iter<'p> {
        self.iter()
    }
}

/// Sections in order, from either end.
#[derive(Clone, Debug)]
pub struct Iter<'p> {
    nodes: &'p Nodes,
    /// The run of the next one, or one before it.
    run: usize,
    ids: Range<NodeId>,
}

impl<'p> Iterator for Iter<'p> {
    type Item = Node<'p>;

    fn next(&mut self) -> Option<Node<'p>> {
        let id = self.ids.next()?;
        while self.nodes.runs.get(self.run).is_some_and(|run| run.end() <= id) {
            self.run += 1;
        }
        self.nodes.get_in(self.run, id)
    }

    fn nth(&mut self, n: usize) -> Option<Node<'p>> {
        self.ids.nth(n).and_then(|id| self.nodes.get(id))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ids.size_hint()
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.ids.next_back().and_then(|id| self.nodes.get(id))
    }
}

impl ExactSizeIterator for Iter<'_> {}

/// How many at the start, and then at the end, are the same; none is counted twice.
pub fn ends<A, B>(old: &[A], new: &[B], same: impl Fn(&A, &B) -> bool) -> (usize, usize) {
    let head = old.iter().zip(new).take_while(|(old, new)| same(old, new)).count();
    let left = old.len().min(new.len()) - head;
    let behind = old.iter().rev().zip(new.iter().rev()).take(left);
    (head, behind.take_while(|(old, new)| same(old, new)).count())
}
