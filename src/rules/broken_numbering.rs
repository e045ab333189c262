//! `broken-numbering`: a number given twice, left out or out of order among siblings.

use super::{Context, Finding};
use crate::plan::renumber;
use crate::plan::series::{self, Fault, Irregular, Key, Place, Series};
use rustc_hash::{FxHashMap, FxHashSet};

declare! {
    /// A phase, step or section has a number that does not follow from the one before it.
    ///
    /// Numbers are how a plan is talked about: with two phases 2 nobody knows which one is done.
    /// Only siblings are compared: numbers may begin anywhere, go on across phases, begin again
    /// under another heading, and have others put in between (`4.5`, `1b`).
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Phase 1: Store
    /// - [ ] Vault client
    ///
    /// ## Phase 2: Show
    /// - [ ] List of cards
    ///
    /// ## Phase 2: Pay
    /// - [ ] Pay with a saved card
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Phase 1: Store
    /// - [ ] Vault client
    ///
    /// ## Phase 1b: Clean up
    /// - [ ] Old tokens
    ///
    /// ## Phase 2: Show
    /// - [ ] List of cards
    /// ```
    "broken-numbering",
    template: Warning, generic: Warning, about: Wrong, fixes: Safe, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    const MOST: usize = 100;
    let mut keys: FxHashMap<&str, FxHashSet<Key>> = FxHashMap::default();
    let mut found = vec![];
    for series in context.plan.series().iter().filter(|s| s.is_counted()) {
        // What stands elsewhere can only excuse.
        if series.irregular(|_| false).is_empty() {
            continue;
        }
        let word = series.word.as_str();
        let keys = keys.entry(word).or_insert_with(|| series::keys(context.plan, word));
        let mut irregular = series.irregular(|key| keys.contains(key));
        // Numbers that hardly ever follow each other were not meant to: issue numbers, codes.
        if irregular.len() * 2 > series.members.len() || irregular.len() > MOST {
            continue;
        }
        irregular.retain(|fault| !series.is_in_doubt(context.plan, fault));
        // A number that stands elsewhere must not be given a second time.
        let own: FxHashSet<&Key> = series.members.iter().map(|m| &m.key).collect();
        let alone = series.irregular(|key| own.contains(key)) == irregular;
        let shifts = series.renumbered().filter(|shifts| {
            let first = series.members.first().map(|m| m.node);
            // Where it begins lower, the numbers that begin again behind it would be taken for its own.
            let lower = || shifts.first().is_some_and(|s| Some(s.node) == first);
            alone && found.len() < MOST && !is_missed(context, series) && !(lower() && goes_on(context, series))
        });
        // Letters name as often as they count.
        let letters = series.members.iter().any(|m| m.key.iter().any(|part| part.0));
        let fixed = shifts.map(|shifts| renumber::edits(context.plan, &shifts));
        let fixed = fixed.map(|(edits, sure)| (edits, sure && !letters));
        for fault in irregular {
            let Some(finding) = finding(context, series, &fault) else { continue };
            let title = "Renumber, with everything that names them".to_owned();
            found.push(match &fixed {
                Some((edits, true)) if !edits.is_empty() => finding.safe(title, edits.clone()),
                Some((edits, false)) if !edits.is_empty() => finding.offer(title, edits.clone()),
                _ => finding,
            });
        }
    }
    found
}

/// Whether there is another series of the same word beneath the same heading.
fn goes_on(context: &Context, series: &Series) -> bool {
    let same = |other: &&Series| other.word == series.word && other.parent == series.parent;
    context.plan.series().iter().filter(same).count() > 1
}

/// Whether somebody speaks of a number that is left out: renumbered, it would be another's.
fn is_missed(context: &Context, series: &Series) -> bool {
    const MOST: usize = 500;
    let references = context.plan.relations().references();
    let mut unknown = references.filter(|r| r.target.is_none() && r.word == series.word).take(MOST);
    unknown.any(|r| series.place(&r.number) == Place::Hole)
}

fn finding(context: &Context, series: &Series, fault: &Irregular) -> Option<Finding> {
    let node = context.plan.node(fault.node)?;
    let number = |id| series.members.iter().find(|m| m.node == id).map(|m| m.number.text.as_str());
    let (other, message, place) = match fault.fault {
        Fault::Duplicate(first) => {
            let name = context.plan.node(first)?.name();
            (first, format!("`{name}` already has number {}", number(fault.node)?), "the first one")
        }
        Fault::Gap(before, first, last) => {
            let name = context.plan.node(before)?.name();
            let next = series.members.iter().find(|m| m.node == before)?.number.successor()?;
            let missing = match first == last {
                true => format!("number {next} is left out"),
                false => format!("numbers from {next} on are left out"),
            };
            (before, format!("`{}` follows `{name}`: {missing}", node.name()), "the one before it")
        }
        Fault::Late(before) => {
            let name = context.plan.node(before)?.name();
            (before, format!("`{}` stands after `{name}`", node.name()), "the higher number")
        }
        Fault::Early(after) => {
            let name = context.plan.node(after)?.name();
            (after, format!("`{}` stands before `{name}`", node.name()), "the lower number")
        }
    };
    let other = context.plan.node(other)?;
    Some(Finding::new(node.heading_span(), message).relate(other.heading_span(), place))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::{Expect, expect};

    fn headings(names: &[&str], expect: Expect) {
        let body: String = names.iter().map(|n| format!("## {n}\n- [ ] a\n\n")).collect();
        check("broken-numbering", &format!("# Implementation Plan: X\n\n{body}"), expect);
    }

    #[test]
    fn what_new_counts_would_not_put_right_is_only_said() {
        let text = "# Implementation Plan: X\n\n## Phase 1: A\n\n### Step 1.1: B\n- [ ] b\n\n### Step 1.2: C\n- [ ] c\n\n## Phase 2: D\n\n### Step 2.1: E\n- [ ] e\n\n### Step 1.2: C\n- [ ] f\n";
        check("broken-numbering", text, expect![[r#"
            13:5-13:16 warning `Step 2.1: E` stands before `Step 1.2: C`
              see 16: the lower number
        "#]]);
    }

    #[test]
    fn twice_left_out_and_out_of_order() {
        headings(&["Phase 1: A", "Phase 2: B", "Phase 2: C", "Phase 3: D"], expect![[r#"
            9:4-9:14 warning `Phase 2: B` already has number 2
              see 6: the first one
              safe: Renumber, with everything that names them
        "#]]);
        headings(&["Step 1: A", "Step 2: B", "Step 4: C"], expect![[r#"
            9:4-9:13 warning `Step 4: C` follows `Step 2: B`: number 3 is left out
              see 6: the one before it
              safe: Renumber, with everything that names them
        "#]]);
        headings(&["1. A", "3. B", "2. C", "4. D"], expect![[r#"
            6:4-6:8 warning `3. B` stands before `2. C`
              see 9: the lower number
              safe: Renumber, with everything that names them
        "#]]);
        headings(&["Task 5: E", "Task 1: A", "Task 2: B", "Task 3: C"], expect![[r#"
            3:4-3:13 warning `Task 5: E` stands before `Task 1: A`
              see 6: the lower number
        "#]]);
    }

    #[test]
    fn letters_are_changed_on_request_only() {
        headings(&["Step 1a: A", "Step 1b: B", "Step 1b: C"], expect![[r#"
            9:4-9:14 warning `Step 1b: B` already has number 1b
              see 6: the first one
              offer: Renumber, with everything that names them
        "#]]);
    }

    #[test]
    fn new_numbers_never_meet_others() {
        headings(&["Phase 1: A", "Phase 0: B", "Rollout", "Phase 1: C"], expect![[r#"
            3:4-3:14 warning `Phase 1: A` stands before `Phase 0: B`
              see 6: the lower number
        "#]]);
        let text = "# Plan: X\n\n## A\n### Phase 1: a\nx\n### Phase 1: b\nAfter Phase 2.\n\n## B\n### Phase 2: c\nx\n";
        check("broken-numbering", text, expect![[r#"
            6:5-6:15 warning `Phase 1: a` already has number 1
              see 4: the first one
        "#]]);
        let text = "# Plan: X\n\n## Phase 1: A\nx\n\n## Phase 1: B\n### Step 1\n#### Step 1.1\nx\n";
        check("broken-numbering", text, expect![[r#"
            6:4-6:14 warning `Phase 1: A` already has number 1
              see 3: the first one
        "#]]);
        let text = "# Plan: X\n\n## Phase 3: A\nx\n\n## Phase 1: B\n### Step 1.1: c\nx\n### Step 2.1: d\nx\n";
        check("broken-numbering", text, expect![[r#"
            3:4-3:14 warning `Phase 3: A` stands before `Phase 1: B`
              see 6: the lower number
        "#]]);
    }

    #[test]
    fn one_mistake_is_one_finding() {
        headings(&["Phase 1: A", "Phase 2: B", "Phase 2: C", "Phase 4: D"], expect![[r#"
            9:4-9:14 warning `Phase 2: B` already has number 2
              see 6: the first one
              safe: Renumber, with everything that names them
        "#]]);
        headings(&["Phase 1: A", "Phase 2: B", "Phase 4: C", "Phase 4: D"], expect![[r#"
            9:4-9:14 warning `Phase 4: C` follows `Phase 2: B`: number 3 is left out
              see 6: the one before it
              safe: Renumber, with everything that names them
        "#]]);
    }

    #[test]
    fn what_is_normal() {
        for names in [
            &["Phase 0: A", "Phase 1: B"][..],
            &["Phase 3: A", "Phase 4: B"],
            &["Phase 4: A", "Phase 4.5: B", "Phase 5: C"],
            &["Step 1: A", "Step 1b: B", "Step 2: C"],
            &["Phase 3: A", "Phase 4A: B", "Phase 4B: C", "Phase 5: D"],
            &["Phase 1: A", "Phase 2: B", "Rollout", "Phase 1: C", "Phase 2: D"],
            &["Phase 1: A", "Phase 2: B", "Phase 1: C", "Phase 2: D"],
            &["Phase 1-2: A", "Phase 3: B"],
            &["Week 1: A", "Week 3: B", "Week 3: C"],
            &["P1: A", "P1: B", "P3: C"],
            &["Phase A: A", "Phase B: B", "Phase C: C"],
            &["Phase I: A", "Phase II: B", "Phase III: C"],
            &["2.1 A", "2.2 B", "3.1 C"],
            &["Task 12: A", "Task 45: B", "Task 7: C"],
        ] {
            headings(names, expect![[""]]);
        }
    }

    #[test]
    fn numbers_go_on_across_parents() {
        let text = "# Plan: X\n\n## Phase 1: A\n### Task 1: a\nx\n### Task 2: b\nx\n\n## Phase 2: B\n### Task 3: c\nx\n### Task 4: d\nx\n";
        check("broken-numbering", text, expect![[""]]);
    }

    #[test]
    fn headings_in_fences_do_not_count() {
        let text = "# Plan: X\n\n## Phase 1: A\na\n\n```md\n## Phase 2: B\n## Phase 2: C\n```\n\n## Phase 2: D\nb\n";
        check("broken-numbering", text, expect![[""]]);
    }

    #[test]
    fn the_fix_takes_everything_along_that_names_them() {
        let text = "# Plan: X\n\nSee [the end](#phase-4-ship).\n\n## Phase 1: A\nx\n\n## Phase 2: B\nx\n\n## Phase 4: Ship\n\n**Dependencies:** Phase 2\n\n### Step 4.1: a\nx\n\n### Step 4.2: b\nAfter Step 4.1, as phases 1-4 say.\n\n## Timeline\n\n| Phase | Start | End |\n|---|---|---|\n| Phase 4: Ship | | |\n| 4 | | |\n";
        check_fix("broken-numbering", text, expect![[r#"
            # Plan: X

            See [the end](#phase-3-ship).

            ## Phase 1: A
            x

            ## Phase 2: B
            x

            ## Phase 3: Ship

            **Dependencies:** Phase 2

            ### Step 3.1: a
            x

            ### Step 3.2: b
            After Step 3.1, as phases 1-3 say.

            ## Timeline

            | Phase | Start | End |
            |---|---|---|
            | Phase 3: Ship | | |
            | 3 | | |
        "#]]);
    }

    #[test]
    fn steps_without_final_line_end_in_other_scripts() {
        check_fix("broken-numbering", "# 计划\n\n## 阶段一：甲\n\n见阶段三。\n\n## 阶段三：乙\nx", expect![[r#"
            # 计划

            ## 阶段一：甲

            见阶段二。

            ## 阶段二：乙
            x"#]]);
    }
}
