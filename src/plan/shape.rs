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
    /// What is left of it where the headings are the same and something else is not.
    pub(super) fn of_headings(&self) -> Shape {
        Shape { series: self.series.clone() }
    }

    pub(super) fn series(&self, plan: &Plan) -> &[Series] {
        self.series.get_or_init(|| series::all(plan))
    }
}

/// How far two versions state the same, section by section.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    /// What their headings say.
    pub headings: bool,
    /// Besides that, what relations are read from.
    pub relations: bool,
    /// Everything, and the very words where these are read.
    pub all: bool,
    /// The sections that state it elsewhere in their slices.
    pub moved: Vec<NodeId>,
}

/// Compares the sections of two versions, slice by slice; `by_word` says which are read by word. Nothing
/// is alike where there are more or fewer.
pub(super) fn compare(old: &[Run], new: &[Run], by_word: impl Fn(NodeId) -> bool) -> Likeness {
    let (head, tail) = ends(old, new, Run::is);
    let slices = |runs: &'_ [Run]| -> Vec<Vec<Arc<Section>>> {
        let between = runs.get(head..runs.len() - tail).unwrap_or_default();
        between.iter().flat_map(Run::by_slice).map(|slice| slice.cloned().collect()).collect()
    };
    let first = old.get(head).map_or(0, |run| run.first);
    let (old, new) = (slices(old), slices(new));
    if !old.iter().map(Vec::len).eq(new.iter().map(Vec::len)) {
        return Likeness::default();
    }
    let mut like = Likeness { headings: true, relations: true, all: true, moved: vec![] };
    let pairs = old.iter().flatten().zip(new.iter().flatten()).enumerate();
    for (at, (old, new)) in pairs.filter(|(_, (old, new))| !Arc::ptr_eq(old, new)) {
        let (then, now) = (old.statement(), new.statement());
        if then.headings != now.headings {
            return Likeness::default();
        }
        like.relations &= then.relations == now.relations;
        let reworded = || old.facts.text != new.facts.text && by_word(first + at);
        like.all = like.all && then.all == now.all && !reworded();
        like.moved.extend((then.places != now.places).then_some(first + at));
    }
    like
}
