//! From sections to slots: siblings of one shape become one repeatable slot whose first sample is
//! the model; what only some samples have is optional.

use super::said::{All, Said};
use super::{blank, parts, words};
use crate::plan::concept::normalise;
use crate::plan::heading::{Kind, Number};
use crate::plan::{Concept, Node, NodeId, Plan};
use crate::syntax::BlockKind;
use crate::template::{FieldSpec, Problem, Series, Slot, SlotId};
use rustc_hash::{FxHashMap, FxHashSet};

/// What makes two sibling headings samples of one slot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Shape {
    /// A word and a number, or only a number: the word, lower case.
    Counted(String),
    /// Words around a blank: the words.
    Pattern(String),
    /// A heading of its own, told from the same one before it by the count.
    Plain(String, usize),
}

/// Samples of one slot.
struct Group {
    shape: Shape,
    /// The samples; the first is the model.
    samples: Vec<NodeId>,
    /// How many of the parents' samples have it, and how often the first of them.
    parents: usize,
    first: usize,
}

/// Everything that building needs.
pub(super) struct Builder<'a> {
    pub plan: &'a Plan,
    pub said: &'a All,
    /// Words of the plan's series, lower case.
    pub series: FxHashSet<String>,
    pub slots: Vec<Slot>,
    /// The slot each node is a sample of.
    pub slot_of: Vec<Option<SlotId>>,
    /// Headings so far, by the slot around them.
    pub named: FxHashSet<(Option<SlotId>, String)>,
    pub problems: Vec<Problem>,
}

impl Builder<'_> {
    /// Reads the slots of the whole plan.
    pub fn run(&mut self) {
        let top = self.plan.children(None).flat_map(|id| {
            let inside = (Some(id) == self.plan.title).then(|| self.plan.children(Some(id)));
            let own = self.plan.node(id).filter(|n| n.level > 0 && inside.is_none());
            own.map(|_| id).into_iter().chain(inside.into_iter().flatten())
        });
        let top: Vec<NodeId> = top.collect();
        self.siblings(None, &[top], false);
    }

    /// The slots beneath one slot, from the children of each of its samples. Headings have seven
    /// levels: so deep this goes.
    fn siblings(&mut self, parent: Option<SlotId>, families: &[Vec<NodeId>], merged: bool) {
        for group in self.groups(parent, families) {
            let slot = self.slot(parent, &group);
            let Some(slot) = slot else { continue };
            let id = self.slots.len();
            let missing = merged && group.parents < families.len();
            let required = self.said(group.samples.first()).optional == Some(false);
            self.slots.push(Slot { optional: slot.optional || (missing && !required), ..slot });
            for sample in &group.samples {
                if let Some(of) = self.slot_of.get_mut(*sample) {
                    *of = Some(id);
                }
            }
            let real = group
                .samples
                .iter()
                .filter(|&&s| group.samples.first() == Some(&s) || !self.goes_on(s));
            let children = real.map(|s| self.plan.children(Some(*s)).collect::<Vec<_>>());
            let children: Vec<_> = children.collect();
            let several = children.len() > 1;
            self.siblings(Some(id), &children, several);
            let end = self.slots.len();
            if let Some(slot) = self.slots.get_mut(id) {
                slot.end = end;
            }
        }
    }

    fn said(&self, node: Option<&NodeId>) -> Said {
        node.and_then(|&n| self.said.nodes.get(n)).cloned().unwrap_or_default()
    }

    /// Siblings by shape, in the order of their first samples.
    fn groups(&mut self, parent: Option<SlotId>, families: &[Vec<NodeId>]) -> Vec<Group> {
        let slot = parent.and_then(|p| self.slots.get(p));
        let works = slot.is_some_and(|s| {
            s.concept == Some(Concept::Phases) || matches!(s.kind, Kind::Phase | Kind::Step)
        });
        let mut groups: Vec<Group> = vec![];
        let mut index: FxHashMap<Shape, usize> = FxHashMap::default();
        for family in families {
            let shapes = self.shapes(family, works);
            let mut seen: FxHashSet<usize> = FxHashSet::default();
            for (&id, shape) in family.iter().zip(shapes) {
                if let Shape::Plain(key, 1) = &shape {
                    let same =
                        index.get(&Shape::Plain(key.clone(), 0)).and_then(|&g| groups.get(g));
                    self.same_twice(id, same.and_then(|g| g.samples.last().copied()));
                }
                let at = *index.entry(shape.clone()).or_insert_with(|| {
                    groups.push(Group { shape, samples: vec![], parents: 0, first: 0 });
                    groups.len() - 1
                });
                let Some(group) = groups.get_mut(at) else { continue };
                group.samples.push(id);
                group.parents += usize::from(seen.insert(at));
                group.first += usize::from(group.parents == 1);
            }
        }
        groups
    }

    /// The shape of each sibling. A number alone counts only where work is described, or when
    /// several have one and a blank for a title.
    fn shapes(&self, family: &[NodeId], works: bool) -> Vec<Shape> {
        let drafts: Vec<(Shape, bool)> =
            family.iter().filter_map(|id| Some(draft(self.plan.node(*id)?, works))).collect();
        let mut counts: FxHashMap<Shape, usize> = FxHashMap::default();
        for (shape, _) in &drafts {
            *counts.entry(shape.clone()).or_default() += 1;
        }
        let unlike: FxHashSet<&Shape> =
            counts.keys().filter(|shape| self.are_unlike(family, &drafts, shape)).collect();
        let mut plain: FxHashMap<String, usize> = FxHashMap::default();
        let mut shapes = vec![];
        for (&id, (shape, sure)) in family.iter().zip(drafts.iter().cloned()) {
            let alone = counts.get(&shape).is_none_or(|n| *n < 2);
            let shape = match shape {
                shape if unlike.contains(&shape) => {
                    let key = self.plan.node(id).map(key_of).unwrap_or_default();
                    Shape::Plain(key, 0)
                }
                Shape::Counted(_) if !sure && alone => {
                    let key = self.plan.node(id).map(key_of).unwrap_or_default();
                    Shape::Plain(key, 0)
                }
                shape => shape,
            };
            shapes.push(match shape {
                Shape::Plain(key, _) => {
                    let before = plain.entry(key.clone()).or_default();
                    *before += 1;
                    Shape::Plain(key, *before - 1)
                }
                shape => shape,
            });
        }
        shapes
    }

    /// Whether counted headings have each a title and labels of their own, none of which most of
    /// them share: parts of a method, not samples.
    fn are_unlike(&self, family: &[NodeId], drafts: &[(Shape, bool)], shape: &Shape) -> bool {
        let same = family.iter().zip(drafts).filter(|(_, (s, _))| s == shape);
        let mut labels: FxHashMap<&str, usize> = FxHashMap::default();
        let mut samples = 0;
        for node in same.filter_map(|(id, _)| self.plan.node(*id)) {
            let Some(head) = &node.section.heading else { return false };
            let own: FxHashSet<&str> =
                node.section.fields.iter().map(|field| field.key.as_str()).collect();
            let fixed = !head.name.title.is_empty() && blank::spans(&head.name.title).is_empty();
            if !fixed || own.len() < 2 {
                return false;
            }
            samples += 1;
            own.into_iter().for_each(|label| *labels.entry(label).or_default() += 1);
        }
        let shared = labels.values().any(|count| count * 2 > samples);
        samples > 1 && !shared && matches!(shape, Shape::Counted(_))
    }

    fn same_twice(&mut self, id: NodeId, first: Option<NodeId>) {
        let Some(node) = self.plan.node(id) else { return };
        let first = first.and_then(|f| self.plan.node(f));
        let line = first.map_or(0, |n| n.line + n.section.facts.line_of(n.section.span.start) + 1);
        let message = format!("`{}` is already a section here (line {line})", node.name());
        self.problems.push(Problem { span: node.heading_span(), message });
    }

    fn slot(&mut self, parent: Option<SlotId>, group: &Group) -> Option<Slot> {
        let &model = group.samples.first()?;
        let node = self.plan.node(model)?;
        let section = &node.section;
        let head = section.heading.as_ref()?;
        let said = self.said(Some(&model));
        let text = section.str(head.text);
        let first_words =
            section.top_blocks().map(|(_, b)| section.str(b.span)).find(|t| !t.contains("planls:"));
        let says = words::marked_optional(text)
            || first_words.is_some_and(|t| words::begins_optional(t.trim_start_matches("<!--")));
        let has_blank = !blank::spans(text).is_empty();
        let is_counted = matches!(group.shape, Shape::Counted(_));
        let asked = said.repeat.is_some() || self.asks_to_repeat(model);
        let can = is_counted || has_blank || head.name.number.is_some();
        if let Some(span) = said.repeat.filter(|_| !can) {
            let message = format!(
                "`{}` cannot repeat: it has neither a number nor a placeholder",
                node.name()
            );
            self.problems.push(Problem { span, message });
        }
        let word = match &group.shape {
            Shape::Counted(word) => written(word, &head.name.name),
            _ => head.name.word.clone().unwrap_or_default(),
        };
        let number = head.name.number.clone();
        let number = number.or_else(|| counted(&head.name.name)?.1);
        let repeats = is_counted || (group.samples.len() > 1 && group.first > 1) || (asked && can);
        let repeats = repeats.then(|| Series { word, first: number, samples: group.first.max(1) });
        let key = match &group.shape {
            Shape::Counted(word) => word.clone(),
            Shape::Pattern(key) | Shape::Plain(key, _) => key.clone(),
        };
        // A plan has one section of a name: its twin is not asked for.
        let twin = repeats.is_none() && !self.named.insert((parent, key.clone()));
        let nameless = repeats.is_none()
            && (key.is_empty() || (node.kind == Kind::Section && head.name.title.is_empty()));
        let concept = said.concept.or(match node.kind {
            Kind::Section if has_blank => Concept::of(&blank::without(text)),
            _ => node.concept,
        });
        Some(Slot {
            heading: one_line(text),
            key,
            aliases: said.aliases.iter().map(|a| normalise(a)).collect(),
            kind: node.kind,
            concept,
            level: node.level,
            // What has no name is nothing that a plan could be seen to have.
            optional: said.optional.unwrap_or(says || twin) || nameless,
            repeats,
            parent,
            end: self.slots.len() + 1,
            fields: self.fields(&group.samples),
            tables: parts::tables(section, &self.series),
            lists: parts::lists(section),
            guidance: vec![],
            body: parts::body(section),
            span: node.heading_span(),
        })
    }

    /// The fields all samples share, and as optional ones those that only some have.
    fn fields(&self, samples: &[NodeId]) -> Vec<FieldSpec> {
        /// More fields than any series has: keeps the search linear in the samples.
        const MOST: usize = 100;
        let mut all: Vec<(FieldSpec, usize)> = vec![];
        let mut real = 0;
        for (nth, &sample) in samples.iter().enumerate() {
            let Some(node) = self.plan.node(sample).filter(|_| nth == 0 || !self.goes_on(sample))
            else {
                continue;
            };
            real += 1;
            // What this sample has beyond the others goes before the next field they share.
            let mut own = vec![];
            let mut at = 0;
            for spec in parts::fields(node.section, &self.series) {
                let Some(index) = all.iter().position(|(f, _)| f.key == spec.key) else {
                    own.push((spec, 1));
                    continue;
                };
                if let Some((_, count)) = all.get_mut(index) {
                    *count += 1;
                }
                at = index + own.len() + 1;
                all.splice(index..index, own.drain(..));
            }
            let at = if own.is_empty() || at < all.len() { at } else { all.len() };
            all.splice(at..at, own);
            all.truncate(MOST);
        }
        let shared = |(f, count): (FieldSpec, usize)| FieldSpec {
            optional: f.optional || count < real,
            ..f
        };
        all.into_iter().map(shared).collect()
    }

    /// A sample that only says that the series goes on: `[Repeat structure above …]`, nothing.
    fn is_stub(&self, id: NodeId) -> bool {
        let Some(node) = self.plan.node(id) else { return true };
        let section = &node.section;
        if node.end > id + 1 || !section.fields.is_empty() || !section.items.is_empty() {
            return false;
        }
        section.top_blocks().all(|(_, block)| match block.kind {
            BlockKind::Paragraph => {
                let text = section.str(block.span);
                blank::only(text) || words::repeats(text)
            }
            BlockKind::Html | BlockKind::Break => true,
            _ => false,
        })
    }

    /// A sample that leaves out what the model already shows.
    fn goes_on(&self, id: NodeId) -> bool {
        self.is_stub(id) || self.asks_to_repeat(id)
    }

    fn asks_to_repeat(&self, id: NodeId) -> bool {
        let Some(node) = self.plan.node(id) else { return false };
        let section = &node.section;
        let mut blocks = section.top_blocks().filter(|(_, b)| b.kind == BlockKind::Paragraph);
        blocks.any(|(_, b)| {
            let text = section.str(b.span);
            text.len() < 200 && words::repeats(text) && text.chars().any(char::is_alphabetic)
        })
    }
}

/// The shape of a heading, and whether one alone already makes a series.
fn draft(node: Node, works: bool) -> (Shape, bool) {
    let Some(head) = &node.section.heading else { return (Shape::Plain(String::new(), 0), false) };
    let text = node.section.str(head.text);
    let name = &head.name;
    let title_blank = blank::only(&name.title);
    if node.kind != Kind::Section
        && let Some(word) = &name.word
    {
        return (Shape::Counted(singular(word)), true);
    }
    // `4.1 …` beneath `4. …` goes on with the numbers of the document's sections.
    let nested = name.number.as_ref().is_some_and(|n| n.parts.len() > 1);
    let works = works && !nested;
    if name.number.is_some() && (works || title_blank) {
        return (Shape::Counted(String::new()), works);
    }
    if let Some((word, _, rest)) = counted(&name.name).filter(|_| name.number.is_none()) {
        return (Shape::Counted(word), blank::only(rest));
    }
    if !blank::spans(text).is_empty() {
        return (Shape::Pattern(key_of(node)), false);
    }
    (Shape::Plain(key_of(node), 0), false)
}

/// The heading normalised, without blanks.
fn key_of(node: Node) -> String {
    let Some(head) = &node.section.heading else { return String::new() };
    let text = node.section.str(head.text);
    if blank::spans(text).is_empty() {
        return head.key.clone();
    }
    let rest = blank::without(&head.name.name);
    if rest.contains(char::is_alphanumeric) { normalise(&rest) } else { String::new() }
}

/// `Option A: X`, `Risk 1 — X`, `Decision [N]: X`: the word in lower case, the number, the rest.
fn counted(name: &str) -> Option<(String, Option<Number>, &str)> {
    let end = name.find([':', '：', '—', '–']).unwrap_or(name.len());
    let (head, rest) = name.split_at(end);
    let (words, number) = head.trim().rsplit_once(' ')?;
    let value = Number::prefix(number).filter(|(_, length)| *length == number.len());
    let wordy =
        words.chars().all(|c| c.is_alphabetic() || c == ' ') && words.split(' ').count() <= 3;
    let separated = !rest.is_empty() || number.bytes().all(|b| b.is_ascii_digit());
    let counts = (value.is_some() || blank::only(number)) && wordy && separated;
    counts.then(|| (words.to_lowercase(), value.map(|(number, _)| number), rest))
}

pub(super) fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    word.strip_suffix('s').filter(|w| w.is_ascii() && w.len() > 3).unwrap_or(&word).to_owned()
}

/// A series' word with the capitals the heading gives it.
fn written(word: &str, heading: &str) -> String {
    let found = heading.to_lowercase().find(word).filter(|_| !word.is_empty());
    let written = found.and_then(|at| heading.get(at..at + word.len()));
    written.filter(|w| w.to_lowercase() == word).unwrap_or(word).to_owned()
}

/// An underlined heading may have several lines; written again, it has `#`s and one.
fn one_line(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}
