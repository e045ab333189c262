//! `timeline-mismatch`: the timeline and the phases do not agree.

use super::{Context, Finding};
use crate::plan::relations::{Timeline, contains};
use crate::plan::series::{Place, Series};
use crate::plan::table::escape;
use crate::plan::timeline::{Schedule, ScheduleRow};
use crate::plan::{Node, NodeId};
use crate::syntax::BlockKind;
use crate::text::{Edit, Span};
use rustc_hash::FxHashSet;

declare! {
    /// A phase has no row in the timeline, a row has no phase, or the two have different names.
    ///
    /// Dates that belong to no phase, and phases nobody has dated, are where plans slip. Rows are
    /// matched with phases by number, then by name, where one name may be part of the other; a row
    /// that names no phase (`Launch`) is a milestone.
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
    /// ## Timeline
    ///
    /// | Phase | Start | End |
    /// | --- | --- | --- |
    /// | Phase 1: Store | 2026-03-02 | 2026-03-06 |
    /// | Phase 2: Payouts | 2026-03-09 | 2026-03-13 |
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Phase 1: Store the cards
    /// - [ ] Vault client
    ///
    /// ## Phase 2: Show
    /// - [ ] List of cards
    ///
    /// ## Timeline
    ///
    /// | Phase | Start | End |
    /// | --- | --- | --- |
    /// | Phase 1: Store | 2026-03-02 | 2026-03-06 |
    /// | Phase 2 | 2026-03-09 | 2026-03-13 |
    /// | Launch | 2026-03-16 | 2026-03-16 |
    /// ```
    "timeline-mismatch",
    template: Warning, generic: Warning, about: Wrong, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    // What is looked into of a plan, and of one timeline.
    const MOST: usize = 100;
    let relations = context.plan.relations();
    let timelines = relations.timelines.iter().filter(|t| t.is_timeline && !is_sample(context, t));
    let timelines: Vec<&Timeline> = timelines.take(MOST).collect();
    let covered = covered(context, &timelines);
    let mut found = vec![];
    for timeline in &timelines {
        let Some(node) = context.plan.node(timeline.node) else { continue };
        let Some(schedule) = timeline.schedule(context.plan) else { continue };
        let phases: FxHashSet<NodeId> = timeline.phases.iter().flatten().copied().collect();
        let best = context.plan.series().iter().filter(|s| s.is_counted());
        let best = best.max_by_key(|s| s.members.iter().filter(|m| phases.contains(&m.node)).count());
        let mut missing: Vec<NodeId> = best.map_or(vec![], |s| without_row(s, &covered));
        missing.truncate(MOST);
        missing.retain(|id| !is_named(context, schedule, *id));
        let other = |(row, phase): (_, Option<NodeId>)| match phase {
            Some(phase) => other_name(context, node, row, phase),
            None => without_phase(context, node, row, &missing),
        };
        found.extend(timeline.rows(context.plan).filter_map(other).take(MOST));
        let is_first = timelines.iter().find(|t| t.phases.iter().flatten().next().is_some());
        if is_first.is_some_and(|t| (t.node, t.schedule) == (timeline.node, timeline.schedule)) {
            let rows = (node, schedule, *timeline);
            // A row for one of two phases of a number would be the other's.
            let twice = |id: NodeId| {
                let members = best.map_or(&[][..], |s| s.members.as_slice());
                let own = members.iter().find(|m| m.node == id).map(|m| &m.number);
                members.iter().filter(|m| Some(&m.number) == own).count() > 1
            };
            found.extend(missing.iter().filter_map(|&id| {
                let mut finding = missing_row(context, rows, id)?;
                finding.fixes.retain(|_| !twice(id));
                Some(finding)
            }));
        }
    }
    found
}

/// Whether every row is the template's own, word for word: nobody has filled it in yet.
fn is_sample(context: &Context, timeline: &Timeline) -> bool {
    let (Some(template), Some(node)) = (context.template, context.plan.node(timeline.node)) else { return false };
    timeline.rows(context.plan).all(|(row, _)| template.text.contains(node.section.str(row.span)))
}

/// The phases that have a row in any timeline, those inside a range and those merely named in a
/// row's first cell (`Phases 1 & 2`) included.
fn covered(context: &Context, timelines: &[&Timeline]) -> FxHashSet<NodeId> {
    const WIDEST: usize = 200;
    let relations = context.plan.relations();
    let mut covered: FxHashSet<NodeId> = timelines.iter().flat_map(|t| t.phases.iter().flatten().copied()).collect();
    for timeline in timelines {
        for (row, _) in timeline.rows(context.plan) {
            for reference in relations.within(timeline.node, row.name) {
                let ends = (reference.target, reference.until);
                covered.extend([ends.0, ends.1].into_iter().flatten());
                if let (Some(first), Some(last)) = ends {
                    covered.extend((first..=last).take(WIDEST));
                }
            }
        }
    }
    covered
}

/// The members without a row, if at least half have one: a timeline of something else has none.
fn without_row(series: &Series, covered: &FxHashSet<NodeId>) -> Vec<NodeId> {
    let (with, without): (Vec<NodeId>, Vec<NodeId>) =
        series.members.iter().map(|m| m.node).partition(|id| covered.contains(id));
    if with.len() >= without.len() && !with.is_empty() { without } else { vec![] }
}

/// Whether a row without a number can mean a phase, though it can mean others as well.
fn is_named(context: &Context, schedule: &Schedule, phase: NodeId) -> bool {
    const MOST: usize = 300;
    let heading = context.plan.node(phase).and_then(|n| n.section.heading.as_ref());
    let title = heading.map_or("", |h| h.title_key());
    let mut names = schedule.rows.iter().filter(|r| r.number.is_none()).take(MOST);
    names.any(|r| contains(&r.key, title) || contains(title, &r.key))
}

fn other_name(context: &Context, node: Node, row: &ScheduleRow, phase: NodeId) -> Option<Finding> {
    let phase = context.plan.node(phase)?;
    let heading = phase.section.heading.as_ref()?;
    let number = row.number.as_ref().filter(|n| n.until.is_none())?;
    let own = heading.name.number.as_ref()?;
    let title = heading.title_key();
    let text = node.section.str(row.name);
    let finding = |fix: Edit| {
        let message = format!("`{text}` is `{}` in its heading", phase.name());
        let finding = Finding::new(node.span(row.name), message);
        let finding = finding.relate(phase.heading_span(), "the phase");
        finding.offer(format!("Rename to `{}`", phase.name()), vec![fix])
    };
    if own.parts.len() == number.parts.len() && own != number && own.until.is_none() {
        // Found by its name: the number is another's.
        let span = node.span(row.number_span?);
        return Some(finding(Edit::replace(span, own.text.clone())));
    }
    // A name that is still to be written is no other name.
    let open = |node: Node, span: Span| node.section.placeholders().iter().any(|p| p.span.overlaps(span));
    if row.key.is_empty() || title.is_empty() || is_like(&row.key, title) || open(phase, heading.text) || open(node, row.title) {
        return None;
    }
    Some(finding(Edit::replace(node.span(row.title), escape(&heading.name.title))))
}

/// Whether two names can be two ways to say one: one contains the other, they share a word, or they
/// are spelled alike.
fn is_like(a: &str, b: &str) -> bool {
    const COMMON: &[&str] = &["and", "the", "for", "with", "phase", "step", "implementation", "development", "setup"];
    let words = |text: &str| -> Vec<String> {
        let split = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 2 || !w.is_ascii());
        split.filter(|w| !COMMON.contains(w)).map(stem).collect()
    };
    let (ours, theirs) = (words(a), words(b));
    let joined = |text: &str| text.chars().filter(|c| !c.is_ascii() && c.is_alphanumeric()).collect::<FxHashSet<char>>();
    let scripts = !joined(a).is_disjoint(&joined(b));
    contains(a, b) || contains(b, a) || a == b || scripts
        || ours.is_empty() || theirs.is_empty()
        || ours.iter().any(|w| theirs.contains(w))
        || strsim::normalized_levenshtein(a, b) >= 0.6
}

/// The first letters of a word, in which its forms agree: `migrate`, `migration`.
fn stem(word: &str) -> String {
    word.chars().take(5).collect()
}

fn without_phase(context: &Context, node: Node, row: &ScheduleRow, missing: &[NodeId]) -> Option<Finding> {
    let number = row.number.as_ref().filter(|n| n.until.is_none())?;
    let same = |s: &&Series| s.word == row.word && s.is_counted();
    let places: Vec<Place> = context.plan.series().iter().filter(same).map(|s| s.place(number)).collect();
    if places.is_empty() || !places.iter().any(|p| matches!(p, Place::Hole | Place::Beyond)) {
        return None;
    }
    let text = node.section.str(row.name);
    let finding = Finding::new(node.span(row.name), format!("there is no phase for `{text}`"));
    let [only] = missing else { return Some(finding) };
    let phase = context.plan.node(*only)?;
    let edit = Edit::replace(node.span(row.name), escape(phase.name()));
    let finding = finding.relate(phase.heading_span(), "the phase without a row");
    Some(finding.offer(format!("Rename to `{}`", phase.name()), vec![edit]))
}

fn missing_row(context: &Context, at: (Node, &Schedule, &Timeline), phase: NodeId) -> Option<Finding> {
    let (node, schedule, timeline) = at;
    let heading = context.plan.node(phase)?;
    let facts = &node.section.facts;
    let BlockKind::Table(table) = &facts.block(schedule.block)?.kind else { return None };
    let message = format!("`{}` has no row in the timeline", heading.name());
    let finding = Finding::new(heading.heading_span(), message);
    let finding = finding.relate(node.span(table.header.span), "the timeline");
    // After the last row of an earlier phase, else before the first row.
    let earlier = timeline.rows(context.plan).filter(|(_, p)| p.is_some_and(|p| p < phase)).last();
    let before = earlier.map_or(table.delimiter, |(row, _)| row.span);
    let line = facts.lines_of(before);
    let prefix = facts.str(Span::new(line.start, before.start));
    let cells = table.header.cells.iter().enumerate();
    let cells = cells.map(|(i, _)| if i == schedule.subject { escape(heading.name()) } else { String::new() });
    let row = format!("| {} |", cells.collect::<Vec<_>>().join(" | "));
    let insert = format!("\n{prefix}{row}");
    let edit = Edit::insert(node.start + line.end, insert);
    Some(finding.offer("Add its row to the timeline", vec![edit]))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::{Expect, expect};

    const HEAD: &str = "# Plan: X\n\n## Phase 1: Store\na\n\n## Phase 2: Show\nb\n\n## Phase 3: Ship & Learn\nc\n\n## Timeline\n\n| Phase | Start | End |\n|---|---|---|\n";

    fn rows(rows: &str, expect: Expect) {
        check("timeline-mismatch", &format!("{HEAD}{rows}"), expect);
    }

    #[test]
    fn a_name_that_is_still_to_be_written_is_no_other_name() {
        let text = "# Plan: X\n\n## Phase 1: [Name]\na\n\n## Timeline\n\n| Phase | Start |\n|---|---|\n| Phase 1: Store | |\n";
        check("timeline-mismatch", text, expect![[""]]);
        rows("| Phase 1: [Name] | | |\n| Phase 2 | | |\n| Phase 3 | | |\n", expect![[""]]);
    }

    #[test]
    fn a_row_for_one_of_two_phases_of_a_number_is_not_offered() {
        let text = "# Plan: X\n\n## Phase 1: Store\na\n\n## Phase 1: Show\nb\n\n## Timeline\n\n| Phase | Start |\n|---|---|\n| Phase 1: Show | |\n";
        check("timeline-mismatch", text, expect![[r#"
            6:4-6:17 warning `Phase 1: Show` has no row in the timeline
              see 11: the timeline
            13:3-13:16 warning `Phase 1: Show` is `Phase 1: Store` in its heading
              see 3: the phase
              offer: Rename to `Phase 1: Store`
        "#]]);
    }

    #[test]
    fn all_three_mismatches() {
        rows("| Phase 1: Store | | |\n| Phase 2: Payouts | | |\n| Phase 4: Ship | | |\n", expect![[r#"
            17:3-17:19 warning `Phase 2: Payouts` is `Phase 2: Show` in its heading
              see 6: the phase
              offer: Rename to `Phase 2: Show`
            18:3-18:16 warning `Phase 4: Ship` is `Phase 3: Ship & Learn` in its heading
              see 9: the phase
              offer: Rename to `Phase 3: Ship & Learn`
        "#]]);
        rows("| Phase 1: Store | | |\n| Phase 2: Show | | |\n| Phase 7: Party | | |\n", expect![[r#"
            9:4-9:25 warning `Phase 3: Ship & Learn` has no row in the timeline
              see 14: the timeline
              offer: Add its row to the timeline
            18:3-18:17 warning there is no phase for `Phase 7: Party`
              see 9: the phase without a row
              offer: Rename to `Phase 3: Ship & Learn`
        "#]]);
    }

    #[test]
    fn parts_of_names_numbers_alone_and_milestones() {
        rows("| 1 | | |\n| **Phase 2** | | |\n| Phase 3: Learning | | |\n| Launch | | |\n", expect![[""]]);
        rows("| Store | | |\n| Show the cards | | |\n| Ship and learn | | |\n", expect![[""]]);
        rows("| Phases 1-2 | | |\n| Phase 3 | | |\n", expect![[""]]);
        rows("| Phase 1 & Phase 2 | | |\n| Phase 3 | | |\n", expect![[""]]);
    }

    #[test]
    fn a_timeline_of_something_else() {
        rows("| Kickoff | | |\n| Launch | | |\n", expect![[""]]);
        let weeks = "# Plan\n\n## Phase 1: A\na\n\n## Phase 2: B\nb\n\n## Timeline\n\n| Week | Start |\n|---|---|\n| Week 1 | |\n| Week 9 | |\n";
        check("timeline-mismatch", weeks, expect![[""]]);
    }

    #[test]
    fn the_fix_adds_the_row_in_its_place() {
        let text = "# Plan\n\n## Phase 1: A\na\n\n## Phase 2: B\nb\n\n## Phase 3: C\nc\n\n## Timeline\n\nPhase | Start\n---|---\nPhase 1 | x\nPhase 3 | y";
        check_fix("timeline-mismatch", text, expect![[r#"
            # Plan

            ## Phase 1: A
            a

            ## Phase 2: B
            b

            ## Phase 3: C
            c

            ## Timeline

            Phase | Start
            ---|---
            Phase 1 | x
            | Phase 2: B |  |
            Phase 3 | y"#]]);
    }

    #[test]
    fn the_fix_renames_the_row() {
        let text = format!("{HEAD}| Phase 1 | | |\n| Phase 2: Payouts | | |\n| Phase 3 | | |\n");
        check_fix("timeline-mismatch", &text, expect![[r#"
            # Plan: X

            ## Phase 1: Store
            a

            ## Phase 2: Show
            b

            ## Phase 3: Ship & Learn
            c

            ## Timeline

            | Phase | Start | End |
            |---|---|---|
            | Phase 1 | | |
            | Phase 2: Show | | |
            | Phase 3 | | |
        "#]]);
    }
}
