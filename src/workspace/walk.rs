//! Finding documents under a folder: Markdown files that version control would see. Links are not
//! followed; what they lead to inside the folder is met anyway.

use ignore::WalkBuilder;
use std::path::{Path, PathBuf};

/// The Markdown files under `folder`, in the order of their names, and folders that could not be
/// read with the reason. Respects `.gitignore` and `.ignore`, also outside of a repository; hidden
/// folders are entered only when `folder` itself is one.
pub fn documents(folder: &Path) -> (Vec<PathBuf>, Vec<(PathBuf, String)>) {
    let (mut found, mut troubles) = (vec![], vec![]);
    for entry in walk(folder) {
        match entry {
            Ok(entry) => {
                let file = entry.file_type().is_some_and(|t| t.is_file());
                if file && is_markdown(entry.path()) {
                    found.push(entry.into_path());
                }
            }
            Err(error) => troubles.push(trouble(folder, &error)),
        }
    }
    (found, troubles)
}

/// Whether a file's name says that it is Markdown.
pub fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["md", "markdown", "mdown", "mkd"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

pub(super) fn walk(folder: &Path) -> ignore::Walk {
    let mut builder = WalkBuilder::new(folder);
    builder.require_git(false).sort_by_file_name(|a, b| a.cmp(b)).build()
}

fn trouble(folder: &Path, error: &ignore::Error) -> (PathBuf, String) {
    let mut inner = error;
    let mut path = folder.to_path_buf();
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: at, err } => {
                path.clone_from(at);
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            ignore::Error::Io(error) => return (path, super::read::reason(error)),
            other => return (path, other.to_string()),
        };
    }
}
