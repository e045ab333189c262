use super::*;
use crate::template::{Origin, Templates};
use crate::text::apply;
use expect_test::{Expect, expect};

const TEAM: &str = "# Plan: [Name]\n\n## Goal\n\n[Why]\n\n## Work\n\n### Phase 1: [Name]\n\n- [ ] [Task]\n\n## Risks\n\n| Risk | Mitigation |\n| --- | --- |\n| [Risk] | [Mitigation] |\n\n## Release\n\n### Switch\n\n[Flag]\n\n### Rollback\n\n1. [Step]\n\n## Notes\n<!-- planls: optional -->\n\n[Notes]\n";

fn read(text: &str) -> (Document, Plan) {
    let document = Document::new(text);
    let plan = Plan::new(&document, &Default::default(), None);
    (document, plan)
}

fn template(text: &str) -> Template {
    Template::load("team", text, Origin::BuiltIn).0
}

/// The plan with the slot's section.
fn check_slot(template: &Template, heading: &str, text: &str, expect: Expect) {
    let (document, plan) = read(text);
    let matching = Matching::new(&plan, template);
    let id = template.slots.iter().position(|s| s.heading.contains(heading)).expect("no slot");
    let found = slot(&document, &plan, template, &matching, id);
    let after = apply(text, &[found.edit]).expect("the edit does not apply");
    expect.assert_eq(&after.replace('\r', "␍"));
}

fn check_concept(wanted: Concept, text: &str, expect: Expect) {
    let (document, plan) = read(text);
    let found = concept(&document, &plan, wanted);
    expect.assert_eq(&apply(text, &[found.edit]).expect("the edit does not apply"));
}

fn check_all(template: &Template, text: &str, expect: Expect) {
    let (document, plan) = read(text);
    let matching = Matching::new(&plan, template);
    let edits = all_missing(&document, &plan, template, &matching);
    let after = apply(text, &edits).expect("the edits do not apply");
    let (document, plan) = read(&after);
    let matching = Matching::new(&plan, template);
    assert_eq!(all_missing(&document, &plan, template, &matching), [], "still missing:\n{after}");
    expect.assert_eq(&after);
}

#[test]
fn after_the_slot_before() {
    check_slot(
        &template(TEAM),
        "Risks",
        "# Plan: X\n\n## Goal\n\nMoney.\n\n### More\n\nx\n\n## Notes\n\nn\n",
        expect![[r#"
        # Plan: X

        ## Goal

        Money.

        ### More

        x

        ## Risks

        | Risk | Mitigation |
        | --- | --- |
        | [Risk] | [Mitigation] |

        ## Notes

        n
    "#]],
    );
}

#[test]
fn before_the_slot_behind_when_there_is_none_before() {
    check_slot(
        &template(TEAM),
        "Goal",
        "# Plan: X\n\nSome words.\n\n## Risks\n\n- a\n",
        expect![[r#"
        # Plan: X

        Some words.

        ## Goal

        [Why]

        ## Risks

        - a
    "#]],
    );
}

#[test]
fn the_parent_comes_along_when_it_is_missing_too() {
    check_slot(
        &template(TEAM),
        "Rollback",
        "# Plan: X\n\n## Risks\n- a\n\n## Notes\nn",
        expect![[r#"
        # Plan: X

        ## Risks
        - a

        ## Release

        ### Rollback

        1. [Step]

        ## Notes
        n"#]],
    );
}

#[test]
fn beneath_its_parent_at_the_level_of_its_siblings() {
    check_slot(
        &template(TEAM),
        "Rollback",
        "# Plan: X\n\n## Release\n\n#### Switch\n\noff\n\n## Notes\n",
        expect![[r#"
        # Plan: X

        ## Release

        #### Switch

        off

        #### Rollback

        1. [Step]

        ## Notes
    "#]],
    );
}

#[test]
fn crlf_and_no_final_line_end() {
    check_slot(
        &template(TEAM),
        "Risks",
        "# Plan: X\r\n\r\n## Goal\r\nMoney.",
        expect![[r#"
        # Plan: X␍
        ␍
        ## Goal␍
        Money.␍
        ␍
        ## Risks␍
        ␍
        | Risk | Mitigation |␍
        | --- | --- |␍
        | [Risk] | [Mitigation] |␍
    "#]],
    );
}

#[test]
fn an_empty_document_and_a_lone_title() {
    check_slot(
        &template(TEAM),
        "Goal",
        "",
        expect![[r#"
        ## Goal

        [Why]
    "#]],
    );
    check_slot(
        &template(TEAM),
        "Goal",
        "# Plan: X",
        expect![[r#"
        # Plan: X

        ## Goal

        [Why]
    "#]],
    );
}

#[test]
fn blank_lines_are_neither_doubled_nor_missing() {
    check_slot(
        &template(TEAM),
        "Risks",
        "# Plan: X\n## Goal\nMoney.\n## Notes\nn\n\n\n",
        expect![[r#"
        # Plan: X
        ## Goal
        Money.

        ## Risks

        | Risk | Mitigation |
        | --- | --- |
        | [Risk] | [Mitigation] |

        ## Notes
        n


    "#]],
    );
    check_slot(
        &template(TEAM),
        "Risks",
        "# Plan: X\n\n## Goal\n\nMoney.\n\n\n\n## Notes\n",
        expect![[r#"
        # Plan: X

        ## Goal

        Money.

        ## Risks

        | Risk | Mitigation |
        | --- | --- |
        | [Risk] | [Mitigation] |



        ## Notes
    "#]],
    );
}

#[test]
fn rules_between_sections_are_kept() {
    check_slot(
        &template(TEAM),
        "Risks",
        "# Plan: X\n\n## Goal\n\na\n\n---\n\n## Work\n\nb\n\n---\n\n## Notes\n\nc\n",
        expect![[r#"
            # Plan: X

            ## Goal

            a

            ---

            ## Work

            b

            ---

            ## Risks

            | Risk | Mitigation |
            | --- | --- |
            | [Risk] | [Mitigation] |

            ---

            ## Notes

            c
        "#]],
    );
}

#[test]
fn a_closing_remark_stays_at_the_end() {
    check_slot(
        &template(TEAM),
        "Risks",
        "# Plan: X\n\n## Goal\n- a\n\n---\n**NOTE**: wait for the review.\n",
        expect![[r#"
            # Plan: X

            ## Goal
            - a

            ## Risks

            | Risk | Mitigation |
            | --- | --- |
            | [Risk] | [Mitigation] |

            ---
            **NOTE**: wait for the review.
        "#]],
    );
}

#[test]
fn code_at_the_end_closed_or_not() {
    check_slot(
        &template(TEAM),
        "Risks",
        "# Plan: X\n\n## Goal\n\n```sh\n# x\n```\n",
        expect![[r#"
        # Plan: X

        ## Goal

        ```sh
        # x
        ```

        ## Risks

        | Risk | Mitigation |
        | --- | --- |
        | [Risk] | [Mitigation] |
    "#]],
    );
    check_slot(
        &template(TEAM),
        "Risks",
        "# Plan: X\n\n## Goal\n\n~~~~sh\nrun\n",
        expect![[r#"
        # Plan: X

        ## Goal

        ~~~~sh
        run
        ~~~~

        ## Risks

        | Risk | Mitigation |
        | --- | --- |
        | [Risk] | [Mitigation] |
    "#]],
    );
}

#[test]
fn what_is_left_open_is_closed() {
    let close = |end: &str| {
        let (document, plan) = read(&format!("# Plan\n\n## Overview\n\n{end}\n"));
        let edit = concept(&document, &plan, Concept::Risks).edit;
        edit.insert.trim_start().lines().next().map(str::to_owned)
    };
    let closed = ["<!-- x", "<?php", "<![CDATA[", "<script>", "```"].map(close);
    assert_eq!(closed.map(Option::unwrap), ["-->", "?>", "]]>", "</pre>", "```"]);
}

#[test]
fn numbers_fit_between_their_neighbours() {
    let numbered = Templates::built_in().get("numbered").expect("built in").clone();
    let plan = |numbers: &[&str]| -> String {
        numbers
            .iter()
            .fold("# Implementation Plan - X\n".into(), |all, n| format!("{all}\n## {n}\n\nx\n"))
    };
    let heading = |text: String| {
        let (document, plan) = read(&text);
        let matching = Matching::new(&plan, &numbered);
        let id = numbered.slots.iter().position(|s| s.key == "rollback plan").expect("no slot");
        let edit = slot(&document, &plan, &numbered, &matching, id).edit;
        edit.insert.lines().find(|l| l.starts_with('#')).map(str::to_owned)
    };
    let check = |numbers: &[&str], expect: Expect| {
        expect.assert_eq(&heading(plan(numbers)).unwrap_or_default());
    };
    check(
        &["1. Overview", "9. Documentation Updates", "11. Risks & Mitigation"],
        expect!["## 10. Rollback Plan"],
    );
    check(
        &["1. Overview", "2. Documentation Updates", "3. Risks & Mitigation"],
        expect!["## Rollback Plan"],
    );
    check(&["1. Overview", "2) Documentation Updates"], expect!["## 3) Rollback Plan"]);
    check(&["Overview", "Documentation Updates"], expect!["## Rollback Plan"]);
    check(&["1. Overview", "4. Tests", "3. Documentation Updates"], expect!["## Rollback Plan"]);
}

#[test]
fn a_concept_where_plans_usually_have_it() {
    let text = "# Plan: X\n\n## Overview\n\na\n\n## Phase 1: Do\n\nb\n\n## Open Questions\n\n- c\n\n## Appendix A\n\nd\n";
    check_concept(
        Concept::Risks,
        text,
        expect![[r#"
        # Plan: X

        ## Overview

        a

        ## Phase 1: Do

        b

        ## Risks

        | Risk | Likelihood | Impact | Mitigation |
        | --- | --- | --- | --- |
        | [Risk] | [Low/Medium/High] | [Low/Medium/High] | [Mitigation] |

        ## Open Questions

        - c

        ## Appendix A

        d
    "#]],
    );
    check_concept(
        Concept::Acceptance,
        "## 1. Overview\n\na\n\n## 2. Steps\n\nb\n",
        expect![[r#"
        ## 1. Overview

        a

        ## 2. Steps

        b

        ## 3. Acceptance Criteria

        - [ ] [What can be seen or measured when the work is done]
    "#]],
    );
    check_concept(
        Concept::Rollback,
        "",
        expect![[r#"
        ## Rollback Plan

        1. [Action that undoes the change]
        2. [Check that everything is as it was]
    "#]],
    );
}

#[test]
fn all_missing_sections_at_once_in_the_templates_order() {
    check_all(
        &template(TEAM),
        "# Plan: X\n\n## Goal\n\na\n\n## Notes\n\nb\n",
        expect![[r#"
        # Plan: X

        ## Goal

        a

        ## Work

        ### Phase 1: [Name]

        - [ ] [Task]

        ## Risks

        | Risk | Mitigation |
        | --- | --- |
        | [Risk] | [Mitigation] |

        ## Release

        ### Switch

        [Flag]

        ### Rollback

        1. [Step]

        ## Notes

        b
    "#]],
    );
}

#[test]
fn what_completion_writes() {
    let template = template(TEAM);
    let (_, plan) = read("# Plan: X\n\n### Goal\n\na\n");
    let matching = Matching::new(&plan, &template);
    let id = template.slots.iter().position(|s| s.heading == "Release").expect("no slot");
    let (heading, body) = slot_text(&plan, &template, &matching, id);
    expect![[r#"
        ### Release
        #### Switch

        [Flag]

        #### Rollback

        1. [Step]"#]]
    .assert_eq(&format!("{heading}\n{body}"));
    let (heading, body) = concept_text(&plan, Concept::Rollback);
    expect![[r#"
        ### Rollback Plan
        1. [Action that undoes the change]
        2. [Check that everything is as it was]"#]]
    .assert_eq(&format!("{heading}\n{body}"));
}

#[test]
fn every_slot_of_every_template_can_be_put_back() {
    for template in Templates::built_in().all() {
        let (document, plan) = read(&template.text);
        let full = Matching::new(&plan, template);
        for (id, _) in template.slots.iter().enumerate() {
            let Some(&node) = full.nodes_of(id).first() else { panic!("{} {id}", template.id) };
            if full.nodes_of(id).len() > 1 {
                continue;
            }
            let span = plan.full_span(node);
            let text = document.text().to_string();
            let without = format!("{}{}", &text[..span.start], &text[span.end..]);
            let (document, plan) = read(&without);
            let matching = Matching::new(&plan, template);
            let edit = slot(&document, &plan, template, &matching, id).edit;
            let (_, plan) = read(&apply(&without, &[edit]).expect("the edit does not apply"));
            let matching = Matching::new(&plan, template);
            let name = &template.slots[id].heading;
            let filled: Vec<NodeIdAndSlot> = order(&plan, &matching);
            assert!(!matching.nodes_of(id).is_empty(), "{}: {name}", template.id);
            let top: Vec<_> = filled.iter().map(|(_, s)| *s).collect();
            assert!(top.is_sorted(), "{}: {name} is out of order: {top:?}", template.id);
        }
    }
}

type NodeIdAndSlot = (usize, SlotId);

fn order(plan: &Plan, matching: &Matching) -> Vec<NodeIdAndSlot> {
    let top = (0..plan.nodes.len()).filter(|id| plan.nodes.get(*id).unwrap().level == 2);
    top.filter_map(|id| Some((id, matching.slot_of(id)?))).collect()
}
