//! Files that cannot be read: each is named with the reason and hides nothing.

use super::*;

#[test]
fn a_file_that_is_not_there() {
    check(
        &folder(&[]),
        "check nope.md",
        expect![[r#"
            planls: nope.md: no such file or folder
            exit 2
        "#]],
    );
}

#[test]
fn a_file_in_another_encoding() {
    let dir = folder(&[]);
    fs::write(path(&dir, "latin.md"), b"# Plan\nGr\xf6\xdfe\n").unwrap();
    fs::write(path(&dir, "wide.md"), b"\xff\xfe#\0").unwrap();
    check(
        &dir,
        "check",
        expect![[r#"
            planls: latin.md: not in UTF-8 (line 2); save it as UTF-8
            planls: wide.md: in UTF-16; save it as UTF-8
            exit 2
        "#]],
    );
}

#[cfg(unix)]
#[test]
fn pipes_are_not_waited_for_and_links_do_not_loop() {
    let dir = folder(&[("a.md", "# A\n")]);
    let made = Command::new("mkfifo").arg(path(&dir, "pipe.md")).status().unwrap();
    assert!(made.success());
    std::os::unix::fs::symlink("loop.md", path(&dir, "loop.md")).unwrap();
    std::os::unix::fs::symlink(".", path(&dir, "circle")).unwrap();
    check(
        &dir,
        "check",
        expect![[r#"
        no plans (1 other file skipped)
        exit 0
    "#]],
    );
    check(
        &dir,
        "check pipe.md loop.md",
        expect![[r#"
            planls: pipe.md: a pipe or a device, not a file; `-` reads standard input
            planls: loop.md: cannot be read: too many levels of symbolic links
            exit 2
        "#]],
    );
}
