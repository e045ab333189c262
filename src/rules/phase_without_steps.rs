//! `phase-without-steps`: a phase or step with nothing to do in it.

use super::{Finding, SectionContext};
use crate::plan::Section;
use crate::plan::heading::Kind;
use crate::syntax::BlockKind;
use crate::template::insert;
use crate::text::Span;

declare! {
    /// A phase or step has no task, step, file or text of its own.
    ///
    /// A phase that is only a name cannot be estimated, started or finished. Fields such as an
    /// estimate, a date or an owner alone do not say what is done.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ### Phase 1: Vault
    ///
    /// **Estimated Time:** 2 days
    ///
    /// ### Phase 2: Checkout
    ///
    /// - [ ] Offer the saved card
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ### Phase 1: Vault
    ///
    /// Store tokens with the SDK's `put`, nothing else.
    /// ```
    "phase-without-steps",
    template: Warning, generic: Info, about: Unfilled, fixes: Offered, Section(check)
}

/// Labels that say when, who and how long, but not what.
const ABOUT_IT: &[&str] = &[
    "estimate", "estimated time", "estimated effort", "estimated duration", "estimated hours", "effort",
    "duration", "time", "status", "owner", "assignee", "priority", "start", "start date", "end",
    "end date", "due", "due date", "deadline", "dates", "risk", "risk level", "timeline", "complexity",
];

fn check(context: &SectionContext) -> Vec<Finding> {
    let section = context.section;
    let work = matches!(context.kind, Kind::Phase | Kind::Step);
    let Some(heading) = section.heading.as_ref().filter(|_| work && !context.has_children) else {
        return vec![];
    };
    // A title as long as a sentence, or a status, says what was done.
    let told = heading.name.status.is_some()
        || context.is_blank_of_template()
        || says_something(section);
    if told {
        return vec![];
    }
    let message = format!("nothing to do in `{}`", heading.name.name);
    let finding = Finding::new(heading.text, message);
    let Some(at) = insert::tail(section) else { return vec![finding] };
    let body = context.slot.map(|slot| slot.body.clone()).filter(|b| !b.is_empty());
    let text = match body {
        Some(body) if section.top_blocks().next().is_none() => body,
        _ => "- [ ] [First task]".to_owned(),
    };
    vec![finding.offer("Add a first task", vec![insert::block(section, at, &text)])]
}

/// Whether anything but such fields stands in the section.
fn says_something(section: &Section) -> bool {
    section.top_blocks().any(|(id, block)| match &block.kind {
        BlockKind::Break => false,
        BlockKind::Html => !crate::plan::section::is_comment(section.str(block.span)),
        BlockKind::Paragraph => {
            let mut about = section.fields.iter().filter(|f| f.block == id).peekable();
            about.peek().is_none() || about.any(|f| !ABOUT_IT.contains(&f.key.as_str()) && !f.value.is_empty())
        }
        BlockKind::List { .. } => {
            let first = section.items.partition_point(|i| i.span.start < block.span.start);
            let items = section.items.iter().skip(first).take_while(|i| i.span.end <= block.span.end);
            let about = |text: Span| {
                let next = section.fields.partition_point(|f| f.label.start < text.start);
                let field = section.fields.get(next).filter(|f| text.covers(f.label));
                field.is_some_and(|f| ABOUT_IT.contains(&f.key.as_str()))
            };
            items.into_iter().any(|i| !i.text.is_empty() && !about(i.text))
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::expect;

    const RULE: &str = "phase-without-steps";

    #[test]
    fn nothing_but_a_name_or_an_estimate() {
        let text = "# Plan\n\n## Phase 1: A\n\n## Phase 2: B\n- **Duration**: 2 days\n\n## Phase 3: C\nx\n";
        check(RULE, text, expect![[r#"
            3:4-3:14 info nothing to do in `Phase 1: A`
              offer: Add a first task
            5:4-5:14 info nothing to do in `Phase 2: B`
              offer: Add a first task
        "#]]);
    }

    #[test]
    fn any_work_is_work() {
        let text = "# Plan\n\n## Phase 1: A\n**Goal:** ship\n\n## Phase 2: B\n```sh\nmake\n```\n\n## Phase 3: C\n### Step 3.1: D\n1. e\n\n## Phase 4: E ✅\n";
        check(RULE, text, expect![[""]]);
    }

    #[test]
    fn nothing_is_added_to_a_comment_left_open() {
        check(RULE, "# Plan\n\n## Phase 1: A\n<!-- to be continued\n", expect![[r#"
            3:4-3:14 info nothing to do in `Phase 1: A`
        "#]]);
    }

    #[test]
    fn a_heading_of_two_lines_stays_one() {
        check_fix(RULE, "# Plan\n\n## Phase 1: A\nNotes\n=====\nx\n", expect![[r#"
            # Plan

            ## Phase 1: A

            - [ ] [First task]

            Notes
            =====
            x
        "#]]);
    }

    #[test]
    fn sections_are_another_rules_business() {
        check(RULE, "# Plan\n\n## 阶段 1：准备\n\n## Risks\n", expect![[r#"
            3:4-3:11 info nothing to do in `阶段 1：准备`
              offer: Add a first task
        "#]]);
    }

    #[test]
    fn the_fix_gives_it_a_task() {
        check_fix(RULE, "# Plan\r\n\r\n## Phase 1: A\r\n\r\n**Duration:** 1 day\r\n\r\n## Phase 2: B\r\nx\r\n", expect![[r#"
            # Plan␍
            ␍
            ## Phase 1: A␍
            ␍
            **Duration:** 1 day␍
            ␍
            - [ ] [First task]␍
            ␍
            ## Phase 2: B␍
            x␍
        "#]]);
    }
}
