//! `missing-section`: a section of the matched template is absent.

use super::{Context, Finding};
use crate::plan::Concept;
use crate::template::insert;

declare! {
    /// A section that the plan's template has is absent.
    ///
    /// A team's template is its memory of what plans forgot. Optional sections, and the ones that
    /// rules of their own look after (risks, rollback, acceptance, phases), are not reported here.
    ///
    /// ```md fails template=phased
    /// # Implementation Plan: Saved cards
    ///
    /// **Issue:** PAY-12
    /// **Author:** Kim
    /// **Status:** In Progress
    ///
    /// ## Overview
    /// Customers save a card.
    ///
    /// ## Prerequisites
    /// - [x] Vault contract signed
    ///
    /// ## Architecture
    ///
    /// ### High-Level Design
    /// Tokens, never numbers.
    ///
    /// ### Component Changes
    ///
    /// | Component | Change Type | Description |
    /// | --- | --- | --- |
    /// | vault client | New | stores tokens |
    ///
    /// ## Implementation Steps
    ///
    /// ### Phase 1: Vault
    ///
    /// #### Step 1.1: Client
    /// **Tasks:**
    /// - [ ] Write the client
    ///
    /// ## Migration/Deployment
    ///
    /// ### Rollback Plan
    /// 1. Switch the flag off
    /// 2. Check that checkout still works
    ///
    /// ## Dependencies
    ///
    /// ### External Dependencies
    /// - vault-sdk 4.2
    ///
    /// ### Internal Dependencies
    /// - session service
    ///
    /// ## Risks & Mitigations
    ///
    /// | Risk | Mitigation Strategy |
    /// | --- | --- |
    /// | slow vault | cache |
    ///
    /// ## Definition of Done
    /// - [ ] Two clicks to pay
    ///
    /// ## Timeline
    ///
    /// | Phase | Start Date | End Date | Status |
    /// | --- | --- | --- | --- |
    /// | Phase 1: Vault | 2026-03-02 | 2026-03-06 | Not Started |
    ///
    /// ## Notes
    /// None yet.
    ///
    /// ## Progress Log
    ///
    /// | Date | Update |
    /// | --- | --- |
    /// | 2026-03-02 | Plan created |
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// A plan that follows no template misses no section of one.
    /// ```
    "missing-section",
    template: Info, generic: Off, about: Missing, fixes: Offered, Document(check)
}

/// Concepts that have rules of their own.
const ELSEWHERE: [Concept; 4] =
    [Concept::Risks, Concept::Rollback, Concept::Acceptance, Concept::Phases];

fn check(context: &Context) -> Vec<Finding> {
    let (Some(template), Some(matching)) = (context.template, context.matching) else {
        return vec![];
    };
    if context.recognition.fit < 0.4 {
        return vec![];
    }
    let mut found = vec![];
    for id in matching.empty_slots(template) {
        let Some(slot) = template.slot(id) else { continue };
        let elsewhere = slot.concept.is_some_and(|c| ELSEWHERE.contains(&c));
        if slot.optional || elsewhere || slot.repeats.is_some() {
            continue;
        }
        let insertion = insert::slot(context.document, context.plan, template, matching, id);
        let message = format!("plan has no `{}` section", insertion.heading);
        let title = format!("Add the `{}` section", insertion.heading);
        found.push(Finding::new(context.plan.title_span(), message).offer(title, vec![insertion.edit]));
    }
    found
}
