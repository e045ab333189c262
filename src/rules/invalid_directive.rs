//! `invalid-directive`: a `planls:` comment that cannot be understood. Reported by the runner,
//! which reads the comments.

declare! {
    /// A `planls:` comment cannot be understood.
    ///
    /// What it was to say is not said: a rule stays on, a template is not chosen. The message
    /// names the word; the fix is the nearest one there is.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// <!-- planls: ignore missing-risk -->
    ///
    /// Customers save a card.
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// <!-- planls: ignore-file missing-risks -->
    ///
    /// Customers save a card.
    /// ```
    "invalid-directive",
    template: Error, generic: Error, about: Directive, fixes: Offered, Suppression()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::expect;

    const RULE: &str = "invalid-directive";

    #[test]
    fn unknown_words_rules_and_missing_values() {
        let said = ["ignroe", "ignore no-such-rule", "template", "ignore", "", "concept=nonsense"];
        let text = said.map(|said| format!("<!-- planls: {said} -->\n")).join("\n");
        check(RULE, &text, expect![[r#"
            1:14-1:20 error planls does not know `ignroe`
            3:21-3:33 error there is no rule `no-such-rule`
            5:14-5:22 error `template` needs a value
            7:14-7:20 error `ignore` needs the name of a rule
            9:13-9:15 error this comment says nothing
            11:14-11:30 error there is no concept `nonsense`
        "#]]);
    }

    #[test]
    fn what_is_understood_is_fine() {
        let text = "# Plan\n\n<!-- planls: template=phased -->\n<!-- planls: ignore-file missing-risks, missing-rollback-plan -->\n";
        check(RULE, text, expect![[""]]);
    }

    #[test]
    fn a_template_that_is_not_there() {
        let text = "# Plan\n\n<!-- planls: template=team -->\n\n<!-- planls: template=team title=x -->\n";
        check(RULE, text, expect![[r#"
            3:1-3:31 error there is no template `team`
        "#]]);
    }

    #[test]
    fn comments_to_others_and_in_code_are_not_ours() {
        let text = "# Plan\n\n<!-- prettier-ignore -->\n\n```\n<!-- planls: nonsense -->\n```\n\n`<!-- planls: x -->`\n";
        check(RULE, text, expect![[""]]);
    }

    #[test]
    fn the_nearest_name_keeps_the_value_and_is_offered_where_it_says_something() {
        let said = ["ignroe missing-risks", "tmplate=phased", "tmplate", "concpt=risks", "concpt=nonsense", "aliass=\"a b, c\"", "pln=x"];
        let text = said.map(|said| format!("<!-- planls: {said} -->\n")).join("\n");
        check(RULE, &text, expect![[r#"
            1:14-1:20 error planls does not know `ignroe`
              offer: Change to `ignore`
            1:21-1:34 error planls does not know `missing-risks`
            3:14-3:28 error planls does not know `tmplate`
              offer: Change to `template=phased`
            5:14-5:21 error planls does not know `tmplate`
            7:14-7:26 error planls does not know `concpt`
              offer: Change to `concept=risks`
            9:14-9:29 error planls does not know `concpt`
            11:14-11:29 error planls does not know `aliass`
              offer: Change to `aliases="a b, c"`
            13:14-13:19 error planls does not know `pln`
        "#]]);
    }

    #[test]
    fn the_fix_is_the_nearest_name() {
        let text = "# Plan\r\n\r\n<!-- planls: ignore-file missing-risk -->\r\n";
        check_fix(RULE, text, expect![[r#"
            # Plan␍
            ␍
            <!-- planls: ignore-file missing-risks -->␍
        "#]]);
    }
}
