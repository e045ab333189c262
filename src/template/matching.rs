//! Lays a plan over a template: which section fills which slot, and which slots are empty.
//!
//! From the top down: the sections inside a section that fills a slot are laid over that slot's own
//! slots, by name, then series by their word, then looser names, then concepts. What is left over is
//! tried once more against slots elsewhere in the template (a rollback that became an H2). Each
//! section and each slot is looked at a fixed number of times.

mod fit;
mod index;

pub use fit::{choose, fit};

pub(super) use self::index::Index;
use super::{Slot, SlotId, Template};
use crate::plan::heading::Kind;
use crate::plan::{Concept, Node, NodeId, Plan};

/// A plan laid over a template.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matching {
    slot_of: Vec<Option<SlotId>>,
    nodes_of: Vec<Vec<NodeId>>,
}

impl Matching {
    /// Lays `plan` over `template`.
    pub fn new(plan: &Plan, template: &Template) -> Self {
        let mut laid = Layer {
            plan,
            template,
            index: template.index.get_or_init(|| Index::new(template)),
            slot_of: vec![None; plan.nodes.len()],
            filled: vec![false; template.slots.len()],
        };
        laid.run();
        let mut nodes_of = vec![vec![]; template.slots.len()];
        for (node, slot) in laid.slot_of.iter().enumerate() {
            if let Some(nodes) = slot.and_then(|s: SlotId| nodes_of.get_mut(s)) {
                nodes.push(node);
            }
        }
        Matching { slot_of: laid.slot_of, nodes_of }
    }

    /// The slot a section fills.
    pub fn slot_of(&self, node: NodeId) -> Option<SlotId> {
        self.slot_of.get(node).copied().flatten()
    }

    /// The sections that fill a slot, in order.
    pub fn nodes_of(&self, slot: SlotId) -> &[NodeId] {
        self.nodes_of.get(slot).map_or(&[], Vec::as_slice)
    }

    /// The slots without a section, in the template's order, whose parent slot is filled (or has
    /// none); optional ones included.
    pub fn empty_slots(&self, template: &Template) -> Vec<SlotId> {
        let filled = |slot: SlotId| !self.nodes_of(slot).is_empty();
        let slots = template.slots.iter().enumerate();
        let empty = slots.filter(|(id, slot)| !filled(*id) && slot.parent.is_none_or(filled));
        empty.map(|(id, _)| id).collect()
    }
}

/// A matching in the making.
struct Layer<'a> {
    plan: &'a Plan,
    template: &'a Template,
    index: &'a Index,
    slot_of: Vec<Option<SlotId>>,
    filled: Vec<bool>,
}

impl Layer<'_> {
    fn run(&mut self) {
        let plan = self.plan;
        let title = plan.title.filter(|t| plan.node(*t).is_some_and(|n| n.parent.is_none()));
        let top = plan.children(None).filter(|id| Some(*id) != title);
        let top: Vec<NodeId> =
            top.chain(plan.children(title).filter(|_| title.is_some())).collect();
        self.beneath(vec![(None, top)]);
        for id in 0..plan.nodes.len() {
            if let Some(slot) = self.elsewhere(id) {
                self.fill(id, slot);
                self.beneath(vec![(Some(slot), plan.children(Some(id)).collect())]);
            }
        }
    }

    /// Lays families of sections over the slots inside a slot, and what is inside them in turn. A
    /// section that fills nothing hands its own sections to the slot around it.
    fn beneath(&mut self, mut families: Vec<(Option<SlotId>, Vec<NodeId>)>) {
        while let Some((parent, nodes)) = families.pop() {
            for way in [Layer::by_name, Layer::by_series, Layer::by_stem, Layer::by_concept] {
                for &id in &nodes {
                    if self.slot_of(id).is_none()
                        && let Some(slot) = way(self, parent, id)
                    {
                        self.fill(id, slot);
                    }
                }
            }
            for &id in &nodes {
                let inside: Vec<NodeId> = self.plan.children(Some(id)).collect();
                let free = inside.iter().all(|id| self.slot_of(*id).is_none());
                // Inside work only its own slots count: a step's `Notes` are not the plan's.
                let work = self.node(id).is_some_and(Node::is_work);
                let context = self.slot_of(id).or(parent.filter(|_| !work));
                let anywhere = self.slot_of(id).is_some() || !work;
                if free && anywhere && !inside.is_empty() {
                    families.push((context, inside));
                }
            }
        }
    }

    fn slot_of(&self, id: NodeId) -> Option<SlotId> {
        self.slot_of.get(id).copied().flatten()
    }

    fn node(&self, id: NodeId) -> Option<Node<'_>> {
        self.plan.node(id)
    }

    fn slot(&self, id: SlotId) -> Option<&Slot> {
        self.template.slot(id)
    }

    fn fill(&mut self, id: NodeId, slot: SlotId) {
        if let Some(of) = self.slot_of.get_mut(id) {
            *of = Some(slot);
        }
        if let Some(filled) = self.filled.get_mut(slot) {
            *filled = true;
        }
    }

    /// Whether another section may fill the slot.
    fn is_open(&self, slot: SlotId) -> bool {
        let filled = self.filled.get(slot) == Some(&true);
        !filled || self.slot(slot).is_some_and(|s| s.repeats.is_some())
    }

    /// The very heading, an alias, or the words around a placeholder.
    fn by_name(&mut self, parent: Option<SlotId>, id: NodeId) -> Option<SlotId> {
        // The same heading twice is the same section twice: whether it is filled does not matter.
        self.index.named(parent, &self.node(id)?.section.heading.as_ref()?.key)
    }

    /// A phase, step or whatever the series counts.
    fn by_series(&mut self, parent: Option<SlotId>, id: NodeId) -> Option<SlotId> {
        let node = self.node(id)?;
        let heading = node.section.heading.as_ref()?;
        let word = heading.name.word.as_deref().unwrap_or_default().to_lowercase();
        let series = self.index.series(parent);
        let slots = || series.iter().filter_map(|&s| Some((s, self.slot(s)?)));
        let counts = |slot: &Slot| {
            let begins = heading.key.strip_prefix(slot.key.as_str());
            match slot.kind {
                Kind::Section if slot.key.is_empty() => heading.name.number.is_some(),
                Kind::Section => begins.is_some_and(|rest| rest.starts_with(' ')),
                kind => kind == node.kind && slot.key == word,
            }
        };
        let same_kind = |slot: &Slot| slot.kind != Kind::Section && slot.kind == node.kind;
        let work = |slot: &Slot| node.is_work() && matches!(slot.kind, Kind::Phase | Kind::Step);
        let found = slots().find(|(_, s)| counts(s));
        let found = found.or_else(|| slots().find(|(_, s)| same_kind(s)));
        found.or_else(|| slots().find(|(_, s)| work(s))).map(|(id, _)| id)
    }

    /// The same words in another form: `Unit Tests` for `Unit Testing`.
    fn by_stem(&mut self, parent: Option<SlotId>, id: NodeId) -> Option<SlotId> {
        let node = self.node(id).filter(|n| !n.is_work())?;
        let slot = self.index.stemmed(parent, &node.section.heading.as_ref()?.key)?;
        self.is_open(slot).then_some(slot)
    }

    /// Another name for the same. Not where the slot is one of several for that concept.
    fn by_concept(&mut self, parent: Option<SlotId>, id: NodeId) -> Option<SlotId> {
        let concept = self.node(id)?.concept?;
        let around = parent.and_then(|p| self.slot(p)).and_then(|s| s.concept);
        if around == Some(concept) {
            return None;
        }
        self.index.for_concept(parent, concept).iter().copied().find(|s| self.is_open(*s))
    }

    /// A slot anywhere in the template that is still empty, for a section that has found none.
    fn elsewhere(&mut self, id: NodeId) -> Option<SlotId> {
        let node = self.node(id).filter(|n| n.level > 0 && Some(id) != self.plan.title)?;
        if self.slot_of(id).is_some() {
            return None;
        }
        let in_work = node.parent.is_some_and(|p| self.is_in_work(p));
        if node.is_work() {
            let slot = self.index.main_series()?;
            return (!in_work).then_some(slot);
        }
        if in_work {
            return None;
        }
        let empty = |s: &SlotId| self.filled.get(*s) != Some(&true);
        // The section around it may be gone, or have something written between the two.
        let stray = |s: &Slot| s.level == node.level || s.parent.is_none_or(|p| empty(&p));
        let stray = |s: &SlotId| self.slot(*s).is_some_and(stray);
        let key = &node.section.heading.as_ref()?.key;
        let same = self.index.anywhere(key);
        if let Some(slot) = same.iter().copied().find(|s| empty(s) && stray(s)) {
            return Some(slot);
        }
        let concept = node.concept?;
        let around = node.parent.and_then(|p| self.node(p)).and_then(|p| p.within);
        let open = |s: &SlotId| empty(s) && self.speaks_for(*s, concept);
        let slots = self.index.of_concept(concept).iter().filter(|_| around != Some(concept));
        same.iter().chain(slots).copied().find(|s| open(s))
    }

    /// Whether a slot is the template's own for a concept, not a part of one for the same.
    fn speaks_for(&self, slot: SlotId, concept: Concept) -> bool {
        let Some(found) = self.slot(slot) else { return false };
        let around = found.parent.and_then(|p| self.slot(p)).and_then(|p| p.concept);
        found.concept == Some(concept) && found.repeats.is_none() && around != Some(concept)
    }

    fn is_in_work(&self, id: NodeId) -> bool {
        self.node(id).is_some_and(Node::is_work) || self.plan.in_work(id)
    }
}

#[cfg(test)]
mod tests;
