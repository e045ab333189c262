//! A document after any edits is the document read afresh: findings and outline.

use super::{Environment, Snapshot, outline};
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
        prop::sample::select(vec!["x", "#", " ", "\n", "1", "", "`", "|", "- [ ] "])
            .prop_map(str::to_owned),
    ];
    let edit = (any::<prop::sample::Index>(), 0..40usize, insert, any::<bool>());
    prop::collection::vec(edit, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..Default::default() })]

    #[test]
    fn an_edited_snapshot_is_a_fresh_one(text in text(), edits in edits()) {
        let environment = Environment::plain("2026-03-02".parse().expect("a date"));
        let text = format!("# Implementation Plan: X\n\n{text}");
        let mut snapshot = Snapshot::of_text(&text, Some("plan.md"), environment.clone());
        for (at, length, insert, ask) in edits {
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
            prop_assert_eq!(outline(&snapshot, true), outline(&fresh, true));
        }
    }
}
