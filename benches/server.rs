//! The real server over stdio: CPU time per keystroke with its answer, start to first findings,
//! memory, a burst of edits, and `check` over a folder. Run with `cargo bench --bench server`.
//! Linux only: CPU time and memory are read from /proc.
#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

#[path = "plans.rs"]
mod plans;

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const KEYSTROKES: usize = 60;

struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    id: u64,
}

impl Server {
    fn start(pull: bool) -> Server {
        Server::start_in(pull, Value::Null)
    }

    fn start_in(pull: bool, root: Value) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_planls"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take().expect("stdin");
        let output = BufReader::new(child.stdout.take().expect("stdout"));
        let mut server = Server { child, input, output, id: 0 };
        let mut document = json!({
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "completion": { "completionItem": { "snippetSupport": true } },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } },
                "dataSupport": true, "resolveSupport": { "properties": ["edit"] } },
            "publishDiagnostics": { "versionSupport": true },
        });
        if pull {
            document["diagnostic"] = json!({});
        }
        let capabilities =
            json!({ "textDocument": document, "general": { "positionEncodings": ["utf-8"] } });
        server.request(
            "initialize",
            json!({ "processId": null, "rootUri": root, "capabilities": capabilities }),
        );
        server.notify("initialized", json!({}));
        server
    }

    fn send(&mut self, message: Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("write");
        self.input.flush().expect("flush");
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        self.id += 1;
        let id = self.id;
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.read();
            if message.get("id") == Some(&json!(id)) && message.get("method").is_none() {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].clone();
            }
        }
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("read") > 0, "the server ended");
            if line == "\r\n" {
                break;
            }
            if let Some(n) = line.strip_prefix("Content-Length: ") {
                length = n.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("a body");
        serde_json::from_slice(&body).expect("JSON")
    }

    fn published(&mut self, version: i64) {
        loop {
            let message = self.read();
            if message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["version"] == version
            {
                return;
            }
        }
    }

    fn open(&mut self, text: &str) {
        let document = json!({ "uri": URI, "languageId": "markdown", "version": 0, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&mut self, version: i64, line: usize, character: usize, remove: usize, insert: &str) {
        let range = json!({ "start": { "line": line, "character": character },
            "end": { "line": line, "character": character + remove } });
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": URI, "version": version },
                "contentChanges": [{ "range": range, "text": insert }] }),
        );
    }

    /// User and system time so far.
    fn cpu(&self) -> Duration {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).expect("tasks");
        let time = |t: std::fs::DirEntry| {
            let text = std::fs::read_to_string(t.path().join("schedstat")).unwrap_or_default();
            text.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0u64)
        };
        Duration::from_nanos(tasks.flatten().map(time).sum())
    }

    /// Resident memory in MiB.
    fn memory(&self) -> f64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("status");
        let line = status.lines().find(|l| l.starts_with("VmRSS")).expect("VmRSS");
        line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).expect("a number")
            / 1024.0
    }

    fn end(mut self) {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.child.wait().expect("the server ends");
    }
}

const URI: &str = "file:///bench/plan.md";

fn name(size: usize) -> String {
    if size >= 1_000_000 {
        format!("{} MB", size / 1_000_000)
    } else {
        format!("{} KB", size / 1000)
    }
}

/// A line of prose in the middle.
fn typed_line(text: &str) -> usize {
    let half = text[..text.len() / 2].lines().count();
    let prose = text.lines().skip(half).position(|l| l.starts_with("The store answers"));
    half + prose.expect("prose")
}

/// CPU milliseconds per keystroke with its answer: the whole process, the median of batches.
fn keystrokes(label: &str, size: usize, pull: bool, answer: impl Fn(&mut Server, i64)) {
    let text = plans::plan(size);
    let line = typed_line(&text);
    let mut server = Server::start(pull);
    server.open(&text);
    server.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    let mut version = 0;
    let (mut samples, mut walls) = (vec![], vec![]);
    for key in 0..KEYSTROKES {
        version += 1;
        let before = server.cpu();
        let start = Instant::now();
        // A character in, the same character out.
        let (remove, insert) = if key % 2 == 0 { (0, "x") } else { (1, "") };
        server.change(version, line, 4, remove, insert);
        answer(&mut server, version);
        walls.push(start.elapsed());
        samples.push(server.cpu() - before);
    }
    samples.sort();
    walls.sort();
    let ms = |d: Duration| d.as_secs_f64() * 1000.0;
    println!(
        "{label:32} {:>7}  cpu {:7.2} ms  wall p50 {:7.2} p95 {:7.2} ms  memory {:5.1} MiB",
        name(size),
        ms(samples[KEYSTROKES / 2]),
        ms(walls[KEYSTROKES / 2]),
        ms(walls[KEYSTROKES * 95 / 100]),
        server.memory()
    );
    server.end();
}

fn main() {
    let document = || json!({ "uri": URI });
    for size in [10_000, 100_000, 1_000_000] {
        let text = plans::plan(size);
        let lines: Vec<&str> = text.lines().collect();
        let find = |what: &str| lines.iter().position(|l| l.starts_with(what)).expect("a line");
        let at = |line: usize, character: usize| json!({ "line": line, "character": character });
        let (row, status) = (find("| Phase 1: "), find("**Status:** "));
        // An open task in the section that is typed in.
        let typed = typed_line(&text);
        let task = lines.iter().take(typed).rposition(|l| l.starts_with("- [")).expect("a task");
        keystrokes("key, then outline", size, false, |s, _| {
            let answer =
                s.request("textDocument/documentSymbol", json!({ "textDocument": document() }));
            let title = &answer[0]["name"];
            assert!(title.as_str().is_some_and(|t| t.contains("Ledger export")), "{title}");
        });
        keystrokes("key, then findings (pull)", size, true, |s, _| {
            let answer =
                s.request("textDocument/diagnostic", json!({ "textDocument": document() }));
            assert_eq!(answer["kind"], "full");
        });
        keystrokes("key, then findings (push)", size, false, |s, version| s.published(version));
        keystrokes("key, then hover on a row", size, false, |s, _| {
            let answer = s.request(
                "textDocument/hover",
                json!({ "textDocument": document(), "position": at(row, 4) }),
            );
            let said = answer["contents"].to_string();
            assert!(said.contains("Phase 1: ") && said.contains("9 of 9"), "{said}");
        });
        keystrokes("key, then completion", size, false, |s, _| {
            let answer = s.request(
                "textDocument/completion",
                json!({ "textDocument": document(), "position": at(status, 12) }),
            );
            let items = if answer.is_array() { &answer } else { &answer["items"] };
            assert!(items.as_array().is_some_and(|items| !items.is_empty()), "{answer}");
        });
        keystrokes("key, then code actions", size, false, |s, _| {
            let here = json!({ "start": at(task, 8), "end": at(task, 8) });
            let answer = s.request("textDocument/codeAction", json!({ "textDocument": document(), "range": here, "context": { "diagnostics": [] } }));
            assert!(answer.as_array().is_some_and(|actions| !actions.is_empty()), "{answer}");
        });
        first_findings(size);
    }
    burst();
    memory();
    workspace_symbols();
    check_folder();
}

/// Resident memory, and again once the document is closed.
fn memory() {
    for (size, keys) in [(100_000, 0), (1_000_000, 200)] {
        let text = plans::plan(size);
        let line = typed_line(&text);
        let mut server = Server::start(false);
        server.open(&text);
        server.published(0);
        for version in 1..=keys {
            let (remove, insert) = if version % 2 == 1 { (0, "x") } else { (1, "") };
            server.change(version, line, 4, remove, insert);
            server.published(version);
        }
        let (open, size) = (server.memory(), name(size));
        server.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
        server.request("workspace/symbol", json!({ "query": "" }));
        std::thread::sleep(Duration::from_millis(500));
        let closed = server.memory();
        println!(
            "open, {keys:3} edits                  {size:>7}  {open:5.1} MiB, closed {closed:5.1} MiB"
        );
        server.end();
    }
}

/// From the start of the server to the first complete list of symbols of a folder of 200 plans.
fn workspace_symbols() {
    const PLANS: usize = 200;
    let folder = std::env::temp_dir().join(format!("planls-symbols-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    for n in 0..PLANS {
        let plan = plans::plan(8_000 + n * 30).replace("Phase 1: ", "Phase 1: Ledger, ");
        std::fs::write(folder.join(format!("{n}-plan.md")), plan).expect("write");
    }
    let root = format!("file://{}", folder.display());
    let start = Instant::now();
    let mut server = Server::start_in(false, Value::String(root));
    loop {
        let answer = server.request("workspace/symbol", json!({ "query": "Ledger" }));
        let titles = answer.as_array().map_or(0, |all| {
            let title = |s: &&Value| s["name"].as_str().is_some_and(|n| n.contains("Ledger"));
            all.iter().filter(title).count()
        });
        if titles == PLANS {
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "{titles} of {PLANS} plans");
        std::thread::sleep(Duration::from_millis(5));
    }
    println!(
        "{:32} {PLANS:>7}  wall {:7.1} ms  cpu {:7.1} ms",
        "plans, then workspace symbols",
        start.elapsed().as_secs_f64() * 1000.0,
        server.cpu().as_secs_f64() * 1000.0
    );
    server.end();
    std::fs::remove_dir_all(&folder).expect("clean up");
}

fn first_findings(size: usize) {
    let text = plans::plan(size);
    let mut runs: Vec<_> = (0..5)
        .map(|_| {
            let start = Instant::now();
            let mut server = Server::start(false);
            server.open(&text);
            server.published(0);
            let run = (start.elapsed(), server.cpu());
            server.end();
            run
        })
        .collect();
    runs.sort();
    println!(
        "{:32} {:>7}  wall {:7.1} ms  cpu {:7.1} ms",
        "start to first findings",
        name(size),
        runs[2].0.as_secs_f64() * 1000.0,
        runs[2].1.as_secs_f64() * 1000.0
    );
}

fn burst() {
    let text = plans::plan(100_000);
    let mut server = Server::start(false);
    server.open(&text);
    server.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    let start = Instant::now();
    for version in 1..=500 {
        server.change(version, 10, 0, 0, "x");
    }
    server.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    println!(
        "{:32} {:>7}  wall {:7.1} ms",
        "500 edits, then outline",
        "100 KB",
        start.elapsed().as_secs_f64() * 1000.0
    );
    server.end();
}

/// `planls check` over a thousand plans and a thousand other documents.
fn check_folder() {
    let folder = std::env::temp_dir().join(format!("planls-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let guide = "# Guide\n\n## Install\n\nRun the installer, then open the settings.\n\n## Use\n\nAsk it things.\n".repeat(100);
    let mut sizes = [0, 0];
    for n in 0..1000 {
        let plan = plans::plan(8_000 + n * 3);
        sizes[0] += plan.len();
        sizes[1] += guide.len();
        std::fs::write(folder.join(format!("{n}-plan.md")), plan).expect("write");
        std::fs::write(folder.join(format!("{n}-guide.md")), &guide).expect("write");
    }
    for (what, pattern, bytes) in
        [("plans", "plan", sizes[0]), ("other documents", "guide", sizes[1])]
    {
        let files = (0..1000).map(|n| folder.join(format!("{n}-{pattern}.md")));
        let before = children();
        let start = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_planls"))
            .args(["check", "--quiet", "--format", "json"])
            .args(files)
            .stdout(Stdio::null())
            .status()
            .expect("check runs");
        assert!(status.code().is_some_and(|c| c < 2), "{status}");
        let cpu = children() - before;
        println!(
            "check, 1000 {what:20} {:6.1} MB in {:5.2} s wall, {:5.2} s cpu: {:6.1} MB per cpu second",
            bytes as f64 / 1e6,
            start.elapsed().as_secs_f64(),
            cpu,
            bytes as f64 / 1e6 / cpu
        );
    }
    std::fs::remove_dir_all(&folder).expect("clean up");
}

/// CPU seconds of ended children (proc(5), stat fields 16 and 17, in ticks of 10 ms).
fn children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("stat");
    let fields: Vec<&str> =
        stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |n: usize| fields[n].parse::<f64>().unwrap_or(0.0);
    (ticks(13) + ticks(14)) / 100.0
}
