//! Inlines of a paragraph, heading or table cell by one linear pass of our own: code spans first,
//! then escapes, links, emphasis, HTML, brackets. Resolves no references and builds no tree.

use crate::text::Span;

/// One inline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// All of it, marks included.
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
    /// `[text][label]` or `[text][]`: whether a definition exists is for the reader of the
    /// document to decide.
    Reference {
        /// The label; equal to `inner` for `[text][]`.
        label: Span,
    },
    /// `[…]` that is followed by neither `(…)` nor `[…]`: a shortcut reference, a placeholder, a
    /// mark such as `[NEW]`. Check boxes of items are not among these.
    Bracket,
    /// `[[…]]`
    WikiLink,
    /// `{{…}}`
    Mustache,
    /// `<https://…>`, or a bare `https://…` (GFM §6.9, the forms with a scheme)
    Autolink,
    /// An HTML tag or comment within a line.
    Html,
}
