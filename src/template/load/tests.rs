use super::*;
use crate::template::{ColumnSpec, FieldSpec, Slot, ValueType};
use std::fmt::Write;

mod seeds;
mod team;

/// A schema as one reads it: `heading (flags)`, `· field: type`, `| column: type |`, `- list`.
fn render(template: &Template) -> String {
    let mut out = format!("{}: {}\n", template.id, template.title);
    for field in &template.fields {
        let _ = writeln!(out, "· {}", field_line(field));
    }
    for slot in &template.slots {
        let indent = "  ".repeat(depth(template, slot));
        let _ = writeln!(out, "{indent}{} {}", "#".repeat(slot.level.into()), slot_line(slot));
        for field in &slot.fields {
            let _ = writeln!(out, "{indent}  · {}", field_line(field));
        }
        for table in &slot.tables {
            let columns: Vec<_> = table.columns.iter().map(column).collect();
            let _ = writeln!(out, "{indent}  | {} |", columns.join(" | "));
        }
        for list in &slot.lists {
            let _ = writeln!(out, "{indent}  - {}", list.name());
        }
    }
    out
}

fn depth(template: &Template, slot: &Slot) -> usize {
    std::iter::successors(slot.parent, |&p| template.slot(p)?.parent).count()
}

fn slot_line(slot: &Slot) -> String {
    let mut line = slot.heading.clone();
    if let Some(concept) = slot.concept {
        let _ = write!(line, " @{}", concept.id());
    }
    if slot.optional {
        line += " ?";
    }
    if let Some(series) = &slot.repeats {
        let first = series.first.as_ref().map(ToString::to_string).unwrap_or_default();
        let _ = write!(line, " +[{} {first} x{}]", series.word, series.samples);
    }
    line
}

fn value(value: &ValueType) -> String {
    match value {
        ValueType::Choice(choices) => choices.join("/"),
        ValueType::List(list) => format!("{} list", list.name()),
        other => other.name().to_owned(),
    }
}

fn field_line(field: &FieldSpec) -> String {
    let optional = if field.optional { " ?" } else { "" };
    format!("{}: {}{optional}", field.label, value(&field.value))
}

fn column(column: &ColumnSpec) -> String {
    format!("{}: {}", column.name, value(&column.value))
}

fn check(text: &str, expect: expect_test::Expect) {
    let (template, problems) = Template::load("team", text, Origin::BuiltIn);
    assert_eq!(problems, [], "problems");
    expect.assert_eq(&render(&template));
}
