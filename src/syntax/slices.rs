//! The slices of a document in runs that its versions share: an edit makes those it reaches anew
//! and moves the others as they are, so its cost follows the number of runs and not of slices.

use super::Facts;
use std::ops::Range;
use std::sync::Arc;

/// A run has at most as many slices as this; of more there are made halves. Few where it is tested, so
/// that small documents have several.
const MOST: usize = if cfg!(debug_assertions) { 4 } else { 128 };

/// One slice of a document.
#[derive(Clone, Debug)]
pub struct Slice {
    /// What it holds.
    pub facts: Arc<Facts>,
    /// Its first byte in the document (in a [`Run`], counted from the run's).
    pub start: usize,
    /// Its first line in the document (in a [`Run`], counted from the run's).
    pub line: usize,
}

impl Slice {
    /// The first byte after it.
    pub fn end(&self) -> usize {
        self.start + self.facts.text.len()
    }

    /// The first line after it.
    pub(super) fn end_line(&self) -> usize {
        self.line + self.facts.line_starts.len()
    }

    /// The same slice, counted from a place that stands at `start` and `line`.
    fn within(&self, start: usize, line: usize) -> Slice {
        Slice { facts: self.facts.clone(), start: start + self.start, line: line + self.line }
    }
}

/// Slices that follow each other; at least one.
#[derive(Clone, Debug)]
pub struct Run {
    /// The slices. Where an edit has not reached them, versions share them (the same `Arc`).
    pub slices: Arc<[Slice]>,
    /// Its first byte in the document.
    pub start: usize,
    /// Its first line in the document.
    pub line: usize,
    /// The index of its first slice.
    first: usize,
}

impl Run {
    fn new(slices: &[Slice], first: usize) -> Run {
        let (start, line) = slices.first().map_or((0, 0), |s| (s.start, s.line));
        let within = |s: &Slice| Slice {
            facts: s.facts.clone(),
            start: s.start - start,
            line: s.line - line,
        };
        Run { slices: slices.iter().map(within).collect(), start, line, first }
    }

    fn end(&self) -> usize {
        self.first + self.slices.len()
    }

    fn iter(&self) -> impl Iterator<Item = Slice> {
        self.slices.iter().map(|s| s.within(self.start, self.line))
    }
}

/// The slices of a document, in order, without gaps. Cloning shares them.
#[derive(Clone, Debug, Default)]
pub struct Slices {
    runs: Vec<Run>,
}

impl Slices {
    /// These, with their places in the document.
    pub(super) fn new(slices: Vec<Slice>) -> Slices {
        let mut all = Slices::default();
        all.splice(0..0, slices);
        all
    }

    /// All, in their runs.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Slice> {
        self.runs.iter().flat_map(Run::iter)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.runs.last().map_or(0, Run::end)
    }

    /// Whether there are none; a document has at least one.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// One by its index.
    pub fn get(&self, index: usize) -> Option<Slice> {
        let run = self.runs.get(self.runs.partition_point(|run| run.end() <= index))?;
        Some(run.slices.get(index.checked_sub(run.first)?)?.within(run.start, run.line))
    }

    /// How many begin before `offset`.
    pub fn before(&self, offset: usize) -> usize {
        let next = self.runs.partition_point(|run| run.start < offset);
        let Some(run) = next.checked_sub(1).and_then(|at| self.runs.get(at)) else { return 0 };
        run.first + run.slices.partition_point(|s| run.start + s.start < offset)
    }

    /// Puts slices, with their places, where those of a range were, and moves what is behind them.
    pub(super) fn splice(&mut self, range: Range<usize>, new: Vec<Slice>) {
        let from = self.runs.partition_point(|run| run.end() <= range.start);
        let mut to = self.runs.partition_point(|run| run.first < range.end).max(from);
        let behind = self.get(range.end);
        let moved = new.last().zip(behind);
        let (start, line) = moved.map_or((0, 0), |(last, old)| {
            (last.end().wrapping_sub(old.start), last.end_line().wrapping_sub(old.line))
        });
        let count = new.len().wrapping_sub(range.len());
        let few = self.runs.get(from..to).unwrap_or_default().iter().map(|run| run.slices.len());
        if few.sum::<usize>().wrapping_add(count) < MOST / 4 {
            // Runs must not get ever smaller.
            to = (to + 1).min(self.runs.len());
        }
        let first = self.runs.get(from).map_or(self.len(), |run| run.first);
        let reached = self.runs.get(from..to).unwrap_or_default();
        let kept = || reached.iter().flat_map(Run::iter);
        let head = kept().take(range.start - first);
        let tail = kept().skip(range.end - first).map(|slice| Slice {
            start: slice.start.wrapping_add(start),
            line: slice.line.wrapping_add(line),
            ..slice
        });
        let all: Vec<Slice> = head.chain(new).chain(tail).collect();
        let size = if all.len() > MOST { MOST / 2 } else { MOST };
        let runs = all.chunks(size).scan(first, |first, slices| {
            let run = Run::new(slices, *first);
            *first = run.end();
            Some(run)
        });
        let runs: Vec<Run> = runs.collect();
        for run in self.runs.iter_mut().skip(to) {
            run.start = run.start.wrapping_add(start);
            run.line = run.line.wrapping_add(line);
            run.first = run.first.wrapping_add(count);
        }
        self.runs.splice(from..to, runs);
    }
}
