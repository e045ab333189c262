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
}
