//! `planls fix` and `planls new`: what is written, and what is left alone.

use super::checking::PLAN;
use super::*;

/// With a comment that ignores nothing: a safe fix.
fn faulty() -> String {
    PLAN.replace("## Risks\n", "## Risks\n<!-- planls: ignore missing-file -->\n")
}

fn read(dir: &TempDir, name: &str) -> String {
    fs::read_to_string(path(dir, name)).unwrap()
}

#[test]
fn safe_fixes_are_written_and_the_rest_is_reported() {
    let dir = folder(&[("plan.md", &faulty())]);
    let ran = planls(&dir, "fix");
    assert_eq!((ran.code, read(&dir, "plan.md").as_str()), (1, PLAN));
    assert!(ran.out.starts_with("1 file mended\n"), "{}", ran.out);
    assert!(!planls(&dir, "fix").out.contains("mended"));
}

#[test]
fn a_diff_changes_nothing() {
    let dir = folder(&[("plan.md", &faulty())]);
    let lines = planls(&dir, "fix --diff").out;
    let changes: Vec<&str> = lines.lines().filter(|l| !l.starts_with(' ')).collect();
    expect![[r#"
        --- a/plan.md
        +++ b/plan.md
        @@ -2,7 +2,6 @@
        -<!-- planls: ignore missing-file -->"#]]
    .assert_eq(&changes.join("\n"));
    assert_eq!(read(&dir, "plan.md"), faulty());
}

#[test]
fn a_diff_can_be_applied() {
    for text in [faulty(), faulty().trim_end().to_owned(), faulty().replace('\n', "\r\n")] {
        let (dir, other) = (folder(&[("a/plan.md", &text)]), folder(&[("a/plan.md", &text)]));
        let mut apply = Command::new("git");
        let apply = apply.args(["apply", "-p1", "-"]).current_dir(dir.path()).stdin(Stdio::piped());
        let mut apply = apply.spawn().expect("git is there");
        let diff = planls(&dir, "fix --diff").out;
        apply.stdin.take().unwrap().write_all(diff.as_bytes()).unwrap();
        assert!(apply.wait().unwrap().success(), "{diff}");
        planls(&other, "fix");
        assert_eq!(read(&dir, "a/plan.md"), read(&other, "a/plan.md"));
    }
}

#[cfg(unix)]
#[test]
fn a_link_inside_the_workspace_stays_a_link() {
    let dir = folder(&[("docs/plan.md", &faulty())]);
    std::os::unix::fs::symlink("docs/plan.md", path(&dir, "plan.md")).unwrap();
    planls(&dir, "fix plan.md");
    assert!(fs::symlink_metadata(path(&dir, "plan.md")).unwrap().is_symlink());
    assert_eq!(read(&dir, "docs/plan.md"), PLAN);
}

#[test]
fn two_at_the_same_time_do_not_spoil_the_file() {
    let dir = folder(&[("plan.md", &faulty())]);
    let both =
        [(); 2].map(|()| command(dir.path(), &["fix"]).stdout(Stdio::null()).spawn().unwrap());
    for mut one in both {
        // The slower one finds the file mended, or changed under its hands.
        assert!([1, 2].contains(&one.wait().unwrap().code().unwrap()));
    }
    assert_eq!(read(&dir, "plan.md"), PLAN);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn byte_order_mark_line_ends_and_permissions_stay() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let dir = folder(&[("plan.md", &windows(&faulty()))]);
    #[cfg(unix)]
    let mode = || {
        std::os::unix::fs::PermissionsExt::mode(
            &fs::metadata(path(&dir, "plan.md")).unwrap().permissions(),
        )
    };
    #[cfg(unix)]
    let before = {
        let strict = std::os::unix::fs::PermissionsExt::from_mode(0o640);
        fs::set_permissions(path(&dir, "plan.md"), strict).unwrap();
        mode()
    };
    planls(&dir, "fix");
    assert_eq!(read(&dir, "plan.md"), windows(PLAN));
    #[cfg(unix)]
    assert_eq!(mode(), before);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn a_read_only_file_is_left_as_it_is() {
    let dir = folder(&[("a.md", &faulty()), ("b.md", &faulty())]);
    let mut mode = fs::metadata(path(&dir, "a.md")).unwrap().permissions();
    mode.set_readonly(true);
    fs::set_permissions(path(&dir, "a.md"), mode).unwrap();
    let ran = planls(&dir, "fix");
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "planls: a.md: read-only, and is left as it is; make it writable and run again\n")
    );
    assert_eq!((read(&dir, "a.md"), read(&dir, "b.md")), (faulty(), PLAN.to_owned()));
}

/// What a disk without room does: no file may have a byte.
#[cfg(unix)]
#[test]
fn what_cannot_be_written_to_the_end_is_not_written_at_all() {
    let text = faulty() + "\n| A | B |\n|---|---|\n| wide cell | x |\n";
    let dir = folder(&[("a.md", &text)]);
    for arguments in
        ["fix a.md", "fmt a.md", "new phased b.md", "check a.md --baseline b --write-baseline"]
    {
        let planls = format!("trap '' XFSZ; ulimit -f 0; exec \"$0\" {arguments}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &planls, env!("CARGO_BIN_EXE_planls")]).current_dir(dir.path());
        let ran = ran(shell.output().unwrap());
        assert!(ran.err.contains("cannot be written: files may not be that large"), "{}", ran.err);
        let names = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let left = names.filter(|name| name != ".git").collect::<Vec<_>>();
        assert_eq!((ran.code, left, read(&dir, "a.md")), (2, vec!["a.md".into()], text.clone()));
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_workspace_is_left_as_it_is() {
    let (dir, outside) = (folder(&[]), folder(&[("plan.md", &faulty())]));
    std::os::unix::fs::symlink(path(&outside, "plan.md"), path(&dir, "link.md")).unwrap();
    assert_eq!(planls(&dir, "fix link.md").code, 2);
    assert_eq!(read(&outside, "plan.md"), faulty());
}

#[test]
fn standard_input_is_printed_mended() {
    let dir = folder(&[]);
    let mut child = command(dir.path(), &["fix", "-"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(faulty().as_bytes()).unwrap();
    assert_eq!(ran(child.wait_with_output().unwrap()).out, PLAN);
}

#[test]
fn a_new_plan_never_overwrites() {
    let dir = folder(&[("here.md", "mine")]);
    check(
        &dir,
        "new phased here.md",
        expect![[r#"
        planls: here.md is already there, and is left as it is
        exit 2
    "#]],
    );
    check(
        &dir,
        "new phased docs/there.md",
        expect![[r#"
        docs/there.md follows `phased`
        exit 0
    "#]],
    );
    assert_eq!(
        (read(&dir, "here.md").as_str(), read(&dir, "docs/there.md").is_empty()),
        ("mine", false)
    );
    check(
        &dir,
        "new",
        expect![[r#"
        planls: name a template: `spec-driven`, `phased`, `spec-kit`, `numbered`, `review-gated`, or set `templates.default` in planls.toml
        exit 2
    "#]],
    );
}

#[test]
fn a_new_plan_has_its_title_and_values_and_no_unknown_ones() {
    let dir = folder(&[(
        ".planls/templates/t.md",
        "# Plan: [Name]\n\n**Owner:** {{OWNER}}\n\n## Risks\n\n- [Risk]\n",
    )]);
    let mut new =
        command(dir.path(), &["new", "t", "--title", "Saved cards", "--set", "OWNER=Ines"]);
    let text = ran(new.output().unwrap()).out;
    assert!(text.contains("Saved cards") && text.contains("**Owner:** Ines\n"), "{text}");
    check(
        &dir,
        "new t --set OWNR=Ines",
        expect![[r#"
        planls: `t` has nothing called `OWNR` that could be filled in
        exit 2
    "#]],
    );
    check(
        &dir,
        "new t --set OWNER",
        expect![[r#"
        error: invalid value 'OWNER' for '--set <NAME=VALUE>': write it as NAME=VALUE

        For more information, try '--help'.
        exit 2
    "#]],
    );
}

#[test]
fn a_template_is_made_of_a_plan() {
    let dir = folder(&[("plan.md", PLAN)]);
    check(
        &dir,
        "templates init plan.md .planls/templates/mine.md",
        expect![[r#"
        .planls/templates/mine.md is a template now
        exit 0
    "#]],
    );
    assert_eq!(planls(&dir, "templates init plan.md .planls/templates/mine.md").code, 2);
    let slots = json(&dir, "templates show mine --as-schema")["slots"].clone();
    let headings: Vec<&str> =
        slots.as_array().unwrap().iter().map(|s| s["heading"].as_str().unwrap()).collect();
    expect!["Risks, Rollback, Done when, Phase 1: [Phase name]"].assert_eq(&headings.join(", "));
    assert_eq!(planls(&dir, "templates init nope.md").code, 2);
}
