//! The templates from end to end, row by row: recognised, made into a plan, completed, checked and
//! guarded section by section.
//!
//! What is expected is read from the Markdown by plain patterns, never by the code under test, and
//! every exception is named. No test knows one template from another.

mod blanks;
mod choices;
mod continued;
mod made;
mod places;
mod sections;
mod tables;

use planls::ide::{Completions, Environment, Snapshot, completions};
use planls::rules::{Files, Finding, Settings};
use planls::syntax::Document;
use planls::template::{Declared, Origin, Template, Templates, fill};
use regex::Regex;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// A template and what it is read in.
struct Row {
    template: Arc<Template>,
    environment: Environment,
}

/// A workspace of two files.
struct Around;

impl Files for Around {
    fn exists(&self, path: &str) -> bool {
        ["src", "src/lib.rs", "src/pay.rs"].contains(&path)
    }

    fn closest(&self, _: &str) -> Vec<String> {
        vec![]
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let inside: &[&str] = match folder {
            "" => &["src/"],
            "src" => &["lib.rs", "pay.rs"],
            _ => &[],
        };
        inside.iter().map(|name| (*name).to_owned()).collect()
    }

    fn known(&self) -> bool {
        true
    }
}

/// The built-in templates, and as a team's own those that lie beside the project: the documents
/// the built-in ones have their structure from.
fn rows() -> Vec<Row> {
    let templates = Templates::built_in();
    let built_in = templates.all();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let mut rows: Vec<Row> = built_in.iter().cloned().map(Row::new).collect();
    for template in built_in {
        let path = seeds.join(format!("{}.md", template.id));
        if let Ok(text) = fs::read_to_string(&path) {
            let origin = Origin::Project(path.display().to_string());
            let (seed, problems) = Template::load(&template.id, &text, origin);
            assert_eq!(problems, [], "{}", path.display());
            rows.push(Row::new(Arc::new(seed)));
        }
    }
    // All of them or, where the project stands alone, none.
    assert!(rows.len() == 5 || rows.len() == 10);
    rows
}

impl Row {
    fn new(template: Arc<Template>) -> Row {
        let mut templates = Templates::built_in();
        templates.add(template.clone());
        let mut environment = Environment::plain("2026-03-02".parse().unwrap());
        environment.templates = Arc::new(templates);
        environment.settings = Arc::new(Settings { cap: 10_000, ..Settings::default() });
        environment.files = Arc::new(Around);
        Row { template, environment }
    }

    fn name(&self) -> String {
        format!("{:?} {}", self.template.origin, self.template.id)
    }

    /// A new plan.
    fn fresh(&self) -> String {
        fill(&self.template, Some("Saved cards"), &[], self.environment.today)
    }

    /// An unfilled copy: the template's text in another place.
    fn copy(&self) -> String {
        pattern(r"(?m)^<!-- planls: .*-->\n").replace_all(&self.template.text, "").into_owned()
    }

    /// A document that has to be recognised.
    fn found(&self, text: &str) -> Snapshot {
        self.read(text, Declared::default())
    }

    /// A document that says which template it follows.
    fn told(&self, text: &str) -> Snapshot {
        let template = Some(self.template.id.clone());
        self.read(text, Declared { template, ..Declared::default() })
    }

    fn read(&self, text: &str, declared: Declared) -> Snapshot {
        let path = Some("docs/plan.md".to_owned());
        Snapshot::new(Document::new(text), path, declared, self.environment.clone(), None)
    }

    /// What completes where `typed` replaces `[start, end)` of the text and the cursor is behind it.
    fn typed(&self, text: &str, start: usize, end: usize, typed: &str) -> Typed {
        let text = format!("{}{typed}{}", &text[..start], &text[end..]);
        let found = completions(&self.told(&text), start + typed.len());
        Typed { text, found }
    }
}

/// A document with a cursor and what completes there.
struct Typed {
    text: String,
    found: Completions,
}

impl Typed {
    fn labels(&self) -> Vec<&str> {
        self.found.items.iter().map(|item| item.label.as_str()).collect()
    }

    /// The text after one of the completions.
    fn with(&self, label: &str) -> String {
        let item = self.found.items.iter().find(|item| item.label == label);
        let item = item.unwrap_or_else(|| panic!("no `{label}` in {:?}", self.labels()));
        let span = self.found.replace;
        let (before, after) = (&self.text[..span.start], &self.text[span.end..]);
        format!("{before}{}{after}", item.insert.plain())
    }
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

/// The lines of a text that stand outside of fences, with the byte each begins at.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let mut fenced = false;
    let mut found = vec![];
    for line in text.split_inclusive('\n') {
        let fence = line.starts_with("```");
        if !fence && !fenced {
            found.push((at, line.trim_end_matches('\n')));
        }
        fenced ^= fence;
        at += line.len();
    }
    found
}

/// The findings of a rule that touch `[start, end)`.
fn on<'a>(findings: &'a [Finding], rule: &str, start: usize, end: usize) -> Vec<&'a Finding> {
    let there = |f: &&Finding| f.rule == rule && f.span.start < end && f.span.end > start;
    findings.iter().filter(there).collect()
}
