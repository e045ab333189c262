//! A document as slices, kept in step with its text edit by edit.
//!
//! Where a slice ends is a function of the text from its start on (see `scan`), so re-reading
//! from a slice's start until an old boundary is met gives what reading it all would.

use super::Facts;
use super::scan::{FRONT_MATTER, scan};
use super::slices::{Slice, Slices};
use crate::text::{self, Edit, Span, Text};
use std::sync::Arc;

/// What must be seen of the text after a cut to know it for one: `###### ` and to spare.
const AHEAD: usize = 16;

/// When a text has so many slices fewer than before, they may come back. Few where it is tested.
pub const MANY: usize = if cfg!(debug_assertions) { 2 } else { 64 };

/// A text longer than this is read by two threads.
const LARGE: usize = 256 * 1024;

/// A text and the facts of its slices. Cloning shares both.
#[derive(Clone, Debug)]
pub struct Document {
    text: Text,
    slices: Slices,
    /// Those before an edit that left many fewer, and the length of their text: what stands behind a
    /// fence that is opened comes back when it is closed.
    aside: (Slices, usize),
}

impl Document {
    /// Reads a whole text.
    pub fn new(text: &str) -> Self {
        let aside = Default::default();
        Document { text: Text::from(text), slices: Slices::new(read(text)), aside }
    }

    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The slices, in order, without gaps; an empty text has one empty slice.
    pub fn slices(&self) -> &Slices {
        &self.slices
    }

    /// Replaces a range (clamped) and re-reads what that reaches. Slices it does not reach keep
    /// their facts (the same `Arc`).
    pub fn edit(&mut self, span: Span, insert: &str) {
        let start = self.text.floor(span.start);
        let end = self.text.floor(span.end).max(start);
        let length = self.text.len();
        self.text.replace(span, insert);
        let added = insert.len();
        let from = self.reached_from(start);
        let (new, kept) = self.reread(from, end, |at| at + added - (end - start));
        let (gone, come) = (kept - from, new.len());
        if gone > come + MANY && end - start < AHEAD {
            self.aside = (self.slices.clone(), length);
        } else if come > gone + MANY {
            self.aside = Default::default();
        }
        self.slices.splice(from..kept, new);
    }

    /// The document after `edits`, whose spans are those of its text, in any order. `None` as
    /// [`text::apply`] has it.
    pub fn edited(&self, edits: &[Edit]) -> Option<Document> {
        // Each edit moves all that follows it.
        const FEW: usize = 64;
        if edits.len() > FEW {
            return Some(Document::new(&text::apply(&self.text.to_string(), edits)?));
        }
        let mut sorted: Vec<&Edit> = edits.iter().collect();
        sorted.sort_by_key(|e| (e.span.start, e.span.end));
        let (mut document, mut end) = (self.clone(), 0);
        for edit in &sorted {
            let sound = |at| at <= self.text.len() && self.text.floor(at) == at;
            let apart = end <= edit.span.start && edit.span.start <= edit.span.end;
            (apart && sound(edit.span.start) && sound(edit.span.end)).then_some(())?;
            end = edit.span.end;
        }
        sorted.iter().rev().for_each(|edit| document.edit(edit.span, &edit.insert));
        Some(document)
    }

    /// The slice that holds the byte at `offset` (clamped: the last slice).
    pub fn slice_at(&self, offset: usize) -> Option<Slice> {
        self.slices.get(self.index_at(offset))
    }

    fn index_at(&self, offset: usize) -> usize {
        self.slices.before(offset.saturating_add(1)).saturating_sub(1)
    }

    /// The first slice that an edit at `offset` can change: the one before if the edit touches
    /// what makes its slice begin, the first if it may close front matter.
    fn reached_from(&self, offset: usize) -> usize {
        let head = self.text.slice(Span::new(0, AHEAD));
        let head = head.strip_prefix('\u{feff}').unwrap_or(&head);
        if offset <= FRONT_MATTER && (head.starts_with("---") || head.starts_with("+++")) {
            return 0;
        }
        let index = self.index_at(offset);
        let near = self.slices.get(index).is_some_and(|s| offset < s.start + AHEAD);
        index.saturating_sub(usize::from(near))
    }

    /// Reads slices from the start of slice `from` until a boundary at or after `end`, the end of
    /// the edit, is met again. Returns them and the index of the slice that begins there. `moved`
    /// gives the new place of an old boundary behind the edit.
    fn reread(
        &self,
        from: usize,
        end: usize,
        moved: impl Fn(usize) -> usize,
    ) -> (Vec<Slice>, usize) {
        let (mut at, mut line) = self.slices.get(from).map_or((0, 0), |s| (s.start, s.line));
        let mut kept = self.slices.before(end).max(from + 1);
        let mut seen = kept;
        let mut new: Vec<Slice> = Vec::new();
        while at < self.text.len() || (at, new.len()) == (0, 0) {
            // A window up to an old boundary is enough unless the edit opened something there.
            let to = self.slices.get(seen).map_or(self.text.len(), |s| moved(s.start) + 2 * AHEAD);
            let to = if at == 0 { to.max(FRONT_MATTER + AHEAD) } else { to }.min(self.text.len());
            let window = self.text.slice(Span::new(at, to));
            let mut rest: &str = &window;
            while !rest.is_empty() || (at, new.len()) == (0, 0) {
                let facts = match self.set_aside(at, rest) {
                    Some(facts) => facts,
                    None => {
                        let scan = scan(rest, at == 0, true);
                        if to < self.text.len() && scan.end + AHEAD > rest.len() {
                            break;
                        }
                        let read = rest.get(..scan.end).unwrap_or_default();
                        let same = |s: &Slice| s.start == at && *s.facts.text == *read;
                        let old = self.slices.get(from + new.len()).filter(same);
                        let facts = old.map(|s| s.facts);
                        facts.unwrap_or_else(|| Arc::new(Facts::of(rest, scan)))
                    }
                };
                rest = rest.get(facts.text.len()..).unwrap_or_default();
                let slice = Slice { facts, start: at, line };
                (at, line) = (slice.end(), slice.end_line());
                new.push(slice);
                while self.slices.get(kept).is_some_and(|s| moved(s.start) < at) {
                    kept += 1;
                }
                if self.slices.get(kept).is_some_and(|s| moved(s.start) == at) {
                    return (new, kept);
                }
            }
            seen = (2 * seen - from).max(kept + 1);
        }
        (new, self.slices.len())
    }

    /// The slice at `at`, where the text goes on as `rest`, if it has been set aside: as far from the
    /// end of the text, with the same text, and cut off by the same.
    fn set_aside(&self, at: usize, rest: &str) -> Option<Arc<Facts>> {
        let (slices, length) = &self.aside;
        let start = (at + length).checked_sub(self.text.len()).filter(|_| at > 0)?;
        let index = slices.before(start);
        let slice = slices.get(index).filter(|slice| slice.start == start && start > 0)?;
        let behind = rest.strip_prefix(&*slice.facts.text)?.as_bytes();
        let cut = slices.get(index + 1).map_or(behind.is_empty(), |next| {
            let next = next.facts.text.as_bytes();
            behind.starts_with(next.get(..AHEAD).unwrap_or(next))
        });
        cut.then_some(slice.facts)
    }
}

/// The slices of a text, one after the other, each read when it is asked for.
pub fn slices(text: &str) -> impl Iterator<Item = Slice> {
    Reading { text, at: 0, line: 0 }
}

/// Reads a whole text. A second thread starts in the middle at what may be a heading; what it read
/// counts from the first boundary on that the reading from the start meets.
fn read(text: &str) -> Vec<Slice> {
    let middle = text.len() / 2;
    let behind = text.as_bytes().get(middle..).filter(|_| text.len() > LARGE);
    let Some(found) = behind.and_then(|behind| memchr::memmem::find(behind, b"\n#")) else {
        let slices: Vec<_> = slices(text).collect();
        return if slices.is_empty() { vec![empty()] } else { slices };
    };
    let middle = middle + found + 1;
    std::thread::scope(|scope| {
        let second = Reading { text, at: middle, line: 0 };
        let thread = std::thread::Builder::new();
        let second = thread.spawn_scoped(scope, || second.collect::<Vec<_>>());
        let mut first = Reading { text, at: 0, line: 0 };
        let mut slices = Vec::new();
        while first.at < middle
            && let Some(slice) = first.next()
        {
            slices.push(slice);
        }
        let second = second.ok().and_then(|s| s.join().ok()).unwrap_or_default();
        loop {
            if let Ok(met) = second.binary_search_by_key(&first.at, |s| s.start) {
                let before = second.get(met).map_or(0, |s| s.line);
                let moved = |s: &Slice| Slice { line: s.line - before + first.line, ..s.clone() };
                slices.extend(second.iter().skip(met).map(moved));
                return slices;
            }
            let Some(next) = first.next() else { return slices };
            slices.push(next);
        }
    })
}

/// The one slice of an empty text.
fn empty() -> Slice {
    Slice { facts: Arc::new(Facts::read("", true)), start: 0, line: 0 }
}

/// The slices of a text from a boundary on.
struct Reading<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Iterator for Reading<'_> {
    type Item = Slice;

    fn next(&mut self) -> Option<Slice> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let facts = Arc::new(Facts::of(rest, scan(rest, self.at == 0, true)));
        let slice = Slice { facts, start: self.at, line: self.line };
        (self.at, self.line) = (slice.end(), slice.end_line());
        Some(slice)
    }
}
