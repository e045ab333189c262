//! "Set status to …" on a status field or cell, and "Fill in today's date" where a date is to be
//! written.

use crate::ide::assist::{Assist, AssistContext};
use crate::ide::values::{self, Wanted};
use crate::ide::{expected, tables};
use crate::plan::choice;
use crate::plan::date::{self, DateValue};
use crate::plan::table::TableView;
use crate::template::ValueType;
use crate::text::{Edit, Span};

/// One action for each other status; one for a date.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let Some((span, spec, wanted)) = place(context) else { return vec![] };
    let snapshot = context.snapshot;
    let current = snapshot.document.text().slice(span).into_owned();
    let before = snapshot.document.text().slice(Span::new(span.start.saturating_sub(1), span.start));
    let pad = if span.is_empty() && !before.ends_with(' ') { " " } else { "" };
    let edit = |value: &str| vec![Edit::replace(span, format!("{pad}{value}"))];
    if spec == Some(&ValueType::Date) || wanted == Wanted::Date {
        if matches!(date::parse(&current), DateValue::Date(_)) {
            return vec![];
        }
        let today = snapshot.environment.today.to_string();
        return vec![Assist::rewrite("fill-date", "Fill in today's date", edit(&today))];
    }
    if wanted != Wanted::Status {
        return vec![];
    }
    let values = values::values(snapshot, spec, wanted);
    let others = values.into_iter().filter(|(value, _)| !choice::same(&current, value));
    let set = |(value, _): (String, &str)| {
        Assist::rewrite("set-status", format!("Set status to `{value}`"), edit(&value))
    };
    others.map(set).collect()
}

/// The value under the cursor: where it stands and what is to stand there.
fn place<'a>(context: &AssistContext<'a>) -> Option<(Span, Option<&'a ValueType>, Wanted)> {
    let snapshot = context.snapshot;
    let id = snapshot.plan.node_at(context.span.start)?;
    let node = snapshot.plan.node(id)?;
    let local = context.span.start.checked_sub(node.start)?;
    if let Some(at) = tables::at(snapshot, context.span.start) {
        let view = TableView::new(&node.section.facts.text, at.table);
        let column = view.column_at(local)?;
        let spec = expected::cell(snapshot, id, &at.columns(), column);
        let wanted = Wanted::of_column(view.columns.get(column)?.role);
        return Some((node.span(view.cell(at.row?, column)?), spec, wanted));
    }
    let fields = &node.section.fields;
    let field = fields.iter().find(|f| f.content.is_none() && f.span.cover(f.value).touches(local))?;
    let spec = expected::field(snapshot, id, field).map(|spec| &spec.value);
    Some((node.span(field.value), spec, Wanted::of_key(&field.key)))
}
