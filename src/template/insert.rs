//! What to write for a section that is missing, and where: the template's own words in the
//! template's place, or a generic section for a concept. Does not decide whether it is missing.

mod generic;
mod number;
mod place;
mod write;

use self::place::Place;
use super::{Matching, Slot, SlotId, Template};
use crate::plan::{Concept, NodeId, Plan, Section};
use crate::syntax::Document;
use crate::text::{Edit, Span};

/// A section to insert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// Its heading's text, for titles: `Rollback Plan`.
    pub heading: String,
    /// Heading, body and the blank lines around them, in the document's line ends.
    pub edit: Edit,
}

/// The section for a slot, with its required sub-slots, at the slot's place in the plan; with the
/// headings of the sections around it where these are missing too.
pub fn slot(
    document: &Document,
    plan: &Plan,
    template: &Template,
    matching: &Matching,
    slot: SlotId,
) -> Insertion {
    let place = Place::of_slot(document, plan, template, matching, slot);
    let text = write::slot(plan, template, slot, &place, None).0;
    let edit = place.edit(document, plan, &[text]);
    Insertion { heading: write::title(template, slot), edit }
}

/// A generic section for a concept, where plans usually have it.
pub fn concept(document: &Document, plan: &Plan, concept: Concept) -> Insertion {
    let place = Place::of_concept(document, plan, concept);
    let text = write::concept(plan, concept, &place);
    Insertion { heading: concept.title().to_owned(), edit: place.edit(document, plan, &[text]) }
}

/// Every section that the template asks for and the plan does not have, in one edit per place and
/// in the template's order. Nothing optional, and nothing the plan has under another heading.
pub fn all_missing(
    document: &Document,
    plan: &Plan,
    template: &Template,
    matching: &Matching,
) -> Vec<Edit> {
    let mut places: Vec<(Place, Vec<String>, Option<String>)> = vec![];
    for id in matching.empty_slots(template) {
        let Some(slot) = template.slot(id).filter(|s| !s.optional) else { continue };
        if slot.concept.is_some_and(|c| ELSEWHERE.contains(&c) && plan.has(c)) {
            continue;
        }
        let place = Place::of_slot(document, plan, template, matching, id);
        match places.iter_mut().find(|(other, ..)| *other == place) {
            Some((_, texts, last)) => {
                let (text, number) = write::slot(plan, template, id, &place, last.as_deref());
                texts.push(text);
                *last = number.or(last.take());
            }
            None => {
                let (text, number) = write::slot(plan, template, id, &place, None);
                places.push((place, vec![text], number));
            }
        }
    }
    places.iter().map(|(place, texts, _)| place.edit(document, plan, texts)).collect()
}

/// Concepts that count wherever and however a plan has them.
const ELSEWHERE: [Concept; 4] =
    [Concept::Risks, Concept::Rollback, Concept::Acceptance, Concept::Phases];

/// Heading line and body of a slot, required sub-slots included, as they would be written.
pub fn slot_text(
    plan: &Plan,
    template: &Template,
    matching: &Matching,
    slot: SlotId,
) -> (String, String) {
    let place = Place::around_slot(plan, template, matching, slot);
    split(write::slot_alone(plan, template, slot, &place))
}

/// What stands beneath a slot's heading of that level, required sub-slots included.
pub fn body(template: &Template, slot: &Slot, level: u8) -> String {
    let id = template.slots.iter().position(|s| s.span == slot.span);
    id.map_or(String::new(), |id| split(write::section(template, id, level, "")).1)
}

/// Heading line and body of a generic section.
pub fn concept_text(plan: &Plan, concept: Concept) -> (String, String) {
    split(write::concept(plan, concept, &Place::around_concept(plan, concept)))
}

/// Where the text of a section and all beneath it ends: before a rule that parts it from what follows.
pub fn section_end(document: &Document, plan: &Plan, node: NodeId) -> usize {
    place::content_end(document, plan, node).0
}

/// Where in a section's slice a block can be added beneath its own: the end of the last one's last
/// line, else of the heading's. `None` where a fence or a comment is left open there.
pub fn tail(section: &Section) -> Option<usize> {
    let last = section.top_blocks().map(|(_, block)| block).last();
    if last.is_some_and(|block| section.facts.closing(block).is_some()) {
        return None;
    }
    let heading = section.heading.as_ref().map_or(section.span.start, |h| h.span.end);
    Some(section.facts.lines_of(Span::at(last.map_or(heading, |block| block.span.end))).end)
}

/// The edit that writes a block behind the line that ends at `at`, both in the section's slice. What
/// comes next does not become a part of it.
pub fn block(section: &Section, at: usize, text: &str) -> Edit {
    let facts = &section.facts;
    let next = facts.line_starts.get(facts.line_of(at) + 1).map(|start| Span::at(*start));
    let apart = next.is_none_or(|next| facts.str(facts.lines_of(next)).trim().is_empty());
    Edit::insert(at, format!("\n\n{text}{}", if apart { "" } else { "\n" }))
}

/// Whether `text`, brackets included, is a blank of the sections and items that planls inserts.
pub fn is_blank(text: &str) -> bool {
    generic::is_blank(text)
}

fn split(text: String) -> (String, String) {
    match text.split_once('\n') {
        Some((heading, body)) => (heading.to_owned(), body.trim_start_matches('\n').to_owned()),
        None => (text, String::new()),
    }
}

#[cfg(test)]
mod tests;
