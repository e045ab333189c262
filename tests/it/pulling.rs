//! Clients that ask: for the findings of the whole workspace, and for what was left out at first.

use crate::workspace::Session;
use expect_test::{Expect, expect};
use serde_json::{Value, json};
use std::fs;

const PLAN: &str = "# Implementation Plan: Other\n\n## Implementation Steps\n\n### Phase 1: Ship\n\n- [ ] Ship it\n";

fn can() -> Value {
    json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } })
}

/// A workspace, and what is known of it from the last answer.
struct Polling {
    session: Session,
    known: Vec<Value>,
}

impl Polling {
    fn start(files: &[(&str, &str)]) -> Polling {
        Polling { session: Session::start(files, can(), json!(null)), known: vec![] }
    }

    /// Asks, as often as editors do: a line for each file that is reported.
    fn poll(&mut self, expect: Expect) {
        let params = json!({ "previousResultIds": self.known });
        let report = self.session.client.ask("workspace/diagnostic", params);
        let mut shown = vec![];
        for item in report["items"].as_array().unwrap() {
            let uri = item["uri"].as_str().unwrap();
            self.known.retain(|known| known["uri"] != uri);
            if let Some(id) = item.get("resultId") {
                self.known.push(json!({ "uri": uri, "value": id }));
            }
            let found = item["items"].as_array().map(|all| match all.len() {
                0 => "nothing",
                _ => "something",
            });
            let name = uri.strip_prefix(&self.session.uri_of("")).unwrap();
            shown.push(format!("{name}: {}\n", found.unwrap_or(item["kind"].as_str().unwrap())));
        }
        shown.sort();
        expect.assert_eq(&shown.concat());
    }
}

#[test]
fn files_that_are_not_open_are_told_once_and_until_they_change() {
    let mut polling = Polling::start(&[
        ("docs/a b.md", PLAN),
        ("README.md", "# Notes\n"),
        ("planls.toml", "[rule]\n"),
    ]);
    polling.poll(expect![[r#"
        docs/a%20b.md: something
        planls.toml: something
    "#]]);
    polling.poll(expect![[r#"
        docs/a%20b.md: unchanged
        planls.toml: unchanged
    "#]]);
    polling.session.write("docs/a b.md", "# Notes\n");
    polling.poll(expect![[r#"
        docs/a%20b.md: nothing
        planls.toml: unchanged
    "#]]);
    polling.poll(expect![[r#"
        planls.toml: unchanged
    "#]]);
    polling.session.write("docs/new.md", PLAN);
    polling.poll(expect![[r#"
        docs/new.md: something
        planls.toml: unchanged
    "#]]);
    fs::remove_file(polling.session.folder.path().join("docs/new.md")).unwrap();
    polling.poll(expect![[r#"
        docs/new.md: nothing
        planls.toml: unchanged
    "#]]);
}

#[test]
fn open_documents_are_asked_about_one_by_one() {
    let mut polling = Polling::start(&[("docs/other.md", PLAN), ("plan.md", PLAN)]);
    polling.poll(expect![[r#"
        docs/other.md: something
    "#]]);
    polling.session.open("docs/other.md", "markdown", "# Notes\n");
    polling.poll(expect![[r#""#]]);
    polling.session.about("textDocument/didClose", "docs/other.md");
    polling.poll(expect![[r#"
        docs/other.md: unchanged
    "#]]);
}

#[test]
fn other_rules_mean_other_findings_and_a_request_to_ask_again() {
    let mut polling = Polling::start(&[("docs/other.md", PLAN)]);
    polling.poll(expect![[r#"
        docs/other.md: something
    "#]]);
    let before = polling.known.clone();
    polling.session.write("planls.toml", "[rules]\nmissing-risks = \"off\"\n");
    polling.session.files_changed();
    polling.session.client.told("workspace/diagnostic/refresh");
    polling.poll(expect![[r#"
        docs/other.md: something
    "#]]);
    assert_ne!(before, polling.known);
}

#[test]
fn previous_results_of_anybody_else_are_harmless() {
    let mut session = Session::start(&[], can(), json!(null));
    let known = [("untitled:x", "1"), ("", ""), ("file:///elsewhere/a b.md", "x")];
    let known = known.map(|(uri, id)| json!({ "uri": uri, "value": id }));
    let report = session.client.ask("workspace/diagnostic", json!({ "previousResultIds": known }));
    for item in report["items"].as_array().unwrap() {
        assert_eq!(item["items"], json!([]), "{item}");
    }
    let bad = json!({ "previousResultIds": 3 });
    assert_eq!(session.client.error("workspace/diagnostic", bad), -32602);
}

#[test]
fn lenses_get_their_commands_when_they_are_asked_for() {
    let lazy = json!({ "resolveSupport": { "properties": ["command"] } });
    let asked = |lens: Value| {
        let can =
            json!({ "textDocument": { "codeLens": lens }, "workspace": { "applyEdit": true } });
        let mut session = Session::start(&[], can, json!(null));
        let document = json!({ "textDocument": { "uri": session.uri } });
        let lenses = session.client.ask("textDocument/codeLens", document);
        (session, lenses.as_array().unwrap().clone())
    };
    let (_, full) = asked(json!({}));
    let (mut session, bare) = asked(lazy);
    assert!(!full.is_empty() && full.len() == bare.len());
    for (full, bare) in full.iter().zip(&bare) {
        assert_eq!((full.get("data"), bare.get("command")), (None, None));
        let resolved = session.client.ask("codeLens/resolve", bare.clone());
        assert_eq!(resolved["command"]["title"], full["command"]["title"]);
    }
    session.change("plan.md", 2, "# Notes\n");
    assert_eq!(session.client.error("codeLens/resolve", bare[0].clone()), -32801);
    let other = json!({ "range": bare[0]["range"], "data": [1] });
    assert_eq!(session.client.ask("codeLens/resolve", other.clone()), other);
}
