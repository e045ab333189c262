//! One small plan in each of nine languages: understood as one written in English would be.

use crate::cli::{folder, json};
use std::fs;
use std::path::Path;

/// Their names are those of the languages.
fn plans() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/languages");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut plans: Vec<_> =
        files.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect();
    plans.sort();
    assert_eq!(plans.len(), 9);
    plans
}

/// After `change`, each plan is reported for these rules and nothing else.
fn check(change: impl Fn(&str) -> String, rules: &[&str]) {
    let plans: Vec<_> = plans().into_iter().map(|(name, text)| (name, change(&text))).collect();
    let files: Vec<(&str, &str)> =
        plans.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let found = json(&folder(&files), "check --format json .");
    assert_eq!(found["summary"]["plans"], 9, "{found:#}");
    for file in found["files"].as_array().unwrap() {
        let found = file["diagnostics"].as_array().unwrap().iter();
        let found: Vec<&str> = found.map(|one| one["rule"].as_str().unwrap()).collect();
        assert_eq!(found, rules, "{file:#}");
    }
}

/// Without the section at this place, the first being 0.
fn without(section: usize) -> impl Fn(&str) -> String {
    move |text| {
        let mut parts: Vec<&str> = text.split("\n## ").collect();
        parts.remove(section + 1);
        parts.join("\n## ")
    }
}

#[test]
fn a_plan_that_has_all_is_left_alone() {
    check(str::to_owned, &[]);
}

#[test]
fn what_is_not_there_is_missed() {
    check(without(3), &["missing-risks"]);
    check(without(4), &["missing-rollback-plan"]);
    check(without(5), &["missing-acceptance-criteria"]);
}

#[test]
fn a_risk_nobody_does_anything_about_is_found() {
    let emptied = |text: &str| {
        let last = text.lines().rfind(|line| line.starts_with('|')).unwrap();
        let cells: Vec<&str> = last.split('|').collect();
        text.replace(last, &format!("|{}|{}|{}| |", cells[1], cells[2], cells[3]))
    };
    check(emptied, &["risk-without-mitigation"]);
}

#[test]
fn phases_are_counted_and_spoken_of() {
    check(|text| text.replacen('2', "4", 1), &["broken-numbering"]);
    // Number first, as in Korean, is read in a heading, not yet where it is spoken of.
    let elsewhere = |text: &str| {
        let line = text.lines().filter(|line| line.starts_with("**")).nth(1).unwrap();
        text.replace(line, &line.replace("1단계", "단계 1").replace('1', "7"))
    };
    check(elsewhere, &["unknown-reference"]);
}
