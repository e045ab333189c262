//! What relates the parts of a plan, kept for as long as its sections state the same. Compares
//! sections, and knows nothing of the tree.

use super::nodes::{Run, ends};
use super::series::{self, Series};
use super::{NodeId, Plan, Section};
use std::sync::{Arc, OnceLock};

/// What holds for as long as every section states the same, wherever that stands.
#[derive(Debug, Default)]
pub struct Shape {
    series: Arc<OnceLock<Vec<Series>>>,
}

impl Shape {
    /// What is left of it when the sections `old` have become `new`, which state something else.
    pub(super) fn for_runs(&self, old: &[Run], new: &[Run]) -> Shape {
        let same =
            alike(old, new, |_, old, new| old.statement().headings == new.statement().headings);
        Shape { series: if same { self.series.clone() } else { Arc::default() } }
    }

    pub(super) fn series(&self, plan: &Plan) -> &[Series] {
        self.series.get_or_init(|| series::all(plan))
    }
}

/// Whether all sections of two versions are pairwise the same, be it by `same`, slice by slice.
pub(super) fn alike(
    old: &[Run],
    new: &[Run],
    mut same: impl FnMut(NodeId, &Section, &Section) -> bool,
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
