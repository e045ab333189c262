//! Files and folders that are renamed in the editor: what all plans of the workspace say follows.

use crate::workspace::Session;
use expect_test::{Expect, expect};
use planls::text::{Edit, Encoding, LineColumn, Span, Text, apply};
use serde_json::{Value, json};
use std::fs;

const PLAN: &str =
    "# Implementation Plan: Cards\n\n- [ ] Write `src/a.rs`, see [spec](docs/the%20spec.md)\n";
const OTHER: &str = "# Implementation Plan: Other\n\n| File | Work |\n| --- | --- |\n| `src/a.rs` | y |\n\n[Cards](../plan.md#overview), [spec](<the spec.md>)\n";

fn can(edit: Value) -> Value {
    json!({ "workspace": { "fileOperations": { "willRename": true }, "workspaceEdit": edit } })
}

/// `plan.md`, which is open, and `docs/other.md`, which is not, once files are renamed.
fn check(renamed: &[(&str, &str)], expect: Expect) {
    let files =
        [("plan.md", PLAN), ("docs/other.md", OTHER), ("docs/the spec.md", "x"), ("src/a.rs", "x")];
    let mut session = Session::start(&files, can(json!({})), json!(null));
    session.change("plan.md", 2, PLAN);
    let file = |(old, new): &(&str, &str)| json!({ "oldUri": session.uri_of(old), "newUri": session.uri_of(new) });
    let params = json!({ "files": renamed.iter().map(file).collect::<Vec<_>>() });
    let edit = session.client.ask("workspace/willRenameFiles", params);
    let mut shown = String::new();
    for (name, text) in [("plan.md", PLAN), ("docs/other.md", OTHER)] {
        if let Some(edits) = edit["changes"].get(session.uri_of(name)) {
            shown += &format!("-- {name}\n{}", applied(text, edits));
        }
    }
    expect.assert_eq(&shown);
}

fn applied(text: &str, edits: &Value) -> String {
    let held = Text::from(text);
    let at = |p: &Value| {
        let number = |name: &str| usize::try_from(p[name].as_u64().unwrap()).unwrap();
        let at = LineColumn { line: number("line"), column: number("character") };
        held.offset(at, Encoding::Utf16)
    };
    let edit = |e: &Value| {
        let span = Span::new(at(&e["range"]["start"]), at(&e["range"]["end"]));
        Edit::replace(span, e["newText"].as_str().unwrap())
    };
    apply(text, &edits.as_array().unwrap().iter().map(edit).collect::<Vec<_>>()).unwrap()
}

#[test]
fn a_file() {
    check(
        &[("src/a.rs", "src/b/c d.rs")],
        expect![[r#"
        -- plan.md
        # Implementation Plan: Cards

        - [ ] Write `src/b/c d.rs`, see [spec](docs/the%20spec.md)
        -- docs/other.md
        # Implementation Plan: Other

        | File | Work |
        | --- | --- |
        | `src/b/c d.rs` | y |

        [Cards](../plan.md#overview), [spec](<the spec.md>)
    "#]],
    );
}

#[test]
fn a_folder_with_a_plan_in_it() {
    check(
        &[("docs", "notes/old")],
        expect![[r#"
            -- plan.md
            # Implementation Plan: Cards

            - [ ] Write `src/a.rs`, see [spec](notes/old/the%20spec.md)
            -- docs/other.md
            # Implementation Plan: Other

            | File | Work |
            | --- | --- |
            | `src/a.rs` | y |

            [Cards](../../plan.md#overview), [spec](<the spec.md>)
        "#]],
    );
}

#[test]
fn a_plan() {
    check(
        &[("docs/other.md", "other.md")],
        expect![[r#"
            -- docs/other.md
            # Implementation Plan: Other

            | File | Work |
            | --- | --- |
            | `src/a.rs` | y |

            [Cards](plan.md#overview), [spec](<docs/the%20spec.md>)
        "#]],
    );
    check(
        &[("plan.md", "docs/cards.md")],
        expect![[r#"
            -- plan.md
            # Implementation Plan: Cards

            - [ ] Write `src/a.rs`, see [spec](the%20spec.md)
            -- docs/other.md
            # Implementation Plan: Other

            | File | Work |
            | --- | --- |
            | `src/a.rs` | y |

            [Cards](cards.md#overview), [spec](<the spec.md>)
        "#]],
    );
}

#[test]
fn several_at_once_and_what_no_plan_names() {
    check(
        &[("src/a.rs", "x.rs"), ("docs/the spec.md", "spec.md")],
        expect![[r#"
        -- plan.md
        # Implementation Plan: Cards

        - [ ] Write `x.rs`, see [spec](spec.md)
        -- docs/other.md
        # Implementation Plan: Other

        | File | Work |
        | --- | --- |
        | `x.rs` | y |

        [Cards](../plan.md#overview), [spec](<../spec.md>)
    "#]],
    );
    check(&[("src/none.rs", "src/other.rs")], expect![[r#""#]]);
}

#[test]
fn the_edit_has_the_clients_form_and_the_versions_of_open_plans() {
    let files = [("docs/other.md", OTHER), ("src/a.rs", "x")];
    let mut session = Session::start(&files, can(json!({ "documentChanges": true })), json!(null));
    session.change("plan.md", 7, PLAN);
    let old = session.uri_of("src/a.rs");
    let params = |new: &str| json!({ "files": [{ "oldUri": old, "newUri": new }] });
    let edit =
        session.client.ask("workspace/willRenameFiles", params(&old.replace("a.rs", "b.rs")));
    let versions = edit["documentChanges"].as_array().unwrap().iter();
    let versions: Vec<_> = versions.map(|c| c["textDocument"]["version"].clone()).collect();
    assert_eq!(versions, [json!(7), Value::Null]);
    for odd in ["untitled:b.rs", "file:///elsewhere/b.rs", ""] {
        let edit = session.client.ask("workspace/willRenameFiles", params(odd));
        assert_eq!(edit, Value::Null, "{odd}");
    }
    let bad = json!({ "files": [{ "oldUri": 3 }] });
    assert_eq!(session.client.error("workspace/willRenameFiles", bad), -32602);
}

#[test]
fn what_was_renamed_holds_at_once() {
    let mut session = Session::start(&[("docs/a.md", "x")], json!({}), json!(null));
    session.change("plan.md", 2, &format!("{PLAN}\n- [a](docs/b.md)\n"));
    session.wait_for("broken-link", true);
    let at = |name: &str| session.folder.path().join(name);
    fs::rename(at("docs/a.md"), at("docs/b.md")).unwrap();
    fs::create_dir_all(at("src")).unwrap();
    fs::write(at("docs/the spec.md"), "x").unwrap();
    let file =
        json!({ "oldUri": session.uri_of("docs/a.md"), "newUri": session.uri_of("docs/b.md") });
    session.client.notify("workspace/didRenameFiles", json!({ "files": [file] }));
    session.wait_for("broken-link", false);
}
