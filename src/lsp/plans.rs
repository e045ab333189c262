//! The plans of the workspace besides the one that is asked about: open ones as the client has them,
//! the others as they lie on disk. Reads them, on all cores, when a request needs them and keeps what is
//! plans.

use super::query::Query;
use super::state::{Folder, Moment};
use super::to_proto;
use crate::ide::Snapshot;
use crate::text::{Edit, Encoding};
use crate::workspace::{self, Workspace};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::time::SystemTime;
use tower_lsp::lsp_types::{TextEdit, Url};

/// Files that are looked at.
const FILES: usize = 4000;
/// Bytes of one that is not open; plans are written by people.
const LARGEST: u64 = 1 << 20;
/// Bytes of all of them together.
const TOTAL: u64 = 64 << 20;

/// A plan of the workspace.
#[derive(Clone)]
pub struct Other {
    /// As tower-lsp's types name it.
    pub url: Url,
    /// The version number the client gave; `None` if it is not open.
    pub number: Option<i32>,
    /// What is known.
    pub snapshot: Arc<Snapshot>,
}

impl Other {
    /// An edit of it that spans no lines.
    pub fn text_edit(&self, edit: &Edit, encoding: Encoding) -> TextEdit {
        let range = to_proto::range(&self.snapshot.document, edit.span, encoding);
        TextEdit::new(range, edit.insert.clone())
    }
}

/// The workspace at one moment, to be read.
pub struct Around {
    /// Open documents.
    pub open: Vec<Moment>,
    /// Workspace folders.
    pub folders: Vec<Folder>,
    /// What is known of files.
    pub known: Arc<Known>,
}

/// What has been read from disk: for each file its size and time, and the plan, if it is one.
#[derive(Default)]
pub struct Known {
    /// What was read before it grew last may mean something else now.
    epoch: AtomicU64,
    files: Mutex<(u64, Files)>,
}

type Files = FxHashMap<PathBuf, (Stamp, Option<Arc<Snapshot>>)>;
/// Size and time of a file.
pub type Stamp = (u64, Option<SystemTime>);

impl Known {
    /// Grows when configuration or templates change.
    pub fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Relaxed)
    }

    /// The plan in a file, if it has been read since the file changed. Never waits.
    pub fn plan(&self, path: &Path) -> Option<Arc<Snapshot>> {
        let known = self.files.try_lock().ok().filter(|known| known.0 == self.epoch())?;
        let (before, plan) = known.1.get(path)?;
        plan.clone().filter(|_| stamp(path).as_ref() == Some(before))
    }

    /// Whether all plans are being read just now.
    pub fn is_reading(&self) -> bool {
        matches!(self.files.try_lock(), Err(TryLockError::WouldBlock))
    }

    /// Configuration or templates have changed. Never waits.
    pub fn forget(&self) {
        self.epoch.fetch_add(1, Ordering::Relaxed);
    }
}

impl Around {
    /// All plans but `without`; may take a while.
    pub fn read(self, without: Option<&Query>) -> Vec<Other> {
        let mut open = FxHashSet::default();
        let mut found = vec![];
        for moment in self.open {
            open.extend(moment.version.place().path.clone());
            if without.is_some_and(|query| query.url == moment.url) {
                continue;
            }
            let Query { url, number, snapshot, .. } = moment.read();
            found.push(Other { url, number: Some(number), snapshot });
        }
        let epoch = self.known.epoch();
        let mut known = self.known.files.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != epoch {
            known.1.clear();
        }
        let mut seen = FxHashMap::default();
        let mut files = files(&self.folders);
        files.retain(|(_, path, _)| !open.contains(path));
        let read = |(folder, path, stamp): &(&Folder, PathBuf, Stamp)| match known.1.get(path) {
            Some((before, plan)) if before == stamp => plan.clone(),
            _ => plan(&folder.workspace, path),
        };
        let plans = workspace::map(&files, read, |_| {});
        for ((folder, path, stamp), plan) in files.into_iter().zip(plans) {
            if let (Some(snapshot), Some(url)) = (&plan, folder.url(&path)) {
                found.push(Other { url, number: None, snapshot: snapshot.clone() });
            }
            seen.insert(path, (stamp, plan));
        }
        *known = (epoch, seen);
        found.retain(|other| other.snapshot.has_outline());
        found
    }
}

/// The documents in folders, each once, with its folder; at most as many and as large as is sane.
pub fn files(folders: &[Folder]) -> Vec<(&Folder, PathBuf, Stamp)> {
    let (mut seen, mut total, mut found) = (FxHashSet::default(), 0, vec![]);
    for folder in folders {
        let (files, _) = workspace::documents(&folder.path);
        for path in files.into_iter().take(FILES) {
            let Some(stamp) = stamp(&path).filter(|(size, _)| *size <= LARGEST) else { continue };
            total += stamp.0;
            if total <= TOTAL && seen.insert(path.clone()) {
                found.push((folder, path, stamp));
            }
        }
    }
    found
}

/// Size and time of a regular file.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let data = std::fs::symlink_metadata(path).ok().filter(|data| data.is_file())?;
    Some((data.len(), data.modified().ok()))
}

fn plan(workspace: &Workspace, path: &Path) -> Option<Arc<Snapshot>> {
    let source = workspace::read(path).ok()?;
    workspace.plan_of(path, &source.text).map(Arc::new)
}
