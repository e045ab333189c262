//! `dates-out-of-order`: an end before its start, or before the end of what it waits for.

use super::{Context, Finding};
use crate::plan::{NodeId, work};
use crate::text::{Edit, Span};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

declare! {
    /// Something ends before it starts, or before what it depends on.
    ///
    /// Usually one of the two dates was moved and the other forgotten. Compared are full dates only,
    /// in the fields of the plan and its phases and in the rows of its timeline.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// | Phase | Start Date | End Date |
    /// | --- | --- | --- |
    /// | Store | 2026-03-09 | 2026-03-06 |
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// | Phase | Start Date | End Date |
    /// | --- | --- | --- |
    /// | Store | 2026-03-02 | 2026-03-06 |
    /// | Show | 2026-03-04 | Week 12 |
    /// ```
    "dates-out-of-order",
    template: Warning, generic: Warning, about: Wrong, fixes: Offered, Document(check)
}

/// Where a day is written, and which.
type Day = (Span, Date);

fn check(context: &Context) -> Vec<Finding> {
    let plan = context.plan;
    let mut found = vec![];
    // The end of each phase, by its own field before its row.
    let mut ends: FxHashMap<NodeId, Day> = FxHashMap::default();
    let mut backward: Vec<(Option<NodeId>, Day, Day)> = vec![];
    for (id, node) in plan.nodes.iter().enumerate().filter(|(_, n)| n.is_work() || n.level <= 1) {
        let [start, end] = work::dates(node.section).map(|d| d.map(|(span, date)| (node.span(span), date)));
        backward.extend(start.zip(end).map(|(start, end)| (Some(id), start, end)));
        ends.extend(end.map(|end| (id, end)));
    }
    for timeline in plan.relations().timelines.iter() {
        let Some(node) = plan.node(timeline.node) else { continue };
        let day = |span: Option<Span>| Some((node.span(span?), work::day(node.section.str(span?))?));
        for (row, phase) in timeline.rows(plan) {
            let end = day(row.end);
            backward.extend(day(row.start).zip(end).map(|(start, end)| (phase, start, end)));
            if let (Some(phase), Some(end)) = (phase, end) {
                ends.entry(phase).or_insert(end);
            }
        }
    }
    let mut waiting: FxHashMap<NodeId, Date> = FxHashMap::default();
    for dependency in plan.relations().dependencies() {
        if let Some((_, end)) = ends.get(&dependency.from) {
            let first = waiting.entry(dependency.on).or_insert(*end);
            *first = (*first).min(*end);
        }
    }
    for (phase, start, end) in backward.into_iter().filter(|(_, start, end)| end.1 < start.1) {
        let message = format!("ends on {}, before it starts on {}", end.1, start.1);
        let finding = Finding::new(end.0, message).relate(start.0, "the start");
        // What waits for it must not end before it then.
        let late = phase.and_then(|phase| waiting.get(&phase)).is_some_and(|first| *first < start.1);
        let written = |span| context.document.text().slice(span).into_owned();
        let (from, to) = (written(start.0), written(end.0));
        // Remarks belong to their own date.
        let plain = |text: &str| text.split_whitespace().count() <= 3 && !text.contains(['(', '（', '[']);
        found.push(match plain(&from) && plain(&to) && !late {
            true => finding.offer("Swap the two dates", vec![Edit::replace(start.0, to), Edit::replace(end.0, from)]),
            false => finding,
        });
    }
    for dependency in plan.relations().dependencies() {
        let both = (ends.get(&dependency.from), ends.get(&dependency.on));
        let ((Some(own), Some(other)), Some(on)) = (both, plan.node(dependency.on)) else { continue };
        if own.1 < other.1 {
            let message = format!("ends before `{}`, on which it depends, does on {}", on.name(), other.1);
            found.push(Finding::new(own.0, message).relate(other.0, "the later end"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::expect;

    #[test]
    fn in_rows_and_fields() {
        let text = "# Plan: X\n\n**Start Date:** 2026-03-09\n**End Date:** March 2, 2026\n\n## Phase 1: A\n- **Start**: 2026-04-02\n- **End**: 2026-04-01\n\n| Phase | Start | End |\n|---|---|---|\n| Phase 1 | 02.05.2026 | 01.05.2026 |\n";
        check("dates-out-of-order", text, expect![[r#"
            4:15-4:28 warning ends on 2026-03-02, before it starts on 2026-03-09
              see 3: the start
              offer: Swap the two dates
            8:12-8:22 warning ends on 2026-04-01, before it starts on 2026-04-02
              see 7: the start
              offer: Swap the two dates
            12:26-12:36 warning ends on 2026-05-01, before it starts on 2026-05-02
              see 12: the start
              offer: Swap the two dates
        "#]]);
    }

    #[test]
    fn equal_partial_and_overlapping_dates_are_fine() {
        let text = "# Plan: X\n\n| Phase | Start | End |\n|---|---|---|\n| 1 | 2026-03-02 | 2026-03-02 |\n| 2 | 2026-03-02 | Q1 2026 |\n| 3 | 2026-02-02 | 2026-03-01 |\n| 4 | TBD | 2026-01-01 |\n";
        check("dates-out-of-order", text, expect![[""]]);
    }

    #[test]
    fn a_phase_that_ends_before_the_one_it_waits_for() {
        let text = "# Plan: X\r\n\r\n## Phase 1: A\r\na\r\n\r\n## Phase 2: B\r\n**Dependencies:** Phase 1\r\n\r\n## Timeline\r\n\r\n| Phase | Start | End |\r\n|---|---|---|\r\n| Phase 1 | 2026-03-02 | 2026-03-20 |\r\n| Phase 2 | 2026-03-09 | 2026-03-13 |\r\n";
        check("dates-out-of-order", text, expect![[r#"
            14:26-14:36 warning ends before `Phase 1: A`, on which it depends, does on 2026-03-20
              see 13: the later end
        "#]]);
    }

    #[test]
    fn the_fix_swaps_them_as_they_are_written() {
        check_fix("dates-out-of-order", "# 计划\r\n\r\n| Phase | Start | End |\r\n|---|---|---|\r\n| 存储 | 2026年5月2日 | 01.05.2026 |\r\n", expect![[r#"
            # 计划␍
            ␍
            | Phase | Start | End |␍
            |---|---|---|␍
            | 存储 | 01.05.2026 | 2026年5月2日 |␍
        "#]]);
        let remark = "# Plan: X\n\n**Start Date:** 2026-03-09 (when Kim is back)\n**End Date:** 2026-03-02\n";
        check("dates-out-of-order", remark, expect![[r#"
            4:15-4:25 warning ends on 2026-03-02, before it starts on 2026-03-09
              see 3: the start
        "#]]);
    }

    #[test]
    fn what_waits_for_it_would_end_too_early() {
        let text = "# Plan: X\n\n## Phase 1: A\na\n\n## Phase 2: B\n**Dependencies:** Phase 1\n\n## Timeline\n\n| Phase | Start | End |\n|---|---|---|\n| Phase 1 | 2026-03-20 | 2026-03-02 |\n| Phase 2 | 2026-03-09 | 2026-03-13 |\n";
        check("dates-out-of-order", text, expect![[r#"
            13:26-13:36 warning ends on 2026-03-02, before it starts on 2026-03-20
              see 13: the start
        "#]]);
    }

    #[test]
    fn the_dates_of_other_lists_are_not_compared() {
        let text = "# 计划\n\n## Progress Log\n\n| Date | Update |\n|---|---|\n| 2026-03-02 | a |\n| 2026-01-02 | b |\n\n```\nStart: 2026-03-02\nEnd: 2026-01-02\n```\n";
        check("dates-out-of-order", text, expect![[""]]);
    }
}
