//! What `planls --version` says: the version and, for a release build, the commit it was made from.
//! A debug build says so instead: it would have to be made again after every commit.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let made_from = match env::var("PROFILE").as_deref() {
        Ok("release") => commit(),
        _ => Some("debug build".to_owned()),
    };
    let made_from = made_from.map(|from| format!(" ({from})")).unwrap_or_default();
    println!("cargo:rustc-env=PLANLS_VERSION={version}{made_from}");
}

/// Nine digits of the commit: of the clone, or of the published crate, which carries it in a file.
fn commit() -> Option<String> {
    let published = fs::read_to_string(".cargo_vcs_info.json").ok();
    let published = published.as_deref().and_then(|json| json.split("\"sha1\": \"").nth(1));
    let commit = match published {
        Some(rest) => rest.to_owned(),
        None => of_clone()?,
    };
    commit.get(..9).filter(|c| c.chars().all(|c| c.is_ascii_hexdigit())).map(str::to_owned)
}

fn of_clone() -> Option<String> {
    // The sources may lie unpacked somewhere inside a repository of somebody else.
    let top = git(&["rev-parse", "--show-toplevel"])?;
    let here = env::var("CARGO_MANIFEST_DIR").ok()?;
    if fs::canonicalize(top).ok()? != fs::canonicalize(here).ok()? {
        return None;
    }
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
    if Path::new(&log).exists() {
        println!("cargo:rerun-if-changed={log}");
    }
    git(&["rev-parse", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned()).filter(|text| !text.is_empty())
}
