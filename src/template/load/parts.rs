//! What a section of a template is made of: fields, tables, lists, its body. Decides nothing about
//! other sections.

use super::{blank, value, words};
use crate::plan::concept::normalise;
use crate::plan::field::{Field, Shape};
use crate::plan::placeholder::Placeholder;
use crate::plan::section::Section;
use crate::syntax::{Block, BlockId, BlockKind, Facts};
use crate::template::{ColumnSpec, FieldSpec, ListSpec, TableSpec, ValueType};
use crate::text::Span;
use rustc_hash::FxHashSet;

/// The fields of a section that a plan is to have.
pub(super) fn fields(section: &Section, series: &FxHashSet<String>) -> Vec<FieldSpec> {
    let mut seen = FxHashSet::default();
    let fields = section.fields.iter().filter(|f| is_field(section, f));
    let fields = fields.filter(|f| seen.insert(f.key.clone()));
    fields.map(|f| spec(section, f, series)).collect()
}

/// Whether a label is one: not a blank, a note, an instruction or a sentence that leads to a list.
pub(super) fn is_field(section: &Section, field: &Field) -> bool {
    let label = section.str(field.label);
    let lead_in = matches!(field.shape, Shape::Plain | Shape::Emphasis)
        && section.str(field.value).is_empty()
        && (label.split_whitespace().count() > 2 || words::tells(label));
    // `- **Warning**: [Threshold]` among its like.
    let asked = field.item.is_some() && blank::only(section.str(field.value));
    !(blank::only(label)
        || is_counted(label)
        || field.key.is_empty()
        || (field.shape == Shape::FrontMatter && field.key == "planls")
        || words::is_note(label) && !asked
        || words::is_instruction(label)
        || lead_in)
}

/// `Goal 1`, `Option A`: a sample, not a label.
fn is_counted(label: &str) -> bool {
    let Some((_, last)) = label.trim().rsplit_once(' ') else { return false };
    let letter = last.len() == 1 && last.bytes().all(|b| b.is_ascii_uppercase());
    letter || last.bytes().all(|b| b.is_ascii_digit())
}

fn spec(section: &Section, field: &Field, series: &FxHashSet<String>) -> FieldSpec {
    let (label, text) = (section.str(field.label), section.str(field.value));
    let bare = text.split(['(', '（']).next().unwrap_or_default().trim();
    let listed = field.content.and_then(|c| list_kind(&section.facts, c));
    let value = match (listed, text.is_empty()) {
        (Some(kind), true) => ValueType::List(kind),
        _ if field.content.is_some() => ValueType::Text,
        _ => match value::of(&field.key, text, series) {
            ValueType::Text if !bare.is_empty() => value::of(&field.key, bare, series),
            value => value,
        },
    };
    FieldSpec {
        label: label.to_owned(),
        key: field.key.clone(),
        value,
        optional: words::marked_optional(label)
            || words::marked_optional(text)
            || words::begins_optional(text),
        sample: sample(&section.facts, field),
    }
}

/// A field as written, with its list marker and the block it introduces.
fn sample(facts: &Facts, field: &Field) -> String {
    let item = field.item.and_then(|i| facts.block(i));
    let content = field.content.and_then(|c| facts.block(c));
    let start = match (item, field.shape) {
        (Some(item), _) => item.span.start,
        (None, Shape::Row) => facts.lines_of(field.label).trim(&facts.text).start,
        _ => field.span.start,
    };
    let end = match field.shape {
        Shape::Row => facts.lines_of(field.label).trim(&facts.text).end,
        _ => content.map_or(field.span.end, |c| c.span.end),
    };
    dedent(facts, Span::new(start, end))
}

/// The text of a span with the indentation of its first line taken from the others.
fn dedent(facts: &Facts, span: Span) -> String {
    let indent = span.start - facts.lines_of(Span::at(span.start)).start;
    let text = facts.str(span).trim_end();
    if indent == 0 {
        return text.to_owned();
    }
    let cut = |line: &str| {
        let blanks = line.bytes().take(indent).take_while(|b| *b == b' ').count();
        line.get(blanks..).unwrap_or_default().to_owned()
    };
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |all, line| all + "\n" + &cut(line))
}

/// The fields that stand in one block.
pub(crate) fn fields_of(section: &Section, block: BlockId) -> &[Field] {
    let start = section.fields.partition_point(|f| f.block < block);
    let end = section.fields.partition_point(|f| f.block <= block);
    section.fields.get(start..end).unwrap_or_default()
}

/// The placeholders that reach into a span.
pub(super) fn placeholders_on(section: &Section, span: Span) -> &[Placeholder] {
    let start = section.placeholders().partition_point(|p| p.span.end <= span.start);
    let end = section.placeholders().partition_point(|p| p.span.start < span.end);
    section.placeholders().get(start..end).unwrap_or_default()
}

/// The kind of a list block: a task list if any of its items has a box.
pub(crate) fn list_kind(facts: &Facts, id: BlockId) -> Option<ListSpec> {
    let BlockKind::List { ordered } = facts.block(id)?.kind else { return None };
    let mut items = facts.children(id).filter_map(|i| facts.block(i));
    let task = items.any(|i| matches!(i.kind, BlockKind::Item { check: Some(_), .. }));
    Some(match (task, ordered) {
        (true, _) => ListSpec::Task,
        (_, true) => ListSpec::Ordered,
        _ => ListSpec::Bullet,
    })
}

/// The lists of a section that no field introduces and that are not made of fields.
pub(super) fn lists(section: &Section) -> Vec<ListSpec> {
    let facts = &section.facts;
    let owned: FxHashSet<BlockId> =
        section.fields.iter().filter(|f| is_field(section, f)).filter_map(|f| f.content).collect();
    let labelled: FxHashSet<BlockId> =
        section.fields.iter().filter(|f| is_field(section, f)).filter_map(|f| f.item).collect();
    let top = section.top_blocks().map(|(id, _)| id).filter(|id| !owned.contains(id));
    let free = top.filter(|id| facts.children(*id).any(|item| !labelled.contains(&item)));
    free.filter_map(|id| list_kind(facts, id)).collect()
}

/// The tables of a section that are not made of fields.
pub(super) fn tables(section: &Section, series: &FxHashSet<String>) -> Vec<TableSpec> {
    let facts = &section.facts;
    let rows = section.fields.iter().filter(|f| f.shape == Shape::Row);
    let fields: FxHashSet<BlockId> = rows.map(|f| f.block).collect();
    let tables = section.tables.iter().filter(|id| !fields.contains(id));
    tables.filter_map(|id| table(facts, *id, series)).collect()
}

fn table(facts: &Facts, id: BlockId, series: &FxHashSet<String>) -> Option<TableSpec> {
    let block = facts.block(id)?;
    let BlockKind::Table(table) = &block.kind else { return None };
    let column = |(index, head): (usize, &Span)| {
        let cells = table.rows.iter().filter_map(move |r| Some(facts.str(*r.cells.get(index)?)));
        let cells: Vec<&str> = cells.collect();
        let name = facts.str(*head).to_owned();
        let key = normalise(&name);
        let value = column_type(&key, &cells, series);
        ColumnSpec {
            sample: cells.first().copied().unwrap_or_default().to_owned(),
            name,
            key,
            value,
        }
    };
    let columns = table.header.cells.iter().enumerate().map(column).collect();
    Some(TableSpec { columns, sample: dedent(facts, block.span) })
}

/// The first type that any sample cell shows; without cells what the column's name says.
fn column_type(key: &str, cells: &[&str], series: &FxHashSet<String>) -> ValueType {
    const SAMPLES: usize = 32;
    let cells = if cells.is_empty() { &[""] } else { cells };
    let types = cells.iter().take(SAMPLES).map(|cell| value::of(key, cell, series));
    let mut types = types.filter(|value| *value != ValueType::Text);
    types.next().unwrap_or(ValueType::Text)
}

/// What stands beneath a heading: without directives, rules at the end, and notes and instructions
/// after a rule.
pub(super) fn body(section: &Section) -> String {
    let facts = &section.facts;
    let mut end = section.body.end;
    let top: Vec<_> = section.top_blocks().map(|(_, b)| b).collect();
    for block in top.iter().rev() {
        match block.kind {
            BlockKind::Break => end = block.span.start,
            _ if is_trailer(section, block.span) => {}
            _ => break,
        }
    }
    let mut out = String::new();
    let mut at = section.body.start;
    let comments = section.directives.iter().map(|c| c.line);
    for line in comments.filter(|l| l.end <= end && l.start >= section.body.start) {
        if line.start >= at {
            out.push_str(facts.str(Span::new(at, line.start)));
            at = line.end;
        }
    }
    out.push_str(facts.str(Span::new(at, end)));
    let mut out = out.trim_matches(['\n', '\r']).trim_end().to_owned();
    // What is written after it in a plan must not become part of it.
    let last = top.iter().rfind(|block| block.span.start < end);
    if let Some(closing) = last.and_then(|block| facts.closing(block)) {
        out.push('\n');
        out.push_str(&closing);
    }
    out
}

/// Whether a fence holds Markdown: its `#` are headings.
pub(super) fn is_markdown(section: &Section, block: &Block) -> bool {
    let BlockKind::Code { info: Some(info), .. } = block.kind else { return false };
    let language = section.str(info).split([' ', ',', '{']).next().unwrap_or_default();
    matches!(language.to_lowercase().as_str(), "markdown" | "md" | "mdx")
}

/// Whether a paragraph closes the file rather than its last section.
fn is_trailer(section: &Section, block: Span) -> bool {
    let text = section.str(block);
    let label = section.fields.iter().find(|f| block.covers(f.label));
    let label =
        label.map_or(text.trim_start_matches(['*', '_', '>', ' ']), |f| section.str(f.label));
    let label = label.split([':', '*']).next().unwrap_or_default();
    words::is_note(label)
        || words::is_instruction(label)
        || text.starts_with(['*', '_']) && text.ends_with(['*', '_'])
}
