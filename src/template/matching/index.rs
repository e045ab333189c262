//! A template's slots by what sections are looked up by: name, words, series, concept.

use super::super::{SlotId, Template};
use crate::plan::Concept;
use crate::plan::concept::normalise;
use crate::plan::heading::Kind;
use rustc_hash::FxHashMap;

type Parent = Option<SlotId>;

/// Where to look. Slots under each key stand in the template's order.
#[derive(Clone, Debug, Default)]
pub struct Index {
    inside: FxHashMap<Parent, Family>,
    everywhere: FxHashMap<String, Vec<SlotId>>,
    all: FxHashMap<Concept, Vec<SlotId>>,
    main: Option<SlotId>,
}

/// The slots inside one slot.
#[derive(Clone, Debug, Default)]
struct Family {
    names: FxHashMap<String, SlotId>,
    /// Headings with placeholders as they stand in a fresh copy.
    fresh: FxHashMap<String, SlotId>,
    stems: FxHashMap<String, SlotId>,
    series: Vec<SlotId>,
    concepts: FxHashMap<Concept, Vec<SlotId>>,
}

impl Index {
    pub(super) fn new(template: &Template) -> Self {
        let mut index = Index::default();
        for (id, slot) in template.slots.iter().enumerate() {
            let family = index.inside.entry(slot.parent).or_default();
            let pattern = slot.heading.contains(['[', '{']);
            let own = Some(&slot.key).filter(|_| slot.repeats.is_none() && !slot.key.is_empty());
            for name in own.into_iter().chain(&slot.aliases) {
                family.names.entry(name.clone()).or_insert(id);
                family.stems.entry(stem(name)).or_insert(id);
                index.everywhere.entry(name.clone()).or_default().push(id);
            }
            if pattern && slot.repeats.is_none() {
                family.fresh.entry(normalise(&slot.heading)).or_insert(id);
            }
            if slot.repeats.is_some() {
                family.series.push(id);
                let around = slot.parent.and_then(|p| template.slot(p)).and_then(|p| p.concept);
                let work = matches!(slot.kind, Kind::Phase | Kind::Step);
                if work && (index.main.is_none() && around.is_none_or(|c| c == Concept::Phases)) {
                    index.main = Some(id);
                }
            } else if let Some(concept) = slot.concept {
                family.concepts.entry(concept).or_default().push(id);
                index.all.entry(concept).or_default().push(id);
            }
        }
        index
    }

    /// The slot inside `parent` with this heading.
    pub(super) fn named(&self, parent: Parent, key: &str) -> Option<SlotId> {
        let family = self.inside.get(&parent)?;
        family.names.get(key).or_else(|| family.fresh.get(key)).copied()
    }

    /// The slot inside `parent` whose heading has the same words in another form.
    pub(super) fn stemmed(&self, parent: Parent, key: &str) -> Option<SlotId> {
        self.inside.get(&parent)?.stems.get(&stem(key)).copied()
    }

    /// The series inside `parent`.
    pub(super) fn series(&self, parent: Parent) -> &[SlotId] {
        self.inside.get(&parent).map_or(&[], |f| &f.series)
    }

    /// The slots for a concept inside `parent`.
    pub(super) fn for_concept(&self, parent: Parent, concept: Concept) -> &[SlotId] {
        let found = self.inside.get(&parent).and_then(|f| f.concepts.get(&concept));
        found.map_or(&[], Vec::as_slice)
    }

    /// The slots with this heading.
    pub(super) fn anywhere(&self, key: &str) -> &[SlotId] {
        self.everywhere.get(key).map_or(&[], Vec::as_slice)
    }

    /// The slots for a concept.
    pub(super) fn of_concept(&self, concept: Concept) -> &[SlotId] {
        self.all.get(&concept).map_or(&[], Vec::as_slice)
    }

    /// The series of the work itself.
    pub(super) fn main_series(&self) -> Option<SlotId> {
        self.main
    }
}

/// A heading's telling words in one form: `unit testing`, `unit tests` and `the unit test plan` are
/// the same.
pub(super) fn stem(key: &str) -> String {
    const FILLING: [&str; 14] = [
        "and", "the", "of", "for", "to", "a", "plan", "strategy", "section", "details", "list",
        "overview", "approach", "steps",
    ];
    let words = key.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let telling: Vec<&str> = words.clone().filter(|w| !FILLING.contains(w)).collect();
    let words = if telling.is_empty() { words.collect() } else { telling };
    let mut stems: Vec<&str> = words.into_iter().map(root).collect();
    stems.sort_unstable();
    stems.dedup();
    stems.join(" ")
}

fn root(word: &str) -> &str {
    let endings = ["ations", "ation", "ings", "ing", "ments", "ment", "es", "s"];
    let cut = endings.iter().find_map(|e| word.strip_suffix(e).filter(|w| w.len() >= 4));
    cut.unwrap_or(word)
}
