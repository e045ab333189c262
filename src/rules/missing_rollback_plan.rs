//! `missing-rollback-plan`: no rollback anywhere in the plan.

use super::{Context, Finding};
use crate::plan::Concept;

declare! {
    /// The plan does not say how to go back.
    ///
    /// When a change goes wrong at night, the person on call needs the way back, not the way
    /// forward. A short answer is an answer: one `git revert`, or "N/A, read-only".
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risks
    /// - The vault is slow. **Mitigation**: cache tokens
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Migration
    ///
    /// ### Rollback
    /// N/A, the change is read-only
    /// ```
    "missing-rollback-plan",
    template: Warning, generic: Info, about: Missing, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    super::missing::check(context, Concept::Rollback, "plan has no rollback plan")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "missing-rollback-plan";

    #[test]
    fn reported_on_the_title_or_the_first_line() {
        check(RULE, "# Plan: 支付\n\n## Overview\nx\n", expect![[r#"
            1:3-1:11 info plan has no rollback plan
              offer: Add a `Rollback Plan` section
        "#]]);
        check(RULE, "Words only.\n", expect![[r#"
            1:1-1:12 info plan has no rollback plan
              offer: Add a `Rollback Plan` section
        "#]]);
    }

    #[test]
    fn any_heading_or_label_of_the_concept_will_do() {
        check(RULE, "# Plan\n\n## リスク\n- a\n\n## 回滚\n- a\n", expect![[""]]);
        check(RULE, "# Plan\n\n## Notes\n**Rollback:** `git revert`\n", expect![[""]]);
    }

    #[test]
    fn a_heading_in_a_fence_is_none_and_a_finished_plan_is_left_alone() {
        let fenced = "# Plan\n\n```md\n## リスク\n- a\n\n## 回滚\n```\n";
        check(RULE, fenced, expect![[r#"
            1:3-1:7 info plan has no rollback plan
              offer: Add a `Rollback Plan` section
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
            ## Rollback Plan␍
            ␍
            1. [Action that undoes the change]␍
            2. [Check that everything is as it was]␍
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

            ## 10. Rollback Plan

            [The way back if the release has to be withdrawn]

            ### Rollback Steps

            1. [Step 1]
            2. [Step 2]

            ### Rollback Considerations

            [What is lost or at risk while going back]

            ---

            ## 14. Open Questions

            y
        "#]]);
    }
}
