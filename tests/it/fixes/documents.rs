//! The documents whose fixes are tried, and the workspace they are taken to lie in.

use crate::rule_docs::examples;
use planls::ide::{Environment, Snapshot};
use planls::rules::{Files, Settings, rules};
use planls::syntax;
use planls::template::{Declared, Templates, fill};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// A document and what it is read against.
pub struct Document {
    pub name: String,
    pub text: String,
    path: String,
    declared: Declared,
    files: Option<Vec<String>>,
}

impl Document {
    fn new(name: impl Into<String>, text: impl Into<String>) -> Document {
        let (name, text) = (name.into(), text.into());
        let path = "docs/plan.md".to_owned();
        Document { name, text, path, declared: Declared::default(), files: None }
    }

    fn follow(mut self, template: Option<&str>) -> Document {
        let template = template.map(str::to_owned);
        self.declared = Declared { plan: Some(true), template, ..Declared::default() };
        self
    }

    fn variant(&self, name: &str, text: String) -> Document {
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

/// The project's own: each also as other editors and systems would have written it.
pub fn own() -> Vec<Document> {
    let mut found = vec![];
    for rule in rules() {
        let examples = examples(rule).into_iter().filter(|example| example.fails);
        for (index, example) in examples.enumerate() {
            let mut document = Document::new(format!("{} {index}", rule.name), example.text);
            document = document.follow(example.template.as_deref());
            document.files = Some(example.files);
            found.push(document);
        }
    }
    for path in markdown(&root().join("examples")) {
        found.push(Document::new(path.display().to_string(), fs::read_to_string(path).unwrap()));
    }
    for template in Templates::built_in().all {
        let unfilled = Document::new(&*template.id, &*template.text);
        found.push(unfilled.follow(Some(&template.id)));
        let new = fill(&template, Some("保存卡片 😀"), &[], "2026-03-02".parse().unwrap());
        found.push(Document::new(format!("new {}", template.id), new));
    }
    let damaged: Vec<Document> =
        found.iter().filter(|d| d.files.is_none()).flat_map(damaged).collect();
    found.into_iter().flat_map(variants).chain(damaged).collect()
}

/// What is left of a plan when lines are lost.
fn damaged(document: &Document) -> Vec<Document> {
    let lines = |keep: &dyn Fn(usize, &str) -> bool| {
        let kept = document.text.lines().enumerate().filter(|(index, line)| keep(*index, line));
        kept.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    vec![
        document.variant("headings", lines(&|_, line| line.is_empty() || line.starts_with('#'))),
        document.variant("two thirds", lines(&|index, _| index % 3 != 1)),
    ]
}

fn variants(document: Document) -> Vec<Document> {
    let text = &document.text;
    let words =
        |text: &str| text.replace("the", "それ").replace("Saved cards", "保存的卡片 🎉 naïve");
    let variants = vec![
        document.variant("CRLF", text.replace('\n', "\r\n")),
        document.variant("CR", text.replace('\n', "\r")),
        document.variant("no final line end", text.trim_end().to_owned()),
        document.variant("BOM", format!("\u{feff}{text}")),
        document.variant("CJK", words(text)),
        document.variant("CJK, CRLF, cut", words(text).trim_end().replace('\n', "\r\n")),
    ];
    std::iter::once(document).chain(variants).collect()
}

/// Other people's documents: the folder `PLANLS_CORPUS`, else `../shared/corpus` where there is one.
pub fn corpus() -> Option<Vec<Document>> {
    let folder = match std::env::var_os("PLANLS_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => Some(root().join("../shared/corpus")).filter(|folder| folder.exists())?,
    };
    let mut found = vec![];
    for path in markdown(&folder) {
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let mut document = Document::new(&name, text);
        document.path = name;
        found.push(document);
    }
    Some(found)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let mut found = planls::workspace::documents(folder).0;
    found.sort();
    found
}
