//! What configuration says about a document by its path. Patterns are globs over `/`-separated
//! paths relative to the folder of the configuration.

use super::Config;
use crate::template::Declared;
use globset::{GlobBuilder, GlobMatcher};

/// The configured patterns, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    include: Vec<GlobMatcher>,
    exclude: Vec<GlobMatcher>,
    uses: Vec<(GlobMatcher, String)>,
    directories: Vec<String>,
}

impl Paths {
    /// Patterns that cannot be understood are left out; [`super::from_toml`] reports them.
    pub fn new(config: &Config) -> Paths {
        let all = |globs: &[String]| globs.iter().filter_map(|g| compile(g).ok()).collect();
        let uses = config.templates.uses.iter();
        let directories = config.template_directories().into_iter();
        Paths {
            include: all(&config.plans.include),
            exclude: all(&config.plans.exclude),
            uses: uses
                .filter_map(|u| Some((compile(&u.files).ok()?, u.template.clone())))
                .collect(),
            directories: directories
                .map(|d| format!("{}/", plain(d).trim_end_matches('/')))
                .collect(),
        }
    }

    /// What is declared about the document at `path`, relative to the configuration's folder and
    /// `/`-separated.
    pub fn declared(&self, path: &str) -> Declared {
        let any = |globs: &[GlobMatcher]| globs.iter().any(|g| g.is_match(path));
        let plan = match (any(&self.exclude), any(&self.include)) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        };
        let used = self.uses.iter().find(|(glob, _)| glob.is_match(path));
        Declared {
            plan,
            template_file: self.directories.iter().any(|d| path.starts_with(d.as_str())),
            template: used.map(|(_, template)| template.clone()),
        }
    }
}

/// A pattern as people write them: `./` and a leading `/` mean the folder itself, a trailing `/`
/// everything beneath, and without any other `/` it holds in every folder.
pub(super) fn compile(glob: &str) -> Result<GlobMatcher, globset::Error> {
    let mut pattern = plain(glob).to_owned();
    if pattern.ends_with('/') {
        pattern.push_str("**");
    }
    if !pattern.contains('/') && !glob.starts_with(['.', '/']) {
        pattern.insert_str(0, "**/");
    }
    Ok(GlobBuilder::new(&pattern).literal_separator(true).build()?.compile_matcher())
}

fn plain(path: &str) -> &str {
    path.trim_start_matches("./").trim_start_matches('/')
}
