//! `invalid-template`: a template file that cannot be read as its author means it.

use super::{Context, Finding};
use crate::template::{Origin, Recognised, Template};
use crate::text::Span;

declare! {
    /// A template file says something that no plan can follow.
    ///
    /// Sections that plans could not tell apart, a series whose heading has nothing to count,
    /// directives that contradict each other or stand in the wrong place, no sections at all. The
    /// rest of the template is in force all the same.
    ///
    /// ```md fails
    /// <!-- planls: template=team title="Team plan" -->
    /// # [Feature] plan
    ///
    /// ## Risks
    /// <!-- planls: optional required -->
    ///
    /// [What may go wrong]
    /// ```
    ///
    /// ```md passes
    /// <!-- planls: template=team title="Team plan" -->
    /// # [Feature] plan
    ///
    /// ## Risks
    /// <!-- planls: optional -->
    ///
    /// [What may go wrong]
    /// ```
    "invalid-template",
    template: Warning, generic: Warning, about: Directive, fixes: None, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    if context.recognition.is != Recognised::Template {
        return vec![];
    }
    let text = context.document.text().to_string();
    let (_, problems) = Template::load("template", &text, Origin::BuiltIn);
    // Words that no comment knows are reported by `invalid-directive`.
    let nodes = context.plan.nodes.iter();
    let unknown = nodes.flat_map(|node| {
        let wrong = node.section.directives.iter().filter_map(|d| d.meaning.as_ref().err());
        wrong.map(|problem| node.span(problem.span)).collect::<Vec<Span>>()
    });
    let unknown: Vec<Span> = unknown.collect();
    let own = problems.into_iter().filter(|p| unknown.binary_search(&p.span).is_err());
    own.map(|problem| Finding::new(problem.span, problem.message)).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;
    use expect_test::expect;

    const RULE: &str = "invalid-template";

    fn template(body: &str) -> String {
        format!("<!-- planls: template=team title=\"Team plan\" -->\n# [Feature] plan\n\n{body}")
    }

    #[test]
    fn contradictions_twins_and_series_without_end() {
        let body = "## A\n<!-- planls: optional required -->\n\n## B\n<!-- planls: repeat -->\n\n## A\n\n## D\n<!-- planls: concept=risks concept=testing -->\n";
        check(RULE, &template(body), expect![[r#"
            5:1-5:35 warning a section is `optional` or `required`, not both
            8:1-8:24 warning `B` cannot repeat: it has neither a number nor a placeholder
            10:4-10:5 warning `A` is already a section here (line 4)
            13:1-13:47 warning a section has one concept: `risks` or `testing`
        "#]]);
    }

    #[test]
    fn a_template_without_sections() {
        check(RULE, &template(""), expect![[r#"
            2:3-2:17 warning the template has no sections
        "#]]);
    }

    #[test]
    fn what_no_comment_knows_is_reported_once() {
        let text = template("## A\n<!-- planls: optonal -->\n\n[What x]\n");
        check(RULE, &text, expect![[""]]);
        check("invalid-directive", &text, expect![[r#"
            5:14-5:21 error planls does not know `optonal`
              offer: Change to `optional`
        "#]]);
    }

    #[test]
    fn blanks_and_empty_sections_are_what_a_template_is_made_of() {
        let body = "## Goal\r\n\r\n## Phase 1: [Name]\r\n\r\n**Status**: [Open/Done]\r\n\r\n## Phase 2: [Name]\r\n";
        check(RULE, &template(body), expect![[""]]);
    }

    #[test]
    fn a_plan_is_no_template() {
        check(RULE, "# Plan: A\n\n## Risks\n<!-- planls: optional required -->\n\n## Risks\n", expect![[""]]);
    }
}
