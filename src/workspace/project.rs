//! What holds in one folder under one configuration: templates in reach, levels, aliases, patterns.

use super::{Folder, Options, absolute, read, slashes};
use crate::config::{self, Config, Paths};
use crate::ide::Environment;
use crate::plan::Aliases;
use crate::rules::Settings;
use crate::template::{Declared, Origin, Template, Templates};
use crate::text::Span;
use etcetera::BaseStrategy;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One configuration in one workspace folder.
pub struct Project {
    /// The workspace folder.
    pub folder: PathBuf,
    /// The configuration file in force.
    pub config_path: Option<PathBuf>,
    /// What it says, over the editor's settings.
    pub config: Config,
    /// What is wrong with it. While it is broken, the last good one holds.
    pub troubles: Vec<Trouble>,
    /// Templates that could not be read or have something wrong with them.
    pub template_troubles: Vec<Trouble>,
    /// The templates in reach.
    pub templates: Arc<Templates>,
    /// What lies in the folder.
    pub files: Arc<Folder>,
    /// The folder that the configuration's patterns are relative to.
    base: PathBuf,
    paths: Paths,
    settings: Arc<Settings>,
    aliases: Arc<Aliases>,
    template: Option<String>,
}

/// Something wrong with a file that others depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The file.
    pub path: PathBuf,
    /// Its text, if it could be read.
    pub text: Arc<str>,
    /// Where in it.
    pub span: Span,
    /// What is wrong and what would be right.
    pub message: String,
    /// Its text alone shows it: who has the text open finds it by the rules.
    pub in_text: bool,
}

const NAMES: [&str; 2] = ["planls.toml", ".planls.toml"];

/// Whether a path's name is that of a configuration.
pub fn is_config(path: &Path) -> bool {
    NAMES.iter().any(|name| path.file_name().is_some_and(|own| own == *name))
}

/// The nearest configuration in `folder` or above it.
pub(super) fn nearest_config(folder: &Path) -> Option<PathBuf> {
    let mut candidates = folder.ancestors().flat_map(|f| NAMES.map(|name| f.join(name)));
    candidates.find(|path| path.is_file())
}

/// The workspace folder of a document in `folder`.
pub(super) fn folder_of(folder: &Path, config: Option<&Path>) -> PathBuf {
    let with = |name: &str| folder.ancestors().find(|f| f.join(name).exists());
    if let Some(repository) = with(".git") {
        return repository.to_path_buf();
    }
    let beside_config = config.and_then(Path::parent).filter(|f| folder.starts_with(f));
    if let Some(marked) = beside_config.or_else(|| with(".planls")) {
        return marked.to_path_buf();
    }
    let current = absolute(Path::new("."));
    if folder.starts_with(&current) { current } else { folder.to_path_buf() }
}

impl Project {
    pub(super) fn open(
        folder: PathBuf,
        config_path: Option<PathBuf>,
        options: &Options,
        before: Option<&Project>,
    ) -> Project {
        let (own, mut troubles) = match &config_path {
            Some(path) => read_config(path),
            None => (Config::default(), vec![]),
        };
        let good = before.filter(|_| !troubles.is_empty());
        let config = good.map_or_else(|| own.clone().over(&options.settings), |b| b.config.clone());
        let beside = config_path.as_deref().and_then(Path::parent);
        let base = match options.config {
            Some(_) => folder.clone(),
            None => beside
                .filter(|b| folder.starts_with(b) || b.starts_with(&folder))
                .map_or_else(|| folder.clone(), Path::to_path_buf),
        };
        let (templates, template_troubles) = templates(&folder, &base, &config, before);
        let ids: Vec<&str> = templates.ids().collect();
        if let (Some(path), []) = (&config_path, troubles.as_slice()) {
            let text = read(path).map(|s| s.text).unwrap_or_default();
            troubles = own.unknown_templates(&ids).into_iter().map(trouble(path, &text)).collect();
        }
        Project {
            files: Arc::new(Folder::new(folder.clone(), base.clone())),
            paths: Paths::new(&config),
            settings: Arc::new(config.settings()),
            aliases: Arc::new(config.aliases()),
            templates: Arc::new(templates),
            template: options.template.clone(),
            folder,
            config_path,
            config,
            troubles,
            template_troubles,
            base,
        }
    }

    /// What documents here are read against, today.
    pub fn environment(&self) -> Environment {
        Environment {
            templates: self.templates.clone(),
            settings: self.settings.clone(),
            aliases: self.aliases.clone(),
            files: self.files.clone(),
            features: self.config.features(),
            today: super::today(),
        }
    }

    /// What is declared about the document at `path`.
    pub fn declared(&self, path: &Path) -> Declared {
        let path = absolute(path);
        let relative = path.strip_prefix(&self.base).unwrap_or(&path);
        let mut declared = self.paths.declared(&slashes(relative));
        if let Some(template) = &self.template {
            declared.template = Some(template.clone());
            declared.plan = declared.plan.or(Some(true));
        }
        declared
    }

    /// What is wrong with the template file at `path`.
    pub fn troubles_of(&self, path: &Path) -> Vec<Trouble> {
        let path = absolute(path);
        self.template_troubles.iter().filter(|trouble| trouble.path == path).cloned().collect()
    }

    /// The path relative to the workspace folder, `/`-separated; just the name for a document
    /// outside of it.
    pub fn relative(&self, path: &Path) -> String {
        let path = absolute(path);
        match path.strip_prefix(&self.folder) {
            Ok(inside) => slashes(inside),
            Err(_) => path.file_name().map(|n| slashes(Path::new(n))).unwrap_or_default(),
        }
    }
}

fn read_config(path: &Path) -> (Config, Vec<Trouble>) {
    match read(path) {
        Ok(source) => {
            let (config, problems) = config::from_toml(&source.text);
            let troubles = problems.into_iter().map(trouble(path, &source.text)).collect();
            (config, troubles)
        }
        Err(message) => (Config::default(), vec![unreadable(path, message)]),
    }
}

fn trouble(path: &Path, text: &str) -> impl Fn(config::Problem) -> Trouble {
    let (path, text): (PathBuf, Arc<str>) = (path.to_path_buf(), Arc::from(text));
    move |problem| Trouble {
        path: path.clone(),
        text: text.clone(),
        span: problem.span,
        message: problem.to_string(),
        in_text: true,
    }
}

fn unreadable(path: &Path, message: String) -> Trouble {
    let (path, text) = (path.to_path_buf(), Arc::from(""));
    Trouble { path, text, span: Span::default(), message, in_text: false }
}

/// Built in, then the user's, then the project's: a later one takes the place of an earlier one of
/// the same id.
fn templates(
    folder: &Path,
    base: &Path,
    config: &Config,
    before: Option<&Project>,
) -> (Templates, Vec<Trouble>) {
    let mut templates = Templates::built_in();
    let mut troubles = vec![];
    let user = etcetera::choose_base_strategy().ok();
    let user = user.map(|s| s.config_dir().join("planls").join("templates"));
    for path in user.iter().flat_map(|directory| markdown_in(directory)) {
        add(&mut templates, &mut troubles, &path, Origin::User, before);
    }
    let mut directories: Vec<PathBuf> = vec![];
    for directory in config.template_directories() {
        for from in [folder, base] {
            let directory = absolute(&from.join(directory));
            if !directories.contains(&directory) {
                directories.push(directory);
            }
        }
    }
    for path in directories.iter().flat_map(|directory| markdown_in(directory)) {
        add(&mut templates, &mut troubles, &path, Origin::Project, before);
    }
    (templates, troubles)
}

fn add(
    templates: &mut Templates,
    troubles: &mut Vec<Trouble>,
    path: &Path,
    origin: fn(String) -> Origin,
    before: Option<&Project>,
) {
    let origin = origin(slashes(path));
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    // While a file is unreadable or has no sections (emptied, say), its last good state holds.
    let last = before.and_then(|b| b.templates.own().iter().find(|t| t.origin == origin));
    let last = last.filter(|t| !t.slots.is_empty());
    match read(path) {
        Ok(source) => {
            let (template, problems) = Template::load(&name, &source.text, origin);
            let text: Arc<str> = template.text.clone();
            let good = last.filter(|_| template.slots.is_empty()).cloned();
            let twin = templates.add(good.unwrap_or_else(|| Arc::new(template)));
            let problems = problems.into_iter().map(|problem| (problem, true));
            let problems = problems.chain(twin.map(|problem| (problem, false)));
            troubles.extend(problems.map(|(problem, in_text)| Trouble {
                path: path.to_path_buf(),
                text: text.clone(),
                span: problem.span,
                message: problem.message,
                in_text,
            }));
        }
        Err(message) => {
            troubles.push(unreadable(path, format!("cannot be used as a template: {message}")));
            if let Some(last_good) = last {
                templates.add(last_good.clone());
            }
        }
    }
}

/// What is named like Markdown directly in a folder, by name; nothing if there is no such folder.
fn markdown_in(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|e| e.path()).filter(|p| super::is_markdown(p)).collect();
    files.sort();
    files
}
