//! The core without the protocol: opening, and a keystroke followed by each answer. Run with
//! `cargo bench --bench core`; allocations are counted beside the time.
#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

#[path = "plans.rs"]
mod plans;

use divan::{AllocProfiler, Bencher, black_box};
use planls::ide::{self, Environment, Snapshot};
use planls::text::Span;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

/// Where an edit is made, in per cent of the plan.
const PLACES: [usize; 3] = [0, 50, 100];

fn main() {
    divan::main();
}

fn environment() -> Environment {
    Environment::plain("2026-03-02".parse().expect("a date"))
}

fn open(text: &str) -> Snapshot {
    Snapshot::of_text(text, Some("plan.md"), environment())
}

/// An edited document, ready for its next edit: types one character after another at `at`.
struct Typing {
    snapshot: Snapshot,
    at: usize,
    typed: usize,
}

impl Typing {
    fn new(size: usize, place: usize) -> Self {
        const PROSE: &str = " ms on average";
        let text = plans::plan(size);
        let near = text.len() / 100 * place;
        let at = text[..near].rfind(PROSE).or_else(|| text.find(PROSE)).expect("prose");
        let snapshot = open(&text);
        snapshot.findings();
        Typing { snapshot, at, typed: 0 }
    }

    fn edit(&mut self, insert: &str) -> &Snapshot {
        let mut document = self.snapshot.document.clone();
        // Every other edit takes the last one back, so the document keeps its size.
        if self.typed.is_multiple_of(2) {
            document.edit(Span::at(self.at), insert);
        } else {
            document.edit(Span::new(self.at, self.at + insert.len()), "");
        }
        self.typed += 1;
        let before = &self.snapshot;
        let next = Snapshot::new(
            document,
            before.path.clone(),
            before.declared.clone(),
            before.environment.clone(),
            Some(before),
        );
        self.snapshot = next;
        &self.snapshot
    }
}

#[divan::bench(args = SIZES)]
fn open_to_findings(bencher: Bencher, size: usize) {
    let text = plans::plan(size);
    bencher.bench(|| open(black_box(&text)).findings().len());
}

#[divan::bench(args = SIZES, consts = PLACES)]
fn character_to_findings<const PLACE: usize>(bencher: Bencher, size: usize) {
    let mut typing = Typing::new(size, PLACE);
    bencher.bench_local(|| typing.edit("x").findings().len());
}

#[divan::bench(args = SIZES, consts = PLACES)]
fn newline_to_findings<const PLACE: usize>(bencher: Bencher, size: usize) {
    let mut typing = Typing::new(size, PLACE);
    bencher.bench_local(|| typing.edit("\n").findings().len());
}

#[divan::bench(args = SIZES, consts = PLACES)]
fn heading_to_findings<const PLACE: usize>(bencher: Bencher, size: usize) {
    let mut typing = Typing::new(size, PLACE);
    bencher.bench_local(|| typing.edit("\n\n## New\n\n").findings().len());
}

#[divan::bench(args = SIZES, consts = PLACES)]
fn fence_to_findings<const PLACE: usize>(bencher: Bencher, size: usize) {
    let mut typing = Typing::new(size, PLACE);
    bencher.bench_local(|| typing.edit("\n\n```\n\n").findings().len());
}

#[divan::bench(args = SIZES)]
fn character_to_outline(bencher: Bencher, size: usize) {
    let mut typing = Typing::new(size, 50);
    bencher.bench_local(|| ide::outline(typing.edit("x"), true).len());
}

#[divan::bench(args = SIZES)]
fn character_to_hover(bencher: Bencher, size: usize) {
    let mut typing = Typing::new(size, 50);
    let at = typing.at;
    bencher.bench_local(|| ide::hover(typing.edit("x"), at).is_some());
}

#[divan::bench(args = SIZES)]
fn heading_to_completion(bencher: Bencher, size: usize) {
    let mut typing = Typing::new(size, 50);
    let at = typing.at;
    bencher.bench_local(|| ide::completions(typing.edit("\n\n## "), at + 5).items.len());
}
