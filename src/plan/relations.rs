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

/// Everything that relates one part of a plan to another.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// Tables of phases, in order.
    pub timelines: Vec<Timeline>,
    /// Phases and steps named in the text, in the order of their sections and spans.
    pub references: Vec<Reference>,
    /// What waits for what, in the order it is written.
    pub dependencies: Vec<Dependency>,
    /// Headings by word and number.
    pub index: Index,
    /// For each heading the sections that name it.
    naming: FxHashMap<NodeId, Vec<NodeId>>,
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
        let timelines = timelines(plan, &index);
        let mut relations = Relations { timelines, index, ..Relations::default() };
        relations.read_references(plan);
        relations.read_dependencies(plan);
        relations.read_names();
        relations
    }

    /// The references that lie in a span of a section's slice, in order.
    pub fn within(&self, node: NodeId, span: Span) -> impl Iterator<Item = &Reference> {
        let before = |r: &Reference| (r.node, r.span.start) < (node, span.start);
        let here = self.references.iter().skip(self.references.partition_point(before));
        let here = here.take_while(move |r| r.node == node && r.span.start <= span.end);
        here.filter(move |r| span.covers(r.span))
    }

    /// The sections that name a heading by a reference or a row; one may come twice.
    pub fn naming(&self, node: NodeId) -> &[NodeId] {
        self.naming.get(&node).map_or(&[], Vec::as_slice)
    }

    fn read_names(&mut self) {
        let references = self.references.iter();
        let named = references.flat_map(|r| [r.target, r.until].map(|node| (r.node, node)));
        let rows = self.timelines.iter().flat_map(|t| t.phases.iter().map(|node| (t.node, *node)));
        for (section, node) in named.chain(rows) {
            let sections = node.map(|node| self.naming.entry(node).or_default());
            if let Some(sections) = sections.filter(|known| known.last() != Some(&section)) {
                sections.push(section);
            }
        }
    }

    fn read_references(&mut self, plan: &Plan) {
        // Labels within the list beneath a label, at most.
        const NESTED: usize = 16;
        for (id, node) in plan.nodes.iter().enumerate() {
            let waits = waits(id, node, plan);
            let rows: FxHashSet<Span> = node
                .section
                .schedules()
                .iter()
                .flat_map(|s| &s.rows)
                .filter_map(|r| r.number_span)
                .collect();
            let numbers: FxHashSet<Span> =
                node.section.mentions().iter().map(|m| m.number_span).collect();
            for mention in node.section.mentions() {
                let near = waits.partition_point(|w| w.extent.start <= mention.span.start);
                let near = waits.get(near.saturating_sub(NESTED)..near).unwrap_or_default();
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
                self.refer(plan, id, role, &mention.word, &mention.number, at);
            }
            for row in node.section.schedules().iter().flat_map(|s| &s.rows) {
                let (Some(number), Some(span)) = (&row.number, row.number_span) else { continue };
                if !numbers.contains(&span) {
                    self.refer(plan, id, Role::Row, &row.word, number, (span, span, false));
                }
            }
            for wait in &waits {
                for (number, span) in bare_numbers(node, wait.extent) {
                    self.refer(
                        plan,
                        id,
                        Role::Dependency,
                        &wait.word,
                        &number,
                        (span, span, false),
                    );
                }
            }
        }
        self.references.sort_by_key(|r| (r.node, r.span.start, r.span.end));
    }

    fn refer(
        &mut self,
        plan: &Plan,
        id: NodeId,
        role: Role,
        word: &str,
        number: &Number,
        at: (Span, Span, bool),
    ) {
        let end =
            number.until.clone().map(|parts| Number { parts, until: None, text: String::new() });
        let found = self.index.resolve(plan, id, word, number);
        let until = end.and_then(|end| self.index.resolve(plan, id, word, &end));
        self.references.push(Reference {
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
        });
    }

    fn read_dependencies(&mut self, plan: &Plan) {
        let mut rows: FxHashMap<NodeId, Vec<(Span, NodeId)>> = FxHashMap::default();
        for timeline in &self.timelines {
            let found = timeline.rows(plan).filter_map(|(row, phase)| Some((row.depends?, phase?)));
            rows.entry(timeline.node).or_default().extend(found);
        }
        for reference in self.references.iter().filter(|r| r.role == Role::Dependency) {
            let row = rows.get(&reference.node).and_then(|rows| {
                let next = rows.partition_point(|(s, _)| s.end < reference.span.end);
                rows.get(next).filter(|(s, _)| s.covers(reference.span))
            });
            let from = row.map_or(reference.node, |(_, phase)| *phase);
            for on in [reference.target, reference.until].into_iter().flatten() {
                if plan.node(from).is_some_and(Node::is_work) {
                    let (node, span) = (reference.node, reference.span);
                    self.dependencies.push(Dependency { from, on, node, span });
                }
            }
        }
        self.dependencies.dedup();
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
    const LONGEST: usize = 1000;
    let work = node.is_work() || plan.in_work(id);
    let word = node.section.heading.as_ref().and_then(|h| h.name.word.as_deref()).map(series::word);
    let section = &node.section;
    let fields = dependency::fields(section).filter(|_| work);
    let fields = fields.map(|f| Wait {
        extent: dependency::extent(section, f),
        word: word.clone().unwrap_or_default(),
    });
    let rows = section.schedules().iter().flat_map(|s| &s.rows);
    let cells = rows.filter_map(|r| Some(Wait { extent: r.depends?, word: r.word.clone() }));
    // What goes on for longer than a statement is prose.
    let short = |w: &Wait| w.extent.len() <= LONGEST;
    let mut waits: Vec<Wait> = fields.chain(cells).filter(short).collect();
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
