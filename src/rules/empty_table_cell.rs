//! `empty-table-cell`: an empty cell in a column that is to be filled.

use super::choices::table;
use super::{Finding, SectionContext};
use crate::plan::concept;
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
                None => empty == 1 && syntax.rows.len() >= 4 && !is_remark(column),
            };
            if !wanted || column.role == ColumnRole::Mitigation {
                continue;
            }
            for row in 0..syntax.rows.len() {
                let Some(cell) = view.cell(row, at).filter(|c| c.is_empty()) else { continue };
                if is_heading_or_sum(&view, row, at) {
                    continue;
                }
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

/// A column for what there may be to say, or not.
fn is_remark(column: &Column) -> bool {
    column.role == ColumnRole::Description || column.name.is_empty()
}

/// Whether a row, apart from its cell at `at`, is no entry but a heading for those beneath it, or
/// sums them up: nothing but its first cell, or that in bold, or saying so.
fn is_heading_or_sum(view: &TableView, row: usize, at: usize) -> bool {
    let filled = (0..view.columns.len()).filter(|column| !view.words(row, *column).is_empty());
    let Some(first) = filled.clone().next() else { return true };
    let raw = |row| view.cell(row, first).map_or("", |cell| cell.of(view.text));
    let is_bold = |row| ["**", "__"].iter().any(|mark| raw(row).starts_with(mark));
    let name = concept::normalise(raw(row));
    let other = |row: &usize| *row != 0;
    (view.columns.len() > 2 && filled.count() == 1)
        || first < at && is_bold(row) && !is_bold(if other(&row) { 0 } else { 1 })
        || name.split(' ').any(|word| SUMS.contains(&word))
}

/// What a row of sums is called.
const SUMS: [&str; 32] = [
    "total", "totals", "subtotal", "sum", "overall", "average", "mean", "gesamt", "summe", "gesamtsumme",
    "insgesamt", "zwischensumme", "durchschnitt", "totaux", "somme", "moyenne", "totales", "suma", "promedio",
    "totais", "soma", "media", "totale", "somma", "итого", "всего", "合计", "总计", "小计", "合計", "小計", "합계",
];

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix_case, snapshot};
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
    fn sums_headings_between_rows_and_remarks_are_no_gaps() {
        let silent = |columns: &str, rows: [&str; 4]| {
            let text = format!("# Plan\n\n| {columns} |\n|---|---|---|\n{}\n", rows.join("\n"));
            let found = snapshot(&text, &Case::default());
            assert!(found.findings().iter().all(|f| f.rule != RULE), "{text}");
        };
        let [a, b, c] = ["| a | 3 | Jo |", "| b | 5 | Al |", "| c | 2 | Jo |"];
        silent("Task | Days | Owner", [a, b, c, "| **All** | **10** | |"]);
        silent("Task | Days | Owner", [a, b, c, "| Gesamt: | 10 | |"]);
        silent("任务 | 天数 | 负责人", [a, b, c, "| 合计 | 10 | |"]);
        silent("Task | Days | Owner", ["| Backend | | |", a, b, "| c | x | y |"]);
        silent("Field | Type | Description", [a, b, c, "| `made_at` | date | |"]);
        silent("Task | Days | Notes", [a, b, c, "| d | 1 | |"]);
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
