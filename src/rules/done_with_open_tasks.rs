//! `done-with-open-tasks`: a status and the boxes beneath it do not agree.

use super::{Context, Finding};
use crate::plan::claim::{self, Claim};
use crate::plan::status::StatusClass;
use crate::plan::NodeId;
use crate::syntax::Check;
use crate::text::{Edit, Span};
use rustc_hash::FxHashMap;

declare! {
    /// A status says done while boxes beneath it are open, or not done while all are ticked.
    ///
    /// One of the two is wrong, and who reads only the heading or the timeline believes the wrong
    /// one. Read are marks in headings (`✅`, `(done)`), `Status` fields and the status cells of
    /// timelines; tasks that say they are optional or deferred do not count.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Phase 1: Store ✅
    /// - [x] Vault client
    /// - [ ] Retry when the vault is slow
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Phase 1: Store ✅
    /// - [x] Vault client
    /// - [ ] Retry when the vault is slow (deferred)
    ///
    /// ## Phase 2: Show (in progress)
    /// - [ ] List of cards
    /// ```
    "done-with-open-tasks",
    template: Warning, generic: Warning, about: Wrong, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    // Read once for all claims about one phase.
    let mut boxes: FxHashMap<Option<NodeId>, Boxes> = FxHashMap::default();
    let mut found = vec![];
    for claim in claim::all(context.plan).iter().filter(|c| c.status.done || is_unfinished(c)) {
        let about = claim.node;
        let boxes = boxes.entry(about).or_insert_with(|| claim::boxes(context.plan, about));
        found.extend(finding(context, claim, boxes));
    }
    found
}

type Boxes = Vec<(NodeId, Check)>;

/// Whether it says that not all is done yet: not begun, or in progress.
fn is_unfinished(claim: &Claim) -> bool {
    let word = claim.status.word.to_lowercase();
    let begun = ["in progress", "wip", "ongoing", "🚧", "🔄"].iter().any(|w| word.starts_with(w));
    begun || claim.status.class == StatusClass::Draft
}

fn finding(context: &Context, claim: &Claim, boxes: &Boxes) -> Option<Finding> {
    // More ticks than that are no one's correction.
    const MOST: usize = 500;
    let open: Vec<&(NodeId, Check)> = boxes.iter().filter(|(_, b)| !b.done).collect();
    let subject = match claim.node.and_then(|id| context.plan.node(id)) {
        Some(node) => format!("`{}`", node.name()),
        None => "the plan".to_owned(),
    };
    let said = &claim.status.word;
    if claim.status.done && !open.is_empty() {
        let count = match (open.len(), boxes.len()) {
            (_, 1) => "its only task is open".to_owned(),
            (1, all) => format!("1 of its {all} tasks is open"),
            (open, all) => format!("{open} of its {all} tasks are open"),
        };
        let message = format!("{subject} is said to be `{said}`, but {count}");
        let mut finding = Finding::new(claim.span, message);
        if let Some(first) = open.first().and_then(|(id, b)| Some(context.plan.node(*id)?.span(b.span))) {
            finding = finding.relate(first, "the first open one");
        }
        let ticked = open.iter().filter_map(|(id, b)| Some(Edit::replace(context.plan.node(*id)?.span(b.span), "[x]")));
        let word = instead(said, true);
        let lowered = Edit::replace(with_mark(context, claim), word.clone());
        let finding = finding.offer(format!("Change to `{word}`"), vec![lowered]);
        if open.len() > MOST {
            return Some(finding);
        }
        return Some(finding.offer("Tick the open tasks", ticked.collect()));
    }
    if !claim.status.done && open.is_empty() && boxes.len() > 1 {
        let message = format!("{subject} is said to be `{said}`, but all its {} tasks are ticked", boxes.len());
        let finding = Finding::new(claim.span, message);
        let word = instead(said, false);
        let edit = Edit::replace(with_mark(context, claim), word.clone());
        let last = boxes.last().and_then(|(id, b)| Some(Edit::replace(context.plan.node(*id)?.span(b.span), "[ ]")));
        let finding = finding.offer(format!("Change to `{word}`"), vec![edit]);
        return Some(finding.offer("Open the last task again", last.into_iter().collect()));
    }
    None
}

/// The claim, with a mark right before its word that says the same (`✅ DONE`).
fn with_mark(context: &Context, claim: &Claim) -> Span {
    const FAR: usize = 12;
    let text = context.document.text();
    let from = text.floor(claim.span.start.saturating_sub(FAR));
    let before = text.slice(Span::new(from, claim.span.start));
    let bare = before.trim_end().trim_end_matches(['✅', '✔', '☑', '✓', '\u{fe0f}', '🚧', '🔄', '⬜', '📝', '⏳']);
    if bare.len() < before.trim_end().len() { Span::new(from + bare.len(), claim.span.end) } else { claim.span }
}

/// The opposite status in the spelling of `word`.
fn instead(word: &str, was_done: bool) -> String {
    let plain = if was_done { "In Progress" } else { "Done" };
    match word {
        "[x]" | "[X]" => return "[ ]".to_owned(),
        "[ ]" | "[/]" | "[~]" => return "[x]".to_owned(),
        _ => {}
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    if letters.peek().is_none() {
        return if was_done { "🚧" } else { "✅" }.to_owned();
    }
    let upper = word.chars().all(|c| !c.is_lowercase());
    let lower = word.chars().all(|c| !c.is_uppercase());
    match (upper, lower) {
        (true, false) => plain.to_uppercase(),
        (false, true) => plain.to_lowercase(),
        _ => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::expect;

    #[test]
    fn headings_fields_cells_and_the_plan_itself() {
        let text = "# Plan: X\n\n**Status:** Completed\n\n## Phase 1: A ✅ DONE\n- [x] a\n- [ ] b\n\n## Phase 2: B\n**Status**: ✅ Complete\n### Step 2.1: c\n- [ ] c\n\n## Phase 3: C\n- [ ] d\n\n| Phase | End | Status |\n|---|---|---|\n| Phase 3 | 2026-01-02 | Done |\n";
        check("done-with-open-tasks", text, expect![[r#"
            3:13-3:22 warning the plan is said to be `Completed`, but 3 of its 4 tasks are open
              see 7: the first open one
              offer: Change to `In Progress`
              offer: Tick the open tasks
            5:17-5:21 warning `Phase 1: A` is said to be `DONE`, but 1 of its 2 tasks is open
              see 7: the first open one
              offer: Change to `IN PROGRESS`
              offer: Tick the open tasks
            10:15-10:23 warning `Phase 2: B` is said to be `Complete`, but its only task is open
              see 12: the first open one
              offer: Change to `In Progress`
              offer: Tick the open tasks
            19:26-19:30 warning `Phase 3: C` is said to be `Done`, but its only task is open
              see 15: the first open one
              offer: Change to `In Progress`
              offer: Tick the open tasks
        "#]]);
    }

    #[test]
    fn the_reverse() {
        let text = "# Plan: X\n\n**Status:** Draft\n\n## Phase 1: A (not started)\n- [x] a\n- [x] b\n\n## Phase 2: B\n**Status:** Blocked\n- [x] c\n- [x] d\n";
        check("done-with-open-tasks", text, expect![[r#"
            3:13-3:18 warning the plan is said to be `Draft`, but all its 4 tasks are ticked
              offer: Change to `Done`
              offer: Open the last task again
            5:16-5:27 warning `Phase 1: A` is said to be `not started`, but all its 2 tasks are ticked
              offer: Change to `done`
              offer: Open the last task again
        "#]]);
    }

    #[test]
    fn what_agrees_or_hedges() {
        let text = "# Plan: X\n\n**Status:** Completed\n\n## Prerequisites\n- [ ] z\n\n## Phase 1: A ✅\n- [x] a\n- [ ] b (optional)\n- [ ] ~~c~~\n\n## Phase 2: B (done except docs)\n- [x] d\n\n## Acceptance Criteria\n- [ ] fast\n\n```md\n- [ ] e\n```\n";
        check("done-with-open-tasks", text, expect![[""]]);
    }

    #[test]
    fn the_fix_lowers_the_claim() {
        check_fix("done-with-open-tasks", "# Plan\n\n## Phase 1: A ✅ DONE\n- [ ] a", expect![[r#"
            # Plan

            ## Phase 1: A IN PROGRESS
            - [ ] a"#]]);
        check_fix("done-with-open-tasks", "# 计划\n\n## 阶段1：甲\n\n**Status:** Done\n\n- [ ] 一\n", expect![[r#"
            # 计划

            ## 阶段1：甲

            **Status:** In Progress

            - [ ] 一
        "#]]);
        check_fix("done-with-open-tasks", "# Plan\n\n## Phase 1: A [ ]\n- [x] a\n- [x] b\n\n## Phase 2: B 📝\n- [x] c\n- [x] d\n", expect![[r#"
            # Plan

            ## Phase 1: A [ ]
            - [x] a
            - [x] b

            ## Phase 2: B ✅
            - [x] c
            - [x] d
        "#]]);
    }
}
