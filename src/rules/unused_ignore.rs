//! `unused-ignore`: an ignore comment that silences nothing. Reported by the runner, which knows
//! what was silenced.

declare! {
    /// An ignore comment silences nothing.
    ///
    /// The finding it was written for is gone, or it stands in the wrong place. A comment that
    /// ignores nothing today will hide something tomorrow.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Timeline
    /// <!-- planls: ignore empty-section -->
    /// Two weeks.
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Timeline
    /// <!-- planls: ignore empty-section -->
    /// ```
    "unused-ignore",
    template: Warning, generic: Warning, about: Directive, fixes: Safe, Suppression()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::expect;

    const RULE: &str = "unused-ignore";

    #[test]
    fn a_comment_in_vain_is_reported() {
        check(RULE, "# Plan\n\n<!-- planls: ignore-file ragged-table-row -->\n", expect![[r#"
            3:26-3:42 warning nothing here is reported by `ragged-table-row`
              safe: Remove the comment
        "#]]);
    }

    #[test]
    fn one_that_silences_a_block_or_a_section_is_not() {
        let text = "# Plan\n\n## A\n<!-- planls: ignore empty-section -->\n\n## B\n\nx\n\n\
            <!-- planls: ignore ragged-table-row -->\n| a | b |\n|---|---|\n| 1 |\n";
        check(RULE, text, expect![[""]]);
    }

    #[test]
    fn the_next_block_only() {
        let text = "# Plan\n\n## B\n\nx\n\n<!-- planls: ignore ragged-table-row -->\ny\n\n| a | b |\n|---|---|\n| 1 |\n";
        check(RULE, text, expect![[r#"
            7:21-7:37 warning nothing here is reported by `ragged-table-row`
              safe: Remove the comment
        "#]]);
    }

    #[test]
    fn the_fix_removes_the_line() {
        let text = "# Plan\r\n\r\n<!-- planls: ignore empty-section -->\r\nx\r\n";
        check_fix(RULE, text, expect![[r#"
            # Plan␍
            ␍
            x␍
        "#]]);
    }

    #[test]
    fn of_several_names_only_the_useless_one_goes() {
        let table = "| a | b |\n|---|---|\n| {{X}} |\n";
        let fixed = |names: &str, expect| {
            let text = format!("# Plan\n\n## B\n\nx\n\n<!-- planls: ignore {names} -->\n{table}");
            check_fix(RULE, &text, expect);
        };
        fixed("empty-section, ragged-table-row, unfilled-placeholder", expect![[r#"
            # Plan

            ## B

            x

            <!-- planls: ignore ragged-table-row, unfilled-placeholder -->
            | a | b |
            |---|---|
            | {{X}} |
        "#]]);
        fixed("ragged-table-row,  empty-section,unfilled-placeholder", expect![[r#"
            # Plan

            ## B

            x

            <!-- planls: ignore ragged-table-row,unfilled-placeholder -->
            | a | b |
            |---|---|
            | {{X}} |
        "#]]);
        fixed("ragged-table-row unfilled-placeholder, empty-section", expect![[r#"
            # Plan

            ## B

            x

            <!-- planls: ignore ragged-table-row unfilled-placeholder -->
            | a | b |
            |---|---|
            | {{X}} |
        "#]]);
    }

    #[test]
    fn comments_above_one_another_mean_the_same_block() {
        let table = "| a | b |\n|---|---|\n| {{X}} |\n";
        let one = "<!-- planls: ignore ragged-table-row -->";
        let other = "<!-- planls: ignore unfilled-placeholder -->";
        for between in ["\n", "\n\n", " ", "\n<!-- prettier-ignore -->\n"] {
            let text = format!("# Plan\n\n## B\n\nx\n\n{one}{between}{other}\n{table}");
            check(RULE, &text, expect![[""]]);
            check("ragged-table-row", &text, expect![[""]]);
            check("unfilled-placeholder", &text, expect![[""]]);
        }
    }

    #[test]
    fn what_a_finished_plan_is_spared_anyway_is_not_ignored_in_vain() {
        let text = "# Implementation Plan: A\n\n**Status:** Done\n\n<!-- planls: ignore-file missing-risks -->\n";
        check(RULE, text, expect![[""]]);
    }
}
