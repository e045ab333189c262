//! Two workspace folders in one server: each has its own configuration and templates.

use super::{OFF, PLAN, Session, watch, write};
use crate::client::Client;
use serde_json::json;
use std::fs;
use tempfile::TempDir;

const TEAM: &str =
    "# Plan: [Name]\n\n## Overview\n\n## Implementation Steps\n\n### Phase 1: [Name]\n\n";

/// A server in the folders `a` and `b`, with a plan open in each; the session is about that in `b`.
fn start(files: &[(&str, &str)]) -> Session {
    let folder = TempDir::new().unwrap();
    for name in ["a/.git", "b/.git"] {
        fs::create_dir_all(folder.path().join(name)).unwrap();
    }
    for (name, text) in files {
        write(&folder, name, text);
    }
    let root = format!("file://{}", folder.path().display());
    let folders = ["a", "b"].map(|name| json!({ "uri": format!("{root}/{name}"), "name": name }));
    let mut client = Client::at_home(&folder.path().join("home"));
    let params = json!({ "processId": null, "capabilities": watch(), "workspaceFolders": folders });
    client.ask("initialize", params);
    client.notify("initialized", json!({}));
    let uri = format!("{root}/b/plan.md");
    let mut session = Session { folder, client, uri };
    for name in ["a/plan.md", "b/plan.md"] {
        session.open(name, "markdown", PLAN);
    }
    session
}

/// Waits for findings about a plan with, and without, these rules or messages.
fn wait(session: &mut Session, plan: &str, found: &[&str], not: &[&str]) {
    let uri = session.uri_of(plan);
    session.client.wait(&format!("{plan}: {found:?} and not {not:?}"), |message| {
        let about = message["params"]["uri"] == uri;
        let all = message["params"]["diagnostics"].to_string();
        about && found.iter().all(|f| all.contains(f)) && !not.iter().any(|n| all.contains(n))
    });
}

#[test]
fn each_folder_has_its_own_configuration_and_templates() {
    let team = format!("{TEAM}## Weather\n\n[How it will be]\n");
    let other = format!("{TEAM}## Money\n\n[How much]\n");
    let uses = "[[templates.use]]\nfiles = \"**\"\ntemplate = \"team\"\n";
    let off = format!("{OFF}{uses}");
    let mut session = start(&[
        ("a/planls.toml", &off),
        ("a/.planls/templates/team.md", &team),
        ("b/planls.toml", uses),
        ("b/.planls/templates/team.md", &other),
    ]);
    wait(&mut session, "a/plan.md", &["`Weather`"], &["`Money`", "missing-risks"]);
    wait(&mut session, "b/plan.md", &["`Money`", "missing-risks"], &["`Weather`"]);
    session.write("b/planls.toml", &off);
    session.files_changed();
    wait(&mut session, "b/plan.md", &["`Money`"], &["missing-risks"]);
    session.write("a/.planls/templates/team.md", &team.replace("Weather", "Wind"));
    session.files_changed();
    wait(&mut session, "a/plan.md", &["`Wind`"], &["`Weather`"]);
}

#[test]
fn settings_hold_in_all_folders_where_the_file_says_nothing() {
    let on = "[rules]\nmissing-risks = \"error\"\n";
    let mut session = start(&[("a/planls.toml", on)]);
    wait(&mut session, "a/plan.md", &["missing-risks"], &[]);
    wait(&mut session, "b/plan.md", &["missing-risks"], &[]);
    let off = json!({ "rules": { "missing-risks": "off", "missing-rollback-plan": "off" } });
    for settings in [json!({ "planls": off }), json!({}), off, json!({ "planls": null })] {
        let none = settings.to_string().len() < 20;
        session.client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        let rules = ["missing-risks", "missing-rollback-plan"];
        let (found, not) = if none { (&rules[..], &[][..]) } else { (&[][..], &rules[..]) };
        wait(&mut session, "b/plan.md", found, not);
        let not = if none { &[][..] } else { &rules[1..] };
        wait(&mut session, "a/plan.md", &["missing-risks"], not);
    }
}

#[test]
fn folders_come_and_go() {
    let mut session = start(&[("b/planls.toml", OFF)]);
    wait(&mut session, "b/plan.md", &["missing-rollback-plan"], &["missing-risks"]);
    session.write("c/planls.toml", OFF);
    let c = json!({ "uri": session.uri_of("c"), "name": "c" });
    let a = json!({ "uri": session.uri_of("a"), "name": "a" });
    let event = json!({ "event": { "added": [c], "removed": [a] } });
    session.client.notify("workspace/didChangeWorkspaceFolders", event);
    session.open("c/plan.md", "markdown", PLAN);
    wait(&mut session, "c/plan.md", &["missing-rollback-plan"], &["missing-risks"]);
}
