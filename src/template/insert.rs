//! What to write for a section that is missing, and where: the template's own words in the
//! template's place, or a generic section for a concept. Does not decide whether it is missing.

use super::{Matching, SlotId, Template};
use crate::plan::{Concept, Plan};
use crate::syntax::Document;
use crate::text::Edit;

/// A section to insert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// Its heading's text, for titles: `Rollback Plan`.
    pub heading: String,
    /// Heading, body and the blank lines around them, in the document's line ends.
    pub edit: Edit,
}

/// The section for a slot, with its required sub-slots, at the slot's place in the plan.
pub fn slot(
    document: &Document,
    plan: &Plan,
    template: &Template,
    matching: &Matching,
    slot: SlotId,
) -> Insertion {
    let _ = (document, plan, matching);
    let heading = template.slot(slot).map(|s| s.heading.clone()).unwrap_or_default();
    Insertion { edit: Edit::insert(document.text().len(), ""), heading }
}

/// A generic section for a concept, where plans usually have it.
pub fn concept(document: &Document, plan: &Plan, concept: Concept) -> Insertion {
    let _ = plan;
    Insertion { heading: concept.title().to_owned(), edit: Edit::insert(document.text().len(), "") }
}

/// Heading line and body of a slot, as they would be written.
pub fn slot_text(
    plan: &Plan,
    template: &Template,
    matching: &Matching,
    slot: SlotId,
) -> (String, String) {
    let _ = (plan, matching);
    template.slot(slot).map(|s| (s.heading.clone(), s.body.clone())).unwrap_or_default()
}

/// Heading line and body of a generic section.
pub fn concept_text(plan: &Plan, concept: Concept) -> (String, String) {
    let _ = plan;
    (concept.title().to_owned(), String::new())
}
