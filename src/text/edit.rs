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

    /// The one edit that makes `after` of `before`: of the lines between those that both share at
    /// their ends. `None` if they are the same.
    pub fn between(before: &str, after: &str) -> Option<Self> {
        let lines = |text: &'_ str| text.split_inclusive('\n').map(str::len).collect::<Vec<_>>();
        let pairs = before.split_inclusive('\n').zip(after.split_inclusive('\n'));
        let head: usize = pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum();
        let (old, new) = (before.get(head..)?, after.get(head..)?);
        let mut tail = 0;
        for (a, b) in lines(old).into_iter().rev().zip(lines(new).into_iter().rev()) {
            let line = |text: &str, len: usize| {
                let end = text.len() - tail;
                text.get(end - len..end).map(str::to_owned)
            };
            if line(old, a) != line(new, b) {
                break;
            }
            tail += a;
        }
        let (old, new) = (old.get(..old.len() - tail)?, new.get(..new.len() - tail)?);
        (old != new).then(|| Edit::replace(Span::new(head, head + old.len()), new))
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

    #[test]
    fn the_edit_between_two_texts_is_of_whole_lines() {
        let between = |a, b| Edit::between(a, b).map(|e| (e.span.start, e.span.end, e.insert));
        assert_eq!(between("a\nb\nc\n", "a\nx\ny\nc\n"), Some((2, 4, "x\ny\n".to_owned())));
        assert_eq!(between("a\na\n", "a\n"), Some((2, 4, String::new())));
        assert_eq!(between("a", "a\n"), Some((0, 1, "a\n".to_owned())));
        assert_eq!(between("a\n", "a\n"), None);
    }
}
