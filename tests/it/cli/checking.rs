//! `planls check`: outputs, exit codes, baselines.

use super::*;

/// A plan by its own word, with one warning (line 2) and one safe fix (line 17).
pub(super) const PLAN: &str = "<!-- planls: plan -->\n# Größe: Ümbau 😀 {{NAME}}\n\n## Risks\n\n- Disk. **Mitigation**: more\n\n## Rollback\n\n1. Restore the backup\n2. Check that it answers\n\n## Done when\n\n- `make test` is green\n\n## Phase 1: Move\n\n- [ ] Copy the data\n";

#[test]
fn json_is_the_documented_shape_with_columns_in_characters() {
    let dir = folder(&[("docs/plan.md", PLAN), ("README.md", "# Read me\n")]);
    check(&dir, "check . --format json", expect![[""]]);
}

#[test]
fn only_named_files_are_listed_as_no_plans() {
    let dir = folder(&[("README.md", "# Read me\n"), ("docs/a.md", "text\n")]);
    let named = json(&dir, "check README.md docs --format json");
    assert_eq!(named["files"].as_array().unwrap().len(), 1);
    assert_eq!(named["files"][0]["kind"], "not-a-plan");
    assert_eq!((&named["files"][0]["path"], &named["summary"]["skipped"]), (&"README.md".into(), &2.into()));
}

#[test]
fn text_shows_the_line_with_the_place_marked() {
    check(&folder(&[("plan.md", PLAN)]), "check plan.md", expect![[""]]);
}

#[test]
fn colour_is_for_terminals_and_on_request() {
    let dir = folder(&[("plan.md", PLAN)]);
    assert!(!planls(&dir, "check").out.contains('\x1b'));
    assert!(planls(&dir, "check --color always").out.contains('\x1b'));
    let no = command(dir.path(), &["check"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!ran(no).out.contains('\x1b'));
}

#[test]
fn the_exit_code_follows_the_severity_asked_for() {
    let dir = folder(&[("plan.md", PLAN), ("planls.toml", "[rules]\nunfilled-placeholder = 'info'")]);
    let code = |fail_on: &str| planls(&dir, &format!("check -q --fail-on {fail_on}")).code;
    assert_eq!([code("error"), code("warning"), code("info"), code("hint"), code("never")], [0, 0, 1, 1, 0]);
    assert_eq!(planls(&folder(&[]), "check").code, 0);
}

#[test]
fn standard_input_is_read_as_the_file_it_is_said_to_be() {
    let dir = folder(&[("planls.toml", "[plans]\ninclude = ['docs/*.md']")]);
    let mut child = command(dir.path(), &["check", "-", "--stdin-filename", "docs/x.md", "--format", "jsonl"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"# A\n\nTBD {{X}}\n").unwrap();
    let out: Value = serde_json::from_str(&ran(child.wait_with_output().unwrap()).out).unwrap();
    assert_eq!((&out["path"], &out["kind"]), (&"docs/x.md".into(), &"plan".into()));
}

#[test]
fn a_template_can_be_forced() {
    let dir = folder(&[("a.md", "# A\n\nSome words.\n")]);
    let forced = json(&dir, "check a.md --template numbered --format json");
    assert_eq!(forced["files"][0]["template"], "numbered");
}

#[test]
fn annotations_for_github() {
    let dir = folder(&[("a,b:c/plan.md", PLAN)]);
    check(&dir, "check --format github", expect![[""]]);
}

#[test]
fn junit_is_well_formed_for_any_name() {
    let dir = folder(&[("a&\"b\".md", PLAN), ("c.md", "<!-- planls: plan -->\n# C\n")]);
    fs::write(path(&dir, "bad.md"), b"\xff").unwrap();
    check(&dir, "check --format junit --fail-on never", expect![[""]]);
}

#[test]
fn sarif_carries_regions_rules_and_fixes() {
    let log = json(&folder(&[("a b.md", PLAN)]), "check --format sarif");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(result["ruleId"], "unfilled-placeholder");
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], "unfilled-placeholder");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.md");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&2.into(), &18.into()));
}

#[test]
fn a_baseline_hides_what_was_there_and_shows_what_is_new() {
    let dir = folder(&[("plan.md", PLAN)]);
    assert_eq!(planls(&dir, "check -q --baseline known.json").code, 2);
    check(&dir, "check --baseline known.json --write-baseline", expect![[""]]);
    assert_eq!(planls(&dir, "check --baseline known.json").code, 0);
    fs::write(path(&dir, "plan.md"), format!("\n\n{PLAN}\nStatus: {{{{OTHER}}}}\n")).unwrap();
    let left = json(&dir, "check --baseline known.json --format json");
    assert_eq!(left["files"][0]["diagnostics"][0]["message"], "`{{OTHER}}` is not filled in");
    assert_eq!(left["summary"]["warning"], 1);
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let files: Vec<(String, &str)> = (0..300).map(|n| (format!("plan-{n}.md"), PLAN)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), *t)).collect();
    let dir = folder(&files);
    let mut child = command(dir.path(), &["check"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let left = ran(child.wait_with_output().unwrap());
    assert_eq!((left.code, left.err.as_str()), (1, ""));
}
