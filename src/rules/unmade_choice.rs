//! `unmade-choice`: a field or cell that still holds the whole list of choices.

use super::choices::{Point, points};
use super::{Finding, SectionContext};
use crate::plan::choice;
use crate::text::Edit;

declare! {
    /// A value still holds the whole list of choices.
    ///
    /// `High/Medium/Low` is the question, not the answer. There is one action for each choice.
    ///
    /// ```md fails template=phased
    /// # Implementation Plan: Saved cards
    ///
    /// **Status:** Draft | In Progress | Completed
    /// ```
    ///
    /// ```md passes template=phased
    /// # Implementation Plan: Saved cards
    ///
    /// **Status:** In Progress
    /// ```
    "unmade-choice",
    template: Warning, generic: Hint, about: Unfilled, fixes: Offered, Section(check)
}

fn check(context: &SectionContext) -> Vec<Finding> {
    points(context).into_iter().filter_map(|point| finding(context, &point)).collect()
}

fn finding(context: &SectionContext, point: &Point) -> Option<Finding> {
    let value = context.section.str(point.span);
    let listed = choice::list(value)?;
    let offered = |choice: &String| point.choices.iter().any(|c| choice::same(choice, c));
    // With a template some of its choices must be there, or the value only looks like a list.
    if listed.len() < 2 || (!point.choices.is_empty() && !listed.iter().all(offered)) {
        return None;
    }
    // `Medium/High` between two levels is an answer; the whole list is not.
    if !point.choices.is_empty() && listed.len() < point.choices.len() {
        return None;
    }
    let mut finding = Finding::new(point.span, format!("`{}` is not chosen yet", point.label));
    for choice in if point.choices.is_empty() { &listed } else { &point.choices } {
        let edit = Edit::replace(point.span, choice.clone());
        finding = finding.offer(format!("Choose `{choice}`"), vec![edit]);
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "unmade-choice";
    const DRIVEN: Case = Case { template: Some("spec-driven"), files: &[] };

    #[test]
    fn fields_nested_labels_and_cells() {
        let text = "# Plan\n\n## Plan Summary\n- **Risk Level**: [Low/Medium/High]\n\n## Risk Assessment\n\n### Identified Risks\n1. **Slow**\n   - **Impact**: High/Medium/Low\n   - **Probability**: Low\n";
        check_case(RULE, &DRIVEN, text, expect![[r#"
            4:19-4:36 warning `Risk Level` is not chosen yet
              offer: Choose `Low`
              offer: Choose `Medium`
              offer: Choose `High`
            10:18-10:33 warning `Impact` is not chosen yet
              offer: Choose `High`
              offer: Choose `Medium`
              offer: Choose `Low`
        "#]]);
        let kit = Case { template: Some("spec-kit"), ..DRIVEN };
        let text = "# Plan\n\n## Risk Assessment\n\nRisk | Impact | Mitigation\n--|--|--\na | High/Medium/Low | b\n";
        check_case(RULE, &kit, text, expect![[r#"
            7:5-7:20 warning `Impact` is not chosen yet
              offer: Choose `High`
              offer: Choose `Medium`
              offer: Choose `Low`
        "#]]);
    }

    #[test]
    fn an_answer_between_two_levels_is_one() {
        let text = "# Plan\n\n## Plan Summary\n- **Risk Level**: Low/Medium\n- **Estimated Complexity**: Simple\n";
        check_case(RULE, &DRIVEN, text, expect![[""]]);
    }

    #[test]
    fn without_a_template_only_rated_labels_and_long_lists() {
        let text = "# Plan\n\n**Priority**: Low/Medium/High\n**Scope**: Web/Mobile/Desktop\n**Risk**: Low/High\n";
        check(RULE, text, expect![[r#"
            3:15-3:30 hint `Priority` is not chosen yet
              offer: Choose `Low`
              offer: Choose `Medium`
              offer: Choose `High`
        "#]]);
    }

    #[test]
    fn one_action_for_each_choice() {
        let text = "# Plan\r\n\r\n## Plan Summary\r\n- **Risk Level**: [Low/Medium/High]\r\n";
        check_fix_case(RULE, &DRIVEN, text, expect![[r#"
            # Plan␍
            ␍
            ## Plan Summary␍
            - **Risk Level**: Low␍
        "#]]);
    }
}
