//! The pass over one leaf's text: finds what binds tightest as it goes, keeps brackets on a stack
//! and delimiter runs in a list for `emphasis`. Every look-ahead is bounded or remembered, so the
//! whole is linear.

use super::emphasis::{self, Run};
use super::link::{self, resource};
use super::tag::{Tags, bare_url};
use super::{Inline, InlineKind, look};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// Whether a text can hold any inline at all.
pub(super) fn is_marked(text: &str) -> bool {
    text.bytes().any(|b| matches!(b, b'*' | b'_' | b'~' | b'`' | b'[' | b'<' | b'{' | b':'))
}

/// The inlines of one leaf's text, in no particular order.
pub(super) fn run(text: &str) -> Vec<Inline> {
    let mut pass = Pass {
        text,
        bytes: text.as_bytes(),
        at: 0,
        found: Vec::new(),
        runs: Vec::new(),
        openers: Vec::new(),
        inactive: 0,
        ticks: None,
        tags: Tags::default(),
    };
    pass.run();
    pass.found
}

/// A `[` or `![` waiting for its `]`.
struct Opener {
    /// First byte, the `!` included.
    start: usize,
    image: bool,
    /// How many delimiter runs came before it.
    runs: usize,
}

struct Pass<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    found: Vec<Inline>,
    runs: Vec<Run>,
    openers: Vec<Opener>,
    /// `[` below this depth hold a link and form none.
    inactive: usize,
    /// Where backtick runs of each length start, last first; gathered at the first one.
    ticks: Option<FxHashMap<usize, Vec<usize>>>,
    tags: Tags,
}

impl Pass<'_> {
    fn run(&mut self) {
        while let Some(skip) = self.rest().iter().position(|&b| is_special(b)) {
            self.at += skip;
            match self.byte(self.at) {
                b'\\' => {
                    self.at += 1 + usize::from(self.byte(self.at + 1).is_ascii_punctuation());
                }
                b'`' => self.code(),
                b'<' => self.tag(),
                b'[' => self.open(),
                b']' => self.close(),
                b'{' => self.mustache(),
                b':' => self.url(),
                mark => self.delimiter(mark),
            }
        }
        emphasis::resolve(&self.runs, &mut self.found);
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The byte at an offset; past the end, NUL.
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// How often the byte at the current place is repeated from there on.
    fn repeated(&self) -> usize {
        let first = self.byte(self.at);
        look::skip(self.bytes, self.at, |b| b == first) - self.at
    }

    fn add(&mut self, kind: InlineKind, span: Span, inner: Span) {
        self.found.push(Inline { kind, span, inner });
    }

    /// CommonMark §6.1: ends at the next run of as many backticks.
    fn code(&mut self) {
        let length = self.repeated();
        let (start, inside) = (self.at, self.at + length);
        self.at = inside;
        let bytes = self.bytes;
        let Some(ends) = self.ticks.get_or_insert_with(|| ticks(bytes)).get_mut(&length) else {
            return;
        };
        while ends.last().is_some_and(|&end| end < inside) {
            ends.pop();
        }
        let Some(&end) = ends.last() else { return };
        self.at = end + length;
        let mut inner = Span::new(inside, end);
        let content = inner.of(self.text);
        let padded = content.starts_with([' ', '\n']) && content.ends_with([' ', '\n']);
        if padded && content.bytes().any(|b| !matches!(b, b' ' | b'\n')) {
            inner = Span::new(inside + 1, end - 1);
        }
        self.add(InlineKind::Code, Span::new(start, self.at), inner);
    }

    fn tag(&mut self) {
        match self.tags.read(self.bytes, self.at) {
            Some((kind, end)) => {
                let span = Span::new(self.at, end);
                self.add(kind, span, Span::new(span.start + 1, end - 1));
                self.at = end;
            }
            None => self.at += 1,
        }
    }

    fn url(&mut self) {
        let bracketed = !self.openers.is_empty();
        match bare_url(self.bytes, self.at, bracketed) {
            Some(span) => {
                self.add(InlineKind::Autolink, span, span);
                self.at = span.end;
            }
            None => self.at += 1,
        }
    }

    /// `{{…}}`; of `{{{…}}}` the inner pair.
    fn mustache(&mut self) {
        let braces = self.repeated();
        self.at += braces;
        if braces < 2 {
            return;
        }
        let end = look::skip(self.bytes, self.at, |b| !b"{}\n`".contains(&b));
        let inner = Span::new(self.at, end);
        if !inner.is_empty() && self.byte(inner.end) == b'}' && self.byte(inner.end + 1) == b'}' {
            self.at = inner.end + 2;
            self.add(InlineKind::Mustache, Span::new(inner.start - 2, self.at), inner);
        }
    }

    fn open(&mut self) {
        if self.wiki() {
            return;
        }
        let image = self.at > 0 && self.byte(self.at - 1) == b'!' && !self.escaped(self.at - 1);
        self.openers.push(Opener {
            start: self.at - usize::from(image),
            image,
            runs: self.runs.len(),
        });
        self.at += 1;
    }

    /// Whether an odd number of backslashes stands before.
    fn escaped(&self, at: usize) -> bool {
        let before = self.bytes.get(..at).unwrap_or_default();
        before.iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1
    }

    fn wiki(&mut self) -> bool {
        if self.byte(self.at + 1) != b'[' {
            return false;
        }
        let inside = self.at + 2;
        let end = look::skip(self.bytes, inside, |b| !b"[]\n`".contains(&b));
        let closed = self.byte(end) == b']' && self.byte(end + 1) == b']';
        if end == inside || !closed || matches!(self.byte(end + 2), b'(' | b'[') {
            return false;
        }
        self.add(InlineKind::WikiLink, Span::new(self.at, end + 2), Span::new(inside, end));
        self.at = end + 2;
        true
    }

    /// CommonMark §6.3, "look for link or image", with every balanced pair reported.
    fn close(&mut self) {
        let close = self.at;
        self.at += 1;
        let Some(opener) = self.openers.pop() else { return };
        let depth = self.openers.len();
        let inner = Span::new(opener.start + 1 + usize::from(opener.image), close);
        let active = opener.image || depth >= self.inactive;
        self.inactive = self.inactive.min(depth);
        let Some((kind, end)) = active.then(|| self.target(&opener, inner)).flatten() else {
            let start = inner.start - 1;
            return self.add(InlineKind::Bracket, Span::new(start, self.at), inner);
        };
        self.add(kind, Span::new(opener.start, end), inner);
        self.at = end;
        let inside = self.runs.get(opener.runs..).unwrap_or_default();
        emphasis::resolve(inside, &mut self.found);
        self.runs.truncate(opener.runs);
        if !opener.image {
            self.inactive = depth;
        }
    }

    /// What follows the text of a link, and where that ends.
    fn target(&self, opener: &Opener, inner: Span) -> Option<(InlineKind, usize)> {
        match self.byte(self.at) {
            b'(' => {
                let (destination, end) = resource(self.bytes, self.at)?;
                let kind = match opener.image {
                    true => InlineKind::Image { destination },
                    false => InlineKind::Link { destination },
                };
                Some((kind, end))
            }
            b'[' => {
                let mut label = link::label(self.bytes, self.at)?;
                let end = label.end + 1;
                if self.byte(end) == b'(' {
                    return None;
                }
                if label.is_empty() {
                    label = link::label(self.bytes, inner.start - 1)?;
                    if label != inner {
                        return None;
                    }
                }
                (!label.trim(self.text).is_empty())
                    .then_some((InlineKind::Reference { label }, end))
            }
            _ => None,
        }
    }

    fn delimiter(&mut self, mark: u8) {
        let (start, count) = (self.at, self.repeated());
        self.at += count;
        if mark == b'~' && count != 2 {
            return;
        }
        let before = self.text.get(..start).and_then(|text| text.chars().next_back());
        let after = self.text.get(self.at..).and_then(|text| text.chars().next());
        self.runs.push(Run::new(mark, Span::new(start, self.at), before, after));
    }
}

fn is_special(b: u8) -> bool {
    matches!(b, b'*' | b'_' | b'~' | b'`' | b'[' | b']' | b'<' | b'{' | b':' | b'\\')
}

/// Where the backtick runs of each length start, last first.
fn ticks(bytes: &[u8]) -> FxHashMap<usize, Vec<usize>> {
    let mut runs: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    let mut end = bytes.len();
    while let Some(last) = memchr::memrchr(b'`', bytes.get(..end).unwrap_or_default()) {
        let upto = bytes.get(..=last).unwrap_or_default();
        let length = upto.iter().rev().take_while(|&&b| b == b'`').count();
        end = last + 1 - length;
        runs.entry(length).or_default().push(end);
    }
    runs
}
