//! Looking ahead. All look-ahead of this folder is done here, so that tests can count it.

use memchr::memmem;

/// The first byte from `at` on that stops.
pub(super) fn find(bytes: &[u8], at: usize, stop: impl Fn(u8) -> bool) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let found = rest.iter().position(|&b| stop(b));
    count(found.unwrap_or(rest.len()));
    Some(at + found?)
}

/// The first byte from `at` on that stops and is not escaped.
pub(super) fn find_unescaped(
    bytes: &[u8],
    mut at: usize,
    stop: impl Fn(u8) -> bool,
) -> Option<usize> {
    loop {
        at = find(bytes, at, |b| b == b'\\' || stop(b))?;
        match bytes.get(at)? {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 2,
            b if stop(*b) => return Some(at),
            _ => at += 1,
        }
    }
}

/// Where `end` begins, from `at` on.
pub(super) fn find_text(bytes: &[u8], at: usize, end: &[u8]) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let found = memmem::find(rest, end);
    count(found.unwrap_or(rest.len()));
    Some(at + found?)
}

/// After the bytes from `at` on that belong.
pub(super) fn skip(bytes: &[u8], at: usize, belongs: impl Fn(u8) -> bool) -> usize {
    find(bytes, at, |b| !belongs(b)).unwrap_or(bytes.len().max(at))
}

/// After the spaces, tabs and line ends at `at`.
pub(super) fn skip_space(bytes: &[u8], at: usize) -> usize {
    skip(bytes, at, |b| matches!(b, b' ' | b'\t' | b'\n'))
}

#[cfg(test)]
thread_local! {
    static WORK: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts steps taken, in tests only.
pub(super) fn count(_steps: usize) {
    #[cfg(test)]
    WORK.set(WORK.get() + _steps + 1);
}

/// The steps taken since last asked.
#[cfg(test)]
pub(super) fn take_count() -> usize {
    WORK.take()
}
