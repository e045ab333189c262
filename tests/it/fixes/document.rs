//! A document whose fixes are tried, and the workspace it is taken to lie in.

use planls::ide::{Environment, Snapshot};
use planls::rules::{Files, Settings};
use planls::syntax;
use planls::template::Declared;
use std::sync::{Arc, LazyLock};

/// A document and what it is read against.
pub struct Document {
    pub name: String,
    pub text: String,
    pub path: String,
    declared: Declared,
    pub files: Option<Vec<String>>,
}

impl Document {
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Document {
        let (name, text) = (name.into(), text.into());
        let path = "docs/plan.md".to_owned();
        Document { name, text, path, declared: Declared::default(), files: None }
    }

    pub fn follow(mut self, template: Option<&str>) -> Document {
        let template = template.map(str::to_owned);
        self.declared = Declared { plan: Some(true), template, ..Declared::default() };
        self
    }

    pub fn variant(&self, name: &str, text: String) -> Document {
        let name = format!("{} ({name})", self.name);
        let (declared, files) = (self.declared.clone(), self.files.clone());
        Document { name, text, path: self.path.clone(), declared, files }
    }

    /// All findings, however many; `before` saves work.
    pub fn read(&self, document: syntax::Document, before: Option<&Snapshot>) -> Snapshot {
        let mut environment = UNCAPPED.clone();
        environment.files = Arc::new(World(self.files.clone()));
        let path = self.path.clone();
        Snapshot::new(document, Some(path), self.declared.clone(), environment, before)
    }
}

/// All findings of a rule are reported.
static UNCAPPED: LazyLock<Environment> = LazyLock::new(|| {
    let settings = Settings { cap: usize::MAX - 1, ..Settings::default() };
    let plain = Environment::plain("2026-03-02".parse().unwrap());
    Environment { settings: Arc::new(settings), ..plain }
});

/// A workspace with these files; or one in which about half of what is asked for is there.
struct World(Option<Vec<String>>);

impl Files for World {
    fn exists(&self, path: &str) -> bool {
        match &self.0 {
            Some(files) => files.iter().any(|f| f == path || f.starts_with(&format!("{path}/"))),
            None => {
                let name = path.rsplit('/').next().unwrap_or_default();
                let even = name.bytes().map(usize::from).sum::<usize>().is_multiple_of(2);
                path.starts_with("there/") || even
            }
        }
    }

    fn closest(&self, path: &str) -> Vec<String> {
        let name = path.rsplit('/').next().unwrap_or_default();
        match &self.0 {
            Some(files) => files.iter().take(1).cloned().collect(),
            None => vec![format!("there/{name}"), "there/other name.md".to_owned()],
        }
    }

    fn known(&self) -> bool {
        true
    }
}
