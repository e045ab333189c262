//! Getting around in plans over the wire: in a folder with two plans and a file, one plan open.

use crate::client::Client;
use expect_test::{Expect, expect};
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

const OTHER: &str = "# Implementation Plan: Other\n\nFirst [the core](plan.md#phase-2-core), then `src/a.rs`.\n\n## Phase 1: Ship\n\n- [ ] Ship it\n";

/// A server in a folder, `plan.md` open with `text`, whose `$0` is the cursor.
struct Session {
    client: Client,
    root: String,
    at: Value,
    _folder: TempDir,
}

impl Session {
    fn start(text: &str, capabilities: Value) -> Session {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join(".git")).unwrap();
        fs::create_dir_all(folder.path().join("src")).unwrap();
        fs::write(folder.path().join("src/a.rs"), "x").unwrap();
        fs::write(folder.path().join("other.md"), OTHER).unwrap();
        fs::write(folder.path().join("README.md"), "# Phase 9: no plan\n").unwrap();
        let root = format!("file://{}", folder.path().display());
        let mut client = Client::start();
        let params = json!({ "processId": null, "rootUri": root, "capabilities": capabilities });
        client.ask("initialize", params);
        client.notify("initialized", json!({}));
        let (before, after) = text.split_once("$0").unwrap_or((text, ""));
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        let at = json!({ "line": line, "character": column });
        let uri = format!("{root}/plan.md");
        let text = format!("{before}{after}");
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 7, "text": text });
        client.notify("textDocument/didOpen", json!({ "textDocument": document }));
        Session { client, root, at, _folder: folder }
    }

    /// The answer about the document, `also` among the params, with `ROOT` for the folder.
    fn ask(&mut self, method: &str, also: Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": format!("{}/plan.md", self.root) } });
        params["position"] = self.at.clone();
        params.as_object_mut().unwrap().extend(also.as_object().unwrap().clone());
        let answer = self.client.ask(method, params).to_string();
        serde_json::from_str(&answer.replace(&self.root, "ROOT")).unwrap()
    }
}

/// A range as `line:column-line:column` from zero.
fn range(range: &Value) -> String {
    let at = |p: &Value| format!("{}:{}", p["line"], p["character"]);
    format!("{}-{}", at(&range["start"]), at(&range["end"]))
}

const PLAN: &str = "# Implementation Plan: 😀\n\n## Phase 1: Base\n\n- [x] Write `src/a.rs`\n- [ ] Read\n\n## Phase 2: Core\n\n- [ ] After phase $01, see [docs](other.md) <https://a.test/x>\n\n## Risks\n\n| Risk | Mitigation |\n| --- | --- |\n| Data loss | Backups |\n\n## Timeline\n\n| Phase | End |\n| --- | --- |\n| Phase 2: Core | 2020-01-02 |\n";

/// The answer to `method` in [`PLAN`], each of its elements shown by `show`.
fn check(method: &str, also: Value, show: fn(&Value) -> String, expect: Expect) {
    let answer = Session::start(PLAN, json!({})).ask(method, also);
    let lines = match &answer {
        Value::Array(all) => all.iter().map(|one| show(one) + "\n").collect(),
        one => show(one),
    };
    expect.assert_eq(&lines);
}

#[test]
fn hover() {
    let show = |h: &Value| {
        format!("{} {} {}", range(&h["range"]), h["contents"]["kind"], h["contents"]["value"])
    };
    check(
        "textDocument/hover",
        json!({}),
        show,
        expect![[r#"9:12-9:19 "plaintext" "Phase 1: Base\n\n1 of 2 tasks done""#]],
    );
    let markdown = json!({ "textDocument": { "hover": { "contentFormat": ["markdown"] } } });
    let answer = Session::start(PLAN, markdown).ask("textDocument/hover", json!({}));
    assert_eq!(answer["contents"]["kind"], "markdown");
}

#[test]
fn definition() {
    let show = |l: &Value| format!("{} {}", l["uri"], range(&l["range"]));
    check("textDocument/definition", json!({}), show, expect![[r#""ROOT/plan.md" 2:3-2:16"#]]);
    let links = json!({ "textDocument": { "definition": { "linkSupport": true } } });
    let answer = Session::start(PLAN, links.clone()).ask("textDocument/definition", json!({}));
    assert_eq!(range(&answer[0]["targetSelectionRange"]), "2:3-2:16");
    let path = PLAN.replace("$0", "").replace("src/a", "src/$0a");
    let answer = Session::start(&path, links).ask("textDocument/definition", json!({}));
    assert_eq!(answer[0]["targetUri"], "ROOT/src/a.rs");
}

#[test]
fn references_in_all_plans() {
    let text = PLAN.replace("$0", "").replace("Phase 2: Core\n\n-", "Phase 2: Co$0re\n\n-");
    let show = |l: &Value| format!("{} {}\n", l["uri"], range(&l["range"]));
    let mut session = Session::start(&text, json!({}));
    for (declaration, count) in [(true, 3), (false, 2)] {
        let context = json!({ "context": { "includeDeclaration": declaration } });
        let found = session.ask("textDocument/references", context);
        let found: Vec<String> = found.as_array().unwrap().iter().map(show).collect();
        assert_eq!(found.len(), count, "{found:?}");
        assert!(found.last().unwrap().starts_with("\"ROOT/other.md\" 2:"), "{found:?}");
    }
}

#[test]
fn document_highlight() {
    let show = |h: &Value| format!("{} {}", range(&h["range"]), h["kind"]);
    check(
        "textDocument/documentHighlight",
        json!({}),
        show,
        expect![[r#"
        2:3-2:16 3
        9:12-9:19 2
    "#]],
    );
}

#[test]
fn rename_in_all_plans() {
    let text = PLAN.replace("$0", "").replace("Phase 2: Core\n\n-", "Phase 2: Co$0re\n\n-");
    let mut session = Session::start(&text, json!({}));
    let prepared = session.ask("textDocument/prepareRename", json!({}));
    assert_eq!(
        (range(&prepared["range"]), &prepared["placeholder"]),
        ("7:12-7:16".to_owned(), &json!("Core"))
    );
    let edit = session.ask("textDocument/rename", json!({ "newName": "Engine" }));
    let count = |file: &str| edit["changes"][file].as_array().unwrap().len();
    assert_eq!((count("ROOT/plan.md"), count("ROOT/other.md")), (2, 1));
    assert_eq!(edit["changes"]["ROOT/other.md"][0]["newText"], "phase-2-engine");
    let uri = format!("{}/plan.md", session.root);
    let params = json!({ "textDocument": { "uri": uri }, "position": session.at, "newName": "" });
    assert_eq!(session.client.error("textDocument/rename", params), -32803);
}

#[test]
fn rename_in_the_clients_form() {
    let text = PLAN.replace("$0", "").replace("Phase 2: Core\n\n-", "Phase 2: Co$0re\n\n-");
    let changes = json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } });
    let edit = Session::start(&text, changes).ask("textDocument/rename", json!({ "newName": "X" }));
    let versions: Vec<_> = edit["documentChanges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["textDocument"]["version"])
        .collect();
    assert_eq!(versions, [&json!(7), &Value::Null]);
}

#[test]
fn linked_editing_range() {
    let text = PLAN.replace("$0", "").replace("Phase 2: Core\n\n-", "Phase 2: Co$0re\n\n-");
    let answer = Session::start(&text, json!({})).ask("textDocument/linkedEditingRange", json!({}));
    let ranges: Vec<_> = answer["ranges"].as_array().unwrap().iter().map(range).collect();
    assert_eq!(ranges, ["7:12-7:16", "21:11-21:15"]);
}

#[test]
fn document_link() {
    let show = |l: &Value| format!("{} {}", range(&l["range"]), l["target"]);
    check(
        "textDocument/documentLink",
        json!({}),
        show,
        expect![[r#"
        4:13-4:21 "ROOT/src/a.rs"
        9:32-9:40 "ROOT/other.md"
        9:43-9:59 "https://a.test/x"
    "#]],
    );
}

#[test]
fn folding_range() {
    let show = |f: &Value| format!("{}-{} {}", f["startLine"], f["endLine"], f["kind"]);
    check(
        "textDocument/foldingRange",
        json!({}),
        show,
        expect![[r#"
        0-21 "region"
        2-5 "region"
        4-5 null
        7-9 "region"
        11-15 "region"
        13-15 null
        17-21 "region"
        19-21 null
    "#]],
    );
    let limit = json!({ "textDocument": { "foldingRange": { "rangeLimit": 2 } } });
    let answer = Session::start(PLAN, limit).ask("textDocument/foldingRange", json!({}));
    assert_eq!(answer.as_array().unwrap().len(), 2);
}

#[test]
fn selection_range() {
    let at = json!({ "line": 15, "character": 4 });
    let answer = Session::start(PLAN, json!({}))
        .ask("textDocument/selectionRange", json!({ "positions": [at] }));
    let mut chain = vec![];
    let mut next = &answer[0];
    while next.is_object() {
        chain.push(range(&next["range"]));
        next = &next["parent"];
    }
    expect![[r#"
        15:2-15:11
        15:0-15:23
        13:0-15:23
        11:0-15:23
        11:0-17:0
        0:0-21:30
        0:0-22:0"#]]
    .assert_eq(&chain.join("\n"));
}

/// Every announced command, from a palette: without arguments, in whatever form they are left out.
#[test]
fn commands_without_arguments() {
    let can = json!({ "workspace": { "applyEdit": true }, "window": { "showDocument": { "support": true } } });
    let mut client = Client::start();
    let params = json!({ "processId": null, "rootUri": null, "capabilities": can });
    let offered = client.ask("initialize", params);
    client.notify("initialized", json!({}));
    // A gap in the numbers, for what fixes all.
    let plan = PLAN.replace("$0", "").replace("Phase 2: Core", "Phase 3: Core");
    for (name, text) in [("Notes", "# Notes\n\nNo plan.\n"), ("Plan", plan.as_str())] {
        let uri = format!("untitled:{name}");
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }
    let commands = offered["capabilities"]["executeCommandProvider"]["commands"].as_array();
    let mut heard = String::new();
    for command in commands.unwrap() {
        for arguments in [None, Some(json!([]))] {
            let mut params = json!({ "command": command });
            params.as_object_mut().unwrap().extend(arguments.map(|a| ("arguments".to_owned(), a)));
            assert_eq!(client.ask("workspace/executeCommand", params), Value::Null);
            let asked = client.wait("what the command asks for", |m| {
                ["workspace/applyEdit", "window/showDocument"]
                    .iter()
                    .any(|name| m["method"] == *name)
            });
            let done = json!({ "jsonrpc": "2.0", "id": asked["id"], "result": { "applied": true, "success": true } });
            client.body(&done.to_string());
            let mut of = vec![];
            of.extend(
                asked["params"]["edit"]["changes"].as_object().into_iter().flat_map(|c| c.keys()),
            );
            let shown = asked["params"]["selection"]
                .is_object()
                .then(|| range(&asked["params"]["selection"]));
            heard += &format!("{command} {} {of:?} {shown:?}\n", asked["method"]);
        }
    }
    expect![[r#"
        "planls.showNextTask" "window/showDocument" [] Some("5:6-5:10")
        "planls.showNextTask" "window/showDocument" [] Some("5:6-5:10")
        "planls.addTableRow" "workspace/applyEdit" ["untitled:Plan"] None
        "planls.addTableRow" "workspace/applyEdit" ["untitled:Plan"] None
        "planls.insertMissingSections" "workspace/applyEdit" ["untitled:Plan"] None
        "planls.insertMissingSections" "workspace/applyEdit" ["untitled:Plan"] None
        "planls.fix" "workspace/applyEdit" ["untitled:Plan"] None
        "planls.fix" "workspace/applyEdit" ["untitled:Plan"] None
    "#]]
    .assert_eq(&heard);
}

#[test]
fn inlay_hint() {
    let whole =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let answer =
        Session::start(PLAN, json!({})).ask("textDocument/inlayHint", json!({ "range": whole }));
    let labels: Vec<_> =
        answer.as_array().unwrap().iter().map(|h| h["label"].as_str().unwrap()).collect();
    assert_eq!(labels[..2], ["1/2", "0/1"]);
    assert!(labels[2].starts_with("overdue by "), "{labels:?}");
}

#[test]
fn code_lens_and_its_commands() {
    let can = json!({ "workspace": { "applyEdit": true }, "window": { "showDocument": { "support": true } } });
    let mut session = Session::start(PLAN, can);
    let lenses = session.ask("textDocument/codeLens", json!({}));
    let show = |l: &Value| {
        format!("{} {} {}\n", range(&l["range"]), l["command"]["title"], l["command"]["command"])
    };
    let shown: String = lenses.as_array().unwrap().iter().map(show).collect();
    expect![[r#"
        0:2-0:25 "1 of 3 tasks done (33 %) · next: Read" "planls.showNextTask"
        0:2-0:25 "insert 2 missing sections" "planls.insertMissingSections"
        2:3-2:16 "1 of 2 done · next: Read" "planls.showNextTask"
        7:3-7:16 "0 of 1 done · next: After phase 1, see docs <https://a.test/x>" "planls.showNextTask"
        13:0-13:21 "add row" "planls.addTableRow"
        19:0-19:15 "add row" "planls.addTableRow"
    "#]].assert_eq(&shown);
    let row =
        lenses.as_array().unwrap().iter().find(|l| l["command"]["title"] == "add row").unwrap();
    let root = session.root.clone();
    let arguments = row["command"]["arguments"].to_string().replace("ROOT", &root);
    let arguments: Value = serde_json::from_str(&arguments).unwrap();
    let params = json!({ "command": row["command"]["command"], "arguments": arguments });
    session.client.ask("workspace/executeCommand", params);
    let edit = session.client.told("workspace/applyEdit");
    let edits = edit["edit"]["changes"].as_object().unwrap().values().next().unwrap();
    assert_eq!(range(&edits[0]["range"]), "15:23-15:23");
    // Without arguments the only open plan is meant.
    session
        .client
        .ask("workspace/executeCommand", json!({ "command": "planls.insertMissingSections" }));
    assert!(session.client.told("workspace/applyEdit")["edit"].is_object());
    session.client.ask(
        "workspace/executeCommand",
        json!({ "command": "planls.showNextTask", "arguments": arguments }),
    );
    assert_eq!(session.client.told("window/showDocument")["uri"], format!("{root}/plan.md"));
    assert_eq!(
        session.client.error("workspace/executeCommand", json!({ "command": "rm" })),
        -32602
    );
}

#[test]
fn semantic_tokens_full_range_and_delta() {
    let can = json!({ "textDocument": { "semanticTokens": { "tokenTypes": ["macro"] } } });
    let mut session = Session::start(PLAN, can);
    let full = session.ask("textDocument/semanticTokens/full", json!({}));
    let data = full["data"].as_array().unwrap().clone();
    assert_eq!((data.len() % 5, data.len() > 20), (0, true));
    let whole =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let range = session.ask("textDocument/semanticTokens/range", json!({ "range": whole }));
    assert_eq!(range["data"].as_array().unwrap(), &data);
    let at = json!({ "line": 4, "character": 0 });
    let change = json!({ "range": { "start": at, "end": at }, "text": "**Owner:** K\n\n" });
    let uri = format!("{}/plan.md", session.root);
    let document = json!({ "uri": uri, "version": 8 });
    session.client.notify(
        "textDocument/didChange",
        json!({ "textDocument": document, "contentChanges": [change] }),
    );
    let before = json!({ "previousResultId": full["resultId"] });
    let delta = session.ask("textDocument/semanticTokens/full/delta", before);
    let mut after = data;
    for edit in delta["edits"].as_array().unwrap() {
        let start = edit["start"].as_u64().unwrap() as usize;
        let end = start + edit["deleteCount"].as_u64().unwrap() as usize;
        after.splice(start..end, edit["data"].as_array().cloned().unwrap_or_default());
    }
    let full = session.ask("textDocument/semanticTokens/full", json!({}));
    assert_eq!(full["data"].as_array().unwrap(), &after);
    let unknown = json!({ "previousResultId": "nonsense" });
    assert!(session.ask("textDocument/semanticTokens/full/delta", unknown)["data"].is_array());
}

#[test]
fn workspace_symbols_of_open_and_other_plans() {
    let mut session = Session::start(PLAN, json!({}));
    let show =
        |s: &Value| format!("{} in {}: {}\n", s["name"], s["containerName"], s["location"]["uri"]);
    let all = session.ask("workspace/symbol", json!({ "query": "" }));
    let mut shown: Vec<String> = all.as_array().unwrap().iter().map(show).collect();
    shown.sort();
    expect![[r#"
        "Data loss" in "Risks": "ROOT/plan.md"
        "Phase 1: Base" in "Implementation Plan: 😀": "ROOT/plan.md"
        "Phase 1: Ship" in "Implementation Plan: Other": "ROOT/other.md"
        "Phase 2: Core" in "Implementation Plan: 😀": "ROOT/plan.md"
    "#]]
    .assert_eq(&shown.concat());
    let ship = session.ask("workspace/symbol", json!({ "query": "ship" }));
    assert_eq!(ship.as_array().unwrap().len(), 1);
}

#[test]
fn all_is_silent_on_documents_that_are_no_plans() {
    let mut session = Session::start(
        "# Readme\n\nSee [a$0](#a), `src/a.rs`.\n\n| a | b |\n|---|---|\n| c | d |\n",
        json!({}),
    );
    let whole =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let also = json!({ "range": whole, "positions": [{ "line": 0, "character": 0 }], "context": { "includeDeclaration": true }, "previousResultId": "1" });
    for method in [
        "hover",
        "definition",
        "references",
        "documentHighlight",
        "prepareRename",
        "linkedEditingRange",
        "documentLink",
        "foldingRange",
        "selectionRange",
        "inlayHint",
        "codeLens",
        "semanticTokens/full",
        "semanticTokens/range",
    ] {
        let answer = session.ask(&format!("textDocument/{method}"), also.clone());
        let data = answer.get("data").unwrap_or(&answer);
        let silent = data.is_null() || data.as_array().is_some_and(Vec::is_empty);
        assert!(silent, "{method}: {answer}");
    }
}
