//! What coding agents are given: the plugin for Claude Code, the snippets of `docs/agents.md`. Each
//! manifest has the shape that is expected of it, each server it names starts, each command runs.

use crate::ci::{bash, root};
use crate::cli::folder;
use crate::docs::fences;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn manifest(name: &str) -> Value {
    serde_json::from_str(&page(name)).unwrap()
}

/// What a server of a manifest answers to its first request, framed or not.
fn greeted(server: &Value, request: &Value, framed: bool) -> String {
    assert_eq!(server["command"], "planls");
    let arguments = server["args"].as_array().unwrap().iter().map(|a| a.as_str().unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_planls"));
    let mut child =
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let text = request.to_string();
    let message =
        if framed { format!("Content-Length: {}\r\n\r\n{text}", text.len()) } else { text + "\n" };
    child.stdin.take().unwrap().write_all(message.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

fn mcp(server: &Value) {
    let client = json!({ "name": "test", "version": "1" });
    let params =
        json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client });
    let request = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params });
    let said = greeted(server, &request, false);
    assert!(said.contains("\"serverInfo\":{\"name\":\"planls\""), "{said}");
}

#[test]
fn the_plugin_names_servers_that_start() {
    let plugin = manifest("editors/claude-code/.claude-plugin/plugin.json");
    assert_eq!(
        (&plugin["name"], &plugin["version"]),
        (&json!("planls"), &json!(env!("CARGO_PKG_VERSION")))
    );
    assert!(plugin["author"]["name"].is_string() && plugin["description"].is_string());
    let lsp = &plugin["lspServers"]["planls"];
    for (extension, language) in lsp["extensionToLanguage"].as_object().unwrap() {
        assert!(extension.starts_with('.') && language == "markdown");
    }
    let params = json!({ "processId": null, "rootUri": null, "capabilities": {} });
    let request = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params });
    let said = greeted(lsp, &request, true);
    assert!(said.contains("\"capabilities\""), "{said}");
    mcp(&plugin["mcpServers"]["planls"]);
}

#[test]
fn the_marketplace_leads_to_the_plugin() {
    let market = manifest(".claude-plugin/marketplace.json");
    assert!(market["name"].is_string() && market["owner"]["name"].is_string());
    let plugin = &market["plugins"][0];
    let source = Path::new(plugin["source"].as_str().unwrap()).join(".claude-plugin/plugin.json");
    assert_eq!(manifest(source.to_str().unwrap())["name"], plugin["name"]);
    assert!(page("editors/claude-code/README.md").contains("/plugin install planls@planls"));
}

/// The commands of a page: lines of shell, and what stands in backticks in an `AGENTS.md`.
fn commands(page: &str) -> Vec<String> {
    let shell = fences(page, "sh").join("\n");
    let snippet = fences(page, "md").join("\n");
    let spans = snippet.split('`').skip(1).step_by(2).map(str::to_owned);
    let lines = shell.lines().map(|line| line.trim().to_owned());
    spans.chain(lines).filter(|line| line.starts_with("planls ")).collect()
}

#[test]
fn every_command_that_agents_are_told_runs() {
    let slash = page("editors/claude-code/commands/check-plan.md");
    let head = slash.strip_prefix("---\n").unwrap().split("\n---\n").next().unwrap();
    let head: Value = serde_saphyr::from_str(head).unwrap();
    assert!(head["description"].is_string());
    assert!(head["allowed-tools"].as_str().unwrap().contains("Bash(planls:*)"));
    // Indented under numbers, as Markdown has it.
    let slash: String = slash.lines().map(|line| format!("{}\n", line.trim_start())).collect();
    let dir = folder(&[]);
    let (mut run, none) = (0, BTreeMap::new());
    for page in [page("docs/agents.md"), slash] {
        for command in commands(&page) {
            let command = command.replace("FILE", "docs/plan.md").replace("RULE", "missing-risks");
            let ran = bash(dir.path(), &command, &none);
            let said = String::from_utf8_lossy(&ran.stderr).into_owned();
            assert!(ran.status.code().is_some_and(|code| code < 2), "{command}: {said}");
            run += 1;
        }
    }
    assert_eq!(run, 10);
}

#[test]
fn the_page_about_agents_lists_the_tools_and_starts_them() {
    let page = page("docs/agents.md");
    let snippet: Value = serde_json::from_str(&fences(&page, "json")[0]).unwrap();
    mcp(&snippet["mcpServers"]["planls"]);
    let tools = fs::read_dir(root().join("src/mcp")).unwrap().filter_map(|entry| {
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        let name = source.split("name: \"").nth(1)?.split('"').next()?;
        Some(name.to_owned())
    });
    let tools: Vec<String> = tools.collect();
    assert_eq!(tools.len(), 6);
    for tool in tools {
        assert!(page.contains(&format!("| `{tool}` |")), "{tool}");
    }
}
