//! `missing-phases`: a plan without a phase, step or task.

use super::{Context, Finding};
use crate::plan::{Concept, Node};

declare! {
    /// The plan has no phase, step or task.
    ///
    /// A plan says who does what next. Headings (`Phase 1: …`, `Step 2.1: …`), numbered items and
    /// check boxes all count, as does any section that describes the steps.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risks
    /// - The vault is slow. **Mitigation**: cache tokens
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// 1. Store tokens
    /// 2. Show them at checkout
    /// ```
    "missing-phases",
    template: Warning, generic: Info, about: Missing, fixes: Offered, Document(check)
}

/// What lists of other things are about.
const OTHER: &[Concept] = &[
    Concept::Testing,
    Concept::Risks,
    Concept::Rollback,
    Concept::Acceptance,
    Concept::Prerequisites,
    Concept::Dependencies,
    Concept::OpenQuestions,
    Concept::Review,
    Concept::Approval,
    Concept::Documentation,
    Concept::RelatedDocuments,
    Concept::Monitoring,
    Concept::Deployment,
];

fn check(context: &Context) -> Vec<Finding> {
    let plan = context.plan;
    let works = |n: Node| {
        let listed = n.section.items.iter().any(|i| i.check.is_some() || i.number.is_some());
        // A list of tests or ways back is not the work.
        let other = n.within.is_some_and(|c| OTHER.contains(&c));
        n.is_work() || n.concept == Some(Concept::Phases) || (listed && !other)
    };
    if plan.nodes.iter().any(works) {
        return vec![];
    }
    super::missing::offer(context, Concept::Phases, "plan has no phases, steps or tasks")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::expect;

    #[test]
    fn a_plan_of_prose_has_no_phases() {
        check("missing-phases", "# Plan: X\n\n## Overview\nWords.\n", expect![[r#"
            1:3-1:10 info plan has no phases, steps or tasks
              offer: Add an `Implementation Steps` section
        "#]]);
    }

    #[test]
    fn numbered_items_boxes_and_headings_are_work() {
        for text in ["1. Do it\n", "- [ ] Do it\n", "## Phase 1: Do it\n", "## Implementation Steps\nDo it.\n"] {
            check("missing-phases", &format!("# Plan: X\n\n{text}"), expect![[""]]);
        }
    }

    #[test]
    fn the_fix_adds_a_section_of_phases() {
        check_fix("missing-phases", "# Plan: X\r\n\r\n## Overview\r\nWords.\r\n", expect![[r#"
            # Plan: X␍
            ␍
            ## Overview␍
            Words.␍
            ␍
            ## Implementation Steps␍
            ␍
            ### Phase 1: [Name]␍
            ␍
            - [ ] [Task]␍
        "#]]);
    }

    #[test]
    fn headings_in_a_fence_are_no_phases() {
        check("missing-phases", "# Plan: X\n\n```md\n## Phase 1: A\n- [ ] b\n```\n", expect![[r#"
            1:3-1:10 info plan has no phases, steps or tasks
              offer: Add an `Implementation Steps` section
        "#]]);
    }
}
