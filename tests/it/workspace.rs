//! The server in a folder: configuration, settings and files as they come and go.

mod roots;
mod templates;

use crate::client::Client;
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

const PLAN: &str = "# Implementation Plan: Saved cards\n\n## Overview\n\nWe store a token per customer.\n\n## Implementation Steps\n\n### Phase 1: Vault\n\n- [ ] Add the table\n";

/// A folder, a server in it, and the URI of a document that is open there.
pub struct Session {
    pub folder: TempDir,
    pub client: Client,
    pub uri: String,
}

impl Session {
    pub fn start(files: &[(&str, &str)], capabilities: Value, options: Value) -> Session {
        let folder = TempDir::new().unwrap();
        // Settings are looked for upwards, and not beyond a repository.
        fs::create_dir(folder.path().join(".git")).unwrap();
        for (name, text) in files {
            write(&folder, name, text);
        }
        let root = format!("file://{}", folder.path().display());
        // The user's own settings lie beside the folder's files.
        let mut client = Client::at_home(&folder.path().join("home"));
        client.ask(
            "initialize",
            json!({ "processId": null, "rootUri": root, "capabilities": capabilities, "initializationOptions": options }),
        );
        client.notify("initialized", json!({}));
        let uri = format!("{root}/plan.md");
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": PLAN });
        client.notify("textDocument/didOpen", json!({ "textDocument": document }));
        Session { folder, client, uri }
    }

    pub fn write(&self, name: &str, text: &str) {
        write(&self.folder, name, text);
    }

    pub fn uri_of(&self, name: &str) -> String {
        format!("file://{}/{name}", self.folder.path().display())
    }

    pub fn open(&mut self, name: &str, language: &str, text: &str) {
        let document =
            json!({ "uri": self.uri_of(name), "languageId": language, "version": 1, "text": text });
        self.client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&mut self, name: &str, version: i32, text: &str) {
        let document = json!({ "uri": self.uri_of(name), "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.client.notify("textDocument/didChange", params);
    }

    pub fn about(&mut self, method: &str, name: &str) {
        let document = json!({ "uri": self.uri_of(name) });
        self.client.notify(method, json!({ "textDocument": document }));
    }

    pub fn files_changed(&mut self) {
        self.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    }

    /// The next publication about a file: its version and `line code message` of each diagnostic.
    pub fn published(&mut self, name: &str) -> (Value, Vec<String>) {
        let uri = self.uri_of(name);
        let message = self.client.wait(&format!("diagnostics of {name}"), |message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
        });
        let line = |d: &Value| {
            let code = d["code"].as_str().unwrap_or("-");
            format!("{} {code} {}", d["range"]["start"]["line"], d["message"].as_str().unwrap())
        };
        let all = message["params"]["diagnostics"].as_array().unwrap();
        (message["params"]["version"].clone(), all.iter().map(line).collect())
    }

    /// Waits until `rule` is found or not found in the document.
    pub fn wait_for(&mut self, rule: &str, found: bool) {
        let uri = self.uri.clone();
        self.client.wait(&format!("{rule}: {found}"), |message| {
            let about = message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri;
            let all = message["params"]["diagnostics"].as_array();
            about && all.is_some_and(|all| all.iter().any(|d| d["code"] == rule) == found)
        });
    }
}

fn write(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn watch() -> Value {
    json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } })
}

const OFF: &str = "[rules]\nmissing-risks = \"off\"\n";

#[test]
fn configuration_holds_from_the_start() {
    Session::start(&[], json!({}), json!(null)).wait_for("missing-risks", true);
    Session::start(&[("planls.toml", OFF)], json!({}), json!(null))
        .wait_for("missing-risks", false);
    let settings = json!({ "rules": { "missing-risks": "off" } });
    Session::start(&[], json!({}), settings.clone()).wait_for("missing-risks", false);
    Session::start(&[], json!({}), json!({ "planls": settings })).wait_for("missing-risks", false);
}

#[test]
fn configuration_that_changes_holds_at_once() {
    let mut session = Session::start(&[], watch(), json!(null));
    let registered = session.client.told("client/registerCapability");
    assert_eq!(registered["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    session.wait_for("missing-risks", true);
    session.write("planls.toml", OFF);
    session.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    session.wait_for("missing-risks", false);
}

#[test]
fn who_cannot_watch_is_looked_after_on_save() {
    let mut session = Session::start(&[], json!({}), json!(null));
    session.wait_for("missing-risks", true);
    session.write("planls.toml", OFF);
    let uri = session.uri.clone();
    session.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    session.wait_for("missing-risks", false);
}

#[test]
fn settings_arrive_in_every_shape() {
    let mut session = Session::start(&[], json!({}), json!(null));
    session.wait_for("missing-risks", true);
    for (settings, found) in [
        (json!({ "planls": { "rules": { "missing-risks": "off" } } }), false),
        (json!({ "rules": {} }), true),
        (json!({ "rules": { "missing-risks": "off" } }), false),
    ] {
        session.client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        session.wait_for("missing-risks", found);
    }
}

#[test]
fn settings_are_asked_for_where_they_can_be() {
    let mut session =
        Session::start(&[], json!({ "workspace": { "configuration": true } }), json!(null));
    session.wait_for("missing-risks", true);
    let request = session.client.wait("settings", |m| m["method"] == "workspace/configuration");
    assert_eq!(request["params"]["items"], json!([{ "section": "planls" }]));
    let answer = json!({ "jsonrpc": "2.0", "id": request["id"], "result": [{ "rules": { "missing-risks": "off" } }] });
    session.client.body(&answer.to_string());
    session.wait_for("missing-risks", false);
}

#[test]
fn what_is_wrong_with_settings_is_said_in_the_log() {
    let mut session = Session::start(&[], json!({}), json!({ "rules": { "missing-riks": "off" } }));
    let message = session.client.told("window/logMessage")["message"].clone();
    assert!(message.as_str().unwrap().contains("missing-risks"), "{message}");
}

const NO_SECTION: &str = "there is no section `rule`; did you mean `rules`?";

#[test]
fn a_configuration_in_the_editor_is_checked_as_it_is_typed() {
    let mut session = Session::start(&[("planls.toml", OFF)], watch(), json!(null));
    session.wait_for("missing-risks", false);
    session.open("planls.toml", "toml", "[rules]\n[rule]\n[templates]\ndefault = 'phasd'\n");
    let missing = "there is no template `phasd`; did you mean `phased`?";
    let found = [format!("1 - {NO_SECTION}"), format!("3 - {missing}")];
    assert_eq!(session.published("planls.toml"), (json!(1), found.to_vec()));
    session.change("planls.toml", 2, OFF);
    assert_eq!(session.published("planls.toml"), (json!(2), vec![]));
    let uri = session.uri_of("planls.toml");
    let outline = json!({ "textDocument": { "uri": uri } });
    assert_eq!(session.client.ask("textDocument/documentSymbol", outline), json!([]));
}

#[test]
fn a_configuration_that_breaks_is_reported_and_the_last_good_one_holds() {
    let mut session = Session::start(&[("planls.toml", OFF)], watch(), json!(null));
    session.wait_for("missing-risks", false);
    session.write("planls.toml", "[rule]\n");
    session.files_changed();
    assert_eq!(session.published("planls.toml"), (Value::Null, vec![format!("0 - {NO_SECTION}")]));
    session.change("plan.md", 2, &format!("{PLAN}\n## Phase 2\n"));
    session.wait_for("missing-risks", false);
    session.write("planls.toml", "");
    session.files_changed();
    assert_eq!(session.published("planls.toml"), (Value::Null, vec![]));
    session.wait_for("missing-risks", true);
}

#[test]
fn a_template_that_is_edited_and_saved_holds_at_once() {
    let template =
        |sections: &str| format!("# [Feature] plan\n\n## Overview\n\n[What x]\n{sections}");
    let name = ".planls/templates/team.md";
    let mut session = Session::start(&[(name, &template(""))], watch(), json!(null));
    session.change(
        "plan.md",
        2,
        "<!-- planls: template=team -->\n# Plan: A\n\n## Overview\n\nWords.\n",
    );
    session.wait_for("missing-section", false);
    session.open(name, "markdown", &template(""));
    let legal = template("\n## Legal\n\n[What y]\n\n## Legal\n");
    session.change(name, 2, &legal);
    let twin = "8 invalid-template `Legal` is already a section here (line 7)";
    loop {
        let (version, found) = session.published(name);
        if version == json!(2) {
            assert_eq!(found, [twin.replace("8", "10")]);
            break;
        }
    }
    session.write(name, &legal);
    session.about("textDocument/didSave", name);
    session.wait_for("missing-section", true);
    fs::remove_file(session.folder.path().join(name)).unwrap();
    session.files_changed();
    session.wait_for("invalid-directive", true);
}

#[test]
fn what_can_be_shown_anew_is_asked_for_when_a_template_changes() {
    let refresh = |name: &str| (name.to_owned(), json!({ "refreshSupport": true }));
    let mut can: serde_json::Map<String, Value> =
        ["codeLens", "inlayHint", "diagnostics", "semanticTokens"]
            .map(refresh)
            .into_iter()
            .collect();
    can.insert("didChangeWatchedFiles".into(), json!({ "dynamicRegistration": true }));
    let can = json!({ "workspace": can, "textDocument": { "diagnostic": {} } });
    let mut session = Session::start(&[], can, json!(null));
    session.files_changed();
    for name in ["codeLens", "inlayHint", "diagnostic", "semanticTokens"] {
        let method = format!("workspace/{name}/refresh");
        let request = session.client.wait(&method, |m| m["method"] == method.as_str());
        assert_eq!(request.get("params"), None, "null is not the same as nothing");
    }
}

#[test]
fn plans_that_are_not_open_are_checked_until_they_are() {
    let files = [("docs/other.md", PLAN), ("README.md", "# Notes\n"), ("docs/a b.md", PLAN)];
    let mut session = Session::start(&files, watch(), json!(null));
    let (version, found) = session.published("docs/other.md");
    assert!(version.is_null() && found.iter().any(|line| line.contains("missing-risks")));
    session.published("docs/a%20b.md");
    session.open("docs/other.md", "markdown", "# Notes\n");
    assert_eq!(session.published("docs/other.md"), (json!(1), vec![]));
    session.about("textDocument/didClose", "docs/other.md");
    assert_eq!(session.published("docs/other.md"), (Value::Null, vec![]));
    assert_eq!(session.published("docs/other.md"), (Value::Null, found));
    fs::remove_file(session.folder.path().join("docs/other.md")).unwrap();
    session.files_changed();
    assert_eq!(session.published("docs/other.md"), (Value::Null, vec![]));
    let id = session.client.request("planls/unknown", json!({}));
    let about = |m: &Value| m["params"]["uri"].as_str().is_some_and(|u| u.ends_with("README.md"));
    assert!(!session.client.others(&id).iter().any(about));
}

#[test]
fn who_opens_a_file_under_another_spelling_sees_its_findings_once() {
    let mut session = Session::start(&[("docs/a b.md", PLAN)], watch(), json!(null));
    session.published("docs/a%20b.md");
    session.open("docs/a b.md", "markdown", PLAN);
    assert_eq!(session.published("docs/a%20b.md"), (Value::Null, vec![]));
    assert!(!session.published("docs/a b.md").1.is_empty());
}

#[test]
fn a_scan_of_many_files_shows_its_progress_where_it_can() {
    let can = json!({ "window": { "workDoneProgress": true } });
    let names: Vec<String> = (0..256).map(|n| format!("note-{n}.md")).collect();
    let mut files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    files.push(("other.md", PLAN));
    let mut session = Session::start(&files, can, json!(null));
    let create =
        session.client.wait("progress", |m| m["method"] == "window/workDoneProgress/create");
    let answer = json!({ "jsonrpc": "2.0", "id": create["id"], "result": null });
    session.client.body(&answer.to_string());
    for kind in ["begin", "end"] {
        let said = session.client.told("$/progress");
        assert_eq!(
            (&said["token"], &said["value"]["kind"]),
            (&create["params"]["token"], &json!(kind))
        );
    }
    session
        .client
        .notify("window/workDoneProgress/cancel", json!({ "token": create["params"]["token"] }));
    assert!(!session.published("other.md").1.is_empty());
}

#[test]
fn a_scan_of_a_few_files_is_not_shown() {
    let can = json!({ "window": { "workDoneProgress": true } });
    let mut session = Session::start(&[("other.md", PLAN)], can, json!(null));
    assert!(!session.published("other.md").1.is_empty());
    let id = session.client.request("planls/unknown", json!({}));
    let said = session.client.others(&id);
    assert!(said.iter().all(|m| m["method"] != "window/workDoneProgress/create"));
}

#[test]
fn who_pulls_is_told_nothing_unasked() {
    let can = json!({ "textDocument": { "diagnostic": {} } });
    let mut session =
        Session::start(&[("other.md", PLAN), ("planls.toml", "[rule]\n")], can, json!(null));
    let uri = session.uri_of("planls.toml");
    session.open("planls.toml", "toml", "[rule]\n");
    let asked = json!({ "textDocument": { "uri": uri } });
    let report = session.client.ask("textDocument/diagnostic", asked);
    assert_eq!(report["items"][0]["message"], NO_SECTION);
    let id = session.client.request("planls/unknown", json!({}));
    assert!(
        session.client.others(&id).iter().all(|m| m["method"] != "textDocument/publishDiagnostics")
    );
}

#[test]
fn outline_completion_and_formatting_are_left_to_another_server() {
    let text = "# Implementation Plan: A\n\n## Implementation Steps\n\n### Phase 1: B\n\n- [ ] x\n\n|a|b|\n|-|-|\n|c|d|\n\n## \n";
    let mut session = Session::start(&[], json!({}), json!(null));
    let document = json!({ "uri": format!("{}2", session.uri), "languageId": "markdown", "version": 1, "text": text });
    session.client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    for (on, settings) in [
        (true, json!({})),
        (
            false,
            json!({ "editor": { "outline": false, "completion": false, "format": false, "hints": false, "lenses": false } }),
        ),
        (true, json!({ "editor": { "outline": true, "lenses": true } })),
    ] {
        session.client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        let at = json!({ "line": 12, "character": 3 });
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": at });
        for method in ["documentSymbol", "completion", "formatting", "inlayHint", "codeLens"] {
            let params = json!({ "textDocument": document, "position": at, "range": range, "options": { "tabSize": 2, "insertSpaces": true } });
            let answer = session.client.ask(&format!("textDocument/{method}"), params);
            let some = answer.as_array().is_some_and(|all| !all.is_empty());
            assert_eq!(some, on, "{method}: {answer}");
        }
    }
}
