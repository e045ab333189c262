//! Every fix of every finding, applied alone; and the safe ones together. Over the project's own
//! documents in all spellings of a file, and over a folder of other people's where there is one.

pub mod document;
mod documents;
pub mod properties;

use document::Document;
use documents::{corpus, own};
use planls::rules::{Fixes, rules};
use properties::{Figures, examine};
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Examines all documents on all cores; panics with what is wrong.
fn check(what: &str, documents: &[Document]) -> Figures {
    let (next, all) = (AtomicUsize::new(0), Mutex::new(Figures::default()));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let mut figures = Figures::default();
                while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    examine(document, &mut figures);
                }
                all.lock().unwrap().add(figures);
            });
        }
    });
    let mut figures = all.into_inner().unwrap();
    // Not captured: how much was looked at is worth knowing in a run that passes, too.
    let mut stderr = std::io::stderr();
    writeln!(stderr, "{what}: {} documents, {figures}", documents.len()).unwrap();
    figures.problems.sort();
    assert!(
        figures.problems.is_empty(),
        "{} problems\n{}",
        figures.problems.len(),
        figures.problems[..figures.problems.len().min(60)].join("\n")
    );
    figures
}

#[test]
fn every_fix_mends_its_finding_and_breaks_nothing() {
    let figures = check("own documents", &own());
    // What each rule declares is what was seen, so none was left out.
    let seen = |name| match figures.by_rule.get(name) {
        None => Fixes::None,
        Some(tried) if tried.safe == 0 => Fixes::Offered,
        Some(_) => Fixes::Safe,
    };
    let untrue: Vec<_> =
        rules().iter().filter(|r| r.fixes != seen(r.name)).map(|r| r.name).collect();
    assert!(untrue.is_empty(), "do not do what they declare: {untrue:?}");
}

#[test]
fn so_it_is_in_other_peoples_documents() {
    let Some(documents) = corpus() else {
        writeln!(std::io::stderr(), "corpus: none here, 0 documents").unwrap();
        return;
    };
    let figures = check("corpus", &documents);
    let tried: usize = figures.by_rule.values().map(|tried| tried.fixes).sum();
    assert!(documents.len() >= 100 && tried >= 100, "hardly anything was tried");
}
