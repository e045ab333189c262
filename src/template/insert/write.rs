//! The text of a section: heading line and body, blank lines between, `\n` at line ends, no line end
//! after the last.

use super::place::Place;
use super::{generic, number};
use crate::plan::heading::{self, Kind};
use crate::plan::section::BOLD_LEVEL;
use crate::plan::{Concept, Plan};
use crate::template::{SlotId, Template};

/// A slot's section beneath the headings around it that are missing too; also the number it took.
pub(super) fn slot(
    plan: &Plan,
    template: &Template,
    slot: SlotId,
    place: &Place,
    last: Option<&str>,
) -> (String, Option<String>) {
    let path = super::place::missing_path(template, slot, place.anchor);
    let outer = path.first().copied().unwrap_or(slot);
    let base = template.slot(outer).map_or(2, |s| s.level);
    let (name, number) = heading(plan, template, outer, place, last);
    let mut blocks = vec![];
    for &around in path.iter().filter(|s| **s != slot) {
        let level = shifted(template, around, base, place.level);
        let own = template.slot(around).map_or("", |s| &s.heading);
        blocks.push(line(level, if around == outer { &name } else { own }));
    }
    let level = shifted(template, slot, base, place.level);
    let own = template.slot(slot).map_or("", |s| &s.heading);
    blocks.push(section(template, slot, level, if slot == outer { &name } else { own }));
    (blocks.join("\n\n"), number)
}

/// A slot's section alone, whatever is missing around it.
pub(super) fn slot_alone(plan: &Plan, template: &Template, slot: SlotId, place: &Place) -> String {
    let (name, _) = heading(plan, template, slot, place, None);
    section(template, slot, place.level, &name)
}

/// A generic section.
pub(super) fn concept(plan: &Plan, concept: Concept, place: &Place) -> String {
    let title = concept.title();
    let prefix = number::prefix(plan, &place.siblings, place.offset, title, None);
    let name = prefix.map_or(title.to_owned(), |(number, _)| number + title);
    let body = generic::body(concept);
    // Headings inside the body are written for a section of level 2.
    let deeper = "#".repeat(usize::from(place.level.saturating_sub(2)));
    let body = body
        .lines()
        .map(|l| if l.starts_with('#') { format!("{deeper}{l}") } else { l.to_owned() });
    let body: Vec<String> = body.collect();
    format!("{}\n\n{}", line(place.level, &name), body.join("\n"))
}

/// What people call a slot's section: `Rollback Plan`.
pub(super) fn title(template: &Template, slot: SlotId) -> String {
    let Some(slot) = template.slot(slot) else { return String::new() };
    let name = heading::parse(&slot.heading);
    if name.kind == Kind::Section && !name.title.is_empty() { name.title } else { name.name }
}

/// The heading's text, with the number that fits instead of the template's.
fn heading(
    plan: &Plan,
    template: &Template,
    slot: SlotId,
    place: &Place,
    last: Option<&str>,
) -> (String, Option<String>) {
    let Some(slot) = template.slot(slot) else { return (String::new(), None) };
    if slot.repeats.is_some() {
        return (slot.heading.clone(), None);
    }
    let title = number::without(&slot.heading);
    match number::prefix(plan, &place.siblings, place.offset, &slot.heading, last) {
        Some((prefix, number)) => (prefix + title, Some(number)),
        None if place.siblings.is_empty() => (slot.heading.clone(), None),
        None => (title.to_owned(), None),
    }
}

/// A slot's heading and body and those of its required sub-slots.
pub(super) fn section(template: &Template, id: SlotId, level: u8, heading: &str) -> String {
    let Some(slot) = template.slot(id) else { return String::new() };
    let mut blocks = vec![line(level, heading)];
    blocks.extend(Some(slot.body.clone()).filter(|b| !b.is_empty()));
    let mut next = id + 1;
    while next < slot.end {
        let Some(sub) = template.slot(next) else { break };
        if sub.optional {
            next = sub.end.max(next + 1);
            continue;
        }
        blocks.push(line(shifted(template, next, slot.level, level), &sub.heading));
        blocks.extend(Some(sub.body.clone()).filter(|b| !b.is_empty()));
        next += 1;
    }
    blocks.join("\n\n")
}

/// A slot's level when the one of level `from` is written at `to`.
fn shifted(template: &Template, slot: SlotId, from: u8, to: u8) -> u8 {
    let own = template.slot(slot).map_or(from, |s| s.level);
    if own >= BOLD_LEVEL { own } else { (to + own.saturating_sub(from)).clamp(1, 6) }
}

fn line(level: u8, text: &str) -> String {
    if level >= BOLD_LEVEL {
        format!("**{text}**")
    } else {
        format!("{} {text}", "#".repeat(usize::from(level)))
    }
}
