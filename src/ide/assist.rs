//! Code actions that are not the fix of one finding: tables, structure, status, everything at once.
//! One file each under `assists`; a fix comes with its finding (`rules`). Offered by the range alone:
//! what would change all over the document is found out once it is chosen.

use super::Snapshot;
use crate::text::{Edit, Span};
use std::borrow::Cow;

/// An action offered at a place.
#[derive(Clone, Debug)]
pub struct Assist {
    /// Stable, kebab-case: `insert-row-below`.
    pub id: &'static str,
    /// What it does, in the imperative.
    pub title: String,
    /// Where it is listed.
    pub kind: AssistKind,
    /// What it changes.
    pub edits: Edits,
}

/// The edits of an action, not overlapping.
#[derive(Clone, Debug)]
pub enum Edits {
    /// They are known already.
    Known(Vec<Edit>),
    /// They are worked out for a place once the action is chosen: they reach far beyond it.
    Later(Span, fn(&AssistContext) -> Vec<Edit>),
}

impl Edits {
    /// The edits; `snapshot` is the one that the action was offered on.
    pub fn of(&self, snapshot: &Snapshot) -> Cow<'_, [Edit]> {
        match self {
            Edits::Known(edits) => Cow::Borrowed(edits),
            Edits::Later(span, find) => Cow::Owned(find(&AssistContext { snapshot, span: *span })),
        }
    }
}

/// Kinds of action (LSP 3.17 §Code Action Kinds).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssistKind {
    /// Adds or rearranges something at the cursor.
    Rewrite,
    /// Restructures the whole document.
    Organize,
    /// Fixes everything that can be fixed safely.
    FixAll,
}

/// Where actions are asked for.
pub struct AssistContext<'a> {
    /// The document.
    pub snapshot: &'a Snapshot,
    /// The selection, or the cursor as an empty span; within the text.
    pub span: Span,
}

impl Assist {
    /// An action at the cursor.
    pub fn rewrite(id: &'static str, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        let edits = Edits::Known(edits);
        Assist { id, title: title.into(), kind: AssistKind::Rewrite, edits }
    }
}

/// The actions at a range (bytes, clamped), in listing order. Where a document is not taken for a
/// plan there is one: to treat it as one.
pub fn assists(snapshot: &Snapshot, span: Span) -> Vec<Assist> {
    let text = snapshot.document.text();
    let span = Span::new(text.floor(span.start), text.floor(span.end));
    let context = AssistContext { snapshot, span };
    if !snapshot.has_outline() {
        return super::assists::ELSEWHERE(&context);
    }
    super::assists::ALL.iter().flat_map(|assist| assist(&context)).collect()
}
