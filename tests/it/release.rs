//! What a release is made of, as far as it can be seen before one: versions agree, the crate holds
//! what it needs and no more, and the workflow builds what the editors' pages promise. Does not
//! build a release.

use crate::ci::{bash, file};
use crate::cli::folder;
use expect_test::expect;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

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

/// The platforms of the workflow: target and extensions.
fn platforms() -> Vec<(String, String)> {
    let matrix = &file(".github/workflows/release.yml")["jobs"]["build"]["strategy"]["matrix"];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let platforms = matrix["include"].as_array().unwrap().iter();
    platforms.map(|platform| (text(&platform["target"]), text(&platform["vscode"]))).collect()
}

#[test]
fn the_release_packs_an_extension_for_each_server() {
    let all: String =
        platforms().into_iter().map(|(t, vscode)| format!("{t}: {vscode}\n")).collect();
    expect![[r#"
        x86_64-unknown-linux-musl: linux-x64 alpine-x64
        aarch64-unknown-linux-musl: linux-arm64 alpine-arm64
        x86_64-apple-darwin: darwin-x64
        aarch64-apple-darwin: darwin-arm64
        x86_64-pc-windows-msvc: win32-x64
    "#]]
    .assert_eq(&all);
}

/// Runs a step of the workflow in a folder.
fn run(dir: &TempDir, job: &str, name: &str, variables: &BTreeMap<String, String>) {
    let workflow = file(".github/workflows/release.yml");
    let steps = workflow["jobs"][job]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["name"] == name).unwrap();
    let output = bash(dir.path(), step["run"].as_str().unwrap(), variables);
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
}

/// What is packed and summed up, with an `npm` that makes an extension of nothing but the server.
#[test]
fn the_release_is_packed_with_checksums() {
    let npm = "#!/bin/sh\nwhile [ $# -gt 0 ]; do [ \"$1\" != --out ] || cp \"$PLANLS\" \"$2\"; shift; done\n";
    let dir = folder(&[("bin/npm", npm), ("bin/node", "#!/bin/sh\n"), ("editors/vscode/x", "")]);
    let path = |name: &str| dir.path().join(name);
    for name in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        fs::write(path(name), read(name)).unwrap();
    }
    bash(dir.path(), "chmod +x bin/*", &BTreeMap::new());
    let others = std::env::var("PATH").unwrap();
    for (target, vscode) in platforms() {
        let built = format!("target/{target}/release/planls");
        fs::create_dir_all(path(&built).parent().unwrap()).unwrap();
        for program in [built.clone(), format!("{built}.exe")] {
            fs::write(path(&program), &target).unwrap();
        }
        let variables = [
            ("TARGET", target),
            ("VSCODE", vscode),
            ("BUILT", built),
            ("GITHUB_REF_NAME", "v1.2.3".to_owned()),
            ("PATH", format!("{}:{others}", path("bin").display())),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value)).into();
        run(&dir, "build", "Pack the server and the extension", &variables);
    }
    run(&dir, "release", "Sum up", &BTreeMap::new());
    let check =
        "cd dist && sha256sum -c SHA256SUMS && for f in *.tar.gz; do echo $(tar -tf $f); done";
    let said = bash(dir.path(), check, &BTreeMap::new());
    expect![[r#"
        planls-v1.2.3-aarch64-apple-darwin.tar.gz: OK
        planls-v1.2.3-aarch64-unknown-linux-musl.tar.gz: OK
        planls-v1.2.3-x86_64-apple-darwin.tar.gz: OK
        planls-v1.2.3-x86_64-pc-windows-msvc.tar.gz: OK
        planls-v1.2.3-x86_64-unknown-linux-musl.tar.gz: OK
        planls-v1.2.3-alpine-arm64.vsix: OK
        planls-v1.2.3-alpine-x64.vsix: OK
        planls-v1.2.3-darwin-arm64.vsix: OK
        planls-v1.2.3-darwin-x64.vsix: OK
        planls-v1.2.3-linux-arm64.vsix: OK
        planls-v1.2.3-linux-x64.vsix: OK
        planls-v1.2.3-win32-x64.vsix: OK
        README.md LICENSE-MIT LICENSE-APACHE planls
        README.md LICENSE-MIT LICENSE-APACHE planls
        README.md LICENSE-MIT LICENSE-APACHE planls
        README.md LICENSE-MIT LICENSE-APACHE planls.exe
        README.md LICENSE-MIT LICENSE-APACHE planls
    "#]]
    .assert_eq(&String::from_utf8(said.stdout).unwrap());
}
