//! `missing-risks`: no risks anywhere in the plan.

use super::{Context, Finding};
use crate::plan::Concept;

declare! {
    /// The plan names no risks.
    ///
    /// A plan without risks has not been thought through to the end, or its author kept them to
    /// themselves. Reviewers ask what could go wrong; write it down with what will be done about
    /// it. A section, a table, a list, or a `Risks` label in a phase all count, under any of the
    /// usual headings.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Rollback
    /// 1. Switch the flag `saved_cards` off
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risks and mitigations
    /// - The vault is slow on Mondays. **Mitigation**: cache tokens for five minutes
    /// ```
    "missing-risks",
    template: Warning, generic: Info, about: Missing, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    super::missing::check(context, Concept::Risks, "plan has no risks")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "missing-risks";

    #[test]
    fn reported_on_the_title_or_the_first_line() {
        check(RULE, "# Plan: 支付\n\n## Overview\nx\n", expect![[r#"
            1:3-1:11 info plan has no risks
              offer: Add a `Risks` section
        "#]]);
        check(RULE, "Words only.\n", expect![[r#"
            1:1-1:12 info plan has no risks
              offer: Add a `Risks` section
        "#]]);
    }

    #[test]
    fn any_heading_or_label_of_the_concept_will_do() {
        check(RULE, "# Plan\n\n## 7. Known Pitfalls\n- a\n", expect![[""]]);
        check(RULE, "# Plan\n\n## Notes\n**Risks**: slow vault\n", expect![[""]]);
    }

    #[test]
    fn a_heading_in_a_fence_is_none_and_a_finished_plan_is_left_alone() {
        let fenced = "# Plan\n\n```md\n## 7. Known Pitfalls\n```\n";
        check(RULE, fenced, expect![[r#"
            1:3-1:7 info plan has no risks
              offer: Add a `Risks` section
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
            ## Risks␍
            ␍
            | Risk | Likelihood | Impact | Mitigation |␍
            | --- | --- | --- | --- |␍
            | [Risk] | [Low/Medium/High] | [Low/Medium/High] | [Mitigation] |␍
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

            ## 11. Risks & Mitigation

            | Risk | Impact | Mitigation |
            |------|--------|-----------|
            | [Risk 1] | [High/Med/Low] | [How to address] |
            | [Risk 2] | [High/Med/Low] | [How to address] |

            ---

            ## 14. Open Questions

            y
        "#]]);
    }
}
