//! `rollback-without-verification`: rollback steps, but none that checks the result.

use super::{Context, Finding};
use crate::plan::{Concept, Item, Node, NodeId};
use crate::template::Template;
use crate::text::{Edit, Span};

declare! {
    /// A rollback has steps, but none that checks the result.
    ///
    /// A rollback that was not checked is a hope. One last step is enough: what to look at, and
    /// what it should say.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Rollback
    /// 1. Switch `saved_cards` off
    /// 2. Redeploy the last release
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Rollback
    /// 1. Switch `saved_cards` off
    /// 2. Verify that a guest checkout goes through
    /// ```
    "rollback-without-verification",
    template: Hint, generic: Hint, about: Unfilled, fixes: Offered, Document(check)
}

/// Words of checking, as parts of words.
const CHECKS: &[&str] = &[
    "verif", "check", "confirm", "test", "validat", "monitor", "ensure", "smoke", "health", "assert",
    "watch", "observe", "compare", "see that", "make sure", "inspect", "prüf", "überprüf", "vérif",
    "comprob", "подтверд", "провер", "убед", "确认", "验证", "检查", "確認", "検証", "검증", "확인",
];

fn check(context: &Context) -> Vec<Finding> {
    let sections = context.plan.with_concept(Concept::Rollback);
    sections.filter_map(|(id, node)| finding(context, id, node)).collect()
}

fn finding(context: &Context, id: NodeId, node: Node) -> Option<Finding> {
    let parts = || context.plan.subtree(id).map(|(_, n)| n);
    let checks = |n: Node| {
        let text = n.section.str(n.section.span).to_lowercase();
        CHECKS.iter().any(|c| text.contains(c))
    };
    // The longest list is the procedure; one item is a short answer.
    let steps = |n: Node| n.section.items.iter().filter(|i| i.parent.is_none()).count();
    let longest = parts().max_by_key(|n| steps(*n))?;
    if steps(longest) < 2 || parts().any(checks) {
        return None;
    }
    // Steps that are still the template's say nothing yet.
    let section = &longest.section;
    let left = |text: &str| {
        context.template.is_some_and(|t| t.guidance.contains(&Template::line_key(text)))
    };
    let open = |i: &Item| {
        section.placeholders().iter().any(|p| p.span.overlaps(i.text)) || left(section.str(i.text))
    };
    if longest.section.items.iter().filter(|i| i.parent.is_none()).all(open) {
        return None;
    }
    let message = format!("no step of `{}` checks that it worked", node.name());
    let finding = Finding::new(node.heading_span(), message);
    let last = longest.section.items.iter().rev().find(|i| i.parent.is_none())?;
    let edit = next_item(longest, last, "Verify that [what works again]");
    Some(finding.offer("Add a step that verifies the result", vec![edit]))
}

/// An item after the last one, of its shape and with the next number.
fn next_item(node: Node, last: &Item, text: &str) -> Edit {
    let section = &node.section;
    let indent = Span::new(section.facts.lines_of(last.marker).start, last.marker.start);
    let close = section.str(last.marker).chars().next_back().unwrap_or('.');
    let marker = match last.number {
        Some(number) => format!("{}{close}", number + 1),
        None => section.str(last.marker).to_owned(),
    };
    let check = if last.check.is_some() { "[ ] " } else { "" };
    let item = format!("\n{}{marker} {check}{text}", section.str(indent));
    Edit::insert(node.start + last.span.end, item)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::expect;

    const RULE: &str = "rollback-without-verification";

    #[test]
    fn two_steps_and_no_check() {
        check(RULE, "# Plan\n\n## Rollback\n- a\n- b\n", expect![[r#"
            3:4-3:12 hint no step of `Rollback` checks that it worked
              offer: Add a step that verifies the result
        "#]]);
    }

    #[test]
    fn a_check_anywhere_in_it_is_enough() {
        check(RULE, "# Plan\n\n## 回滚\n1. a\n2. b\n\n### Then\n确认服务正常\n", expect![[""]]);
    }

    #[test]
    fn a_short_answer_needs_none() {
        check(RULE, "# Plan\n\n## Rollback\n- `git revert`\n", expect![[""]]);
    }

    #[test]
    fn the_fix_adds_the_next_number() {
        check_fix(RULE, "# Plan\r\n\r\n## Rollback\r\n  1) a\r\n  2) b\r\n     - c\r\n\r\n## X\r\ny\r\n", expect![[r#"
            # Plan␍
            ␍
            ## Rollback␍
              1) a␍
              2) b␍
                 - c␍
              3) Verify that [what works again]␍
            ␍
            ## X␍
            y␍
        "#]]);
    }
}
