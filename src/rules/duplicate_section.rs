//! `duplicate-section`: one section twice under one parent.

use super::{Context, Finding};
use crate::plan::heading::Kind;
use crate::plan::{Node, NodeId};
use rustc_hash::FxHashMap;

declare! {
    /// A section stands twice under one parent.
    ///
    /// Two sections of one name split the answer: half the risks are read, half are not. Reported
    /// when the headings are the same, or when both fill a slot of the template that is there once.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risks
    /// - The vault is slow
    ///
    /// ## Rollback
    /// 1. Switch the flag off
    ///
    /// ## Risks
    /// - The SDK is new
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Phase 1: Store
    ///
    /// ### Risks
    /// - The vault is slow
    ///
    /// ## Phase 2: Show
    ///
    /// ### Risks
    /// - The SDK is new
    /// ```
    "duplicate-section",
    template: Warning, generic: Hint, about: Wrong, fixes: None, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    let mut seen: FxHashMap<(Option<NodeId>, u8, &str), NodeId> = FxHashMap::default();
    let mut found = vec![];
    for (id, node) in context.plan.nodes.iter().enumerate() {
        let Some(heading) = &node.section.heading else { continue };
        // Numbered work has a rule of its own, and steps may well share a name.
        if node.kind != Kind::Section || heading.key.is_empty() || heading.name.number.is_some() {
            continue;
        }
        let key = (node.parent, node.level, heading.key.as_str());
        match seen.get(&key) {
            Some(first) => found.extend(finding(context, *first, node)),
            None => {
                seen.insert(key, id);
            }
        }
    }
    found
}

fn finding(context: &Context, first: NodeId, node: Node) -> Option<Finding> {
    let first = context.plan.node(first)?;
    let message = format!("there is already a section `{}`", first.name());
    let finding = Finding::new(node.heading_span(), message);
    Some(finding.relate(first.heading_span(), "the first one"))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;
    use expect_test::expect;

    #[test]
    fn the_second_of_a_name_is_reported_with_the_first() {
        check("duplicate-section", "# Plan: X\n\n## Risks\na\n\n## Notes\nb\n\n## 🚧 risks:\nc\n", expect![[r#"
            9:4-9:12 hint there is already a section `Risks`
              see 3: the first one
        "#]]);
    }

    #[test]
    fn the_same_name_under_different_parents_is_normal() {
        let text = "# Plan: X\n\n## Phase 1: A\n### Tests\na\n\n## Phase 2: B\n### Tests\nb\n";
        check("duplicate-section", text, expect![[""]]);
    }

    #[test]
    fn steps_may_share_a_name() {
        let text = "# Plan: X\n\n### Step 1: Test\na\n\n### Step 2: Test\nb\n";
        check("duplicate-section", text, expect![[""]]);
    }

    #[test]
    fn numbers_and_crlf_do_not_matter() {
        let text = "# 计划\r\n\r\n## 风险\r\na\r\n\r\n## 风险\r\nb\r\n";
        check("duplicate-section", text, expect![[r#"
            6:4-6:6 hint there is already a section `风险`
              see 3: the first one
        "#]]);
    }
}
