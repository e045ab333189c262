//! How well a template fits a plan, and which fits best (plans.md §1). Judges by what the plan has
//! anywhere, not by its order: a damaged copy is still a copy.

use super::super::{Slot, Template, Templates};
use crate::plan::heading::Kind;
use crate::plan::{Concept, Plan};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// From this fit on a template is the plan's.
const LEAST: f64 = 0.22;

/// By so much it must fit better than the next.
const AHEAD: f64 = 0.05;

/// At least so much of the plan's outer sections must be the template's: plans of other making share
/// headings with it, but have more that it does not know.
const OWN: f64 = 0.4;

/// The template that a plan follows, if one fits well enough and clearly better than the others.
pub fn choose(plan: &Plan, templates: &Templates) -> Option<(Arc<Template>, f64)> {
    let traits = Traits::of(plan);
    let fits = templates.all().iter().map(|template| (template, traits.fit(template)));
    let fits: Vec<_> = fits.collect();
    let best = fits.iter().map(|(_, fit)| *fit).fold(0.0, f64::max);
    let near: Vec<_> = fits.into_iter().filter(|(_, fit)| *fit > best - AHEAD).collect();
    // A team's own template is meant where it says the same as one that came with the program.
    let layer = near.iter().map(|(template, _)| template.origin.layer()).max();
    let mut nearest = near.iter().filter(|(template, _)| Some(template.origin.layer()) == layer);
    let (template, fit) = nearest.next().filter(|_| nearest.next().is_none())?;
    (*fit >= LEAST && traits.own(template) >= OWN).then(|| ((*template).clone(), *fit))
}

/// How well one template fits: 0 to 1.
pub fn fit(plan: &Plan, template: &Template) -> f64 {
    Traits::of(plan).fit(template)
}

/// What a plan has, as far as templates tell.
struct Traits<'a> {
    headings: FxHashSet<&'a str>,
    /// Words of phases, steps and components, as written.
    series: FxHashSet<&'a str>,
    concepts: FxHashSet<Concept>,
    labels: FxHashSet<&'a str>,
    /// The headings of the outer sections that are no work.
    outer: Vec<&'a str>,
}

impl<'a> Traits<'a> {
    fn of(plan: &'a Plan) -> Self {
        let mut traits = Traits {
            headings: FxHashSet::default(),
            series: FxHashSet::default(),
            concepts: FxHashSet::default(),
            labels: FxHashSet::default(),
            outer: vec![],
        };
        for (id, node) in plan.nodes.iter().enumerate() {
            traits.concepts.extend(node.concept);
            traits.labels.extend(node.section.fields.iter().map(|f| f.key.as_str()));
            let Some(heading) = &node.section.heading else { continue };
            match &heading.name.word {
                Some(word) if node.kind != Kind::Section => traits.series.insert(word),
                _ => traits.headings.insert(&heading.key),
            };
            let outer = node.parent.is_none_or(|p| Some(p) == plan.title) && Some(id) != plan.title;
            if outer && !node.is_work() {
                traits.outer.push(&heading.key);
            }
        }
        traits
    }

    fn fit(&self, template: &Template) -> f64 {
        let mut headings = Share::default();
        let mut concepts = Share::default();
        let mut labels = Share::default();
        let mut seen: FxHashSet<Concept> = FxHashSet::default();
        let mut keys: FxHashSet<&str> = FxHashSet::default();
        for field in &template.fields {
            if keys.insert(&field.key) {
                labels.add(1.0, self.labels.contains(field.key.as_str()), 1.0);
            }
        }
        for slot in &template.slots {
            let weight = weight(template, slot);
            headings.add(weight, weight > 0.0, self.credit(slot));
            if let Some(concept) = slot.concept.filter(|c| seen.insert(*c)) {
                concepts.add(1.0, self.concepts.contains(&concept), 1.0);
            }
            for field in &slot.fields {
                if keys.insert(&field.key) {
                    labels.add(1.0, self.labels.contains(field.key.as_str()), 1.0);
                }
            }
        }
        0.6 * headings.value() + 0.2 * concepts.value() + 0.2 * labels.value()
    }

    /// The share of the plan's outer sections that the template names.
    fn own(&self, template: &Template) -> f64 {
        let slots = template.slots.iter().filter(|s| s.repeats.is_none());
        let names = slots.flat_map(|s| s.aliases.iter().chain([&s.key]));
        let names: FxHashSet<&str> = names.map(String::as_str).collect();
        let known = self.outer.iter().filter(|k| names.contains(**k)).count();
        if self.outer.is_empty() { 1.0 } else { known as f64 / self.outer.len() as f64 }
    }

    /// How much of a slot the plan has: its heading counts whole, its concept under another name
    /// less.
    fn credit(&self, slot: &Slot) -> f64 {
        if let Some(series) = &slot.repeats {
            return f64::from(u8::from(self.series.contains(series.word.as_str())));
        }
        let named =
            slot.aliases.iter().chain([&slot.key]).any(|k| self.headings.contains(k.as_str()));
        let meant = slot.concept.is_some_and(|c| self.concepts.contains(&c));
        if named {
            1.0
        } else if meant {
            0.25
        } else {
            0.0
        }
    }
}

/// How much a slot tells: the outer ones most.
fn weight(template: &Template, slot: &Slot) -> f64 {
    let depth = std::iter::successors(slot.parent, |p| template.slot(*p)?.parent).take(3).count();
    match depth {
        0 => 1.0,
        1 => 0.5,
        _ => 0.0,
    }
}

#[derive(Default)]
struct Share {
    has: f64,
    all: f64,
}

impl Share {
    fn add(&mut self, weight: f64, has: bool, credit: f64) {
        self.all += weight;
        self.has += if has { weight * credit } else { 0.0 };
    }

    fn value(&self) -> f64 {
        if self.all > 0.0 { self.has / self.all } else { 0.0 }
    }
}
