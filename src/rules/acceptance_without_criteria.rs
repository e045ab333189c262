//! `acceptance-without-criteria`: an acceptance section without a single criterion.

use super::{Context, Finding};
use crate::plan::{Concept, Node};
use crate::syntax::BlockKind;
use crate::template::{Template, insert};
use crate::text::Span;

declare! {
    /// An acceptance section names no criterion.
    ///
    /// A heading and an introduction do not say when the work is done. Items, rows, scenarios in a
    /// fence or plain sentences are criteria; an introduction that ends in a colon, and the
    /// template's own text, are not.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Acceptance Criteria
    /// The work is accepted when:
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Acceptance Criteria
    /// The work is accepted when:
    /// - a returning customer pays in two clicks
    /// ```
    "acceptance-without-criteria",
    template: Warning, generic: Info, about: Unfilled, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    let mut found = vec![];
    for (id, node) in context.plan.with_concept(Concept::Acceptance) {
        let mut said = false;
        let criterion = context.plan.subtree(id).any(|(_, n)| {
            said |= !n.section.is_blank();
            has_criterion(n, context.template)
        });
        // Blank ones are `empty-section`'s business.
        if criterion || !said {
            continue;
        }
        let message = format!("`{}` names no criterion", node.name());
        let finding = Finding::new(node.heading_span(), message);
        found.push(match insert::tail(node.section) {
            Some(at) => finding.offer("Add a criterion", vec![insert::block(node.section, at, "- [ ] [Criterion]").shift(node.start)]),
            None => finding,
        });
    }
    found
}

fn has_criterion(node: Node, template: Option<&Template>) -> bool {
    let section = &node.section;
    let own = |span: Span| {
        let text = section.str(span).trim();
        let bare = text.trim_start_matches("[ ]").trim();
        template.is_some_and(|t| {
            t.placeholders.contains(bare) || t.guidance.contains(&Template::line_key(text))
        })
    };
    section.all_blocks().any(|(_, block)| match &block.kind {
        BlockKind::Code { .. } => block.lines.iter().any(|l| !section.str(*l).trim().is_empty()),
        BlockKind::Table(table) => table.rows.iter().any(|r| !own(r.span)),
        BlockKind::Paragraph => {
            let opens = |l: &Span| section.str(*l).trim_end().ends_with([':', '：']);
            let item = block.parent.is_some();
            block.lines.iter().any(|l| !own(*l) && (item || !opens(l)))
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix};
    use expect_test::expect;

    const RULE: &str = "acceptance-without-criteria";

    #[test]
    fn an_introduction_is_no_criterion() {
        check(RULE, "# Plan\n\n## 13. Success Criteria\n**Done when:**\n", expect![[""]]);
    }

    #[test]
    fn items_rows_scenarios_and_sentences_are() {
        for text in ["- a", "| m | t |\n|---|---|\n| a | b |", "```gherkin\nGiven a\n```", "p95 stays below 200 ms.", "### A\n- b"] {
            check(RULE, &format!("# Plan\n\n## Acceptance\n{text}\n"), expect![[""]]);
        }
    }

    #[test]
    fn the_templates_own_are_not() {
        let driven = Case { template: Some("spec-driven"), ..Case::default() };
        let text = "# Plan\n\n## Success Criteria\n\n### Functional Requirements Met\n- [ ] [Requirement 1 from specification]\n";
        check_case(RULE, &driven, text, expect![[r#"
            3:4-3:20 warning `Success Criteria` names no criterion
              offer: Add a criterion
        "#]]);
    }

    #[test]
    fn the_fix_adds_one() {
        check_fix(RULE, "# Plan\r\n\r\n## 验收标准\r\n如下：\r\n\r\n## Notes\r\nx\r\n", expect![[r#"
            # Plan␍
            ␍
            ## 验收标准␍
            如下：␍
            ␍
            - [ ] [Criterion]␍
            ␍
            ## Notes␍
            x␍
        "#]]);
    }
}
