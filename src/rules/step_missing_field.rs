//! `step-missing-field`: a step lacking a field that its template's steps have.

use super::choices::fields;
use super::{Finding, SectionContext};
use crate::plan::{Concept, Field};
use crate::template::{FieldSpec, insert};
use crate::text::Span;

declare! {
    /// A step lacks a field that the steps of its template have.
    ///
    /// Steps that answer the same questions can be compared and handed over. Fields that only some
    /// of the template's samples have are not asked for.
    ///
    /// ```md fails template=spec-driven
    /// # Implementation Plan: Saved cards
    ///
    /// ## Implementation Steps
    ///
    /// ### Step 1: Vault client
    /// **Objective**: tokens can be stored
    /// ```
    ///
    /// ```md passes template=spec-driven
    /// # Implementation Plan: Saved cards
    ///
    /// ## Implementation Steps
    ///
    /// ### Step 1: Vault client
    /// **Objective**: tokens can be stored
    /// **Validation**: `npm test vault` passes
    /// ```
    "step-missing-field",
    template: Info, generic: Off, about: Missing, fixes: Offered, Section(check)
}

fn check(context: &SectionContext) -> Vec<Finding> {
    let section = context.section;
    let Some(heading) = section.heading.as_ref() else { return vec![] };
    if context.slot.is_none_or(|s| s.repeats.is_none()) || context.is_blank_of_template() {
        return vec![];
    }
    let specs = fields(context);
    let has = |spec: &FieldSpec| section.fields.iter().position(|f| is_for(f, spec));
    let missing = specs.iter().enumerate().filter(|(_, s)| !s.optional && has(s).is_none());
    let mut found = vec![];
    for (at, spec) in missing {
        // After what belongs to the last field before it that is there.
        let before = specs.iter().take(at).filter_map(has).max();
        let place = match before.and_then(|i| section.fields.get(i)) {
            Some(field) => end_of(section, field),
            None => Some(section.facts.lines_of(heading.span).end),
        };
        let sample = spec.sample.trim_end();
        let edit = place.map(|place| insert::block(section, place, sample));
        let message = format!("`{}` has no `{}`", heading.name.name, spec.label);
        let finding = Finding::new(heading.text, message);
        found.push(match edit {
            Some(edit) => finding.offer(format!("Add `{}`", spec.label), vec![edit]),
            None => finding,
        });
    }
    found
}

/// The same label, one that begins with it, or one for the same concept.
fn is_for(field: &Field, spec: &FieldSpec) -> bool {
    let first = |key: &str| key.split(' ').next().unwrap_or_default().trim_end_matches('s').to_owned();
    let concept = Concept::of(&spec.key);
    field.key == spec.key
        || first(&field.key) == first(&spec.key)
        || (concept.is_some() && Concept::of(&field.key) == concept)
}

/// The end of the lines a field takes, its list included; `None` in a fence left open.
fn end_of(section: &crate::plan::Section, field: &Field) -> Option<usize> {
    let facts = &section.facts;
    // A bold label behind it may begin a section of its own.
    let content = field.content.and_then(|c| facts.block(c)).filter(|b| b.span.end <= section.span.end);
    if content.is_some_and(|block| facts.closing(block).is_some()) {
        return None;
    }
    let end = content.map_or(field.span.end, |block| block.span.end);
    Some(facts.lines_of(Span::at(end)).end)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check_case, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "step-missing-field";
    const GATED: Case = Case { template: Some("review-gated"), files: &[] };
    const HEAD: &str = "# Plan\n\n## Implementation Steps\n\n### Step 1: A\n";

    #[test]
    fn each_one_that_lacks() {
        let text = format!("{HEAD}**Objective**: a\n**Actions**:\n- [ ] b\n\n**Files to Modify/Create**:\n- `c.py`\n");
        check_case(RULE, &GATED, &text, expect![[r#"
            5:5-5:14 info `Step 1: A` has no `Dependencies`
              offer: Add `Dependencies`
            5:5-5:14 info `Step 1: A` has no `Estimated Time`
              offer: Add `Estimated Time`
            5:5-5:14 info `Step 1: A` has no `Risk Level`
              offer: Add `Risk Level`
        "#]]);
    }

    #[test]
    fn the_fix_stays_in_its_section() {
        let text = format!("{HEAD}**Objective**:\n\n**Task 2**\n\n- [ ] b\n");
        check_fix_case(RULE, &GATED, &text, expect![[r#"
            # Plan

            ## Implementation Steps

            ### Step 1: A
            **Objective**:

            **Actions**:
            - [ ] Specific task 1
            - [ ] Specific task 2
            - [ ] Specific task 3

            **Task 2**

            - [ ] b
        "#]]);
    }

    #[test]
    fn near_labels_count() {
        let text = format!("{HEAD}**Objectives**: a\n**Actions:**\n- [ ] b\n\n**Files**: `c.py`\n**Dependencies**: none\n**Estimated effort**: 1 h\n**Risk**: Low\n");
        check_case(RULE, &GATED, &text, expect![[""]]);
    }

    #[test]
    fn only_in_the_series() {
        check_case(RULE, &GATED, "# Plan\n\n## Problem Statement\nx\n", expect![[""]]);
    }

    #[test]
    fn the_fix_keeps_the_order() {
        let text = format!("{HEAD}**Objective**: a\n\n**Files to Modify/Create**:\n- `c.py`\n\n**Dependencies**: 无\n**Estimated Time**: 2 hours\n**Risk Level**: Low\n");
        check_fix_case(RULE, &GATED, &text.replace('\n', "\r\n"), expect![[r#"
            # Plan␍
            ␍
            ## Implementation Steps␍
            ␍
            ### Step 1: A␍
            **Objective**: a␍
            ␍
            **Actions**:␍
            - [ ] Specific task 1␍
            - [ ] Specific task 2␍
            - [ ] Specific task 3␍
            ␍
            **Files to Modify/Create**:␍
            - `c.py`␍
            ␍
            **Dependencies**: 无␍
            **Estimated Time**: 2 hours␍
            **Risk Level**: Low␍
        "#]]);
    }
}
