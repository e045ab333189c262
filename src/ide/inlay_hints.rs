//! Inlay hints: progress behind the headings of phases, the sum of what their steps estimate, rows
//! of the timeline that are overdue. In plans only, not in templates.

use super::Snapshot;
use super::occurrence::{self, Occurrence, Role};
use crate::plan::date::{self, DateValue};
use crate::plan::estimate::{self, Estimate};
use crate::plan::status::{self, StatusClass};
use crate::plan::table::{ColumnRole, TableView};
use crate::plan::{Concept, Node, NodeId, Plan, work};
use crate::syntax::BlockKind;
use crate::text::Span;
use std::cell::LazyCell;

/// A hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where it is shown: between two characters.
    pub offset: usize,
    /// One line.
    pub label: String,
    /// What it means.
    pub tooltip: String,
}

/// The hints in `range` (bytes), in document order; sections outside of it cost nothing.
pub fn inlay_hints(snapshot: &Snapshot, range: Span) -> Vec<Hint> {
    if !snapshot.is_plan() {
        return vec![];
    }
    let plan = &snapshot.plan;
    let mut found = vec![];
    for (id, node) in plan.nodes.iter().enumerate().filter(|(_, n)| near(*n, range)) {
        if node.section.heading.is_none() {
            continue;
        }
        let offset = node.heading_span().end;
        let mut push = |label: String, tooltip: String| {
            found.push(Hint { offset, label, tooltip });
        };
        if node.is_work() && node.total > 0 {
            let (done, total) = (node.done, node.total);
            push(format!("{done}/{total}"), format!("{done} of {total} tasks done"));
        }
        if let Some((sum, stated, all)) = sum(plan, id) {
            let own = work::stated_estimate(node.section).map(|s| node.section.str(s));
            let known = own.and_then(estimate::parse).is_some_and(|own| same(own, sum));
            if !known {
                let tooltip = format!("{stated} of {all} parts are estimated; together {sum}");
                push(format!("Σ {sum}"), tooltip);
            }
        }
    }
    overdue(snapshot, range, &mut found);
    found.retain(|hint| range.touches(hint.offset));
    found.sort_by_key(|hint| hint.offset);
    found
}

/// Whether some of the section's own text may be in a range.
fn near(node: Node, range: Span) -> bool {
    let own = node.own_span();
    own.start <= range.end && range.start <= own.end
}

/// What the phases or steps directly inside estimate together, how many do, and how many there
/// are; only where at least two do.
fn sum(plan: &Plan, id: NodeId) -> Option<(Estimate, usize, usize)> {
    let parts = plan.children(Some(id)).filter_map(|id| plan.node(id)).filter(|n| n.is_work());
    let (mut sum, mut stated, mut all) = (None, 0, 0);
    for part in parts {
        all += 1;
        let own = work::stated_estimate(part.section).map(|s| part.section.str(s));
        let Some(own) = own.and_then(estimate::parse) else { continue };
        stated += 1;
        sum = Some(sum.map_or(own, |sum: Estimate| sum.plus(own)));
    }
    sum.filter(|_| stated > 1).map(|sum| (sum, stated, all))
}

fn same(a: Estimate, b: Estimate) -> bool {
    (a.min_minutes, a.max_minutes) == (b.min_minutes, b.max_minutes)
}

/// Rows of tables of phases whose end has passed and that are not done.
fn overdue(snapshot: &Snapshot, range: Span, found: &mut Vec<Hint>) {
    if snapshot.status == StatusClass::Finished {
        return;
    }
    let nodes = snapshot.plan.nodes.iter().enumerate();
    for (id, node) in nodes.filter(|(_, n)| !n.section.tables.is_empty() && near(*n, range)) {
        let rows = LazyCell::new(|| occurrence::within(snapshot, id, Role::Row));
        for block in &node.section.tables {
            let facts = &node.section.facts;
            let Some(BlockKind::Table(table)) = facts.block(*block).map(|b| &b.kind) else {
                continue;
            };
            let view = TableView::new(&facts.text, table);
            let phases = view.column(ColumnRole::Phase).is_some();
            if !phases && node.within != Some(Concept::Timeline) {
                continue;
            }
            let due = view.column(ColumnRole::End);
            let Some(due) = due.or_else(|| view.column(ColumnRole::Date)) else { continue };
            for row in 0..table.rows.len() {
                let status = view.value(row, ColumnRole::Status).and_then(|s| status::parse(&s));
                if status.is_some_and(|s| s.class == StatusClass::Finished) {
                    continue;
                }
                let line = table.rows.get(row).map(|r| node.span(r.span)).unwrap_or_default();
                let DateValue::Date(day) = date::parse(&view.words(row, due)) else { continue };
                let late = (snapshot.environment.today - day).get_days();
                let Some(cell) = view.cell(row, due).filter(|_| late > 0) else { continue };
                if finished(snapshot, &rows, line) {
                    continue;
                }
                let days = if late == 1 { "day" } else { "days" };
                let tooltip = format!("was due on {day} and is not done");
                let label = format!("overdue by {late} {days}");
                found.push(Hint { offset: node.span(cell).end, label, tooltip });
            }
        }
    }
}

/// Whether all tasks of the phase that a row names are done.
fn finished(snapshot: &Snapshot, rows: &[Occurrence], line: Span) -> bool {
    let next = rows.partition_point(|o| o.span.start < line.start);
    let named = rows.get(next).filter(|o| line.covers(o.span));
    let phase = named.and_then(|o| snapshot.plan.node(o.node));
    let done = |n: Node| n.total > 0 && n.done == n.total;
    phase.is_some_and(|n| {
        done(n)
            || n.section.heading.as_ref().is_some_and(|h| {
                h.name.status.as_ref().is_some_and(|s| s.class == StatusClass::Finished)
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, snapshot};
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: Expect) {
        let snapshot = snapshot(text, &Case::default());
        let hints = inlay_hints(&snapshot, Span::new(0, text.len()));
        let mut out = text.to_owned();
        for hint in hints.iter().rev() {
            out.insert_str(hint.offset, &format!("⟨{}⟩", hint.label));
        }
        expect.assert_eq(&out);
    }

    #[test]
    fn progress_and_sums() {
        check(
            "# Plan\n## Phase 1: A\n**Estimate:** 2 weeks\n### Step 1.1: B\n**Estimate:** 2 days\n- [x] a\n### Step 1.2: C\n**Estimate:** 4 hours\n- [ ] b\n## Phase 2: D\n**Estimate:** 3 days\n### Step 2.1: E\n**Estimate:** 1 day\n### Step 2.2: F\n**Estimate:** 2 days\n",
            expect![[r#"
                # Plan⟨Σ 2.6 weeks⟩
                ## Phase 1: A⟨1/2⟩⟨Σ 2.5 days⟩
                **Estimate:** 2 weeks
                ### Step 1.1: B⟨1/1⟩
                **Estimate:** 2 days
                - [x] a
                ### Step 1.2: C⟨0/1⟩
                **Estimate:** 4 hours
                - [ ] b
                ## Phase 2: D
                **Estimate:** 3 days
                ### Step 2.1: E
                **Estimate:** 1 day
                ### Step 2.2: F
                **Estimate:** 2 days
            "#]],
        );
    }

    #[test]
    fn overdue_unless_done() {
        check(
            "# Plan\n## Phase 1: A\n- [x] a\n## Phase 2: B\n- [ ] b\n## Timeline\n| Phase | End | Status |\n|---|---|---|\n| Phase 1 | 2026-02-01 | |\n| Phase 2 | 2026-03-01 | In progress |\n| Launch | 2026-02-20 | Done |\n| Party | 2026-03-03 | |\n| Review | 2026-02-20 | |\n",
            expect![[r#"
                # Plan
                ## Phase 1: A⟨1/1⟩
                - [x] a
                ## Phase 2: B⟨0/1⟩
                - [ ] b
                ## Timeline
                | Phase | End | Status |
                |---|---|---|
                | Phase 1 | 2026-02-01 | |
                | Phase 2 | 2026-03-01⟨overdue by 1 day⟩ | In progress |
                | Launch | 2026-02-20 | Done |
                | Party | 2026-03-03 | |
                | Review | 2026-02-20⟨overdue by 10 days⟩ | |
            "#]],
        );
    }

    #[test]
    fn only_those_asked_for() {
        let snapshot =
            snapshot("# Plan\n## Phase 1: A\n- [ ] a\n## Phase 2: B\n- [ ] b\n", &Case::default());
        assert_eq!(inlay_hints(&snapshot, Span::new(0, 8)), []);
    }
}
