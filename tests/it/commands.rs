//! What the pages for users show is run: every `planls …`, every `planls.toml`, every server that JSON
//! names, and every link is followed. What the commands print is tested elsewhere; the Lua of Neovim's
//! page and the TOML of Helix's are run in those editors, by their own tests.

use crate::ci::bash;
use crate::docs::fences;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const PAGES: &[&str] = &[
    "README.md",
    "docs/agents.md",
    "docs/ci.md",
    "docs/status.md",
    "docs/templates.md",
    "editors/README.md",
    "editors/claude-code/README.md",
    "editors/helix/README.md",
    "editors/neovim/README.md",
    "editors/vscode/README.md",
];

/// What the pages' words in capitals stand for.
const WORDS: &[(&str, &str)] = &[
    ("[PATH…]", "checkout.md"),
    ("[FILE]", "new.md"),
    ("TEMPLATE", "phased"),
    ("RULE", "missing-risks"),
    ("FILE", "checkout.md"),
    ("ID", "phased"),
    ("SHELL", "bash"),
];

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The examples, where commands may write.
fn examples() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("examples")).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|e| e.path().is_file()) {
        for to in [folder.path().to_path_buf(), folder.path().join("examples")] {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
    let template = fences(&page("docs/templates.md"), "md").remove(0);
    for (file, text) in [
        ("docs/plan.md", &page("examples/checkout.md")),
        ("docs/good-plan.md", &page("examples/checkout.md")),
        (".planls/templates/team-plan.md", &template),
        (".planls-known.json", &"{\"version\":1,\"findings\":[]}".to_owned()),
    ] {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The commands of a page: in code spans and in lines of fences, up to whatever shells do with them.
fn commands(text: &str) -> Vec<String> {
    let spans = text
        .lines()
        .filter(|l| !l.starts_with("```"))
        .flat_map(|l| l.split('`').skip(1).step_by(2));
    let lines = text.lines().flat_map(|l| l.split(" && ")).map(str::trim_start);
    let all = spans.chain(lines).filter(|c| c.starts_with("planls ") && !c.contains('`'));
    let plain =
        |c: &str| c.split(['|', '>', '#', ';']).next().unwrap_or_default().trim().to_owned();
    let mut found: Vec<String> = all.map(plain).collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn every_command_of_every_page_runs() {
    let (mut ran, mut failed) = (0, vec![]);
    for name in PAGES {
        for shown in commands(&page(name)) {
            // A sentence that begins with the name.
            let next = shown.split_whitespace().nth(1).unwrap_or_default();
            if !COMMANDS.contains(&next) && !next.starts_with('-') {
                continue;
            }
            let folder = examples();
            let replaced = WORDS.iter().fold(shown.clone(), |c, (word, by)| c.replace(word, by));
            if next == "new" {
                fs::remove_file(folder.path().join("docs/plan.md")).unwrap();
            }
            let output = bash(folder.path(), &replaced, &BTreeMap::new());
            let stderr = String::from_utf8_lossy(&output.stderr);
            // Servers end with 1 when nobody says anything to them.
            if !matches!(output.status.code(), Some(0 | 1)) {
                failed.push(format!("{name}: `{shown}`: {stderr}"));
            }
            ran += 1;
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(ran >= 25, "only {ran} commands were found");
}

const COMMANDS: &[&str] = &[
    "lsp",
    "check",
    "fix",
    "fmt",
    "new",
    "outline",
    "status",
    "mcp",
    "templates",
    "rules",
    "explain",
    "config",
    "completions",
    "man",
];

#[test]
fn every_planls_toml_of_every_page_is_valid() {
    // The other editors' pages show that editor's own configuration in TOML.
    let pages = PAGES.iter().filter(|name| !name.contains("/helix/"));
    let blocks: Vec<String> = pages.flat_map(|name| fences(&page(name), "toml")).collect();
    assert!(blocks.len() >= 3);
    for block in blocks {
        let folder = examples();
        fs::write(folder.path().join("planls.toml"), &block).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_planls"));
        let output = command.arg("config").current_dir(folder.path()).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && stderr.is_empty(), "{block}{stderr}");
    }
}

/// Every `command` in what an editor or agent is configured with, with its `args`.
fn configured(value: &Value, found: &mut Vec<Vec<String>>) {
    if let Some(command) = value.get("command") {
        let words = [command, &value["args"]].into_iter().flat_map(|v| match v {
            Value::Array(words) => words.clone(),
            Value::Null => vec![],
            word => vec![word.clone()],
        });
        found.push(words.map(|word| word.as_str().unwrap().to_owned()).collect());
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|value| configured(value, found)),
        Value::Array(values) => values.iter().for_each(|value| configured(value, found)),
        _ => {}
    }
}

#[test]
fn every_json_of_every_page_starts_a_server() {
    let mut commands = vec![];
    for block in PAGES.iter().flat_map(|name| fences(&page(name), "json")) {
        let before = commands.len();
        configured(&serde_json::from_str(&block).unwrap(), &mut commands);
        assert!(commands.len() > before, "no command in {block}");
    }
    for command in commands {
        let output = bash(examples().path(), &command.join(" "), &BTreeMap::new());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(command[0] == "planls" && !stderr.contains("Usage:"), "{command:?}: {stderr}");
    }
}

/// The targets of a page's links and pictures that are files.
fn files(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let paths = targets.filter_map(|target| target.split('#').next());
    paths.filter(|path| !path.is_empty() && !path.contains(':') && !path.contains('…'))
}

#[test]
fn every_link_of_every_page_leads_to_a_file() {
    let more = ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/performance.md"];
    let (mut seen, mut missing) = (0, vec![]);
    for name in PAGES.iter().chain(&more) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        for file in files(&page(name)) {
            let there = folder.parent().unwrap().join(file).exists();
            missing.extend((!there).then(|| format!("{name}: {file}")));
            seen += 1;
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert!(seen >= 50, "only {seen} links were found");
}

#[test]
fn the_quick_start_ends_as_it_says() {
    let start = &fences(&page("README.md"), "sh")[0];
    let (install, check) = start.trim().split_once(" && ").unwrap();
    assert_eq!(install, "cargo install --locked --path .");
    let output = bash(examples().path(), check, &BTreeMap::new());
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("missing-rollback-plan"));
}

#[test]
fn ci_runs_what_the_readme_says() {
    assert!(page("README.md").contains("```sh\n./tests/run\n```"));
    assert!(page(".ci/run").lines().last().unwrap().ends_with("/../tests/run\""));
}
