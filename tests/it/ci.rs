//! What people put into CI: the GitHub action, the pre-commit hooks and the snippets of `docs/ci.md`,
//! each executed on a repository made for it.

use crate::cli::folder;
use crate::docs::fences;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// One warning.
const FAULTY: &str = "<!-- planls: plan -->\n# {{NAME}}\n\n## Risks\n\n- Disk. **Mitigation**: more\n\n## Rollback\n\n1. Restore the backup\n2. Check that it answers\n\n## Done when\n\n- `make test` is green\n\n## Phase 1: Move\n\n- [ ] Copy the data\n";

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

pub(crate) fn file(name: &str) -> Value {
    yaml(&fs::read_to_string(root().join(name)).unwrap())
}

/// Runs a script as GitHub does, with our `planls` before all others.
pub(crate) fn bash(dir: &Path, script: &str, variables: &BTreeMap<String, String>) -> Output {
    let own = Path::new(env!("CARGO_BIN_EXE_planls")).parent().unwrap();
    let others = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(own.to_path_buf()).chain(std::env::split_paths(&others));
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(dir);
    bash.env("PATH", std::env::join_paths(folders).unwrap()).envs(variables);
    bash.env("XDG_CONFIG_HOME", dir.join("config-home")).output().unwrap()
}

fn said(output: &Output) -> (i32, String) {
    let out = String::from_utf8(output.stdout.clone()).unwrap();
    (output.status.code().unwrap(), out)
}

/// The action's steps with these inputs: the exit code of the last, what was printed, the outputs.
fn action(dir: &TempDir, given: &[(&str, &str)]) -> (i32, String, String) {
    let action = file("action.yml");
    assert_eq!(action["runs"]["using"], "composite");
    let known = action["inputs"].as_object().unwrap();
    assert!(given.iter().all(|(name, _)| known.contains_key(*name)));
    let value = |expression: &str| {
        let name = expression.trim_start_matches("${{ inputs.").trim_end_matches(" }}");
        let given = given.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let default = known.get(name).and_then(|input| input["default"].as_str());
        given.or(default).unwrap_or_else(|| panic!("`{expression}`")).to_owned()
    };
    let outputs = dir.path().join("outputs");
    let (mut code, mut out) = (0, String::new());
    for step in action["runs"]["steps"].as_array().unwrap() {
        assert_eq!(step["shell"], "bash");
        let mut variables = BTreeMap::from([
            ("GITHUB_OUTPUT".to_owned(), outputs.display().to_string()),
            ("ACTION".to_owned(), root().display().to_string()),
        ]);
        for (name, expression) in step["env"].as_object().unwrap() {
            let expression = expression.as_str().unwrap();
            if !variables.contains_key(name) {
                variables.insert(name.clone(), value(expression));
            }
        }
        // Values reach the script as variables only: what is written into it could be code.
        let script = step["run"].as_str().unwrap();
        assert!(!script.contains("${{"), "{script}");
        let ran = bash(dir.path(), script, &variables);
        let said = said(&ran);
        (code, out) = (said.0, out + &said.1);
    }
    (code, out, fs::read_to_string(outputs).unwrap_or_default())
}

#[test]
fn the_action_marks_findings_and_exits_as_the_check() {
    let dir = folder(&[("docs/plan.md", FAULTY), ("README.md", "# Read me\n")]);
    let (code, out, outputs) = action(&dir, &[]);
    assert_eq!((code, outputs.as_str()), (1, "exit-code=1\n"));
    assert!(out.starts_with("::warning file=docs/plan.md,line=2,"), "{out}");
    assert_eq!(action(&dir, &[("fail-on", "error")]).0, 0);
    assert_eq!(action(&dir, &[("paths", "README.md\n docs/plan.md")]).0, 1);
    assert_eq!(action(&dir, &[("paths", "README.md")]).0, 0);
    assert_eq!(action(&dir, &[("paths", "no-such-folder")]).0, 2);
    let hostile = "docs; touch hacked $(touch hacked) *";
    assert_eq!(action(&dir, &[("paths", hostile)]).0, 2);
    assert!(!dir.path().join("hacked").exists());
}

#[test]
fn the_action_writes_sarif_and_takes_a_baseline() {
    let dir = folder(&[("docs/plan.md", FAULTY)]);
    assert_eq!(action(&dir, &[("sarif", "planls.sarif")]).0, 1);
    let sarif = fs::read_to_string(dir.path().join("planls.sarif")).unwrap();
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "unfilled-placeholder");
    let none = BTreeMap::new();
    bash(dir.path(), "planls check --baseline known.json --write-baseline", &none);
    assert_eq!(action(&dir, &[("baseline", "known.json")]).0, 0);
}

/// A hook's entry on these files, as pre-commit calls it.
fn hook(dir: &TempDir, id: &str, files: &[&str]) -> i32 {
    let hooks = file(".pre-commit-hooks.yaml");
    let hook = hooks.as_array().unwrap().iter().find(|hook| hook["id"] == id).unwrap();
    assert_eq!((&hook["language"], &hook["types"][0]), (&"rust".into(), &"markdown".into()));
    let script = format!("{} {}", hook["entry"].as_str().unwrap(), files.join(" "));
    said(&bash(dir.path(), &script, &BTreeMap::new())).0
}

#[test]
fn hooks_check_and_mend_the_files_of_a_commit() {
    let mendable = FAULTY.replace("# {{NAME}}", "# Cards\n<!-- planls: ignore missing-file -->");
    let dir = folder(&[("bad.md", FAULTY), ("mend.md", &mendable), ("README.md", "# Read me\n")]);
    let git = "git init -q . && git add -A && git ls-files '*.md'";
    let (_, files) = said(&bash(dir.path(), git, &BTreeMap::new()));
    let files: Vec<&str> = files.lines().collect();
    assert_eq!(files, ["README.md", "bad.md", "mend.md"]);
    assert_eq!(hook(&dir, "planls", &files), 1);
    assert_eq!(hook(&dir, "planls", &["README.md"]), 0);
    assert_eq!(hook(&dir, "planls", &["mend.md"]), 1);
    assert_eq!(hook(&dir, "planls-fix", &["mend.md"]), 0);
    assert_eq!(hook(&dir, "planls", &["mend.md"]), 0);
    assert_eq!(hook(&dir, "planls", &["gone.md"]), 2);
}

/// Every command line in a value that calls `planls`.
fn commands(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => {
            let calls = text.lines().filter(|line| line.starts_with("planls "));
            calls.map(str::to_owned).collect()
        }
        Value::Array(values) => values.iter().flat_map(commands).collect(),
        Value::Object(fields) => fields.values().flat_map(commands).collect(),
        _ => vec![],
    }
}

#[test]
fn the_page_about_ci_is_true() {
    let page = fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let shell = fences(&page, "sh").into_iter().flat_map(|text| commands(&Value::String(text)));
    let snippets: Vec<Value> = fences(&page, "yaml").iter().map(|text| yaml(text)).collect();
    assert_eq!(snippets.len(), 4);
    let commands: Vec<String> = shell.chain(snippets.iter().flat_map(commands)).collect();
    assert_eq!(commands.len(), 6, "{commands:?}");
    let dir = folder(&[("docs/plan.md", FAULTY)]);
    for command in &commands {
        let ran = bash(dir.path(), command, &BTreeMap::new());
        let code = ran.status.code().unwrap();
        assert!(code < 2, "{command}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    let junit = fs::read_to_string(dir.path().join("planls.xml")).unwrap();
    assert!(junit.contains("<failure type=\"warning\""));
    let sarif = fs::read_to_string(dir.path().join("planls.sarif")).unwrap();
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 1);
    // What the snippets name is there.
    let (inputs, hooks) = (file("action.yml")["inputs"].clone(), file(".pre-commit-hooks.yaml"));
    for snippet in &snippets {
        for step in snippet["jobs"]["plans"]["steps"].as_array().into_iter().flatten() {
            let ours = step["uses"].as_str().unwrap().starts_with("planls/");
            let with = step["with"].as_object().filter(|_| ours).into_iter().flatten();
            with.for_each(|(name, _)| assert!(inputs[name].is_object(), "{name}"));
        }
        for hook in snippet["repos"][0]["hooks"].as_array().into_iter().flatten() {
            assert!(hooks.as_array().unwrap().iter().any(|known| known["id"] == hook["id"]));
        }
    }
    for (name, _) in inputs.as_object().unwrap() {
        assert!(page.contains(&format!("`{name}`")), "{name} is not explained");
    }
}
