//! Text that looks like a blank to be filled in (plans.md §2, §3). Finds candidates; whether one is
//! a placeholder depends on the plan's template and is for the rules to say.

use super::Section;
use crate::syntax::{Block, BlockKind, Facts, InlineKind, Table};
use crate::text::Span;
use rustc_hash::FxHashSet;

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
    /// `TBD`, `[TBD]`, `TODO` as a whole value
    Undecided,
    /// `[Describe the vault]`, `[e.g., 4th project]` as a whole value, a row with all cells in
    /// brackets
    Blank,
    /// `path/to/…`
    Path,
    /// `Task 1` as a whole item
    Numbered,
    /// `[Anything else]`: only a placeholder where the template has the very same.
    Bracket,
    /// `{anything}`: the same, where the template writes its blanks so.
    Brace,
}

impl Sort {
    /// Whether it only is a placeholder where the template has the very same.
    pub fn is_unsure(self) -> bool {
        matches!(self, Sort::Bracket | Sort::Brace)
    }
}

/// The candidates of a section, its heading's included, in order, not overlapping.
pub fn read(section: &Section) -> Vec<Placeholder> {
    let facts = &section.facts;
    // The heading's own block comes right before the body's.
    let first = section.blocks.start - usize::from(section.heading.is_some());
    let mut found = vec![];
    for id in first..section.blocks.end {
        let Some(block) = facts.block(id) else { break };
        match &block.kind {
            BlockKind::Paragraph | BlockKind::Heading { .. } => {
                leaf(facts, block, &mut found);
                whole_values(section, id, block, &mut found);
            }
            BlockKind::Table(table) => {
                let first = found.len();
                leaf(facts, block, &mut found);
                rows(facts, table, found.get_mut(first..).unwrap_or_default());
                let cells = table.rows.iter().flat_map(|r| &r.cells);
                found.extend(cells.filter_map(|c| whole_value(facts, *c, Whole::Value)));
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
    let mut outer = Span::default();
    for inline in facts.inlines(block) {
        match inline.kind {
            InlineKind::Mustache => found.push(new(inline.span, Sort::Mustache, false)),
            // Brackets in brackets are one blank.
            InlineKind::Bracket if outer.covers(inline.span) => {}
            InlineKind::Bracket => {
                outer = inline.span;
                found.push(new(inline.span, bracket_sort(facts, inline.span), false));
            }
            InlineKind::Code => {
                brackets(facts, inline.inner, true, found);
                braces(facts, inline.inner, true, found);
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
        braces(facts, span, false, found);
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
        "TBD" | "TBA" | "TBC" | "TODO" if is_alone(facts, span) => Sort::Undecided,
        _ if asks(inner) && is_alone(facts, span) => Sort::Blank,
        _ => Sort::Bracket,
    }
}

/// Whether words ask for something: `describe the vault`, `e.g., 4th project`, `owner name`.
fn asks(text: &str) -> bool {
    const FIRST: &[&str] = &[
        "describe", "insert", "enter", "your", "name", "list", "specify", "fill", "provide",
        "explain", "brief", "short", "what", "why", "how", "which", "who", "e.g.", "eg", "replace",
    ];
    // In lower case they are as often the shape of an answer that a step describes.
    if text.starts_with(char::is_lowercase) && !text.starts_with("e.g.") {
        return false;
    }
    let text = text.to_lowercase();
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().trim_end_matches([',', ':']);
    let last = words.next_back();
    last.is_some() && FIRST.contains(&first) || last.is_some_and(|w| matches!(w, "here" | "name"))
}

/// Whether a bracket is all there is after a label, a marker or a heading's number.
pub fn is_alone(facts: &Facts, span: Span) -> bool {
    let line = facts.lines_of(Span::at(span.start));
    let before = facts.str(Span::new(line.start, span.start)).trim_end();
    let after = facts.str(Span::new(span.end, line.end)).trim_start_matches('*').trim();
    let opens = |c| ":-*+.)]|：".contains(c);
    (before.is_empty() || before.ends_with(opens)) && (after.is_empty() || after.starts_with('|'))
}

/// A row with every cell in brackets is a sample row.
fn rows(facts: &Facts, table: &Table, found: &mut [Placeholder]) {
    let bracket = |cell: &Span| {
        let inner = facts.str(*cell).strip_prefix('[').and_then(|t| t.strip_suffix(']'));
        inner.is_some_and(|t| t.len() > 2 && t.starts_with(char::is_alphabetic) && !t.contains(']'))
    };
    let sample = |cells: &[Span]| cells.len() > 1 && cells.iter().all(bracket);
    let rows = table.rows.iter().filter(|r| sample(&r.cells));
    let cells: FxHashSet<Span> = rows.flat_map(|r| r.cells.iter().copied()).collect();
    for placeholder in found.iter_mut().filter(|p| p.sort == Sort::Bracket) {
        if cells.contains(&placeholder.span) {
            placeholder.sort = Sort::Blank;
        }
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

/// `{anything}`: a few words in single braces.
fn braces(facts: &Facts, span: Span, in_code: bool, found: &mut Vec<Placeholder>) {
    const LONGEST: usize = 120;
    let text = facts.str(span);
    if memchr::memchr(b'{', text.as_bytes()).is_none() {
        return;
    }
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('{', _) => open = Some(at),
            ('}', Some(start)) => {
                open = None;
                let inner = text.get(start + 1..at).unwrap_or_default();
                let before = text.get(..start).and_then(|t| t.chars().next_back());
                let wordy = |c: char| c.is_alphanumeric() || " -_/'’,.?:()&+".contains(c);
                let after = text.get(at + 1..).and_then(|t| t.chars().next());
                if inner.len() <= LONGEST
                    && inner.starts_with(char::is_alphabetic)
                    && inner.chars().all(wordy)
                    && !matches!(before, Some('$' | '{' | '#' | '\\'))
                    && after != Some('}')
                {
                    let own = Span::new(start, at + 1).shift(span.start);
                    found.push(new(own, Sort::Brace, in_code));
                }
            }
            _ => {}
        }
    }
}

/// `YYYY-MM-DD`, `X hours`, `path/to/…` among words.
fn words(facts: &Facts, span: Span, in_code: bool, found: &mut Vec<Placeholder>) {
    let text = facts.str(span);
    // Most text has none of the three, and this is asked of all of it.
    if memchr::memchr3(b'Y', b'X', b'/', text.as_bytes()).is_none() {
        return;
    }
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

/// What stands alone.
#[derive(Clone, Copy, PartialEq)]
enum Whole {
    /// An item.
    Item,
    /// The value of a label that is no status: there `TODO` is one.
    Labelled,
    /// A cell, or a status.
    Value,
}

/// The text of an item, and the values of fields in a paragraph.
fn whole_values(section: &Section, id: usize, block: &Block, found: &mut Vec<Placeholder>) {
    let facts = &section.facts;
    let item = block.parent.filter(|p| id == p + 1).and_then(|p| facts.block(p));
    let item = item.is_some_and(|b| matches!(b.kind, BlockKind::Item { .. }));
    if let ([line], true) = (block.lines.as_slice(), item) {
        found.extend(whole_value(facts, line.trim(&facts.text), Whole::Item));
    }
    let from = section.fields.partition_point(|f| f.block < id);
    for field in section.fields.iter().skip(from).take_while(|f| f.block == id) {
        let status = matches!(field.key.as_str(), "status" | "state" | "progress");
        let whole = if status { Whole::Value } else { Whole::Labelled };
        found.extend(whole_value(facts, field.value, whole));
    }
}

/// `TBD`, and in items `Task 1`, when there is nothing else.
fn whole_value(facts: &Facts, span: Span, whole: Whole) -> Option<Placeholder> {
    const UNDECIDED: &[&str] = &[
        "tbd",
        "tba",
        "tbc",
        "t.b.d",
        "*tbd*",
        "_tbd_",
        "**tbd**",
        "???",
        "to be determined",
        "to be decided",
        "to be defined",
        "to be confirmed",
        "por definir",
        "a definir",
        "à définir",
        "待定",
        "未定",
        "미정",
    ];
    let text = facts.str(span).trim_end_matches('.');
    let open = text.len() < 24 && UNDECIDED.contains(&text.to_lowercase().as_str());
    if open || text == "TODO" && whole != Whole::Value {
        return Some(new(span, Sort::Undecided, false));
    }
    let (word, number) = text.split_once(' ')?;
    let stock = matches!(word, "Task" | "Step" | "Item" | "Criterion" | "Question" | "Subtask");
    let numbered = stock && !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    (whole == Whole::Item && numbered).then(|| new(span, Sort::Numbered, false))
}
