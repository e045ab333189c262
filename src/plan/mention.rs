//! Mentions of phases and steps in text: `Phase 2`, `Step 1.3`, `phases 1 and 2`. Finds them;
//! whether the plan has such a phase is for others to say.

use super::heading::Number;
use crate::syntax::{BlockId, BlockKind, Facts};
use crate::text::Span;
use std::ops::Range;

/// A phase or step named in text. The span is bytes of the slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Word and number, or in a list after the first the number alone.
    pub span: Span,
    /// The number.
    pub number_span: Span,
    /// The word, lower case and singular: `phase`.
    pub word: String,
    /// Its number.
    pub number: Number,
    /// The paragraph or table it stands in.
    pub block: BlockId,
}

const WORDS: &[&str] = &[
    "phase",
    "step",
    "task",
    "stage",
    "milestone",
    "sprint",
    "part",
    "component",
    "fase",
    "etapa",
    "schritt",
    "étape",
    "paso",
    "этап",
    "шаг",
];

/// The mentions in paragraphs and tables of a range of blocks, in order.
pub fn read(facts: &Facts, blocks: Range<BlockId>) -> Vec<Mention> {
    let mut found = vec![];
    for id in blocks {
        let Some(block) = facts.block(id) else { break };
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::Table(_)) {
            for span in facts.prose(block) {
                line(facts, id, span, &mut found);
            }
        }
    }
    found
}

fn line(facts: &Facts, block: BlockId, span: Span, found: &mut Vec<Mention>) {
    let text = facts.str(span);
    let mut at = 0;
    while let Some((start, word)) = next_word(text, at) {
        at = start + word.len();
        let lower = word.to_lowercase();
        let singular = lower.strip_suffix('s').unwrap_or(&lower);
        if !WORDS.contains(&singular) {
            continue;
        }
        let mut from = start;
        let mut number_at = at
            + text
                .get(at..)
                .map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '#']).len());
        if number_at == at {
            continue;
        }
        while let Some((number, len)) = number(text, number_at) {
            let number_span = Span::new(number_at, number_at + len).shift(span.start);
            found.push(Mention {
                span: Span::new(from, number_at + len).shift(span.start),
                number_span,
                word: singular.to_owned(),
                number,
                block,
            });
            at = number_at + len;
            // `phases 1, 2 and 3`: only after the plural.
            let more = lower.ends_with('s').then(|| joined(text, at)).flatten();
            let Some(next) = more else { break };
            number_at = next;
            from = next;
        }
    }
}

/// A number in digits (`2`, `2.1`, `4.5`, `1b`) or a single capital, not the start of a word.
fn number(text: &str, at: usize) -> Option<(Number, usize)> {
    let rest = text.get(at..)?;
    let digit = rest.starts_with(|c: char| c.is_ascii_digit());
    let letter = rest.starts_with(|c: char| c.is_ascii_uppercase());
    let (number, len) = Number::prefix(rest).filter(|_| digit || letter)?;
    let next = rest.get(len..).and_then(|r| r.chars().next());
    let ends = next.is_none_or(|c| !c.is_alphanumeric() && c != '%');
    ends.then_some((number, len))
}

/// Where the next number of an enumeration begins: after `,`, `and`, `&`, `or`, `/`.
fn joined(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let trimmed = rest.trim_start_matches([',', ' ', '/', '&']);
    let trimmed = ["and ", "or "].iter().find_map(|w| trimmed.strip_prefix(w)).unwrap_or(trimmed);
    let next = at + rest.len() - trimmed.len();
    (next > at).then_some(next)
}

/// The next run of letters at or after `at`.
fn next_word(text: &str, at: usize) -> Option<(usize, &str)> {
    let rest = text.get(at..)?;
    let start = at + rest.find(char::is_alphabetic)?;
    let tail = text.get(start..)?;
    let len = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
    Some((start, tail.get(..len)?))
}
