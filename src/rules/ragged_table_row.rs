//! `ragged-table-row`: a row whose cell count differs from its header.

use super::{Finding, SectionContext};
use crate::syntax::{BlockKind, Row, Table};
use crate::text::{Edit, Span};

declare! {
    /// A table row has more or fewer cells than its header.
    ///
    /// A row with too few cells shows blanks, one with too many loses text when it is rendered;
    /// usually a pipe in the text was not escaped (`\|`).
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// | Risk | Impact | Mitigation |
    /// | --- | --- | --- |
    /// | slow vault | High |
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// | Risk | Mitigation |
    /// | --- | --- |
    /// | `a \| b` fails | retry |
    /// ```
    "ragged-table-row",
    template: Warning, generic: Warning, about: Wrong, fixes: Safe, Section(check)
}

fn check(context: &SectionContext) -> Vec<Finding> {
    let section = context.section;
    let mut found = vec![];
    for block in &section.tables {
        let Some(BlockKind::Table(table)) = section.facts.block(*block).map(|b| &b.kind) else {
            continue;
        };
        let columns = table.header.cells.len();
        // `</tag>` right beneath a table is read as its last row (GFM), and meant as the end of it.
        let tag = |r: &Row| { let text = section.str(r.span); text.starts_with('<') && !text.contains('|') };
        let ragged = table.rows.iter().filter(|r| r.cells.len() != columns && !tag(r));
        found.extend(ragged.map(|row| finding(context, table, row)));
    }
    found
}

fn finding(context: &SectionContext, table: &Table, row: &Row) -> Finding {
    let (cells, columns) = (row.cells.len(), table.header.cells.len());
    let count = |n: usize| if n == 1 { "1 cell".to_owned() } else { format!("{n} cells") };
    let message = format!("this row has {}, its header has {columns}", count(cells));
    let finding = Finding::new(row.span, message).relate(table.header.span, "the header");
    let text = context.section.str(row.span);
    if cells < columns {
        let missing = columns - cells;
        let closed = text.ends_with('|') && !text.ends_with("\\|");
        let pad = if closed { "  |".repeat(missing) } else { format!("{} |", " |  ".repeat(missing).trim_end()) };
        return finding.safe("Add the missing cells", vec![Edit::insert(row.span.end, pad)]);
    }
    // Text after the last column is joined to it: the pipes between were meant as text.
    let Some(first) = columns.checked_sub(1).and_then(|c| row.cells.get(c)) else { return finding };
    let Some(last) = row.cells.last() else { return finding };
    let blank = row.cells.iter().skip(columns).all(|c| c.is_empty());
    if blank {
        let end = row.cells.get(columns).map_or(row.span.end, |c| c.start);
        let tail = Span::new(end, row.span.end);
        return finding.safe("Remove the empty cells", vec![Edit::delete(tail)]);
    }
    if let Some(pipes) = in_code(text, cells - columns) {
        let pipes = pipes.into_iter().map(|at| Edit::insert(row.span.start + at, "\\")).collect();
        return finding.offer("Escape the pipes in code", pipes);
    }
    let between = Span::new(first.start, last.end);
    let pipes = context.section.str(between).char_indices().filter(|(_, c)| *c == '|');
    let pipes: Vec<Edit> = pipes
        .filter(|(at, _)| !context.section.str(between).get(..*at).is_some_and(|t| t.ends_with('\\')))
        .map(|(at, _)| Edit::insert(between.start + at, "\\"))
        .collect();
    finding.offer("Escape the extra pipes", pipes)
}

/// The pipes within code spans of a row, if they are as many as it has cells too many. A row is
/// cut at its pipes first (GFM §4.10), so to Markdown these are no code spans: to the author they are.
fn in_code(row: &str, extra: usize) -> Option<Vec<usize>> {
    let mut found = vec![];
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    while let Some(skip) = row.get(at..)?.find(['`', '|', '\\']) {
        at += skip;
        let rest = row.get(at..)?;
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        match (ticks, open) {
            (0, Some(_)) if rest.starts_with('|') => found.push(at),
            (0, _) => {}
            (_, None) => open = Some((ticks, found.len())),
            (_, Some((opened, _))) if opened == ticks => open = None,
            (_, Some(_)) => {}
        }
        // Backslashes escape pipes also in code; nothing else matters here.
        at += if rest.starts_with("\\|") { 2 } else { ticks.max(1) };
    }
    // What was never closed is no code.
    found.truncate(open.map_or(found.len(), |(_, before)| before));
    (found.len() == extra).then_some(found)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::expect;

    #[test]
    fn a_row_of_one_pipe() {
        let text = "# Plan\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n|\n| 1 | 2 | 3 |\n";
        check_fix("ragged-table-row", text, expect![[r#"
            # Plan

            | a | b | c |
            |---|---|---|
            | 1 | 2 | 3 |
            |  |  |  |
            | 1 | 2 | 3 |
        "#]]);
    }

    #[test]
    fn too_few_and_too_many() {
        let text = "# Plan\n\n| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n| 1 | 2 |\n";
        check("ragged-table-row", text, expect![[r#"
            5:1-5:6 warning this row has 1 cell, its header has 2
              see 3: the header
              safe: Add the missing cells
            6:1-6:14 warning this row has 3 cells, its header has 2
              see 3: the header
              offer: Escape the extra pipes
        "#]]);
    }

    #[test]
    fn escaped_pipes_and_missing_outer_pipes_are_fine() {
        check("ragged-table-row", "# Plan\n\na | b\n--|--\n1 | x \\| y\n", expect![[""]]);
    }

    #[test]
    fn missing_cells_are_added() {
        check_fix("ragged-table-row", "# Plan\r\n\r\n| a | b | c |\r\n|---|---|---|\r\n| 1 |\r\n", expect![[r#"
            # Plan␍
            ␍
            | a | b | c |␍
            |---|---|---|␍
            | 1 |  |  |␍
        "#]]);
    }

    #[test]
    fn without_outer_pipes_too() {
        check_fix("ragged-table-row", "# Plan\n\na | b\n--|--\n中文\n", expect![[r#"
            # Plan

            a | b
            --|--
            中文 | |
        "#]]);
    }

    #[test]
    fn pipes_in_code_are_escaped_first() {
        check_fix("ragged-table-row", "# Plan\n\n| a | b | c |\n|---|---|---|\n| 筛选 `x \\| y | z` | ``p`|`` | 1 |\n", expect![[r#"
            # Plan

            | a | b | c |
            |---|---|---|
            | 筛选 `x \| y \| z` | ``p`\|`` | 1 |
        "#]]);
        check_fix("ragged-table-row", "# Plan\n\n| a | b |\n|---|---|\n| `x | y | z |\n", expect![[r#"
            # Plan

            | a | b |
            |---|---|
            | `x | y \| z |
        "#]]);
    }

    #[test]
    fn extra_text_is_kept_by_escaping() {
        check_fix("ragged-table-row", "# Plan\n\n| a | b |\n|---|---|\n| 1 | x | y |\n", expect![[r#"
            # Plan

            | a | b |
            |---|---|
            | 1 | x \| y |
        "#]]);
    }
}
