//! Code lenses: how far plan and phases are, what comes next, rows and sections to add. Nothing is
//! only here: hovers and actions say the same. In plans only, not in templates.

use super::Snapshot;
use crate::plan::marks::Plain;
use crate::plan::table::TableView;
use crate::plan::{Node, Plan};
use crate::syntax::BlockKind;
use crate::text::Span;

/// A line above a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// What it is about; on one line.
    pub span: Span,
    /// What it says.
    pub title: String,
    /// What a click does; `None` when it only tells.
    pub action: Option<LensAction>,
}

/// What a click on a lens does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LensAction {
    /// Shows a place of the document, bytes.
    Show(Span),
    /// Adds a row at the end of the table at a place, bytes.
    AddRow(usize),
    /// Inserts the sections that are missing.
    InsertSections,
}

/// The lenses of a plan, in document order.
pub fn code_lenses(snapshot: &Snapshot) -> Vec<Lens> {
    if !snapshot.is_plan() {
        return vec![];
    }
    let plan = &snapshot.plan;
    let mut found = vec![];
    let top = first_line(snapshot, plan.title_span());
    let (done, total) = plan.progress();
    if total > 0 {
        let share = done * 100 / total;
        let title = format!("{done} of {total} tasks done ({share} %)");
        found.push(Lens { span: top, title, action: None });
    }
    let next = next_tasks(plan);
    // What comes next in the plan: the first open task of the work, if there is work.
    let work = plan.work().find_map(|(id, _)| next.get(id).copied().flatten());
    if let Some(task) = work.filter(|_| done < total) {
        found.push(next_lens(snapshot, top, task));
    }
    match missing(snapshot) {
        0 => {}
        count => {
            let title = if count == 1 {
                "insert the missing section".to_owned()
            } else {
                format!("insert {count} missing sections")
            };
            found.push(Lens { span: top, title, action: Some(LensAction::InsertSections) });
        }
    }
    for (id, node) in plan.nodes.iter().enumerate() {
        // Steps have their own inlay hints: a line above each would hide the plan.
        if node.is_work() && node.total > 0 && !plan.in_work(id) {
            let span = first_line(snapshot, node.heading_span());
            let title = format!("{}/{}", node.done, node.total);
            found.push(Lens { span, title, action: None });
            let task = next.get(id).copied().flatten();
            found.extend(task.map(|task| next_lens(snapshot, span, task)));
        }
        tables(snapshot, node, &mut found);
    }
    found
}

fn next_lens(snapshot: &Snapshot, span: Span, task: Span) -> Lens {
    const LONGEST: usize = 60;
    let words = Plain::of(&snapshot.document.text().slice(task)).text;
    let mut title: String = words.chars().take(LONGEST).collect();
    if title.len() < words.len() {
        title.push('…');
    }
    Lens { span, title: format!("next: {title}"), action: Some(LensAction::Show(task)) }
}

/// The first open task at or beneath each node, on one line: known from the last node to the first.
fn next_tasks(plan: &Plan) -> Vec<Option<Span>> {
    let mut next: Vec<Option<Span>> = vec![None; plan.nodes.len()];
    for (id, node) in plan.nodes.iter().enumerate().rev() {
        let own = own_task(node).or_else(|| next.get(id).copied().flatten());
        if let Some(slot) = next.get_mut(id) {
            *slot = own;
        }
        if let Some(around) = node.parent.filter(|_| own.is_some())
            && let Some(slot) = next.get_mut(around)
        {
            *slot = own;
        }
    }
    next
}

fn own_task(node: &Node) -> Option<Span> {
    let open = |item: &&crate::plan::Item| item.check.is_some_and(|c| !c.done);
    let item = node.section.items.iter().find(|item| open(item) && !item.text.is_empty())?;
    let line = node.section.str(item.text).lines().next().map_or(0, str::len);
    Some(node.span(Span::new(item.text.start, item.text.start + line)))
}

/// How many sections the template wants and the plan lacks.
fn missing(snapshot: &Snapshot) -> usize {
    let rules = [
        "missing-section",
        "missing-risks",
        "missing-rollback-plan",
        "missing-acceptance-criteria",
    ];
    let findings = snapshot.findings().iter();
    findings.filter(|f| rules.contains(&f.rule) && !f.fixes.is_empty()).count()
}

fn tables(snapshot: &Snapshot, node: &Node, found: &mut Vec<Lens>) {
    for block in &node.section.tables {
        let facts = &node.section.facts;
        let Some(BlockKind::Table(table)) = facts.block(*block).map(|b| &b.kind) else { continue };
        let view = TableView::new(&facts.text, table);
        // Only tables that a plan fills as it goes: of risks, phases, tasks, dependencies.
        let known = view.columns.iter().any(|c| c.role != crate::plan::table::ColumnRole::Other);
        if known && node.within.is_some() {
            let span = first_line(snapshot, node.span(table.header.span));
            let action = Some(LensAction::AddRow(span.start));
            found.push(Lens { span, title: "add row".to_owned(), action });
        }
    }
}

fn first_line(snapshot: &Snapshot, span: Span) -> Span {
    let text = snapshot.document.text();
    Span::new(span.start, span.end.min(text.line_span(text.line_of(span.start)).end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, show, snapshot};
    use expect_test::{Expect, expect};

    fn check(template: Option<&str>, text: &str, expect: Expect) {
        let snapshot = snapshot(text, &Case { template, files: &[] });
        let line = |lens: &Lens| {
            let action = match lens.action {
                None => String::new(),
                Some(LensAction::Show(span)) => format!(" → {}", show(&snapshot, span)),
                Some(action) => format!(" → {action:?}"),
            };
            format!("{} {}{action}\n", show(&snapshot, lens.span), lens.title)
        };
        expect.assert_eq(&code_lenses(&snapshot).iter().map(line).collect::<String>());
    }

    const BODY: &str =
        "## Phase 1: A\n- [x] a\n- [ ] **b** c\n## Phase 2: B\n### Step 2.1: C\n- [ ] d\n";

    #[test]
    fn progress_and_what_comes_next() {
        let rest = "## Risks\n| Risk | Mitigation |\n|---|---|\n| a | b |\n## Rollback\nx\n## Acceptance\n- y\n";
        check(
            None,
            &format!("# Plan\n{BODY}{rest}"),
            expect![[r#"
                1:3-1:7 "Plan" 1 of 3 tasks done (33 %)
                1:3-1:7 "Plan" next: b c → 4:7-4:14 "**b** c"
                2:4-2:14 "Phase 1: A" 1/2
                2:4-2:14 "Phase 1: A" next: b c → 4:7-4:14 "**b** c"
                5:4-5:14 "Phase 2: B" 0/1
                5:4-5:14 "Phase 2: B" next: d → 7:7-7:8 "d"
                9:1-9:22 "| Risk | Mitigation |" add row → AddRow(90)
            "#]],
        );
    }

    #[test]
    fn sections_that_are_missing() {
        check(
            Some("phased"),
            &format!("# Implementation Plan: X\n{BODY}"),
            expect![[r#"
                1:3-1:25 "Implementation Plan: X" 1 of 3 tasks done (33 %)
                1:3-1:25 "Implementation Plan: X" next: b c → 4:7-4:14 "**b** c"
                1:3-1:25 "Implementation Plan: X" insert 3 missing sections → InsertSections
                2:4-2:14 "Phase 1: A" 1/2
                2:4-2:14 "Phase 1: A" next: b c → 4:7-4:14 "**b** c"
                5:4-5:14 "Phase 2: B" 0/1
                5:4-5:14 "Phase 2: B" next: d → 7:7-7:8 "d"
            "#]],
        );
    }

    #[test]
    fn a_plan_without_tasks() {
        check(
            None,
            "# Plan\n## Notes\nx\n",
            expect![[r#"
            1:3-1:7 "Plan" insert 3 missing sections → InsertSections
        "#]],
        );
    }
}
