//! `missing-section`: a section of the matched template is absent.

use super::{Context, Finding};
use crate::plan::{Concept, Section};
use crate::template::{Matching, Slot, Template, insert};

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
    /// ### Database Migrations
    /// None.
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
        let elsewhere = slot.concept.is_some_and(|c| is_elsewhere(context, template, matching, c));
        if slot.optional || elsewhere || (slot.repeats.is_some() && !is_bare(context, matching, slot)) {
            continue;
        }
        let insertion = insert::slot(context.document, context.plan, template, matching, id);
        let message = format!("plan has no `{}` section", insertion.heading);
        let title = format!("Add the `{}` section", insertion.heading);
        found.push(Finding::new(context.plan.title_span(), message).offer(title, vec![insertion.edit]));
    }
    found
}

/// Whether the section around a series says something, and has neither the series nor anything else
/// that may stand for it. Steps of a phase are the phase's business, an empty section its own.
fn is_bare(context: &Context, matching: &Matching, series: &Slot) -> bool {
    let around = series.parent.filter(|p| context.template.and_then(|t| t.slot(*p)).is_some_and(|p| p.repeats.is_none()));
    let Some(&id) = around.and_then(|p| matching.nodes_of(p).first()) else { return false };
    let known = |child| matching.slot_of(child).is_some();
    let said = |section: &Section| !section.is_blank() && section.items.is_empty() && section.tables.is_empty();
    context.plan.node(id).is_some_and(|n| said(n.section)) && context.plan.children(Some(id)).all(known)
}

/// Whether the rule of a concept speaks for its absence, or something other than a section has it.
/// Where another slot of the concept is filled, that rule is content and this one has to ask; so it
/// is where all the phases there are fill slots of their own (those of a rollout).
fn is_elsewhere(context: &Context, template: &Template, matching: &Matching, concept: Concept) -> bool {
    let filled = |id: usize| !matching.nodes_of(id).is_empty();
    let mut slots = template.slots.iter().enumerate();
    if !ELSEWHERE.contains(&concept) || slots.any(|(id, s)| s.concept == Some(concept) && filled(id)) {
        return false;
    }
    let mut work = context.plan.work().peekable();
    concept != Concept::Phases
        || work.peek().is_none()
        || work.any(|(id, _)| matching.slot_of(id).is_none())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check_case, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "missing-section";
    const GATED: Case = Case { template: Some("review-gated"), files: &[] };
    const PLAN: &str = "# Plan\n\n## Problem Statement\na\n\n## Current State Analysis\n### Existing System\n- b\n\n### Research Findings\n- c\n\n## Implementation Steps\n\n### Step 1: D\n**Objective**: d\n\n## Testing Strategy\n### Unit Testing\n- e\n\n## Risk Assessment\n### High Risk Items\n- f\n\n## Approval\n**Reviewer**: Kim\n";

    #[test]
    fn each_absent_section_in_the_templates_order() {
        check_case(RULE, &GATED, PLAN, expect![[r#"
            1:3-1:7 info plan has no `Proposed Solution` section
              offer: Add the `Proposed Solution` section
            1:3-1:7 info plan has no `Integration Testing` section
              offer: Add the `Integration Testing` section
            1:3-1:7 info plan has no `Manual Testing` section
              offer: Add the `Manual Testing` section
            1:3-1:7 info plan has no `Medium Risk Items` section
              offer: Add the `Medium Risk Items` section
            1:3-1:7 info plan has no `Dependencies` section
              offer: Add the `Dependencies` section
            1:3-1:7 info plan has no `Review Checklist` section
              offer: Add the `Review Checklist` section
        "#]]);
    }

    #[test]
    fn other_names_of_the_same_concept_fill_a_slot() {
        let text = "# Plan\n\n## Überblick\na\n\n## 2. Solution Design\nb\n";
        check_case(RULE, &Case { template: Some("spec-kit"), files: &[] }, text, expect![[""]]);
    }

    #[test]
    fn without_a_template_nothing_is_asked_for() {
        let text = "# Plan\n\n## Motivation\na\n\n## How\n1. b\n";
        check_case(RULE, &Case::default(), text, expect![[""]]);
    }

    #[test]
    fn the_fix_puts_it_in_its_place() {
        check_fix_case(RULE, &GATED, &PLAN.replace('\n', "\r\n"), expect![[r#"
            # Plan␍
            ␍
            ## Problem Statement␍
            a␍
            ␍
            ## Current State Analysis␍
            ### Existing System␍
            - b␍
            ␍
            ### Research Findings␍
            - c␍
            ␍
            ## Proposed Solution␍
            ␍
            ### High-Level Approach␍
            ␍
            - The line taken␍
            - Decisions the design rests on␍
            - What is given up for what␍
            ␍
            ### Technical Design␍
            ␍
            - Changes to the architecture␍
            - Components to add␍
            - Components to change␍
            ␍
            ## Implementation Steps␍
            ␍
            ### Step 1: D␍
            **Objective**: d␍
            ␍
            ## Testing Strategy␍
            ### Unit Testing␍
            - e␍
            ␍
            ## Risk Assessment␍
            ### High Risk Items␍
            - f␍
            ␍
            ## Approval␍
            **Reviewer**: Kim␍
        "#]]);
    }
}
