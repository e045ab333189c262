//! Files and folders of the workspace, one folder at a time, in code spans and links.

use super::{Completion, CompletionKind, Completions, Place, anchor};
use crate::ide::{Snippet, file};
use crate::rules::resolve;

/// Names that are offered at once.
const MOST: usize = 200;

/// Completes the last name of a path.
pub(super) fn complete(place: &Place) -> Option<Completions> {
    let files = &place.snapshot.environment.files;
    let own = file::folder(place.snapshot);
    let (start, folders) = match place.code_span() {
        // From the workspace folder, then from the document's own (plans.md §5).
        Some(start) => (start, ["", own]),
        None => (anchor::destination(place)?, [own, own]),
    };
    let typed = place.before.get(start..)?;
    let odd = |c: char| c.is_whitespace() || "<>*?\"#:$(){}|\\".contains(c);
    if typed.contains(odd) || typed.starts_with('/') || !files.known() {
        return None;
    }
    let name = typed.rsplit('/').next().unwrap_or(typed);
    let folder = typed.get(..typed.len() - name.len())?;
    let lists = folders.iter().filter_map(|from| resolve(from, folder)).map(|f| files.list(&f));
    let names = lists.into_iter().find(|names| !names.is_empty())?;
    let item = |name: String| Completion {
        kind: CompletionKind::Path,
        detail: if name.ends_with('/') { "folder" } else { "file" }.to_owned(),
        documentation: String::new(),
        insert: Snippet::text(name.clone()),
        filter: name.clone(),
        label: name,
    };
    let items = names.into_iter().take(MOST).map(item).collect();
    Some(Completions { replace: place.typed(start + folder.len()), items })
}
