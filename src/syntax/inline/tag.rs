//! What begins with `<`: autolinks and HTML (CommonMark 0.31 §6.5, §6.6), and bare URLs (GFM §6.9,
//! the forms with a scheme). Does not check tag names or domains.

use super::InlineKind;
use super::look::{find, find_text, skip, skip_space};
use crate::text::Span;

/// Reads what begins with `<`. Remembers which ends do not come any more, so that many unfinished
/// beginnings stay linear. (Open tags need no memory: an attribute's quote takes each state a tag
/// can be in to another one, and outside of quotes `<` ends it, so at most three overlap.)
#[derive(Default)]
pub(super) struct Tags {
    missing: [bool; ENDS.len()],
}

/// Beginnings and their ends, the most special first.
const ENDS: [(&[u8], &[u8]); 4] =
    [(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"), (b"<!", b">")];

impl Tags {
    /// The autolink or HTML at `at`, and its end.
    pub(super) fn read(&mut self, bytes: &[u8], at: usize) -> Option<(InlineKind, usize)> {
        let rest = bytes.get(at..)?;
        let length = autolink(rest).map(|length| (InlineKind::Autolink, length));
        let html = || self.html(rest).map(|length| (InlineKind::Html, length));
        length.or_else(html).map(|(kind, length)| (kind, at + length))
    }

    fn html(&mut self, rest: &[u8]) -> Option<usize> {
        let (&second, &third) = (rest.get(1)?, rest.get(2)?);
        if second == b'/' {
            let name = tag_name(rest, 2)?;
            let end = skip_space(rest, name);
            return (rest.get(end) == Some(&b'>')).then_some(end + 1);
        }
        if second != b'!' && second != b'?' {
            return open_tag(rest);
        }
        if rest.starts_with(b"<!-->") {
            return Some(5);
        }
        if rest.starts_with(b"<!--->") {
            return Some(6);
        }
        let (kind, (begin, end)) =
            ENDS.iter().enumerate().find(|(_, (begin, _))| rest.starts_with(begin))?;
        if *begin == b"<!" && !third.is_ascii_alphabetic() {
            return None;
        }
        let missing = self.missing.get_mut(kind)?;
        if *missing {
            return None;
        }
        let found = find_text(rest, begin.len(), end);
        *missing = found.is_none();
        Some(found? + end.len())
    }
}

/// `<scheme:…>` or `<name@host>`.
fn autolink(rest: &[u8]) -> Option<usize> {
    let end = find(rest, 1, |b| matches!(b, b'<' | b'>' | 0x7f) || b <= b' ')?;
    let text = rest.get(1..end)?;
    let ends = rest.get(end) == Some(&b'>');
    (ends && (is_uri(text) || is_email(text))).then_some(end + 1)
}

fn is_uri(text: &[u8]) -> bool {
    let Some(colon) = memchr::memchr(b':', text) else { return false };
    let is_scheme = |b: &u8| b.is_ascii_alphanumeric() || b"+-.".contains(b);
    let scheme = text.get(..colon).unwrap_or_default();
    (2..=32).contains(&colon)
        && scheme.first().is_some_and(u8::is_ascii_alphabetic)
        && scheme.iter().all(is_scheme)
}

fn is_email(text: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b'@', text) else { return false };
    let (name, host) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(b);
    let is_label = |label: &[u8]| {
        (1..=63).contains(&label.len())
            && !label.starts_with(b"-")
            && !label.ends_with(b"-")
            && label.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
    };
    !name.is_empty() && name.iter().all(is_name) && host.split(|&b| b == b'.').all(is_label)
}

fn open_tag(rest: &[u8]) -> Option<usize> {
    let mut at = tag_name(rest, 1)?;
    loop {
        let next = skip_space(rest, at);
        match rest.get(next)? {
            b'>' => return Some(next + 1),
            b'/' => return (rest.get(next + 1) == Some(&b'>')).then_some(next + 2),
            b if next > at && (b.is_ascii_alphabetic() || matches!(b, b'_' | b':')) => {}
            _ => return None,
        }
        let is_name = |b: u8| b.is_ascii_alphanumeric() || b"_:.-".contains(&b);
        at = skip(rest, next, is_name);
        let equals = skip_space(rest, at);
        if rest.get(equals) == Some(&b'=') {
            at = attribute_value(rest, skip_space(rest, equals + 1))?;
        }
    }
}

fn attribute_value(rest: &[u8], at: usize) -> Option<usize> {
    let &first = rest.get(at)?;
    if matches!(first, b'"' | b'\'') {
        return Some(find(rest, at + 1, |b| b == first)? + 1);
    }
    let end = skip(rest, at, |b| !b" \t\n\"'=<>`".contains(&b));
    (end > at).then_some(end)
}

fn tag_name(rest: &[u8], at: usize) -> Option<usize> {
    let first = rest.get(at)?.is_ascii_alphabetic();
    first.then(|| skip(rest, at, |b| b.is_ascii_alphanumeric() || b == b'-'))
}

/// The bare URL whose scheme's `:` is at `colon`. `bracketed` when a `[` is open: then it ends
/// before `]`.
pub(super) fn bare_url(bytes: &[u8], colon: usize, bracketed: bool) -> Option<Span> {
    let rest = bytes.get(colon..)?;
    let host = rest.strip_prefix(b"://")?.first()?;
    if !host.is_ascii_alphanumeric() && host.is_ascii() {
        return None;
    }
    let before = bytes.get(..colon)?;
    let ends_with = |scheme: &&str| {
        let from = before.len().checked_sub(scheme.len());
        from.and_then(|f| before.get(f..))
            .is_some_and(|s| s.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    let scheme = ["https", "http", "ftp"].iter().find(|s| ends_with(s))?;
    let start = colon - scheme.len();
    let previous = start.checked_sub(1).and_then(|at| bytes.get(at));
    if previous.is_some_and(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let belongs = |b: u8| b > b' ' && !b"<`*|".contains(&b) && !(bracketed && b == b']');
    let mut url = rest.get(..skip(rest, 0, belongs))?;
    let count = |b: u8| memchr::memchr_iter(b, url).count();
    let mut unopened = count(b')').saturating_sub(count(b'('));
    while let Some((&last, shorter)) = url.split_last() {
        match last {
            b')' if unopened > 0 => unopened -= 1,
            _ if b"?!.,:;_~'\"".contains(&last) => {}
            _ => break,
        }
        url = shorter;
    }
    Some(Span::new(start, colon + url.len()))
}
