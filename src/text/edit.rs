//! Edits as data, and applying a set of them. Does not decide what to edit.

use super::Span;

/// Replace `span` of a text by `insert`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What goes, in bytes.
    pub span: Span,
    /// What comes in its place.
    pub insert: String,
}

impl Edit {
    /// Replaces `span`.
    pub fn replace(span: Span, insert: impl Into<String>) -> Self {
        Edit { span, insert: insert.into() }
    }

    /// Inserts at `offset`.
    pub fn insert(offset: usize, insert: impl Into<String>) -> Self {
        Edit::replace(Span::at(offset), insert)
    }

    /// Deletes `span`.
    pub fn delete(span: Span) -> Self {
        Edit::replace(span, "")
    }

    /// The same edit in a text that begins `by` bytes earlier.
    pub fn shift(mut self, by: usize) -> Self {
        self.span = self.span.shift(by);
        self
    }
}

/// The text after all `edits`, whose spans are those of `text`. Insertions at one place keep their
/// order. `None` when two edits overlap, or one does not lie on character boundaries inside `text`.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|e| (e.span.start, e.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        out.push_str(text.get(at..edit.span.start)?);
        out.push_str(&edit.insert);
        text.get(edit.span.start..edit.span.end)?;
        at = edit.span.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_together_or_not_at_all() {
        let edit = |s, e, t: &str| Edit::replace(Span::new(s, e), t);
        assert_eq!(apply("abcd", &[edit(2, 3, "C"), edit(0, 1, "A")]).as_deref(), Some("AbCd"));
        assert_eq!(apply("abcd", &[edit(0, 2, ""), edit(1, 3, "")]), None);
        assert_eq!(apply("ï", &[edit(1, 2, "")]), None);
    }
}
