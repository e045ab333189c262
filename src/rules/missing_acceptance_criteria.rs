//! `missing-acceptance-criteria`: nothing says when the work is done.

use super::{Context, Finding};
use crate::plan::{Concept, Node, Plan};

declare! {
    /// The plan does not say when it is done.
    ///
    /// Without criteria "done" is an opinion. A section (acceptance or success criteria, definition
    /// of done, exit criteria …) counts, and so does an `Acceptance criteria` label in the phases.
    /// The `Validation` of a single step does not; without a template, a list of how the whole is
    /// verified does.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Steps
    ///
    /// ### Step 1: Store tokens
    /// **Validation**: the unit tests pass
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Definition of Done
    /// - [ ] A returning customer pays in two clicks
    /// ```
    "missing-acceptance-criteria",
    template: Warning, generic: Info, about: Missing, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    if context.template.is_none() && is_verified(context.plan) {
        return vec![];
    }
    super::missing::check(context, Concept::Acceptance, "plan has no acceptance criteria")
}

/// Whether the plan as a whole, not one of its phases, lists how it is verified: people who write
/// no criteria say so what must hold.
fn is_verified(plan: &Plan) -> bool {
    const NAMES: [&str; 8] = ["verif", "valid", "uberpruf", "验证", "驗證", "検証", "검증", "провер"];
    let is_named = |node: Node| {
        let key = node.section.heading.as_ref().map_or("", |heading| heading.title_key());
        node.level > 1 && NAMES.iter().any(|name| key.starts_with(name))
    };
    let named = plan.nodes.iter().enumerate().filter(|(_, node)| !node.is_work() && is_named(*node));
    let mut outside = named.filter(|(id, _)| !plan.in_work(*id));
    outside.any(|(id, _)| plan.subtree(id).any(|(_, node)| !node.section.items.is_empty()))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "missing-acceptance-criteria";

    #[test]
    fn reported_on_the_title_or_the_first_line() {
        check(RULE, "# Plan: 支付\n\n## Overview\nx\n", expect![[r#"
            1:3-1:11 info plan has no acceptance criteria
              offer: Add an `Acceptance Criteria` section
        "#]]);
        check(RULE, "Words only.\n", expect![[r#"
            1:1-1:12 info plan has no acceptance criteria
              offer: Add an `Acceptance Criteria` section
        "#]]);
    }

    #[test]
    fn how_the_whole_is_verified_will_do_without_a_template() {
        let plan = |heading: &str| format!("# Plan: A\n\n## Phase 1: B\n\nx\n\n{heading}\n\n- `make` passes\n");
        for heading in ["## Verification (every phase)", "## Validation Checklist\n\n### Manual", "## 验证"] {
            check(RULE, &plan(heading), expect![[""]]);
        }
        let found = expect![[r#"
            1:3-1:10 info plan has no acceptance criteria
              offer: Add an `Acceptance Criteria` section
        "#]];
        check(RULE, &plan("### Verification"), found);
    }

    #[test]
    fn any_heading_or_label_of_the_concept_will_do() {
        check(RULE, "# Plan\n\n## 验收标准\n- a\n", expect![[""]]);
        check(RULE, "# Plan\n\n## Notes\n**Acceptance criteria**:\n- two clicks\n", expect![[""]]);
    }

    #[test]
    fn a_heading_in_a_fence_is_none_and_a_finished_plan_is_left_alone() {
        let fenced = "# Plan\n\n```md\n## 验收标准\n```\n";
        check(RULE, fenced, expect![[r#"
            1:3-1:7 info plan has no acceptance criteria
              offer: Add an `Acceptance Criteria` section
        "#]]);
        let phased = Case { template: Some("phased"), ..Case::default() };
        check_case(RULE, &phased, "# Plan\n\n**Status:** Completed\n\n## Overview\nx\n", expect![[""]]);
    }

    #[test]
    fn the_fix_adds_a_section_in_its_place() {
        check_fix(RULE, "# Plan\r\n\r\n## Overview\r\nx\r\n\r\n## Timeline\r\ny\r\n", expect![[r#"
            # Plan␍
            ␍
            ## Overview␍
            x␍
            ␍
            ## Acceptance Criteria␍
            ␍
            - [ ] [What can be seen or measured when the work is done]␍
            ␍
            ## Timeline␍
            y␍
        "#]]);
        let numbered = Case { template: Some("numbered"), ..Case::default() };
        let text = "# Plan\n\n## 9. Documentation Updates\n\nx\n\n---\n\n## 14. Open Questions\n\ny\n";
        check_fix_case(RULE, &numbered, text, expect![[r#"
            # Plan

            ## 9. Documentation Updates

            x

            ---

            ## 13. Acceptance Criteria

            [The conditions under which this work counts as finished]

            - [ ] [Criterion 1]
            - [ ] [Criterion 2]
            - [ ] All tests passing
            - [ ] Code reviewed
            - [ ] Documentation updated

            ---

            ## 14. Open Questions

            y
        "#]]);
    }
}
