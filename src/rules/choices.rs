//! Where a choice is to be made: the fields and cells whose template offers choices. Shared by the
//! two rules about choices.

use super::SectionContext;
use crate::plan::table::{Column, ColumnRole, TableView};
use crate::plan::{Field, choice};
use crate::syntax::BlockKind;
use crate::template::{FieldSpec, TableSpec};
use crate::text::Span;

/// A value that is to be one of some choices. The span is bytes of the slice.
pub struct Point {
    /// The value, trimmed; may be empty.
    pub span: Span,
    /// The label or column.
    pub label: String,
    /// What the template offers; none when the value itself is a list of choices.
    pub choices: Vec<String>,
}

/// The template's fields for a section: of its slot, or of the document for what stands at its top.
pub fn fields<'a>(context: &SectionContext<'a>) -> &'a [FieldSpec] {
    let top = context.section.heading.as_ref().is_none_or(|h| h.level == 1);
    match (context.slot, context.template) {
        (Some(slot), _) => &slot.fields,
        (None, Some(template)) if top => &template.fields,
        _ => &[],
    }
}

/// The template's table of a table's columns: most of its columns are there.
pub fn table<'a>(context: &SectionContext<'a>, columns: &[Column]) -> Option<&'a TableSpec> {
    let tables = context.slot.map(|s| s.tables.as_slice()).unwrap_or_default();
    tables.iter().find(|spec| {
        let there = |name: &str| columns.iter().any(|c| c.is_like(&Column::of(name)));
        let shared = spec.columns.iter().filter(|c| there(&c.name)).count();
        shared > 0 && shared * 2 >= spec.columns.len()
    })
}

/// Where the section has a value to choose. Without a template: labels and columns that are rated
/// or have a status, and only values that list at least three choices.
pub fn points(context: &SectionContext) -> Vec<Point> {
    let section = context.section;
    let specs = fields(context);
    let mut found = vec![];
    for field in &section.fields {
        let spec = specs.iter().find(|s| s.key == field.key);
        let choices = spec.map(|s| s.value.choices().to_vec()).unwrap_or_default();
        if !choices.is_empty()
            || (context.template.is_none() && lists(section.str(field.value), rated_label(field)))
        {
            let label = section.str(field.label).to_owned();
            found.push(Point { span: field.value, label, choices });
        }
    }
    for block in &section.tables {
        let Some(BlockKind::Table(syntax)) = section.facts.block(*block).map(|b| &b.kind) else {
            continue;
        };
        let view = TableView::new(&section.facts.text, syntax);
        let spec = table(context, &view.columns);
        for (at, column) in view.columns.iter().enumerate() {
            let own =
                spec.and_then(|s| s.columns.iter().find(|c| Column::of(&c.name).is_like(column)));
            let choices = own.map(|c| c.value.choices().to_vec()).unwrap_or_default();
            let rated = context.template.is_none() && is_rated(column.role);
            if choices.is_empty() && !rated {
                continue;
            }
            for row in 0..syntax.rows.len() {
                let Some(span) = view.cell(row, at) else { continue };
                if !choices.is_empty() || lists(section.str(span), rated) {
                    found.push(Point {
                        span,
                        label: column.title.clone(),
                        choices: choices.clone(),
                    });
                }
            }
        }
    }
    found
}

fn lists(value: &str, rated: bool) -> bool {
    rated && choice::list(value).is_some_and(|choices| choices.len() > 2)
}

fn rated_label(field: &Field) -> bool {
    let role = ColumnRole::of(&field.key);
    is_rated(role)
        || matches!(
            field.key.as_str(),
            "priority" | "risk level" | "complexity" | "severity" | "risk"
        )
}

fn is_rated(role: ColumnRole) -> bool {
    matches!(role, ColumnRole::Impact | ColumnRole::Probability | ColumnRole::Status)
}
