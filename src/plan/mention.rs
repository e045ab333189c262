//! Mentions of phases and steps in text: `Phase 2`, `Step 1.3`, `phases 1 and 2`, `阶段2`, `M3`. Finds
//! them; whether the plan has such a phase is for [`super::reference`] to say.

use super::heading::Number;
use super::marks;
use super::series::word;
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
    /// The word as series are told apart by: lower case and singular, `phase`.
    pub word: String,
    /// Its number.
    pub number: Number,
    /// The paragraph or table it stands in.
    pub block: BlockId,
    /// Whether the text sends its reader there: `see Phase 4`, `the client from Phase 4`, on a line
    /// that names no other document.
    pub is_pointed_at: bool,
}

/// Folded and singular.
const WORDS: &[&str] = &[
    "phase",
    "step",
    "task",
    "stage",
    "milestone",
    "sprint",
    "part",
    "component",
    "iteration",
    "wave",
    "fase",
    "etapa",
    "schritt",
    "etape",
    "paso",
    "passo",
    "aufgabe",
    "этап",
    "шаг",
    "фаза",
];

/// The number may follow at once; the text before may, too.
const UNSPACED: &[&str] = &[
    "フェーズ",
    "ステップ",
    "マイルストーン",
    "タスク",
    "阶段",
    "階段",
    "步骤",
    "步驟",
    "任务",
    "任務",
    "里程碑",
    "단계",
];

/// In capitals, the number right behind.
const INITIALS: &[&str] = &["M", "T", "WP", "MS"];

/// What stands before a mention that sends the reader there.
const CUES: &[&str] = &[
    "see",
    "see also",
    "described in",
    "defined in",
    "built in",
    "created in",
    "introduced in",
    "added in",
    "implemented in",
    "done in",
    "from",
    "output of",
    "result of",
    "results of",
    "as in",
    "builds on",
    "siehe",
    "vgl.",
    "ver",
    "véase",
    "voir",
    "см.",
];

/// The mentions in paragraphs and tables of a range of blocks, in order.
pub fn read(facts: &Facts, blocks: Range<BlockId>) -> Vec<Mention> {
    let mut found: Vec<Mention> = vec![];
    for id in blocks {
        let Some(block) = facts.block(id) else { break };
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::Table(_)) {
            for span in facts.prose(block) {
                line(facts, id, span, &mut found);
            }
        }
    }
    // Of many on a line it is looked through once.
    let mut last: Option<(Span, bool)> = None;
    for mention in &mut found {
        let known = last.filter(|(line, _)| line.covers(mention.span));
        let (line, elsewhere) = known.unwrap_or_else(|| {
            let line = facts.lines_of(mention.span);
            (line, names_other_document(facts.str(line)))
        });
        last = Some((line, elsewhere));
        mention.is_pointed_at = !elsewhere && has_cue(facts, line, mention.span.start);
    }
    found
}

fn names_other_document(line: &str) -> bool {
    ["](", ".md", "oadmap"].iter().any(|other| line.contains(other))
}

/// Whether a cue stands right before `at`, with nothing of a word before it.
fn has_cue(facts: &Facts, line: Span, at: usize) -> bool {
    const FAR: usize = 24;
    let far = (at.saturating_sub(FAR)..=at).find(|from| facts.text.is_char_boundary(*from));
    let from = far.unwrap_or(at).max(line.start);
    let before = facts.str(Span::new(from, at)).to_lowercase();
    let before = before.trim_end();
    let alone = |rest: &str| match rest.chars().next_back() {
        Some(c) => !c.is_alphanumeric(),
        None => from == line.start,
    };
    CUES.iter().any(|cue| before.strip_suffix(cue).is_some_and(alone))
}

fn line(facts: &Facts, block: BlockId, span: Span, found: &mut Vec<Mention>) {
    let text = facts.str(span);
    let mut at = 0;
    while let Some((start, run)) = next_word(text, at) {
        at = start + run.len();
        let rest = text.get(at..).unwrap_or_default();
        let behind = rest.trim_start_matches([' ', '#']);
        // Most words have none behind them, and it is the cheaper question.
        if !behind.starts_with(begins_number) {
            continue;
        }
        let Some((start, name, plural)) = named(text, start, run) else { continue };
        let gap = rest.len() - behind.len();
        let glued = !run.is_ascii() && UNSPACED.contains(&name.as_str());
        let initials = INITIALS.contains(&run);
        if (gap == 0 && !glued && !initials) || (gap > 0 && initials) {
            continue;
        }
        let (mut from, mut number_at) = (start, at + gap);
        while let Some((number, len)) = number(text, number_at) {
            let end = number_at + len;
            if is_elsewhere(text.get(end..).unwrap_or_default()) {
                break;
            }
            found.push(Mention {
                span: Span::new(from, end).shift(span.start),
                number_span: Span::new(number_at, end).shift(span.start),
                word: name.clone(),
                number,
                block,
                is_pointed_at: false,
            });
            at = end;
            // `phases 1, 2 and 3`: only after the plural.
            let Some(next) = plural.then(|| joined(text, at)).flatten() else { break };
            number_at = next;
            from = next;
        }
    }
}

/// The word of a series that a run of letters is or ends with: where it begins, its name, and
/// whether it is a plural.
fn named(text: &str, start: usize, run: &str) -> Option<(usize, String, bool)> {
    if run.is_ascii() && run.len() > 12 {
        return None;
    }
    if INITIALS.contains(&run) {
        let before = text.get(..start)?.chars().next_back();
        let free = before.is_none_or(|c| !c.is_alphanumeric() && !"-_.".contains(c));
        return free.then(|| (start, run.to_lowercase(), false));
    }
    if let Some(unspaced) = UNSPACED.iter().find(|w| run.ends_with(**w)) {
        return Some((start + run.len() - unspaced.len(), (*unspaced).to_owned(), false));
    }
    let name = word(run);
    let known = WORDS.contains(&name.as_str());
    known.then(|| (start, name, marks::fold(run).ends_with('s')))
}

/// `Phase 2 of the roadmap`, `Phase 2's`… are fine, but `of the …`, `of our …` name another's.
fn is_elsewhere(rest: &str) -> bool {
    let of = rest.strip_prefix(" of ").or_else(|| rest.strip_prefix(" in ")).unwrap_or_default();
    let other =
        ["the roadmap", "the spec", "the prd", "the other", "another", "the parent", "the master"];
    let of = of.get(..16.min(of.len())).unwrap_or_default().to_lowercase();
    of.starts_with(['[', '`']) || other.iter().any(|o| of.starts_with(o))
}

/// A number in digits (`2`, `2.1`, `4.5`, `1b`), a single capital or a numeral, not the start of a word.
fn number(text: &str, at: usize) -> Option<(Number, usize)> {
    let rest = text.get(at..)?;
    let digit = rest.starts_with(is_digit);
    let (number, len) = Number::prefix(rest).filter(|_| rest.starts_with(begins_number))?;
    let next = rest.get(len..).and_then(|r| r.chars().next());
    let ends = next.is_none_or(|c| (!c.is_alphanumeric() || !c.is_ascii() && digit) && c != '%');
    ends.then_some((number, len))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_han_digit(c: char) -> bool {
    !c.is_ascii() && "一二三四五六七八九十".contains(c)
}

fn begins_number(c: char) -> bool {
    is_digit(c) || c.is_ascii_uppercase() || is_han_digit(c)
}

/// Where the next number of an enumeration begins: after `,`, `and`, `&`, `or`, `/`.
fn joined(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let trimmed = rest.trim_start_matches([',', ' ', '/', '&']);
    let words = ["and ", "or ", "to ", "through ", "und ", "y ", "et "];
    let trimmed = words.iter().find_map(|w| trimmed.strip_prefix(w)).unwrap_or(trimmed);
    let next = at + rest.len() - trimmed.len();
    (next > at).then_some(next)
}

/// The next run of letters at or after `at`.
fn next_word(text: &str, at: usize) -> Option<(usize, &str)> {
    let rest = text.get(at..)?;
    let start = at + rest.find(char::is_alphabetic)?;
    let tail = text.get(start..)?;
    let letter = |c: char| c.is_alphabetic() && !is_han_digit(c);
    let len = tail.find(|c| !letter(c)).unwrap_or(tail.len());
    let len = len.max(tail.chars().next().map_or(1, char::len_utf8));
    Some((start, tail.get(..len)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: Expect) {
        let facts = Facts::read(text, true);
        let found = read(&facts, 0..facts.blocks.len());
        let shown: Vec<String> = found
            .iter()
            .map(|m| format!("{} {} {:?}", m.word, m.number, facts.str(m.span)))
            .collect();
        expect.assert_eq(&shown.join("\n"));
    }

    #[test]
    fn words_and_numbers() {
        check(
            "After Phase 2 and steps 1.1, 1.2 and 3, before Task #4 and Étape 5.\n",
            expect![[r#"
                phase 2 "Phase 2"
                step 1.1 "steps 1.1"
                step 1.2 "1.2"
                step 3 "3"
                task 4 "Task #4"
                etape 5 "Étape 5""#]],
        );
    }

    #[test]
    fn scripts_without_blanks_and_initials() {
        check(
            "见阶段2和步骤 3，フェーズ1の後、M3, not ARM64 or M or IBM3\n",
            expect![[r#"
                阶段 2 "阶段2"
                步骤 3 "步骤 3"
                フェーズ 1 "フェーズ1"
                m 3 "M3""#]],
        );
    }

    #[test]
    fn not_in_code_not_of_others_not_words() {
        check(
            "`Phase 1`, Phase 2 of the roadmap, step 50%, task 3rd, Phase in\n\n```\nPhase 4\n```\n",
            expect![[""]],
        );
    }

    #[test]
    fn in_tables() {
        check(
            "| Phase | After |\n|---|---|\n| Phase 1 | Phase 2-3 |\n",
            expect![[r#"
                phase 1 "Phase 1"
                phase 2-3 "Phase 2-3""#]],
        );
    }
}
