//! Text with the cursor in, the text after an action out.

mod tables;
mod words;

use crate::ide::assist::assists;
use crate::ide::testing::{Case, cursor};
use crate::ide::{Environment, Snapshot};
use crate::text::{Span, apply};
use expect_test::{Expect, expect};

/// The text after the first action whose title begins so; `None` where it is not offered.
#[track_caller]
fn after(case: &Case, title: &str, text: &str) -> Option<String> {
    let (snapshot, at) = cursor(text, case);
    let all = assists(&snapshot, Span::at(at));
    let found = all.iter().find(|assist| assist.title.starts_with(title));
    let before = snapshot.document.text().to_string();
    found.map(|assist| apply(&before, &assist.edits.of(&snapshot)).expect("edits do not apply"))
}

#[track_caller]
fn check_case(case: &Case, title: &str, text: &str, expected: Expect) {
    expected.assert_eq(&after(case, title, text).unwrap_or_else(|| "none".to_owned()));
}

#[track_caller]
fn check(title: &str, text: &str, expected: Expect) {
    check_case(&Case::default(), title, text, expected);
}

const TABLE: &str = "# Plan\n\n| a | b |\n| - | -: |\n| 2 | x \\| y$0 |\n| 1 | `z` |\n";
const QUOTED: &str = "# Plan\n\n> a | b\n> - | -\n> 漢字 | x$0\n> 🎉 | y\n";

#[test]
fn rows() {
    check(
        "Duplicate row",
        TABLE,
        expect![[r#"
        # Plan

        | a | b |
        | - | -: |
        | 2 | x \| y |
        | 2 | x \| y |
        | 1 | `z` |
    "#]],
    );
    check(
        "Move row down",
        TABLE,
        expect![[r#"
        # Plan

        | a | b |
        | - | -: |
        | 1 | `z` |
        | 2 | x \| y |
    "#]],
    );
    check("Move row up", TABLE, expect!["none"]);
    check(
        "Move row down",
        QUOTED,
        expect![[r#"
        # Plan

        > a | b
        > - | -
        > 🎉 | y
        > 漢字 | x
    "#]],
    );
    check(
        "Delete row",
        QUOTED,
        expect![[r#"
        # Plan

        > a | b
        > - | -
        > 🎉 | y
    "#]],
    );
    check(
        "Duplicate row",
        QUOTED,
        expect![[r#"
        # Plan

        > a | b
        > - | -
        > 漢字 | x
        > 漢字 | x
        > 🎉 | y
    "#]],
    );
    check(
        "Insert row below",
        QUOTED,
        expect![[r#"
            # Plan

            > a | b
            > - | -
            > 漢字 | x
            > |   |   |
            > 🎉 | y
        "#]],
    );
}

#[test]
fn columns() {
    check(
        "Insert column to the left",
        TABLE,
        expect![[r#"
        # Plan

        | a   |     |      b |
        | --- | --- | -----: |
        | 2   |     | x \| y |
        | 1   |     |    `z` |
    "#]],
    );
    check(
        "Insert column to the right",
        QUOTED,
        expect![[r#"
        # Plan

        > | a    | b   |     |
        > | ---- | --- | --- |
        > | 漢字 | x   |     |
        > | 🎉   | y   |     |
    "#]],
    );
    check(
        "Delete column `b`",
        TABLE,
        expect![[r#"
        # Plan

        | a   |
        | --- |
        | 2   |
        | 1   |
    "#]],
    );
    check(
        "Sort by",
        "# Plan\n\n| a | b |\n| - | - |\n| 10$0 | x |\n| 9 | y |\n| | z |\n",
        expect![[r#"
            # Plan

            | a   | b   |
            | --- | --- |
            | 9   | y   |
            | 10  | x   |
            |     | z   |
        "#]],
    );
    check(
        "Align table",
        QUOTED,
        expect![[r#"
        # Plan

        > | a    | b   |
        > | ---- | --- |
        > | 漢字 | x   |
        > | 🎉   | y   |
    "#]],
    );
    check("Align table", "# Plan\n\ntext$0\n", expect!["none"]);
}

const PHASES: &str = "# Plan\n\n## Phase 1: A\n\n### Step 1.1: x$0\n- [ ] a\n\nSee Phase 2.\n\n## Phase 2: B\n\n### Step 2.1: y\n- [ ] b\n\n## Timeline\n\n| Phase | Start |\n| --- | --- |\n| Phase 1: A | 2026-01-01 |\n| Phase 2: B | 2026-02-01 |\n";

#[test]
fn work_is_added_in_its_place() {
    check(
        "Add a phase",
        PHASES,
        expect![[r#"
        # Plan

        ## Phase 1: A

        ### Step 1.1: x
        - [ ] a

        See Phase 2.

        ## Phase 2: B

        ### Step 2.1: y
        - [ ] b

        ## Phase 3: [Name]

        - [ ] [Task]

        ## Timeline

        | Phase | Start |
        | --- | --- |
        | Phase 1: A | 2026-01-01 |
        | Phase 2: B | 2026-02-01 |
        | Phase 3: [Name] |            |
    "#]],
    );
    check(
        "Add a step",
        PHASES,
        expect![[r#"
        # Plan

        ## Phase 1: A

        ### Step 1.1: x
        - [ ] a

        See Phase 2.

        ### Step 1.2: [Name]

        - [ ] [Task]

        ## Phase 2: B

        ### Step 2.1: y
        - [ ] b

        ## Timeline

        | Phase | Start |
        | --- | --- |
        | Phase 1: A | 2026-01-01 |
        | Phase 2: B | 2026-02-01 |
    "#]],
    );
    check(
        "Add a step",
        "# Plan\n\n## Phase 1: A\n\n### Step 1.1: x\n\n## Phase 2: B$0\n\n- [ ] b",
        expect![[r#"
            # Plan

            ## Phase 1: A

            ### Step 1.1: x

            ## Phase 2: B

            - [ ] b

            ### Step 2.1: [Name]
        "#]],
    );
    check("Add a phase", "# Plan\n\n## Risks\n\nNone.$0\n", expect!["none"]);
}

#[test]
fn work_is_moved_with_its_numbers() {
    check(
        "Move phase down",
        &PHASES.replace("$0", "").replace("Phase 1: A\n\n###", "Phase 1: A$0\n\n###"),
        expect![[r#"
            # Plan

            ## Phase 1: B

            ### Step 1.1: y
            - [ ] b

            ## Phase 2: A

            ### Step 2.1: x
            - [ ] a

            See Phase 1.

            ## Timeline

            | Phase | Start |
            | --- | --- |
            | Phase 1: B | 2026-02-01 |
            | Phase 2: A | 2026-01-01 |
        "#]],
    );
    check(
        "Move step down",
        "# Plan\n\n## Phase 1: A\n\n### Step 1.1: x$0\n\na\n\n### Step 1.2: y\n\nb",
        expect![[r#"
            # Plan

            ## Phase 1: A

            ### Step 1.1: y

            b

            ### Step 1.2: x

            a"#]],
    );
    check("Move phase down", "# Plan\n\n## Phase 1: A$0\n\n## Risks\n", expect!["none"]);
    check(
        "Move phase up",
        "# Plan\n\n## Phase 1: A\n\n- [ ] a\n\n---\n\n## Phase 2: B$0\n\n- [ ] b\n",
        expect![[r#"
            # Plan

            ## Phase 1: B

            - [ ] b

            ---

            ## Phase 2: A

            - [ ] a
        "#]],
    );
}

#[test]
fn items_are_added() {
    check(
        "Add a criterion",
        "# Plan\n\n## Acceptance Criteria\n\n- [x] a$0\n- [ ] b\n",
        expect![[r#"
            # Plan

            ## Acceptance Criteria

            - [x] a
            - [ ] b
            - [ ] [Criterion]
        "#]],
    );
    check(
        "Add a rollback step",
        "# Plan\n\n## Rollback\n\n1. a\n2. b$0\n\nThen rest.\n",
        expect![[r#"
            # Plan

            ## Rollback

            1. a
            2. b
            3. [Step]

            Then rest.
        "#]],
    );
}

#[test]
fn tasks_are_toggled_with_those_around_them() {
    check(
        "Mark as done",
        "# Plan\n\n- [ ] a\n  - [x] b\n  - [ ] c$0\n",
        expect![[r#"
        # Plan

        - [x] a
          - [x] b
          - [x] c
    "#]],
    );
    check(
        "Mark as done",
        "# Plan\n\n- [ ] a\n  - [ ] b\n  - [ ] c$0\n",
        expect![[r#"
        # Plan

        - [ ] a
          - [ ] b
          - [x] c
    "#]],
    );
    check(
        "Mark as not done",
        "# Plan\n\n- [x] a\n  - [x] b$0\n",
        expect![[r#"
        # Plan

        - [ ] a
          - [ ] b
    "#]],
    );
}
