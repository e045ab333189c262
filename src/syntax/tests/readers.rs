//! The scanner and the grammar read the same, and the grammar's known errors do not reach a reader.

use super::{check_shape, print};
use crate::syntax::scan::scan;
use crate::syntax::{BlockKind, Document, Facts, grammar};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// What the grammar alone reads.
fn by_grammar(text: &str, first: bool) -> Option<Facts> {
    let mut scan = scan(text, first, false);
    let front = scan.blocks.first().filter(|b| b.kind == BlockKind::FrontMatter).cloned();
    scan.blocks = grammar::blocks(text, scan.body, front)?;
    scan.certain = true;
    let facts = Facts::of(text, scan);
    check_shape(&facts);
    Some(facts)
}

fn check_grammar(text: &str, expect: Expect) {
    let read = by_grammar(text, true);
    expect.assert_eq(&read.map_or("nothing\n".into(), |facts| print(&facts)));
}

/// Checks that both readers agree where the scanner is certain; says whether it was.
fn check_same(text: &str, first: bool) -> bool {
    let scanned = scan(text, first, false);
    let sure = scanned.certain && !scanned.beyond_grammar;
    if sure && let Some(tree) = by_grammar(text, first) {
        assert_eq!(print(&Facts::of(text, scanned)), print(&tree), "{text:?}");
    }
    sure
}

#[test]
fn both_readers_agree_on_templates_and_examples() {
    let mut slices = 0;
    for folder in ["src/template/builtin", "examples"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
            for slice in Document::new(&text).slices().iter() {
                assert!(check_same(&slice.facts.text, slice.start == 0), "{:?}", slice.facts.text);
                slices += 1;
            }
        }
    }
    assert!(slices > 50);
}

const LINES: &[&str] = &[
    "",
    "",
    "",
    "# A",
    "## B c #",
    "text",
    "  more",
    "- a",
    "- [ ] b",
    "  - [x] c",
    "    - d",
    "* e",
    "1. f",
    "   g",
    "2. h",
    "   1. i",
    "> q",
    "> - r",
    "> # s",
    "```",
    "```rust",
    "  ```",
    "~~~~",
    "| a | b |",
    "|---|:-:|",
    "| 1 | 2 |",
    "  | c | d |",
    "  |---|---|",
    "---",
    "***",
    "===",
    "<!-- k -->",
    "<!-- l",
    "-->",
    "<div>",
    "</div>",
    "    code",
    "      deep",
    "[m]: /n 'o'",
    "[TODO] p",
    "**Key**: value",
    "- **Key**: value",
    "é 😀",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None,
        rng_seed: RngSeed::Fixed(1), ..Default::default() })]
    #[test]
    fn both_readers_agree_on_generated_documents(
        lines in prop::collection::vec(prop::sample::select(LINES), 0..12),
        end in prop::sample::select(&["\n", "\r\n"][..]),
    ) {
        check_same(&lines.join(end), false);
    }
}

#[test]
fn the_grammar_sees_a_last_line_without_its_end() {
    check_grammar(
        "text\n\n## H",
        expect![[r#"
        paragraph "text"  0..4
        heading 2 "H"  6..10
    "#]],
    );
    check_grammar(
        "| a |\n|---|",
        expect![[r#"
        table [None] a  0..11
    "#]],
    );
}

#[test]
fn the_grammar_survives_nul() {
    check_grammar(
        "# a\0b\n\n- [ ] c\0\n",
        expect![[r#"
        heading 1 "a\0b"  0..5
        bullet list  7..15
          item - [ ]  7..15
            paragraph "c\0"  13..15
    "#]],
    );
}

#[test]
fn the_grammar_sees_no_front_matter_of_its_own() {
    check_grammar(
        " ---\na: b\n ---\n",
        expect![[r#"
        break  1..4
        setext 2 "a: b"  5..14
    "#]],
    );
    check_grammar(
        "+++\na = 1\n+++\ntext\n",
        expect![[r#"
        front matter "a = 1"  0..13
        paragraph "text"  14..18
    "#]],
    );
}

#[test]
fn the_grammar_has_check_boxes_from_the_text() {
    check_grammar(
        "- [ ]\n- [x] a\n  - [ ] \n    b\n1. [X]\n",
        expect![[r#"
        bullet list  0..28
          item - [ ]  0..5
          item - [x]  6..28
            paragraph "a"  12..13
            bullet list  16..28
              item - [ ]  16..28
                paragraph "b"  27..28
        ordered list  29..35
          item 1. = 1 [x]  29..35
    "#]],
    );
}

#[test]
fn the_grammar_has_lines_without_the_marks_of_containers() {
    check_grammar(
        "> - a\n>   b\n> c\n>   ~~~ x\n>    y\n>\n>   ~~~\n- | d | e |\n  |---|--:|\n  | \\| | f |\n",
        expect![[r#"
            quote  0..42
              bullet list  2..42
                item -  2..42
                  paragraph "a" / "b" / "c"  4..15
                  code "x" " y" / ""  20..42
            bullet list  43..79
              item -  43..79
                table [None, Right] d|e / \||f  45..79
        "#]],
    );
}

#[test]
fn the_grammar_gives_up_on_what_it_cannot_take() {
    check_grammar(
        "[\\! a\n",
        expect![[r#"
        nothing
    "#]],
    );
    check_grammar(
        &"text\n".repeat(60_000),
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn rows_the_grammar_stumbles_over_are_read() {
    let facts = Facts::read("<b>\n\n| a | b |\n|---|---|\n|| c |\n|\n| d | e |\n", true);
    let rows = facts.blocks.iter().find_map(|b| match &b.kind {
        BlockKind::Table(table) => Some(table.rows.len()),
        _ => None,
    });
    assert_eq!(rows, Some(3));
}

#[test]
fn deep_nesting_is_bounded() {
    for text in ["> ".repeat(300), "- ".repeat(10_000), "1. ".repeat(10_000), ">".repeat(70_000)] {
        let facts = Facts::read(&format!("{text}a\n{text}b\n"), true);
        check_shape(&facts);
        let depth = (0..facts.blocks.len()).map(|id| facts.ancestors(id).count()).max();
        assert!(depth.is_some_and(|d| (100..600).contains(&d)), "{depth:?}");
    }
}

#[test]
fn a_fence_left_open_takes_the_rest_and_no_parse() {
    let text = format!("# a\n\n```\n{}", "# not a heading\n".repeat(60_000));
    let document = Document::new(&text);
    let facts = document.slices().get(0).unwrap().facts;
    assert_eq!((document.slices().len(), facts.blocks.len(), facts.degraded), (1, 2, false));
}
