//! The terminal and the editor say the same about the same text.

use super::*;
use crate::client::Client;
use serde_json::json;

/// `line:column-line:column severity rule message`, from 1, columns in characters.
fn line(rule: &Value, severity: &str, message: &Value, ends: [u64; 4]) -> String {
    let [a, b, c, d] = ends;
    format!("{a}:{b}-{c}:{d} {severity} {} {}", rule.as_str().unwrap(), message.as_str().unwrap())
}

fn in_terminal(root: &Path, file: &str) -> Vec<String> {
    let output = command(root, &["check", file, "--format", "json"]).output().unwrap();
    let reports: Value = serde_json::from_str(&ran(output).out).unwrap();
    let found = reports["files"][0]["diagnostics"].as_array().unwrap().iter();
    let number = |place: &Value, key: &str| place[key].as_u64().unwrap();
    let one = |d: &Value| {
        let (start, end) = (&d["start"], &d["end"]);
        let ends = [
            number(start, "line"),
            number(start, "column"),
            number(end, "line"),
            number(end, "column"),
        ];
        line(&d["rule"], d["severity"].as_str().unwrap(), &d["message"], ends)
    };
    found.map(one).collect()
}

fn in_editor(root: &Path, file: &str) -> Vec<String> {
    let mut client = Client::start();
    let root_uri = format!("file://{}", root.display());
    let uri = format!("{root_uri}/{file}");
    let capabilities = json!({
        "general": { "positionEncodings": ["utf-32"] },
        "textDocument": { "diagnostic": {} },
    });
    let params = json!({ "processId": null, "rootUri": root_uri, "capabilities": capabilities });
    client.ask("initialize", params);
    client.notify("initialized", json!({}));
    let text = fs::read_to_string(root.join(file)).unwrap();
    let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let answer = client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    let number = |place: &Value, key: &str| place[key].as_u64().unwrap() + 1;
    let one = |d: &Value| {
        let (start, end) = (&d["range"]["start"], &d["range"]["end"]);
        let ends = [
            number(start, "line"),
            number(start, "character"),
            number(end, "line"),
            number(end, "character"),
        ];
        let level = d["severity"].as_u64().unwrap() as usize;
        line(&d["code"], ["", "error", "warning", "info", "hint"][level], &d["message"], ends)
    };
    answer["items"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn on_the_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut findings = 0;
    for file in ["checkout.md", "search-index-faulty.md", "retention.md", "checkout-spec.md"] {
        let file = format!("examples/{file}");
        let said = in_terminal(root, &file);
        assert_eq!(said, in_editor(root, &file), "{file}");
        findings += said.len();
    }
    assert!(findings > 3);
}

#[test]
fn under_a_configuration_and_a_template_of_the_project() {
    let dir = folder(&[
        (
            "planls.toml",
            "[[templates.use]]\nfiles = 'docs/*.md'\ntemplate = 'team'\n[rules]\nmissing-risks = 'error'\n",
        ),
        (
            ".planls/templates/team.md",
            "# Plan: [Name]\n\n**Owner:** [Name]\n\n## Risks\n\n- [Risk]\n\n## Goal\n\n[What for]\n",
        ),
        (
            "docs/größe.md",
            "# Plan: Ümbau 😀 {{X}}\n\n**Owner:** [Name]\n\n## Steps\n\n### Step 1: Go\n\n- [ ] Go\n",
        ),
    ]);
    let said = in_terminal(dir.path(), "docs/größe.md");
    assert_eq!(said, in_editor(dir.path(), "docs/größe.md"));
    assert!(said.iter().any(|line| line.contains(" error missing-risks ")), "{said:#?}");
}
