//! A template's placeholders and guidance: what is left over when it stands in a plan as it is.
//!
//! Guidance is only what nobody would keep: sentences that describe what is to be written, sample
//! bullets and rows, stand-in values, instructions to a model. Headings, labels, lines that lead
//! to a list, rules of the team, steps to be done, check lists and links are content (plans.md §5).

use super::{blank, parts, words};
use crate::plan::concept::normalise;
use crate::plan::marks::Plain;
use crate::plan::placeholder::Sort;
use crate::plan::section::is_comment;
use crate::plan::{Field, Node, Plan, Section};
use crate::syntax::{Block, BlockId, BlockKind, Inline, InlineKind, Table};
use crate::template::{Slot, SlotId, Template, ValueType};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

type Words = FxHashSet<String>;

/// The placeholders and guidance of a whole template; gives each slot its own guidance.
pub(super) fn read(
    plan: &Plan,
    series: &Words,
    slot_of: &[Option<SlotId>],
    slots: &mut [Slot],
) -> (Words, Words) {
    let mut reader = Reader { series, placeholders: Words::default(), guidance: Words::default() };
    for (id, node) in plan.nodes.iter().enumerate() {
        let shown = reader.section(node);
        let slot = slot_of.get(id).copied().flatten().and_then(|s| slots.get_mut(s));
        if let Some(slot) = slot.filter(|s| s.span == node.heading_span()) {
            slot.guidance = shown;
        }
    }
    reader.drop_braces();
    (reader.placeholders, reader.guidance)
}

struct Reader<'a> {
    /// Words of the template's series.
    series: &'a Words,
    placeholders: Words,
    guidance: Words,
}

/// Where a line stands.
struct Place<'a> {
    section: &'a Section,
    block: &'a Block,
    series: &'a Words,
    /// Its paragraph states a rule or is a note to every reader.
    ruled: bool,
    /// It is the text of a list item, and whether that has a check box.
    item: Option<bool>,
    /// Another item of its list is or holds a placeholder.
    mixed: bool,
    /// Most items of its list are guidance.
    guiding: bool,
}

/// What the lists of a section say of their items.
#[derive(Default)]
struct Lists {
    mixed: FxHashSet<BlockId>,
    guiding: FxHashSet<BlockId>,
}

impl Reader<'_> {
    /// Adds a section's words; its guidance for people, plain.
    fn section(&mut self, node: Node) -> Vec<String> {
        let section = node.section;
        for placeholder in section.placeholders() {
            let text = section.str(placeholder.span);
            if counts(section, placeholder.span, placeholder.sort, placeholder.in_code) {
                self.placeholders.insert(text.to_owned());
            }
        }
        let lists = Lists { mixed: mixed_lists(section), guiding: self.guiding_lists(section) };
        let mut shown = vec![];
        let mut instructed = false;
        for (id, block) in section.all_blocks() {
            match &block.kind {
                BlockKind::Paragraph => {
                    let labels = parts::fields_of(section, id).iter();
                    let mut labels = labels.map(|f| section.str(f.label));
                    instructed |= labels.any(words::is_instruction);
                    self.paragraph(section, id, block, &lists, instructed, &mut shown);
                }
                BlockKind::Table(table) => self.rows(section, table),
                BlockKind::Code { .. } if !parts::is_markdown(section, block) => {
                    self.comments(section, block);
                }
                BlockKind::Html if is_comment(section.str(block.span)) => {
                    let text =
                        section.str(block.span).trim_start_matches("<!--").trim_end_matches("-->");
                    if !text.trim_start().starts_with("planls:") {
                        shown.extend(
                            text.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()),
                        );
                    }
                }
                _ => {}
            }
        }
        shown
    }

    fn paragraph(
        &mut self,
        section: &Section,
        id: BlockId,
        block: &Block,
        lists: &Lists,
        instructed: bool,
        shown: &mut Vec<String>,
    ) {
        let fields = parts::fields_of(section, id);
        let place = Place::of(section, id, block, self.series, lists);
        for line in &block.lines {
            let text = section.str(*line);
            let next = fields.partition_point(|f| f.label.start < line.start);
            let fields = fields.get(next..).unwrap_or_default();
            let field = fields.first().filter(|f| line.covers(f.label));
            let guides = instructed || place.guides(*line, field);
            if guides && words::count(text) > 0 {
                self.guidance.insert(Template::line_key(text));
            }
            if field.is_none() && (guides || blank::whole(text).is_some()) {
                shown.push(plain(text));
            }
        }
    }

    /// Braces are blanks where a template has more of them than of all others.
    fn drop_braces(&mut self) {
        let single = |p: &String| p.starts_with('{') && !p.starts_with("{{");
        if self.placeholders.iter().filter(|p| single(p)).count() * 2 <= self.placeholders.len() {
            self.placeholders.retain(|p| !single(p));
        }
    }

    /// The bullet lists most of whose items are guidance: then all of them are.
    fn guiding_lists(&self, section: &Section) -> FxHashSet<BlockId> {
        let none = Lists::default();
        let mut counts: FxHashMap<BlockId, (usize, usize)> = FxHashMap::default();
        for item in &section.items {
            let bullets = section.facts.block(item.list).map(|b| &b.kind);
            let Some(block) = section.facts.block(item.block + 1) else { continue };
            if !matches!(bullets, Some(BlockKind::List { ordered: false })) {
                continue;
            }
            let place = Place::of(section, item.block + 1, block, self.series, &none);
            let (all, guides) = counts.entry(item.list).or_default();
            *all += 1;
            *guides += usize::from(block.lines.first().is_some_and(|l| place.guides(*l, None)));
        }
        let most = counts.into_iter().filter(|(_, (all, guides))| guides * 2 > *all);
        most.map(|(list, _)| list).collect()
    }

    /// In code with placeholders, comments that say what is to be written there.
    fn comments(&mut self, section: &Section, block: &Block) {
        const MARKS: [&str; 6] = ["#", "//", "--", "\"\"\"", "/*", "<!--"];
        if parts::placeholders_on(section, block.span).is_empty() {
            return;
        }
        let lines = block.lines.iter().map(|l| section.str(*l));
        let comments = lines.filter(|l| MARKS.iter().any(|m| l.trim_start().starts_with(m)));
        let comments = comments.filter(|l| blank::spans(l).is_empty());
        let said = comments.filter(|l| words::count(l) > 2 && !words::rules(l));
        self.guidance.extend(said.map(Template::line_key));
    }

    /// Sample rows and stand-in cells. A row with a placeholder is found by that.
    fn rows(&mut self, section: &Section, table: &Table) {
        for row in &table.rows {
            let held = !parts::placeholders_on(section, row.span).is_empty();
            let cells = row.cells.iter().map(|c| section.str(*c));
            let stand_ins: Vec<&str> =
                cells.filter(|c| blank::spans(c).is_empty() && words::stands_in(c)).collect();
            if !stand_ins.is_empty() && !held {
                self.guidance.insert(Template::line_key(section.str(row.span)));
            }
            let several = stand_ins.iter().filter(|c| words::count(c) > 1);
            self.guidance.extend(several.map(|c| Template::line_key(c)));
        }
    }
}

impl<'a> Place<'a> {
    fn of(
        section: &'a Section,
        id: BlockId,
        block: &'a Block,
        series: &'a Words,
        lists: &Lists,
    ) -> Place<'a> {
        let item =
            block.parent.filter(|p| id == p + 1).and_then(|p| Some((p, section.facts.block(p)?)));
        let check = item.and_then(|(_, b)| match b.kind {
            BlockKind::Item { check, .. } => Some(check.is_some()),
            _ => None,
        });
        let list = item.and_then(|(_, b)| b.parent);
        Place {
            section,
            block,
            series,
            ruled: words::rules(section.str(block.span)) || is_note(section.str(block.span)),
            item: check,
            mixed: list.is_some_and(|l| lists.mixed.contains(&l)),
            guiding: list.is_some_and(|l| lists.guiding.contains(&l)),
        }
    }

    /// Whether a line is guidance.
    fn guides(&self, line: Span, field: Option<&Field>) -> bool {
        let text = self.section.str(line);
        let placeholders = parts::placeholders_on(self.section, line);
        if self.item == Some(true) {
            return words::is_numbered(text) && !placeholders.iter().any(|p| p.span == line);
        }
        let held = !placeholders.is_empty();
        let rest = self.without_placeholders(field.map_or(line, |f| value_on(f, line)));
        if (held || !blank::spans(text).is_empty()) && words::count(&rest) < 5 {
            return false;
        }
        if let Some(field) = field.filter(|f| !f.value.is_empty()) {
            return self.stands_in(field, line);
        }
        let bare = text.trim_end_matches(['*', '_', ' ', '\\']);
        if bare.ends_with([':', '：']) {
            return (words::tells(text) || words::asks(text)) && words::count(text) > 2;
        }
        if self.is_strong(line) || bare.is_empty() {
            return false;
        }
        if words::repeats(text) || (words::tells(text) && words::count(text) > 2) {
            return true;
        }
        if self.refers(line) {
            return false;
        }
        if self.item.is_some() {
            let said = self.guiding || words::count(text) > 1 && !words::does(text);
            return said && !text.starts_with("**") && !self.mixed;
        }
        words::count(text) > 2 && !self.ruled
    }

    /// The text of a span without what is to be replaced in it.
    fn without_placeholders(&self, span: Span) -> String {
        let mut out = String::new();
        let mut at = span.start;
        for placeholder in parts::placeholders_on(self.section, span) {
            out.push_str(self.section.str(Span::new(at, placeholder.span.start)));
            at = placeholder.span.end.max(at);
        }
        out.push_str(self.section.str(Span::new(at, span.end.max(at))));
        blank::without(&out)
    }

    /// Whether a field's value stands in for the real one.
    fn stands_in(&self, field: &Field, line: Span) -> bool {
        let label = self.section.str(field.label);
        let value = self.section.str(value_on(field, line));
        let typed = super::value::of(&field.key, value, self.series);
        // `Dependencies: Final dependencies`
        let names = normalise(value).ends_with(&format!(" {}", field.key));
        typed == ValueType::Text
            && !words::does(value)
            && !words::is_note(label)
            && !words::rules(value)
            && !self.refers(field.value)
            && words::count(value) > if names || words::stands_in(value) { 1 } else { 2 }
    }

    /// The inlines that begin on a line.
    fn inlines(&self, line: Span) -> impl Iterator<Item = &Inline> {
        let all = self.section.facts.inlines(self.block);
        let first = all.partition_point(|i| i.span.start < line.start);
        all.iter().skip(first).take_while(move |i| i.span.start < line.end)
    }

    /// Whether the line names something real: a link, a URL, code.
    fn refers(&self, line: Span) -> bool {
        let mut inside = self.inlines(line).filter(|i| line.covers(i.span));
        inside.any(|i| {
            let real = matches!(
                i.kind,
                InlineKind::Link { .. }
                    | InlineKind::Autolink
                    | InlineKind::Code
                    | InlineKind::WikiLink
            );
            real && parts::placeholders_on(self.section, i.span).is_empty()
        })
    }

    /// Whether the line is bold from end to end: a label or title.
    fn is_strong(&self, line: Span) -> bool {
        let whole = line.trim(&self.section.facts.text);
        let mut inside = self.inlines(line).filter(|i| i.span == whole);
        inside.any(|i| i.kind == InlineKind::Strong)
    }
}

/// The part of a field's value that stands on its first line.
fn value_on(field: &Field, line: Span) -> Span {
    Span::new(field.value.start, field.value.end.min(line.end))
}

fn is_note(paragraph: &str) -> bool {
    let text = paragraph.trim_start_matches(['*', '_', '>', ' ']);
    let label = text.split([':', '*', '!']).next().unwrap_or_default();
    label.len() < 24 && words::is_note(label)
}

/// Whether a candidate is a placeholder of the template.
fn counts(section: &Section, span: Span, sort: Sort, in_code: bool) -> bool {
    let text = section.str(span);
    if sort == Sort::Brace {
        return true;
    }
    if !matches!(sort, Sort::Bracket | Sort::Blank) {
        return sort != Sort::Undecided || text.starts_with('[');
    }
    let inner = text.trim_matches(['[', ']', '#']).trim_start_matches('-');
    if !blank::is_name(inner) {
        return false;
    }
    if !in_code {
        return true;
    }
    // In code `[0]`, `[i]`, `[package]` and lists are the language's own brackets.
    let wordy = inner.chars().all(|c| c.is_alphanumeric() || " -_/'.,".contains(c));
    let words = inner.split_whitespace().count();
    let before = section.facts.text.get(..span.start).and_then(|t| t.chars().next_back());
    let after = section.facts.text.get(span.end..).and_then(|t| t.chars().next());
    let joined =
        before.is_some_and(|c| "_-/.".contains(c)) || (before, after) == (Some('`'), Some('`'));
    let list = inner.contains(',') || inner.starts_with(|c: char| !c.is_alphabetic());
    wordy && !list && (words > 1 || joined)
}

/// The lists that have an item with a placeholder.
fn mixed_lists(section: &Section) -> FxHashSet<BlockId> {
    let mut at = section.placeholders().iter().peekable();
    let mut found = FxHashSet::default();
    for item in &section.items {
        while at.next_if(|p| p.span.end <= item.text.start).is_some() {}
        let held = at.peek().is_some_and(|p| p.span.start < item.text.end);
        if held || !blank::spans(section.str(item.text)).is_empty() {
            found.insert(item.list);
        }
    }
    found
}

/// A line as a person reads it: without marks and the brackets around all of it.
fn plain(text: &str) -> String {
    let text = Plain::of(text).text;
    let whole = blank::whole(&text).unwrap_or(&text);
    whole.trim_matches(['*', '_', ' ']).to_owned()
}
