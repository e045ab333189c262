use super::*;
use crate::ide::testing::{Case, cursor, show};
use expect_test::{Expect, expect};

fn check(text: &str, expect: Expect) {
    check_with(&Case { files: &["src/a.rs"], template: None }, text, expect);
}

fn check_with(case: &Case, text: &str, expect: Expect) {
    let (snapshot, offset) = cursor(text, case);
    let shown = hover(&snapshot, offset).map_or("nothing\n".to_owned(), |hover| {
        assert!(hover.span.touches(offset));
        format!("{}\n{}\n", show(&snapshot, hover.span), hover.markdown)
    });
    expect.assert_eq(&shown);
}

#[test]
fn the_title_says_what_it_is_and_why() {
    check(
        "# Plan$0: A\n**Status:** Draft\n## Phase 1: B\n- [x] a\n- [ ] b\n",
        expect![[r##"
        1:1-1:10 "# Plan: A"
        **Plan: A** is a plan of no template

        1 of 2 tasks done · status Draft

        Why:
        - the configuration says that it is a plan

        `missing-risks`: The plan names no risks

        `missing-rollback-plan`: The plan does not say how to go back

        `missing-acceptance-criteria`: The plan does not say when it is done
    "##]],
    );
}

#[test]
fn a_phase_says_how_far_it_is() {
    check(
        "# Plan\n## Pha$0se 1: B *c* <d>\n**Estimate:** 2 days\n**Risk:** High\n- [x] a\n- [ ] b\n",
        expect![[r###"
            2:1-2:22 "## Phase 1: B *c* <d>"
            **Phase 1: B c \<d\>** (phase)

            1 of 2 tasks done · estimate 2 days · risk High
        "###]],
    );
}

#[test]
fn a_section_says_what_the_template_wants() {
    let case = Case { files: &[], template: Some("phased") };
    check_with(
        &case,
        "# Implementation Plan: A\n## Risk$0s & Mitigations\n",
        expect![[r###"
            2:1-2:23 "## Risks & Mitigations"
            **Risks \& Mitigations** (section, read as *risks*)

            The template `phased` wants here:

            Table: `Risk`, `Mitigation Strategy`

            `empty-section`: A heading has nothing beneath it before the next one of its level
        "###]],
    );
    check_with(
        &case,
        "# Implementation Plan: A\n**Sta$0tus:** Draft\n",
        expect![[r#"
        2:1-2:18 "**Status:** Draft"
        **Status**: one of `Draft`, `In Progress`, `Completed`
    "#]],
    );
    check_with(
        &case,
        "# Plan: A\n## Architecture\n### Component Changes\n| Component | Change Type | Description |\n|---|---|---|\n| a | $0 | b |\n",
        expect![[r#"
            6:7-6:7 ""
            **Change Type**: one of `New`, `Modified`

            `empty-table-cell`: A cell is empty in a column that the template fills
        "#]],
    );
}

#[test]
fn mentions_and_rows_show_the_phase() {
    check(
        "# Plan\n## Phase 1: B\n- [x] a\n\nAfter phase$0 1.\n",
        expect![[r#"
        5:7-5:14 "phase 1"
        **Phase 1: B**

        1 of 1 task done
    "#]],
    );
    check(
        "# Plan\n## Phase 1: Base\n## Timeline\n| Phase | End |\n|---|---|\n| $0Base | x |\n",
        expect![[r#"
            6:3-6:7 "Base"
            **Phase 1: Base**
        "#]],
    );
}

#[test]
fn paths_exist_or_not() {
    check(
        "# Plan\n`src/$0a.rs`\n",
        expect![[r#"
        2:2-2:10 "src/a.rs"
        `src/a.rs` exists
    "#]],
    );
    check(
        "# Plan\nModify `lib/$0a.rs`\n",
        expect![[r#"
        2:9-2:17 "lib/a.rs"
        `lib/a.rs` does not exist; there is `src/a.rs`

        `missing-file`: A file that is to be modified, or that a ticked task names, is not in the workspace
    "#]],
    );
}

#[test]
fn blanks_say_how_to_fill_them() {
    check(
        "# Plan\n**Date:** YYYY-M$0M-DD\n",
        expect![[r#"
        2:11-2:21 "YYYY-MM-DD"
        `YYYY-MM-DD` is still to be filled in: a date, such as `2026-03-02`

        `unfilled-placeholder`: A placeholder has not been filled in
    "#]],
    );
    check(
        "# Plan\n{{FEATURE$0_NAME}}\n",
        expect![[r#"
        2:1-2:17 "{{FEATURE_NAME}}"
        `{{FEATURE_NAME}}` is still to be filled in: text of your own: feature name

        `unfilled-placeholder`: A placeholder has not been filled in
    "#]],
    );
    check(
        "# Plan\nsee [not$0e]\n",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn rules_are_explained_where_they_are_named() {
    check(
        "# Plan\n<!-- planls: ignore missing-$0risks -->\n",
        expect![[r#"
        2:21-2:34 "missing-risks"
        **missing-risks**

        The plan names no risks.
    "#]],
    );
}

#[test]
fn plain_text_has_no_marks() {
    let (snapshot, offset) = cursor("# Plan\n## Phase$0 1: a_b `c`\n- [ ] x\n", &Case::default());
    expect![[r#"
        Phase 1: a_b c (phase)

        0 of 1 task done"#]]
    .assert_eq(&hover(&snapshot, offset).unwrap().plain());
}

#[test]
fn a_heading_of_a_template_shows_what_was_read_from_it() {
    let template = |body: &str| {
        format!("<!-- planls: template=team title=\"Team\" -->\n# [Name] plan\n\n{body}")
    };
    check(
        &template(
            "## Dang$0ers (if applicable)\n<!-- planls: concept=risks aliases=\"Pitfalls\" -->\n\n**Level**: [High/Low]\n\n| Risk | Owner | Due |\n|---|---|---|\n| [x y] | [Name] | [Date] |\n",
        ),
        expect![[r###"
            4:1-4:27 "## Dangers (if applicable)"
            **Dangers (if applicable)** (section)

            In plans: for *risks*, optional.

            Also headed `pitfalls`.

            Fields:
            - `Level`: one of `High`, `Low`

            Table:
            - `Risk`: text
            - `Owner`: text
            - `Due`: a date, `YYYY-MM-DD`
        "###]],
    );
    check(
        &template("## Work\n\n### Phase 1: [Name]\n\n- [ ] [Task]\n\n### Pha$0se 2: [Name]\n"),
        expect![[r####"
            10:1-10:20 "### Phase 2: [Name]"
            **Phase 2: \[Name\]** (phase)

            One more sample of `Phase 1: [Name]`.
        "####]],
    );
    check(
        &template("## Work\n\n### Pha$0se 1: [Name]\n\n- [ ] [Task]\n"),
        expect![[r####"
        6:1-6:20 "### Phase 1: [Name]"
        **Phase 1: \[Name\]** (phase)

        0 of 1 task done

        In plans: required, repeats.

        Lists: task.
    "####]],
    );
}
