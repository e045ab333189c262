//! `estimate-mismatch`: a phase that is to take less time than its steps.

use super::{Context, Finding};
use crate::plan::estimate::Estimate;
use crate::plan::NodeId;
use crate::text::Edit;

declare! {
    /// A phase's estimate is below the sum of its steps'.
    ///
    /// Either a step was added and the phase forgotten, or the steps are done side by side, which is
    /// worth a word. Of ranges the phase's most is compared with the steps' least.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Phase 1: Store
    /// **Estimated Time:** 2 days
    ///
    /// ### Step 1.1: Vault client
    /// **Estimated Time:** 2 days
    ///
    /// ### Step 1.2: Retries
    /// **Estimated Time:** 1 day
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Phase 1: Store (3 days)
    ///
    /// ### Step 1.1: Vault client (2-3 days)
    /// - [ ] Call it
    ///
    /// ### Step 1.2: Retries (4 hours)
    /// - [ ] Wait longer each time
    /// ```
    "estimate-mismatch",
    template: Info, generic: Info, about: Wrong, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    let phases = context.plan.work().filter(|(id, node)| node.end > id + 1);
    phases.filter_map(|(id, _)| finding(context, id)).collect()
}

fn finding(context: &Context, id: NodeId) -> Option<Finding> {
    let node = context.plan.node(id)?;
    let (span, own) = node.section.estimate()?;
    let text = node.section.str(span);
    let parts: Vec<(NodeId, Estimate)> = parts(context, id);
    let sum = parts.iter().map(|(_, e)| *e).reduce(Estimate::plus)?;
    let apart = ["parallel", "concurrent", "并行", "並行"].iter().any(|w| text.to_lowercase().contains(w));
    if parts.len() < 2 || sum.min_minutes <= own.max_minutes || apart {
        return None;
    }
    let message = format!("`{text}` is less than the {sum} of its {} steps", parts.len());
    let finding = parts.iter().take(5).filter_map(|(id, e)| Some((context.plan.node(*id)?, e))).fold(
        Finding::new(node.span(span), message),
        |finding, (part, estimate)| finding.relate(part.heading_span(), format!("{estimate}")),
    );
    // Only a value that is nothing but its estimate can be replaced without losing words.
    let bare = text.chars().count() <= 20 && !text.contains(['(', ',', ';', '（']);
    Some(if bare { finding.offer(format!("Change to {sum}"), vec![Edit::replace(node.span(span), sum.to_string())]) } else { finding })
}

/// The estimates of the outermost phases and steps beneath one.
fn parts(context: &Context, id: NodeId) -> Vec<(NodeId, Estimate)> {
    let mut found = vec![];
    let (mut next, end) = (id + 1, context.plan.node(id).map_or(id, |n| n.end));
    while let Some(node) = context.plan.node(next).filter(|_| next < end) {
        let estimate = node.section.estimate().filter(|_| node.is_work());
        found.extend(estimate.map(|(_, e)| (next, e)));
        next = if node.is_work() { node.end.max(next + 1) } else { next + 1 };
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::expect;

    fn plan(phase: &str, steps: &[&str]) -> String {
        let steps: String = steps.iter().enumerate().map(|(i, s)| format!("### Step 1.{}: S ({s})\nx\n\n", i + 1)).collect();
        format!("# Plan: X\n\n## Phase 1: A\n**Estimated Time:** {phase}\n\n{steps}")
    }

    #[test]
    fn less_than_the_sum() {
        check("estimate-mismatch", &plan("1 day", &["4 hours", "6 hours"]), expect![[r#"
            4:21-4:26 info `1 day` is less than the 10 hours of its 2 steps
              see 6: 4 hours
              see 9: 6 hours
              offer: Change to 10 hours
        "#]]);
        let heading = "# Plan\n\n## 1. Phase 1: A (1 week) ✅\n\n### Step 1: B\n- **Effort**: 4 days\n\n### Step 2: C\n- **Effort**: 2-3 days\n";
        check("estimate-mismatch", heading, expect![[r#"
            3:19-3:25 info `1 week` is less than the 6–7 days of its 2 steps
              see 5: 4 days
              see 8: 2–3 days
              offer: Change to 6–7 days
        "#]]);
    }

    #[test]
    fn enough_open_or_no_estimates() {
        for (phase, steps) in [
            ("2 days", &["1 day", "1 day"][..]),
            ("1-3 days", &["1 day", "2-3 days"]),
            ("2+ days", &["4 days", "4 days"]),
            ("1 day (parallel)", &["1 day", "1 day"]),
            ("TBD", &["1 day", "1 day"]),
            ("1 sprint", &["3 weeks", "2 weeks"]),
            ("1 hour", &["someday", "core"]),
        ] {
            check("estimate-mismatch", &plan(phase, steps), expect![[""]]);
        }
    }

    #[test]
    fn nested_steps_count_once_and_fences_never() {
        let text = "# Plan\n\n## Phase 1: A (2 days)\n\n### Step 1.1: B (1 day)\nx\n\n#### Step 1.1.1: C (1 day)\nx\n\n### Step 1.2: D (1 day)\n\n```md\n### Step 1.3: E (9 days)\n```\n";
        check("estimate-mismatch", text, expect![[""]]);
    }

    #[test]
    fn the_fix_is_the_sum() {
        check_fix("estimate-mismatch", &plan("1 day", &["1 day", "2 days"]), expect![[r#"
            # Plan: X

            ## Phase 1: A
            **Estimated Time:** 3 days

            ### Step 1.1: S (1 day)
            x

            ### Step 1.2: S (2 days)
            x

        "#]]);
        check_fix("estimate-mismatch", "# 计划\n\n## 阶段1：甲（2天）\n\n### 步骤1：乙（2天）\nx\n\n### 步骤2：丙（1天）\nx", expect![[r#"
            # 计划

            ## 阶段1：甲（3 days）

            ### 步骤1：乙（2天）
            x

            ### 步骤2：丙（1天）
            x"#]]);
    }
}
