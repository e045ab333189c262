//! How queries are tested: a plan with `$0` at the cursor in, lines of text out.

use super::Snapshot;
pub(crate) use crate::rules::testing::{Case, snapshot};
use crate::text::{Encoding, Span};

/// The plan without `$0`, and where that stood.
pub(crate) fn cursor(text: &str, case: &Case) -> (Snapshot, usize) {
    let at = text.find("$0").expect("no cursor");
    (snapshot(&text.replacen("$0", "", 1), case), at)
}

/// `3:5-3:12 "Phase 2"`: lines and columns from 1, columns in characters.
pub(crate) fn show(snapshot: &Snapshot, span: Span) -> String {
    let text = snapshot.document.text();
    assert!(span.end <= text.len() && text.floor(span.start) == span.start);
    let at = |offset| text.line_column(offset, Encoding::Utf32);
    let (start, end) = (at(span.start), at(span.end));
    let words = text.slice(span);
    format!("{}:{}-{}:{} {words:?}", start.line + 1, start.column + 1, end.line + 1, end.column + 1)
}
