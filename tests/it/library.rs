//! The crate as a library: who takes it without its default features gets no terminal and no server.

use std::path::Path;
use std::process::Command;

/// The crates that a user with these features builds.
fn crates(features: &[&str]) -> Vec<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    let output = cargo.args(features).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn a_library_user_gets_no_terminal_and_no_server() {
    let (all, bare) = (crates(&[]), crates(&["--no-default-features"]));
    let heavy =
        ["tokio", "tower-lsp", "lsp-types", "rmcp", "clap", "anstream", "tempfile", "tracing"];
    for name in heavy {
        assert!(all.iter().any(|one| one == name), "{name} is not there at all");
        assert!(!bare.iter().any(|one| one == name), "{name}");
    }
    assert!(bare.iter().any(|one| one == "tree-sitter"));
}

#[test]
fn the_interface_is_small() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let source = std::fs::read_to_string(page).unwrap();
    let code: Vec<&str> = source.lines().filter(|line| !line.starts_with("//")).collect();
    for (before, line) in code.iter().zip(code.iter().skip(1)) {
        let hidden = !line.starts_with("pub mod ") || *before == "#[doc(hidden)]";
        assert!(hidden, "{line}");
    }
}
