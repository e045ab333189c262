//! Findings that are known and accepted: a file that lists them by document, rule and message, so
//! that lines may move. A check with it reports only what is new.

use super::output::Failure;
use crate::ide::Snapshot;
use crate::rules::Finding;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// How often each known finding may occur.
#[derive(Default)]
pub(super) struct Baseline {
    /// By document (relative to its workspace folder), rule and message.
    known: BTreeMap<Key, usize>,
}

type Key = (String, String, String);

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    rule: String,
    message: String,
    count: usize,
}

impl Baseline {
    pub(super) fn read(path: &Path) -> Result<Baseline, Failure> {
        let name = path.display();
        let failure = |message: String| {
            let remedy = format!("`planls check --baseline {name} --write-baseline` writes it");
            Failure::new(format!("{name}: {message}; {remedy}"))
        };
        let source = crate::workspace::read(path).map_err(failure)?;
        let file: Result<File, _> = serde_json::from_str(&source.text);
        let file = file.map_err(|error| failure(format!("not a baseline: {error}")))?;
        let known = file.findings.into_iter().map(|e| ((e.path, e.rule, e.message), e.count));
        Ok(Baseline { known: known.collect() })
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), Failure> {
        let entry = |((path, rule, message), count): (&Key, &usize)| {
            let (path, rule, message) = (path.clone(), rule.clone(), message.clone());
            Entry { path, rule, message, count: *count }
        };
        let file = File { version: 1, findings: self.known.iter().map(entry).collect() };
        let text = serde_json::to_string_pretty(&file).unwrap_or_default() + "\n";
        crate::workspace::replace(path, text.as_bytes())
            .map_err(|message| Failure::new(format!("{}: {message}", path.display())))
    }

    /// The findings of one document.
    pub(super) fn of(snapshot: &Snapshot) -> Baseline {
        let mut baseline = Baseline::default();
        for finding in snapshot.findings() {
            *baseline.known.entry(key(snapshot, finding)).or_default() += 1;
        }
        baseline
    }

    pub(super) fn of_all(all: impl Iterator<Item = Baseline>) -> Baseline {
        Baseline { known: all.flat_map(|baseline| baseline.known).collect() }
    }

    pub(super) fn count(&self) -> usize {
        self.known.values().sum()
    }

    /// The findings it does not list.
    pub(super) fn new_ones<'s>(&self, snapshot: &'s Snapshot) -> Vec<&'s Finding> {
        let mut left: BTreeMap<Key, usize> = BTreeMap::new();
        let mut is_new = |finding: &Finding| {
            let key = key(snapshot, finding);
            let known = self.known.get(&key).copied().unwrap_or_default();
            let seen = left.entry(key).or_default();
            *seen += 1;
            *seen > known
        };
        snapshot.findings().iter().filter(|f| self.known.is_empty() || is_new(f)).collect()
    }
}

fn key(snapshot: &Snapshot, finding: &Finding) -> Key {
    let path = snapshot.path.clone().unwrap_or_default();
    (path, finding.rule.to_owned(), finding.message.clone())
}
