//! Small texts and their blocks.

use super::{check_shape, print};
use crate::syntax::Facts;
use expect_test::{Expect, expect};

fn check(text: &str, expect: Expect) {
    let facts = Facts::read(text, true);
    check_shape(&facts);
    expect.assert_eq(&print(&facts));
}

#[test]
fn headings() {
    check(
        "# A #\n##\tB\n####### no\n#no\n#\n### c#\n## #",
        expect![[r########"
        heading 1 "A"  0..5
        heading 2 "B"  6..10
        paragraph "####### no" / "#no"  11..25
        heading 1 ""  26..27
        heading 3 "c#"  28..34
        heading 2 ""  35..39
    "########]],
    );
}

#[test]
fn setext_headings() {
    check(
        "Title\nmore\n===\n\n- setup\n  -\n\ntext\n---\n",
        expect![[r#"
        setext 1 "Title" / "more"  0..14
        bullet list  16..27
          item -  16..27
            setext 2 "setup"  18..27
        setext 2 "text"  29..37
    "#]],
    );
}

#[test]
fn paragraphs_and_soft_lines() {
    check(
        "one  \n   two\n      three\n\nfour",
        expect![[r#"
        paragraph "one" / "two" / "three"  0..24
        paragraph "four"  26..30
    "#]],
    );
}

#[test]
fn lists_nest_by_indentation() {
    check(
        "- a\n  - b\n\n    more\n- c\nlazy\n1. d\n   10) e\n* f\n",
        expect![[r#"
        bullet list  0..28
          item -  0..19
            paragraph "a"  2..3
            bullet list  6..19
              item -  6..19
                paragraph "b"  8..9
                paragraph "more"  15..19
          item -  20..28
            paragraph "c" / "lazy"  22..28
        ordered list  29..42
          item 1. = 1  29..42
            paragraph "d" / "10) e"  32..42
        bullet list  43..46
          item *  43..46
            paragraph "f"  45..46
    "#]],
    );
}

#[test]
fn a_number_other_than_one_interrupts_no_paragraph() {
    check(
        "text\n2. item\n\n2. item\n3. next\n",
        expect![[r#"
        paragraph "text" / "2. item"  0..12
        ordered list  14..29
          item 2. = 2  14..21
            paragraph "item"  17..21
          item 3. = 3  22..29
            paragraph "next"  25..29
    "#]],
    );
}

#[test]
fn check_boxes() {
    check(
        "- [ ]\n- [x] done\n- [X]  yes\n- [x]no\n- [ ] \n  later\n1. [ ] n\n",
        expect![[r#"
        bullet list  0..50
          item - [ ]  0..5
          item - [x]  6..16
            paragraph "done"  12..16
          item - [x]  17..27
            paragraph "yes"  24..27
          item -  28..35
            paragraph "[x]no"  30..35
          item - [ ]  36..50
            paragraph "later"  45..50
        ordered list  51..59
          item 1. = 1 [ ]  51..59
            paragraph "n"  58..59
    "#]],
    );
}

#[test]
fn empty_items() {
    check(
        "-\n- a\n-\n\n  not inside\n\n-\n  b\n\n  inside\n",
        expect![[r#"
            bullet list  0..7
              item -  0..1
              item -  2..5
                paragraph "a"  4..5
              item -  6..7
            paragraph "not inside"  11..21
            bullet list  23..38
              item -  23..38
                paragraph "b"  27..28
                paragraph "inside"  32..38
        "#]],
    );
}

#[test]
fn fences() {
    check(
        "````md\n```\n# x\n```\n````\n~~~\na\n~~~~ \n- ```rust\n  fn\n\n    x\n  ```\n```open\n\ny",
        expect![[r##"
            code "md" "```" / "# x" / "```"  0..23
            code "" "a"  24..35
            bullet list  36..63
              item -  36..63
                code "rust" "fn" / "" / "  x"  38..63
            code "open" unclosed "" / "y"  64..74
        "##]],
    );
}

#[test]
fn tables() {
    check(
        "before\n| a | b |\n|---|:-:|\n| 1 |\n|| x |\n|\n1 | 2\n\n- | c |\n  |---|\n  | d |\n",
        expect![[r#"
            paragraph "before"  0..6
            table [None, Center] a|b / 1 / |x /  / 1|2  7..47
            bullet list  49..72
              item -  49..72
                table [None] c / d  51..72
        "#]],
    );
}

#[test]
fn breaks_comments_and_html() {
    check(
        "***\n<!-- a\n\n# b -->\n- - -\n<div>\n# in\n\n</div>\n<!-- x --> y\n",
        expect![[r##"
        break  0..3
        html "<!-- a" / "" / "# b -->"  4..19
        break  20..25
        html "<div>" / "# in"  26..36
        html "</div>" / "<!-- x --> y"  38..57
    "##]],
    );
}

#[test]
fn quotes() {
    check(
        "> a\n> - b\nlazy\n>\n> # c\n\n> > d\n",
        expect![[r#"
        quote  0..22
          paragraph "a"  2..3
          bullet list  6..14
            item -  6..14
              paragraph "b" / "lazy"  8..14
          heading 1 "c"  19..22
        quote  24..29
          quote  26..29
            paragraph "d"  28..29
    "#]],
    );
}

#[test]
fn front_matter_only_at_the_start() {
    check(
        "\u{feff}---\nstatus: draft\n---\n# A\n---\nb: c\n---\n",
        expect![[r#"
        front matter "status: draft"  3..24
        heading 1 "A"  25..28
        break  29..32
        setext 2 "b: c"  33..41
    "#]],
    );
    check(
        " ---\na: b\n---\n",
        expect![[r#"
        break  1..4
        setext 2 "a: b"  5..13
    "#]],
    );
    check(
        "---\n\n# A\n\n---\n",
        expect![[r#"
        break  0..3
        heading 1 "A"  5..8
        break  10..13
    "#]],
    );
}

#[test]
fn definitions() {
    check(
        "[a]: /b 'c'\n[d]: <e f>\ntext\n\n[g]: h i\n",
        expect![[r#"
        definition "a" -> "/b"  0..11
        definition "d" -> "e f"  12..22
        paragraph "text"  23..27
        paragraph "[g]: h i"  29..37
    "#]],
    );
}

#[test]
fn indented_code() {
    check(
        "    a\n\n      b\n\n\ntext\n    no\n",
        expect![[r#"
        code indented "a" / "" / "  b"  4..14
        paragraph "text" / "no"  17..28
    "#]],
    );
}

#[test]
fn line_ends() {
    check(
        "# A\r\n- b\r  c\r\n\r\n```\r\nd\r\n```\r",
        expect![[r#"
        heading 1 "A"  0..3
        bullet list  5..12
          item -  5..12
            paragraph "b" / "c"  7..12
        code "" "d"  16..27
    "#]],
    );
}

#[test]
fn a_byte_order_mark_is_white_space() {
    check(
        "\u{feff}# A\n\u{feff}# B\n",
        expect![[r#"
        heading 1 "A"  3..6
        paragraph "\u{feff}# B"  7..13
    "#]],
    );
}
