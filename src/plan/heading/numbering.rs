//! The numbering a heading begins with: `1.`, `1)`, `1.2`, `A.`, `§A.4`, `IV.`, `一、`, `Section 4:`.
//!
//! Numbers behind a phase or step word are read in `series`; what a number means is for the plan to decide.

use super::number::{Number, Part};

/// The length of the numbering (`1.`, `1)`, `1.2`, `A.`, `§A.4`, `IV.`, `1、`, `一、`) that `text` begins with, blanks after it included.
pub fn numbering(text: &str) -> Option<usize> {
    read(text).map(|(_, _, length)| length)
}

/// The numbering, where its number stands, and the bytes up to the title.
pub(super) fn read(text: &str) -> Option<(Number, (usize, usize), usize)> {
    const LARGEST: u32 = 199;
    let section = section_word(text);
    let sign = text.starts_with('§');
    let from = if sign { '§'.len_utf8() } else { section.unwrap_or(0) };
    let bracketed = text.starts_with(['(', '（']) && section.is_none();
    let from = if bracketed { text.chars().next()?.len_utf8() } else { from };
    let (number, taken) = Number::prefix(text.get(from..)?)?;
    let to = from + taken;
    let rest = text.get(to..)?.trim_start_matches(['\u{fe0f}', '\u{20e3}']);
    let keycap = rest.len() < text.len() - to;
    let plain = match number.parts.first()? {
        Part::Int(value) if *value > LARGEST => return None,
        Part::Int(_) => true,
        _ => false,
    };
    let next = rest.chars().next();
    let end = |skipped: usize| {
        let title = rest.get(skipped..).unwrap_or_default();
        let title = title.trim_start_matches(|c: char| c.is_whitespace() || "-–—:：".contains(c));
        text.len() - title.len()
    };
    let open = |after: Option<char>| after.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '.');
    let after = rest.chars().nth(1);
    let closed = match next? {
        ')' | '）' => true,
        _ if bracketed => return None,
        '.' if plain => {
            !after.is_some_and(|c| c.is_ascii_digit() || c == '.') && number.until.is_none()
        }
        '.' => after.is_none_or(char::is_whitespace),
        '、' | '．' => true,
        ':' | '：' => (plain || section.is_some()) && open(after),
        c if c.is_whitespace() => {
            let dash =
                rest.trim_start().starts_with(['—', '–']) || rest.trim_start().starts_with("- ");
            let nested = number.parts.len() > 1 && number.until.is_none();
            sign || keycap
                || section.is_some()
                || nested && is_dotted(&number)
                || dash && plain && number.until.is_none()
        }
        _ => keycap,
    };
    if !closed {
        return None;
    }
    let skipped = match next? {
        c if c.is_whitespace() => 0,
        c if ").）、．:：".contains(c) => c.len_utf8(),
        _ => 0,
    };
    Some((number, (from, to), end(skipped)))
}

/// `1.2` and `2c`, but not a size like `3D`.
fn is_dotted(number: &Number) -> bool {
    number.text.contains('.')
}

/// The bytes of `Section `, `Chapter ` before a number.
fn section_word(text: &str) -> Option<usize> {
    const WORDS: [&str; 8] = [
        "section ",
        "chapter ",
        "sec. ",
        "abschnitt ",
        "kapitel ",
        "seccion ",
        "sección ",
        "раздел ",
    ];
    let first = text.chars().next()?.to_lowercase().next()?;
    let begins = |word: &&str| word.starts_with(first);
    WORDS.into_iter().filter(begins).find_map(|word| {
        let mut lower = text.chars().flat_map(char::to_lowercase);
        let same = word.chars().all(|c| lower.next() == Some(c));
        let length = || text.chars().take(word.chars().count()).map(char::len_utf8).sum();
        same.then(length)
    })
}
