//! What relates the parts of a plan, kept for as long as its sections state the same. Compares
//! sections, and knows nothing of the tree.

use super::series::{self, Series};
use super::statement::Statement;
use super::{NodeId, Plan, Relations, Section};
use crate::syntax::Facts;
use std::sync::{Arc, OnceLock};

/// A slice's facts and the sections read from them.
pub(super) type Read = (Arc<Facts>, Arc<[Arc<Section>]>);

/// What holds for as long as every section states the same: nodes and spans of their slices.
#[derive(Debug, Default)]
pub struct Shape {
    series: Arc<OnceLock<Vec<Series>>>,
    relations: Arc<OnceLock<Relations>>,
}

impl Shape {
    /// What is left of it when the slices `old` have become `new`, which state something else.
    pub(super) fn for_slices(&self, old: &[Read], new: &[Read]) -> Shape {
        let holds = |part: fn(Statement) -> u64| {
            alike(old, new, |_, old, new| part(old.statement()) == part(new.statement()))
        };
        let mut left = Shape::default();
        if holds(|statement| statement.headings) {
            left.series = self.series.clone();
        }
        if holds(|statement| statement.relations) {
            left.relations = self.relations.clone();
        }
        left
    }

    pub(super) fn series(&self, plan: &Plan) -> &[Series] {
        self.series.get_or_init(|| series::all(plan))
    }

    pub(super) fn relations(&self, plan: &Plan) -> &Relations {
        self.relations.get_or_init(|| Relations::of(plan))
    }
}

/// Whether all sections of two versions are pairwise the same, be it by `same`.
pub(super) fn alike(
    old: &[Read],
    new: &[Read],
    same: impl Fn(NodeId, &Section, &Section) -> bool,
) -> bool {
    let mut id = 0;
    old.len() == new.len()
        && old.iter().zip(new).all(|((_, old), (_, new))| {
            let first = id;
            id += old.len();
            let mut pairs = old.iter().zip(&**new).enumerate();
            Arc::ptr_eq(old, new)
                || old.len() == new.len()
                    && pairs.all(|(at, (old, new))| same(first + at, old, new))
        })
}
