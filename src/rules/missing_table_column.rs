//! `missing-table-column`: a table lacking a column of its template's table.

use super::choices::table;
use super::{Finding, SectionContext};
use crate::plan::table::{Column, TableView};
use crate::syntax::{BlockKind, Row};
use crate::text::{Edit, Span};

declare! {
    /// A table lacks a column that its template's table has.
    ///
    /// Columns are compared by what they hold, in any order and under the usual other names
    /// (`Likelihood` for `Probability`).
    ///
    /// ```md fails template=spec-kit
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risk Assessment
    ///
    /// | Risk | Mitigation |
    /// | --- | --- |
    /// | slow vault | cache |
    /// ```
    ///
    /// ```md passes template=spec-kit
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risk Assessment
    ///
    /// | Risk | Severity | How to address |
    /// | --- | --- | --- |
    /// | slow vault | Low | cache |
    /// ```
    "missing-table-column",
    template: Info, generic: Off, about: Missing, fixes: Offered, Section(check)
}

fn check(context: &SectionContext) -> Vec<Finding> {
    let section = context.section;
    let mut found = vec![];
    for block in &section.tables {
        let Some(BlockKind::Table(syntax)) = section.facts.block(*block).map(|b| &b.kind) else {
            continue;
        };
        let view = TableView::new(&section.facts.text, syntax);
        let Some(spec) = table(context, &view.columns) else { continue };
        for column in &spec.columns {
            let wanted = Column::of(&column.name);
            if view.columns.iter().any(|c| c.is_like(&wanted)) {
                continue;
            }
            let message = format!("this table has no `{}` column", column.name);
            let rows = std::iter::once((&syntax.header, column.name.as_str()));
            let rows = rows.chain(syntax.rows.iter().map(|r| (r, "")));
            let mut edits: Vec<Edit> = rows.map(|(row, text)| cell(section.str(row.span), row, text)).collect();
            let delimiter = section.str(syntax.delimiter);
            edits.push(Edit::insert(syntax.delimiter.end, if delimiter.trim_end().ends_with('|') { " --- |" } else { " | ---" }));
            let finding = Finding::new(syntax.header.span, message);
            found.push(finding.offer(format!("Add the `{}` column", column.name), edits));
        }
    }
    found
}

/// A cell at the end of a row.
fn cell(line: &str, row: &Row, text: &str) -> Edit {
    let closed = line.ends_with('|') && !line.ends_with("\\|");
    let insert = if closed { format!(" {text} |") } else { format!(" | {text}") };
    let end = Span::at(row.span.end);
    Edit::replace(end, if closed || !text.is_empty() { insert } else { format!("{insert} |") })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check_case, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "missing-table-column";
    const KIT: Case = Case { template: Some("spec-kit"), files: &[] };
    const HEAD: &str = "# Plan\n\n## Risk Assessment\n\n";

    #[test]
    fn one_that_lacks() {
        check_case(RULE, &KIT, &format!("{HEAD}| Impact | Risk |\n|---|---|\n| Low | a |\n"), expect![[r#"
            5:1-5:18 info this table has no `Mitigation` column
              offer: Add the `Mitigation` column
        "#]]);
    }

    #[test]
    fn other_orders_and_names_are_fine() {
        let text = format!("{HEAD}| 缓解措施 | Likelihood | Severity | 风险 |\n|---|---|---|---|\n| a | Low | Low | b |\n");
        check_case(RULE, &KIT, &text, expect![[""]]);
    }

    #[test]
    fn other_tables_are_none_of_its_business() {
        let text = format!("{HEAD}| Service | Port |\n|---|---|\n| a | 1 |\n\n## Notes\n\n| Risk |\n|---|\n| x |\n");
        check_case(RULE, &KIT, &text, expect![[""]]);
    }

    #[test]
    fn the_fix_adds_it_to_every_row() {
        let text = format!("{HEAD}Risk | Mitigation\n--|--\na | b\nc | d\n").replace('\n', "\r\n");
        check_fix_case(RULE, &KIT, &text, expect![[r#"
            # Plan␍
            ␍
            ## Risk Assessment␍
            ␍
            Risk | Mitigation | Impact␍
            --|-- | ---␍
            a | b |  |␍
            c | d |  |␍
        "#]]);
    }
}
