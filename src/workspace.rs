//! Folders of plans on disk: which configuration and templates hold for a document, what lies beside
//! it, and reading it. Besides the skins the only place that touches files, environment and clock.
//!
//! Decides nothing about plans. Writes only what it is asked to.

mod files;
mod parallel;
mod project;
mod read;
mod walk;
#[cfg(feature = "cli")]
mod write;

pub use files::Folder;
pub use parallel::map;
pub use project::{Project, Trouble, is_config};
pub use read::{LARGEST, Source, read, read_stdin};
pub use walk::{documents, is_markdown};
#[cfg(feature = "cli")]
pub use write::{create, replace, write};

use crate::config::Config;
use crate::ide::{Environment, Snapshot};
use crate::syntax::Document;
use crate::template::{Declared, is_surely_none};
use rustc_hash::FxHashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What holds for a whole run or folder, whatever the files say.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The workspace folder; without one (or for a document outside of it) it is found upwards from
    /// the document: `.git`, else a configuration or `.planls`, else the current folder.
    pub folder: Option<PathBuf>,
    /// This configuration instead of the nearest one; its patterns are relative to the folder.
    pub config: Option<PathBuf>,
    /// Editor settings: hold where the file says nothing.
    pub settings: Config,
    /// Every document follows this template.
    pub template: Option<String>,
}

/// Finds what holds for a document, and remembers it until [`Workspace::reload`].
pub struct Workspace {
    options: Options,
    projects: Mutex<Projects>,
}

#[derive(Default)]
struct Projects {
    /// By the folder of a document.
    of_folder: FxHashMap<PathBuf, Arc<Project>>,
    /// By workspace folder and configuration file.
    all: FxHashMap<(PathBuf, Option<PathBuf>), Arc<Project>>,
    /// Those of before the last reload, whose last good parts stay in force.
    before: FxHashMap<(PathBuf, Option<PathBuf>), Arc<Project>>,
}

impl Workspace {
    /// Reads nothing yet.
    pub fn new(options: Options) -> Workspace {
        Workspace { options, projects: Mutex::default() }
    }

    /// What holds for the document at `path`, which need not exist.
    pub fn project(&self, path: &Path) -> Arc<Project> {
        let path = absolute(path);
        let beside = path.parent().unwrap_or(&path).to_path_buf();
        let mut projects = self.projects.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = projects.of_folder.get(&beside) {
            return known.clone();
        }
        let config = match &self.options.config {
            Some(config) => Some(absolute(config)),
            None => project::nearest_config(&beside),
        };
        let folder = self.options.folder.as_deref().map(absolute);
        let folder = folder.filter(|f| beside.starts_with(f));
        let folder = folder.unwrap_or_else(|| project::folder_of(&beside, config.as_deref()));
        let key = (folder, config);
        let project = match projects.all.get(&key) {
            Some(same) => same.clone(),
            None => {
                let before = projects.before.remove(&key);
                let (folder, config) = key.clone();
                Arc::new(Project::open(folder, config, &self.options, before.as_deref()))
            }
        };
        projects.all.insert(key, project.clone());
        projects.of_folder.insert(beside, project.clone());
        project
    }

    /// What the document at `path` is read against.
    pub fn environment(&self, path: &Path) -> Environment {
        self.project(path).environment()
    }

    /// Reads a text as the document at `path`, which need not exist.
    pub fn snapshot_of(&self, path: &Path, text: &str) -> Snapshot {
        let (relative, declared, project) = self.place(path);
        snapshot(text, relative, declared, &project)
    }

    /// The same where it is a plan or a template, and nothing for all else, most of which need not be
    /// read for that.
    pub fn plan_of(&self, path: &Path, text: &str) -> Option<Snapshot> {
        let (relative, declared, project) = self.place(path);
        if is_surely_none(text, &relative, &declared) {
            return None;
        }
        Some(snapshot(text, relative, declared, &project)).filter(Snapshot::has_outline)
    }

    fn place(&self, path: &Path) -> (String, Declared, Arc<Project>) {
        let path = absolute(path);
        let project = self.project(&path);
        (project.relative(&path), project.declared(&path), project)
    }

    /// Configuration or templates have changed: they are read again when next asked for. Where the
    /// new ones are broken, the last good ones stay in force.
    pub fn reload(&self) {
        let mut projects = self.projects.lock().unwrap_or_else(PoisonError::into_inner);
        projects.of_folder.clear();
        let all = std::mem::take(&mut projects.all);
        projects.before.extend(all);
    }

    /// The editor's settings have changed.
    pub fn set_settings(&mut self, settings: Config) {
        self.options.settings = settings;
        self.reload();
    }

    /// Files have come or gone.
    pub fn files_changed(&self) {
        let projects = self.projects.lock().unwrap_or_else(PoisonError::into_inner);
        for project in projects.all.values() {
            project.files.changed();
        }
    }
}

fn snapshot(text: &str, relative: String, declared: Declared, project: &Project) -> Snapshot {
    Snapshot::new(Document::new(text), Some(relative), declared, project.environment(), None)
}

/// The day it is here.
pub fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}

/// An absolute path without `.` and `..`; links are not followed.
pub fn absolute(path: &Path) -> PathBuf {
    // Most paths are asked about again and again, and are so already.
    let is_plain = |path: &Path| {
        let bytes = path.as_os_str().as_encoded_bytes();
        let odd = |part: &[u8]| part.is_empty() || part.starts_with(b".");
        cfg!(unix)
            && bytes.strip_prefix(b"/").is_some_and(|rest| !rest.split(|b| *b == b'/').any(odd))
    };
    if is_plain(path) {
        return path.to_path_buf();
    }
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

/// A path for people and patterns: `/`-separated; what is no Unicode is replaced.
pub fn slashes(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace('\\', "/") }
}

#[cfg(test)]
mod tests;
