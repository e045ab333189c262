//! Lays a plan over a template: which section fills which slot, and which slots are empty.

use super::{SlotId, Template};
use crate::plan::{NodeId, Plan};

/// A plan laid over a template.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matching {
    /// How well the template fits: 0 to 1 (plans.md §1).
    pub score: f64,
    slot_of: Vec<Option<SlotId>>,
    nodes_of: Vec<Vec<NodeId>>,
}

impl Matching {
    /// Lays `plan` over `template`.
    pub fn new(plan: &Plan, template: &Template) -> Self {
        let slot_of = vec![None; plan.nodes.len()];
        Matching { score: 0.0, slot_of, nodes_of: vec![vec![]; template.slots.len()] }
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

/// stub
pub fn fit(plan: &Plan, template: &Template) -> f64 {
    Matching::new(plan, template).score
}

/// stub
pub fn choose(_: &Plan, _: &super::Templates) -> Option<(std::sync::Arc<Template>, f64)> {
    None
}
