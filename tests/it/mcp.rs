//! `planls mcp` on the wire: lines of JSON-RPC in, answers by their ids out. Whatever comes in, the
//! server goes on, and nothing outside of its folder is touched.

use crate::cli::folder;
use expect_test::{Expect, expect};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const PLAN: &str = "<!-- planls: plan -->\n# Saved cards 😀 {{NAME}}\n\n## Risks\n<!-- planls: ignore missing-file -->\n\n- Disk is full\n\n## Rollback\n\n1. Restore the backup\n2. Check that it answers\n\n## Done when\n\n- `make test` is green\n\n## Phase 1: Move\n\n- [x] Copy the data\n- [ ] Check it\n";

/// Everything the server says to these lines, and how it exits.
fn said(dir: &Path, lines: &[String]) -> (Vec<Value>, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planls"));
    command.arg("mcp").current_dir(dir).env("XDG_CONFIG_HOME", dir.join("config-home"));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let input = lines.join("\n") + "\n";
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let answers = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (answers, output.status.code().unwrap())
}

fn hello() -> Vec<String> {
    let client = json!({ "name": "test", "version": "1" });
    let params =
        json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client });
    let initialize = json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params });
    let initialized = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    vec![initialize.to_string(), initialized.to_string()]
}

fn request(id: u64, method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string()
}

fn answer(answers: &[Value], id: u64) -> &Value {
    answers.iter().find(|a| a["id"] == id).unwrap_or_else(|| panic!("no answer {id}: {answers:?}"))
}

/// The result of one call; a tool's own error is its text.
fn call(dir: &TempDir, tool: &str, arguments: Value) -> Value {
    let params = json!({ "name": tool, "arguments": arguments });
    let lines = [hello(), vec![request(1, "tools/call", &params)]].concat();
    let (answers, code) = said(dir.path(), &lines);
    assert_eq!(code, 0);
    let result = &answer(&answers, 1)["result"];
    let text = result["content"][0]["text"].as_str().unwrap();
    match result["isError"].as_bool() {
        Some(true) => json!(text),
        _ => {
            let structured = result["structuredContent"].clone();
            assert_eq!(serde_json::from_str::<Value>(text).unwrap(), structured);
            structured
        }
    }
}

/// What a tool says to wrong arguments.
fn refused(dir: &TempDir, tool: &str, arguments: Value, expect: Expect) {
    let said = call(dir, tool, arguments);
    expect.assert_eq(said.as_str().unwrap_or_else(|| panic!("no error: {said}")));
}

fn rules(report: &Value) -> Vec<String> {
    let diagnostics = report["diagnostics"].as_array().unwrap();
    diagnostics.iter().map(|d| format!("{}:{}", d["start"]["line"], d["rule"])).collect()
}

#[test]
fn every_tool_is_announced_with_a_schema_and_what_it_may_do() {
    let dir = folder(&[]);
    let lines = [hello(), vec![request(1, "tools/list", &json!({}))]].concat();
    let (answers, _) = said(dir.path(), &lines);
    let hello = &answer(&answers, 0)["result"];
    assert_eq!(hello["serverInfo"]["name"], "planls");
    assert!(hello["instructions"].as_str().unwrap().contains("check_plan"));
    let tools = answer(&answers, 1)["result"]["tools"].as_array().unwrap();
    let mut lines = String::new();
    for tool in tools {
        let schema = &tool["inputSchema"];
        assert_eq!(schema["type"], "object");
        assert!(tool["description"].as_str().unwrap().len() > 100);
        let properties = schema["properties"].as_object();
        let properties: Vec<&String> = properties.into_iter().flat_map(|p| p.keys()).collect();
        for name in &properties {
            assert!(schema["properties"][name.as_str()]["description"].is_string(), "{name}");
        }
        let writes = if tool["annotations"]["readOnlyHint"] == false { " writes" } else { "" };
        lines += &format!("{}{writes} {properties:?}\n", tool["name"].as_str().unwrap());
    }
    expect![[r#"
        check_plan ["path", "template", "text"]
        apply_fix writes ["line", "path", "rule", "template", "text", "title"]
        outline ["path", "template", "text"]
        plan_status ["path"]
        list_templates []
        new_plan writes ["path", "set", "template", "title"]
    "#]]
    .assert_eq(&lines);
}

#[test]
fn a_plan_is_checked_by_path_and_as_a_text_that_belongs_somewhere() {
    let dir = folder(&[("docs/plan.md", PLAN), ("README.md", "# Read me\n")]);
    let by_path = call(&dir, "check_plan", json!({ "path": "docs/plan.md" }));
    assert_eq!((&by_path["kind"], &by_path["path"]), (&json!("plan"), &json!("docs/plan.md")));
    assert_eq!(
        rules(&by_path),
        ["2:\"unfilled-placeholder\"", "5:\"unused-ignore\"", "7:\"risk-without-mitigation\""]
    );
    assert_eq!(by_path["diagnostics"][0]["start"]["column"], 17);
    let text = json!({ "path": "docs/plan.md", "text": PLAN.replace("{{NAME}}", "") });
    assert_eq!(rules(&call(&dir, "check_plan", text)), rules(&by_path)[1..]);
    let other = call(&dir, "check_plan", json!({ "path": "README.md" }));
    assert_eq!(other["kind"], "not-a-plan");
    assert!(other["note"].as_str().unwrap().contains("does not look like a plan"));
}

#[test]
fn the_configuration_of_the_folder_holds_as_it_is_now() {
    let dir = folder(&[("a.md", PLAN), ("planls.toml", "[rules]\nunused-ignore = 'off'")]);
    let rules = rules(&call(&dir, "check_plan", json!({ "path": "a.md" })));
    assert!(!rules.iter().any(|rule| rule.contains("unused-ignore")));
    fs::write(dir.path().join("planls.toml"), "[rules]\nunused-ignroe = 'off'").unwrap();
    refused(
        &dir,
        "check_plan",
        json!({ "path": "a.md" }),
        expect!["planls.toml: there is no rule `unused-ignroe`; did you mean `unused-ignore`?"],
    );
}

#[test]
fn the_outline_is_that_of_the_command_line() {
    let dir = folder(&[("plan.md", PLAN)]);
    let outline = call(&dir, "outline", json!({ "path": "plan.md" }));
    assert_eq!(outline, crate::cli::json(&dir, "outline plan.md --format json"));
}

#[test]
fn plans_of_a_folder_are_found_with_their_progress_and_a_bad_file_hides_none() {
    let dir = folder(&[("docs/a.md", PLAN), ("b.md", PLAN), ("README.md", "# Read me\n")]);
    fs::write(dir.path().join("bad.md"), b"\xff").unwrap();
    let status = call(&dir, "plan_status", json!({}));
    let paths: Vec<_> = status["plans"].as_array().unwrap().iter().map(|p| &p["path"]).collect();
    assert_eq!(paths, ["b.md", "docs/a.md"]);
    assert_eq!(status["errors"][0]["path"], "bad.md");
    assert_eq!(status["plans"][0]["progress"], json!({ "done": 1, "total": 2 }));
    assert_eq!(status["plans"][0]["next"][0]["task"], "Check it");
    let one = call(&dir, "plan_status", json!({ "path": "docs" }));
    assert_eq!(one["plans"].as_array().unwrap().len(), 1);
}

#[test]
fn a_new_plan_is_a_text_or_a_new_file() {
    let dir = folder(&[]);
    let templates = call(&dir, "list_templates", json!({}));
    assert_eq!(templates["templates"].as_array().unwrap().len(), 5);
    let arguments = json!({ "template": "phased", "title": "Saved cards", "path": "docs/plan.md" });
    let begun = call(&dir, "new_plan", arguments.clone());
    let written = fs::read_to_string(dir.path().join("docs/plan.md")).unwrap();
    assert_eq!((&begun["text"], &begun["path"]), (&json!(written), &json!("docs/plan.md")));
    assert!(written.contains("Saved cards"));
    let there = call(&dir, "new_plan", arguments);
    assert!(there.as_str().unwrap().ends_with("is already there, and is left as it is"), "{there}");
    let text = call(&dir, "new_plan", json!({ "template": "phased", "title": "Saved cards" }));
    assert_eq!((&text["text"], &text["path"]), (&begun["text"], &Value::Null));
    refused(
        &dir,
        "new_plan",
        json!({}),
        expect!["name a `template`; list_templates says which there are"],
    );
    refused(
        &dir,
        "new_plan",
        json!({ "template": "fased" }),
        expect!["there is no template `fased`; list_templates says which there are"],
    );
    let script = json!({ "template": "phased", "path": "Makefile" });
    refused(
        &dir,
        "new_plan",
        script,
        expect!["`Makefile` is no Markdown file: let its name end in `.md`"],
    );
}

#[test]
fn safe_fixes_are_written_to_a_file_and_returned_for_a_text() {
    let dir = folder(&[("plan.md", PLAN)]);
    let mended = PLAN.replace("<!-- planls: ignore missing-file -->\n", "");
    let of_text = call(&dir, "apply_fix", json!({ "text": PLAN, "path": "plan.md" }));
    assert_eq!((&of_text["text"], &of_text["changed"]), (&json!(mended), &json!(true)));
    assert_eq!(fs::read_to_string(dir.path().join("plan.md")).unwrap(), PLAN);
    let of_file = call(&dir, "apply_fix", json!({ "path": "plan.md" }));
    assert_eq!(fs::read_to_string(dir.path().join("plan.md")).unwrap(), mended);
    assert_eq!((&of_file["text"], of_file["left"]["kind"].as_str()), (&Value::Null, Some("plan")));
    assert_eq!(call(&dir, "apply_fix", json!({ "path": "plan.md" }))["changed"], false);
}

#[test]
fn one_fix_is_chosen_by_rule_line_and_title() {
    let windows = format!("\u{feff}{}", PLAN.replace('\n', "\r\n"));
    let dir = folder(&[("plan.md", &windows)]);
    let fix = |more: Value| {
        let mut arguments = json!({ "path": "plan.md", "rule": "risk-without-mitigation" });
        arguments.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        arguments
    };
    refused(
        &dir,
        "apply_fix",
        fix(json!({ "line": 3 })),
        expect!["`risk-without-mitigation` reports nothing on line 3; it does on line 7"],
    );
    refused(
        &dir,
        "apply_fix",
        fix(json!({ "title": "Sleep" })),
        expect!["there is no such fix; there are `Add a mitigation`"],
    );
    refused(
        &dir,
        "apply_fix",
        fix(json!({ "rule": "broken-link" })),
        expect!["`broken-link` reports nothing in this document"],
    );
    refused(
        &dir,
        "apply_fix",
        json!({ "path": "plan.md", "line": 1 }),
        expect!["`line` and `title` choose among the findings of a `rule`: name it"],
    );
    assert_eq!(fs::read_to_string(dir.path().join("plan.md")).unwrap(), windows);
    let left = call(&dir, "apply_fix", fix(json!({ "line": 7 })))["left"].clone();
    assert!(!rules(&left).iter().any(|rule| rule.contains("risk-without-mitigation")), "{left}");
    let text = fs::read_to_string(dir.path().join("plan.md")).unwrap();
    assert!(text.starts_with('\u{feff}') && !text.replace("\r\n", "").contains('\n'));
}

#[test]
fn nothing_outside_of_the_folder_is_read_or_written() {
    let outer = folder(&[("secret.md", PLAN), ("in/plan.md", PLAN)]);
    let dir = folder(&[("plan.md", PLAN)]);
    let secret = outer.path().join("secret.md");
    let mut paths =
        vec!["../secret.md".to_owned(), "docs/../../x.md".to_owned(), "/etc/passwd".to_owned()];
    paths.push(secret.display().to_string());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, dir.path().join("link.md")).unwrap();
        std::os::unix::fs::symlink(outer.path().join("in"), dir.path().join("folder")).unwrap();
        std::os::unix::fs::symlink(outer.path().join("new.md"), dir.path().join("dangling.md"))
            .unwrap();
        paths.extend(["link.md", "folder/plan.md", "folder/new/plan.md"].map(str::to_owned));
    }
    for path in &paths {
        for tool in ["check_plan", "outline", "plan_status", "apply_fix", "new_plan"] {
            let mut arguments = json!({ "path": path });
            if tool == "new_plan" {
                arguments["template"] = json!("phased");
            }
            let said = call(&dir, tool, arguments);
            assert_eq!(said, format!("`{path}` is outside of the working folder"), "{tool}");
        }
    }
    let dangling = json!({ "template": "phased", "path": "dangling.md" });
    assert!(call(&dir, "new_plan", dangling).is_string());
    assert_eq!(fs::read_to_string(&secret).unwrap(), PLAN);
    assert!(!outer.path().join("new.md").exists() && !outer.path().join("in/new").exists());
    let found = call(&dir, "plan_status", json!({}));
    assert_eq!(found["plans"].as_array().unwrap().len(), 1);
}

#[test]
fn whatever_comes_in_the_server_goes_on() {
    let dir = folder(&[("plan.md", PLAN)]);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let odd = |id, name: Value, arguments: Value| {
        request(id, "tools/call", &json!({ "name": name, "arguments": arguments }))
    };
    let lines = vec![
        "garbage".to_owned(),
        "{\"jsonrpc\":\"2.0\",\"id\":".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        "\u{0}\u{1}".to_owned(),
        deep,
        "x".repeat(17 << 20),
        odd(1, json!("no_such_tool"), json!({})),
        odd(2, json!(7), json!({})),
        odd(3, json!("check_plan"), json!("plan.md")),
        odd(4, json!("check_plan"), json!({ "path": 7 })),
        odd(5, json!("check_plan"), json!({ "paht": "plan.md" })),
        odd(6, json!("check_plan"), json!({ "path": "no\0pe" })),
        odd(7, json!("check_plan"), json!({ "path": "x/".repeat(9000) })),
        odd(8, json!("check_plan"), json!({ "path": "plan.md", "template": "nope" })),
        odd(9, json!("new_plan"), json!({ "template": "phased", "set": { "": "", "[": "]" } })),
        odd(10, json!("check_plan"), json!({ "text": "- ".repeat(50_000) })),
        request(11, "no/such/method", &json!({})),
        request(12, "tools/list", &json!({ "cursor": "nonsense" })),
        odd(
            13,
            json!("apply_fix"),
            json!({ "path": "plan.md", "rule": "unused-ignore", "line": -1 }),
        ),
        odd(99, json!("check_plan"), json!({ "path": "plan.md" })),
    ];
    let (answers, code) = said(dir.path(), &[hello(), lines].concat());
    assert_eq!(code, 0);
    for id in [1, 4, 5, 6, 7, 8, 9, 11, 13] {
        let answer = answer(&answers, id);
        let error = answer["error"].is_object() || answer["result"]["isError"] == true;
        assert!(error, "{id}: {answer}");
    }
    let last = &answer(&answers, 99)["result"];
    assert_eq!(last["structuredContent"]["kind"], "plan");
    assert_eq!(fs::read_to_string(dir.path().join("plan.md")).unwrap(), PLAN);
}
