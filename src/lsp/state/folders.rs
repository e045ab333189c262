//! The workspace folders, and where a document gets its templates and settings from.
//!
//! Each folder has its own configuration. Reads nothing itself: a [`Place`] is resolved when its
//! document is read, away from the loop.

use crate::config::Config;
use crate::ide::Environment;
use crate::lsp::uri;
use crate::template::Declared;
use crate::workspace::{Options, Trouble, Workspace, is_config};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_lsp::lsp_types::Url;

/// The workspace folders under one set of editor settings.
pub struct Folders {
    folders: Vec<Folder>,
    elsewhere: Arc<Workspace>,
}

/// A workspace folder.
#[derive(Clone)]
pub struct Folder {
    /// On disk.
    pub path: PathBuf,
    /// What holds in it.
    pub workspace: Arc<Workspace>,
    root: Option<Url>,
}

/// Where a document is.
#[derive(Clone)]
pub struct Place {
    /// On disk; `None` if it has never been there, or is not a file.
    pub path: Option<PathBuf>,
    name: String,
    folder: PathBuf,
    workspace: Arc<Workspace>,
}

impl Folders {
    /// The folders at these URIs; those that are no files are left out.
    pub fn new(roots: &[String], settings: &Config) -> Folders {
        let open = |folder: Option<PathBuf>| {
            let settings = settings.clone();
            Arc::new(Workspace::new(Options { folder, settings, ..Options::default() }))
        };
        let folder = |root: &String| {
            let (path, root) = (uri::path(root)?, Url::parse(root).ok());
            Some(Folder { workspace: open(Some(path.clone())), path, root })
        };
        let mut folders: Vec<Folder> = roots.iter().filter_map(folder).collect();
        // The innermost folder of a document comes first.
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.path.components().count()));
        Folders { folders, elsewhere: open(None) }
    }

    /// Where the document with this URI is. One without a path belongs to the first folder.
    pub fn place(&self, uri: &str) -> Place {
        let path = uri::path(uri);
        let name = uri.rsplit(['/', ':']).next().unwrap_or_default().to_owned();
        let home = match &path {
            Some(path) => self.folders.iter().find(|f| path.starts_with(&f.path)),
            None => self.folders.last(),
        };
        let (folder, workspace) = match home {
            Some(home) => (home.path.clone(), home.workspace.clone()),
            None => (PathBuf::from("."), self.elsewhere.clone()),
        };
        Place { path, name, folder, workspace }
    }

    /// The folders, innermost first.
    pub fn all(&self) -> &[Folder] {
        &self.folders
    }

    /// Configuration, templates or other files may have changed.
    pub fn reload(&self) {
        for workspace in self.folders.iter().map(|f| &f.workspace).chain([&self.elsewhere]) {
            workspace.reload();
        }
    }
}

impl Folder {
    /// The URI of a file in it, in the client's spelling of the folder.
    pub fn url(&self, path: &Path) -> Option<Url> {
        let inside = path.strip_prefix(&self.path).ok();
        let own = inside.zip(self.root.clone()).and_then(|(inside, mut url)| {
            let names: Option<Vec<&str>> = inside.iter().map(|name| name.to_str()).collect();
            url.path_segments_mut().ok()?.pop_if_empty().extend(names?);
            Some(url)
        });
        own.or_else(|| Url::from_file_path(path).ok())
    }
}

impl Place {
    /// Whether other documents are read against this one: a configuration or a template. Reads
    /// configuration and templates if nobody has.
    pub fn governs(&self) -> bool {
        let template = |path| self.workspace.project(path).declared(path).template_file;
        self.path.as_deref().is_some_and(|path| is_config(path) || template(path))
    }

    /// What is wrong with the document as a template.
    pub fn troubles(&self) -> Vec<Trouble> {
        let path = self.path.as_deref();
        path.map(|path| self.workspace.project(path).troubles_of(path)).unwrap_or_default()
    }

    /// The path to show, what is declared about the document, and what it is read against. Reads
    /// configuration and templates if nobody has.
    pub fn resolve(&self) -> (String, Declared, Environment) {
        match &self.path {
            Some(path) => {
                let project = self.workspace.project(path);
                (project.relative(path), project.declared(path), project.environment())
            }
            None => {
                let project = self.workspace.project(&self.folder.join("untitled.md"));
                (self.name.clone(), Declared::default(), project.environment())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(roots: &[&str], uri: &str, folder: &str, path: Option<&str>) {
        let roots: Vec<String> = roots.iter().map(|root| root.to_string()).collect();
        let place = Folders::new(&roots, &Config::default()).place(uri);
        assert_eq!(
            (place.folder.to_str().unwrap(), place.path.as_deref().map(|p| p.to_str().unwrap())),
            (folder, path)
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_document_belongs_to_its_innermost_folder() {
        let roots = ["file:///w/", "file:///w/in%20ner", "odd:x", ""];
        check(&roots, "file:///w/plan.md", "/w", Some("/w/plan.md"));
        check(&roots, "file:///w/in ner/a/plan.md", "/w/in ner", Some("/w/in ner/a/plan.md"));
        check(&roots, "file:///other/plan.md", ".", Some("/other/plan.md"));
        check(&roots, "untitled:Plan 1", "/w", None);
        check(&[], "untitled:Plan 1", ".", None);
    }
}
