//! Findings that are known and accepted: a file that lists them by document, rule and message, so
//! that lines may move. A check with it reports only what is new.

use super::output::Failure;
use crate::ide::Snapshot;
use crate::rules::{self, Cache, Context, Finding, Settings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// How often each known finding may occur.
#[derive(Default)]
pub(super) struct Baseline {
    /// By document (relative to its workspace folder), rule and message.
    known: BTreeMap<Key, usize>,
}

/// Of the file's form.
const VERSION: u32 = 1;

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
        if file.version != VERSION {
            return Err(failure(format!("a baseline of version {}, not {VERSION}", file.version)));
        }
        let known = file.findings.into_iter().map(|e| ((e.path, e.rule, e.message), e.count));
        Ok(Baseline { known: known.collect() })
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), Failure> {
        let entry = |((path, rule, message), count): (&Key, &usize)| {
            let (path, rule, message) = (path.clone(), rule.clone(), message.clone());
            Entry { path, rule, message, count: *count }
        };
        let file = File { version: VERSION, findings: self.known.iter().map(entry).collect() };
        let text = serde_json::to_string_pretty(&file).unwrap_or_default() + "\n";
        crate::workspace::replace(path, text.as_bytes())
            .map_err(|message| Failure::new(format!("{}: {message}", path.display())))
    }

    /// The findings of one document.
    pub(super) fn of(snapshot: &Snapshot) -> Baseline {
        let mut baseline = Baseline::default();
        for finding in all(snapshot) {
            *baseline.known.entry(key(snapshot, &finding)).or_default() += 1;
        }
        baseline
    }

    pub(super) fn of_all(all: impl Iterator<Item = Baseline>) -> Baseline {
        let mut known: BTreeMap<Key, usize> = BTreeMap::new();
        for (key, count) in all.flat_map(|baseline| baseline.known) {
            *known.entry(key).or_default() += count;
        }
        Baseline { known }
    }

    pub(super) fn count(&self) -> usize {
        self.known.values().sum()
    }

    /// The findings it does not list, at most as many of a rule as are reported without it.
    pub(super) fn new_ones(&self, snapshot: &Snapshot) -> Vec<Finding> {
        if self.known.is_empty() {
            return snapshot.findings().to_vec();
        }
        let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
        let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
        let mut left = all(snapshot);
        left.retain(|finding| {
            let key = key(snapshot, finding);
            let known = self.known.get(&key).copied().unwrap_or_default();
            let seen = seen.entry(key).or_default();
            *seen += 1;
            let shown = shown.entry(finding.rule).or_default();
            *shown += usize::from(*seen > known);
            *seen > known && *shown <= snapshot.context().settings.cap
        });
        left
    }
}

/// All findings of a document: those beyond the cap are known as well, or one that is mended would
/// bring an old one to light.
fn all(snapshot: &Snapshot) -> Vec<Finding> {
    let context = snapshot.context();
    let settings = Settings { cap: usize::MAX - 1, ..context.settings.clone() };
    let context = Context { settings: &settings, ..context };
    let found = rules::check(&context, &Cache::default(), &|| false);
    found.map(|(findings, _)| findings).unwrap_or_default()
}

fn key(snapshot: &Snapshot, finding: &Finding) -> Key {
    let path = snapshot.path.clone().unwrap_or_default();
    (path, finding.rule.to_owned(), finding.message.clone())
}
