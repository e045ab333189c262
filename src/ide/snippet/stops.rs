//! Where a text that is offered waits for words: its placeholders, its lists of choices, and what is
//! the template's guidance. Decides nothing about what a plan already says.

use super::{Part, Snippet};
use crate::plan::table::TableView;
use crate::plan::{Section, choice, field, path};
use crate::syntax::{Block, BlockKind, Facts, InlineKind};
use crate::template::Template;
use crate::text::Span;
use std::sync::Arc;

/// Markdown with a stop for each of them, in order.
pub(super) fn read(markdown: &str, template: Option<&Template>) -> Snippet {
    let facts = Arc::new(Facts::read(markdown, false));
    let mut spans = choices(&facts);
    for section in Section::read(&facts) {
        spans.extend(section.placeholders().iter().map(|p| p.span));
    }
    if let Some(template) = template {
        for block in &facts.blocks {
            guidance(&facts, block, template, &mut spans);
        }
    }
    // A stop within another is part of what is replaced.
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut snippet = Snippet::default();
    let mut at = 0;
    for span in spans {
        if span.start >= at && !span.is_empty() {
            snippet = snippet.then(Span::new(at, span.start).of(markdown));
            snippet.parts.push(part(span.of(markdown)));
            at = span.end;
        }
    }
    snippet.then(markdown.get(at..).unwrap_or_default())
}

/// A table row with a stop in each cell that is to be filled in.
pub(super) fn row(line: &str) -> Snippet {
    let mut snippet = Snippet::default();
    let mut rest = line;
    while let Some(pipe) = rest.find('|') {
        let (cell, behind) = rest.split_at(pipe);
        let blank = cell.trim().is_empty();
        if blank && !cell.is_empty() && !snippet.parts.is_empty() {
            snippet = snippet.then(" ").stop("").then(cell.get(1..).unwrap_or_default());
        } else if choice::list(cell).is_some() {
            let text = cell.trim();
            let lead = cell.len() - cell.trim_start().len();
            snippet = snippet.then(cell.get(..lead).unwrap_or_default());
            snippet.parts.push(part(text));
            snippet = snippet.then(cell.get(lead + text.len()..).unwrap_or_default());
        } else {
            snippet = snippet.then(cell);
        }
        snippet = snippet.then("|");
        rest = behind.get(1..).unwrap_or_default();
    }
    snippet.then(rest)
}

fn part(text: &str) -> Part {
    match choice::list(text) {
        Some(choices) => Part::Choice { choices, asked: text.to_owned() },
        None => Part::Stop(text.to_owned()),
    }
}

/// Values of fields and cells that are still a list.
fn choices(facts: &Facts) -> Vec<Span> {
    let listed = |span: &Span| choice::list(facts.str(*span)).is_some();
    let fields = field::read(facts, 0..facts.blocks.len());
    let mut spans: Vec<Span> = fields.iter().map(|f| f.value).filter(listed).collect();
    for view in TableView::all(facts) {
        spans.extend(view.lines().skip(1).flat_map(|row| &row.cells).copied().filter(listed));
    }
    spans
}

/// The file that an item of a list of files begins with: an example.
fn file(facts: &Facts, block: &Block) -> Option<Span> {
    let first = facts.inlines(block).first().filter(|i| i.kind == InlineKind::Code)?;
    let leads = block.parent.is_some() && block.lines.first()?.start == first.span.start;
    (leads && path::looks_like_file(facts.str(first.inner))).then_some(first.inner)
}

/// Paragraphs, cells and lines of code that are the template's own words.
fn guidance(facts: &Facts, block: &Block, template: &Template, spans: &mut Vec<Span>) {
    let said = |span: Span| template.guidance.contains(&Template::line_key(facts.str(span)));
    match &block.kind {
        BlockKind::Paragraph => {
            let whole = block.lines.first().zip(block.lines.last()).map(|(a, b)| a.cover(*b));
            spans.extend(file(facts, block));
            match whole.filter(|whole| said(*whole) || block.lines.iter().all(|l| said(*l))) {
                Some(whole) => spans.push(whole.trim(&facts.text)),
                None => spans.extend(block.lines.iter().filter(|l| said(**l))),
            }
        }
        BlockKind::Code { .. } => spans.extend(block.lines.iter().filter(|l| said(**l))),
        BlockKind::Table(table) => {
            for row in &table.rows {
                let cells = row.cells.iter().map(|c| format!("| {} ", facts.str(*c)));
                let line = format!("{}|", cells.collect::<String>());
                let whole = template.guidance.contains(&Template::line_key(&line));
                // Of a row with blanks only the cells that stand in for words.
                spans.extend(row.cells.iter().filter(|cell| whole || said(**cell)));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Templates;
    use expect_test::{Expect, expect};

    /// What is offered, as a client gets it.
    fn check(template: &str, markdown: &str, expected: Expect) {
        let templates = Templates::built_in();
        let template = templates.all().iter().find(|t| t.id == template).unwrap();
        expected.assert_eq(&Snippet::of_markdown(markdown, Some(template)).textmate());
    }

    #[test]
    fn cells_that_stand_in_for_words_are_stops_in_rows_with_blanks_and_without() {
        check(
            "phased",
            "| Component | Change Type | Description |\n| --- | --- | --- |\n| {{component_1}} | New/Modified | Brief description |\n",
            expect![[r#"
                | Component | Change Type | Description |
                | --- | --- | --- |
                | ${1:{{component_1\}\}} | ${2|New,Modified|} | ${3:Brief description} |
                $0"#]],
        );
        check(
            "phased",
            "| Test Case | Component | Expected Outcome |\n| --- | --- | --- |\n| Test case description | Component | Expected result |\n",
            expect![[r#"
                | Test Case | Component | Expected Outcome |
                | --- | --- | --- |
                | ${1:Test case description} | ${2:Component} | ${3:Expected result} |
                $0"#]],
        );
    }

    #[test]
    fn what_is_meant_to_stay_is_no_stop() {
        check(
            "phased",
            "| Phase | Start Date | Status |\n| --- | --- | --- |\n| Phase 1: Foundation | {{DATE}} | Not Started |\n",
            expect![[r#"
                | Phase | Start Date | Status |
                | --- | --- | --- |
                | Phase 1: Foundation | ${1:{{DATE\}\}} | Not Started |
                $0"#]],
        );
    }
}
