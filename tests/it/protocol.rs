//! The wire: framing, JSON-RPC, life cycle. Whatever a client does, each request is answered once,
//! the session goes on, and the process ends when it should.

use crate::client::{Client, code, read};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

fn initialize() -> Value {
    json!({ "processId": null, "rootUri": null, "capabilities": {} })
}

/// An initialized session survives `bytes`, which cost the answers with these codes and nothing else.
fn check_survives(bytes: &str, codes: &[i64]) {
    let mut client = Client::with(json!({}));
    client.raw(bytes);
    let id = client.request("planls/unknown", json!({}));
    let others = client.others(&id);
    assert_eq!(others.iter().map(code).collect::<Vec<_>>(), codes, "{bytes}");
}

fn framed(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn headers_in_any_case_order_and_number() {
    let body = r#"{"jsonrpc":"2.0","id":"x","method":"planls/unknown"}"#;
    let length = body.len();
    check_survives(&format!("content-length: {length}\r\n\r\n{body}"), &[-32601]);
    check_survives(
        &format!(
            "Content-Type: text/plain\r\nX: y\r\nCONTENT-LENGTH:{length}\r\nZ: 1\r\n\r\n{body}"
        ),
        &[-32601],
    );
    check_survives(&format!("Content-Length: {length}\n\n{body}"), &[-32601]);
}

#[test]
fn a_message_may_come_byte_by_byte() {
    let mut client = Client::start();
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": initialize() });
    client.note(&body.to_string());
    for byte in framed(&body.to_string()).bytes() {
        client.raw([byte]);
    }
    assert_eq!(client.answer(&json!(1))["result"]["serverInfo"]["name"], "planls");
}

#[test]
fn bad_bodies_cost_one_answer_each() {
    for (body, code) in [
        ("{", -32700),
        ("\u{feff}{}", -32700),
        ("", -32700),
        ("{}", -32600),
        ("[]", -32600),
        ("3", -32600),
        (r#"[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]"#, -32600),
        (r#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600),
        (r#"{"id":1,"method":"shutdown"}"#, -32600),
    ] {
        check_survives(&framed(body), &[code]);
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    check_survives(&framed(&deep), &[-32700]);
}

#[test]
fn bad_headers_cost_one_message() {
    check_survives("Content-Length: x\r\n\r\n", &[-32700]);
    check_survives("Content-Type: x\r\n\r\n", &[-32700]);
    check_survives("Content-Length: -5\r\n\r\n{\"junk\": 1}", &[-32700]);
    check_survives("Content-Length: 9999999999999999\r\n\r\n", &[-32700]);
    check_survives("GET / HTTP/1.1\r\nHost: x\r\n\r\n", &[-32700]);
    check_survives("\r\n\r\n\r\n", &[]);
}

#[test]
fn answers_nobody_asked_for_are_ignored() {
    check_survives(&framed(r#"{"jsonrpc":"2.0","id":99,"result":null}"#), &[]);
    check_survives(&framed(r#"{"jsonrpc":"2.0","id":"a","error":{"code":1,"message":"x"}}"#), &[]);
    check_survives(&framed(r#"{"jsonrpc":"2.0","id":null,"error":[]}"#), &[]);
}

#[test]
fn lone_surrogates_are_replaced_not_fatal() {
    check_survives(
        &framed(
            r#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:a","languageId":"markdown","version":1,"text":"\ud83d # x"}}}"#,
        ),
        &[],
    );
}

#[test]
fn ids_come_back_with_value_and_type() {
    let mut client = Client::with(json!({}));
    for id in [
        json!("7"),
        json!(7),
        json!(""),
        json!(0),
        json!(-1),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1.5),
    ] {
        client.body(&json!({ "jsonrpc": "2.0", "id": id, "method": "planls/unknown" }).to_string());
        assert_eq!(code(&client.answer(&id)), -32601);
    }
    client.body(r#"{"jsonrpc":"2.0","id":null,"method":"planls/unknown"}"#);
    assert_eq!(code(&client.answer(&Value::Null)), -32600);
}

#[test]
fn before_initialize_only_initialize_is_served() {
    let mut client = Client::start();
    assert_eq!(client.error("textDocument/hover", json!({})), -32002);
    assert_eq!(client.error("planls/unknown", json!({})), -32002);
    assert_eq!(client.error("shutdown", Value::Null), -32002);
    client.notify("initialized", json!({}));
    assert_eq!(client.error("initialize", json!({ "capabilities": 1 })), -32602);
    assert_eq!(client.error("initialize", json!([])), -32602);
    client.ask("initialize", initialize());
    assert_eq!(client.error("initialize", initialize()), -32600);
}

#[test]
fn after_shutdown_nothing_is_served() {
    let mut client = Client::with(json!({}));
    assert_eq!(client.ask("shutdown", json!({})), Value::Null);
    assert_eq!(client.error("shutdown", Value::Null), -32600);
    assert_eq!(client.error("textDocument/hover", json!({})), -32600);
    assert_eq!(client.error("planls/unknown", json!({})), -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
    assert_eq!(client.stderr(), "");
}

#[test]
fn unknown_requests_are_refused_and_unknown_notifications_ignored() {
    let mut client = Client::with(json!({}));
    client.notify("$/unknown", json!({ "a": 1 }));
    client.notify("planls/unknown", json!([1]));
    client.notify("textDocument/didChange", json!({ "textDocument": 3 }));
    client.notify("textDocument/didChange", Value::Null);
    client.notify("$/cancelRequest", json!({ "id": 12345 }));
    client.notify("$/cancelRequest", json!({ "id": {} }));
    client.notify("$/setTrace", json!({ "value": "odd" }));
    assert_eq!(client.error("$/unknown", json!({})), -32601);
    assert_eq!(client.error("textDocument/unknown", json!({})), -32601);
    assert_eq!(client.error("textDocument/didOpen", json!({})), -32600);
    let id = client.request("planls/unknown", json!({}));
    assert_eq!(client.others(&id), [] as [Value; 0]);
}

#[test]
fn params_that_do_not_fit_are_refused() {
    let mut client = Client::with(json!({}));
    let at = |line: Value| json!({ "textDocument": { "uri": "untitled:a" }, "position": { "line": line, "character": 0 } });
    for line in [json!(-1), json!(1.5), json!("1"), Value::Null, json!(1u64 << 40), json!(1e300)] {
        assert_eq!(client.error("textDocument/hover", at(line.clone())), -32602, "{line}");
    }
    for params in [json!({}), json!([]), json!(1), Value::Null, json!({ "textDocument": [] })] {
        assert_eq!(client.error("textDocument/hover", params.clone()), -32602, "{params}");
    }
    let huge = r#"{"jsonrpc":"2.0","id":"h","method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:a"},"position":{"line":1e999,"character":0}}}"#;
    client.body(huge);
    assert_eq!(code(&client.answer(&json!("h"))), -32602);
}

#[test]
fn odd_documents_are_harmless() {
    let mut client = Client::with(json!({}));
    for uri in [
        "untitled:Untitled 1",
        "file:///a b[1].md",
        "plan.md",
        "",
        "x-odd://h/é",
        "file:///c%3A/p.md",
    ] {
        for version in [1, 1, -7] {
            let document = json!({ "uri": uri, "languageId": "markdown", "version": version, "text": "# A\n" });
            client.notify("textDocument/didOpen", json!({ "textDocument": document }));
        }
        let change = json!({ "range": { "start": { "line": 99, "character": 9 }, "end": { "line": 0, "character": 0 } }, "text": "x" });
        let document = json!({ "uri": uri, "version": 0 });
        client.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [change, { "text": "y" }] }),
        );
        for _ in 0..2 {
            client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
            client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
        }
    }
    assert_eq!(client.error("planls/unknown", json!({})), -32601);
}

#[test]
fn exit_ends_at_once_with_the_input_open() {
    let mut client = Client::with(json!({}));
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
    let mut client = Client::start();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn the_end_of_the_input_ends_the_server() {
    let mut client = Client::with(json!({}));
    client.hang_up();
    assert_eq!(client.exit_code(), 1);
    let mut client = Client::with(json!({}));
    client
        .raw("Content-Length: 1000000000000000000\r\n\r\nContent-Length: 100\r\n\r\n{\"jsonrpc\"");
    client.hang_up();
    assert_eq!(client.exit_code(), 1);
    let mut client = Client::with(json!({}));
    client.ask("shutdown", Value::Null);
    client.hang_up();
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn the_server_ends_with_the_process_that_asked_for_it() {
    let mut parent = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
    let mut client = Client::start();
    let mut params = initialize();
    params["processId"] = json!(parent.id());
    client.ask("initialize", params);
    drop(parent.stdin.take());
    assert_eq!(client.exit_code(), 1);
    parent.wait().unwrap();
}

#[test]
fn a_client_that_does_not_read_loses_nothing() {
    const REQUESTS: usize = 20_000;
    let mut client = Client::deaf();
    let request = |id: usize, method: &str, params: Value| {
        json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string()
    };
    client.body(&request(0, "initialize", initialize()));
    for id in 1..=REQUESTS {
        client.body(&request(id, "planls/unknown", json!({})));
    }
    client.listen();
    for id in 0..=REQUESTS {
        client.answer(&json!(id));
    }
}

#[test]
fn a_client_that_is_gone_ends_the_server() {
    let mut client = Client::deaf();
    client.body(
        &json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": initialize() })
            .to_string(),
    );
    assert_eq!(client.exit_code_unheard(), 1);
}

#[test]
fn odd_initialize_params_are_welcome() {
    for (name, capabilities) in [
        (
            "new values",
            json!({ "workspace": { "workspaceEdit": { "failureHandling": "brand-new", "resourceOperations": ["fold"] } } }),
        ),
        (
            "wrong types",
            json!({ "general": 7, "textDocument": [], "workspace": { "configuration": "yes" } }),
        ),
    ] {
        let mut client = Client::start();
        let params = json!({ "processId": null, "rootUri": "", "workspaceFolders": "none", "trace": "loud", "initializationOptions": 3, "capabilities": capabilities });
        let result = client.ask("initialize", params);
        assert_eq!(result["capabilities"]["positionEncoding"], "utf-16", "{name}");
        assert!(result["serverInfo"]["version"].is_string());
    }
}

#[test]
fn killed_and_started_again_it_says_the_same() {
    let text = "<!-- planls: plan -->\n# Plan: Cards\n\n## Phase 1: {{NAME}}\n";
    let said = |client: &mut Client| {
        let document =
            json!({ "uri": "untitled:p", "languageId": "markdown", "version": 1, "text": text });
        client.notify("textDocument/didOpen", json!({ "textDocument": document }));
        client.told("textDocument/publishDiagnostics")["diagnostics"].clone()
    };
    let mut first = Client::with(json!({}));
    let before = said(&mut first);
    assert!(!before.as_array().unwrap().is_empty());
    first.kill();
    assert_eq!(said(&mut Client::with(json!({}))), before);
}

#[test]
fn a_port_serves_one_client_the_same_way() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_planls"))
        .args(["lsp", "--port", "0"])
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().rsplit(' ').next().unwrap();
    let ask = |id: i64, method: &str, params: Value| {
        framed(
            &json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string(),
        )
    };
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.write_all(ask(1, "initialize", initialize()).as_bytes()).unwrap();
    let mut answers = BufReader::new(stream.try_clone().unwrap());
    assert_eq!(read(&mut answers).unwrap()["id"], 1);
    // Whoever comes second is told at once.
    assert!(std::net::TcpStream::connect(address).is_err());
    stream.write_all(ask(2, "shutdown", Value::Null).as_bytes()).unwrap();
    stream.write_all(framed(r#"{"jsonrpc":"2.0","method":"exit"}"#).as_bytes()).unwrap();
    assert_eq!(read(&mut answers).unwrap()["result"], Value::Null);
    assert_eq!(read(&mut answers), None);
    assert_eq!(server.wait().unwrap().code(), Some(0));
}
