//! What a line can start with: heading and list markers, fences, breaks, check boxes.
//! Each function looks at one line only; whether the block may start there is its caller's.

use super::line::{Line, blank};
use crate::syntax::Check;
use crate::text::Span;

/// ATX heading (CommonMark 0.31 §4.2): its level and text.
pub(in crate::syntax) fn atx(bytes: &[u8], content: Span) -> Option<(u8, Span)> {
    let text = bytes.get(content.start..content.end)?;
    let level = run(text, b'#');
    let after = text.get(level).copied();
    if !(1..=6).contains(&level) || !after.is_none_or(blank) {
        return None;
    }
    let start = text.iter().skip(level).take_while(|&&b| blank(b)).count() + level;
    let marks = text.iter().rev().take_while(|&&b| b == b'#').count();
    let mut end = text.len();
    if text.len() - marks <= start || text.get(text.len() - marks - 1).copied().is_some_and(blank) {
        end -= marks;
    }
    while end > start && text.get(end - 1).copied().is_some_and(blank) {
        end -= 1;
    }
    let end = end.max(start);
    Some((level as u8, Span::new(content.start + start, content.start + end)))
}

/// Opening fence (§4.5): its character, its length, and the info string.
pub(in crate::syntax) fn fence(bytes: &[u8], content: Span) -> Option<(u8, usize, Span)> {
    let text = bytes.get(content.start..content.end)?;
    let mark = text.first().copied().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = run(text, mark);
    let info = text.get(length..)?;
    if length < 3 || (mark == b'`' && info.contains(&b'`')) {
        return None;
    }
    let gap = info.iter().take_while(|&&b| blank(b)).count();
    Some((mark, length, Span::new(content.start + length + gap, content.end)))
}

/// Whether a line's content closes a fence of `length` times `mark`.
pub(in crate::syntax) fn closes_fence(text: &[u8], mark: u8, length: usize) -> bool {
    run(text, mark) >= length && run(text, mark) == text.len()
}

/// Thematic break (§4.1).
pub(super) fn thematic(text: &[u8]) -> bool {
    let Some(&mark @ (b'-' | b'*' | b'_')) = text.first() else { return false };
    let mut marks = 0;
    text.iter().all(|&b| {
        marks += usize::from(b == mark);
        b == mark || blank(b)
    }) && marks >= 3
}

/// Setext underline (§4.3): the level it gives.
pub(super) fn setext(text: &[u8]) -> Option<u8> {
    let &mark = text.first()?;
    let level = match mark {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    (run(text, mark) == text.len()).then_some(level)
}

/// A list marker (§5.2).
#[derive(Clone, Copy)]
pub(in crate::syntax) struct Marker {
    /// `-`, `*`, `+`, `.` or `)`: items of one list share it.
    pub kind: u8,
    pub number: Option<u64>,
    /// Bytes of the marker.
    pub length: usize,
}

/// The list marker at the start of `text`; white space or the end of the line must follow it.
pub(in crate::syntax) fn marker(text: &[u8]) -> Option<Marker> {
    let digits = text.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
    let &kind = text.get(digits)?;
    if !text.get(digits + 1).copied().is_none_or(blank) {
        return None;
    }
    let number = match (digits, kind) {
        (0, b'-' | b'*' | b'+') => None,
        (1..=9, b'.' | b')') => {
            let digit = |n: u64, b: &u8| n * 10 + u64::from(b - b'0');
            Some(text.iter().take(digits).fold(0, digit))
        }
        _ => return None,
    };
    Some(Marker { kind, number, length: digits + 1 })
}

/// The check box at the start of an item's text (GFM §5.3), also with nothing after it.
pub(in crate::syntax) fn check(bytes: &[u8], at: usize, end: usize) -> Option<Check> {
    let text = bytes.get(at..end)?;
    let (&[b'[', mark, b']'], rest) = text.split_first_chunk()? else { return None };
    let done = match mark {
        b' ' | b'\t' => false,
        b'x' | b'X' => true,
        _ => return None,
    };
    let ends = rest.first().copied().is_none_or(blank);
    ends.then_some(Check { span: Span::new(at, at + 3), done })
}

/// Whether a document's first line opens front matter: three marks and nothing else.
pub(in crate::syntax) fn front_matter(line: &Line) -> Option<u8> {
    let (&mark, rest) = line.rest().split_first()?;
    let length = run(rest, mark) + 1;
    let open = matches!(mark, b'-' | b'+') && length == 3;
    (open && line.rest().iter().skip(3).all(|&b| blank(b))).then_some(mark)
}

fn run(text: &[u8], mark: u8) -> usize {
    text.iter().take_while(|&&b| b == mark).count()
}
