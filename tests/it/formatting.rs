//! Formatting over the wire and over whole documents: few edits, each of one place; no word changes,
//! nothing renders differently, and twice is once.

use crate::client::Client;
use planls::ide::{Environment, Snapshot, format};
use planls::text::apply;
use pulldown_cmark::{Event, Options, Parser};
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

/// What a document renders to, whatever its white space and numbers (series are counted).
fn rendered(text: &str) -> Vec<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    let mut shown: Vec<String> = vec![];
    let mut words = String::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) => words.extend(text.chars().filter(|c| !c.is_ascii_digit())),
            Event::SoftBreak => words.push(' '),
            event => {
                if !words.trim().is_empty() {
                    shown.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                words.clear();
                shown.push(format!("{event:?}"));
            }
        }
    }
    shown
}

fn check(path: &Path) {
    let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    let name = path.display();
    let formatted = |text: &str| {
        let today = "2026-03-02".parse().unwrap();
        let snapshot = Snapshot::of_text(text, Some("plan.md"), Environment::plain(today));
        apply(text, &format(&snapshot)).unwrap()
    };
    let once = formatted(&text);
    assert!(formatted(&once) == once, "{name}: formatting again changes more");
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphabetic())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(words(&once) == words(&text), "{name}: words change");
    let (before, after) = (rendered(&text), rendered(&once));
    let differs = before.iter().zip(&after).position(|(a, b)| a != b);
    let at = differs.unwrap_or(before.len().min(after.len()));
    let near = |shown: &[String]| shown.iter().skip(at).take(3).cloned().collect::<Vec<_>>();
    assert!(before == after, "{name} renders differently: {:?}, {:?}", near(&before), near(&after));
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
                if let Err(e) = std::panic::catch_unwind(|| check(&path)) {
                    failed.push(e.downcast_ref::<String>().cloned());
                }
            }
        }
    }
    assert!(failed.is_empty(), "{} of {seen}: {failed:#?}", failed.len());
    assert!(seen >= 8, "{seen}");
}
