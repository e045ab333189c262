//! Text with the cursor in; the text that is replaced, then label and insertion of each item.

use super::*;
use crate::ide::testing::{Case, cursor};
use expect_test::{Expect, expect};

const MOST: usize = 5;

#[track_caller]
fn check_case(case: &Case, text: &str, expected: Expect) {
    let (snapshot, at) = cursor(text, case);
    let found = completions(&snapshot, at);
    let line = snapshot.document.text().line_span(snapshot.document.text().line_of(at));
    assert!(found.items.is_empty() || (line.covers(found.replace) && found.replace.end == at));
    let mut out = String::new();
    if !found.items.is_empty() {
        out = format!("{:?}\n", snapshot.document.text().slice(found.replace));
    }
    for item in found.items.iter().take(MOST) {
        out += &format!("{} | {} | {:?}\n", item.label, item.filter, item.insert.plain());
    }
    expected.assert_eq(&out);
}

#[track_caller]
fn check(text: &str, expected: Expect) {
    check_case(&Case::default(), text, expected);
}

const FILES: &[&str] = &["src/lib.rs", "src/ide/a.rs", "docs/x.md", "README.md"];

#[test]
fn the_next_phase_and_step() {
    check(
        "# Plan: A\n\n## Phase 1: X\n- [ ] a\n\n## Phase 2: Y\n- [ ] b\n\n## P$0",
        expect![[r###"
            "## P"
            Phase 3: [Name] | ## Phase 3: [Name] | "## Phase 3: [Name]\n\n- [ ] [Task]\n"
            Overview | ## Overview | "## Overview\n\n[What will be different, and for whom]\n"
            Prerequisites | ## Prerequisites | "## Prerequisites\n\n- [ ] [What must be there before the work begins]\n"
            Approach | ## Approach | "## Approach\n\n[How it will be done]\n\n- [What is decided]: [The reason for it]\n"
            Implementation Steps | ## Implementation Steps | "## Implementation Steps\n\n### Phase 1: [Name]\n\n- [ ] [Task]\n"
        "###]],
    );
    check(
        "# Plan: A\n\n## Phase 1: X ✅\n\n### Step 1.1: a\n- [ ] t\n\n### Step 1.2: b\n\n### $0\n\n## Risks\n",
        expect![[r####"
            "### "
            Step 1.3: [Name] | ### Step 1.3: [Name] | "### Step 1.3: [Name]\n\n"
            Phase 2: [Name] | ### Phase 2: [Name] | "## Phase 2: [Name]\n\n- [ ] [Task]\n"
            Overview | ### Overview | "## Overview\n\n[What will be different, and for whom]\n"
            Prerequisites | ### Prerequisites | "## Prerequisites\n\n- [ ] [What must be there before the work begins]\n"
            Approach | ### Approach | "## Approach\n\n[How it will be done]\n\n- [What is decided]: [The reason for it]\n"
        "####]],
    );
    check(
        "# Plan: A\n\n## Phase 1: X\n\n### Step 1.1: a\n\n## Phase 2: Y\n\n### $0\n",
        expect![[r####"
            "### "
            Step 2.1: [Name] | ### Step 2.1: [Name] | "### Step 2.1: [Name]\n\n"
            Phase 3: [Name] | ### Phase 3: [Name] | "## Phase 3: [Name]\n\n"
            Overview | ### Overview | "## Overview\n\n[What will be different, and for whom]\n"
            Prerequisites | ### Prerequisites | "## Prerequisites\n\n- [ ] [What must be there before the work begins]\n"
            Approach | ### Approach | "## Approach\n\n[How it will be done]\n\n- [What is decided]: [The reason for it]\n"
        "####]],
    );
    check(
        "# Plan: A\n\n## Implementation Phases\n\n### $0\n",
        expect![[r####"
            "### "
            Phase 1: [Name] | ### Phase 1: [Name] | "### Phase 1: [Name]\n\n- [ ] [Task]\n"
            Overview | ### Overview | "## Overview\n\n[What will be different, and for whom]\n"
            Prerequisites | ### Prerequisites | "## Prerequisites\n\n- [ ] [What must be there before the work begins]\n"
            Approach | ### Approach | "## Approach\n\n[How it will be done]\n\n- [What is decided]: [The reason for it]\n"
            Testing Strategy | ### Testing Strategy | "## Testing Strategy\n\n- [ ] [What is tested, and the result it must have]\n"
        "####]],
    );
}

#[test]
fn whole_templates_where_there_is_nothing_yet() {
    for text in ["$0", "$0\n", "\n\n$0\n\n"] {
        let (snapshot, at) = cursor(text, &Case::default());
        let items = completions(&snapshot, at).items;
        let labels: Vec<_> = items.iter().map(|item| item.label.as_str()).collect();
        expect!["Spec-driven plan, Phased plan, Spec Kit plan, Numbered plan, Review-gated plan, Plan without a template"]
            .assert_eq(&labels.join(", "));
    }
}

#[test]
fn fields_of_the_template_that_are_missing() {
    let case = Case { template: Some("phased"), ..Case::default() };
    check_case(
        &case,
        "# Implementation Plan: A\n\n**Status:** Draft\n$0\n\n## Overview\n",
        expect![[r###"
            ""
            Issue | Issue | "**Issue:** {{ISSUE_ID}}"
            Spec | Spec | "**Spec:** [spec.md](spec.md)"
            Author | Author | "**Author:** {{AUTHOR}}"
            Created | Created | "**Created:** {{DATE}}"
            Prerequisites | Prerequisites | "## Prerequisites\n\nEverything on this list is true before the first phase starts:\n\n- [ ] Feature spec approved\n- [ ] Design reviewed\n- [ ] Dependencies available\n- [ ] Test environment ready\n"
        "###]],
    );
    check_case(
        &case,
        "# Implementation Plan: A\n\n**Cr$0\n",
        expect![[r#"
        "**Cr"
        Issue | **Issue | "**Issue:** {{ISSUE_ID}}"
        Spec | **Spec | "**Spec:** [spec.md](spec.md)"
        Author | **Author | "**Author:** {{AUTHOR}}"
        Created | **Created | "**Created:** {{DATE}}"
        Status | **Status | "**Status:** Draft | In Progress | Completed"
    "#]],
    );
}

#[test]
fn values_of_fields() {
    check(
        "# Plan: A\n\n**Status:** $0\n",
        expect![[r#"
        ""
        Not Started | Not Started | "Not Started"
        In Progress | In Progress | "In Progress"
        Blocked | Blocked | "Blocked"
        Completed | Completed | "Completed"
    "#]],
    );
    check(
        "# Plan: A\n\n**Status:**$0\n",
        expect![[r#"
        ""
        Not Started | Not Started | " Not Started"
        In Progress | In Progress | " In Progress"
        Blocked | Blocked | " Blocked"
        Completed | Completed | " Completed"
    "#]],
    );
    check(
        "# Plan: A\n\n**Status:** In $0\n",
        expect![[r#"
        "In "
        Not Started | Not Started | "Not Started"
        In Progress | In Progress | "In Progress"
        Blocked | Blocked | "Blocked"
        Completed | Completed | "Completed"
    "#]],
    );
    check(
        "# Plan: A\n\n**Target date**: 20$0\n",
        expect![[r#"
        "20"
        2026-03-02 | 2026-03-02 | "2026-03-02"
        2026-03-03 | 2026-03-03 | "2026-03-03"
        2026-03-09 | 2026-03-09 | "2026-03-09"
        2026-03-16 | 2026-03-16 | "2026-03-16"
        2026-03-30 | 2026-03-30 | "2026-03-30"
    "#]],
    );
    check(
        "---\nstatus: $0\n---\n# Plan: A\n",
        expect![[r#"
        ""
        Not Started | Not Started | "Not Started"
        In Progress | In Progress | "In Progress"
        Blocked | Blocked | "Blocked"
        Completed | Completed | "Completed"
    "#]],
    );
    check("# Plan: A\n\n**Owner:** $0\n", expect![[""]]);
    check("# Plan: A\n\n**Sta$0tus:** Draft\n", expect![[""]]);
}

#[test]
fn cells() {
    let plan = "# Plan: A\n\n## Phase 1: X\n\n## Phase 2: Y\n\n## Timeline\n\n| Phase | Start | Status |\n| --- | --- | --- |\n";
    check(
        &format!("{plan}| $0 | | |\n"),
        expect![[r#"
        ""
        Phase 1: X | Phase 1: X | "Phase 1: X"
        Phase 2: Y | Phase 2: Y | "Phase 2: Y"
    "#]],
    );
    check(
        &format!("{plan}| Phase 1: X | 2026$0 | |\n"),
        expect![[r#"
        "2026"
        2026-03-02 | 2026-03-02 | "2026-03-02"
        2026-03-03 | 2026-03-03 | "2026-03-03"
        2026-03-09 | 2026-03-09 | "2026-03-09"
        2026-03-16 | 2026-03-16 | "2026-03-16"
        2026-03-30 | 2026-03-30 | "2026-03-30"
    "#]],
    );
    check(
        &format!("{plan}| Phase 1: X | | In$0\n"),
        expect![[r#"
        "In"
        Not Started | Not Started | "Not Started"
        In Progress | In Progress | "In Progress"
        Blocked | Blocked | "Blocked"
        Completed | Completed | "Completed"
    "#]],
    );
    check(
        &format!("{plan}| Phase 1: X | a \\| b |$0 |\n"),
        expect![[r#"
        ""
        Not Started | Not Started | " Not Started"
        In Progress | In Progress | " In Progress"
        Blocked | Blocked | " Blocked"
        Completed | Completed | " Completed"
    "#]],
    );
    check(&format!("{plan}| Phase 1: X | 1 | 2 |$0\n"), expect![[""]]);
}

#[test]
fn rows() {
    let plan = "# Plan: A\n\n## Phase 1: X\n\n## Phase 2: Y\n\n## Timeline\n\n| Phase | Start | Status |\n| --- | --- | --- |\n| Phase 1: X | | |\n";
    check(
        &format!("{plan}| $0\n"),
        expect![[r#"
        "| "
        Phase 2: Y | | Phase 2: Y | "| Phase 2: Y |       |        |"
        table row | | table row | "|       |       |        |"
    "#]],
    );
    check(
        &format!("{plan}|$0\n"),
        expect![[r#"
        "|"
        Phase 2: Y | |Phase 2: Y | "| Phase 2: Y |       |        |"
        table row | |table row | "|       |       |        |"
    "#]],
    );
    check(
        &format!("{plan}$0\n"),
        expect![[r###"
            ""
            Phase 2: Y | Phase 2: Y | "| Phase 2: Y |       |        |"
            table row | table row | "|       |       |        |"
            Overview | Overview | "## Overview\n\n[What will be different, and for whom]\n"
            Prerequisites | Prerequisites | "## Prerequisites\n\n- [ ] [What must be there before the work begins]\n"
            Approach | Approach | "## Approach\n\n[How it will be done]\n\n- [What is decided]: [The reason for it]\n"
        "###]],
    );
}

#[test]
fn paths_and_anchors() {
    let case = Case { files: FILES, ..Case::default() };
    check_case(
        &case,
        "# Plan: A\n\nChange `src/$0`\n",
        expect![[r#"
        ""
        ide/ | ide/ | "ide/"
        lib.rs | lib.rs | "lib.rs"
    "#]],
    );
    check_case(
        &case,
        "# Plan: A\n\nSee [it](docs/$0)\n",
        expect![[r#"
        ""
        x.md | x.md | "x.md"
    "#]],
    );
    check_case(
        &case,
        "# Plan: A\n\n| a | `src/ide/$0\n",
        expect![[r#"
        ""
        a.rs | a.rs | "a.rs"
    "#]],
    );
    check_case(&case, "# Plan: A\n\nRun `cargo test $0`\n", expect![[""]]);
    check_case(&case, "# Plan: A\n\nRead `src/lib.rs` $0\n", expect![[""]]);
    check(
        "# Plan: A\n\n## Risks\n\n## Risks\n\nSee [it](#r$0)\n",
        expect![[r##"
        "#r"
        #plan-a | #plan-a | "#plan-a"
        #risks | #risks | "#risks"
        #risks-1 | #risks-1 | "#risks-1"
    "##]],
    );
    check("# Plan: A\n\nChange `../$0`\n", expect![[""]]);
}

#[test]
fn directives() {
    check(
        "# Plan: A\n\n<!-- $0\n",
        expect![[r#"
        ""
        planls: ignore | planls: ignore | "planls: ignore "
        planls: ignore-file | planls: ignore-file | "planls: ignore-file "
        planls: plan | planls: plan | "planls: plan -->"
        planls: not-a-plan | planls: not-a-plan | "planls: not-a-plan -->"
        planls: template= | planls: template= | "planls: template="
    "#]],
    );
    check(
        "# Plan: A\n\n<!-- planls: ignore miss$0 -->\n",
        expect![[r#"
        "miss"
        missing-risks | missing-risks | "missing-risks"
        missing-rollback-plan | missing-rollback-plan | "missing-rollback-plan"
        missing-acceptance-criteria | missing-acceptance-criteria | "missing-acceptance-criteria"
        missing-section | missing-section | "missing-section"
        missing-phases | missing-phases | "missing-phases"
    "#]],
    );
    check(
        "# Plan: A\n\n<!-- planls: template=$0\n",
        expect![[r#"
        ""
        spec-driven | spec-driven | "spec-driven -->"
        phased | phased | "phased -->"
        spec-kit | spec-kit | "spec-kit -->"
        numbered | numbered | "numbered -->"
        review-gated | review-gated | "review-gated -->"
    "#]],
    );
    check("# Plan: A\n\n<!-- a --> $0\n", expect![[""]]);
}

#[test]
fn nothing_in_prose_and_fences() {
    check("# Plan: A\n\nWe do it $0\n", expect![[""]]);
    check("# Plan: A\n\n```sh\n# $0\n```\n", expect![[""]]);
    check("# Plan: A\n\n```\n`src/$0\n", expect![[""]]);
    check("# Plan: A\n\n- [ ] Do $0\n", expect![[""]]);
}
