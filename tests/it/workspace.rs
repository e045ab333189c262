//! The server in a folder: configuration, settings and files as they come and go.

use crate::client::Client;
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

const PLAN: &str = "# Implementation Plan: Saved cards\n\n## Overview\n\nWe store a token per customer.\n\n## Implementation Steps\n\n### Phase 1: Vault\n\n- [ ] Add the table\n";

/// A folder, a server in it, and the URI of a document that is open there.
struct Session {
    folder: TempDir,
    client: Client,
    uri: String,
}

impl Session {
    fn start(files: &[(&str, &str)], capabilities: Value, options: Value) -> Session {
        let folder = TempDir::new().unwrap();
        // Settings are looked for upwards, and not beyond a repository.
        fs::create_dir(folder.path().join(".git")).unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let root = format!("file://{}", folder.path().display());
        let mut client = Client::start();
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

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Waits until `rule` is found or not found in the document.
    fn wait_for(&mut self, rule: &str, found: bool) {
        let uri = self.uri.clone();
        self.client.wait(&format!("{rule}: {found}"), |message| {
            let about = message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri;
            let all = message["params"]["diagnostics"].as_array();
            about && all.is_some_and(|all| all.iter().any(|d| d["code"] == rule) == found)
        });
    }
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
    let watch =
        json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut session = Session::start(&[], watch, json!(null));
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
