//! The shape of the source itself: layers, module docs, sizes, what may not be written.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, lowest first; each uses only those before it (and itself). The skins are side by
/// side, but that the command line starts the others.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("syntax", &["text"]),
    ("plan", &["text", "syntax"]),
    ("template", &["text", "syntax", "plan"]),
    ("rules", &["text", "syntax", "plan", "template"]),
    ("ide", &["text", "syntax", "plan", "template", "rules"]),
    ("config", &["text", "syntax", "plan", "template", "rules", "ide"]),
    ("workspace", &["text", "syntax", "plan", "template", "rules", "ide", "config"]),
    ("lsp", &["text", "syntax", "plan", "template", "rules", "ide", "config", "workspace"]),
    ("mcp", &["text", "syntax", "plan", "template", "rules", "ide", "config", "workspace"]),
    (
        "cli",
        &[
            "text",
            "syntax",
            "plan",
            "template",
            "rules",
            "ide",
            "config",
            "workspace",
            "lsp",
            "mcp",
        ],
    ),
];

/// Words that only some layers may use.
const CONFINED: &[(&str, &[&str])] = &[
    ("tree_sitter", &["syntax"]),
    ("ropey", &["text"]),
    ("tower_lsp", &["lsp"]),
    ("rmcp::", &["mcp"]),
    ("tokio::", &["lsp", "mcp"]),
    ("async fn", &["lsp", "mcp"]),
    ("Mutex", &["lsp", "workspace"]),
    ("std::fs", &["config", "workspace", "cli", "lsp", "mcp"]),
    ("std::env", &["config", "workspace", "cli", "lsp"]),
    ("SystemTime", &["workspace", "cli", "lsp"]),
    ("Zoned::now", &["workspace"]),
    ("println!", &["cli"]),
];

/// Longest a file may be, its tests not counted.
const LINES: usize = 400;

struct Source {
    path: PathBuf,
    layer: String,
    /// Without the tests at the end.
    code: String,
}

fn sources() -> Vec<Source> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![];
    walk(&root, &mut files);
    files.sort();
    let source = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let relative = path.strip_prefix(&root).unwrap().to_path_buf();
        let first =
            relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap().to_owned();
        let layer = first.trim_end_matches(".rs").to_owned();
        Source { path: relative, layer, code }
    };
    files.into_iter().map(source).filter(|s| !is_test(&s.path)).collect()
}

/// Files that are only compiled for tests.
fn is_test(path: &Path) -> bool {
    let names = path.components().filter_map(|c| Path::new(c.as_os_str()).file_stem()?.to_str());
    names.into_iter().any(|name| matches!(name, "tests" | "testing"))
}

fn check(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn each_layer_uses_only_those_before_it() {
    let mut problems = vec![];
    for source in sources() {
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == source.layer) else {
            continue;
        };
        for (name, _) in LAYERS {
            let uses = source.code.contains(&format!("crate::{name}::"))
                || source.code.contains(&format!("crate::{name};"))
                || source.code.contains(&format!("crate::{name}}}"));
            if uses && *name != source.layer && !allowed.contains(name) {
                problems.push(format!(
                    "{}: {} may not use {name}",
                    source.path.display(),
                    source.layer
                ));
            }
        }
    }
    check(problems);
}

#[test]
fn what_is_confined_stays_in_its_layer() {
    let mut problems = vec![];
    for source in sources() {
        let code: String = source
            .code
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        for (word, layers) in CONFINED {
            if code.contains(word)
                && !layers.contains(&source.layer.as_str())
                && source.layer != "main"
            {
                problems.push(format!("{}: `{word}`", source.path.display()));
            }
        }
    }
    check(problems);
}

#[test]
fn the_server_writes_no_file_and_opens_no_connection() {
    const DOES: &[&str] = &[
        "workspace::write",
        "workspace::replace",
        "workspace::create",
        "fs::write",
        "fs::remove",
        "fs::rename",
        "fs::create",
        "File::create",
        "OpenOptions",
        "TcpStream::connect",
        "UdpSocket",
    ];
    let asked = ["cli", "mcp", "main"];
    // The log that `--log` asks for is opened in `lsp.rs`.
    let may = [Path::new("workspace/write.rs"), Path::new("lsp.rs")];
    let serving = sources().into_iter().filter(|s| !asked.contains(&s.layer.as_str()));
    let mut problems = vec![];
    for source in serving.filter(|s| !may.contains(&s.path.as_path())) {
        let found = DOES.iter().filter(|what| source.code.contains(**what));
        problems.extend(found.map(|what| format!("{}: {what}", source.path.display())));
    }
    check(problems);
}

/// Pages that name a test as `file.rs`, `name` name one that is there.
#[test]
fn every_test_that_a_page_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut problems, mut named) = (vec![], 0);
    for page in ["ARCHITECTURE.md", "docs/reliability.md"] {
        let text = fs::read_to_string(root.join(page)).unwrap();
        for row in text.lines().filter(|l| l.starts_with("| ") && l.contains(".rs`")) {
            let spans: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
            for pair in spans.windows(2).filter(|pair| pair[0].ends_with(".rs")) {
                named += 1;
                let code = fs::read_to_string(root.join(pair[0])).unwrap_or_default();
                if !code.contains(&format!("fn {}(", pair[1])) {
                    problems.push(format!("{page}: {} has no test `{}`", pair[0], pair[1]));
                }
            }
        }
    }
    assert!(named >= 20, "only {named} tests are named");
    check(problems);
}

#[test]
fn siblings_never_import_each_other() {
    let mut problems = vec![];
    for (folder, shared) in [
        (
            "rules",
            &["context", "finding", "registry", "run", "directives", "missing", "choices"][..],
        ),
        ("ide/assists", &[][..]),
        ("lsp/handlers", &[][..]),
        ("mcp", &["checked", "site", "tool"][..]),
    ] {
        let all = sources();
        let here: Vec<_> =
            all.iter().filter(|s| s.path.parent() == Some(Path::new(folder))).collect();
        for source in &here {
            for other in &here {
                let name = other.path.file_stem().unwrap().to_string_lossy();
                let infrastructure =
                    |s: &Source| shared.contains(&&*s.path.file_stem().unwrap().to_string_lossy());
                if source.path == other.path || infrastructure(other) || infrastructure(source) {
                    continue;
                }
                if source.code.contains(&format!("super::{name}::")) {
                    problems.push(format!("{} imports its sibling {name}", source.path.display()));
                }
            }
        }
    }
    check(problems);
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent = sources().into_iter().filter(|s| !s.code.starts_with("//!"));
    check(silent.map(|s| format!("{}: begin with //!", s.path.display())).collect());
}

#[test]
fn no_file_is_too_long_to_read() {
    let long = sources().into_iter().filter_map(|s| {
        let lines = s.code.lines().count();
        (lines > LINES).then(|| format!("{}: {lines} lines", s.path.display()))
    });
    check(long.collect());
}

#[test]
fn there_is_no_mod_rs() {
    let found = sources().into_iter().filter(|s| s.path.ends_with("mod.rs"));
    check(found.map(|s| s.path.display().to_string()).collect());
}
