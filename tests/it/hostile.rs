//! Documents made to hurt: each is opened, edited and asked everything. Every request is answered
//! without an error, and the server serves on. How long it takes is not looked at here: see
//! `docs/performance.md`.

use crate::client::Client;
use serde_json::{Value, json};
use std::fmt::Write;

const URI: &str = "untitled:hostile-plan.md";
/// Bytes, about: a debug build reads it in a moment.
const SIZE: usize = 100_000;
const HEAD: &str =
    "# Implementation Plan: X\n\n**Status:** In Progress\n\n## Phase 1: A\n\n- [ ] a\n\n";

/// A plan that goes on with `part` again and again.
fn repeated(part: &str) -> String {
    format!("{HEAD}{}\n", part.repeat(SIZE / part.len()))
}

/// A plan that goes on with counted parts.
fn counted(parts: usize, part: impl Fn(usize) -> String) -> String {
    (0..parts).fold(HEAD.to_owned(), |text, n| text + &part(n))
}

fn table(columns: usize, rows: usize, cell: &str) -> String {
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(columns));
    format!("{HEAD}{}{}{}", row("Risk"), row("-"), row(cell).repeat(rows))
}

/// Bytes without sense, the same on every run.
fn noise() -> String {
    let mut state = 7u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let bytes: Vec<u8> = (0..SIZE).map(|_| byte()).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Opens, edits and asks; a small plan beside it is answered, too.
fn check(text: &str) {
    let mut client = Client::with(json!({ "textDocument": {
        "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        "diagnostic": {},
        "rename": { "prepareSupport": true },
        "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
    } }));
    let mut open = |uri: &str, text: &str| {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 0, "text": text });
        client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    };
    open("untitled:small-plan.md", HEAD);
    open(URI, text);
    let at = json!({ "line": 6, "character": 5 });
    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": URI, "version": 1 },
            "contentChanges": [{ "range": { "start": at, "end": at }, "text": "x" }] }),
    );
    for (method, params) in requests(text.lines().count()) {
        let id = client.request(&format!("textDocument/{method}"), params);
        let answer = client.answer(&id);
        // Not everything has a name to change.
        let refused = method == "rename" && answer["error"]["code"] == -32803;
        assert!(refused || answer.get("error").is_none(), "{method}: {answer}");
    }
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    let small = json!({ "textDocument": { "uri": "untitled:small-plan.md" } });
    let symbols = client.ask("textDocument/documentSymbol", small);
    assert_eq!(symbols[0]["name"], "Implementation Plan: X");
}

fn requests(lines: usize) -> Vec<(&'static str, Value)> {
    let position = |line: usize, character: usize| json!({ "line": line, "character": character });
    let with = |more: Value| {
        let mut params = json!({ "textDocument": { "uri": URI } });
        let fields = more.as_object().cloned().unwrap_or_default();
        params.as_object_mut().unwrap().extend(fields);
        params
    };
    let at = |line, character| with(json!({ "position": position(line, character) }));
    let (heading, title, end) = (4, 12, lines.saturating_sub(1));
    let whole = json!({ "start": position(0, 0), "end": position(lines, 0) });
    let here = json!({ "start": position(6, 5), "end": position(6, 5) });
    let context = json!({ "diagnostics": [] });
    vec![
        ("diagnostic", with(json!({}))),
        ("documentSymbol", with(json!({}))),
        ("completion", at(end, 3)),
        ("hover", at(end, 3)),
        ("hover", at(heading, 6)),
        ("codeAction", with(json!({ "range": here, "context": context }))),
        ("codeAction", with(json!({ "range": whole, "context": context }))),
        ("formatting", with(json!({ "options": { "tabSize": 2, "insertSpaces": true } }))),
        ("semanticTokens/full", with(json!({}))),
        ("foldingRange", with(json!({}))),
        ("documentLink", with(json!({}))),
        ("inlayHint", with(json!({ "range": whole }))),
        ("codeLens", with(json!({}))),
        ("selectionRange", with(json!({ "positions": [position(end, 3)] }))),
        ("documentHighlight", at(heading, 6)),
        ("definition", at(end, 3)),
        ("prepareRename", at(heading, title)),
        ("rename", with(json!({ "position": position(heading, title), "newName": "Zed" }))),
        ("linkedEditingRange", at(heading, title)),
        (
            "references",
            with(
                json!({ "position": position(heading, 6), "context": { "includeDeclaration": true } }),
            ),
        ),
    ]
}

macro_rules! hostile {
    ($($name:ident => $text:expr,)*) => { $(
        #[test]
        fn $name() {
            check(&$text);
        }
    )* };
}

hostile! {
    labels => repeated("**A:** [x]\n"),
    labels_on_one_line => repeated("**A:** [x] "),
    a_wide_table => table(2_000, 10, "b"),
    a_wide_table_of_blanks => table(2_000, 10, ""),
    a_long_table => table(2, 5_000, "b"),
    headings => counted(4_000, |n| format!("## Heading {n}\n\ntext\n\n")),
    the_same_heading => repeated("## Risks\n"),
    phases => counted(2_000, |n| format!("## Phase {n}: do {n}\n\n- [ ] x\n")),
    phases_of_all_levels => counted(2_000, |n| format!("{} Phase {n}: d\n", "#".repeat(1 + n % 6))),
    phases_that_wait_in_a_circle => counted(1_000, |n| format!("## Phase {n}: d\n**Depends on:** Phase {}\n", (n + 1) % 1_000)),
    a_timeline => counted(2_000, |n| match n {
        0..500 => format!("## Phase {n}: do {n}\n"),
        500 => "## Timeline\n\n| Phase | End Date | Depends on |\n|---|---|---|\n".to_owned(),
        _ => format!("| Phase {}: do | 2026-03-02 | Phase {n} |\n", n % 500),
    }),
    quotes => format!("{HEAD}{} x\n{}", ">".repeat(10_000), "> > > > x\n".repeat(5_000)),
    lists => (0..400).fold(HEAD.to_owned(), |mut text, n| {
        let _ = writeln!(text, "{}- a", "  ".repeat(n));
        text
    }),
    lists_on_one_line => format!("{HEAD}{}x\n", "- ".repeat(10_000)),
    one_line => repeated("word "),
    one_word => repeated("a"),
    pipes => repeated("|"),
    brackets => repeated("["),
    brackets_in_brackets => format!("{HEAD}{}x{}\n", "[".repeat(50_000), "]".repeat(50_000)),
    links_never_closed => repeated("]("),
    backticks => (1..400).fold(repeated("`"), |text, n| text + &"`".repeat(n) + " "),
    asterisks => repeated("*a **b "),
    an_open_fence => format!("{HEAD}```\n{}", "text and\n".repeat(10_000)),
    open_comments => repeated("<!-- a\n"),
    broken_links => counted(2_000, |n| format!("[a](#nowhere{n})\n\n## Head {n}\n")),
    definitions => counted(4_000, |n| format!("[a{n}]: b{n}.md\n")) + &"[a1] ".repeat(5_000),
    directives => counted(1_000, |n| format!("<!-- planls: ignore missing-file -->\n\n- [ ] [TODO] Modify `a{n}.rs`\n\n")),
    wrong_directives => repeated("<!-- planls: ignroe mising-file -->\n\n"),
    references => counted(4_000, |n| format!("See Phase {n}, step {n}.2.\n")),
    references_on_one_line => counted(6_000, |n| format!("see Phase {} and ", n % 100)),
    risks => HEAD.to_owned() + "## Risks\n\n" + &"- **Risk**: x\n  - Impact: High\n".repeat(2_000),
    front_matter => format!("---\n{}---\n{HEAD}", "a: b\n".repeat(10_000)),
    blank_lines => repeated("\n"),
    line_ends_of_all_kinds => repeated("a\r\n\r\r\n\u{2028}"),
    underlines => repeated("a\n---\n"),
    html => repeated("<div><a id=x>"),
    emoji => repeated("😀**x:** "),
    nul => repeated("a\0"),
    noise_and_nothing_else => noise(),
    a_long_title => format!("# Plan {}\n{HEAD}", "plan: [x] (".repeat(5_000)),
}
