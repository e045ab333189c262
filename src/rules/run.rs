//! Runs the rules over a plan: levels, caps, suppression and order. Does not know any rule.

use super::directives::Suppressions;
use super::{About, Context, Finding, Level, Reach, Rule, rules};
use crate::plan::heading::Kind;
use crate::plan::status::StatusClass;
use crate::plan::{Concept, Section};
use crate::template::{Recognised, SlotId};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Findings of sections, kept from one version of a document to the next. Only ever an
/// acceleration: an empty one gives the same findings.
#[derive(Clone, Default)]
pub struct Cache {
    /// What the entries were computed with besides the section.
    under: Option<Under>,
    sections: FxHashMap<Key, (Arc<Section>, Arc<Vec<Finding>>)>,
}

/// The template's text and the day.
#[derive(Clone, PartialEq)]
struct Under {
    template: Option<Arc<str>>,
    today: Date,
}

type Key = (usize, Option<SlotId>, Kind, Option<Concept>, Option<Concept>, bool);

/// All findings of a document, in document order; none when it is not a plan. `before` is what the
/// version before left, and what this one leaves comes with the findings. `None` where `stop` says,
/// between two sections or rules, that nobody wants them any more.
pub fn check(
    context: &Context,
    before: &Cache,
    stop: &dyn Fn() -> bool,
) -> Option<(Vec<Finding>, Cache)> {
    if !matches!(context.recognition.is, Recognised::Plan | Recognised::Template) {
        return Some((vec![], Cache::default()));
    }
    #[cfg(test)]
    assert_ne!(context.path, Some(super::testing::FAULT), "a rule that fails");
    let (mut found, cache) = sections(context, before, stop)?;
    for rule in rules() {
        if stop() {
            return None;
        }
        if let Reach::Document(check) = rule.reach
            && level(rule, context) != Level::Off
        {
            found.extend(named(rule, check(context)));
        }
    }
    let mut suppressions = Suppressions::read(context);
    found.retain_mut(|finding| {
        let Some(rule) = super::rule(finding.rule) else { return false };
        finding.level = level(rule, context);
        finding.level != Level::Off && !suppressions.covers(finding)
    });
    for (rule, mut finding) in suppressions.complaints() {
        finding.rule = rule;
        finding.level = super::rule(rule).map_or(Level::Warning, |r| level(r, context));
        found.push(finding);
    }
    found.retain(|f| f.level != Level::Off);
    let order = |f: &Finding| rules().iter().position(|r| r.name == f.rule);
    found.sort_by_cached_key(|f| (f.span, order(f)));
    found.dedup();
    spell(&mut found, context.line_end());
    Some((cap(found, context.settings.cap), cache))
}

/// The level at which a rule reports in this document.
fn level(rule: &Rule, context: &Context) -> Level {
    let recognition = context.recognition;
    let template = context.template.is_some();
    let default = if template { rule.levels.template } else { rule.levels.generic };
    let set = context.settings.levels.get(rule.name).copied().unwrap_or(default);
    let content = matches!(rule.about, About::Missing | About::Unfilled);
    match (rule.about, recognition.is) {
        (About::Directive, _) => set,
        (_, Recognised::Template) => Level::Off,
        (About::Missing, _) if !recognition.confident && !template => Level::Off,
        _ if content && context.status == StatusClass::Finished => Level::Off,
        _ if content && context.status == StatusClass::Draft => set.lower(),
        _ => set,
    }
}

fn sections(
    context: &Context,
    before: &Cache,
    stop: &dyn Fn() -> bool,
) -> Option<(Vec<Finding>, Cache)> {
    let template = context.template.map(|t| t.text.clone());
    let under = Some(Under { template, today: context.today });
    let usable = before.under == under;
    let mut kept = FxHashMap::default();
    let mut found = vec![];
    for (id, node) in context.plan.nodes.iter().enumerate() {
        if stop() {
            return None;
        }
        let Some(section) = context.section(id) else { continue };
        let slot = context.matching.and_then(|m| m.slot_of(id));
        let address = Arc::as_ptr(&node.section) as usize;
        let key = (address, slot, node.kind, node.concept, node.within, section.has_children);
        let old = before.sections.get(&key).filter(|_| usable).cloned();
        let entry =
            old.unwrap_or_else(|| (node.section.clone(), Arc::new(section_findings(&section))));
        found.extend(entry.1.iter().map(|f| f.clone().shift(node.start)));
        kept.insert(key, entry);
    }
    Some((found, Cache { under, sections: kept }))
}

fn section_findings(section: &super::SectionContext) -> Vec<Finding> {
    let run = |rule: &&'static Rule| match rule.reach {
        Reach::Section(check) => named(rule, check(section)),
        Reach::Document(_) | Reach::Suppression => vec![],
    };
    rules().iter().flat_map(run).collect()
}

/// Fixes end their lines as the document does, however the rule wrote them.
fn spell(found: &mut [Finding], line_end: &str) {
    let edits = found.iter_mut().flat_map(|f| &mut f.fixes).flat_map(|fix| &mut fix.edits);
    for edit in edits.filter(|edit| edit.insert.contains('\n')) {
        edit.insert = edit.insert.replace("\r\n", "\n").replace('\n', line_end);
    }
}

fn named(rule: &'static Rule, mut findings: Vec<Finding>) -> Vec<Finding> {
    // A rule may leave what it came upon to the one that says it best.
    for finding in findings.iter_mut().filter(|f| f.rule.is_empty()) {
        finding.rule = rule.name;
    }
    findings
}

/// At most `cap` findings per rule; the next one says how many more there are.
fn cap(found: Vec<Finding>, cap: usize) -> Vec<Finding> {
    let mut totals: FxHashMap<&str, usize> = FxHashMap::default();
    for finding in &found {
        *totals.entry(finding.rule).or_default() += 1;
    }
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    let mut kept = vec![];
    for mut finding in found {
        let seen = seen.entry(finding.rule).or_default();
        *seen += 1;
        let total = totals.get(finding.rule).copied().unwrap_or_default();
        if *seen == cap + 1 && total > cap + 1 {
            finding.message = format!("{}, and {} more like this", finding.message, total - *seen);
        } else if *seen > cap + 1 {
            continue;
        }
        kept.push(finding);
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, snapshot};
    use std::cell::Cell;

    #[test]
    fn what_nobody_wants_any_more_stops_halfway_and_can_be_had_later() {
        let text = format!("# Plan\n{}", "\n## Phase 1: A\n\n- [ ] [What x]\n".repeat(50));
        let (stopped, asked) = (snapshot(&text, &Case::default()), Cell::new(0));
        let stop = || asked.replace(asked.get() + 1) == 10;
        assert!(stopped.findings_unless(&stop).is_none());
        assert_eq!(asked.get(), 11);
        assert_eq!(stopped.findings(), snapshot(&text, &Case::default()).findings());
    }
}
