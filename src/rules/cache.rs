//! What is kept of one version's findings for the next. Only ever an acceleration: an empty cache
//! gives the same findings. Findings of a section hold while the section does; those about the whole
//! plan while it states the same, except where they touch what changed.

use super::{Context, Finding, Reach, Rule, SectionContext, rules};
use crate::plan::heading::Kind;
use crate::plan::nodes::{Run, ends};
use crate::plan::{Concept, NodeId, Nodes, Section, Shape};
use crate::template::{Recognised, SlotId};
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Weak};

/// Findings of one version of a document. Good for versions in the same environment.
#[derive(Clone, Default)]
pub struct Cache {
    under: Option<Under>,
    /// The sections of the version.
    nodes: Nodes,
    /// Their findings, run by run.
    entries: Vec<Arc<Entries>>,
    /// Those about the whole plan, by the place in the list of the rule that found them; `None`
    /// where it is off.
    pub(super) document: Vec<Option<Vec<Ordered>>>,
    /// That of the plan. It only says which one it was: what it relates goes with the version.
    shape: Weak<Shape>,
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

/// A section's findings, in its slice; most have none.
#[derive(Clone)]
struct Entry {
    key: Key,
    findings: Option<Arc<[Ordered]>>,
}

/// Those of the sections of a run.
#[derive(Default)]
struct Entries {
    all: Vec<Entry>,
    /// Which of them have any.
    found: Vec<usize>,
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
        let entries = sections(context, before, stop)?;
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
        let (nodes, shape) = (context.plan.nodes.clone(), Arc::downgrade(context.plan.shape()));
        Some(Cache { under: Some(under), nodes, entries, document, shape, length })
    }

    /// The findings of the sections that have any, each in its slice.
    pub(super) fn sections(&self) -> impl Iterator<Item = (NodeId, &[Ordered])> {
        let runs = self.nodes.runs().iter().zip(&self.entries);
        let found = runs.flat_map(|(run, e)| e.found.iter().map(move |at| (run.first, e, *at)));
        found.filter_map(|(first, e, at)| Some((first + at, e.all.get(at)?.findings.as_deref()?)))
    }

    /// Whether the plan states what it did.
    fn is_alike(&self, context: &Context) -> bool {
        Weak::as_ptr(&self.shape) == Arc::as_ptr(context.plan.shape())
    }
}

/// The findings of each section, run by run. Those of a run that no edit has reached are taken over as
/// they are while the plan states the same, for then no section has other surroundings.
fn sections(
    context: &Context,
    before: &Cache,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Arc<Entries>>> {
    let (runs, old) = (context.plan.nodes.runs(), before.nodes.runs());
    let alike = before.is_alike(context);
    let (head, tail) = ends(old, runs, Run::is);
    let address = |section: &Arc<Section>| Arc::as_ptr(section) as usize;
    let gone = old.iter().zip(&before.entries).take(old.len() - tail).skip(head);
    let gone = gone.flat_map(|(run, entries)| run.iter().map(address).zip(&entries.all));
    let gone: FxHashMap<usize, &Entry> = gone.collect();
    let mut all = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let kept = if at < head { at } else { (at + old.len()).wrapping_sub(runs.len()) };
        let kept = old.get(kept).filter(|old| old.is(run)).and(before.entries.get(kept));
        if let Some(kept) = kept.filter(|_| alike) {
            all.push(kept.clone());
            continue;
        }
        let mut entries = Entries::default();
        for (index, section) in run.iter().enumerate() {
            if stop() {
                return None;
            }
            let section = match kept {
                Some(kept) => kept.all.get(index),
                None => gone.get(&address(section)).copied(),
            };
            let entry = entry(context, run.first + index, section)?;
            if entry.findings.is_some() {
                entries.found.push(index);
            }
            entries.all.push(entry);
        }
        all.push(Arc::new(entries));
    }
    Some(all)
}

/// What is found in a section, `before` being what was.
fn entry(context: &Context, id: NodeId, before: Option<&Entry>) -> Option<Entry> {
    let node = context.plan.node(id)?;
    let slot = context.matching.and_then(|m| m.slot_of(id));
    let key = (slot, node.kind, node.concept, node.within, node.end > id + 1);
    if let Some(before) = before.filter(|entry| entry.key == key) {
        return Some(before.clone());
    }
    let findings = section_findings(&context.section(id)?);
    let findings = (!findings.is_empty()).then(|| findings.into());
    Some(Entry { key, findings })
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
        // What a template is read for is every word of it.
        if !before.is_alike(context) || context.recognition.is != Recognised::Plan {
            return None;
        }
        let nodes = &context.plan.nodes;
        let (head, tail) = nodes.shared(&before.nodes);
        let start = |id| nodes.get(id).map(|node| node.start);
        let from = start(head).unwrap_or(length + 1);
        let now = start(nodes.len() - tail).unwrap_or(length);
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
