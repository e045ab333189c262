//! The files a plan points to: paths in code spans and destinations of links, as places in the
//! workspace. Asks the workspace, touches no file.

use super::Snapshot;
use crate::plan::{Node, path::PathMention};
use crate::rules::resolve;
use crate::text::Span;
use std::borrow::Cow;

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTarget {
    /// `/`-separated, decoded.
    pub path: String,
    /// From where.
    pub base: Base,
    /// The heading in it, as an anchor without `#`.
    pub anchor: Option<String>,
    /// Zero-based line.
    pub line: Option<usize>,
}

/// What a path starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The workspace folder; the file is there.
    Workspace,
    /// The document's own folder; nobody knows whether the file is there.
    Document,
}

/// Where an existing file is: from the workspace folder, then from the document's own (plans.md
/// §5). `None` if there is none or no workspace.
pub(crate) fn locate(snapshot: &Snapshot, path: &str) -> Option<String> {
    let files = &snapshot.environment.files;
    let candidates = ["", folder(snapshot)].map(|from| resolve(from, path).map(Cow::into_owned));
    let found = |p: &String| !p.is_empty() && files.exists(p);
    candidates.into_iter().flatten().find(found).filter(|_| files.known())
}

/// The document's folder in the workspace.
pub(crate) fn folder(snapshot: &Snapshot) -> &str {
    snapshot.path.as_deref().and_then(|p| p.rsplit_once('/')).map_or("", |(folder, _)| folder)
}

/// The file a code span names, if it exists.
pub(crate) fn of_mention(
    snapshot: &Snapshot,
    node: Node,
    path: &PathMention,
) -> Option<FileTarget> {
    let found = locate(snapshot, &path.path)?;
    // `src/a.rs:12`, `src/a.rs#L12`
    let line = node.section.facts.lines_of(path.span);
    let tail = node.section.str(Span::new(path.span.end, line.end));
    let digits = tail.strip_prefix(':').or_else(|| tail.strip_prefix("#L")).unwrap_or_default();
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let line = digits.get(..end).and_then(|d| d.parse::<usize>().ok()?.checked_sub(1));
    Some(FileTarget { path: found, base: Base::Workspace, anchor: None, line })
}

/// The file a relative link leads to; one that is known not to exist leads nowhere.
pub(crate) fn of_link(snapshot: &Snapshot, destination: &str) -> Option<FileTarget> {
    let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
    let path = path.split('?').next().unwrap_or(path);
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let impossible = path.is_empty() || path.contains(['\0', '\\']) || path.starts_with('/');
    if impossible {
        return None;
    }
    let anchor = Some(anchor.to_owned()).filter(|a| !a.is_empty());
    if !snapshot.environment.files.known() {
        let path = path.into_owned();
        return Some(FileTarget { path, base: Base::Document, anchor, line: None });
    }
    // A link starts from its document (RFC 3986 §5); from the root people write them too.
    let files = &snapshot.environment.files;
    let here = resolve(folder(snapshot), &path).filter(|p| !p.is_empty() && files.exists(p));
    let here = here.map(Cow::into_owned);
    let path = here.or_else(|| locate(snapshot, &path))?;
    Some(FileTarget { path, base: Base::Workspace, anchor, line: None })
}
