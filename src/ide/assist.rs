//! Code actions that are not fixes of findings: tables, structure, status. One file each under
//! `assists`; a fix comes with its finding (`rules`). Computed from the range alone.

use super::Snapshot;
use crate::text::{Edit, Span};

/// An action offered at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assist {
    /// Stable, kebab-case: `insert-row-below`.
    pub id: &'static str,
    /// What it does, in the imperative.
    pub title: String,
    /// Where it is listed.
    pub kind: AssistKind,
    /// Not overlapping.
    pub edits: Vec<Edit>,
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
