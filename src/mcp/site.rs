//! The folder in which the tools work, and the documents they are asked about: a file in it, or a
//! text. Nothing outside of the folder is read or written, whatever a path or a link says; where
//! configuration and templates come from is the workspace's business.

use crate::ide::Snapshot;
use crate::workspace::{self, Options, Source, Workspace, absolute, is_markdown, slashes};
use schemars::JsonSchema;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the tools work, and what the command line said.
pub(super) struct Site {
    pub folder: PathBuf,
    pub options: Options,
}

/// A document as a tool is asked about it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    /// The plan's file, relative to the working folder.
    pub path: Option<String>,
    /// The plan's text, instead of what the file holds; `path` then only says where it belongs.
    pub text: Option<String>,
    /// Read it as a plan of this template, whatever it looks like. Usually not needed.
    pub template: Option<String>,
}

/// A document that has been read.
pub(super) struct Opened {
    pub workspace: Workspace,
    /// Where it is, or belongs.
    pub path: PathBuf,
    /// As the agent would name it.
    pub name: String,
    /// The file as it was read; `None` for a text.
    pub source: Option<Source>,
    pub snapshot: Snapshot,
}

impl Site {
    /// A document and what it is read against; today's files and configuration.
    pub(super) fn open(&self, document: &Document) -> Result<Opened, String> {
        let path = match (&document.path, &document.text) {
            (Some(path), _) => self.path(path)?,
            (None, Some(_)) => self.folder.join("-"),
            (None, None) => return Err("say which plan: `path` or `text` is needed".to_owned()),
        };
        let name = document.path.as_ref().map_or_else(|| "-".to_owned(), |_| self.name(&path));
        let workspace = self.workspace(&path, document.template.as_deref())?;
        let source = match document.text {
            Some(_) => None,
            None => Some(workspace::read(&path).map_err(|message| format!("{name}: {message}"))?),
        };
        let text = document.text.as_ref().or(source.as_ref().map(|s| &s.text));
        let snapshot = workspace.snapshot_of(&path, text.map_or("", String::as_str));
        Ok(Opened { workspace, path, name, source, snapshot })
    }

    /// What holds for documents at `path`; an error if the configuration is broken or there is no
    /// such template.
    pub(super) fn workspace(
        &self,
        path: &Path,
        template: Option<&str>,
    ) -> Result<Workspace, String> {
        let mut options = self.options.clone();
        options.template = template.map(str::to_owned).or(options.template);
        let workspace = Workspace::new(options);
        let project = workspace.project(path);
        if let Some(trouble) = project.troubles.first() {
            return Err(format!("{}: {}", self.name(&trouble.path), trouble.message));
        }
        match template.filter(|id| project.templates.get(id).is_none()) {
            Some(id) => Err(no_template(id)),
            None => Ok(workspace),
        }
    }

    /// A path in the folder, which need not exist. Links are followed before it is judged.
    pub(super) fn path(&self, path: &str) -> Result<PathBuf, String> {
        let outside = || format!("`{path}` is outside of the working folder");
        if path.trim().is_empty() || path.contains('\0') {
            return Err(format!("`{}` is no path", path.escape_debug()));
        }
        let full = absolute(&self.folder.join(path));
        let real = full.ancestors().find_map(|there| fs::canonicalize(there).ok());
        let folder = fs::canonicalize(&self.folder).map_err(|_| outside())?;
        match real.is_some_and(|real| real.starts_with(folder)) {
            true => Ok(full),
            false => Err(outside()),
        }
    }

    /// The same for a file that is to be written: it has to be Markdown.
    pub(super) fn target(&self, path: &str) -> Result<PathBuf, String> {
        let full = self.path(path)?;
        match is_markdown(&full) {
            true => Ok(full),
            false => Err(format!("`{path}` is no Markdown file: let its name end in `.md`")),
        }
    }

    /// A path as the agent would name it.
    pub(super) fn name(&self, path: &Path) -> String {
        slashes(path.strip_prefix(&self.folder).unwrap_or(path))
    }
}

/// What to say of a template that is not there.
pub(super) fn no_template(id: &str) -> String {
    format!("there is no template `{id}`; list_templates says which there are")
}
