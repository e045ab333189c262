//! Fields: `label: value` pairs in all the shapes people write them (plans.md §2): `**K:** v`,
//! `**K**: v`, `- **K**: v`, `K: v`, `*K: v*`, `> **K:** v`, several joined by `|` on one line,
//! two-column tables, front matter. Does not judge labels or values.

use super::concept::normalise;
use crate::syntax::{Block, BlockId, BlockKind, Facts, Inline, InlineKind};
use crate::text::Span;
use std::borrow::Cow;
use std::ops::Range;

/// A label and its value. Spans are bytes of the slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The label without marks and colon.
    pub label: Span,
    /// The label normalised as headings are.
    pub key: String,
    /// The value, trimmed, to the next field or the end of its paragraph; when it has none, the
    /// empty span where it would be typed.
    pub value: Span,
    /// Label marks to end of value.
    pub span: Span,
    /// How it is written.
    pub shape: Shape,
    /// The paragraph, table or front matter it stands in.
    pub block: BlockId,
    /// The list item it is the text of.
    pub item: Option<BlockId>,
    /// The block that follows a label without a value on its line: a list, a fence, a table …
    pub content: Option<BlockId>,
}

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `**K:** v` or `**K**: v`
    Strong,
    /// `*K: v*`
    Emphasis,
    /// `K: v`
    Plain,
    /// A row of a two-column table.
    Row,
    /// A line of the front matter.
    FrontMatter,
}

/// What labels may be marked with.
const MARKS: [char; 2] = ['*', '_'];

/// What parts several fields on one line.
const SEPARATORS: [char; 3] = ['|', '·', '•'];

/// The fields of a range of blocks, in order.
pub fn read(facts: &Facts, blocks: Range<BlockId>) -> Vec<Field> {
    let mut fields = vec![];
    for id in blocks {
        let Some(block) = facts.block(id) else { break };
        match &block.kind {
            BlockKind::Paragraph => paragraph(facts, id, block, &mut fields),
            BlockKind::FrontMatter => front_matter(facts, id, block, &mut fields),
            BlockKind::Table(table) if table.header.cells.len() == 2 => {
                let heads: Vec<_> =
                    table.header.cells.iter().map(|c| normalise(facts.str(*c))).collect();
                let keyed = matches!(
                    heads.first().map(String::as_str),
                    Some("" | "field" | "key" | "item" | "attribute" | "property" | "metadata")
                );
                for row in table.rows.iter().filter(|_| keyed) {
                    if let [label, value] = row.cells.as_slice() {
                        let label = inner_of(facts, block, *label);
                        fields.push(field(
                            facts,
                            id,
                            label,
                            *value,
                            label.cover(*value),
                            Shape::Row,
                        ));
                    }
                }
            }
            _ => {}
        }
    }
    fields
}

/// A mark that begins a field: where the label stands, and where its value begins.
struct Start {
    at: usize,
    label: Span,
    value: usize,
    /// Where the value must end: the closing mark of `*K: v*`.
    stop: Option<usize>,
    shape: Shape,
}

fn paragraph(facts: &Facts, id: BlockId, block: &Block, fields: &mut Vec<Field>) {
    let item = block.parent.filter(|&p| {
        facts.block(p).is_some_and(|b| matches!(b.kind, BlockKind::Item { .. })) && id == p + 1
    });
    let task = item
        .and_then(|i| facts.block(i))
        .is_some_and(|b| matches!(b.kind, BlockKind::Item { check: Some(_), .. }));
    if task {
        return;
    }
    let marked = |line: &Span| may_be_marked(facts.str(*line));
    let read = || facts.own_inlines(block);
    let inlines = if block.lines.iter().any(marked) { read() } else { Cow::default() };
    let mut starts: Vec<Start> = vec![];
    for line in &block.lines {
        line_starts(facts, &inlines, *line, &mut starts);
    }
    let Some(end) = block.lines.last().map(|l| l.end) else { return };
    for (i, start) in starts.iter().enumerate() {
        let next = starts.get(i + 1).map_or(end, |s| s.at).min(start.stop.unwrap_or(end));
        let value = Span::new(start.value, next);
        let value = value_span(facts, value);
        let span = Span::new(start.at, start.stop.map_or(value.end, |s| s + 1).max(start.value));
        let mut found = field(facts, id, start.label, value, span, start.shape);
        found.item = item;
        if value.is_empty() && i + 1 == starts.len() {
            found.content = following(facts, block);
        }
        fields.push(found);
    }
    if let (Some(first), []) = (inlines.first(), starts.as_slice()) {
        fields.extend(bold_label(facts, id, block, first, item));
    }
}

/// Whether a label with marks may begin in a line: at its start or behind a separator, with a colon
/// or alone on the line. Most lines have none, and need not be read any closer.
fn may_be_marked(line: &str) -> bool {
    // The full-width colon begins with a byte that few other characters do.
    let colon = || memchr::memchr2(b':', 0xEF, line.as_bytes()).is_some();
    if line.starts_with(MARKS) {
        return line.trim_end().ends_with(MARKS) || colon();
    }
    memchr::memchr2(b'*', b'_', line.as_bytes()).is_some() && line.contains(SEPARATORS) && colon()
}

/// `**Files to Modify**` alone on its line, with a list, fence or table beneath.
fn bold_label(
    facts: &Facts,
    id: BlockId,
    block: &Block,
    strong: &Inline,
    item: Option<BlockId>,
) -> Option<Field> {
    let [line] = block.lines.as_slice() else { return None };
    if strong.kind != InlineKind::Strong || strong.span != line.trim(&facts.text) {
        return None;
    }
    let content = following(facts, block)?;
    let listed = !matches!(facts.block(content)?.kind, BlockKind::Paragraph);
    let value = Span::at(line.end);
    let found = field(facts, id, strong.inner, value, strong.span, Shape::Strong);
    listed.then_some(Field { item, content: Some(content), ..found })
}

/// The block right after a paragraph, within the same container.
fn following(facts: &Facts, block: &Block) -> Option<BlockId> {
    let next = facts.block(block.end)?;
    let kind = !matches!(next.kind, BlockKind::Heading { .. } | BlockKind::Break | BlockKind::Html);
    (next.parent == block.parent && kind).then_some(block.end)
}

/// Appends the fields that begin on one line.
fn line_starts(facts: &Facts, inlines: &[Inline], line: Span, starts: &mut Vec<Start>) {
    let first = inlines.partition_point(|i| i.span.start < line.start);
    let here = || inlines.iter().skip(first).take_while(|i| i.span.start < line.end);
    let before = starts.len();
    for inline in here() {
        let begins = inline.span.start == line.start
            || facts.str(Span::new(line.start, inline.span.start)).trim_end().ends_with(SEPARATORS);
        if !begins || inline.span.end > line.end {
            continue;
        }
        match inline.kind {
            InlineKind::Strong => starts.extend(strong(facts, inline, line)),
            InlineKind::Emphasis if inline.span == line => starts.extend(emphasis(facts, inline)),
            _ => {}
        }
    }
    if starts.len() == before {
        let begins_marked = here().next().is_some_and(|i| i.span.start == line.start);
        starts.extend(plain(facts, line).filter(|_| !begins_marked));
    }
}

fn strong(facts: &Facts, inline: &Inline, line: Span) -> Option<Start> {
    let inner = facts.str(inline.inner).trim_end();
    let at = inline.span.start;
    if let Some(label) = inner.strip_suffix([':', '：']) {
        let label = Span::new(inline.inner.start, inline.inner.start + label.trim_end().len());
        return Some(Start { at, label, value: inline.span.end, stop: None, shape: Shape::Strong });
    }
    let rest = facts.str(Span::new(inline.span.end, line.end));
    let colon = rest.len() - rest.trim_start().len();
    let mark = rest.trim_start().chars().next().filter(|c| matches!(c, ':' | '：'))?;
    let value = inline.span.end + colon + mark.len_utf8();
    Some(Start { at, label: inline.inner, value, stop: None, shape: Shape::Strong })
}

fn emphasis(facts: &Facts, inline: &Inline) -> Option<Start> {
    let mut start = plain(facts, inline.inner)?;
    start.at = inline.span.start;
    start.stop = Some(inline.inner.end);
    start.shape = Shape::Emphasis;
    Some(start)
}

/// `K: v` with a short label of words, not a URL and not a time.
fn plain(facts: &Facts, line: Span) -> Option<Start> {
    const LONGEST: usize = 40;
    let text = facts.str(line);
    if !text.starts_with(char::is_alphabetic) {
        return None;
    }
    // Asked of every line of text, most of which have no colon where a label would end; the
    // full-width one begins with a byte that few others do.
    let near = text.as_bytes().get(..text.len().min(4 * (LONGEST + 1))).unwrap_or_default();
    memchr::memchr2(b':', 0xEF, near)?;
    let wordy =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '&' | '(' | ')');
    let stop = text.char_indices().take(LONGEST + 1).find(|(_, c)| !wordy(*c))?;
    let (colon, mark) = (stop.0, Some(stop.1).filter(|c| matches!(c, ':' | '：'))?.len_utf8());
    let (label, rest) = text.split_at(colon);
    let words = label.split_whitespace().count();
    let spaced =
        mark > 1 || rest.len() == mark || rest.get(mark..).is_some_and(|r| r.starts_with(' '));
    (spaced && (1..=4).contains(&words)).then(|| Start {
        at: line.start,
        label: Span::new(line.start, line.start + label.trim_end().len()),
        value: line.start + colon + mark,
        stop: None,
        shape: Shape::Plain,
    })
}

/// Trims a value, and the separator before a next field on its line; an empty one stays where it
/// would be typed.
fn value_span(facts: &Facts, span: Span) -> Span {
    let trimmed = span.trim(&facts.text);
    let text = facts.str(trimmed).trim_end_matches(SEPARATORS).trim_end_matches('\\').trim_end();
    if text.is_empty() {
        let room = usize::from(facts.str(span).starts_with(' '));
        return Span::at((span.start + room).min(span.end));
    }
    Span::new(trimmed.start, trimmed.start + text.len())
}

fn front_matter(facts: &Facts, id: BlockId, block: &Block, fields: &mut Vec<Field>) {
    for line in &block.lines {
        let text = facts.str(*line);
        let Some(colon) = text.find([':', '=']) else { continue };
        let label = Span::new(line.start, line.start + colon).trim(&facts.text);
        if text.starts_with([' ', '\t', '-', '#']) || label.is_empty() {
            continue;
        }
        let value = Span::new(line.start + colon + 1, line.end).trim(&facts.text);
        let quotes = facts.str(value);
        let quoted = value.len() > 1
            && (quotes.starts_with('"') && quotes.ends_with('"')
                || quotes.starts_with('\'') && quotes.ends_with('\''));
        let value = if quoted { Span::new(value.start + 1, value.end - 1) } else { value };
        fields.push(field(facts, id, label, value, *line, Shape::FrontMatter));
    }
}

/// A cell's text without one pair of bold or code marks around all of it.
fn inner_of(facts: &Facts, block: &Block, cell: Span) -> Span {
    let whole = facts.inlines(block).iter().find(|i| i.span == cell);
    whole.map_or(cell, |i| i.inner)
}

fn field(
    facts: &Facts,
    block: BlockId,
    label: Span,
    value: Span,
    span: Span,
    shape: Shape,
) -> Field {
    let key = normalise(facts.str(label));
    Field { label, key, value, span, shape, block, item: None, content: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4000, ..Default::default() })]
        /// Lines that are not read any closer have no label with marks.
        #[test]
        fn what_is_passed_over_has_no_marked_label(parts in prop::collection::vec(prop::sample::select(&[
            "**", "*", "__", "_", "K", "a b", ":", "：", " ", " | ", "·", "`", "[x](y)", "é", "\n", "https://a.b",
        ][..]), 1..9)) {
            let facts = Facts::read(&format!("{}\n\n- next\n", parts.concat()), false);
            let paragraph = |b: &&Block| b.kind == BlockKind::Paragraph && b.parent.is_none();
            for block in facts.blocks.iter().filter(paragraph) {
                if block.lines.iter().any(|line| may_be_marked(facts.str(*line))) {
                    continue;
                }
                let inlines = facts.inlines(block);
                for line in &block.lines {
                    let (mut with, mut without) = (vec![], vec![]);
                    line_starts(&facts, inlines, *line, &mut with);
                    line_starts(&facts, &[], *line, &mut without);
                    let shown = |starts: &[Start]| starts.iter().map(|s| s.label).collect::<Vec<_>>();
                    prop_assert_eq!(shown(&with), shown(&without), "{}", parts.concat());
                }
                let labels = inlines.iter().filter_map(|i| bold_label(&facts, 0, block, i, None));
                prop_assert_eq!(labels.count(), 0, "{}", parts.concat());
            }
        }
    }
}
