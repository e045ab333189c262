//! What the three rules about a missing concept share: looking for it, and inserting it.

use super::{Context, Finding};
use crate::plan::Concept;
use crate::template::insert;

/// A finding on the title when `concept` is nowhere in the plan.
pub fn check(context: &Context, concept: Concept, message: &str) -> Vec<Finding> {
    if context.plan.has(concept) || fills(context, concept) {
        return vec![];
    }
    offer(context, concept, message)
}

/// The finding, with the section that mends it: the template's, else a generic one.
pub fn offer(context: &Context, concept: Concept, message: &str) -> Vec<Finding> {
    let insertion = of_template(context, concept)
        .unwrap_or_else(|| insert::concept(context.document, context.plan, concept));
    let article = if insertion.heading.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    let title = format!("Add {article} `{}` section", insertion.heading);
    vec![Finding::new(context.plan.title_span(), message).offer(title, vec![insertion.edit])]
}

/// Whether a section fills a slot of the template that is for the concept.
fn fills(context: &Context, concept: Concept) -> bool {
    let slots = (0..context.plan.nodes.len()).filter_map(|node| context.slot(node));
    slots.into_iter().any(|slot| slot.concept == Some(concept))
}

fn of_template(context: &Context, concept: Concept) -> Option<insert::Insertion> {
    let (template, matching) = (context.template?, context.matching?);
    let slot = template.slot_for(concept)?;
    Some(insert::slot(context.document, context.plan, template, matching, slot))
}
