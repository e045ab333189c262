//! `dependency-cycle`: phases or steps that wait for each other, or for a later one.

mod removal;

use super::{Context, Finding};
use crate::plan::dependency::Dependency;
use crate::plan::{NodeId, Plan};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry;

declare! {
    /// Phases or steps depend on each other in a circle, or on a later one.
    ///
    /// In a circle nothing can begin; and what waits for something later cannot be done in the order
    /// it is written in. Read are the fields `Dependencies`, `Depends on` and `Blocked by` and the
    /// dependency columns of timelines, as far as they plainly name a phase or step.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Phase 1: Store
    /// **Dependencies:** Phase 2
    /// - [ ] Vault client
    ///
    /// ## Phase 2: Show
    /// **Dependencies:** Phase 1
    /// - [ ] List of cards
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Phase 1: Store
    /// **Dependencies:** None (Phase 2 can run in parallel)
    /// - [ ] Vault client
    ///
    /// ## Phase 2: Show
    /// **Dependencies:** Phase 1
    /// - [ ] List of cards
    /// ```
    "dependency-cycle",
    template: Warning, generic: Warning, about: Wrong, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    const MOST: usize = 200;
    let plan = context.plan;
    let all = || plan.relations().dependencies();
    let mut waits: FxHashMap<NodeId, Vec<&Dependency>> = FxHashMap::default();
    for dependency in all() {
        waits.entry(dependency.from).or_default().push(dependency);
    }
    let mut found = vec![];
    let mut tangled = false;
    let mut circled: FxHashSet<NodeId> = FxHashSet::default();
    // Every circle has a place where something waits for a later one, or for itself.
    let forward = all().filter(|d| d.on >= d.from && (d.on == d.from || !is_inside(plan, d)));
    for dependency in forward.take(MOST) {
        let circle = way_back(&waits, dependency);
        if circle.iter().any(|d| circled.contains(&d.from)) {
            tangled = true;
            continue;
        }
        circled.extend(circle.iter().map(|d| d.from));
        let itself = dependency.on == dependency.from;
        let closing = itself || circle.iter().filter(|d| d.on >= d.from).count() == 1;
        let finding = finding(plan, dependency, &circle);
        found.extend(finding.map(|finding| (finding, closing.then_some(dependency))));
    }
    // Circles that share a phase can be opened in more than one way.
    let fix = |(finding, closing): (Finding, Option<&Dependency>)| {
        let closing = closing.filter(|_| !tangled);
        match closing.and_then(|dependency| removal::of(context, dependency)) {
            Some((title, edit)) => finding.offer(title, vec![edit]),
            None => finding,
        }
    };
    found.into_iter().map(fix).collect()
}

/// Whether what is waited for stands beneath what waits.
fn is_inside(plan: &Plan, dependency: &Dependency) -> bool {
    plan.node(dependency.from).is_some_and(|n| dependency.on < n.end)
}

/// The dependencies by which `start` comes back to itself, it included; empty when it does not.
fn way_back<'d>(waits: &FxHashMap<NodeId, Vec<&'d Dependency>>, start: &'d Dependency) -> Vec<&'d Dependency> {
    let mut came: FxHashMap<NodeId, &Dependency> = FxHashMap::default();
    came.insert(start.on, start);
    let mut open = vec![start.on];
    while let Some(at) = open.pop() {
        if at == start.from {
            let mut way = vec![];
            let mut node = at;
            while let Some(dependency) = came.get(&node) {
                way.push(*dependency);
                node = dependency.from;
                if node == start.from {
                    break;
                }
            }
            return way;
        }
        for next in waits.get(&at).into_iter().flatten() {
            if let Entry::Vacant(entry) = came.entry(next.on) {
                entry.insert(next);
                open.push(next.on);
            }
        }
    }
    vec![]
}

fn finding(plan: &Plan, dependency: &Dependency, circle: &[&Dependency]) -> Option<Finding> {
    let at = |d: &Dependency| Some(plan.node(d.node)?.span(d.span));
    let (from, on) = (plan.node(dependency.from)?, plan.node(dependency.on)?);
    if dependency.from == dependency.on {
        return Some(Finding::new(at(dependency)?, format!("`{}` depends on itself", from.name())));
    }
    let Some(first) = circle.iter().min_by_key(|d| (d.node, d.span)) else {
        let message = format!("`{}` depends on `{}`, which comes later", from.name(), on.name());
        return Some(Finding::new(at(dependency)?, message).relate(on.heading_span(), "the later one"));
    };
    let mut message = format!("`{}` and `{}` depend on each other", from.name(), on.name());
    if circle.len() > 2 {
        message = format!("`{}` depends in a circle on `{}`", plan.node(first.from)?.name(), plan.node(first.on)?.name());
    }
    let others = circle.iter().filter(|d| (d.node, d.span) != (first.node, first.span));
    let finding = Finding::new(at(first)?, message);
    Some(others.fold(finding, |finding, d| {
        let Some(span) = at(d) else { return finding };
        let name = plan.node(d.from).map_or("", |n| n.name());
        finding.relate(span, format!("`{name}` depends on this"))
    }))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_fix, snapshot};
    use crate::text::apply;
    use expect_test::{Expect, expect};

    fn phases(waits: &[&str], expect: Expect) {
        let phase = |(i, w): (usize, &&str)| format!("## Phase {}: {}\n\n**Dependencies:** {w}\n\n- [ ] a\n\n", i + 1, "ABCDE".get(i..=i).unwrap());
        let text: String = waits.iter().enumerate().map(phase).collect();
        check("dependency-cycle", &format!("# Plan: X\n\n{text}"), expect);
    }

    #[test]
    fn a_circle_of_two_is_one_finding() {
        phases(&["Phase 2", "Phase 1"], expect![[r#"
            5:19-5:26 warning `Phase 1: A` and `Phase 2: B` depend on each other
              see 11: `Phase 2: B` depends on this
              offer: Remove `Phase 2` from what `Phase 1: A` depends on
        "#]]);
    }

    #[test]
    fn the_fix_removes_what_closes_the_circle() {
        let fixed = |waits: &str| {
            let text = format!("# Plan\r\n\r\n## Phase 1: A\r\n{waits}\r\n\r\n## Phase 2: 乙\r\n**Depends on:** Phase 1\r\n");
            let snapshot = snapshot(&text, &Case::default());
            let finding = snapshot.findings().iter().find(|f| f.rule == "dependency-cycle");
            let line = |fixed: String| fixed.lines().skip(3).take_while(|l| !l.is_empty()).collect::<Vec<_>>().join(" / ");
            finding.unwrap_or_else(|| panic!("nothing in {text}")).fixes.first().map(|fix| line(apply(&text, &fix.edits).unwrap()))
        };
        for (waits, expected) in [
            ("**Dependencies:** Phase 2", "**Dependencies:** None"),
            ("**Dependencies**: Phase 2, the vault", "**Dependencies**: the vault"),
            ("**Dependencies:** the vault, Phase 2", "**Dependencies:** the vault"),
            ("**Depends on:** the vault；Phase 2；x", "**Depends on:** the vault；x"),
            ("**Depends on:** Phase 2 and the vault", "**Depends on:** the vault"),
            ("**Depends on:** Phase 9 and Phase 2", "**Depends on:** Phase 9"),
            ("**Depends on:**\r\n- Phase 2\r\n- the vault", "**Depends on:** / - the vault"),
            ("- **Depends on:**\r\n  - the vault\r\n  - Phase 2", "- **Depends on:** /   - the vault"),
        ] {
            assert_eq!(fixed(waits).as_deref(), Some(expected), "{waits}");
        }
        // Said with more words, it is the author's to say otherwise.
        assert_eq!(fixed("**Dependencies:** Phase 2 must be done"), None);
        check_fix("dependency-cycle", "# Plan\n\n| Phase | Duration | Depends on |\n|---|---|---|\n| 1 | 2 days | 2 |\n| 2 | 3 days | 1 |\n\n## Phase 1: A\na\n\n## Phase 2: B\nb\n", expect![[r#"
            # Plan

            | Phase | Duration | Depends on |
            |---|---|---|
            | 1 | 2 days | None |
            | 2 | 3 days | 1 |

            ## Phase 1: A
            a

            ## Phase 2: B
            b
        "#]]);
    }

    #[test]
    fn a_circle_of_three_and_a_later_one() {
        phases(&["None", "Phase 1, Phase 4", "Phase 2", "Phase 3", "Phase 5"], expect![[r#"
            11:28-11:35 warning `Phase 2: B` depends in a circle on `Phase 4: D`
              see 17: `Phase 3: C` depends on this
              see 23: `Phase 4: D` depends on this
              offer: Remove `Phase 4` from what `Phase 2: B` depends on
            29:19-29:26 warning `Phase 5: E` depends on itself
              offer: Remove `Phase 5` from what `Phase 5: E` depends on
        "#]]);
        phases(&["None", "Phase 3", "Phase 1"], expect![[r#"
            11:19-11:26 warning `Phase 2: B` depends on `Phase 3: C`, which comes later
              see 15: the later one
        "#]]);
    }

    #[test]
    fn earlier_ones_and_remarks_are_fine() {
        phases(&["None (Phase 3 depends on this)", "Phase 1", "Phases 1, 2", "1, 2, 3", "before Phase 6"], expect![[""]]);
        phases(&["can run in parallel with Phase 2", "blocks Phase 3", "Phase 1"], expect![[""]]);
    }

    #[test]
    fn a_phase_may_wait_for_its_own_steps() {
        let text = "# Plan\n\n## Phase 1: A\n**Dependencies:** Step 1.2\n\n### Step 1.1: a\nx\n\n### Step 1.2: b\nx\n";
        check("dependency-cycle", text, expect![[""]]);
    }

    #[test]
    fn in_lists_tables_and_crlf() {
        let text = "# Plan\r\n\r\n### Step 1: A\r\n\r\n**Depends on:**\r\n\r\n- Step 2\r\n- the vault\r\n\r\n### Step 2: B\r\nx\r\n";
        check("dependency-cycle", text, expect![[r#"
            7:3-7:9 warning `Step 1: A` depends on `Step 2: B`, which comes later
              see 10: the later one
        "#]]);
        let table = "# 计划\n\n| Phase | Duration | Depends on |\n|---|---|---|\n| 1 | 2 days | 2 |\n| 2 | 3 days | 1 |\n\n## Phase 1: 甲\na\n\n## Phase 2: 乙\nb\n";
        check("dependency-cycle", table, expect![[r#"
            5:16-5:17 warning `Phase 1: 甲` and `Phase 2: 乙` depend on each other
              see 6: `Phase 2: 乙` depends on this
              offer: Remove `2` from what `Phase 1: 甲` depends on
        "#]]);
    }
}
