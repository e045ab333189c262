use super::*;
use expect_test::{Expect, expect};
use proptest::prelude::*;

/// Reads the first table of a text.
fn with<T>(text: &str, read: impl FnOnce(&TableView<'_>) -> T) -> T {
    let facts = Facts::read(text, true);
    let view = TableView::all(&facts).next().expect("a table");
    read(&view)
}

/// The text with its first table written again.
fn rewrite(text: &str, prefix: &str) -> String {
    let facts = Facts::read(text, true);
    let is_table = |b: &&crate::syntax::Block| matches!(b.kind, BlockKind::Table(_));
    let span = facts.blocks.iter().find(is_table).expect("a table").span;
    let table = TableView::all(&facts).next().expect("a table").render(prefix);
    format!("{}{table}{}", &text[..span.start], &text[span.end..])
}

#[track_caller]
fn check_render(text: &str, prefix: &str, expected: Expect) {
    let once = rewrite(text, prefix);
    expected.assert_eq(&once);
    assert_eq!(rewrite(&once, prefix), once);
}

#[test]
fn columns_by_role_in_any_order() {
    let text =
        "| Mitigation | # | **Risk** | Likelihood |\n|-|-|-|-|\n| do *x* | 1 | `a \\| b` |\n";
    with(text, |view| {
        assert_eq!(view.column(ColumnRole::Risk), Some(2));
        assert_eq!(view.value(0, ColumnRole::Risk).as_deref(), Some("a | b"));
        assert_eq!(view.value(0, ColumnRole::Mitigation).as_deref(), Some("do x"));
        assert_eq!(view.value(0, ColumnRole::Probability).as_deref(), Some(""));
        assert_eq!(view.value(0, ColumnRole::Owner), None);
        assert_eq!(view.value(7, ColumnRole::Risk).as_deref(), Some(""));
        assert_eq!(view.columns[2].title, "Risk");
    });
}

#[test]
fn columns_alike() {
    let like = |a: &str, b: &str| Column::of(a).is_like(&Column::of(b));
    assert!(like("Likelihood", "**Probability**"));
    assert!(like("Change Type", "change type"));
    assert!(!like("Change Type", "Type"));
    assert!(!like("Risk", "Impact"));
}

#[test]
fn the_column_at_an_offset() {
    let text = "| a | | c |\n|-|-|-|\n| d |\n";
    let at = |offset| with(text, |view| view.column_at(offset));
    assert_eq!([0, 2, 4, 5, 6].map(at), [Some(0), Some(0), Some(0), Some(1), Some(1)]);
    assert_eq!([7, 10, 11, 15, 24, 25].map(at), [Some(2), Some(2), None, None, Some(0), None]);
}

#[test]
fn aligned() {
    check_render(
        "|a|bb|\n|-|:-:|\n|longer|x|\n|y||\n",
        "",
        expect![[r#"
        | a      | bb  |
        | ------ | :-: |
        | longer |  x  |
        | y      |     |
    "#]],
    );
}

#[test]
fn without_outer_pipes_and_ragged() {
    check_render(
        "a | b\n:- | -:\n1\n1 | 2 | 3\n",
        "",
        expect![[r#"
        | a   |   b |
        | :-- | --: |
        | 1   |
        | 1   |   2 | 3   |
    "#]],
    );
}

#[test]
fn wide_characters() {
    check_render(
        "| リスク | x |\n|-|-|\n| a | 🎉 |\n| naïve | ⚠️ ok |\n",
        "",
        expect![[r#"
        | リスク | x     |
        | ------ | ----- |
        | a      | 🎉    |
        | naïve  | ⚠️ ok |
    "#]],
    );
}

#[test]
fn pipes_in_code_and_escaped() {
    check_render(
        "| a |\n|---|\n| `x \\| y` |\n| \\\\\\| |\n",
        "",
        expect![[r#"
        | a        |
        | -------- |
        | `x \| y` |
        | \\\|     |
    "#]],
    );
}

#[test]
fn in_lists_and_quotes() {
    check_render(
        "- | a | b |\n  |-|-|\n  | 1 | 22222 |\n\n  text\n",
        "  ",
        expect![[r#"
        - | a   | b     |
          | --- | ----- |
          | 1   | 22222 |

          text
    "#]],
    );
    check_render(
        "> | a |\n> |-|\n> | 22222 |\n",
        "> ",
        expect![[r#"
        > | a     |
        > | ----- |
        > | 22222 |
    "#]],
    );
}

#[test]
fn cells_that_are_not_markdown_yet() {
    let rows = [vec!["a|b\nc ".to_owned(), String::new()], vec![], vec!["\\".to_owned()]];
    expect![[r#"
        | a\|b c |     |
        | ------ | --- |
        |        |
        | \      |"#]]
    .assert_eq(&render(&rows, &[], ""));
    assert_eq!(render::<&str>(&[], &[], ""), "");
    assert_eq!(aligned_row::<&str>(&[], &[], &[]), "|  |");
}

#[test]
fn one_long_cell_does_not_widen_all_rows() {
    let mut rows = vec![vec!["a".to_owned()]; 1000];
    rows.push(vec!["b".repeat(10_000)]);
    assert!(render(&rows, &[], "").len() < 30_000);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]
    #[test]
    fn what_is_written_is_read_and_written_the_same(
        rows in prop::collection::vec(prop::collection::vec(cell(), 1..5), 1..6),
        aligns in prop::collection::vec(prop::sample::select(
            &[Align::None, Align::Left, Align::Center, Align::Right][..]), 4),
        prefix in prop::sample::select(&["", "  ", "> "][..]),
    ) {
        let written = format!("{prefix}{}", render(&rows, &aligns, prefix));
        let facts = Facts::read(&written, true);
        let view = TableView::all(&facts).next();
        let Some(view) = view else { return Err(TestCaseError::fail(written.clone())) };
        let read: Vec<usize> = view.lines().map(|row| row.cells.len()).collect();
        let given: Vec<usize> = rows.iter().map(Vec::len).collect();
        prop_assert_eq!(read, given, "{}", &written);
        prop_assert_eq!(format!("{prefix}{}", view.render(prefix)), written);
    }
}

fn cell() -> impl Strategy<Value = String> {
    let tokens = &[
        "a", "|", "\\", "\\|", "`", " ", "漢", "🎉", "⚠️", "*", "-", ":", "\n", "e\u{301}", "[",
        "<",
    ];
    prop::collection::vec(prop::sample::select(&tokens[..]), 0..6).prop_map(|t| t.concat())
}
