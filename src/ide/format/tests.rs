//! Text in, text out; formatting what comes out changes nothing.

use super::*;
use crate::ide::testing::{Case, cursor, snapshot};
use crate::text::apply;
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn formatted(text: &str) -> String {
    apply(text, &format(&snapshot(text, &Case::default()))).expect("edits do not apply")
}

#[track_caller]
fn check(text: &str, expected: Expect) {
    let once = formatted(text);
    assert_eq!(formatted(&once), once);
    expected.assert_eq(&once);
}

#[track_caller]
fn check_typed(typed: &str, text: &str, expected: Expect) {
    let (snapshot, at) = cursor(text, &Case::default());
    let edits = format_on_type(&snapshot, at, typed);
    expected.assert_eq(&apply(&snapshot.document.text().to_string(), &edits).unwrap());
}

#[test]
fn cells_keep_the_white_space_that_markdown_does_not_trim() {
    check(
        "# Plan\n\n|a|b|\n|-|-|\n|x\u{a0}|\u{3000}|\n",
        expect![[r#"
        # Plan

        | a   | b   |
        | --- | --- |
        | x   | 　  |
    "#]],
    );
}

#[test]
fn a_row_that_may_be_code_stays() {
    check(
        "# Plan\n\n|a|b|\n|-|-|\n     |x|y|\n",
        expect![[r#"
        # Plan

        |a|b|
        |-|-|
             |x|y|
    "#]],
    );
    check(
        "# Plan\n\n- a\n\n\t|a|b|\n\t|-|-|\n\t|x|y|\n",
        expect![[r#"
        # Plan

        - a

        	| a   | b   |
        	| --- | --- |
        	| x   | y   |
    "#]],
    );
}

#[test]
fn what_others_read_as_no_table_stays() {
    for text in [
        "- x\n|a|b|\n|-|-|\n",
        "a|b\n- |-\n",
        "|a|b|\n|-|-|\n|c|d|\n|-|-|\n",
        "x\n-|-\n-|-\n",
        "- ~~~\n## A\n",
        "|a|b|\n|-|-|\n<!x\n",
        "1. a\n91.\n   b\n",
    ] {
        let text = format!("# Plan\n\n{text}");
        assert_eq!(formatted(&text), text);
    }
}

#[test]
fn tables_are_aligned_wherever_they_stand() {
    check(
        "# Plan\n\n|a|b|\n|-|:-:|\n|long cell|`x \\| y`\nz\n",
        expect![[r#"
        # Plan

        | a         |    b     |
        | --------- | :------: |
        | long cell | `x \| y` |
        | z         |
    "#]],
    );
    check(
        "# Plan\n\na|b\n-|-:\n漢字|1 |\n🎉|22|3|\n",
        expect![[r#"
        # Plan

        | a    |   b |
        | ---- | --: |
        | 漢字 |   1 |
        | 🎉   |  22 | 3   |
    "#]],
    );
    check(
        "# Plan\n\n- item\n\n  |a|b|\n  |-|-|\n  |cc|d|\n\n> |a|\n> |-|\n> |bb|\n",
        expect![[r#"
            # Plan

            - item

              | a   | b   |
              | --- | --- |
              | cc  | d   |

            > | a   |
            > | --- |
            > | bb  |
        "#]],
    );
}

#[test]
fn a_table_that_others_read_as_text_stays() {
    let header = "# Plan: X\n\n| Dependency |\n| --- | -\n| --- | --- |\n| vault | 2 |\n";
    let row = "# Plan: X\n\n| a | b |\n| --- | --- |\n| vault | 2 |\n|\n| SDK | 3 |\n";
    let tab = "# Plan: X\n\n| a | b |\n| --- | --- |\n| vault\u{b} | 2 |\n";
    for text in [header, row, tab] {
        assert_eq!(formatted(text), text);
    }
}

#[test]
fn lists_are_counted() {
    check(
        "# Plan\n\n1. a\n3. b\n   1. c\n   1. d\n7. e\n",
        expect![[r#"
        # Plan

        1. a
        2. b
           1. c
           1. d
        3. e
    "#]],
    );
    check(
        "# Plan\n\n2019. a\n2021. b\n\ntext\n\n1) a\n1) b\n3) c\n",
        expect![[r#"
        # Plan

        2019. a
        2021. b

        text

        1) a
        1) b
        3) c
    "#]],
    );
}

#[test]
fn series_are_counted_with_what_names_them() {
    check(
        "# Plan\n\n## Phase 1: A\n- [ ] a\n\n## Phase 3: B\n- [ ] b\n\n| Phase | Start |\n| --- | --- |\n| Phase 3 | 2026-01-01 |\n",
        expect![[r#"
            # Plan

            ## Phase 1: A

            - [ ] a

            ## Phase 2: B

            - [ ] b

            | Phase   | Start      |
            | ------- | ---------- |
            | Phase 2 | 2026-01-01 |
        "#]],
    );
}

#[test]
fn one_blank_line_around_blocks() {
    check(
        "# Plan\ntext\n## A\n\n\n\ntext\n- a\n\n\n  b\n```sh\n\n\nx\n```\n| a |\n|---|\n## B\n",
        expect![[r#"
            # Plan

            text

            ## A

            text
            - a


              b

            ```sh


            x
            ```

            | a   |
            | --- |

            ## B
        "#]],
    );
    let ends = formatted("# Plan\r\ntext\r\n\r\n\r\n## A\r\n");
    assert_eq!(ends, "# Plan\r\n\r\ntext\r\n\r\n## A\r\n");
    check(
        "# Plan\n<!-- planls: plan -->\n## A\n<div>\n## B\n</div>\n",
        expect![[r#"
        # Plan
        <!-- planls: plan -->
        ## A
        <div>
        ## B
        </div>
    "#]],
    );
}

#[test]
fn a_range_is_formatted_alone() {
    let text = "# Plan\n\n|a|\n|-|\n|bb|\n\n## A\n|c|\n|-|\n|dd|\n";
    let snapshot = snapshot(text, &Case::default());
    let at = text.find("bb").unwrap();
    let edits = format_range(&snapshot, Span::at(at));
    expect![[r#"
        # Plan

        | a   |
        | --- |
        | bb  |

        ## A
        |c|
        |-|
        |dd|
    "#]]
    .assert_eq(&apply(text, &edits).unwrap());
}

#[test]
fn tables_stay_where_alignment_is_switched_off() {
    let mut snapshot = snapshot("# Plan\n\n|a|b|\n|-|-|\n\n3. c\n5. d\n", &Case::default());
    snapshot.environment.features.align_tables = false;
    let typed = format_on_type(&snapshot, "# Plan\n\n|a|b|".len(), "|");
    assert!(typed.is_empty(), "{typed:?}");
    expect![[r#"
        # Plan

        |a|b|
        |-|-|

        3. c
        5. d
    "#]]
    .assert_eq(&apply(&snapshot.document.text().to_string(), &format(&snapshot)).unwrap());
}

#[test]
fn a_pipe_aligns_its_table() {
    check_typed(
        "|",
        "# Plan\n\n| a | b |\n| --- | --- |\n| long | b |$0\n| c | d |\n",
        expect![[r#"
            # Plan

            | a    | b   |
            | ---- | --- |
            | long | b   |
            | c    | d   |
        "#]],
    );
    check_typed(
        "|",
        "# Plan\n\n| a | b |\n| --- | --- |\n|$0\n",
        expect![[r#"
        # Plan

        | a | b |
        | --- | --- |
        |
    "#]],
    );
    check_typed(
        "|",
        "# Plan\n\n|$0 a\n",
        expect![[r#"
        # Plan

        | a
    "#]],
    );
}

#[test]
fn enter_goes_on_and_ends() {
    check_typed(
        "\n",
        "# Plan\n\n| a | b |\n| --- | --- |\n| c | d |\n$0\n",
        expect![[r#"
        # Plan

        | a | b |
        | --- | --- |
        | c | d |
        | 
    "#]],
    );
    check_typed(
        "\n",
        "# Plan\n\n| a | b |\n| --- | --- |\n| c | d |\n|  |  |\n$0\n",
        expect![[r#"
            # Plan

            | a | b |
            | --- | --- |
            | c | d |


        "#]],
    );
    check_typed(
        "\n",
        "# Plan\n\n1. a\n2. b\n$0\n3. c\n",
        expect![[r#"
        # Plan

        1. a
        2. b
        3. 
        4. c
    "#]],
    );
    check_typed(
        "\n",
        "# Plan\n\n1. a\n2. \n$0\n",
        expect![[r#"
        # Plan

        1. a


    "#]],
    );
    check_typed(
        "\n",
        "# Plan\n\n- [x] a\n$0\n",
        expect![[r#"
        # Plan

        - [x] a
        - [ ] 
    "#]],
    );
    check_typed(
        "\n",
        "# Plan\n\n> * a\n> $0\n",
        expect![[r#"
        # Plan

        > * a
        > * 
    "#]],
    );
    check_typed(
        "\n",
        "# Plan\n\n- a\n- [ ] \n$0\n",
        expect![[r#"
        # Plan

        - a


    "#]],
    );
    check_typed(
        "\n",
        "# Plan\n\ntext\n$0\n",
        expect![[r#"
        # Plan

        text

    "#]],
    );
}

#[test]
fn what_is_no_plan_stays() {
    use crate::ide::Environment;
    let other =
        Snapshot::of_text("|a|\n|-|\n", None, Environment::plain(jiff::civil::date(2026, 1, 2)));
    assert_eq!(format(&other), []);
}

const TOKENS: &[&str] = &[
    "| ",
    " |",
    "|",
    "---",
    ":-:",
    "\n",
    "\n",
    "\n\n",
    "\n\n\n",
    "word",
    "漢字",
    "🎉",
    "\\|",
    "\\",
    "`",
    "```",
    "- ",
    "1. ",
    "3. ",
    "> ",
    "## ",
    "  ",
    "    ",
    "<!-- ",
    " -->",
    "<div>",
    "**K:** v",
    "a | b\n--- | ---\nc | d\n",
    "| a | b |\n| - | - |\n",
    "\r\n",
    "\t",
    "===\n",
    "[x] ",
    "\u{a0}",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]
    #[test]
    fn twice_is_once_and_words_stay(tokens in prop::collection::vec(prop::sample::select(TOKENS), 1..40)) {
        let text = format!("# Plan\n\n{}", tokens.concat());
        let once = formatted(&text);
        let words = |text: &str| -> String {
            text.chars().filter(|c| !c.is_whitespace() && !"|-:".contains(*c) && !c.is_ascii_digit()).collect()
        };
        prop_assert_eq!(words(&once), words(&text), "{:?}", text);
        prop_assert_eq!(formatted(&once), once.clone(), "{:?} gives {:?}", text, once);
    }
}
