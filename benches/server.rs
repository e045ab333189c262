//! The real server over stdio: CPU time per keystroke with its answer, start to first findings,
//! memory, a burst of edits, and `check` over a folder. Run with `cargo bench --bench server`.
//! Linux only: CPU time and memory are read from /proc.
#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

#[path = "client.rs"]
mod client;
#[path = "plans.rs"]
mod plans;

use client::{Server, URI};
use serde_json::{Value, json};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const KEYSTROKES: usize = 60;

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

/// What is typed over what, at a line and column.
type Key<'a> = (usize, usize, &'a str, &'a str);

/// CPU milliseconds per keystroke with its answer: the whole process, lowest and median.
fn keystrokes(label: &str, size: usize, pull: bool, answer: impl Fn(&mut Server, i64)) {
    let line = typed_line(&plans::plan(size));
    edits(label, size, pull, (line, 4, "", "x"), answer);
}

/// The same for any edit, which is taken back every other time.
fn edits(label: &str, size: usize, pull: bool, key: Key, answer: impl Fn(&mut Server, i64)) {
    let text = plans::plan(size);
    let (line, character, old, new) = key;
    let mut server = Server::start(pull);
    server.open(&text);
    server.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    let mut version = 0;
    let (mut samples, mut walls) = (vec![], vec![]);
    for key in 0..KEYSTROKES {
        version += 1;
        let before = server.cpu();
        let start = Instant::now();
        let (gone, insert) = if key % 2 == 0 { (old, new) } else { (new, old) };
        server.change(version, line, character, gone.len(), insert);
        answer(&mut server, version);
        walls.push(start.elapsed());
        samples.push(server.cpu() - before);
    }
    samples.sort();
    walls.sort();
    let ms = |d: Duration| d.as_secs_f64() * 1000.0;
    println!(
        "{label:32} {:>7}  cpu {:6.2} to {:6.2} ms  wall p50 {:7.2} p95 {:7.2} ms  memory {:5.1} MiB",
        name(size),
        ms(samples[0]),
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
        let near = json!({ "start": at(typed - 30, 0), "end": at(typed + 30, 0) });
        let about = |rest: Value| {
            let mut params = json!({ "textDocument": document() });
            params
                .as_object_mut()
                .expect("an object")
                .extend(rest.as_object().expect("one").clone());
            params
        };
        let here = || json!({ "position": at(task, 8) });
        let options = json!({ "tabSize": 2, "insertSpaces": true });
        for (method, rest) in [
            ("inlayHint", json!({ "range": near })),
            ("semanticTokens/range", json!({ "range": near })),
            ("semanticTokens/full", json!({})),
            ("codeLens", json!({})),
            ("foldingRange", json!({})),
            ("documentLink", json!({})),
            ("definition", json!({ "position": at(row, 4) })),
            ("documentHighlight", here()),
            ("linkedEditingRange", here()),
            ("rangeFormatting", json!({ "range": near, "options": options })),
            ("formatting", json!({ "options": options })),
        ] {
            let (label, params) = (format!("key, then {method}"), about(rest));
            keystrokes(&label, size, true, |s, _| {
                s.request(&format!("textDocument/{method}"), params.clone());
            });
        }
        let heading =
            lines.iter().take(typed).rposition(|l| l.starts_with("####")).expect("a step");
        let cell = row + lines.iter().skip(row).take_while(|l| l.starts_with('|')).count() / 2;
        for (label, key) in [
            ("box, then findings", (task, 3, " ", "x")),
            ("cell, then findings", (cell, 20, "", "x")),
            ("title, then findings", (heading, lines[heading].len(), "", "x")),
        ] {
            edits(label, size, true, key, |s, _| {
                s.request("textDocument/diagnostic", json!({ "textDocument": document() }));
            });
        }
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
    let (start, before) = (Instant::now(), children());
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
    let wall = start.elapsed();
    server.end();
    // That of threads that have ended counts, and the scan for findings goes on until then.
    let cpu = children() - before;
    println!(
        "{:32} {PLANS:>7}  wall {:7.1} ms  cpu {:7.1} ms",
        "plans, then workspace symbols",
        wall.as_secs_f64() * 1000.0,
        cpu * 1000.0
    );
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
    // Neither its name nor its title says what it is, or it would not be read.
    let page = "# Ledger export\n\n## Install\n\nRun the installer, then open the settings.\n\n## Use\n\nAsk it things.\n".repeat(100);
    let mut sizes = [0, 0];
    for n in 0..1000 {
        let plan = plans::plan(8_000 + n * 3);
        sizes[0] += plan.len();
        sizes[1] += page.len();
        std::fs::write(folder.join(format!("{n}-plan.md")), plan).expect("write");
        std::fs::write(folder.join(format!("{n}-page.md")), &page).expect("write");
    }
    for (what, pattern, bytes) in
        [("plans", "plan", sizes[0]), ("other documents", "page", sizes[1])]
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
