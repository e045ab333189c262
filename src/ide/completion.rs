//! Completion: what could come next where the cursor is. Each context is a file. The first that
//! answers says what is replaced; others add to it what replaces the same. Does not filter by what
//! is typed (clients do) and renders no protocol.

mod anchor;
mod cell;
mod directive;
mod field;
mod heading;
mod path;
mod row;
mod section;
mod value;

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
    let contexts = if place.is_in(|kind| matches!(kind, BlockKind::Code { .. })) {
        return Completions::default();
    } else if place.is_in(|kind| matches!(kind, BlockKind::FrontMatter)) {
        FRONT_MATTER
    } else {
        CONTEXTS
    };
    let mut found = Completions::default();
    for more in contexts.iter().filter_map(|context| context(&place)) {
        if found.items.is_empty() {
            found = more;
        } else if found.replace == more.replace {
            found.items.extend(more.items);
        }
    }
    // Of headings those of the level that is typed come first; others are still offered.
    let marks = |text: &str| text.bytes().take_while(|b| *b == b'#').count();
    let level = marks(place.before.trim_start());
    if level > 0 {
        found.items.sort_by_cached_key(|item| marks(&item.insert.plain()) != level);
    }
    found
}

type Context = fn(&Place) -> Option<Completions>;

/// The contexts, those that know more about the place first.
const CONTEXTS: &[Context] = &[
    directive::complete,
    anchor::complete,
    path::complete,
    row::complete,
    cell::complete,
    value::complete,
    field::complete,
    heading::complete,
    section::complete,
];

const FRONT_MATTER: &[Context] = &[value::complete];

impl Completion {
    /// A value that is written as it is shown.
    fn value(text: String, detail: &str) -> Completion {
        Completion {
            kind: CompletionKind::Value,
            detail: detail.to_owned(),
            documentation: String::new(),
            insert: Snippet::text(text.clone()),
            filter: text.clone(),
            label: text,
        }
    }
}

impl Place<'_> {
    /// Whether the cursor is inside of such a block: on its lines, in the middle of a closed one.
    fn is_in(&self, wanted: fn(&BlockKind) -> bool) -> bool {
        let Some(slice) = self.snapshot.document.slice_at(self.offset) else { return false };
        let at = self.offset.saturating_sub(slice.start);
        slice.facts.blocks.iter().any(|b| {
            let open = matches!(b.kind, BlockKind::Code { closed: false, .. });
            wanted(&b.kind) && b.span.start < at && (at < b.span.end || open)
        })
    }

    /// What is typed from `start`, an offset in the line, to the cursor.
    fn typed(&self, start: usize) -> Span {
        Span::new(self.line.start + start, self.offset)
    }

    /// The code span the cursor is in: where its content begins in the line.
    fn code_span(&self) -> Option<usize> {
        let mut open: Option<(usize, usize)> = None;
        let mut at = 0;
        while let Some(rest) = self.before.get(at..) {
            let Some(next) = rest.find('`') else { break };
            let run = rest.get(next..).map_or(0, |r| r.bytes().take_while(|b| *b == b'`').count());
            let escaped = open.is_none() && rest.get(..next).is_some_and(|r| r.ends_with('\\'));
            at += next + run;
            open = match open {
                Some((length, _)) if length == run => None,
                None if !escaped => Some((run, at)),
                other => other,
            };
        }
        open.map(|(_, content)| content)
    }
}

#[cfg(test)]
mod tests;
