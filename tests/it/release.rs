//! What a release is made of, as far as it can be seen before one: versions agree, the crate holds
//! what it needs and no more, and the workflow builds what the editors' pages promise. Does not
//! build a release.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn one_version_everywhere() {
    let version = env!("CARGO_PKG_VERSION");
    let extension: Value = serde_json::from_str(&read("editors/vscode/package.json")).unwrap();
    assert_eq!(extension["version"], version);
    assert!(read("CHANGELOG.md").contains(version), "CHANGELOG.md says nothing of {version}");
    let output = Command::new(env!("CARGO_BIN_EXE_planls")).arg("--version").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with(&format!("planls {version} (")), "{said}");
}

#[test]
fn the_crate_holds_what_it_needs_and_no_more() {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--quiet"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files = String::from_utf8(output.stdout).unwrap();
    let files: Vec<&str> = files.lines().collect();
    let needed =
        ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md", "Cargo.lock", "build.rs"];
    for file in
        needed.iter().chain(&["src/plan/concept/names.txt", "src/template/builtin/phased.md"])
    {
        assert!(files.contains(file), "{file} is not in the crate");
    }
    let foreign = files.iter().filter(|f| {
        f.starts_with("editors/") || f.starts_with('.') && !f.starts_with(".cargo_vcs")
    });
    assert_eq!(foreign.collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn the_release_packs_an_extension_for_each_server() {
    let workflow = read(".github/workflows/release.yml");
    let targets: Vec<&str> = workflow.lines().filter(|l| l.contains("{ target:")).collect();
    assert_eq!(targets.len(), 5);
    for system in ["linux-musl", "apple-darwin", "windows-msvc"] {
        assert!(targets.iter().any(|t| t.contains(system)), "{system}");
    }
    for target in targets {
        let part = |key: &str| target.split(key).nth(1).unwrap().split([',', ' ']).nth(1).unwrap();
        let arm = part("target:").starts_with("aarch64");
        assert_eq!(part("vscode:").ends_with("arm64"), arm, "{target}");
    }
}
