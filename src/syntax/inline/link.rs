//! What follows a link's text: `(destination "title")` and `[label]` (CommonMark 0.31 §6.3, §6.4).
//! Decodes no escapes. A look-ahead stops at the latest where the next of its kind would begin
//! (or, for parentheses, at the 32nd after that), so that many unfinished ones stay linear.

use super::look::{count, find_unescaped, skip_space};
use crate::text::Span;

/// Parentheses nested deeper than this are no destination.
const NESTING: usize = 32;
/// The longest label (§4.7).
const LABEL: usize = 999;

/// The destination of the resource whose `(` is at `open`, and the end of the resource.
pub(super) fn resource(bytes: &[u8], open: usize) -> Option<(Span, usize)> {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let start = skip_space(bytes, open + 1);
    let (destination, end) = match byte(start) {
        b'<' => {
            let end = find_unescaped(bytes, start + 1, |b| matches!(b, b'<' | b'>' | b'\n'))?;
            (Span::new(start + 1, end), (byte(end) == b'>').then_some(end + 1)?)
        }
        _ => {
            let end = bare(bytes, start)?;
            (Span::new(start, end), end)
        }
    };
    let mut at = skip_space(bytes, end);
    if at > end && at < bytes.len() && byte(at) != b')' {
        let close = match byte(at) {
            b'(' => b')',
            quote @ (b'"' | b'\'') => quote,
            _ => return None,
        };
        let title = find_unescaped(bytes, at + 1, |b| b == close || (close == b')' && b == b'('))?;
        at = skip_space(bytes, (byte(title) == close).then_some(title + 1)?);
    }
    (byte(at) == b')').then_some((destination, at + 1))
}

/// Between the brackets of the label whose `[` is at `open`.
pub(super) fn label(bytes: &[u8], open: usize) -> Option<Span> {
    let end = find_unescaped(bytes, open + 1, |b| matches!(b, b'[' | b']'))?;
    let span = Span::new(open + 1, end);
    (bytes.get(end) == Some(&b']') && span.len() <= LABEL).then_some(span)
}

/// The end of a destination without angle brackets.
fn bare(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0;
    loop {
        count(0);
        match bytes.get(at).copied().unwrap_or(0) {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            b'(' if depth == NESTING => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            b' ' | 0..0x20 | 0x7f => return (depth == 0).then_some(at),
            _ => {}
        }
        at += 1;
    }
}
