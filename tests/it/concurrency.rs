//! Much at once over the wire: many edits, many requests, slow documents, clients that do not read.

use crate::client::Client;
use serde_json::{Value, json};
use std::collections::HashMap;

const URI: &str = "untitled:Plan 1";

#[test]
fn a_burst_of_edits_is_published_once_it_is_over() {
    let mut client = Client::with(json!({}));
    client.open(URI, 0, "# A\n");
    for version in 1..=3000 {
        client.insert(URI, version, 0, 3, "a");
    }
    let mut last = -1;
    while last < 3000 {
        let version = client.published().1.as_i64().unwrap();
        assert!(version > last, "{version} after {last}");
        last = version;
    }
}

#[test]
fn a_document_that_takes_long_does_not_hold_up_others() {
    let mut client = Client::with(json!({}));
    client.open("untitled:huge", 1, &"- a\n\n# b\n".repeat(200_000));
    for _ in 0..20 {
        client.request(
            "textDocument/documentSymbol",
            json!({ "textDocument": { "uri": "untitled:huge" } }),
        );
    }
    client.open(URI, 7, "# A\n");
    client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    // The small one is answered while the huge one is read: nothing has been said of that yet.
    let first = client.told("textDocument/publishDiagnostics");
    assert_eq!(first["uri"], URI);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
}

/// Requests of many kinds about one document, edits and cancellations between them.
#[test]
fn two_hundred_requests_at_once_are_answered_once_each() {
    let mut client = Client::with(json!({ "textDocument": { "diagnostic": {} } }));
    client.open(URI, 1, &plan(200));
    let document = json!({ "uri": URI });
    let at = json!({ "line": 6, "character": 8 });
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": at });
    let methods = [
        "documentSymbol",
        "diagnostic",
        "completion",
        "hover",
        "codeAction",
        "codeLens",
        "foldingRange",
        "definition",
        "references",
        "documentHighlight",
        "formatting",
        "inlayHint",
        "prepareRename",
        "semanticTokens/full",
        "odd",
    ];
    let mut asked = vec![];
    for turn in 0..200 {
        let method = format!("textDocument/{}", methods[turn % methods.len()]);
        let params = json!({
            "textDocument": document, "position": at, "range": all, "positions": [at],
            "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 },
            "options": { "tabSize": 2, "insertSpaces": true },
        });
        asked.push(client.request(&method, params));
        if turn % 3 == 0 {
            client.notify("$/cancelRequest", json!({ "id": asked[turn / 2] }));
        }
        if turn % 5 == 0 {
            client.insert(URI, 2 + turn as i64, 6, 8, "a");
        }
    }
    let mut answers: HashMap<String, usize> = HashMap::new();
    for id in &asked {
        let answer = client.answer(id);
        assert!(
            answer.get("result").is_some()
                || [-32800, -32601].contains(&crate::client::code(&answer)),
            "{answer}"
        );
        *answers.entry(id.to_string()).or_default() += 1;
    }
    let last = client.request("shutdown", Value::Null);
    let more = client.others(&last);
    let twice: Vec<_> = more.iter().filter(|m| m.get("method").is_none()).collect();
    assert!(twice.is_empty() && answers.len() == 200, "{twice:?}");
}

fn plan(tasks: usize) -> String {
    let tasks: String = (0..tasks).map(|n| format!("- [ ] Move table {n}\n")).collect();
    format!("# Implementation Plan: Move\n\n## Risks\n\n### Phase 1: Tables\n\n{tasks}")
}

/// A plan whose outline is long, in a server whose answers nobody reads yet.
fn unread_answers(requests: i64) -> Client {
    let mut client = Client::deaf();
    client.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    client.notify("initialized", json!({}));
    client.open(URI, 1, &plan(2000));
    for _ in 0..requests {
        client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    }
    client
}

#[test]
fn long_answers_wait_for_a_client_that_does_not_read() {
    let mut client = unread_answers(100);
    client.listen();
    for id in 2..=101 {
        let symbols = client.answer(&json!(id))["result"].clone();
        assert!(symbols.as_array().unwrap().len() > 2000);
    }
}

#[test]
fn a_client_that_does_not_read_can_still_leave() {
    let mut client = unread_answers(100);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code_unread(), 1);
}

/// Far more is asked for than memory may hold: it is computed as it is read.
#[cfg(target_os = "linux")]
#[test]
fn what_nobody_reads_takes_little_memory() {
    let mut client = unread_answers(1000);
    client.listen();
    let mut said = 0;
    for id in 2..=1001 {
        said += client.answer(&json!(id)).to_string().len();
    }
    let most = client.peak_memory();
    assert!(said > 350_000_000 && most < said / 2, "{most} bytes for {said}");
}
