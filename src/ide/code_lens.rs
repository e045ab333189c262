//! Code lenses: how far plan and phases are, what comes next, rows and sections to add. Nothing is
//! only here: hovers and actions say the same. In plans only, not in templates.

use super::Snapshot;
use crate::plan::marks::Plain;
use crate::plan::table::TableView;
use crate::plan::{Node, Plan};
use crate::rules::Finding;
use crate::syntax::BlockKind;
use crate::text::{Edit, Span};

/// A line above a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// What it is about; on one line.
    pub span: Span,
    /// What it says.
    pub title: String,
    /// What a click does.
    pub action: LensAction,
}

/// What a click on a lens does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LensAction {
    /// Shows a place of the document, bytes.
    Show(Span),
    /// Adds a row at the end of the table at a place, bytes.
    AddRow(usize),
    /// Inserts the sections that are missing: [`missing_sections`].
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
    let next = next_tasks(plan);
    let (done, total) = plan.progress();
    if let Some(share) = (done * 100).checked_div(total) {
        // What comes next in the plan: the first open task of the work, if there is work.
        let task = plan.work().find_map(|(id, _)| next.get(id).copied().flatten());
        let said = format!("{done} of {total} tasks done ({share} %)");
        found.push(progress(snapshot, top, said, task.filter(|_| done < total)));
    }
    let missing = snapshot.findings().iter().filter(|f| is_missing(f)).count();
    if missing > 0 {
        let sections = if missing == 1 { "section" } else { "sections" };
        let title = format!("insert {missing} missing {sections}");
        found.push(Lens { span: top, title, action: LensAction::InsertSections });
    }
    for (id, node) in plan.nodes.iter().enumerate() {
        // Steps have their own inlay hints: a line above each would hide the plan.
        if node.is_work() && node.total > 0 && !plan.in_work(id) {
            let span = first_line(snapshot, node.heading_span());
            let said = format!("{} of {} done", node.done, node.total);
            found.push(progress(snapshot, span, said, next.get(id).copied().flatten()));
        }
        tables(snapshot, node, &mut found);
    }
    found
}

/// The edits that insert every section that is missing, as the fixes of the findings do.
pub fn missing_sections(snapshot: &Snapshot) -> Vec<Edit> {
    let missing = snapshot.findings().iter().filter(|f| is_missing(f));
    missing.filter_map(|f| f.fixes.first()).flat_map(|fix| fix.edits.clone()).collect()
}

fn is_missing(finding: &Finding) -> bool {
    let named =
        ["missing-section", "missing-risks", "missing-rollback-plan"].contains(&finding.rule);
    (named || finding.rule == "missing-acceptance-criteria") && !finding.fixes.is_empty()
}

/// How far, and the next task, which a click shows.
fn progress(snapshot: &Snapshot, span: Span, said: String, task: Option<Span>) -> Lens {
    const LONGEST: usize = 60;
    let Some(task) = task else {
        return Lens { span, title: said, action: LensAction::Show(span) };
    };
    let source = snapshot.document.text().slice(task);
    let words = Plain::of(&source).text;
    let mut name: String = words.chars().take(LONGEST).collect();
    if name.len() < words.len() {
        name.push('…');
    }
    Lens { span, title: format!("{said} · next: {name}"), action: LensAction::Show(task) }
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

fn own_task(node: Node) -> Option<Span> {
    let open = |item: &&crate::plan::Item| item.check.is_some_and(|c| !c.done);
    let item = node.section.items.iter().find(|item| open(item) && !item.text.is_empty())?;
    let line = node.section.str(item.text).lines().next().map_or(0, str::len);
    Some(node.span(Span::new(item.text.start, item.text.start + line)))
}

fn tables(snapshot: &Snapshot, node: Node, found: &mut Vec<Lens>) {
    for block in &node.section.tables {
        let facts = &node.section.facts;
        let Some(BlockKind::Table(table)) = facts.block(*block).map(|b| &b.kind) else { continue };
        let view = TableView::new(&facts.text, table);
        // Only tables that a plan fills as it goes: of risks, phases, tasks, dependencies.
        let known = view.columns.iter().any(|c| c.role != crate::plan::table::ColumnRole::Other);
        if known && node.within.is_some() {
            let span = first_line(snapshot, node.span(table.header.span));
            let action = LensAction::AddRow(span.start);
            found.push(Lens { span, title: "add row".to_owned(), action });
        }
    }
}

fn first_line(snapshot: &Snapshot, span: Span) -> Span {
    let Some(slice) = snapshot.document.slice_at(span.start) else { return span };
    let line = slice.facts.lines_of(Span::at(span.start - slice.start.min(span.start)));
    Span::new(span.start, span.end.min(slice.start + line.end))
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
                LensAction::Show(span) => format!(" → {}", show(&snapshot, span)),
                action => format!(" → {action:?}"),
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
                1:3-1:7 "Plan" 1 of 3 tasks done (33 %) · next: b c → 4:7-4:14 "**b** c"
                2:4-2:14 "Phase 1: A" 1 of 2 done · next: b c → 4:7-4:14 "**b** c"
                5:4-5:14 "Phase 2: B" 0 of 1 done · next: d → 7:7-7:8 "d"
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
                1:3-1:25 "Implementation Plan: X" 1 of 3 tasks done (33 %) · next: b c → 4:7-4:14 "**b** c"
                1:3-1:25 "Implementation Plan: X" insert 3 missing sections → InsertSections
                2:4-2:14 "Phase 1: A" 1 of 2 done · next: b c → 4:7-4:14 "**b** c"
                5:4-5:14 "Phase 2: B" 0 of 1 done · next: d → 7:7-7:8 "d"
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
