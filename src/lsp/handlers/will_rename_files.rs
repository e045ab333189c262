//! `workspace/willRenameFiles`: the paths in all plans of the workspace follow, those of a plan that
//! moves too. The edits are of the files as they are called now: they come before the renaming.

use crate::ide::{Move, follow_moves};
use crate::lsp::capabilities::Client;
use crate::lsp::plans::Other;
use crate::lsp::{to_proto, uri};
use crate::workspace;
use std::path::{Path, PathBuf};
use tower_lsp::lsp_types::{RenameFilesParams, Url, WorkspaceEdit};

/// The edits that follow; `None` if no plan changes.
pub fn handle(
    plans: &[Other],
    params: &RenameFilesParams,
    client: &Client,
) -> Option<WorkspaceEdit> {
    let path = |spelled: &str| uri::path(&uri::spelling(&Url::parse(spelled).ok()?));
    let all = params.files.iter();
    let moves: Vec<(PathBuf, PathBuf)> =
        all.filter_map(|f| path(&f.old_uri).zip(path(&f.new_uri))).collect();
    let edited = plans.iter().filter_map(|plan| {
        let edits = follow_moves(&plan.snapshot, &inside(&root(plan)?, &moves));
        let edits: Vec<_> = edits.iter().map(|e| plan.text_edit(e, client.encoding)).collect();
        (!edits.is_empty()).then(|| (plan.url.clone(), plan.number, edits))
    });
    let edited: Vec<_> = edited.collect();
    (!edited.is_empty()).then(|| to_proto::workspace_edit(client, edited))
}

/// The folder that the paths in a plan start from.
fn root(plan: &Other) -> Option<PathBuf> {
    let path = uri::path(&uri::spelling(&plan.url))?;
    let inside = Path::new(plan.snapshot.path.as_deref()?).components().count();
    path.ancestors().nth(inside).map(Path::to_path_buf)
}

/// The moves within a folder. What leaves it cannot be followed.
fn inside(root: &Path, moves: &[(PathBuf, PathBuf)]) -> Vec<Move> {
    let inside = |path: &PathBuf| path.strip_prefix(root).ok().map(workspace::slashes);
    let follow =
        |(from, to): &(PathBuf, PathBuf)| Some(Move { from: inside(from)?, to: inside(to)? });
    moves.iter().filter_map(follow).collect()
}
