//! The real server over pipes, with documents in which every rule fails, or analyses are counted.

use super::*;
use crate::lsp::{frame, serve_on};
use crate::rules::testing::{ANALYSES, COUNTED, FAULT};
use serde_json::json;
use std::io::{BufReader, PipeReader, PipeWriter, Write};

struct Server {
    input: PipeWriter,
    output: BufReader<PipeReader>,
}

impl Server {
    fn start(capabilities: Value) -> Server {
        let (from, input) = std::io::pipe().unwrap();
        let (output, to) = std::io::pipe().unwrap();
        std::thread::spawn(move || serve_on(1, from, to));
        let mut server = Server { input, output: BufReader::new(output) };
        server.send(
            json!({ "id": 0, "method": "initialize", "params": { "capabilities": capabilities } }),
        );
        server.wait(|m| m["id"] == 0);
        server.send(json!({ "method": "initialized", "params": {} }));
        server
    }

    fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = json!("2.0");
        let mut bytes = vec![];
        frame::write(&mut bytes, message.to_string().as_bytes());
        self.input.write_all(&bytes).unwrap();
    }

    fn open(&mut self, name: &str) {
        let text = "# Implementation Plan: A\n\n## Phase 1: B\n\n- [ ] c\n";
        let uri = format!("untitled:{name}");
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.send(
            json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } }),
        );
    }

    /// The next message that fits.
    fn wait(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let Some(frame::Frame::Body(body)) = frame::read(&mut self.output) else {
                panic!("the server has ended");
            };
            let message: Value = serde_json::from_slice(&body).unwrap();
            if fits(&message) {
                return message;
            }
        }
    }
}

#[test]
fn a_rule_that_fails_is_the_error_of_its_request_and_nothing_more() {
    let mut server = Server::start(json!({ "textDocument": { "diagnostic": {} } }));
    server.open(FAULT);
    server.open("plan.md");
    for (id, name, fails) in [(1, FAULT, true), (2, "plan.md", false), (3, FAULT, true)] {
        let document = json!({ "textDocument": { "uri": format!("untitled:{name}") } });
        server.send(json!({ "id": id, "method": "textDocument/diagnostic", "params": document }));
        let answer = server.wait(|m| m["id"] == id);
        assert_eq!(answer["error"]["code"] == -32603, fails, "{answer}");
    }
    let document = json!({ "textDocument": { "uri": format!("untitled:{FAULT}") } });
    server.send(json!({ "id": 4, "method": "textDocument/documentSymbol", "params": document }));
    let outline = server.wait(|m| m["id"] == 4);
    assert!(outline["result"].is_array(), "what needs no rule is answered: {outline}");
}

#[test]
fn a_rule_that_fails_unasked_hides_no_other_document() {
    let mut server = Server::start(json!({}));
    server.open(FAULT);
    server.open("plan.md");
    let said = server.wait(|m| m["method"] == "textDocument/publishDiagnostics");
    assert_eq!(said["params"]["uri"], "untitled:plan.md");
}

#[test]
fn a_thousand_edits_and_a_question_cost_one_analysis() {
    let mut server = Server::start(json!({ "textDocument": { "diagnostic": {} } }));
    server.open(COUNTED);
    let uri = format!("untitled:{COUNTED}");
    for version in 2..1002 {
        let at = json!({ "line": 4, "character": 6 });
        let change = json!({ "range": { "start": at, "end": at }, "text": "d" });
        let params = json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] });
        server.send(json!({ "method": "textDocument/didChange", "params": params }));
    }
    let document = json!({ "textDocument": { "uri": uri } });
    for id in 1..5 {
        server.send(json!({ "id": id, "method": "textDocument/diagnostic", "params": document }));
        assert!(server.wait(|m| m["id"] == id)["result"]["items"].is_array());
    }
    assert_eq!(ANALYSES.load(std::sync::atomic::Ordering::Relaxed), 1);
}
