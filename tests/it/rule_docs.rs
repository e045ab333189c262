//! Each rule's documentation: its examples are executed, and the pages and tables made from it are
//! fresh. `UPDATE_EXPECT=1` rewrites pages and tables.

use planls::ide::{Environment, Snapshot};
use planls::rules::{Files, Fixes, Level, Rule, rules};
use planls::syntax::Document;
use planls::template::Declared;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A fenced example: ```` ```md fails template=phased files=src/a.rs,src/b.rs ````.
pub struct Example {
    pub fails: bool,
    pub template: Option<String>,
    pub files: Vec<String>,
    pub text: String,
}

/// The examples of a rule's documentation.
pub fn examples(rule: &Rule) -> Vec<Example> {
    let page = rule.page();
    let mut found = vec![];
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some((ticks, info)) =
            line.split_once("md ").filter(|(t, _)| t.len() >= 3 && t.chars().all(|c| c == '`'))
        else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|l| *l != ticks).collect();
        let option =
            |key: &str| info.split(' ').find_map(|w| w.strip_prefix(key)).map(str::to_owned);
        let files = option("files=").unwrap_or_default();
        found.push(Example {
            fails: info.starts_with("fails"),
            template: option("template="),
            files: files.split(',').filter(|f| !f.is_empty()).map(str::to_owned).collect(),
            text: body.join("\n") + "\n",
        });
    }
    found
}

struct Around(Vec<String>);

impl Files for Around {
    fn exists(&self, path: &str) -> bool {
        self.0.iter().any(|f| f == path || f.starts_with(&format!("{path}/")))
    }
    fn closest(&self, _: &str) -> Vec<String> {
        self.0.iter().take(1).cloned().collect()
    }
    fn known(&self) -> bool {
        !self.0.is_empty()
    }
}

fn count(rule: &Rule, example: &Example) -> usize {
    let mut environment = Environment::plain("2026-03-02".parse().unwrap());
    environment.files = Arc::new(Around(example.files.clone()));
    let template = example.template.clone();
    let declared = Declared { plan: Some(true), template, ..Declared::default() };
    let document = Document::new(&example.text);
    let snapshot = Snapshot::new(document, Some("plan.md".into()), declared, environment, None);
    snapshot.findings().iter().filter(|f| f.rule == rule.name).count()
}

#[test]
fn failing_examples_give_one_finding_and_passing_ones_none() {
    let mut problems = vec![];
    for rule in rules() {
        let examples = examples(rule);
        if !examples.iter().any(|e| e.fails) || !examples.iter().any(|e| !e.fails) {
            problems.push(format!("{}: needs a failing and a passing example", rule.name));
        }
        for example in &examples {
            let (found, wanted) = (count(rule, example), usize::from(example.fails));
            if found != wanted {
                problems.push(format!(
                    "{}: {found} findings instead of {wanted} in\n{}",
                    rule.name, example.text
                ));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n\n"));
}

#[test]
fn names_are_kebab_case_and_unique() {
    let mut names: Vec<_> = rules().iter().map(|r| r.name).collect();
    assert!(names.iter().all(|n| n.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), rules().len());
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Compares a generated text with the committed one, or rewrites it.
fn fresh(path: &Path, wanted: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, wanted).unwrap();
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(there == wanted, "{} is stale: run the tests with UPDATE_EXPECT=1", path.display());
}

fn levels(rule: &Rule) -> String {
    let level = |l: Level| if l == Level::Off { "—" } else { l.name() };
    format!("{} | {}", level(rule.levels.template), level(rule.levels.generic))
}

fn fixes(rule: &Rule) -> &'static str {
    match rule.fixes {
        Fixes::None => "",
        Fixes::Offered => "offered",
        Fixes::Safe => "safe",
    }
}

#[test]
fn every_rule_has_a_fresh_page() {
    let folder = root().join("docs/rules");
    for rule in rules() {
        let fix = match rule.fixes {
            Fixes::None => "none",
            Fixes::Offered => "offered",
            Fixes::Safe => "safe, part of `planls fix` and of fix-all in editors",
        };
        let with_template = rule.levels.template.name();
        let without = rule.levels.generic.name();
        let page = format!(
            "# {}\n\nDefault level: `{with_template}` in plans that follow a template, `{without}` in others. Fix: {fix}.\n\n{}\n",
            rule.name,
            rule.page().trim_end()
        );
        fresh(&folder.join(format!("{}.md", rule.name)), &page);
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(rules().iter().any(|r| r.name == name), "{} is no rule's page", path.display());
    }
}

#[test]
fn the_readme_lists_every_rule() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- rules:begin -->\n", "<!-- rules:end -->");
    let (head, rest) = readme.split_once(begin).expect("the README has a place for the rules");
    let (_, tail) = rest.split_once(end).expect("the place for the rules ends");
    let mut table = String::from(
        "| rule | reports | template | no template | fix |\n| --- | --- | --- | --- | --- |\n",
    );
    for rule in rules() {
        let summary = rule.summary().replace('|', "\\|");
        let line = format!(
            "| [`{0}`](docs/rules/{0}.md) | {1} | {2} | {3} |\n",
            rule.name,
            summary,
            levels(rule),
            fixes(rule)
        );
        table += &line;
    }
    fresh(&path, &format!("{head}{begin}\n{table}\n{end}{tail}"));
}
