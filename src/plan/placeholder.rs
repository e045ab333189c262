//! Text that looks like a blank to be filled in (plans.md §2, §3). Finds candidates; whether one is
//! a placeholder depends on the plan's template and is for the rules to say.

use crate::syntax::{Block, BlockKind, Facts, InlineKind};
use crate::text::Span;
use std::ops::Range;

/// A candidate. The span is bytes of the slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// Exactly what would be replaced.
    pub span: Span,
    /// What it looks like.
    pub sort: Sort,
    /// In a code span or a fence, where only a template's own placeholders count.
    pub in_code: bool,
}

/// What a candidate looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// `{{NAME}}`
    Mustache,
    /// `[DATE]`, `YYYY-MM-DD`
    Date,
    /// `X hours/days`
    Duration,
    /// `[NEEDS CLARIFICATION: …]`
    Clarification,
    /// `TBD` as a whole value
    Undecided,
    /// `path/to/…`
    Path,
    /// `Task 1` as a whole item
    Numbered,
    /// `[Anything else]`: only a placeholder where the template has the very same.
    Bracket,
}

/// The candidates in a range of blocks, in order, not overlapping.
pub fn read(facts: &Facts, blocks: Range<usize>) -> Vec<Placeholder> {
    let mut found = vec![];
    for id in blocks {
        let Some(block) = facts.block(id) else { break };
        match &block.kind {
            BlockKind::Paragraph | BlockKind::Heading { .. } => {
                leaf(facts, block, &mut found);
                whole_values(facts, id, block, &mut found);
            }
            BlockKind::Table(table) => {
                leaf(facts, block, &mut found);
                let cells = table.rows.iter().flat_map(|r| &r.cells);
                found.extend(cells.filter_map(|c| whole_value(facts, *c, false)));
            }
            // `[Metric]: [Target]` defines a link to brackets, which nobody means.
            BlockKind::Definition { label, destination }
                if facts.str(*destination).starts_with('[') =>
            {
                let label = Span::new(label.start.saturating_sub(1), label.end + 1);
                found.extend(
                    [label, *destination].map(|span| new(span, bracket_sort(facts, span), false)),
                );
            }
            BlockKind::Code { .. } => {
                for line in &block.lines {
                    brackets(facts, *line, true, &mut found);
                    words(facts, *line, true, &mut found);
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|p| (p.span.start, std::cmp::Reverse(p.span.end)));
    let mut end = 0;
    found.retain(|p| {
        let keep = p.span.start >= end;
        end = if keep { p.span.end } else { end };
        keep
    });
    found
}

/// The inlines and the words between them.
fn leaf(facts: &Facts, block: &Block, found: &mut Vec<Placeholder>) {
    for inline in facts.inlines(block) {
        match inline.kind {
            InlineKind::Mustache => found.push(new(inline.span, Sort::Mustache, false)),
            InlineKind::Bracket => {
                found.push(new(inline.span, bracket_sort(facts, inline.span), false));
            }
            InlineKind::Code => {
                brackets(facts, inline.inner, true, found);
                if is_path(facts.str(inline.inner)) {
                    // Leading an item it is a file of a list; elsewhere it may be an example.
                    let leads = block.parent.is_some()
                        && block.lines.first().is_some_and(|l| l.start == inline.span.start);
                    found.push(new(inline.inner, Sort::Path, !leads));
                }
            }
            InlineKind::Link { destination } if is_path(facts.str(destination)) => {
                found.push(new(destination, Sort::Path, false));
            }
            _ => {}
        }
    }
    for span in facts.prose(block) {
        words(facts, span, false, found);
    }
}

fn new(span: Span, sort: Sort, in_code: bool) -> Placeholder {
    Placeholder { span, sort, in_code }
}

fn bracket_sort(facts: &Facts, span: Span) -> Sort {
    let inner = facts.str(span).trim_matches(['[', ']']).trim();
    let upper = inner.to_uppercase();
    if upper.starts_with("NEEDS CLARIFICATION:") {
        return Sort::Clarification;
    }
    match upper.as_str() {
        "DATE" | "YYYY-MM-DD" | "TODAY" | "START DATE" | "END DATE" => Sort::Date,
        _ => Sort::Bracket,
    }
}

/// `{{…}}` and `[…]` in code.
fn brackets(facts: &Facts, span: Span, in_code: bool, found: &mut Vec<Placeholder>) {
    let text = facts.str(span);
    // Beyond the last closing bracket nothing can be closed: keeps the search linear.
    let Some(last) = text.rfind(['}', ']']) else { return };
    let text = text.get(..=last).unwrap_or_default();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|t| t.find(['{', '['])).map(|i| at + i) {
        let rest = text.get(open..).unwrap_or_default();
        let (close, sort) = if rest.starts_with("{{") {
            (rest.find("}}").map(|i| i + 2), Sort::Mustache)
        } else if rest.starts_with('[') {
            (
                rest.find([']', '\n']).filter(|i| rest.get(*i..=*i) == Some("]")).map(|i| i + 1),
                Sort::Bracket,
            )
        } else {
            (None, Sort::Bracket)
        };
        at = match close {
            Some(len) => {
                found.push(new(Span::new(open, open + len).shift(span.start), sort, in_code));
                open + len
            }
            // Without a closing bracket there is none further on either.
            None if rest.starts_with("{{") && !rest.contains("}}") => return,
            None => open + 1,
        };
    }
}

/// `YYYY-MM-DD`, `X hours`, `path/to/…` among words.
fn words(facts: &Facts, span: Span, in_code: bool, found: &mut Vec<Placeholder>) {
    let text = facts.str(span);
    let mut search = 0;
    while let Some(at) = text.get(search..).and_then(|t| t.find("YYYY-MM-DD")).map(|i| search + i) {
        found.push(new(Span::new(at, at + 10).shift(span.start), Sort::Date, in_code));
        search = at + 10;
    }
    let mut search = 0;
    while let Some(at) = text.get(search..).and_then(|t| t.find("X ")).map(|i| search + i) {
        search = at + 2;
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(search..).unwrap_or_default();
        let unit: &str =
            after.split(|c: char| !c.is_alphabetic() && c != '/').next().unwrap_or_default();
        let free = before.is_none_or(|c| !c.is_alphanumeric());
        if free && unit.split('/').all(is_unit) {
            found.push(new(
                Span::new(at, search + unit.len()).shift(span.start),
                Sort::Duration,
                in_code,
            ));
        }
    }
    let mut search = 0;
    while let Some(at) = text.get(search..).and_then(|t| t.find("path/to/")).map(|i| search + i) {
        let rest = text.get(at..).unwrap_or_default();
        let end =
            rest.find(|c: char| c.is_whitespace() || "`)]>,;\"'".contains(c)).unwrap_or(rest.len());
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        if before.is_none_or(|c| c.is_whitespace() || "([\"'".contains(c)) {
            found.push(new(Span::new(at, at + end).shift(span.start), Sort::Path, in_code));
        }
        search = at + end.max(8);
    }
}

fn is_unit(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    matches!(
        word.trim_end_matches('s'),
        "minute" | "hour" | "day" | "week" | "month" | "min" | "hr" | "h" | "d" | "sprint"
    )
}

fn is_path(text: &str) -> bool {
    let text = text.strip_prefix("./").unwrap_or(text);
    text.starts_with("path/to/") && !text.contains(char::is_whitespace)
}

/// The text of an item, and the values of fields in a paragraph.
fn whole_values(facts: &Facts, id: usize, block: &Block, found: &mut Vec<Placeholder>) {
    let item = block.parent.filter(|p| id == p + 1).and_then(|p| facts.block(p));
    let item = item.is_some_and(|b| matches!(b.kind, BlockKind::Item { .. }));
    if let ([line], true) = (block.lines.as_slice(), item) {
        found.extend(whole_value(facts, line.trim(&facts.text), true));
    }
    for field in super::field::read(facts, id..id + 1) {
        found.extend(whole_value(facts, field.value, false));
    }
}

/// `TBD`, and in items `Task 1`, when there is nothing else.
fn whole_value(facts: &Facts, span: Span, item: bool) -> Option<Placeholder> {
    let text = facts.str(span).trim_end_matches('.');
    if matches!(text, "TBD" | "tbd" | "TBA" | "[TBD]" | "*TBD*" | "_TBD_" | "T.B.D") {
        return Some(new(span, Sort::Undecided, false));
    }
    let (word, number) = text.split_once(' ')?;
    let stock = matches!(word, "Task" | "Step" | "Item" | "Criterion" | "Question" | "Subtask");
    let numbered = stock && !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    (item && numbered).then(|| new(span, Sort::Numbered, false))
}
