use super::*;
use crate::rules::Files;
use expect_test::{Expect, expect};
use std::fs;

/// A folder with these files; `path: text`, the text after the path's first line end.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn workspace() -> Workspace {
    Workspace::new(Options::default())
}

#[test]
fn the_nearest_configuration_holds_and_patterns_start_there() {
    let dir = folder(&[
        (".git/HEAD", ""),
        ("planls.toml", "[plans]\ninclude = ['x.md']"),
        ("a/.planls.toml", "[plans]\nexclude = ['docs/*.md']"),
        ("a/docs/x.md", ""),
    ]);
    let workspace = workspace();
    let declared = |path: &str| {
        let path = dir.path().join(path);
        let project = workspace.project(&path);
        (project.relative(&path), project.declared(&path).plan)
    };
    assert_eq!(declared("a/docs/x.md"), ("a/docs/x.md".into(), Some(false)));
    assert_eq!(declared("b/x.md"), ("b/x.md".into(), Some(true)));
    assert_eq!(declared("b/y.md"), ("b/y.md".into(), None));
}

#[test]
fn templates_are_layered_and_reloaded() {
    let dir = folder(&[(".planls/templates/phased.md", "# Ours"), ("docs/plan.md", "")]);
    let (workspace, plan) = (workspace(), dir.path().join("docs/plan.md"));
    let text = || workspace.environment(&plan).templates.get("phased").unwrap().text.to_string();
    assert_eq!(text(), "# Ours");
    fs::remove_file(dir.path().join(".planls/templates/phased.md")).unwrap();
    assert_eq!(text(), "# Ours");
    workspace.reload();
    assert_ne!(text(), "# Ours");
}

#[test]
fn a_broken_configuration_leaves_the_last_good_one_in_force() {
    let dir = folder(&[("planls.toml", "[plans]\ninclude = ['x.md']")]);
    let (workspace, plan) = (workspace(), dir.path().join("x.md"));
    assert_eq!(workspace.project(&plan).declared(&plan).plan, Some(true));
    fs::write(dir.path().join("planls.toml"), "[plan]\n").unwrap();
    workspace.reload();
    let project = workspace.project(&plan);
    assert_eq!(project.declared(&plan).plan, Some(true));
    let messages: Vec<_> = project.troubles.iter().map(|t| t.message.as_str()).collect();
    assert_eq!(messages, ["there is no section `plan`; did you mean `plans`?"]);
}

#[test]
fn a_template_that_is_not_there_is_a_problem_of_the_configuration() {
    let text = "[templates]\ndefault = 'phasd'";
    let dir = folder(&[("planls.toml", text)]);
    let project = workspace().project(&dir.path().join("x.md"));
    let found = project.troubles.iter().map(|t| (t.span.of(text), t.message.as_str()));
    let message = "there is no template `phasd`; did you mean `phased`?";
    assert_eq!(found.collect::<Vec<_>>(), [("'phasd'", message)]);
}

#[test]
fn files_outside_of_the_folder_do_not_exist() {
    let dir = folder(&[("in/a/B.md", ""), ("out.md", "")]);
    let files = Folder::new(dir.path().join("in"), dir.path().join("in/a"));
    let exists = |p| files.exists(p);
    assert!(exists("a/B.md") && exists("./a/../a/B.md") && exists("a") && exists(""));
    assert!(exists("B.md"), "relative to the configuration's folder");
    assert!(!exists("../out.md") && !exists("a/../../out.md") && !exists("/etc") && !exists("b\0"));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let dir = folder(&[("in/a.md", ""), ("out/b.md", "")]);
    std::os::unix::fs::symlink("../out", dir.path().join("in/link")).unwrap();
    std::os::unix::fs::symlink("loop", dir.path().join("in/loop")).unwrap();
    let files = Folder::new(dir.path().join("in"), dir.path().join("in"));
    assert!(files.exists("link/nothing.md"), "in doubt there");
    assert!(!files.exists("loop/x"));
    let (found, troubles) = documents(&dir.path().join("in"));
    assert_eq!((found.len(), troubles.len()), (1, 0));
}

#[test]
fn suggestions_are_the_same_name_elsewhere_and_then_a_similar_one() {
    let dir = folder(&[
        ("src/pay/charge.ts", ""),
        ("src/old/charge.ts", ""),
        ("src/charges.ts", ""),
        ("src/vault.ts", ""),
    ]);
    let files = Folder::new(dir.path().into(), dir.path().into());
    assert_eq!(
        files.closest("src/charge.ts"),
        ["src/old/charge.ts", "src/pay/charge.ts", "src/charges.ts"]
    );
    assert_eq!(files.closest("src/valut.ts"), ["src/vault.ts"]);
    assert_eq!(files.closest("../x"), Vec::<String>::new());
}

#[test]
fn what_changed_is_looked_up_again() {
    let dir = folder(&[]);
    let files = Folder::new(dir.path().into(), dir.path().into());
    assert!(!files.exists("a.md"));
    fs::write(dir.path().join("a.md"), "").unwrap();
    assert!(!files.exists("a.md"));
    files.changed();
    assert!(files.exists("a.md"));
}

#[test]
fn the_walk_leaves_out_what_is_ignored_or_hidden() {
    let dir = folder(&[
        (".gitignore", "built/\n"),
        ("built/a.md", ""),
        (".hidden/b.md", ""),
        ("c.MD", ""),
        ("d/e.markdown", ""),
        ("f.txt", ""),
    ]);
    let names = |folder: &Path| -> Vec<String> {
        let (found, _) = documents(folder);
        found.iter().map(|p| slashes(p.strip_prefix(dir.path()).unwrap())).collect()
    };
    assert_eq!(names(dir.path()), ["c.MD", "d/e.markdown"]);
    assert_eq!(names(&dir.path().join(".hidden")), [".hidden/b.md"]);
}

fn check_read(bytes: &[u8], expect: Expect) {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.md"), bytes).unwrap();
    expect.assert_eq(&format!("{:?}", read(&dir.path().join("a.md"))));
}

#[test]
fn a_document_that_cannot_be_read_says_why() {
    check_read(
        "\u{feff}# Ä\r\n".as_bytes(),
        expect![[r##"Ok(Source { text: "# Ä\r\n", bom: true })"##]],
    );
    check_read(b"# A\n\xe4\n", expect![[r#"Err("not in UTF-8 (line 2); save it as UTF-8")"#]]);
    check_read(b"\xff\xfe#\0", expect![[r#"Err("in UTF-16; save it as UTF-8")"#]]);
    let large = vec![b'a'; LARGEST as usize + 1];
    check_read(&large, expect![[r#"Err("larger than 16 MB: no plan is read beyond that")"#]]);
    assert_eq!(read(Path::new("no/such.md")), Err("no such file or folder".into()));
    assert_eq!(read(Path::new(".")), Err("a folder, not a file".into()));
}
