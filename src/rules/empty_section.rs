//! `empty-section`: a heading with nothing beneath it.

use super::{Finding, SectionContext};
use crate::plan::heading::Kind;
use crate::plan::status;
use crate::template::insert;

declare! {
    /// A heading has nothing beneath it before the next one of its level.
    ///
    /// An empty section looks answered in the outline and answers nothing. Fill it, or remove it.
    /// A comment is not content.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Testing Strategy
    ///
    /// ## Timeline
    /// Two weeks from 2026-03-02.
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Testing Strategy
    ///
    /// ### Unit tests
    /// The client is tested against a recorded vault.
    /// ```
    "empty-section",
    template: Warning, generic: Info, about: Unfilled, fixes: Offered, Section(check)
}

fn check(context: &SectionContext) -> Vec<Finding> {
    let section = context.section;
    let Some(heading) = &section.heading else { return vec![] };
    // A phase or step without anything has a rule of its own.
    let work = matches!(context.kind, Kind::Phase | Kind::Step);
    if heading.level == 1 || work || context.has_children || !section.is_blank() {
        return vec![];
    }
    if context.template.is_none() && says_all(section.str(heading.text)) {
        return vec![];
    }
    let finding = Finding::new(heading.text, format!("section `{}` is empty", heading.name.name));
    let body = context.template.zip(context.slot).map(|(template, slot)| insert::body(template, slot, heading.level));
    let Some(body) = body.filter(|body| !body.is_empty()) else { return vec![finding] };
    let at = section.facts.lines_of(heading.span).end;
    let edit = insert::block(section, at, &body);
    vec![finding.offer("Insert the template's text for this section", vec![edit])]
}

/// Whether a heading is a sentence or a value of its own: `Phase 1 completion: 23 / 23`, `Ready!`.
fn says_all(heading: &str) -> bool {
    let text = heading.trim_end_matches(['*', '_', ' ']);
    let value = |text: &str| text.contains(|c: char| c.is_ascii_digit()) || status::parse(text).is_some();
    text.ends_with(['!', '.', '！', '。']) || text.split_once([':', '：']).is_some_and(|(_, after)| value(after))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "empty-section";
    const KIT: Case = Case { template: Some("spec-kit"), files: &[] };

    #[test]
    fn nothing_or_only_a_comment_is_empty() {
        check(RULE, "# Plan\n\n## A\n\n## 2. B\n<!-- later -->\n\n---\n\n## C\nx\n", expect![[r#"
            3:4-3:5 info section `A` is empty
            5:4-5:8 info section `2. B` is empty
        "#]]);
    }

    #[test]
    fn a_heading_that_says_it_all_needs_nothing_beneath() {
        let text = "# Plan\n\n## Backend: ✅ 23 / 23 tasks\n\n## 🚀 **It is ready!**\n\n## State: done\n\n## 完成。\n";
        check(RULE, text, expect![[""]]);
    }

    #[test]
    fn subsections_fences_and_the_title_are_content() {
        check(RULE, "# Plan\n\n## A\n### B\n```\n# c\n```\n", expect![[""]]);
    }

    #[test]
    fn a_draft_is_lowered_and_a_finished_plan_silent() {
        let plan = |status: &str| format!("# Plan\r\n\r\n**Status:** {status}\r\n\r\n## 测试\r\n");
        check_case(RULE, &KIT, &plan("Draft"), expect![[r#"
            5:4-5:6 info section `测试` is empty
              offer: Insert the template's text for this section
        "#]]);
        check_case(RULE, &KIT, &plan("✅ Complete"), expect![[""]]);
    }

    #[test]
    fn the_fix_inserts_the_templates_text() {
        check_fix_case(RULE, &KIT, "# Plan\r\n\r\n## Deployment\r\n\r\n## Other\r\nx", expect![[r#"
            # Plan␍
            ␍
            ## Deployment␍
            ␍
            The way into production:␍
            ␍
            1. Deployment step 1␍
            2. Deployment step 2␍
            3. Verification step␍
            ␍
            ## Other␍
            x"#]]);
    }
}
