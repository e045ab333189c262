//! Actions on what is said: values, numbers, risks, comments, the order of sections.

use super::*;

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
    .assert_eq(&apply(text, &all[0].edits.of(&other)).unwrap());
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
