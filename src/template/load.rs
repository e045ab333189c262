//! From a template's Markdown to its schema (plans.md §3). Nothing about a template is written
//! anywhere else.

pub(super) mod blank;
mod leftover;
pub(super) mod parts;
mod said;
mod slots;
mod value;
mod words;

use super::{Origin, Problem, Template};
use crate::plan::concept::normalise;
use crate::plan::{Aliases, Plan};
use crate::syntax::Document;
use crate::text::Span;
use rustc_hash::FxHashSet;
use slots::Builder;
use std::sync::{Arc, OnceLock};

impl Template {
    /// Reads a template. `name` (the file's stem) is its id unless a directive names one. Always
    /// gives a template; what is wrong with the file comes beside it, in document order.
    pub fn load(name: &str, text: &str, origin: Origin) -> (Template, Vec<Problem>) {
        let document = Document::new(text);
        let plan = Plan::new(&document, &Aliases::default(), None);
        let mut problems = vec![];
        let said = said::read(&plan, &mut problems);
        let series = plan.nodes.iter().filter(|n| n.is_work());
        let series = series.filter_map(|n| n.section.heading.as_ref()?.name.word.clone());
        let mut builder = Builder {
            plan: &plan,
            said: &said,
            series: series.map(|w| w.to_lowercase()).collect(),
            slots: vec![],
            slot_of: vec![None; plan.nodes.len()],
            named: FxHashSet::default(),
            problems: vec![],
        };
        builder.run();
        let Builder { mut slots, slot_of, series, problems: more, .. } = builder;
        problems.extend(more);
        let words = leftover::read(&plan, &series, &slot_of, &mut slots);
        let title = plan.title.and_then(|t| plan.node(t));
        let heading =
            title.and_then(|n| Some(n.section.str(n.section.heading.as_ref()?.text).to_owned()));
        let head =
            plan.nodes.iter().enumerate().filter(|(id, n)| n.level == 0 || plan.title == Some(*id));
        let mut seen = FxHashSet::default();
        let fields = head.flat_map(|(_, n)| parts::fields(n.section, &series));
        let fields = fields.filter(|f| seen.insert(f.key.clone())).collect();
        let mut aliases = Aliases::default();
        for slot in &slots {
            let Some(concept) = slot.concept else { continue };
            aliases.extend(slot.aliases.iter().map(|a| (a.clone(), concept)));
        }
        for (said, node) in said.nodes.iter().zip(&plan.nodes) {
            let head = node.section.heading.as_ref();
            if let (Some(concept), Some(head)) = (said.concept, head) {
                aliases.insert(head.key.clone(), concept);
            }
        }
        if slots.is_empty() {
            let span = plan.title_span();
            problems.push(Problem { span, message: "the template has no sections".into() });
        }
        same_alias(&slots, &mut problems);
        fenced(&plan, slots.len(), &mut problems);
        problems.sort_by_key(|p| p.span);
        let id = said.id.unwrap_or_else(|| name.split_whitespace().collect::<Vec<_>>().join("-"));
        let title =
            said.title.or_else(|| title_of(heading.as_deref()?)).unwrap_or_else(|| id.clone());
        let text = Arc::from(text);
        let (placeholders, guidance) = words;
        let sections = || plan.nodes.iter().map(|n| n.section);
        let links = sections().flat_map(|s| s.links().iter().map(|link| s.str(*link)));
        let files = sections().flat_map(|s| s.paths().iter().map(|path| path.path.as_str()));
        let references = links.chain(files).map(|r| r.strip_prefix("./").unwrap_or(r).to_owned());
        (
            Template {
                id,
                title,
                origin,
                text,
                heading,
                slots,
                fields,
                placeholders,
                guidance,
                references: references.collect(),
                aliases,
                index: OnceLock::new(),
            },
            problems,
        )
    }
}

/// The type of a value of a template, from its sample and its normalised label alone.
pub(super) fn value_type(label: &str, sample: &str) -> super::ValueType {
    value::of(label, sample, &FxHashSet::default())
}

/// The H1 without its blanks, and without saying that it is a template: `Implementation Plan`.
fn title_of(heading: &str) -> Option<String> {
    let rest = blank::without(heading);
    let rest = rest.strip_suffix(" Template").unwrap_or(&rest);
    let rest = rest
        .trim()
        .trim_end_matches([':', '-', '–', '—', '|', ' '])
        .trim_start_matches([':', '-', '–', '—', '|', ' ']);
    (!normalise(rest).is_empty()).then(|| rest.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// An alias that is the heading or alias of a sibling.
fn same_alias(slots: &[super::Slot], problems: &mut Vec<Problem>) {
    let mut taken: FxHashSet<(Option<usize>, &str)> = FxHashSet::default();
    taken.extend(slots.iter().map(|s| (s.parent, s.key.as_str())));
    for slot in slots {
        for alias in &slot.aliases {
            if *alias != slot.key && !taken.insert((slot.parent, alias)) {
                let message = format!("`{alias}` already stands for another section here");
                problems
                    .push(Problem { span: Span::at(slot.span.start).cover(slot.span), message });
            }
        }
    }
}

/// A fence with more headings than the template itself: what was meant to be the template.
fn fenced(plan: &Plan, own: usize, problems: &mut Vec<Problem>) {
    for node in &plan.nodes {
        let section = &node.section;
        for (_, block) in section.all_blocks().filter(|(_, b)| parts::is_markdown(section, b)) {
            let lines = block.lines.iter().map(|line| section.str(*line));
            let headings = lines.filter(|l| l.starts_with('#') && l.contains("# ")).count();
            if let Some(first) = block.lines.first().filter(|_| headings > own) {
                let message = "what stands in a fence is no section: take the template out of it";
                problems.push(Problem { span: node.span(*first), message: message.into() });
            }
        }
    }
}

#[cfg(test)]
mod tests;
