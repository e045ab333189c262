//! SARIF 2.1.0 (OASIS): one run with the rules that reported, results with regions and fixes.

use crate::cli::report::Reports;
use crate::ide::{Change, Diagnostic, Place};
use crate::rules::{self, Level};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) fn log(reports: &Reports) -> Value {
    let findings = || {
        let files = reports.files.iter();
        files.flat_map(|file| file.diagnostics.iter().map(move |finding| (file, finding)))
    };
    let used: BTreeSet<&str> = findings().map(|(_, finding)| finding.rule).collect();
    let used: Vec<&str> = used.into_iter().collect();
    let results = findings().map(|(file, finding)| result(&uri(&file.path), finding, &used));
    let notifications = reports.errors.iter().map(|error| {
        json!({
            "level": "error",
            "message": { "text": format!("{}: {}", error.path, error.message) },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&error.path) } } }],
        })
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "planls",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": used.iter().filter_map(|name| rules::rule(name)).map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": reports.errors.is_empty(),
                "toolExecutionNotifications": notifications.collect::<Vec<_>>(),
            }],
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

fn rule(rule: &rules::Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary() },
        "help": { "text": rule.page(), "markdown": rule.page() },
        "defaultConfiguration": { "level": level(rule.levels.template.max(rule.levels.generic)) },
    })
}

fn result(uri: &str, finding: &Diagnostic, rules: &[&str]) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rules.iter().position(|r| *r == finding.rule),
        "level": level(finding.severity),
        "message": { "text": finding.message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri },
            "region": region(finding.start, finding.end),
        } }],
    });
    // An empty list would say that there is nothing to be done.
    if let (false, Some(result)) = (finding.fixes.is_empty(), result.as_object_mut()) {
        let fixes: Vec<Value> = finding.fixes.iter().map(|fix| change(uri, fix)).collect();
        result.insert("fixes".to_owned(), Value::Array(fixes));
    }
    result
}

fn change(uri: &str, fix: &Change) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        json!({ "deletedRegion": region(edit.start, edit.end), "insertedContent": { "text": edit.text } })
    });
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri },
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

fn region(start: Place, end: Place) -> Value {
    json!({
        "startLine": start.line, "startColumn": start.column,
        "endLine": end.line, "endColumn": end.column,
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info | Level::Hint => "note",
        Level::Off => "none",
    }
}

/// A path as a relative URI reference: what may not stand in one is percent-encoded.
fn uri(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    let encode = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    path.bytes().map(encode).collect()
}
