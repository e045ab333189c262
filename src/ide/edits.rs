//! A document after any edits is the document read afresh: findings and every answer.

use super::{Environment, Snapshot};
use crate::text::Span;
use proptest::prelude::*;

const LINES: &[&str] = &[
    "# Implementation Plan: Cache",
    "# Notes",
    "## Overview",
    "## Implementation Steps",
    "### Phase 1: Build",
    "### Phase 2: Ship",
    "### Phase 2: Ship again",
    "#### Step 1.1: Write",
    "#### Step 1.3: Read",
    "## Risks & Mitigations",
    "## Rollback Plan",
    "## Timeline",
    "## Definition of Done",
    "**Status:** Draft",
    "**Status:** Completed",
    "**Author:** [Name]",
    "**Risk Level:** [Low/Medium/High]",
    "**Dependencies:** Phase 2",
    "**Tasks:**",
    "- [ ] Write `src/a.rs`",
    "- [x] Read the [spec](#risks)",
    "- slow vault",
    "1. Switch it off",
    "2. Check that it answers",
    "See Phase 7 and [rota](#nowhere).",
    "The store answers in 12 ms, Phase 2 in less.",
    "**Notes:** agreed with finance, see `src/b.rs`.",
    "**Estimated Time:** 2 days",
    "**End Date:** 2026-02-01",
    "- **Depends on**: Phase 1",
    "- [ ] Later, perhaps",
    "| Phase | Start Date | Status |\n| --- | --- | --- |\n| Phase 1: Build | 2026-03-02 | Done |",
    "| Risk | Mitigation |\n| --- | --- |\n| slow | |",
    "**Phase 3: Later**",
    "```",
    "---",
    "status: draft",
    "<!-- planls: ignore broken-link -->",
    "<!-- planls: template=phased -->",
    "<!-- planls: plan -->",
    "<!--",
    "Words.\r",
    "",
    "",
    "",
];

fn text() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(prop::sample::select(LINES), 0..30);
    lines.prop_map(|lines| lines.iter().map(|line| format!("{line}\n")).collect())
}

/// Where an edit begins, how much it takes out, what it puts in, whether findings are asked for.
type Edit = (prop::sample::Index, usize, String, bool);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let insert = prop_oneof![
        prop::sample::select(LINES).prop_map(|line| format!("\n{line}\n")),
        prop::sample::select(vec![
            "x", "e", "#", " ", "\n", "1", "", "`", "|", "- [ ] ", "optional"
        ])
        .prop_map(str::to_owned),
    ];
    let edit = (any::<prop::sample::Index>(), 0..40usize, insert, any::<bool>());
    prop::collection::vec(edit, 1..8)
}

/// What can be done, with all edits.
fn actions(snapshot: &Snapshot, span: Span) -> Vec<(String, Vec<crate::text::Edit>)> {
    let all = super::assists(snapshot, span).into_iter();
    all.map(|a| (a.title, a.edits.of(snapshot).into_owned())).collect()
}

/// All that is answered about a document, each query once for all of it or at one place.
fn answers(snapshot: &Snapshot, at: usize) -> Vec<(&'static str, String)> {
    let all = Span::new(0, snapshot.document.text().len());
    vec![
        ("outline", format!("{:?}", super::outline(snapshot, true))),
        ("completions", format!("{:?}", super::completions(snapshot, at))),
        ("hover", format!("{:?}", super::hover(snapshot, at))),
        ("tokens", format!("{:?}", super::semantic_tokens(snapshot, all))),
        ("folds", format!("{:?}", super::folds(snapshot))),
        ("lenses", format!("{:?}", super::code_lenses(snapshot))),
        ("hints", format!("{:?}", super::inlay_hints(snapshot, all))),
        ("links", format!("{:?}", super::links(snapshot))),
        ("assists", format!("{:?}", actions(snapshot, all))),
        ("highlights", format!("{:?}", super::highlights(snapshot, at))),
        ("definition", format!("{:?}", super::definition(snapshot, at))),
        ("rename", format!("{:?}", super::prepare_rename(snapshot, at))),
        ("format", format!("{:?}", super::format(snapshot))),
        ("selection", format!("{:?}", super::selection(snapshot, at))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..Default::default() })]

    #[test]
    fn an_edited_snapshot_is_a_fresh_one(text in text(), edits in edits()) {
        let environment = Environment::plain("2026-03-02".parse().expect("a date"));
        let text = format!("# Implementation Plan: X\n\n{text}");
        let mut snapshot = Snapshot::of_text(&text, Some("plan.md"), environment.clone());
        let last = edits.len() - 1;
        for (turn, (at, length, insert, ask)) in edits.into_iter().enumerate() {
            if ask {
                snapshot.findings();
            }
            let mut document = snapshot.document.clone();
            let start = at.index(document.text().len() + 1);
            document.edit(Span::new(start, start + length), &insert);
            let text = document.text().slice(Span::new(0, document.text().len())).into_owned();
            let (path, declared) = (snapshot.path.clone(), snapshot.declared.clone());
            snapshot = Snapshot::new(document, path, declared, environment.clone(), Some(&snapshot));
            let fresh = Snapshot::of_text(&text, Some("plan.md"), environment.clone());
            prop_assert_eq!(snapshot.recognition.is, fresh.recognition.is);
            prop_assert_eq!(&snapshot.recognition.reasons, &fresh.recognition.reasons);
            prop_assert_eq!(&snapshot.matching, &fresh.matching);
            prop_assert_eq!(snapshot.findings(), fresh.findings());
            if turn == last {
                prop_assert_eq!(answers(&snapshot, start), answers(&fresh, start));
            }
        }
    }
}
