//! Completion: what could come next where the cursor is. Each context is a file; at most one
//! answers. Does not filter by what is typed (clients do) and renders no protocol.

mod section;

use super::{Snapshot, Snippet};
use crate::syntax::BlockKind;
use crate::text::Span;

/// What completes at a place: every item replaces the same range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// What has been typed: on the cursor's line, ending at the cursor.
    pub replace: Span,
    /// Best first.
    pub items: Vec<Completion>,
}

/// One completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Shown in the list.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// Shown beside the label.
    pub detail: String,
    /// Shown when it is selected, Markdown.
    pub documentation: String,
    /// What is written.
    pub insert: Snippet,
    /// What the typed text is matched against.
    pub filter: String,
}

/// Kinds of completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A whole template.
    Template,
    /// A section, phase or step.
    Section,
    /// A field.
    Field,
    /// A value of a field or cell.
    Value,
    /// A table row or a list item.
    Row,
    /// A file or folder.
    Path,
    /// A heading to link to.
    Anchor,
    /// A directive.
    Directive,
}

/// Where the cursor is.
pub(super) struct Place<'a> {
    snapshot: &'a Snapshot,
    offset: usize,
    /// The line without its terminator.
    line: Span,
    /// The line up to the cursor.
    before: String,
    /// The line from the cursor on.
    after: String,
}

/// The completions at `offset` (bytes, clamped).
pub fn completions(snapshot: &Snapshot, offset: usize) -> Completions {
    if !snapshot.takes_completion() {
        return Completions::default();
    }
    let text = snapshot.document.text();
    let offset = text.floor(offset);
    let line = text.line_span(text.line_of(offset));
    let offset = offset.min(line.end);
    let before = text.slice(Span::new(line.start, offset)).into_owned();
    let after = text.slice(Span::new(offset, line.end)).into_owned();
    let place = Place { snapshot, offset, line, before, after };
    if place.in_code() {
        return Completions::default();
    }
    let contexts: [fn(&Place) -> Option<Completions>; 1] = [section::complete];
    contexts.iter().find_map(|context| context(&place)).unwrap_or_default()
}

impl Place<'_> {
    /// In a fence, indented code or front matter, where nothing fits.
    fn in_code(&self) -> bool {
        let Some(slice) = self.snapshot.document.slice_at(self.offset) else { return false };
        let at = self.offset.saturating_sub(slice.start);
        slice.facts.blocks.iter().any(|b| {
            matches!(b.kind, BlockKind::Code { .. } | BlockKind::FrontMatter)
                && b.span.start < at
                && (at < b.span.end || matches!(b.kind, BlockKind::Code { closed: false, .. }))
        })
    }
}
