//! Inlines of a paragraph, heading or table cell by one linear pass of our own: code spans, tags and
//! escapes first, then brackets and links, then emphasis (CommonMark 0.31 §6, GFM §6.5 and §6.9).
//! Resolves no references and builds no tree.
//!
//! Where it differs from CommonMark, on purpose: a reference with a label counts as a link without
//! its definition being looked up, unless `(` follows; brackets that form no link are reported
//! ([`InlineKind::Bracket`]); `[[…]]` and `{{…}}` are marks of their own with nothing inside; one
//! `~` strikes nothing (`~5 days … ~10`); a bare URL ends at `*`.

mod emphasis;
mod link;
mod look;
mod pass;
mod tag;

use crate::text::Span;
use std::cmp::Reverse;

/// One inline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// All of it, marks included. Over several lines it includes what the container writes before
    /// each (`> `, indentation).
    pub span: Span,
    /// What is between the marks: a link's text, a code span's content without its padding, …
    pub inner: Span,
}

/// Kinds of inlines (CommonMark 0.31 §6; GFM §6.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// `**…**` or `__…__`
    Strong,
    /// `*…*` or `_…_`
    Emphasis,
    /// `~~…~~`
    Strikethrough,
    /// `` `…` ``
    Code,
    /// `[text](destination "title")`
    Link {
        /// Without angle brackets and title; may be empty.
        destination: Span,
    },
    /// `![text](destination)`
    Image {
        /// Without angle brackets and title.
        destination: Span,
    },
    /// `[text][label]` or `[text][]`, also with `!` before: whether a definition exists is for the
    /// reader of the document to decide.
    Reference {
        /// The label; equal to `inner` for `[text][]`.
        label: Span,
    },
    /// Balanced `[…]` that is no link, image or reference: a shortcut reference, a placeholder, a
    /// mark such as `[NEW]`. Check boxes of items are not among these. Being text, it may overlap
    /// emphasis that begins inside and ends outside of it.
    Bracket,
    /// `[[…]]` on one line, not followed by `(` or `[`; not empty, no brackets or backticks inside.
    WikiLink,
    /// `{{…}}` on one line, no braces or backticks inside.
    Mustache,
    /// `<https://…>`, or a bare `https://…` (GFM §6.9, the forms with a scheme)
    Autolink,
    /// An HTML tag, comment, declaration, processing instruction or CDATA section; `inner` is
    /// without `<` and `>`.
    Html,
}

/// Appends the inlines of one leaf block whose content is `lines` (spans of `text` in order,
/// without container prefixes), in order of their starts, longer ones first. Time is linear in
/// the length of the lines (and n log n in what is found), whatever they hold.
pub fn scan(text: &str, lines: &[Span], out: &mut Vec<Inline>) {
    if !lines.iter().any(|line| pass::is_marked(line.of(text))) {
        return;
    }
    let flat;
    let (content, map) = if let [line] = lines {
        (line.of(text), Map { lines, starts: vec![0] })
    } else {
        let starts;
        (flat, starts) = join(text, lines);
        (flat.as_str(), Map { lines, starts })
    };
    let from = out.len();
    out.extend(pass::run(content).into_iter().map(|inline| map.inline(inline)));
    if let Some(new) = out.get_mut(from..) {
        new.sort_by_key(|inline| (inline.span.start, Reverse(inline.span.end)));
    }
}

/// The lines as one text with LF between them, and where each begins in it.
fn join(text: &str, lines: &[Span]) -> (String, Vec<usize>) {
    let mut flat = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    let mut starts = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            flat.push('\n');
        }
        starts.push(flat.len());
        flat.push_str(line.of(text));
    }
    (flat, starts)
}

/// From offsets in the joined lines to offsets in the text.
struct Map<'a> {
    lines: &'a [Span],
    starts: Vec<usize>,
}

impl Map<'_> {
    fn inline(&self, inline: Inline) -> Inline {
        let kind = match inline.kind {
            InlineKind::Link { destination } => {
                InlineKind::Link { destination: self.span(destination) }
            }
            InlineKind::Image { destination } => {
                InlineKind::Image { destination: self.span(destination) }
            }
            InlineKind::Reference { label } => InlineKind::Reference { label: self.span(label) },
            other => other,
        };
        Inline { kind, span: self.span(inline.span), inner: self.span(inline.inner) }
    }

    fn span(&self, span: Span) -> Span {
        Span::new(self.offset(span.start), self.offset(span.end))
    }

    fn offset(&self, at: usize) -> usize {
        let line = self.starts.partition_point(|&start| start <= at).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let span = self.lines.get(line).copied().unwrap_or_default();
        (span.start + (at - start)).min(span.end)
    }
}

#[cfg(test)]
mod tests;
