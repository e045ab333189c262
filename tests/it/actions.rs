//! Every code action that is offered, applied as an editor would: it applies, it removes what it
//! mends, it keeps the document's line ends.

use crate::client::Client;
use planls::text::{Edit, Encoding, LineColumn, Span, Text, apply};
use serde_json::{Value, json};

const URI: &str = "untitled:Plan";
const PLAN: &str = "# Implementation Plan: Saved cards 😀\n\n## Overview\n\nWe store a token.\n\n## Implementation Steps\n\n### Phase 1: Vault\n\n- [ ] Add the table\n\n### Phase 1: Step\n\n[Describe this phase]\n\n## Risks\n\n| Risk | Mitigation |\n| --- | --- |\n| Loss | |\n";

/// Opens or replaces the document; its findings.
fn show(client: &mut Client, version: i64, text: &str) -> Vec<Value> {
    let document =
        json!({ "uri": URI, "languageId": "markdown", "version": version, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let published = client.wait("findings", |m| {
        m["method"] == "textDocument/publishDiagnostics" && m["params"]["version"] == version
    });
    published["params"]["diagnostics"].as_array().unwrap().clone()
}

/// The text after an action.
fn applied(text: &str, edits: &Value) -> String {
    let rope = Text::from(text);
    let offset = |at: &Value| {
        let number = |name: &str| at[name].as_u64().unwrap() as usize;
        let at = LineColumn { line: number("line"), column: number("character") };
        let offset = rope.offset(at, Encoding::Utf16);
        assert_eq!(rope.line_column(offset, Encoding::Utf16), at, "a position outside the text");
        offset
    };
    let edit = |edit: &Value| {
        let span = Span::new(offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
        Edit::replace(span, edit["newText"].as_str().unwrap())
    };
    let edits: Vec<Edit> = edits.as_array().unwrap().iter().map(edit).collect();
    apply(text, &edits).expect("edits that do not overlap")
}

fn check(text: &str) {
    let action = json!({ "codeActionLiteralSupport": {} });
    let mut client = Client::with(json!({ "textDocument": { "codeAction": action } }));
    let mut version = 1;
    show(&mut client, version, text);
    let (mut offered, mut mended) = (vec![], 0);
    for line in 0..Text::from(text).line_count() {
        let at = json!({ "line": line, "character": 3 });
        let params = json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at }, "context": { "diagnostics": [] } });
        offered.extend(
            client.ask("textDocument/codeAction", params).as_array().cloned().unwrap_or_default(),
        );
    }
    assert!(offered.iter().any(|a| a["kind"] == "quickfix"), "nothing to mend");
    for action in offered {
        let after = applied(text, &action["edit"]["changes"][URI]);
        assert_ne!(after, text, "{}", action["title"]);
        if text.contains("\r\n") {
            assert!(
                !after.replace("\r\n", "").contains(['\r', '\n']),
                "{}: {after:?}",
                action["title"]
            );
        }
        version += 1;
        let left = show(&mut client, version, &after);
        for finding in action["diagnostics"].as_array().into_iter().flatten() {
            let same =
                |f: &Value| f["code"] == finding["code"] && f["message"] == finding["message"];
            assert!(!left.iter().any(same), "{} leaves {finding}", action["title"]);
            mended += 1;
        }
    }
    assert!(mended > 0);
}

#[test]
fn each_applies_and_mends() {
    check(PLAN);
}

#[test]
fn each_keeps_the_line_ends() {
    check(&PLAN.replace('\n', "\r\n"));
}
