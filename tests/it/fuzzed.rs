//! What `cargo fuzz` runs, on stable Rust: the checks over what it has found, and over generated edits.
//! Each check takes any bytes (`fuzz/README.md`).

pub mod answers;
mod configuration;
mod edits;
mod fixes;
pub mod formatting;
mod session;
mod templates;

use crate::fixes::{document, properties};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// Runs a check over the inputs kept for it.
fn check(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fuzzed/finds").join(target);
    for entry in fs::read_dir(&folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        println!("{}", path.display());
        check(&fs::read(&path).unwrap());
    }
}

#[test]
fn finds_stay_mended() {
    check("configuration", configuration::check);
    check("edits", edits::check);
    check("fixes", fixes::check);
    check("formatting", formatting::check);
    check("session", session::check);
    check("templates", templates::check);
}

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

/// Where an edit begins, how much it takes out, whether findings are asked for, what it puts in.
type Edit = (u16, u8, bool, String);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let insert = prop_oneof![
        prop::sample::select(LINES).prop_map(|line| format!("\n{line}\n")),
        prop::sample::select(vec![
            "x", "e", "#", " ", "\n", "1", "", "`", "|", "- [ ] ", "optional"
        ])
        .prop_map(str::to_owned),
    ];
    let edit = (0..1u16 << 14, 0..40u8, any::<bool>(), insert);
    prop::collection::vec(edit, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..Default::default() })]

    #[test]
    fn an_edited_document_is_a_fresh_one(text in text(), edits in edits()) {
        let mut input = format!("# Implementation Plan: X\n\n{text}").into_bytes();
        for (at, take, ask, insert) in edits {
            input.extend([0xff, (at >> 7) as u8, (at % 128) as u8, take, ask.into()]);
            input.extend(insert.into_bytes());
        }
        edits::check(&input);
    }
}
