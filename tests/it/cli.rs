//! The real `planls` in folders made for the test: what it prints and how it exits.

use expect_test::{Expect, expect};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planls"));
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.env("XDG_CONFIG_HOME", folder.join("config-home"));
    command
}

fn ran(output: Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs `planls` with these arguments, separated by spaces.
fn planls(folder: &TempDir, arguments: &str) -> Ran {
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    ran(command(folder.path(), &arguments).output().unwrap())
}

pub(crate) fn json(folder: &TempDir, arguments: &str) -> Value {
    serde_json::from_str(&planls(folder, arguments).out).unwrap()
}

/// The exit code and both streams.
/// A space of no width is shown as `<ZWSP>`: it cannot be seen in an expectation.
fn check(folder: &TempDir, arguments: &str, expect: Expect) {
    let Ran { code, out, err } = planls(folder, arguments);
    expect.assert_eq(&format!("{out}{err}exit {code}\n").replace('\u{200B}', "<ZWSP>"));
}

fn path(folder: &TempDir, name: &str) -> PathBuf {
    folder.path().join(name)
}

mod agreement;
mod checking;
mod commands;
mod configuration;
mod edits;
mod fixing;
mod formatting;
mod input;
mod status;
