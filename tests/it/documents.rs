//! Open documents over the wire: what is said is about the text the client has now, in its own
//! spelling of the document, once.

use crate::client::Client;
use serde_json::{Value, json};

const URI: &str = "untitled:Plan 1";

impl Client {
    pub fn open(&mut self, uri: &str, version: i64, text: &str) {
        let document =
            json!({ "uri": uri, "languageId": "markdown", "version": version, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn insert(&mut self, uri: &str, version: i64, line: usize, column: usize, text: &str) {
        let at = json!({ "line": line, "character": column });
        let change = json!({ "range": { "start": at, "end": at }, "text": text });
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        self.notify("textDocument/didChange", params);
    }

    fn about(&mut self, method: &str, uri: &str) {
        self.notify(method, json!({ "textDocument": { "uri": uri } }));
    }

    /// The next publication: whose, and of which version.
    pub fn published(&mut self) -> (Value, Value) {
        let params = self.told("textDocument/publishDiagnostics");
        assert!(params["diagnostics"].is_array());
        (params["uri"].clone(), params["version"].clone())
    }
}

#[test]
fn findings_are_pushed_for_the_last_version_in_the_clients_spelling() {
    for uri in [URI, "file:///tmp/a b[1].md", "file:///c%3A/plan.md", "plan.md"] {
        let mut client = Client::with(json!({}));
        client.open(uri, 5, "# A\n");
        assert_eq!(client.published(), (json!(uri), json!(5)));
        client.insert(uri, 6, 0, 2, "B");
        assert_eq!(client.published(), (json!(uri), json!(6)));
        client.about("textDocument/didSave", uri);
        client.about("textDocument/didClose", uri);
        // Nothing new on save; on close, nothing is left to show.
        assert_eq!(client.published(), (json!(uri), Value::Null));
        client.open(uri, 1, "# A\n");
        assert_eq!(client.published(), (json!(uri), json!(1)));
    }
}

#[test]
fn who_pulls_is_not_pushed_to() {
    let mut client = Client::with(json!({ "textDocument": { "diagnostic": {} } }));
    client.open(URI, 1, "# A\n");
    let ask = |before: Option<&Value>| match before {
        Some(id) => json!({ "textDocument": { "uri": URI }, "previousResultId": id }),
        None => json!({ "textDocument": { "uri": URI } }),
    };
    let full = client.ask("textDocument/diagnostic", ask(None));
    assert_eq!(full["kind"], "full");
    let same = client.ask("textDocument/diagnostic", ask(Some(&full["resultId"])));
    assert_eq!(same, json!({ "kind": "unchanged", "resultId": full["resultId"] }));
    client.insert(URI, 2, 0, 2, "B");
    client.about("textDocument/didSave", URI);
    client.about("textDocument/didClose", URI);
    let closed = client.ask("textDocument/diagnostic", ask(None));
    assert_eq!(closed, json!({ "kind": "full", "items": [] }));
    let id = client.request("planls/unknown", json!({}));
    assert_eq!(client.others(&id), [] as [Value; 0]);
}

#[test]
fn pulling_is_offered_to_those_who_can() {
    let offers = |capabilities: Value| {
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        Client::start().ask("initialize", params)["capabilities"].clone()
    };
    assert_eq!(offers(json!({})).get("diagnosticProvider"), None);
    assert_eq!(offers(json!({})).get("codeActionProvider"), None);
    let rich = offers(json!({
        "general": { "positionEncodings": ["utf-16", "utf-8"] },
        "textDocument": {
            "diagnostic": {},
            "codeAction": { "codeActionLiteralSupport": {}, "dataSupport": true, "resolveSupport": { "properties": ["edit"] } },
        },
    }));
    assert_eq!(rich["positionEncoding"], "utf-8");
    assert_eq!(rich["diagnosticProvider"]["workspaceDiagnostics"], true);
    assert_eq!(rich["codeActionProvider"]["resolveProvider"], true);
}

#[test]
fn requests_about_documents_that_are_not_open_have_empty_answers() {
    let mut client = Client::with(
        json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": {} } } }),
    );
    let at = json!({ "line": 0, "character": 0 });
    for (method, params) in [
        ("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } })),
        ("textDocument/completion", json!({ "textDocument": { "uri": URI }, "position": at })),
        (
            "textDocument/codeAction",
            json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at }, "context": { "diagnostics": [{ "odd": 1 }] } }),
        ),
        ("planls/status", json!({ "textDocument": { "uri": URI } })),
    ] {
        assert_eq!(client.ask(method, params), Value::Null, "{method}");
    }
    let item = json!({ "label": "x", "data": { "document": URI, "position": 7 } });
    assert_eq!(client.ask("completionItem/resolve", item.clone()), item);
    let action = json!({ "title": "x", "data": [1] });
    assert_eq!(client.ask("codeAction/resolve", action.clone()), action);
}
