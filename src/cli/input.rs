//! The documents a command is about: files as named, folders walked, `-` for standard input.

use crate::workspace::{self, Source, absolute, slashes};
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};

/// A document to be read.
pub(super) struct Input {
    /// Where it is, from the root of the file system; for standard input, where it is said to be.
    pub path: PathBuf,
    /// As the user would name it, `/`-separated.
    pub name: String,
    /// Named on the command line, not found in a folder.
    pub named: bool,
    stdin: bool,
}

/// Something that could not be read.
pub(super) struct Unreadable {
    pub name: String,
    pub message: String,
}

impl Input {
    pub(super) fn is_stdin(&self) -> bool {
        self.stdin
    }

    pub(super) fn read(&self) -> Result<Source, String> {
        if self.stdin { workspace::read_stdin() } else { workspace::read(&self.path) }
    }
}

/// The documents under `paths` (the current folder if there are none), each once, and what could not
/// be looked at.
pub(super) fn collect(
    paths: &[PathBuf],
    stdin_name: Option<&Path>,
) -> (Vec<Input>, Vec<Unreadable>) {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let (mut inputs, mut unreadable) = (vec![], vec![]);
    let mut seen = FxHashSet::default();
    let mut add = |path: &Path, named: bool, stdin: bool| {
        let name = name(path);
        // Where the current folder is need not be asked again for each question about the document.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        if seen.insert(absolute(&path)) {
            inputs.push(Input { path, name, named, stdin });
        }
    };
    // Named files first, so that a file that is named and also lies in a named folder is named.
    let (folders, files): (Vec<_>, Vec<_>) = paths.iter().partition(|p| p.is_dir());
    for path in files {
        let stdin = path.as_os_str() == "-";
        add(stdin_name.filter(|_| stdin).unwrap_or(path), true, stdin);
    }
    for folder in folders {
        let (found, troubles) = workspace::documents(folder);
        found.iter().for_each(|path| add(path, false, false));
        let troubles = troubles.into_iter();
        unreadable.extend(troubles.map(|(p, message)| Unreadable { name: name(&p), message }));
    }
    (inputs, unreadable)
}

/// A path as given, without a leading `./`.
pub(super) fn name(path: &Path) -> String {
    let name = slashes(path);
    name.strip_prefix("./").filter(|n| !n.is_empty()).map(str::to_owned).unwrap_or(name)
}

/// A path as short as it can be said here.
pub(super) fn shown(path: &Path) -> String {
    name(path.strip_prefix(absolute(Path::new("."))).unwrap_or(path))
}
