//! Semantic tokens: blanks, labels, chosen values, numbers of phases, dates, paths, done tasks. In
//! order, each within a line, not overlapping. Colours nothing that Markdown itself colours.

use super::Snapshot;
use super::expected;
use crate::plan::date::{self, DateValue};
use crate::plan::{Node, NodeId, choice};
use crate::syntax::BlockKind;
use crate::template::ValueType;
use crate::text::Span;

/// A word with a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where; on one line, not empty.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is; the earlier one wins where two overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// The text of a task that is done.
    Done,
    /// Still to be filled in.
    Blank,
    /// A path in the workspace.
    Path,
    /// A full date.
    Date,
    /// One of the template's choices.
    Choice,
    /// The label of a field.
    Label,
    /// The number of a phase or step, in its heading or where it is mentioned.
    Number,
}

impl TokenKind {
    /// All kinds.
    pub const ALL: [TokenKind; 7] = {
        use TokenKind::*;
        [Done, Blank, Path, Date, Choice, Label, Number]
    };
}

/// The tokens in `range` (bytes) of a plan; sections outside of it cost nothing.
pub fn semantic_tokens(snapshot: &Snapshot, range: Span) -> Vec<Token> {
    if !snapshot.has_outline() {
        return vec![];
    }
    let mut found = vec![];
    for (id, node) in snapshot.plan.nodes.iter().enumerate() {
        if node.own_span().overlaps(range) {
            let tokens = lines(node, of_section(snapshot, id, node));
            found.extend(tokens.into_iter().filter(|t| range.overlaps(t.span)));
        }
    }
    found
}

/// The tokens of a section; spans of its slice, in any order, over any lines.
fn of_section(snapshot: &Snapshot, id: NodeId, node: Node) -> Vec<Token> {
    use TokenKind::{Blank, Choice, Done, Label, Number, Path};
    let section = &node.section;
    let mut found = vec![];
    let mut push = |span: Span, kind: TokenKind| found.push(Token { span, kind });
    if let Some(heading) = section.heading.as_ref().filter(|_| node.is_work())
        && let Some((start, end)) = heading.name.number_span
    {
        push(Span::new(start, end).shift(heading.text.start), Number);
    }
    for item in section.items.iter().filter(|i| i.check.is_some_and(|c| c.done)) {
        push(item.text, Done);
    }
    for placeholder in section.placeholders() {
        if expected::is_blank(snapshot, node, placeholder) {
            push(placeholder.span, Blank);
        }
    }
    section.paths().iter().for_each(|p| push(p.span, Path));
    section.mentions().iter().for_each(|m| push(m.number_span, Number));
    for field in &section.fields {
        push(field.label, Label);
        let value = section.str(field.value);
        if is_date(value) {
            push(field.value, TokenKind::Date);
        } else if let Some(ValueType::Choice(choices)) =
            expected::field(snapshot, id, field).map(|spec| &spec.value)
            && choices.iter().any(|c| choice::same(value, c))
        {
            push(field.value, Choice);
        }
    }
    tables(snapshot, id, node, &mut found);
    found
}

fn tables(snapshot: &Snapshot, id: NodeId, node: Node, found: &mut Vec<Token>) {
    let section = &node.section;
    for block in &section.tables {
        let Some(BlockKind::Table(table)) = section.facts.block(*block).map(|b| &b.kind) else {
            continue;
        };
        let columns: Vec<&str> = table.header.cells.iter().map(|c| section.str(*c)).collect();
        let expected = expected::cells(snapshot, id, &columns).into_iter();
        let choices: Vec<&[String]> = expected
            .map(|value| match value {
                Some(ValueType::Choice(choices)) => choices.as_slice(),
                _ => &[],
            })
            .collect();
        for (at, cell) in table.rows.iter().flat_map(|row| row.cells.iter().enumerate()) {
            let value = section.str(*cell);
            let known = choices.get(at).copied().unwrap_or_default();
            if is_date(value) {
                found.push(Token { span: *cell, kind: TokenKind::Date });
            } else if !value.is_empty() && known.iter().any(|c| choice::same(value, c)) {
                found.push(Token { span: *cell, kind: TokenKind::Choice });
            }
        }
    }
}

fn is_date(value: &str) -> bool {
    const LONGEST: usize = 40;
    // A day and a year of two digits.
    const DIGITS: usize = 3;
    let digits = || value.bytes().filter(u8::is_ascii_digit).count();
    value.len() <= LONGEST && digits() >= DIGITS && matches!(date::parse(value), DateValue::Date(_))
}

/// The tokens cut at the ends of lines, in order, the more telling one where two overlap; spans of
/// the document.
fn lines(node: Node, tokens: Vec<Token>) -> Vec<Token> {
    let facts = &node.section.facts;
    let mut pieces = vec![];
    for token in tokens {
        let (first, last) = (facts.line_of(token.span.start), facts.line_of(token.span.end));
        for line in first..=last {
            let start = facts.line_starts.get(line).copied().unwrap_or(token.span.end);
            let line = facts.lines_of(Span::at(start));
            let piece = Span::new(line.start.max(token.span.start), line.end.min(token.span.end));
            let piece = piece.trim(&facts.text);
            if !piece.is_empty() {
                pieces.push(Token { span: piece, ..token });
            }
        }
    }
    pieces.sort_by_key(|t| (t.span.start, t.kind, t.span.end));
    let mut kept: Vec<Token> = vec![];
    for token in pieces {
        // The last one ends after all before it.
        match kept.last() {
            Some(last) if last.span.end > token.span.start => {
                if token.kind < last.kind {
                    kept.pop();
                    kept.push(token);
                }
            }
            _ => kept.push(token),
        }
    }
    kept.iter().map(|t| Token { span: node.span(t.span), ..*t }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, snapshot};
    use expect_test::{Expect, expect};

    fn check(template: Option<&str>, text: &str, expect: Expect) {
        let snapshot = snapshot(text, &Case { template, files: &[] });
        let tokens = semantic_tokens(&snapshot, Span::new(0, text.len()));
        assert!(tokens.windows(2).all(|w| w[0].span.end <= w[1].span.start));
        let line = |t: &Token| format!("{:?} {:?}\n", t.kind, &text[t.span.start..t.span.end]);
        expect.assert_eq(&tokens.iter().map(line).collect::<String>());
    }

    #[test]
    fn words_with_a_meaning() {
        check(
            None,
            "# Plan\n**Date:** 2026-01-02\n**Owner:** {{NAME}}\n## Phase 2: A\n- [x] do `src/a.rs`\n  and more\n- [ ] after phase 1, `src/b.rs`\n",
            expect![[r#"
                Label "Date"
                Date "2026-01-02"
                Label "Owner"
                Blank "{{NAME}}"
                Number "2"
                Done "do `src/a.rs`"
                Done "and more"
                Number "1"
                Path "src/b.rs"
            "#]],
        );
    }

    #[test]
    fn choices_of_the_template() {
        check(
            Some("phased"),
            "# Implementation Plan: X\n**Status:** In Progress\n## Architecture\n### Component Changes\n| Component | Change Type | Description |\n|---|---|---|\n| a | New | b |\n",
            expect![[r#"
                Label "Status"
                Choice "In Progress"
                Choice "New"
            "#]],
        );
    }

    #[test]
    fn only_the_sections_asked_for() {
        let text = "# Plan\n**A:** b\n## X\n**C:** d\n";
        let snapshot = snapshot(text, &Case::default());
        assert_eq!(semantic_tokens(&snapshot, Span::new(16, 24)).len(), 1);
    }
}
