//! `planls fmt`: what it writes, names and shows, and what it leaves alone.

use super::*;

const TABLE: &str =
    "# Implementation Plan: A\n\n## Risks\n\n|Risk|Mitigation|\n|-|-|\n|漢字 \\| x|Retry|\n";
const ALIGNED: &str = "# Implementation Plan: A\n\n## Risks\n\n| Risk      | Mitigation |\n| --------- | ---------- |\n| 漢字 \\| x | Retry      |\n";

fn text(dir: &TempDir, name: &str) -> String {
    fs::read_to_string(path(dir, name)).unwrap()
}

#[test]
fn plans_are_formatted_and_then_stay() {
    let dir = folder(&[("plan.md", TABLE), ("notes.md", "# Notes\n\n|a|b|\n|-|-|\n")]);
    check(&dir, "fmt", expect![["1 file formatted\nexit 0\n"]]);
    assert_eq!(text(&dir, "plan.md"), ALIGNED);
    assert_eq!(text(&dir, "notes.md"), "# Notes\n\n|a|b|\n|-|-|\n");
    check(&dir, "fmt", expect![["exit 0\n"]]);
    check(&dir, "fmt --check", expect![["exit 0\n"]]);
}

#[test]
fn line_ends_and_a_missing_last_one_are_kept() {
    let windows = |text: &str| text.replace('\n', "\r\n");
    let bare = |text: &str| text.trim_end().to_owned();
    let dir = folder(&[
        ("a.md", &windows(TABLE)),
        ("b.md", &bare(TABLE)),
        ("c.md", &bare(&windows(TABLE))),
    ]);
    check(&dir, "fmt --quiet", expect![["exit 0\n"]]);
    assert_eq!(text(&dir, "a.md"), windows(ALIGNED));
    assert_eq!(text(&dir, "b.md"), bare(ALIGNED));
    assert_eq!(text(&dir, "c.md"), bare(&windows(ALIGNED)));
}

#[test]
fn check_names_what_would_change_and_changes_nothing() {
    let dir = folder(&[("plans/a.md", TABLE), ("plans/b.md", ALIGNED)]);
    check(
        &dir,
        "fmt --check",
        expect![[r#"
        plans/a.md
        exit 1
    "#]],
    );
    assert_eq!(text(&dir, "plans/a.md"), TABLE);
}

#[test]
fn diff_shows_what_would_change_and_changes_nothing() {
    let dir = folder(&[("plan.md", TABLE)]);
    // A context line that is empty ends in a blank, shown as `·`.
    let check = |dir: &TempDir, line: &str, expected: Expect| {
        let Ran { code, out, .. } = planls(dir, line);
        expected.assert_eq(&format!("{out}exit {code}\n").replace("\n \n", "\n·\n"));
    };
    check(
        &dir,
        "fmt --diff",
        expect![[r#"
            --- a/plan.md
            +++ b/plan.md
            @@ -2,6 +2,6 @@
            ·
             ## Risks
            ·
            -|Risk|Mitigation|
            -|-|-|
            -|漢字 \| x|Retry|
            +| Risk      | Mitigation |
            +| --------- | ---------- |
            +| 漢字 \| x | Retry      |
            exit 0
        "#]],
    );
    check(
        &dir,
        "fmt --diff --check",
        expect![[r#"
            --- a/plan.md
            +++ b/plan.md
            @@ -2,6 +2,6 @@
            ·
             ## Risks
            ·
            -|Risk|Mitigation|
            -|-|-|
            -|漢字 \| x|Retry|
            +| Risk      | Mitigation |
            +| --------- | ---------- |
            +| 漢字 \| x | Retry      |
            exit 1
        "#]],
    );
    assert_eq!(text(&dir, "plan.md"), TABLE);
}

#[test]
fn without_alignment_tables_stay_and_the_rest_is_formatted() {
    let config = ("planls.toml", "[format]\nalign-tables = false\n");
    let text_before = format!("{TABLE}\n\n\n1. a\n3. b\n");
    let dir = folder(&[config, ("plan.md", &text_before)]);
    check(&dir, "fmt", expect![["1 file formatted\nexit 0\n"]]);
    assert_eq!(text(&dir, "plan.md"), format!("{TABLE}\n1. a\n2. b\n"));
    check(&dir, "fmt --check", expect![["exit 0\n"]]);
}
