//! Headings of a series: a phase or step word with its number, and where the title begins.
//!
//! The words are data in `words`; a number without a word is read in `numbering`.

use super::number::Number;
use super::{Kind, Read, words};
use crate::plan::{marks, status};
use status::Status;

/// `Phase 2: X`, `Task IMPL-003: X`, `Phase: X`, `M3 — X`, `阶段一：X`, `第1阶段 X`, `1단계: X`
pub(super) fn read(text: &str, start: usize) -> Option<Read> {
    let rest = text.get(start..)?;
    if let Some((kind, from, to)) = words::spaced(rest) {
        let joined = to
            + rest
                .get(to..)?
                .find(|c: char| !c.is_whitespace() && !"-_#№".contains(c))
                .unwrap_or(0);
        // `Phase 2 Core` names a phase; `PR #80 Additions` and `Day-1 operations` speak about one.
        let blank = joined > to && rest.get(to..joined)?.trim().is_empty() && to - from > 2;
        let loose = if blank { Loose::Yes } else { Loose::No };
        let tight = rest.get(to..joined)?.chars().filter(|c| !c.is_whitespace()).count() <= 1;
        let number = Number::prefix(rest.get(joined..)?)
            .or_else(|| Number::word(rest.get(joined..)?))
            .filter(|_| tight);
        if let Some((number, length)) = number.filter(|(number, _)| !is_placeholder(number)) {
            let after = start + joined + length;
            if let Some((title_at, status)) = separator(text, after, loose) {
                let span = (start + joined, start + joined + number.text.len());
                return Some(Read {
                    kind,
                    word: Some((start + from, start + to)),
                    number: Some((number, span)),
                    title_at,
                    status,
                });
            }
        }
        let skipped = unnumbered(rest.get(to..)?);
        let named = rest.get(from..to)?.ends_with(['s', 'S'])
            || !rest.get(to..)?.trim_start().starts_with([':', '：']);
        let (title_at, status) = separator(text, start + to + skipped, Loose::No)?;
        if skipped == 0 && (named || title_at == text.len()) {
            return None;
        }
        return Some(Read {
            kind,
            word: Some((start + from, start + to)),
            number: None,
            title_at,
            status,
        });
    }
    let Glued { kind, word, number, from, after } = read_glued(rest)?;
    let unspaced = !rest.is_ascii()
        && rest.get(after..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let loose = if unspaced { Loose::Yes } else { Loose::No };
    let (title_at, status) = separator(text, start + after, loose)?;
    let number_span = (start + from, start + from + number.text.len());
    let word = Some((start + word.0, start + word.1));
    Some(Read { kind, word, number: Some((number, number_span)), title_at, status })
}

/// A word and the number that touches it.
struct Glued {
    kind: Kind,
    word: (usize, usize),
    number: Number,
    /// Where the number begins.
    from: usize,
    /// The byte after both.
    after: usize,
}

/// `M3`, `阶段一`, `第1阶段`, `1단계`
fn read_glued(rest: &str) -> Option<Glued> {
    let blank = |at: usize| rest.get(at..).map_or(0, |text| text.len() - text.trim_start().len());
    if let Some((kind, length)) = words::unspaced(rest).or_else(|| words::initials(rest)) {
        let from = length + blank(length);
        let (number, taken) = Number::prefix(rest.get(from..)?)?;
        return Some(Glued { kind, word: (0, length), number, from, after: from + taken });
    }
    let ordinal = rest.chars().next().filter(|c| "第제".contains(*c)).map_or(0, char::len_utf8);
    let from = ordinal + blank(ordinal);
    let (number, taken) = Number::prefix(rest.get(from..)?)?;
    let word = from + taken + blank(from + taken);
    let (kind, length) = words::unspaced(rest.get(word..)?)?;
    Some(Glued { kind, word: (word, word + length), number, from, after: word + length })
}

/// The bytes of a placeholder or identifier that stands for the number: ` {{number}}`, ` [N]`, ` N`, ` IMPL-003`.
fn unnumbered(rest: &str) -> usize {
    let trimmed = rest.trim_start();
    let blanks = rest.len() - trimmed.len();
    if blanks == 0 {
        return 0;
    }
    for (open, close) in [("{{", "}}"), ("{", "}"), ("[", "]"), ("<", ">")] {
        if let Some(inner) = trimmed.strip_prefix(open) {
            let near: String = inner.chars().take(40).collect();
            return near.find(close).map_or(0, |at| blanks + open.len() + at + close.len());
        }
    }
    let word: usize = trimmed
        .bytes()
        .take(24)
        .take_while(|b| b.is_ascii_alphanumeric() || b"-._".contains(b))
        .count();
    let name = trimmed.get(..word).unwrap_or_default();
    let identifier = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.contains(|c: char| c.is_ascii_digit());
    if identifier || matches!(name, "N" | "X" | "n" | "x") { blanks + word } else { 0 }
}

/// `Phase N`, `Week X`: a letter that stands for any number.
fn is_placeholder(number: &Number) -> bool {
    matches!(number.text.as_str(), "N" | "X" | "n" | "x")
}

/// Whether a title may follow its number with nothing but a blank between.
#[derive(PartialEq, Clone, Copy)]
enum Loose {
    Yes,
    No,
}

/// Where the title begins after the number that ends at `at`; a status between the two (`PHASE 4B COMPLETED: X`).
fn separator(text: &str, at: usize, loose: Loose) -> Option<(usize, Option<Status>)> {
    let rest = text.get(at..)?.trim_start_matches('+');
    let trimmed = rest.trim_start();
    let spaced = trimmed.len() < rest.len();
    let next = trimmed.chars().next();
    match next {
        None => return Some((text.len(), None)),
        Some('(' | '（') => return Some((parenthesis(text, text.len() - trimmed.len()), None)),
        Some(c) if ":：—–、．·|→".contains(c) => {
            return Some((skip_separators(text, at), None));
        }
        Some('-' | '.' | ')' | '）' | '>' | '=') => {
            let after = trimmed.get(1..)?;
            let joins = !spaced
                && next == Some('.')
                && after.starts_with(|c: char| c.is_ascii_alphanumeric());
            return (!joins).then(|| (skip_separators(text, at), None));
        }
        _ => {}
    }
    if let Some(colon) = trimmed.find([':', '：']).filter(|colon| *colon < 24) {
        let colon_at = text.len() - trimmed.len() + colon;
        let (mark, said) = status::leading_mark(trimmed.get(..colon)?);
        let status = if said.is_empty() {
            mark
        } else {
            status::parse(said).filter(|status| status.word.len() == said.trim().len())
        };
        if status.is_some() {
            return Some((skip_separators(text, colon_at), status));
        }
    }
    if next.is_some_and(marks::is_emoji) {
        return Some((at, None));
    }
    (loose == Loose::Yes && spaced && !words::is_about(trimmed))
        .then(|| (text.len() - trimmed.len(), None))
}

/// Where the title begins when a parenthesis follows the number: in `Sprint 10 (Week 14): Monitoring` behind it, in
/// `Phase 2 (Core)` at it.
fn parenthesis(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let mut depth = 0usize;
    for (offset, c) in rest.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let after = at + offset + c.len_utf8();
            let title = skip_separators(text, after);
            return if title < text.len() { title } else { at };
        }
    }
    at
}

fn skip_separators(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let title =
        rest.trim_start_matches(|c: char| c.is_whitespace() || ":：—–-.)）、．·|→>=+".contains(c));
    text.len() - title.len()
}
