//! What rules may ask about a real folder. Never looks outside of it; answers are remembered until
//! something changes.

use super::{slashes, walk};
use crate::rules::{self, Files};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Files that are indexed for suggestions.
const INDEXED: usize = 100_000;
/// Answers that are remembered.
const REMEMBERED: usize = 50_000;
/// Suggestions that are given.
const SUGGESTED: usize = 3;

/// A workspace folder on disk.
pub struct Folder {
    /// Paths may be relative to any of these: the workspace folder, and the configuration's folder
    /// within it.
    roots: Vec<PathBuf>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    exists: FxHashMap<String, bool>,
    index: Option<Arc<Index>>,
    project: Option<bool>,
    repository: Option<bool>,
}

/// The files of a folder, relative and `/`-separated.
struct Index {
    by_name: FxHashMap<String, Vec<String>>,
    by_folder: FxHashMap<String, Vec<String>>,
}

impl Folder {
    /// `base`: the folder of the configuration; counts if it lies in `folder`.
    pub fn new(folder: PathBuf, base: PathBuf) -> Folder {
        let inner = (base != folder && base.starts_with(&folder)).then_some(base);
        let roots = std::iter::once(folder).chain(inner).collect();
        Folder { roots, known: Mutex::default() }
    }

    /// Forgets what it knows.
    pub fn changed(&self) {
        *self.lock() = Known::default();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn index(&self) -> Arc<Index> {
        if let Some(index) = &self.lock().index {
            return index.clone();
        }
        let index = Arc::new(Index::new(self.roots.first().map_or(Path::new("."), |r| r)));
        self.lock().index = Some(index.clone());
        index
    }
}

impl Files for Folder {
    fn exists(&self, path: &str) -> bool {
        let Some(path) = inside(path) else { return false };
        if let Some(known) = self.lock().exists.get(&*path) {
            return *known;
        }
        let exists = self.roots.iter().any(|root| lies_in(root, &path));
        let mut known = self.lock();
        if known.exists.len() >= REMEMBERED {
            known.exists.clear();
        }
        known.exists.insert(path.into_owned(), exists);
        exists
    }

    fn closest(&self, path: &str) -> Vec<String> {
        inside(path).map(|path| self.index().closest(&path)).unwrap_or_default()
    }

    fn list(&self, folder: &str) -> Vec<String> {
        inside(folder).map(|folder| self.index().list(&folder)).unwrap_or_default()
    }

    /// A folder of nothing but Markdown, without a repository, is a collection of documents: what
    /// they name lies elsewhere.
    fn known(&self) -> bool {
        if let Some(known) = self.lock().project {
            return known;
        }
        let other = |root: &Path| {
            let mut files = walk::walk(root).take(INDEXED).flatten().map(|e| e.into_path());
            files.any(|p| p.is_file() && !walk::is_markdown(&p))
        };
        let known = self.repository() || self.roots.iter().any(|root| other(root));
        self.lock().project = Some(known);
        known
    }

    fn repository(&self) -> bool {
        const SIGNS: [&str; 4] = [".git", ".planls", "planls.toml", ".planls.toml"];
        if let Some(known) = self.lock().repository {
            return known;
        }
        let known = self.roots.iter().any(|root| SIGNS.iter().any(|s| root.join(s).exists()));
        self.lock().repository = Some(known);
        known
    }
}

/// The path without `.` and `..`; `None` when it leaves the folder or cannot be a path.
fn inside(path: &str) -> Option<Cow<'_, str>> {
    let odd = memchr::memchr2(0, b'\\', path.as_bytes()).is_some();
    if odd || path.starts_with('/') || path.len() > 4096 { None } else { rules::resolve("", path) }
}

/// Whether something is there. A link counts as being there; where one on the way leads out of the
/// folder nobody looks further, and the doubt is in the author's favour.
fn lies_in(root: &Path, path: &str) -> bool {
    let mut at = root.to_path_buf();
    let mut parts = path.split('/').filter(|p| !p.is_empty()).peekable();
    while let Some(part) = parts.next() {
        at.push(part);
        let Ok(kind) = fs::symlink_metadata(&at) else { return false };
        if kind.is_symlink() && parts.peek().is_some() {
            let Ok(target) = fs::canonicalize(&at) else { return false };
            let Ok(root) = fs::canonicalize(root) else { return false };
            if !target.starts_with(root) {
                return true;
            }
        }
    }
    true
}

impl Index {
    fn new(root: &Path) -> Index {
        let mut index = Index { by_name: FxHashMap::default(), by_folder: FxHashMap::default() };
        let entries =
            walk::walk(root).flatten().filter(|e| e.file_type().is_some_and(|t| t.is_file()));
        for entry in entries.take(INDEXED) {
            let Ok(path) = entry.path().strip_prefix(root) else { continue };
            let path = slashes(path);
            let (folder, name) = split(&path);
            let (folder, name) = (folder.to_owned(), name.to_lowercase());
            index.by_folder.entry(folder).or_default().push(path.clone());
            index.by_name.entry(name).or_default().push(path);
        }
        index
    }

    /// The names in a folder, those of its folders with a final `/`.
    fn list(&self, folder: &str) -> Vec<String> {
        let files = self.by_folder.get(folder).into_iter().flatten();
        let mut names: Vec<String> = files.map(|path| split(path).1.to_owned()).collect();
        let lead = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let beneath = self.by_folder.keys().filter_map(|other| other.strip_prefix(&lead));
        let folders = beneath.filter_map(|rest| rest.split('/').next()).filter(|n| !n.is_empty());
        names.extend(folders.map(|name| format!("{name}/")));
        names.sort();
        names.dedup();
        names
    }

    /// The same name elsewhere, nearest folder first; then a similar name in the same folder.
    fn closest(&self, path: &str) -> Vec<String> {
        let (folder, name) = split(path);
        let lower = name.to_lowercase();
        let same = self.by_name.get(&lower).map_or(&[][..], Vec::as_slice);
        let mut same: Vec<&String> = same.iter().filter(|p| *p != path).collect();
        same.sort_by_cached_key(|p| (apart(folder, split(p).0), p.len(), (*p).clone()));
        let beside = self.by_folder.get(folder).map_or(&[][..], Vec::as_slice);
        let allowed = (lower.chars().count() / 3).clamp(1, 5);
        let distance = |p: &String| strsim::osa_distance(&lower, &split(p).1.to_lowercase());
        // Lengths that differ by more than what is allowed need no comparison.
        let near = beside.iter().filter(|p| split(p).1.len().abs_diff(name.len()) <= allowed);
        let mut near: Vec<_> =
            near.map(|p| (distance(p), p)).filter(|(d, _)| (1..=allowed).contains(d)).collect();
        near.sort();
        let all = same.into_iter().chain(near.into_iter().map(|(_, p)| p));
        all.take(SUGGESTED).cloned().collect()
    }
}

/// Folder and name.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// How far apart two folders are: steps up and down.
fn apart(a: &str, b: &str) -> usize {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split('/').collect(), b.split('/').collect());
    let common = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    a.len() + b.len() - 2 * common
}
