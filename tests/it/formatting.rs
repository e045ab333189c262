//! Formatting over the wire and over whole documents: few edits, each of one place; no word changes,
//! nothing renders differently, and twice is once.

use crate::client::Client;
use crate::fuzzed::formatting::check;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const URI: &str = "untitled:plan.md";
const PLAN: &str = "# Implementation Plan: X\n\n|a|b|\n|-|-|\n|1|2|\n\n## Risks\n\ntext\n\n|c|d|\n|-|-|\n|漢字|4|\n";

fn opened(text: &str) -> Client {
    let mut client = Client::with(json!({}));
    let document = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    client
}

/// First and last line of each edit.
fn lines(edits: &Value) -> Vec<(u64, u64)> {
    let line = |edit: &Value, end: &str| edit["range"][end]["line"].as_u64().unwrap();
    let edits = edits.as_array().unwrap().iter();
    edits.map(|edit| (line(edit, "start"), line(edit, "end"))).collect()
}

#[test]
fn one_edit_for_each_place_that_changes() {
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let params = json!({ "textDocument": { "uri": URI }, "options": options });
    let edits = opened(PLAN).ask("textDocument/formatting", params);
    assert_eq!(lines(&edits), [(2, 4), (10, 12)]);
}

#[test]
fn a_range_formats_what_it_touches() {
    let range =
        json!({ "start": { "line": 11, "character": 0 }, "end": { "line": 11, "character": 3 } });
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "options": options });
    let edits = opened(PLAN).ask("textDocument/rangeFormatting", params);
    assert_eq!(lines(&edits), [(10, 12)]);
}

#[test]
fn enter_goes_on_with_a_task_list() {
    let mut client = opened("# Implementation Plan: X\n\n- [x] a\n\n");
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let at = json!({ "line": 3, "character": 0 });
    let params =
        json!({ "textDocument": { "uri": URI }, "position": at, "ch": "\n", "options": options });
    let edits = client.ask("textDocument/onTypeFormatting", params);
    assert_eq!(edits[0]["newText"], "- [ ] ");
}

/// The templates, the examples and, where they are at hand, real plans.
#[test]
fn documents_read_the_same_formatted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["examples", "src/template/builtin", "../shared/seeds", "../shared/corpus/plans"];
    let mut failed = vec![];
    let mut seen = 0;
    for folder in folders {
        for entry in fs::read_dir(root.join(folder)).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "md") {
                seen += 1;
                if let Err(e) = std::panic::catch_unwind(|| check(&fs::read(&path).unwrap())) {
                    failed.push((path, e.downcast_ref::<String>().cloned()));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{} of {seen}: {failed:#?}", failed.len());
    assert!(seen >= 8, "{seen}");
}
