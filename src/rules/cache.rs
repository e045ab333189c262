//! What is kept of one version's findings for the next. Only ever an acceleration: an empty cache
//! gives the same findings. Findings of a section hold while the section does; those about the whole
//! plan while it states the same, except where they touch what changed.

use super::{Context, Finding, Reach, Rule, SectionContext, rules};
use crate::plan::heading::Kind;
use crate::plan::{Concept, Section, Shape};
use crate::template::{Recognised, SlotId};
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cell::LazyCell;
use std::sync::Arc;

/// Findings of one version of a document. Good for versions in the same environment.
#[derive(Clone, Default)]
pub struct Cache {
    under: Option<Under>,
    /// One per node of the plan.
    pub(super) sections: Vec<Arc<Entry>>,
    /// Those about the whole plan, by the place in the list of the rule that found them; `None`
    /// where it is off.
    pub(super) document: Vec<Option<Vec<Ordered>>>,
    shape: Option<Arc<Shape>>,
    length: usize,
}

/// The template's text, the day, and the line end of fixes.
#[derive(Clone, PartialEq)]
struct Under {
    template: Option<Arc<str>>,
    today: Date,
    line_end: &'static str,
}

/// What the findings of a section depend on besides the section.
type Key = (Option<SlotId>, Kind, Option<Concept>, Option<Concept>, bool);

/// A finding with its rule's place in the list.
type Ordered = (usize, Finding);

/// A section's findings, in its slice.
pub(super) struct Entry {
    key: Key,
    section: Arc<Section>,
    pub(super) findings: Vec<Ordered>,
}

impl Cache {
    /// All findings of a version, `before` being what an earlier one left. `is_on` says which rules
    /// about the whole plan run. `None` where `stop` says, between two sections or rules.
    pub(super) fn fill(
        context: &Context,
        before: &Cache,
        is_on: impl Fn(&Rule) -> bool,
        stop: &dyn Fn() -> bool,
    ) -> Option<Cache> {
        let under = Under {
            template: context.template.map(|t| t.text.clone()),
            today: context.today,
            line_end: context.line_end(),
        };
        let nothing = Cache::default();
        let before = if before.under.as_ref() == Some(&under) { before } else { &nothing };
        let length = context.document.text().len();
        let sections = sections(context, before, stop)?;
        let change = Change::between(context, before, length);
        let mut document = vec![];
        for (order, rule) in rules().iter().enumerate() {
            if stop() {
                return None;
            }
            let Reach::Document(check) = rule.reach else {
                document.push(None);
                continue;
            };
            let kept = before.document.get(order).and_then(Option::as_ref);
            let kept = kept.zip(change.as_ref()).and_then(|(kept, change)| change.moved(kept));
            let found = || kept.unwrap_or_else(|| ordered(order, check(context)));
            document.push(is_on(rule).then(found));
        }
        let shape = Some(context.plan.shape().clone());
        Some(Cache { under: Some(under), sections, document, shape, length })
    }
}

fn sections(context: &Context, before: &Cache, stop: &dyn Fn() -> bool) -> Option<Vec<Arc<Entry>>> {
    let nodes = &context.plan.nodes;
    let address = |section: &Arc<Section>| Arc::as_ptr(section) as usize;
    let elsewhere = LazyCell::new(|| {
        let entries = before.sections.iter();
        entries.map(|e| (address(&e.section), e)).collect::<FxHashMap<_, _>>()
    });
    let mut entries = Vec::with_capacity(nodes.len());
    for (id, node) in nodes.iter().enumerate() {
        if stop() {
            return None;
        }
        let slot = context.matching.and_then(|m| m.slot_of(id));
        let key = (slot, node.kind, node.concept, node.within, node.end > id + 1);
        let same = |e: &&Arc<Entry>| Arc::ptr_eq(&e.section, &node.section);
        // Most often nothing has moved, or all that follows has by as much.
        let from_end = (id + before.sections.len()).checked_sub(nodes.len());
        let near = [Some(id), from_end].into_iter().flatten();
        let old = near.filter_map(|at| before.sections.get(at)).find(same);
        let old = old.or_else(|| elsewhere.get(&address(&node.section)).copied());
        entries.push(match old.filter(|e| e.key == key) {
            Some(entry) => entry.clone(),
            None => {
                let findings = context.section(id).map(|s| section_findings(&s));
                let findings = findings.unwrap_or_default();
                Arc::new(Entry { key, section: node.section.clone(), findings })
            }
        });
    }
    Some(entries)
}

fn section_findings(section: &SectionContext) -> Vec<Ordered> {
    let run = |(order, rule): (usize, &&Rule)| match rule.reach {
        Reach::Section(check) => ordered(order, check(section)),
        Reach::Document(_) | Reach::Suppression => vec![],
    };
    rules().iter().enumerate().flat_map(run).collect()
}

/// A rule may leave what it came upon to the one that says it best.
fn ordered(own: usize, findings: Vec<Finding>) -> Vec<Ordered> {
    let place = |name| rules().iter().position(|rule| rule.name == name).unwrap_or(own);
    let order = |f: &Finding| if f.rule.is_empty() { own } else { place(f.rule) };
    findings.into_iter().map(|finding| (order(&finding), finding)).collect()
}

/// The stretch in which a version differs from an earlier one that states the same.
struct Change {
    /// Its first byte.
    from: usize,
    /// Its end in the earlier version.
    to: usize,
    /// Its end in this one.
    now: usize,
}

impl Change {
    fn between(context: &Context, before: &Cache, length: usize) -> Option<Change> {
        let (old, nodes) = (&before.sections, &context.plan.nodes);
        let alike = before.shape.as_ref().is_some_and(|s| Arc::ptr_eq(s, context.plan.shape()));
        // What a template is read for is every word of it.
        if !alike || context.recognition.is != Recognised::Plan {
            return None;
        }
        let same = |(e, n): &(&Arc<Entry>, &crate::plan::Node)| Arc::ptr_eq(&e.section, &n.section);
        let head = old.iter().zip(nodes).take_while(same).count();
        let tail = old.iter().rev().zip(nodes.iter().rev()).take_while(same).count();
        let from = nodes.get(head).map_or(length + 1, |n| n.start);
        let now = nodes.get(nodes.len() - tail.min(nodes.len() - head)).map_or(length, |n| n.start);
        Some(Change { from, to: (now + before.length).checked_sub(length)?, now })
    }

    /// Findings where they are now; `None` if one touches what changed.
    fn moved(&self, findings: &[Ordered]) -> Option<Vec<Ordered>> {
        let mut moved = findings.to_vec();
        for span in moved.iter_mut().flat_map(|(_, finding)| finding.spans()) {
            *span = self.place(*span)?;
        }
        Some(moved)
    }

    fn place(&self, span: Span) -> Option<Span> {
        if span.end < self.from {
            return Some(span);
        }
        (span.start > self.to).then(|| span.relative_to(self.to).shift(self.now))
    }
}
