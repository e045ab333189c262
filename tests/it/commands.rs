//! Every `planls …` and every `planls.toml` that a page for users shows is run: the command exists,
//! takes what it is given, and finds nothing wrong with its usage. What it prints is tested elsewhere.

use crate::ci::bash;
use crate::docs::fences;
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
fn every_configuration_of_the_readme_is_valid() {
    let text = page("README.md");
    let blocks: Vec<&str> =
        text.split("```toml\n").skip(1).filter_map(|b| b.split("```").next()).collect();
    assert!(!blocks.is_empty());
    for block in blocks {
        let folder = examples();
        fs::write(folder.path().join("planls.toml"), block).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_planls"));
        let output = command.arg("config").current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn ci_runs_what_the_readme_says() {
    assert!(page("README.md").contains("```sh\n./tests/run\n```"));
    assert!(page(".ci/run").lines().last().unwrap().ends_with("/../tests/run\""));
}
