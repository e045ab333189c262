//! What relates the parts of a plan, kept for as long as its sections state the same. Compares
//! sections, and knows nothing of the tree.

use super::nodes::{Run, ends};
use super::series::{self, Series};
use super::statement::Statement;
use super::{NodeId, Plan, Relations, Section};
use std::sync::{Arc, OnceLock};

/// What holds for as long as every section states the same: nodes and spans of their slices.
#[derive(Debug, Default)]
pub struct Shape {
    series: Arc<OnceLock<Vec<Series>>>,
    relations: Arc<OnceLock<Relations>>,
}

impl Shape {
    /// What is left of it when the sections `old` have become `new`, which state something else.
    pub(super) fn for_runs(&self, old: &[Run], new: &[Run]) -> Shape {
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

/// Whether all sections of two versions are pairwise the same, be it by `same`, slice by slice.
pub(super) fn alike(
    old: &[Run],
    new: &[Run],
    same: impl Fn(NodeId, &Section, &Section) -> bool,
) -> bool {
    let (head, tail) = ends(old, new, Run::is);
    let slices = |runs: &'_ [Run]| -> Vec<Vec<Arc<Section>>> {
        let between = runs.get(head..runs.len() - tail).unwrap_or_default();
        between.iter().flat_map(Run::by_slice).map(|slice| slice.cloned().collect()).collect()
    };
    let mut id = old.get(head).map_or(0, |run| run.first);
    let (old, new) = (slices(old), slices(new));
    let mut pairs = old.iter().flatten().zip(new.iter().flatten());
    old.iter().map(Vec::len).eq(new.iter().map(Vec::len))
        && pairs.all(|(old, new)| {
            id += 1;
            Arc::ptr_eq(old, new) || same(id - 1, old, new)
        })
}
