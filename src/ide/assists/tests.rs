//! Text with the cursor in, the text after an action out.

mod tables;

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
    found.map(|assist| apply(&before, &assist.edits).expect("edits do not apply"))
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

#[test]
fn values_are_set() {
    check(
        "Set status to `In",
        "# Plan\n\n**Status:** Not Started$0\n",
        expect![[r#"
        # Plan

        **Status:** In Progress
    "#]],
    );
    check(
        "Set status to `Blocked",
        "# Plan\n\n| Task | Status |\n| --- | --- |\n| a | $0 |\n",
        expect![[r#"
            # Plan

            | Task | Status |
            | --- | --- |
            | a | Blocked |
        "#]],
    );
    check(
        "Fill in today",
        "# Plan\n\n**Due date:** [DATE]$0\n",
        expect![[r#"
        # Plan

        **Due date:** 2026-03-02
    "#]],
    );
    check("Fill in today", "# Plan\n\n**Due date:** 2026-01-01$0\n", expect!["none"]);
}

#[test]
fn series_are_renumbered() {
    check(
        "Renumber",
        "# Plan\n\n## Phase 1: A$0\n\nSee Phase 3.\n\n## Phase 3: B\n",
        expect![[r#"
            # Plan

            ## Phase 1: A

            See Phase 2.

            ## Phase 2: B
        "#]],
    );
    check("Renumber", "# Plan\n\n## Phase 1: A$0\n\n## Phase 2: B\n", expect!["none"]);
}

#[test]
fn risks_change_their_shape() {
    check(
        "Turn into a list",
        "# Plan\n\n## Risks\n\n| Risk | Impact | Mitigation |\n| --- | --- | --- |\n| Disk `a \\| b`$0 | High | |\n| Net | Low | Retry |\n",
        expect![[r#"
            # Plan

            ## Risks

            - **Disk `a | b`**
              - **Impact**: High
            - **Net**
              - **Impact**: Low
              - **Mitigation**: Retry
        "#]],
    );
    check(
        "Turn into a table",
        "# Plan\n\n## Risks\n\n- **Disk**\n  - **Impact**: a | b$0\n- Net\n  - **Mitigation**: Retry\n",
        expect![[r#"
            # Plan

            ## Risks

            | Risk | Impact | Mitigation |
            | ---- | ------ | ---------- |
            | Disk | a \| b |            |
            | Net  |        | Retry      |
        "#]],
    );
    check(
        "Turn into a table",
        "# Plan\n\n## Risks\n\n- **Disk**: More of it$0\n- **Net**: Retry\n",
        expect![[r#"
            # Plan

            ## Risks

            | Risk | Mitigation |
            | ---- | ---------- |
            | Disk | More of it |
            | Net  | Retry      |
        "#]],
    );
    check(
        "Turn into a table",
        "# Plan\n\n## Risks\n\n- **Disk**$0\n\n  Because.\n",
        expect!["none"],
    );
}

/// What a risk says survives the way into a list and back, and the other way round.
#[test]
fn risks_come_back_as_they_were() {
    let case = Case::default();
    let plan = |body: &str| format!("# Plan\n\n## Risks\n\n{body}\nAfter.\n");
    let there_and_back = |first: &str, then: &str, body: &str, place: &str| {
        let there = after(&case, first, &plan(&body.replacen(place, &format!("{place}$0"), 1)));
        let there = there.unwrap_or_else(|| panic!("not offered: {body}"));
        let list = there.replacen("Disk", "Di$0sk", 1);
        let back = after(&case, then, &list).unwrap_or_else(|| panic!("not back: {there}"));
        assert_eq!(back, plan(body), "{there}");
    };
    for body in [
        "| Risk | Impact | Mitigation |\n| ---- | ------ | ---------- |\n| Disk | High   | Retry      |\n| Net  |        | `a \\| b`   |\n",
        "| Risk       | Mitigation |\n| ---------- | ---------- |\n| Disk: full |            |\n| The *net*  |            |\n",
        "| Risk              | Probability | Owner |\n| ----------------- | ----------- | ----- |\n| Disk \\| [x](a.md) | Low: once   | 漢字  |\n",
    ] {
        there_and_back("Turn into a list", "Turn into a table", body, "Disk");
    }
    for body in [
        "- **Disk**\n  - **Impact**: High\n  - **Mitigation**: Retry | twice\n- **Net**\n  - **Mitigation**: Wait\n",
        "- **Disk**\n  - **Mitigation**:\n",
    ] {
        there_and_back("Turn into a table", "Turn into a list", body, "Disk");
    }
}

#[test]
fn a_risk_is_added_with_labels_that_ask() {
    let list = "# Plan\n\n## Risks\n\n- **Disk**$0\n  - **Impact**: High\n  - **Owner**: Ann\n  - **Mitigation**: Retry\n\n    Twice.\n";
    check(
        "Add a risk",
        list,
        expect![[r#"
        # Plan

        ## Risks

        - **Disk**
          - **Impact**: High
          - **Owner**: Ann
          - **Mitigation**: Retry

            Twice.
        - **[Risk]**
          - **Impact**: [Low/Medium/High]
          - **Owner**: [Owner]
          - **Mitigation**: [How it is avoided or contained]
    "#]],
    );
    check(
        "Add a risk",
        "# Plan\n\n## Risks\n\n1. **Disk**: Retry$0\n2. **Net**: Wait",
        expect![[r#"
        # Plan

        ## Risks

        1. **Disk**: Retry
        2. **Net**: Wait
        3. **[Risk]**: [How it is avoided or contained]"#]],
    );
    check(
        "Add a risk",
        "# Plan\n\n## Risks\n\n- Disk is full$0\n",
        expect![[r#"
        # Plan

        ## Risks

        - Disk is full
        - [Risk]
    "#]],
    );
    check(
        "Add a risk",
        "# Plan\n\n## Risks\n\n- **Risk:** Disk$0\n  **Mitigation:** Retry\n",
        expect![[r#"
        # Plan

        ## Risks

        - **Risk:** Disk
          **Mitigation:** Retry
        - **Risk:** [Risk]
          **Mitigation:** [How it is avoided or contained]
    "#]],
    );
    let case = Case { template: Some("spec-driven"), ..Case::default() };
    let list = "# Implementation Plan: A\n\n## Risk Assessment\n\n### Identified Risks\n1. **Disk**$0\n   - **Impact**: High\n   - **Mitigation**: Retry\n";
    check_case(
        &case,
        "Add a risk",
        list,
        expect![[r#"
        # Implementation Plan: A

        ## Risk Assessment

        ### Identified Risks
        1. **Disk**
           - **Impact**: High
           - **Mitigation**: Retry
        2. **[Risk]**
           - **Impact**: [High/Medium/Low]
           - **Mitigation**: [The action that makes it less likely or less costly]
    "#]],
    );
}

#[test]
fn findings_are_ignored_where_they_are() {
    let plan = "# Plan\n\n## Phase 1: A\n\n- [ ] x\n\n## Phase 1: B$0\n\n- [ ] y\n";
    check(
        "Ignore `broken-numbering`",
        plan,
        expect![[r#"
        # Plan

        ## Phase 1: A

        - [ ] x

        ## Phase 1: B

        <!-- planls: ignore broken-numbering -->

        - [ ] y
    "#]],
    );
}

#[test]
fn sections_are_put_in_order() {
    let case = Case { template: Some("spec-kit"), ..Case::default() };
    check_case(
        &case,
        "Put the sections",
        "# Implementation Plan: A$0\n\n## Dependencies\n- v\n\n## Technical Approach\nT\n\n## Context\nC\n",
        expect![[r#"
            # Implementation Plan: A

            ## Context
            C

            ## Technical Approach
            T

            ## Dependencies
            - v
        "#]],
    );
}

/// Whatever their order was, the sections come out as the template has them, parted by blank lines,
/// and the document ends as it ended.
#[test]
fn any_order_is_put_in_order() {
    let case = Case { template: Some("spec-kit"), ..Case::default() };
    let sections = ["Context\nC", "Technical Approach\nT", "File Changes\nF", "Deployment\nD"];
    let mut order = [0, 1, 2, 3];
    let mut tried = 0;
    // Heap's algorithm, swaps alone: all 24 orders.
    for swap in [(0, 1), (1, 2), (0, 1), (1, 2), (0, 1), (2, 3)].into_iter().cycle().take(24) {
        order.swap(swap.0, swap.1);
        for (gap, end) in
            [("\n\n", "\n"), ("\n\n", ""), ("\n\n---\n\n", "\n"), ("\r\n\r\n", "\r\n")]
        {
            let line_end = if gap.contains('\r') { "\r\n" } else { "\n" };
            let plan = |order: &[usize]| {
                let texts =
                    order.iter().map(|i| format!("## {}", sections[*i].replace('\n', line_end)));
                let texts: Vec<String> = texts.collect();
                format!("# Implementation Plan: A$0{line_end}{line_end}{}{end}", texts.join(gap))
            };
            let (text, wanted) = (plan(&order), plan(&[0, 1, 2, 3]).replace("$0", ""));
            if text.replace("$0", "") != wanted {
                let found = after(&case, "Put the sections", &text);
                assert_eq!(found.as_deref(), Some(wanted.as_str()), "{text:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 60, "{tried}");
}

#[test]
fn documents_are_taken_for_plans_or_not() {
    check(
        "Not a plan",
        "# Plan$0\n\ntext\n",
        expect![[r#"
        # Plan

        <!-- planls: not-a-plan -->

        text
    "#]],
    );
    check(
        "Not a plan",
        "# Plan$0\n\n<!-- planls: plan -->\n",
        expect![[r#"
        # Plan

        <!-- planls: not-a-plan -->
    "#]],
    );
    let text = "# Notes\n\ntext\n";
    let other = Snapshot::of_text(text, None, Environment::plain(jiff::civil::date(2026, 1, 2)));
    let all = assists(&other, Span::at(12));
    assert_eq!(all.iter().map(|a| a.id).collect::<Vec<_>>(), ["treat-as-plan"]);
    expect![[r#"
        # Notes

        <!-- planls: plan -->

        text
    "#]]
    .assert_eq(&apply(text, &all[0].edits).unwrap());
}

#[test]
fn a_task_becomes_a_step() {
    check(
        "Make this task a step",
        "# Plan\n\n## Phase 1: A\n\n### Step 1.1: B\n\n- [ ] big $0one\n  - [ ] x\n  - [ ] y\n- [ ] z\n\n---\n\n## Risks\n",
        expect![[r#"
            # Plan

            ## Phase 1: A

            ### Step 1.1: B

            - [ ] z

            ### Step 1.2: big one

            - [ ] x
            - [ ] y

            ---

            ## Risks
        "#]],
    );
    check(
        "Make this task a step",
        "# Plan\n\n## Phase 2: A\n\n- [ ] a\n- [ ] b$0\n\n## Risks\n",
        expect![[r#"
            # Plan

            ## Phase 2: A

            - [ ] a

            ### Step 2.1: b

            - [ ] [Task]

            ## Risks
        "#]],
    );
    check("Make this task a step", "# Plan\n\n## Phase 2: A\n\n- [x] b$0\n", expect!["none"]);
}

#[test]
fn a_phase_is_added_before_the_rule_behind_the_last() {
    check(
        "Add a phase",
        "# Plan\n\n## Work\n\n### Phase 1: A$0\n\n- [ ] a\n\n---\n\n## Risks\n",
        expect![[r#"
            # Plan

            ## Work

            ### Phase 1: A

            - [ ] a

            ### Phase 2: [Name]

            - [ ] [Task]

            ---

            ## Risks
        "#]],
    );
}
