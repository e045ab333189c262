//! The documents whose fixes are tried.

use super::document::Document;
use crate::rule_docs::examples;
use planls::rules::rules;
use planls::template::{Templates, fill};
use std::fs;
use std::path::{Path, PathBuf};

/// The project's own: each also as other editors and systems would have written it.
pub fn own() -> Vec<Document> {
    let mut found = vec![];
    for rule in rules() {
        let examples = examples(rule).into_iter().filter(|example| example.fails);
        for (index, example) in examples.enumerate() {
            let mut document = Document::new(format!("{} {index}", rule.name), example.text);
            document = document.follow(example.template.as_deref());
            document.files = Some(example.files);
            found.push(document);
        }
    }
    for path in markdown(&root().join("examples")) {
        found.push(Document::new(path.display().to_string(), fs::read_to_string(path).unwrap()));
    }
    for template in Templates::built_in().all() {
        let unfilled = Document::new(&*template.id, &*template.text);
        found.push(unfilled.follow(Some(&template.id)));
        let new = fill(template, Some("保存卡片 😀"), &[], "2026-03-02".parse().unwrap());
        found.push(Document::new(format!("new {}", template.id), new));
    }
    let damaged: Vec<Document> =
        found.iter().filter(|d| d.files.is_none()).flat_map(damaged).collect();
    found.into_iter().flat_map(variants).chain(damaged).collect()
}

/// What is left of a plan when lines are lost.
fn damaged(document: &Document) -> Vec<Document> {
    let lines = |keep: &dyn Fn(usize, &str) -> bool| {
        let kept = document.text.lines().enumerate().filter(|(index, line)| keep(*index, line));
        kept.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    vec![
        document.variant("headings", lines(&|_, line| line.is_empty() || line.starts_with('#'))),
        document.variant("two thirds", lines(&|index, _| index % 3 != 1)),
    ]
}

fn variants(document: Document) -> Vec<Document> {
    let text = &document.text;
    let words =
        |text: &str| text.replace("the", "それ").replace("Saved cards", "保存的卡片 🎉 naïve");
    let variants = vec![
        document.variant("CRLF", text.replace('\n', "\r\n")),
        document.variant("CR", text.replace('\n', "\r")),
        document.variant("no final line end", text.trim_end().to_owned()),
        document.variant("BOM", format!("\u{feff}{text}")),
        document.variant("CJK", words(text)),
        document.variant("CJK, CRLF, cut", words(text).trim_end().replace('\n', "\r\n")),
    ];
    std::iter::once(document).chain(variants).collect()
}

/// Other people's documents: the folder `PLANLS_CORPUS`, else `../shared/corpus` where there is one.
pub fn corpus() -> Option<Vec<Document>> {
    let folder = match std::env::var_os("PLANLS_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => Some(root().join("../shared/corpus")).filter(|folder| folder.exists())?,
    };
    let mut found = vec![];
    for path in markdown(&folder) {
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let mut document = Document::new(&name, text);
        document.path = name;
        found.push(document);
    }
    Some(found)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let mut found = planls::workspace::documents(folder).0;
    found.sort();
    found
}
