//! `rollback-without-steps`: a rollback section that says nothing one can do.

use super::{Context, Finding};
use crate::plan::{Concept, Node, NodeId};
use crate::syntax::{BlockKind, InlineKind};
use crate::template::{Template, insert};
use crate::text::Span;

declare! {
    /// A rollback section says nothing one can do.
    ///
    /// "We will roll back if needed" is a wish. Whoever is on call needs the command, the switch or
    /// the steps. A short answer is an answer: one `git revert`, or "N/A" with the reason.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Rollback Plan
    /// If anything goes wrong we will roll back quickly.
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Rollback Plan
    /// Switch the flag `saved_cards` off; stored tokens stay where they are.
    /// ```
    "rollback-without-steps",
    template: Warning, generic: Info, about: Unfilled, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    let sections = context.plan.with_concept(Concept::Rollback);
    sections.filter_map(|(id, node)| finding(context, id, node)).collect()
}

fn finding(context: &Context, id: NodeId, node: Node) -> Option<Finding> {
    let mut parts = context.plan.subtree(id).map(|(_, n)| n);
    let mut said = 0;
    // Blank ones are `empty-section`'s business.
    if parts.any(|n| {
        said += usize::from(!n.section.is_blank());
        actionable(n, context.template)
    }) || said == 0
    {
        return None;
    }
    let message = format!("`{}` says nothing one can do", node.name());
    let finding = Finding::new(node.heading_span(), message);
    let at = insert::tail(node.section).filter(|_| node.section.top_blocks().next().is_some());
    let Some(at) = at else { return Some(finding) };
    let steps = insert::block(node.section, at, "1. [Step to go back]\n2. [Check that it worked]");
    Some(finding.offer("Add rollback steps", vec![steps.shift(node.start)]))
}

/// Words that begin or contain something a person can do, or say that nothing needs to be done.
const ACTIONS: &[&str] = &[
    "revert", "restore", "redeploy", "re-deploy", "disable", "switch", "turn", "toggle", "flag", "git",
    "delete", "remove", "drop", "reset", "downgrade", "undo", "uninstall", "stop", "restart", "replay",
    "run", "execute", "apply", "delete", "checkout", "pin", "point", "fall", "fallback", "keep", "set",
    "unset", "rename", "move", "copy", "backup", "backups", "snapshot", "stash", "abort", "close",
    "comment", "replace", "rebuild", "republish", "route", "re-enable", "enable", "recover", "swap",
    "n/a", "none", "not", "no", "nothing", "unnecessary", "trivial", "additive", "read-only", "readonly",
    "回滚", "恢复", "还原", "撤销", "戻す", "復元", "無効", "откатить", "вернуть", "восстановить",
    "отключить", "reverter", "restaurar", "desativar", "desactivar", "revertir", "zurücksetzen",
    "wiederherstellen", "deaktivieren", "rétablir", "désactiver", "annuler",
];

/// Lists, code, tables and code spans are; prose with one of the words is. The template's own text
/// is not.
fn actionable(node: Node, template: Option<&Template>) -> bool {
    let section = &node.section;
    let own = |span: Span| {
        let text = section.str(span).trim();
        template.is_some_and(|t| {
            t.placeholders.contains(text) || t.guidance.contains(&Template::line_key(text))
        })
    };
    section.all_blocks().any(|(_, block)| match &block.kind {
        BlockKind::Code { .. } => block.lines.iter().any(|l| !section.str(*l).trim().is_empty() && !own(*l)),
        BlockKind::Table(table) => table.rows.iter().any(|r| !own(r.span)),
        BlockKind::Paragraph => {
            let item = block.parent.is_some();
            let coded = section.facts.inlines(block).iter().any(|i| i.kind == InlineKind::Code);
            let lines = || block.lines.iter().filter(|l| !own(**l));
            let acts = |line: &Span| {
                let text = section.str(*line).to_lowercase();
                let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '/'));
                words.any(|w| ACTIONS.contains(&w)) || ACTIONS.iter().any(|a| !a.is_ascii() && text.contains(a))
            };
            lines().next().is_some() && (item || coded || lines().any(acts))
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix};
    use expect_test::expect;

    const RULE: &str = "rollback-without-steps";

    #[test]
    fn a_wish_is_no_step() {
        check(RULE, "# Plan\n\n## 10. Rollback Plan\nWe roll back when something breaks.\n", expect![[r#"
            3:4-3:21 info `10. Rollback Plan` says nothing one can do
              offer: Add rollback steps
        "#]]);
    }

    #[test]
    fn a_short_answer_is_an_answer() {
        for answer in ["N/A", "Not needed, read-only.", "Revert the PR.", "```\ngit revert HEAD\n```", "- flip it", "回滚到上一版本"] {
            check(RULE, &format!("# Plan\n\n## Rollback\n{answer}\n"), expect![[""]]);
        }
    }

    #[test]
    fn the_templates_own_text_is_no_step() {
        let phased = Case { template: Some("phased"), ..Case::default() };
        let text = "# Plan\n\n## Migration/Deployment\n\n### Rollback Plan\n\n1. Step 1\n2. Step 2\n";
        check_case(RULE, &phased, text, expect![[r#"
            5:5-5:18 warning `Rollback Plan` says nothing one can do
              offer: Add rollback steps
        "#]]);
    }

    #[test]
    fn steps_beneath_a_subsection_count() {
        check(RULE, "# Plan\n\n## Rollback\nHow to go home.\n\n### Steps\n1. Flip it\n", expect![[""]]);
    }

    #[test]
    fn the_fix_adds_steps() {
        check_fix(RULE, "# Plan\r\n\r\n## Rollback\r\nWe roll back.\r\n\r\n## Notes\r\nx\r\n", expect![[r#"
            # Plan␍
            ␍
            ## Rollback␍
            We roll back.␍
            ␍
            1. [Step to go back]␍
            2. [Check that it worked]␍
            ␍
            ## Notes␍
            x␍
        "#]]);
    }
}
