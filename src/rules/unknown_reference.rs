//! `unknown-reference`: a phase or step is named that the plan does not have.

use super::{Context, Finding};
use crate::plan::reference::{Reference, Role};
use crate::plan::series::{Member, Place, Series, word};
use crate::plan::{Node, NodeId, Relations};
use crate::text::{Edit, Span};

declare! {
    /// A phase or step is named that no heading of the plan has.
    ///
    /// Who follows the reference finds nothing, or does the wrong step first. Names are checked only
    /// against a series the plan has: in dependencies and tables every number after its first, in
    /// running text one that is left out between two others, or that the reader is sent to (`see
    /// Phase 4`), for text also speaks of other documents and of phases still to be planned.
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
    /// ## Phase 4: Pay
    /// **Dependencies:** Phase 3
    /// - [ ] Pay with a saved card
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// Sharing cards comes with Phase 3 of the roadmap.
    ///
    /// ## Phase 1: Store
    /// - [ ] Vault client
    ///
    /// ## Phase 2: Show
    /// **Dependencies:** Phase 1
    /// - [ ] List of cards
    /// ```
    "unknown-reference",
    template: Warning, generic: Warning, about: Wrong, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    // References without a heading that are looked into.
    const MOST: usize = 500;
    let relations = context.plan.relations();
    let timelines = timeline_cells(context, relations);
    let elsewhere = |r: &Reference| {
        let next = timelines.partition_point(|(id, cell)| (*id, cell.start) <= (r.node, r.span.start));
        let before = next.checked_sub(1).and_then(|at| timelines.get(at));
        before.is_some_and(|(id, cell)| *id == r.node && cell.covers(r.span))
    };
    let unknown = relations.references().filter(|r| r.target.is_none());
    let unknown = unknown.filter(|r| relations.index.has_word(&r.word) && !elsewhere(r));
    unknown.take(MOST).filter_map(|r| finding(context, r)).collect()
}

fn finding(context: &Context, reference: &Reference) -> Option<Finding> {
    if is_of_a_larger_whole(context, &reference.word) {
        return None;
    }
    let same = |s: &&Series| s.word == reference.word && s.is_counted();
    let places: Vec<(Place, &Series)> =
        context.plan.series().iter().filter(same).map(|s| (s.place(&reference.number), s)).collect();
    let hole = places.iter().find(|(place, _)| *place == Place::Hole);
    let beyond = || places.iter().filter(|(place, _)| *place == Place::Beyond);
    let points = || reference.role != Role::Text || reference.is_pointed_at;
    let beyond = beyond().next_back().filter(|_| points());
    let (_, series) = hole.or(beyond)?;
    let node = context.plan.node(reference.node)?;
    let text = node.section.str(reference.span).to_owned();
    let named = if text.contains(char::is_alphabetic) { text } else { format!("{} {text}", reference.word) };
    let mut finding = Finding::new(node.span(reference.span), format!("there is no `{named}`"));
    let (before, after) = series.around(&reference.number);
    let from = waiting(context, reference);
    // Where several have the number, what is written here may mean another one.
    let index = &context.plan.relations().index;
    let meant = |m: &&Member| {
        let found = index.resolve(context.plan, reference.node, &reference.word, &m.number);
        found.is_some_and(|(node, _)| node == m.node)
    };
    let members = [before, after].into_iter().flatten().filter(meant);
    for member in members.filter(|m| from.is_none_or(|from| m.node < from)) {
        let name = context.plan.node(member.node).map_or("", Node::name);
        if member.number.until.is_none() {
            let edit = Edit::replace(node.span(reference.number_span), member.number.text.clone());
            finding = finding.offer(format!("Change to `{name}`"), vec![edit]);
        }
    }
    let last = before.or(after).and_then(|m| context.plan.node(m.node))?;
    Some(finding.relate(last.heading_span(), "the nearest there is"))
}

/// The phase or step that a dependency is of: it cannot wait for itself or for a later one.
fn waiting(context: &Context, reference: &Reference) -> Option<NodeId> {
    if reference.role != Role::Dependency {
        return None;
    }
    let timelines = context.plan.relations().timelines_in(reference.node);
    let mut rows = timelines.flat_map(|t| t.rows(context.plan));
    let row = rows.find(|(row, _)| row.depends.is_some_and(|cell| cell.covers(reference.span)));
    row.map_or(Some(reference.node), |(_, phase)| phase)
}

/// Whether the document is itself a phase of something: then others name its siblings.
fn is_of_a_larger_whole(context: &Context, name: &str) -> bool {
    let Some(title) = context.plan.title_text() else { return false };
    let words: Vec<String> = title.split_whitespace().map(word).collect();
    let numbered = |pair: &[String]| {
        pair.first().is_some_and(|w| w == name) && pair.get(1).is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()))
    };
    words.windows(2).any(numbered)
}

/// The cells that name the phases of timelines: what they say is another rule's business.
fn timeline_cells(context: &Context, relations: &Relations) -> Vec<(NodeId, Span)> {
    let timelines = relations.timelines.iter().filter(|t| t.is_timeline);
    timelines.flat_map(|t| t.rows(context.plan).map(|(row, _)| (t.node, row.name))).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::{Expect, expect};

    fn phases(text: &str, expect: Expect) {
        let plan = format!("# Implementation Plan: X\n\n{text}\n\n## Phase 1: A\na\n\n## Phase 2: B\nb\n\n## Phase 4: D\nd\n");
        check("unknown-reference", &plan, expect);
    }

    #[test]
    fn a_number_that_would_mean_another_phase_is_not_offered() {
        let text = "# Implementation Plan: X\n\n## Phase 1: A\na\n\n## Phase 3: C\nc\n\n## Notes\n\n## Phase 1: B\n**Depends on:** Phase 2\n";
        check("unknown-reference", text, expect![[r#"
            12:17-12:24 warning there is no `Phase 2`
              see 3: the nearest there is
              offer: Change to `Phase 3: C`
        "#]]);
    }

    #[test]
    fn a_hole_in_text_is_reported_and_the_end_is_open() {
        phases("As phase 3 says, before Phase 5 and after Phase 0.", expect![[r#"
            3:4-3:11 warning there is no `phase 3`
              see 8: the nearest there is
              offer: Change to `Phase 2: B`
              offer: Change to `Phase 4: D`
        "#]]);
    }

    #[test]
    fn other_documents_series_and_code() {
        phases("`Phase 3`, Phase 3 of the roadmap, Step 3, Week 3, Phase 3.5", expect![[""]]);
    }

    #[test]
    fn dependencies_are_checked_beyond_the_end() {
        let text = "# Plan: X\n\n### Task 1.1: A\n- **Dependencies**: None\n\n### Task 1.2: B\n- **Depends on**: Task 1.1, Task 1.7\n";
        check("unknown-reference", text, expect![[r#"
            7:29-7:37 warning there is no `Task 1.7`
              see 6: the nearest there is
        "#]]);
    }

    #[test]
    fn a_dependency_column_too() {
        let text = "# Plan: X\n\n| Phase | Duration | Depends on |\n|---|---|---|\n| Phase 1 | 2 days | - |\n| Phase 2 | 3 days | 9 |\n\n## Phase 1: A\na\n\n## Phase 2: B\nb\n";
        check("unknown-reference", text, expect![[r#"
            6:22-6:23 warning there is no `phase 9`
              see 11: the nearest there is
        "#]]);
    }

    #[test]
    fn a_phase_of_something_larger_speaks_of_its_siblings() {
        let text = "# Phase 3 Implementation Plan\n\n## Phase 3.1: A\n**Dependencies:** Phase 7\n\n## Phase 3.2: B\nb\n";
        check("unknown-reference", text, expect![[""]]);
    }

    #[test]
    fn the_fix_is_the_nearest() {
        check_fix("unknown-reference", "# Plan\n\n## Phase 1: A\n\n## 阶段 1\n\n## Phase 2: B\nb\n\n## Phase 4: D\n**Blocked by:** Phases 1 and 3", expect![[r#"
            # Plan

            ## Phase 1: A

            ## 阶段 1

            ## Phase 2: B
            b

            ## Phase 4: D
            **Blocked by:** Phases 1 and 2"#]]);
    }

    #[test]
    fn text_that_sends_the_reader_there() {
        let text = "# Plan\n\n## Phase 1: A\n- Reuse the client (see Phase 9)\n- Comes with Phase 9\n- See Phase 9 in [the roadmap](r.md)\n\n## Phase 2: B\nBuilds on the vault from Phase 8.\n";
        check("unknown-reference", text, expect![[r#"
            4:25-4:32 warning there is no `Phase 9`
              see 8: the nearest there is
              offer: Change to `Phase 2: B`
            9:26-9:33 warning there is no `Phase 8`
              see 8: the nearest there is
              offer: Change to `Phase 2: B`
        "#]]);
    }
}
