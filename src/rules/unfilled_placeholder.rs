//! `unfilled-placeholder`: the template's blanks that nobody filled.

use super::{Finding, SectionContext};
use crate::plan::placeholder::{self, Sort};
use crate::plan::choice;
use crate::template::insert;
use crate::text::Edit;

declare! {
    /// A placeholder has not been filled in.
    ///
    /// A placeholder is a question the plan has not answered yet. Reported are the placeholders of
    /// the plan's own template, in code too, those planls itself leaves where it adds a section or a
    /// step (`[Name]`, `[Task]`), and a few shapes nobody means literally: `{{NAME}}`, `[DATE]`,
    /// `YYYY-MM-DD`, `X hours/days`, `[NEEDS CLARIFICATION: …]`, `path/to/…`; where they are all there is
    /// also `TBD`, `TODO`, `Task 1`, brackets that ask (`[Describe …]`) and rows with every cell in
    /// brackets.
    ///
    /// ```md fails
    /// # Implementation Plan: {{FEATURE_NAME}}
    ///
    /// Customers save a card.
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// - [ ] Render `{{ user.name }}` in the mail, see [the guide](guide.md)
    /// ```
    "unfilled-placeholder",
    template: Warning, generic: Warning, about: Unfilled, fixes: Offered, Section(check)
}

fn check(context: &SectionContext) -> Vec<Finding> {
    let section = context.section;
    let own = |text: &str| context.template.is_some_and(|t| t.placeholders.contains(text));
    // Templates that ask in brackets are answered without: a value that is nothing but one is open.
    let bracketed = context.template.is_some_and(|t| t.placeholders.iter().any(|p| p.starts_with('[')));
    let mut found = vec![];
    for blank in section.placeholders() {
        let text = section.str(blank.span);
        let suspicious = !blank.sort.is_unsure() && !blank.in_code;
        let alone = || {
            let asks = blank.sort == Sort::Bracket && bracketed && is_worded(text) || insert::is_blank(text);
            asks && !blank.in_code && placeholder::is_alone(&section.facts, blank.span)
        };
        if !(own(text) || suspicious || alone()) || choice::list(text).is_some() {
            continue;
        }
        let mut finding = Finding::new(blank.span, format!("`{text}` is not filled in"));
        if blank.sort == Sort::Date {
            let today = context.today.to_string();
            let edit = Edit::replace(blank.span, today.clone());
            finding = finding.offer(format!("Fill in today's date, {today}"), vec![edit]);
        }
        found.push(finding);
    }
    found
}

/// Some words, which no mark and no reference has.
fn is_worded(text: &str) -> bool {
    let inner = text.trim_matches(['[', ']']);
    inner.split_whitespace().count() >= 2 && inner.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix};
    use expect_test::expect;

    const RULE: &str = "unfilled-placeholder";
    const DRIVEN: Case = Case { template: Some("spec-driven"), files: &[] };

    #[test]
    fn shapes_nobody_means_literally() {
        let text = "# Plan: {{NAME}}\n\n**Owner**: TBD\n**Due**: YYYY-MM-DD\n**Time**: X hours/days\n\n- [ ] Task 1\n- [NEEDS CLARIFICATION: which vault?]\n- `path/to/file.js`\n";
        check(RULE, text, expect![[r#"
            1:9-1:17 warning `{{NAME}}` is not filled in
            3:12-3:15 warning `TBD` is not filled in
            4:10-4:20 warning `YYYY-MM-DD` is not filled in
              offer: Fill in today's date, 2026-03-02
            5:11-5:23 warning `X hours/days` is not filled in
            7:7-7:13 warning `Task 1` is not filled in
            8:3-8:38 warning `[NEEDS CLARIFICATION: which vault?]` is not filled in
            9:4-9:19 warning `path/to/file.js` is not filled in
        "#]]);
    }

    #[test]
    fn brackets_that_ask_when_they_are_all_there_is() {
        let text = "# Plan\n\n**Owner**: [Owner name]\n**Goal**: TODO\n**Status**: TODO\n**Time**: [TBD]\n\n- [ ] [Describe the task here]\n- [Fast] path\n- Reuse the vault [e.g. its client]\n- [In progress]\n- [How to](x.md)\n\n| Violation | Why |\n|---|---|\n| [e.g., a 4th project] | [current need] |\n| [a] | [current need] and more |\n";
        check(RULE, text, expect![[r#"
            3:12-3:24 info `[Owner name]` is not filled in
            4:11-4:15 info `TODO` is not filled in
            6:11-6:16 info `[TBD]` is not filled in
            8:7-8:31 info `[Describe the task here]` is not filled in
            16:3-16:24 info `[e.g., a 4th project]` is not filled in
            16:27-16:41 info `[current need]` is not filled in
        "#]]);
    }

    #[test]
    fn marks_links_tags_generics_and_code_are_not() {
        let text = "# 计划\n\n- [x] [P] [US1] [MODIFY] a [!NOTE] [[wiki]] [d5121d4] [spec](spec.md) <tag> Vec<T> {single} `{{ x }}` [ref]\n\n```\n{{ y }} path/to/z TBD\n```\n\nThe date is TBD by finance.\n\n[ref]: spec.md\n";
        check(RULE, text, expect![[""]]);
    }

    #[test]
    fn the_templates_own_count_in_code_too() {
        let text = "# Plan\r\n\r\n## Implementation Steps\r\n\r\n### Step 1: [Step Name]\r\n**Objective**: [What it is for]\r\n**Files to Modify**:\r\n- `path/to/file1.js` - [NEW] x\r\n";
        check_case(RULE, &DRIVEN, text, expect![[r#"
            5:13-5:24 warning `[Step Name]` is not filled in
            6:16-6:32 warning `[What it is for]` is not filled in
            8:4-8:20 warning `path/to/file1.js` is not filled in
        "#]]);
    }

    #[test]
    fn what_planls_itself_leaves_blank() {
        let text = "# Plan\n\n## Phase 1: [Name]\n\n- [ ] [Task]\n- [ ] Read the [Task] first\n\n## Risks\n\n| Risk | Mitigation |\n| --- | --- |\n| [Risk] | Retry |\n";
        check(RULE, text, expect![[r#"
            3:13-3:19 warning `[Name]` is not filled in
            5:7-5:13 warning `[Task]` is not filled in
            12:3-12:9 warning `[Risk]` is not filled in
        "#]]);
    }

    #[test]
    fn a_date_is_filled_in() {
        check_fix(RULE, "# Plan\n\n**Created**: [DATE]\n", expect![[r#"
            # Plan

            **Created**: 2026-03-02
        "#]]);
    }
}
