//! What the server says to a client never goes beyond what the client said it can take: every
//! request, for each of the capability sets below and each recorded editor.

use crate::client::Client;
use expect_test::expect;
use planls::text::{Encoding, Text};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const PLAN: &str = "# Implementation Plan: 😀 Cards\n\n**Status:** [Draft | Done]\n\n## Implementation Steps\n\n### Phase 1: 😀 Base\n\n- [x] Write `src/a.rs`\n- [ ] After phase 1, see [docs](other.md) and R1\n\n### Phase 1: Again\n\n[Describe this phase]\n\n## Risks\n\n| ID | Risk | Mitigation |\n| --- | --- | --- |\n| R1 | Loss 😀 | |\n\n## Timeline\n\n| Phase | End |\n| --- | --- |\n| Phase 1: 😀 Base | 2020-01-02 |\n\n## R\n";

/// Everything a session heard: the method and the params or the result.
type Heard = Vec<(String, Value)>;

/// Capabilities by name: the least, and one more each.
fn profiles() -> Vec<(&'static str, Value)> {
    let document = |name: &str, value: Value| json!({ "textDocument": { name: value } });
    let item = |value: Value| document("completion", json!({ "completionItem": value }));
    let encoding = |name: &str| json!({ "general": { "positionEncodings": [name] } });
    let edit = |value: Value| json!({ "workspace": { "workspaceEdit": value, "applyEdit": true } });
    let action = |value: Value| {
        let mut can = edit(json!({}));
        can["textDocument"] = json!({ "codeAction": value });
        can
    };
    let literals = json!({ "codeActionKind": { "valueSet": ["quickfix"] } });
    vec![
        ("none", json!({})),
        ("pull", document("diagnostic", json!({}))),
        ("utf-8", encoding("utf-8")),
        ("utf-16", encoding("utf-16")),
        ("utf-32", encoding("utf-32")),
        ("snippets", item(json!({ "snippetSupport": true, "documentationFormat": ["markdown"] }))),
        ("resolved items", item(json!({ "resolveSupport": { "properties": ["documentation"] } }))),
        ("commands", edit(json!({}))),
        ("changes with versions", edit(json!({ "documentChanges": true }))),
        ("resource operations", edit(json!({ "resourceOperations": ["create"] }))),
        ("literals", action(json!({ "codeActionLiteralSupport": literals }))),
        (
            "resolved actions",
            action(
                json!({ "codeActionLiteralSupport": literals, "isPreferredSupport": true, "dataSupport": true, "resolveSupport": { "properties": ["edit"] } }),
            ),
        ),
        (
            "resolved lenses",
            document("codeLens", json!({ "resolveSupport": { "properties": ["command"] } })),
        ),
        (
            "trees",
            document(
                "documentSymbol",
                json!({ "hierarchicalDocumentSymbolSupport": true, "labelSupport": true }),
            ),
        ),
        (
            "links",
            json!({ "textDocument": { "definition": { "linkSupport": true }, "documentLink": { "tooltipSupport": true } } }),
        ),
        (
            "related",
            document(
                "publishDiagnostics",
                json!({ "relatedInformation": true, "codeDescriptionSupport": true }),
            ),
        ),
        (
            "tokens",
            document(
                "semanticTokens",
                json!({ "requests": { "full": true }, "tokenTypes": ["macro"], "tokenModifiers": [], "formats": ["relative"] }),
            ),
        ),
        (
            "newer requests",
            json!({ "textDocument": { "inlayHint": {}, "linkedEditingRange": {}, "rename": { "prepareSupport": true } } }),
        ),
        (
            "workspace",
            json!({ "workspace": { "workspaceFolders": true, "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true }, "codeLens": { "refreshSupport": true }, "fileOperations": { "willRename": true } }, "window": { "workDoneProgress": true, "showDocument": { "support": true } } }),
        ),
    ]
}

/// A session with every request there is, and what was offered.
fn session(can: &Value) -> (Value, Heard) {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    fs::create_dir_all(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("src/a.rs"), "x").unwrap();
    fs::write(
        folder.path().join("other.md"),
        "# Implementation Plan: B\n\n## Overview\n\nWords.\n\n## Implementation Steps\n\n### Phase 1: C\n\n- [ ] d\n",
    )
    .unwrap();
    let root = format!("file://{}", folder.path().display());
    let mut client = Client::start();
    let params = json!({ "processId": null, "rootUri": root, "capabilities": can });
    let offered = client.ask("initialize", params)["capabilities"].clone();
    client.notify("initialized", json!({}));
    let uri = format!("{root}/plan.md");
    let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": PLAN });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let mut heard: Heard = vec![];
    let mut ask = |client: &mut Client, method: &str, params: Value| {
        let answer = client.ask(method, params);
        heard.push((method.to_owned(), answer.clone()));
        answer
    };
    let at = |line: usize, character: usize| json!({ "line": line, "character": character });
    let params = |line, character| json!({ "textDocument": { "uri": uri }, "position": at(line, character), "range": { "start": at(line, character), "end": at(line, character) }, "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 }, "positions": [at(line, character)], "newName": "Engine", "previousResultId": "x" });
    for (line, character) in [(0, 4), (2, 14), (6, 8), (8, 12), (9, 14), (13, 3), (18, 8), (25, 4)]
    {
        for method in [
            "hover",
            "definition",
            "references",
            "documentHighlight",
            "linkedEditingRange",
            "prepareRename",
            "selectionRange",
        ] {
            ask(&mut client, &format!("textDocument/{method}"), params(line, character));
        }
        let items = ask(&mut client, "textDocument/completion", params(line, character));
        for item in items.as_array().into_iter().flatten().filter(|item| item.get("data").is_some())
        {
            ask(&mut client, "completionItem/resolve", item.clone());
        }
        let actions = ask(&mut client, "textDocument/codeAction", params(line, character));
        for action in actions.as_array().into_iter().flatten() {
            if action.get("data").is_some() {
                ask(&mut client, "codeAction/resolve", action.clone());
            } else if action["command"].is_string() {
                ask(&mut client, "workspace/executeCommand", action.clone());
            }
        }
    }
    ask(&mut client, "textDocument/rename", params(6, 10));
    let whole = json!({ "textDocument": { "uri": uri }, "range": { "start": at(0, 0), "end": at(99, 0) }, "options": { "tabSize": 4, "insertSpaces": true } });
    for method in [
        "documentSymbol",
        "documentLink",
        "foldingRange",
        "inlayHint",
        "formatting",
        "semanticTokens/full",
    ] {
        ask(&mut client, &format!("textDocument/{method}"), whole.clone());
    }
    for lens in ask(&mut client, "textDocument/codeLens", whole.clone()).as_array().unwrap() {
        let lens = match lens.get("data") {
            Some(_) => ask(&mut client, "codeLens/resolve", lens.clone()),
            None => lens.clone(),
        };
        ask(&mut client, "workspace/executeCommand", lens["command"].clone());
    }
    ask(&mut client, "workspace/symbol", json!({ "query": "" }));
    let file =
        json!({ "oldUri": format!("{root}/src/a.rs"), "newUri": format!("{root}/src/b.rs") });
    ask(&mut client, "workspace/willRenameFiles", json!({ "files": [file] }));
    if can.pointer("/textDocument/diagnostic").is_some() {
        ask(&mut client, "textDocument/diagnostic", whole);
        ask(&mut client, "workspace/diagnostic", json!({ "previousResultIds": [] }));
    } else {
        for name in ["plan.md", "other.md"] {
            let told = client.wait(name, |m| m["params"]["uri"] == format!("{root}/{name}"));
            heard.push(("textDocument/publishDiagnostics".to_owned(), told["params"].clone()));
        }
    }
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let id = client.request("planls/unknown", json!({}));
    let unasked = client.others(&id).into_iter();
    heard.extend(unasked.map(|m| (m["method"].as_str().unwrap().to_owned(), m["params"].clone())));
    (offered, heard)
}

/// What a client said.
struct Can<'a>(&'a Value);

impl Can<'_> {
    fn get(&self, path: &str) -> Option<&Value> {
        self.0.pointer(&format!("/{path}"))
    }

    fn is(&self, path: &str) -> bool {
        self.get(path) == Some(&json!(true))
    }

    fn has(&self, path: &str) -> bool {
        self.get(path).is_some_and(Value::is_object)
    }

    fn lists(&self, path: &str, value: impl Into<Value>) -> bool {
        let value = value.into();
        self.get(path).and_then(Value::as_array).is_some_and(|all| all.contains(&value))
    }

    fn either(&self, name: &str) -> bool {
        ["publishDiagnostics", "diagnostic"]
            .iter()
            .any(|d| self.is(&format!("textDocument/{d}/{name}")))
    }

    fn document_changes(&self) -> bool {
        let edit = "workspace/workspaceEdit";
        let operations = self.get(&format!("{edit}/resourceOperations"));
        self.is(&format!("{edit}/documentChanges"))
            || operations.is_some_and(|all| *all != json!([]))
    }

    /// Whether the server may call a method unasked.
    fn hears(&self, method: &str) -> bool {
        match method {
            "window/logMessage" | "window/showMessage" => true,
            "textDocument/publishDiagnostics" => !self.has("textDocument/diagnostic"),
            "window/workDoneProgress/create" | "$/progress" => self.is("window/workDoneProgress"),
            "window/showDocument" => self.is("window/showDocument/support"),
            "workspace/applyEdit" | "workspace/configuration" => self.is(method),
            "client/registerCapability" => true,
            "workspace/diagnostic/refresh" => {
                self.is("workspace/diagnostics/refreshSupport")
                    || self.is("workspace/diagnostic/refreshSupport")
            }
            _ => method
                .strip_suffix("/refresh")
                .is_some_and(|what| self.is(&format!("{what}/refreshSupport"))),
        }
    }
}

/// All objects in a value.
fn objects<'a>(value: &'a Value, found: &mut Vec<&'a serde_json::Map<String, Value>>) {
    match value {
        Value::Object(object) => {
            found.push(object);
            object.values().for_each(|value| objects(value, found));
        }
        Value::Array(all) => all.iter().for_each(|value| objects(value, found)),
        _ => {}
    }
}

/// What in an answer the client did not ask for.
fn problems(can: &Can, offered: &Value, method: &str, answer: &Value) -> Vec<String> {
    let mut all = vec![];
    objects(answer, &mut all);
    let completion = method.starts_with("completionItem") || method == "textDocument/completion";
    let action = method.starts_with("codeAction") || method == "textDocument/codeAction";
    let item = |name: &str| format!("textDocument/completion/completionItem/{name}");
    let mut wrong: Vec<String> = vec![];
    let mut check = |holds: bool, what: &str| {
        if !holds {
            wrong.push(format!("{method}: {what}"));
        }
    };
    for object in all {
        let has = |name: &str| object.contains_key(name);
        let kind = object.get("kind").and_then(Value::as_u64).filter(|kind| *kind > 18);
        for (name, value) in object {
            check(!value.is_null() || name == "version", &format!("null in {name}"));
        }
        check(!has("documentChanges") || can.document_changes(), "documentChanges");
        check(!has("changes") || !can.document_changes(), "changes");
        let diagnostic = has("message") && has("severity");
        check(!has("relatedInformation") || can.either("relatedInformation"), "relatedInformation");
        check(!has("codeDescription") || can.either("codeDescriptionSupport"), "codeDescription");
        check(!diagnostic || !has("data") || can.either("dataSupport"), "data of a diagnostic");
        check(!has("tags") && !has("labelDetails") && !has("commitCharacters"), "never used");
        check(
            !has("tooltip") || !has("target") || can.is("textDocument/documentLink/tooltipSupport"),
            "tooltip",
        );
        check(!has("targetUri") || can.is("textDocument/definition/linkSupport"), "targetUri");
        if object.get("kind") == Some(&json!("markdown")) {
            let hover = "textDocument/hover/contentFormat";
            let formats = if completion { item("documentationFormat") } else { hover.to_owned() };
            check(can.lists(&formats, "markdown"), "markdown");
        }
        if completion && has("label") {
            let snippet = object.get("insertTextFormat") == Some(&json!(2));
            check(!snippet || can.is(&item("snippetSupport")), "snippet");
            let text = object["textEdit"]["newText"].as_str().unwrap();
            check(snippet || !text.contains("${"), "a snippet that says it is none");
            let kinds = "textDocument/completion/completionItemKind/valueSet";
            check(kind.is_none_or(|kind| can.lists(kinds, kind)), "kind");
            let later = can.lists(&item("resolveSupport/properties"), "documentation");
            check(!has("data") || later, "data");
        }
        if method.to_lowercase().contains("symbol") && has("name") {
            let symbol = "textDocument/documentSymbol";
            let tree = can.is(&format!("{symbol}/hierarchicalDocumentSymbolSupport"));
            let fits = method == "workspace/symbol" || tree == has("selectionRange");
            check(fits && has("selectionRange") != has("location"), "symbols");
            check(
                kind.is_none_or(|kind| can.lists(&format!("{symbol}/symbolKind/valueSet"), kind)),
                "kind",
            );
        }
        if action && has("title") {
            let code_action = |name: &str| format!("textDocument/codeAction/{name}");
            let command = object.get("command").is_some_and(Value::is_string);
            check(command != can.has(&code_action("codeActionLiteralSupport")), "literal");
            let later = can.is(&code_action("dataSupport"))
                && can.lists(&code_action("resolveSupport/properties"), "edit");
            check(!has("data") || later, "data");
            check(command || method.ends_with("resolve") || has("edit") != later, "edit");
            check(!has("isPreferred") || can.is(&code_action("isPreferredSupport")), "isPreferred");
            check(!has("disabled") || can.is(&code_action("disabledSupport")), "disabled");
        }
        if has("title") && object.get("command").is_some_and(Value::is_string) {
            let known = offered["executeCommandProvider"]["commands"].as_array().unwrap();
            check(known.contains(&object["command"]), "a command that is not announced");
        }
        if method == "client/registerCapability" && has("method") {
            let path = format!("{}/dynamicRegistration", object["method"].as_str().unwrap());
            check(can.is(&path), &path);
        }
        // Definitions and edits may be of other documents.
        let own = method.starts_with("textDocument/") && !has("uri") && !has("changes");
        if own && let (Some(start), Some(end)) = (object.get("start"), object.get("end")) {
            let elsewhere =
                ["definition", "references", "rename"].iter().any(|m| method.ends_with(m));
            if method != "textDocument/publishDiagnostics" && !elsewhere {
                let [start, end] = [start, end].map(|p| inside(offered, p));
                check(start.is_some() && start <= end, "a range that is not in the document");
            }
        }
    }
    wrong
}

/// A position, if there is such a place in the plan in the encoding that was agreed on.
fn inside(offered: &Value, at: &Value) -> Option<(usize, usize)> {
    let encoding = match offered["positionEncoding"].as_str().unwrap() {
        "utf-8" => Encoding::Utf8,
        "utf-32" => Encoding::Utf32,
        _ => Encoding::Utf16,
    };
    let number = |name: &str| usize::try_from(at[name].as_u64().unwrap()).unwrap();
    let (line, column) = (number("line"), number("character"));
    let text = Text::from(PLAN);
    let words = PLAN.split('\n').nth(line)?;
    let ends = (0..=words.len()).filter(|end| words.is_char_boundary(*end));
    let mut columns = ends.map(|end| encoding.width(&words[..end]));
    assert!(text.len() == PLAN.len());
    columns.any(|c| c == column).then_some((line, column))
}

/// What is offered that the client cannot use.
fn offers(can: &Can, offered: &Value) -> Vec<String> {
    let lists = |path: &str, name: &str| can.lists(path, name);
    let encoding = offered["positionEncoding"].as_str().unwrap();
    let resolve = |name: &str| offered[name]["resolveProvider"] == true;
    let action = "textDocument/codeAction";
    let tokens = "textDocument/semanticTokens/requests";
    let checks = [
        (encoding == "utf-16" || lists("general/positionEncodings", encoding), "positionEncoding"),
        (
            offered.get("diagnosticProvider").is_some() == can.has("textDocument/diagnostic"),
            "diagnosticProvider",
        ),
        (
            !offered["codeActionProvider"].is_object()
                || can.has(&format!("{action}/codeActionLiteralSupport")),
            "codeActionProvider",
        ),
        (
            !resolve("codeActionProvider")
                || lists(&format!("{action}/resolveSupport/properties"), "edit"),
            "codeAction/resolve",
        ),
        (
            !resolve("completionProvider")
                || can.has("textDocument/completion/completionItem/resolveSupport"),
            "completionItem/resolve",
        ),
        (
            !resolve("codeLensProvider") || can.has("textDocument/codeLens/resolveSupport"),
            "codeLens/resolve",
        ),
        (
            !offered["renameProvider"].is_object() || can.is("textDocument/rename/prepareSupport"),
            "prepareRename",
        ),
        (
            !offered["documentSymbolProvider"].is_object()
                || can.is("textDocument/documentSymbol/labelSupport"),
            "label",
        ),
        (
            offered.get("inlayHintProvider").is_none() || can.has("textDocument/inlayHint"),
            "inlayHintProvider",
        ),
        (
            offered.get("linkedEditingRangeProvider").is_none()
                || can.has("textDocument/linkedEditingRange"),
            "linkedEditingRange",
        ),
        (
            offered["semanticTokensProvider"]["range"] != true
                || can.get(&format!("{tokens}/range")).is_some(),
            "tokens of a range",
        ),
        (
            offered["semanticTokensProvider"]["full"]["delta"] != true
                || can.is(&format!("{tokens}/full/delta")),
            "tokens that changed",
        ),
        (
            offered["workspace"].get("workspaceFolders").is_none()
                || can.is("workspace/workspaceFolders"),
            "workspaceFolders",
        ),
        (
            offered["workspace"]["fileOperations"].get("willRename").is_none()
                || can.is("workspace/fileOperations/willRename"),
            "willRename",
        ),
        (
            offered["workspace"]["fileOperations"].get("didRename").is_none()
                || can.is("workspace/fileOperations/didRename"),
            "didRename",
        ),
    ];
    checks.iter().filter(|(holds, _)| !holds).map(|(_, what)| format!("offered: {what}")).collect()
}

/// All that a session with these capabilities does wrong.
fn judge(can: &Value, offered: &Value, heard: &Heard) -> Vec<String> {
    let can = Can(can);
    let mut wrong = offers(&can, offered);
    for (method, answer) in heard {
        let unasked = offered.get("diagnosticProvider").is_none() || !method.contains("iagnostic");
        let request = [
            "workspace/symbol",
            "workspace/executeCommand",
            "workspace/willRenameFiles",
            "workspace/diagnostic",
        ];
        let is_answer = request.contains(&method.as_str())
            || method.ends_with("/resolve")
            || (method.starts_with("textDocument/") && method != "textDocument/publishDiagnostics");
        if !is_answer && !can.hears(method) && unasked {
            wrong.push(format!("{method} unasked"));
        }
        wrong.extend(problems(&can, offered, method, answer));
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

/// The same, without what may come or not before the session ends.
fn judge_answers(can: &Value, offered: &Value, heard: &Heard) -> String {
    let mut wrong = judge(can, offered, heard);
    let at_leisure = ["client/", "window/", "workspace/applyEdit", "workspace/configuration"];
    wrong.retain(|line| !at_leisure.iter().any(|method| line.starts_with(method)));
    wrong.retain(|line| !line.contains("/refresh"));
    wrong.join("\n")
}

fn check(name: &str, can: &Value) {
    let (offered, heard) = session(can);
    assert_eq!(judge(can, &offered, &heard), [] as [&str; 0], "{name}");
    // Nobody is well served with nothing.
    let full = |method: &str| {
        heard.iter().any(|(m, v)| m == method && *v != json!(null) && *v != json!([]))
    };
    for method in [
        "hover",
        "definition",
        "references",
        "completion",
        "documentSymbol",
        "codeLens",
        "rename",
        "formatting",
    ] {
        assert!(full(&format!("textDocument/{method}")), "{name}: {method}");
    }
}

#[test]
fn answers_respect_what_the_client_can_take() {
    for (name, can) in profiles() {
        check(name, &can);
    }
}

/// The editors as recorded: those kept here, and those beside the repository, if there are any.
#[test]
fn answers_respect_what_editors_can_take() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checked = 0;
    for folder in [here.join("tests/it/clients"), here.join("../shared/clients")] {
        for file in fs::read_dir(folder).into_iter().flatten() {
            let path = file.unwrap().path();
            let params: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            check(&path.display().to_string(), &params["capabilities"]);
            checked += 1;
        }
    }
    assert!(checked >= 9);
}

/// The judge is no friend: what suits a client that can everything suits none that can nothing.
#[test]
fn what_goes_too_far_is_noticed() {
    let vscode = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/clients/vscode.json");
    let params: Value = serde_json::from_str(&fs::read_to_string(vscode).unwrap()).unwrap();
    let (offered, heard) = session(&params["capabilities"]);
    expect![[r#"
        codeAction/resolve: codeDescription
        codeAction/resolve: data
        codeAction/resolve: documentChanges
        codeAction/resolve: literal
        offered: codeAction/resolve
        offered: codeActionProvider
        offered: codeLens/resolve
        offered: completionItem/resolve
        offered: diagnosticProvider
        offered: didRename
        offered: inlayHintProvider
        offered: label
        offered: linkedEditingRange
        offered: prepareRename
        offered: tokens of a range
        offered: tokens that changed
        offered: willRename
        offered: workspaceFolders
        textDocument/codeAction: codeDescription
        textDocument/codeAction: data
        textDocument/codeAction: edit
        textDocument/codeAction: literal
        textDocument/completion: kind
        textDocument/definition: targetUri
        textDocument/diagnostic: codeDescription
        textDocument/diagnostic: relatedInformation
        textDocument/documentLink: tooltip
        textDocument/documentSymbol: symbols
        textDocument/hover: markdown
        textDocument/rename: documentChanges
        workspace/diagnostic: codeDescription
        workspace/willRenameFiles: documentChanges"#]]
    .assert_eq(&judge_answers(&json!({}), &offered, &heard));
    let (offered, heard) = session(&json!({}));
    expect![[r#"
        offered: diagnosticProvider
        textDocument/documentSymbol: symbols
        textDocument/publishDiagnostics unasked
        textDocument/rename: changes
        workspace/willRenameFiles: changes"#]]
    .assert_eq(&judge_answers(&params["capabilities"], &offered, &heard));
}

/// What each capability adds to, or changes in, what is offered to who has none.
#[test]
fn what_is_offered_for_what() {
    let offered = |can: &Value| {
        let params = json!({ "processId": null, "rootUri": null, "capabilities": can });
        let offered = Client::start().ask("initialize", params)["capabilities"].clone();
        let lines = offered.as_object().unwrap().iter();
        lines.map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>()
    };
    let least = offered(&json!({}));
    let mut shown = least.join("\n");
    for (name, can) in profiles() {
        let more: Vec<String> =
            offered(&can).into_iter().filter(|line| !least.contains(line)).collect();
        if !more.is_empty() {
            shown += &format!("\n-- {name}\n{}", more.join("\n"));
        }
    }
    expect![[r##"
        codeLensProvider {}
        completionProvider {"triggerCharacters":["#","*","[","|","`","/","(",":","{"," "]}
        definitionProvider true
        documentFormattingProvider true
        documentHighlightProvider true
        documentLinkProvider {}
        documentOnTypeFormattingProvider {"firstTriggerCharacter":"|","moreTriggerCharacter":["\n"]}
        documentRangeFormattingProvider true
        documentSymbolProvider true
        executeCommandProvider {"commands":["planls.showNextTask","planls.addTableRow","planls.insertMissingSections","planls.fix"]}
        foldingRangeProvider true
        hoverProvider true
        positionEncoding "utf-16"
        referencesProvider true
        renameProvider true
        selectionRangeProvider true
        textDocumentSync {"change":2,"openClose":true,"save":true}
        workspaceSymbolProvider true
        -- pull
        diagnosticProvider {"identifier":"planls","interFileDependencies":false,"workspaceDiagnostics":true}
        -- utf-8
        positionEncoding "utf-8"
        -- utf-32
        positionEncoding "utf-32"
        -- resolved items
        completionProvider {"resolveProvider":true,"triggerCharacters":["#","*","[","|","`","/","(",":","{"," "]}
        -- commands
        codeActionProvider true
        -- changes with versions
        codeActionProvider true
        -- resource operations
        codeActionProvider true
        -- literals
        codeActionProvider {"codeActionKinds":["quickfix","refactor.rewrite","source.fixAll.planls","source.organizeSections.planls"]}
        -- resolved actions
        codeActionProvider {"codeActionKinds":["quickfix","refactor.rewrite","source.fixAll.planls","source.organizeSections.planls"],"resolveProvider":true}
        -- resolved lenses
        codeLensProvider {"resolveProvider":true}
        -- trees
        documentSymbolProvider {"label":"Plan"}
        -- tokens
        semanticTokensProvider {"full":true,"legend":{"tokenModifiers":[],"tokenTypes":["comment","macro","string","number","enumMember","property"]}}
        -- newer requests
        inlayHintProvider true
        linkedEditingRangeProvider true
        renameProvider {"prepareProvider":true}
        -- workspace
        workspace {"fileOperations":{"willRename":{"filters":[{"pattern":{"glob":"**/*"},"scheme":"file"}]}},"workspaceFolders":{"changeNotifications":true,"supported":true}}"##]].assert_eq(&shown);
}
