//! How the parts of a plan relate: its timelines with the phase of each row, where phases and steps
//! are named, what waits for what. Read once per version, from the sections' own
//! lists; looks at no text but that of dependency fields.

use super::dependency::{self, Dependency};
use super::heading::Number;
use super::reference::{Index, Reference, Role};
use super::series;
use super::timeline::{Schedule, ScheduleRow};
use super::{Concept, Node, NodeId, Plan};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Everything that relates one part of a plan to another. Cloning shares all of it.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// Tables of phases, in order.
    pub timelines: Arc<[Timeline]>,
    /// Headings by word and number.
    pub index: Arc<Index>,
    /// What the sections say of each other; those that say nothing are not among them.
    said: Vec<Arc<Said>>,
    /// For each heading the sections that name it.
    naming: Arc<FxHashMap<NodeId, Vec<NodeId>>>,
}

/// What a section says of others.
#[derive(Debug)]
struct Said {
    node: NodeId,
    /// In the order of their spans; at least one.
    references: Vec<Reference>,
    /// In the order they are written.
    dependencies: Vec<Dependency>,
}

/// A table of phases in its place.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The section it stands in.
    pub node: NodeId,
    /// Which of the section's schedules.
    pub schedule: usize,
    /// Whether it is the plan's timeline: it has dates or estimates, or stands in a section about time.
    pub is_timeline: bool,
    /// For each row of the schedule the phase or step it means, by number, then by name; `None` is
    /// a milestone.
    pub phases: Vec<Option<NodeId>>,
}

impl Timeline {
    /// The table, if `plan` is the one it was read from.
    pub fn schedule<'p>(&self, plan: &'p Plan) -> Option<&'p Schedule> {
        plan.node(self.node)?.section.schedules().get(self.schedule)
    }

    /// Rows with what they mean.
    pub fn rows<'p>(
        &self,
        plan: &'p Plan,
    ) -> impl Iterator<Item = (&'p ScheduleRow, Option<NodeId>)> {
        let rows = self.schedule(plan).map_or(&[][..], |s| &s.rows);
        rows.iter().zip(self.phases.clone())
    }
}

impl Relations {
    /// Reads a plan.
    pub fn of(plan: &Plan) -> Relations {
        let index = Index::new(plan.series());
        let timelines = timelines(plan, &index).into();
        let mut relations = Relations { timelines, index: index.into(), ..Relations::default() };
        let said = (0..plan.nodes.len()).filter_map(|id| relations.read(plan, id));
        relations.said = said.collect();
        relations.naming = relations.names().into();
        relations
    }

    /// The same in `plan`, which states what the one they were read from did, only that in these
    /// sections it stands elsewhere.
    pub(super) fn moved(&self, plan: &Plan, sections: &[NodeId]) -> Relations {
        let mut moved = self.clone();
        for id in sections {
            let at = moved.said.binary_search_by_key(id, |said| said.node).ok();
            if let Some((said, now)) =
                at.and_then(|at| moved.said.get_mut(at)).zip(self.read(plan, *id))
            {
                *said = now;
            }
        }
        moved
    }

    /// Phases and steps named in the text, in the order of their sections and spans.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        self.said.iter().flat_map(|said| &said.references)
    }

    /// What waits for what, in the order it is written.
    pub fn dependencies(&self) -> impl Iterator<Item = &Dependency> {
        self.said.iter().flat_map(|said| &said.dependencies)
    }

    /// The references that lie in a span of a section's slice, in order.
    pub fn within(&self, node: NodeId, span: Span) -> impl Iterator<Item = &Reference> {
        let said = self.said.binary_search_by_key(&node, |said| said.node).ok();
        let said = said.and_then(|at| self.said.get(at));
        let references = said.map_or(&[][..], |said| &said.references);
        let first = references.partition_point(|r| r.span.start < span.start);
        let here = references.iter().skip(first).take_while(move |r| r.span.start <= span.end);
        here.filter(move |r| span.covers(r.span))
    }

    /// The tables of phases in a section.
    pub fn timelines_in(&self, node: NodeId) -> impl Iterator<Item = &Timeline> {
        let first = self.timelines.partition_point(|t| t.node < node);
        self.timelines.iter().skip(first).take_while(move |t| t.node == node)
    }

    /// The sections that name a heading by a reference or a row; one may come twice.
    pub fn naming(&self, node: NodeId) -> &[NodeId] {
        self.naming.get(&node).map_or(&[], Vec::as_slice)
    }

    fn names(&self) -> FxHashMap<NodeId, Vec<NodeId>> {
        let named = self.references().flat_map(|r| [r.target, r.until].map(|node| (r.node, node)));
        let rows = self.timelines.iter().flat_map(|t| t.phases.iter().map(|node| (t.node, *node)));
        let mut naming: FxHashMap<NodeId, Vec<NodeId>> = FxHashMap::default();
        for (section, node) in named.chain(rows) {
            let sections = node.map(|node| naming.entry(node).or_default());
            if let Some(sections) = sections.filter(|known| known.last() != Some(&section)) {
                sections.push(section);
            }
        }
        naming
    }

    /// What a section says of others.
    fn read(&self, plan: &Plan, id: NodeId) -> Option<Arc<Said>> {
        let references = self.read_references(plan, id, plan.node(id)?);
        if references.is_empty() {
            return None;
        }
        let dependencies = self.read_dependencies(plan, id, &references);
        Some(Said { node: id, references, dependencies }.into())
    }

    fn read_references(&self, plan: &Plan, id: NodeId, node: Node) -> Vec<Reference> {
        let mut found = vec![];
        let mut refer = |role, word: &str, number: &Number, at| {
            found.push(self.refer(plan, id, role, word, number, at));
        };
        let (mentions, schedules) = (node.section.mentions(), node.section.schedules());
        let waits = waits(id, node, plan);
        let rows: FxHashSet<Span> =
            schedules.iter().flat_map(|s| &s.rows).filter_map(|r| r.number_span).collect();
        let numbers = mentions.iter().filter(|_| !rows.is_empty()).map(|m| m.number_span);
        let numbers: FxHashSet<Span> = numbers.collect();
        for mention in mentions {
            let near = dependency::near(&waits, |w| w.extent, mention.span);
            let waiting = near.iter().any(|w| {
                let within = mention.span.relative_to(w.extent.start);
                w.extent.covers(mention.span)
                    && dependency::is_plain(node.section.str(w.extent), within)
            });
            let role = match (waiting, rows.contains(&mention.number_span)) {
                (true, _) => Role::Dependency,
                (false, true) => Role::Row,
                (false, false) => Role::Text,
            };
            let at = (mention.span, mention.number_span, mention.is_pointed_at);
            refer(role, &mention.word, &mention.number, at);
        }
        for row in schedules.iter().flat_map(|s| &s.rows) {
            let (Some(number), Some(span)) = (&row.number, row.number_span) else { continue };
            if !numbers.contains(&span) {
                refer(Role::Row, &row.word, number, (span, span, false));
            }
        }
        for wait in &waits {
            for (number, span) in bare_numbers(node, wait.extent) {
                refer(Role::Dependency, &wait.word, &number, (span, span, false));
            }
        }
        found.sort_by_key(|r| (r.span.start, r.span.end));
        found
    }

    fn refer(
        &self,
        plan: &Plan,
        id: NodeId,
        role: Role,
        word: &str,
        number: &Number,
        at: (Span, Span, bool),
    ) -> Reference {
        let end =
            number.until.clone().map(|parts| Number { parts, until: None, text: String::new() });
        let found = self.index.resolve(plan, id, word, number);
        let until = end.and_then(|end| self.index.resolve(plan, id, word, &end));
        Reference {
            node: id,
            span: at.0,
            number_span: at.1,
            word: word.to_owned(),
            number: number.clone(),
            target: found.map(|f| f.0),
            until: until.map(|u| u.0),
            sure: found.is_none_or(|f| f.1) && until.is_none_or(|u| u.1),
            role,
            is_pointed_at: at.2,
        }
    }

    fn read_dependencies(
        &self,
        plan: &Plan,
        id: NodeId,
        references: &[Reference],
    ) -> Vec<Dependency> {
        let rows = self.timelines_in(id).flat_map(|timeline| timeline.rows(plan));
        let rows = rows.filter_map(|(row, phase)| Some((row.depends?, phase?)));
        let rows: Vec<(Span, NodeId)> = rows.collect();
        let mut found = vec![];
        for reference in references.iter().filter(|r| r.role == Role::Dependency) {
            let next = rows.partition_point(|(s, _)| s.end < reference.span.end);
            let row = rows.get(next).filter(|(s, _)| s.covers(reference.span));
            let from = row.map_or(id, |(_, phase)| *phase);
            for on in [reference.target, reference.until].into_iter().flatten() {
                if plan.node(from).is_some_and(Node::is_work) {
                    found.push(Dependency { from, on, node: id, span: reference.span });
                }
            }
        }
        found.dedup();
        found
    }
}

/// A place that says what something waits for.
struct Wait {
    /// In the slice.
    extent: Span,
    /// What a bare number there counts.
    word: String,
}

fn waits(id: NodeId, node: Node, plan: &Plan) -> Vec<Wait> {
    let work = node.is_work() || plan.in_work(id);
    let word = node.section.heading.as_ref().and_then(|h| h.name.word.as_deref()).map(series::word);
    let section = &node.section;
    let labels = dependency::extents(section).filter(|_| work);
    let labels = labels.map(|extent| Wait { extent, word: word.clone().unwrap_or_default() });
    let rows = section.schedules().iter().flat_map(|s| &s.rows);
    let cells = rows.filter_map(|r| {
        let extent = r.depends.filter(dependency::is_statement)?;
        Some(Wait { extent, word: r.word.clone() })
    });
    let mut waits: Vec<Wait> = labels.chain(cells).collect();
    waits.sort_by_key(|w| w.extent);
    waits
}

/// The numbers of an extent that holds nothing else: `1, 2`.
fn bare_numbers(node: Node, extent: Span) -> Vec<(Number, Span)> {
    let text = node.section.str(extent);
    if text.len() > 60
        || text.is_empty()
        || text.chars().any(|c| c.is_alphabetic() || "/:%$".contains(c))
    {
        return vec![];
    }
    let mut found = vec![];
    let mut at = 0;
    for part in text.split([',', ';', ' ', '，', '、']) {
        if let Some((number, length)) = Number::prefix(part)
            && length == part.len()
        {
            found.push((number, Span::new(at, at + length).shift(extent.start)));
        }
        at += part.len()
            + text.get(at + part.len()..).and_then(|r| r.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

/// The tables of phases, each row with the phase it means.
fn timelines(plan: &Plan, index: &Index) -> Vec<Timeline> {
    let mut names: Option<Vec<Title<'_>>> = None;
    let mut found = vec![];
    for (id, node) in plan.nodes.iter().enumerate() {
        for (at, schedule) in node.section.schedules().iter().enumerate() {
            let names = names.get_or_insert_with(|| titles(plan));
            let phase = |row: &ScheduleRow| {
                let number = row.number.as_ref();
                let by_number = number.and_then(|n| index.resolve(plan, id, &row.word, n));
                by_number.map(|f| f.0).or_else(|| by_name(names, row))
            };
            let phases = schedule.rows.iter().map(phase).collect();
            let is_timeline = schedule.is_timed || node.within == Some(Concept::Timeline);
            found.push(Timeline { node: id, schedule: at, is_timeline, phases });
        }
    }
    found
}

/// What a phase or step that stands in no other is called.
struct Title<'p> {
    node: NodeId,
    word: String,
    /// As names are compared.
    key: &'p str,
}

fn titles(plan: &Plan) -> Vec<Title<'_>> {
    const MOST: usize = 300;
    let titled = plan.work().filter(|(id, _)| !plan.in_work(*id)).take(MOST);
    let titled = titled.filter_map(|(node, n)| {
        let heading = n.section.heading.as_ref()?;
        let word = heading.name.word.as_deref().map(series::word).unwrap_or_default();
        Some(Title { node, word, key: heading.title_key() })
    });
    titled.filter(|title| !title.key.is_empty()).collect()
}

/// The one whose name contains the other's, whole words only, those with the row's word first;
/// `None` when there are several.
fn by_name(titles: &[Title], row: &ScheduleRow) -> Option<NodeId> {
    if row.key.is_empty() {
        return None;
    }
    let only = |fits: &dyn Fn(&&Title) -> bool| {
        let mut found = titles.iter().filter(fits);
        let first = found.next()?;
        found.next().is_none().then_some(first.node)
    };
    let alike = |t: &Title| contains(t.key, &row.key) || contains(&row.key, t.key);
    only(&|t| t.word == row.word && t.key == row.key)
        .or_else(|| only(&|t| t.key == row.key))
        .or_else(|| only(&|t| t.word == row.word && alike(t)))
        .or_else(|| only(&|t| alike(t)))
}

/// Whether `part` stands in `whole` as words; scripts without blanks have none.
pub fn contains(whole: &str, part: &str) -> bool {
    const SHORTEST: usize = 4;
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || !c.is_ascii());
    let at = whole.find(part).filter(|_| part.len() >= SHORTEST);
    at.is_some_and(|at| {
        let before = whole.get(..at).and_then(|t| t.chars().next_back());
        edge(before) && edge(whole.get(at + part.len()..).and_then(|t| t.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Document;
    use proptest::prelude::*;

    fn read(document: &Document, before: Option<&Plan>) -> Plan {
        Plan::new(document, &Default::default(), before)
    }

    fn shown(plan: &Plan) -> String {
        format!("{:#?}", plan.relations())
    }

    /// Whether the plan still states the same after an edit in front of `at`.
    #[track_caller]
    fn check(text: &str, at: &str, insert: &str, same: bool) {
        let mut document = Document::new(text);
        let before = read(&document, None);
        assert_ne!(before.relations().references().count(), 0);
        document.edit(Span::at(text.find(at).unwrap()), insert);
        let after = read(&document, Some(&before));
        assert_eq!(shown(&after), shown(&read(&document, None)));
        assert_eq!(Arc::ptr_eq(before.shape(), after.shape()), same);
    }

    const PLAN: &str = "# Plan: X\n\n## Phase 1: A\n\nText before, see Phase 2.\n\n## Phase 2: B\n\n- [ ] Do it\n\n\
        **Depends on:** Phase 1\n\n## Timeline\n\nAs it is.\n\n| Phase | Weeks |\n|---|---|\n| Phase 1: A | 1 |\n";

    #[test]
    fn what_is_typed_before_a_reference_moves_it() {
        check(PLAN, "before", "long ", true);
        check(PLAN, "it\n\n**", "all of ", true);
        check(PLAN, "it is", "far as ", true);
    }

    #[test]
    fn what_is_typed_into_a_reference_changes_it() {
        check(PLAN, "2.\n", "1", false);
        check(PLAN, "1\n\n## T", "2 and Phase ", false);
        check(PLAN, "1: A |", "1", false);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..Default::default() })]
        /// After any edits relations are what they are when read afresh.
        #[test]
        fn relations_after_edits_are_those_read_afresh(
            parts in prop::collection::vec(prop::sample::select(PARTS), 2..30),
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0..6usize, prop::sample::select(PARTS)), 1..12),
        ) {
            let mut document = Document::new(&parts.concat());
            let mut plan = read(&document, None);
            for (at, gone, insert) in edits {
                plan.relations();
                let start = at.index(document.text().len() + 1);
                document.edit(Span::new(start, start + gone), insert);
                plan = read(&document, Some(&plan));
                prop_assert_eq!(shown(&plan), shown(&read(&document, None)), "{}", document.text());
            }
        }
    }

    const PARTS: &[&str] = &[
        "\n",
        "\n\n",
        " ",
        "x",
        "see ",
        "Phase 1",
        "Phase 2",
        "Phases 1-2",
        "2",
        ", ",
        "## ",
        "### ",
        "## Phase 2: B\n\n",
        "## Phase 1: A\n\n",
        "## Timeline\n\n",
        "**Depends on:** ",
        "- **Dependencies**: ",
        "- ",
        "can ",
        "\n\n**Requires:**\n\n- Phase 2\n",
        "\n\n| Phase | Depends | Weeks |\n|---|---|---|\n| Phase 1: A | 2 | 1 |\n| B | Phase 1 | 2 |\n\n",
    ];
}
