//! `empty-table-cell`: an empty cell in a column that is to be filled.

use super::choices::table;
use super::{Finding, SectionContext};
use crate::plan::table::{Column, ColumnRole, TableView};
use crate::syntax::BlockKind;
use crate::template::ValueType;
use crate::text::Edit;

declare! {
    /// A cell is empty in a column that the template fills.
    ///
    /// Without a template: in a column where every other row says something. A risk without its
    /// mitigation has a rule of its own.
    ///
    /// ```md fails template=phased
    /// # Implementation Plan: Saved cards
    ///
    /// ## Dependencies
    ///
    /// ### External Dependencies
    ///
    /// | Dependency | Version | Purpose |
    /// | --- | --- | --- |
    /// | vault-sdk | | stores tokens |
    /// ```
    ///
    /// ```md passes template=phased
    /// # Implementation Plan: Saved cards
    ///
    /// ## Dependencies
    ///
    /// ### External Dependencies
    ///
    /// | Dependency | Version | Purpose | Link |
    /// | --- | --- | --- | --- |
    /// | vault-sdk | 4.2 | stores tokens | |
    /// ```
    "empty-table-cell",
    template: Info, generic: Hint, about: Unfilled, fixes: Offered, Section(check)
}

fn check(context: &SectionContext) -> Vec<Finding> {
    let section = context.section;
    let mut found = vec![];
    for block in &section.tables {
        let Some(BlockKind::Table(syntax)) = section.facts.block(*block).map(|b| &b.kind) else {
            continue;
        };
        let view = TableView::new(&section.facts.text, syntax);
        let spec = table(context, &view.columns);
        for (at, column) in view.columns.iter().enumerate() {
            let own = spec.and_then(|s| s.columns.iter().find(|c| Column::of(&c.name).is_like(column)));
            let cells = || (0..syntax.rows.len()).filter_map(|row| view.cell(row, at));
            let empty = cells().filter(|c| c.is_empty()).count();
            let wanted = match context.template {
                Some(_) => own.is_some_and(|c| !c.sample.is_empty()),
                None => empty == 1 && syntax.rows.len() >= 4,
            };
            if !wanted || column.role == ColumnRole::Mitigation {
                continue;
            }
            for cell in cells().filter(|c| c.is_empty()) {
                let finding = Finding::new(cell, format!("`{}` is empty in this row", column.title));
                let sample = own.map(|c| match &c.value {
                    ValueType::Choice(choices) => choices.join("/"),
                    _ => c.sample.clone(),
                });
                let before = section.str(crate::text::Span::new(cell.start.saturating_sub(1), cell.start));
                let lead = if before == "|" { " " } else { "" };
                let after = section.str(crate::text::Span::new(cell.start, cell.start + 1));
                let trail = if after == "|" { " " } else { "" };
                found.push(match sample {
                    Some(sample) => finding.offer(
                        "Insert the template's sample",
                        vec![Edit::insert(cell.start, format!("{lead}{sample}{trail}"))],
                    ),
                    None => finding,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "empty-table-cell";
    const KIT: Case = Case { template: Some("spec-kit"), files: &[] };
    const HEAD: &str = "# Plan\n\n## Risk Assessment\n\n";

    #[test]
    fn a_column_the_template_fills() {
        let text = format!("{HEAD}| Risk | Impact | Mitigation | Owner |\n|---|---|---|---|\n| a || b ||\n|  | Low | b | |\n");
        check_case(RULE, &KIT, &text, expect![[r#"
            7:6-7:6 info `Impact` is empty in this row
              offer: Insert the template's sample
            8:3-8:3 info `Risk` is empty in this row
              offer: Insert the template's sample
        "#]]);
    }

    #[test]
    fn without_a_template_the_one_gap_among_many() {
        check(RULE, "# Plan\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | |\n| 5 | 6 |\n| 7 | 8 |\n", expect![[r#"
            6:7-6:7 hint `b` is empty in this row
        "#]]);
        check(RULE, "# Plan\n\n| a | b |\n|---|---|\n| 1 | |\n| 3 | |\n| 5 | 6 |\n| 7 | 8 |\n", expect![[""]]);
    }

    #[test]
    fn the_mitigation_has_a_rule_of_its_own() {
        check_case(RULE, &KIT, &format!("{HEAD}风险 | 影响 | 缓解措施\n--|--|--\na | Low |\n"), expect![[""]]);
    }

    #[test]
    fn the_fix_inserts_the_sample() {
        let text = format!("{HEAD}| Risk | Impact | Mitigation |\n|---|---|---|\n| a || b |\n").replace('\n', "\r\n");
        check_fix_case(RULE, &KIT, &text, expect![[r#"
            # Plan␍
            ␍
            ## Risk Assessment␍
            ␍
            | Risk | Impact | Mitigation |␍
            |---|---|---|␍
            | a | High/Medium/Low | b |␍
        "#]]);
    }
}
