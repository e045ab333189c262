//! The blocks of one section, written anew with placeholders for what its author said.

use super::{Values, sample};
use crate::plan::field::Shape;
use crate::plan::{Concept, Field, Node};
use crate::syntax::{Block, BlockId, BlockKind, Facts, InlineKind, Row, Table};
use crate::template::ListSpec;
use crate::template::load::blank;
use crate::template::load::parts::{fields_of, list_kind};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Deeper lists are left out.
const DEEPEST: usize = 4;

pub(super) struct Writer<'a> {
    pub node: Node<'a>,
    pub values: &'a Values,
    pub out: &'a mut String,
}

impl Writer<'_> {
    /// All of the section's body.
    pub fn section(&mut self, more: bool) {
        let section = self.node.section.clone();
        let (mut described, start) = (false, self.out.len());
        for (id, block) in section.top_blocks() {
            let before = self.out.len();
            self.block(&section.facts, id, block, "", 0, &mut described);
            // One quotation stands for several that say as little.
            let (above, own) = self.out.split_at_checked(before).unwrap_or_default();
            if matches!(block.kind, BlockKind::Quote) && above.trim_end().ends_with(own.trim_end())
            {
                self.out.truncate(before);
            }
            if self.out.len() > before && !self.is_tight(block) {
                self.out.push('\n');
            }
        }
        if section.heading.is_some() && self.out.len() == start && !more {
            self.line("", "[Description]");
        }
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Whether the next block follows without a blank line, as a list does its label.
    fn is_tight(&self, block: &Block) -> bool {
        let facts = &self.node.section.facts;
        let next = facts.block(block.end).filter(|n| n.parent == block.parent);
        next.is_some_and(|n| facts.line_of(n.span.start) == facts.line_of(block.span.end) + 1)
    }

    fn line(&mut self, prefix: &str, text: &str) {
        self.out.push_str(prefix);
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// One block; `prefix` is what its lines begin with.
    fn block(
        &mut self,
        facts: &Facts,
        id: BlockId,
        block: &Block,
        prefix: &str,
        depth: usize,
        described: &mut bool,
    ) {
        match &block.kind {
            BlockKind::Paragraph => self.paragraph(facts, id, block, prefix, described),
            BlockKind::List { .. } => self.list(facts, id, prefix, depth),
            BlockKind::Quote if depth < DEEPEST => {
                let prefix = format!("{prefix}> ");
                let mut described = false;
                for child in facts.children(id) {
                    let Some(block) = facts.block(child) else { break };
                    self.block(facts, child, block, &prefix, depth + 1, &mut described);
                }
            }
            BlockKind::Table(table) => self.table(facts, id, table, prefix),
            BlockKind::Code { info: Some(info), .. } => {
                let info = facts.str(*info);
                self.line(prefix, &format!("```{info}"));
                self.line(
                    prefix,
                    if info == "mermaid" { "[Diagram]" } else { "[Code or commands]" },
                );
                self.line(prefix, "```");
            }
            BlockKind::FrontMatter => {
                let fields = fields_of(self.node.section, id).to_vec();
                self.line("", "---");
                for field in fields.iter().filter(|f| f.key != "planls") {
                    let (label, value) = (facts.str(field.label), facts.str(field.value));
                    let sample = sample::of(label, &[value]);
                    self.line("", format!("{label}: \"{sample}\"").trim_end_matches(" \"\""));
                }
                self.line("", "---");
            }
            BlockKind::Break => {
                // Right beneath a paragraph it would make that a heading.
                if !self.out.is_empty() && !self.out.ends_with("\n\n") {
                    self.line("", prefix.trim_end());
                }
                self.line(prefix, "---");
            }
            _ => {}
        }
    }

    /// Labels stay, a line that leads to a list stays, other prose is one placeholder.
    fn paragraph(
        &mut self,
        facts: &Facts,
        id: BlockId,
        block: &Block,
        prefix: &str,
        described: &mut bool,
    ) {
        let mut fields: Vec<Field> = fields_of(self.node.section, id).to_vec();
        // A plain label is one among lines that all have one; else it is a sentence with a colon.
        let starts = |line: &Span| {
            let next = fields.get(fields.partition_point(|f| f.label.start < line.start));
            next.is_some_and(|f| line.covers(f.label))
        };
        if !block.lines.iter().all(starts) {
            fields.retain(|f| f.shape != Shape::Plain);
        }
        let mut labelled = false;
        for (nth, line) in block.lines.iter().enumerate() {
            let text = self.fields_line(facts, *line, &fields);
            let hard =
                nth + 1 < block.lines.len() && facts.str(facts.lines_of(*line)).ends_with("  ");
            match text {
                Some(text) => {
                    labelled = true;
                    self.line(prefix, &format!("{text}{}", if hard { "  " } else { "" }));
                }
                None if labelled => {}
                None if stays(facts, block, *line, nth) => self.line(prefix, facts.str(*line)),
                None if !*described => {
                    *described = true;
                    self.line(prefix, "[Description]");
                }
                None => {}
            }
        }
    }

    /// A line with its values replaced; `None` if no field begins on it.
    fn fields_line(&self, facts: &Facts, line: Span, fields: &[Field]) -> Option<String> {
        let first = fields.partition_point(|f| f.label.start < line.start);
        let here = fields.iter().skip(first).take_while(|f| line.covers(f.label));
        let mut out = String::new();
        let mut at = line.start;
        for field in here {
            let value =
                Span::new(field.value.start, field.value.end.min(line.end).max(field.value.start));
            out.push_str(facts.str(Span::new(at, value.start)));
            let own = [facts.str(field.value)];
            let others = self.values.get(&field.key).filter(|_| self.node.is_work());
            let others: Vec<&str> = others.into_iter().flatten().map(String::as_str).collect();
            let label = facts.str(field.label);
            let sample = match field.value.is_empty() && field.content.is_some() {
                true => String::new(),
                false => sample::of(label, if others.is_empty() { &own } else { &others }),
            };
            out.push_str(&sample);
            at = value.end.max(at);
        }
        if out.is_empty() {
            return None;
        }
        let rest = facts.str(Span::new(at, line.end));
        // The closing mark of `*K: v*`, not words after a value that goes on.
        out.push_str(if rest.chars().all(|c| "*_".contains(c)) { rest } else { "" });
        Some(out.trim_end().to_owned())
    }

    /// Items that are fields stay each; of others there are two, or one with what is nested.
    fn list(&mut self, facts: &Facts, id: BlockId, prefix: &str, depth: usize) {
        let Some(kind) = list_kind(facts, id).filter(|_| depth < DEEPEST) else { return };
        const FIELDS: usize = 20;
        // A longer label is what somebody said, not a label.
        const WORDS: usize = 3;
        let fields: Box<[Field]> = self.node.section.fields.clone();
        let items: Vec<BlockId> = facts.children(id).collect();
        let short = |f: &&Field| {
            let label = facts.str(f.label);
            let words = label.split_whitespace().count();
            // A bold name with points beneath it but no colon is what the item is about.
            let rest = facts.str(Span::new(f.label.end, facts.lines_of(f.label).end));
            let colon = rest.trim_start_matches(['*', '_', ' ']).starts_with([':', '：']);
            words <= WORDS && !blank::only(label) && colon
        };
        let by_item: FxHashMap<_, _> =
            fields.iter().rev().filter_map(|f| Some((f.item?, f))).collect();
        let label = |item: BlockId| by_item.get(&item).copied().filter(short);
        let named = items.iter().filter(|&&i| label(i).is_some()).count();
        // What is counted is things, and not the parts of a form.
        let things = kind == ListSpec::Ordered || self.names_things() && depth == 0;
        let labelled = named * 2 > items.len() && !things;
        let label = |item: BlockId| label(item).filter(|_| labelled);
        let mut seen = FxHashSet::default();
        let mut items = items;
        items.retain(|i| !labelled || label(*i).is_some_and(|f| seen.insert(f.key.clone())));
        let nested = items.first().is_some_and(|&i| facts.children(i).nth(1).is_some());
        let most = if labelled {
            FIELDS
        } else if nested {
            1
        } else {
            2
        };
        for (nth, &item) in items.iter().take(most).enumerate() {
            let Some(block) = facts.block(item) else { break };
            let BlockKind::Item { marker, .. } = block.kind else { continue };
            let number = if kind == ListSpec::Ordered {
                format!("{}.", nth + 1)
            } else {
                facts.str(marker).to_owned()
            };
            let mark = if kind == ListSpec::Task { format!("{number} [ ]") } else { number };
            let indent = format!(
                "{prefix}{}",
                " ".repeat(mark.trim_end_matches("[ ]").trim_end().len() + 1)
            );
            let mut children = facts.children(item);
            let text = children.next().and_then(|c| facts.block(c));
            let first = text.and_then(|b| b.lines.first());
            let first = first.filter(|_| label(item).is_some());
            let line = first.and_then(|l| self.fields_line(facts, *l, &fields));
            let stand_in = || stand_in(facts, text, &kind, nth + 1);
            self.line(prefix, &format!("{mark} {}", line.unwrap_or_else(stand_in)));
            let mut described = true;
            for child in children {
                if let Some(block) = facts.block(child) {
                    self.block(facts, child, block, &indent, depth + 1, &mut described);
                }
            }
        }
    }

    /// Whether the labels of this section's lists name what the section is about, and so go.
    fn names_things(&self) -> bool {
        use Concept::{Acceptance, Components, OpenQuestions, Risks, Testing};
        let concept = self.node.within;
        concept
            .is_some_and(|c| [Acceptance, Components, OpenQuestions, Risks, Testing].contains(&c))
    }

    /// The header as written and one sample row; a table of fields keeps its labels.
    fn table(&mut self, facts: &Facts, id: BlockId, table: &Table, prefix: &str) {
        let fields = fields_of(self.node.section, id).iter().any(|f| f.shape == Shape::Row);
        self.line(prefix, facts.str(table.header.span));
        self.line(prefix, facts.str(table.delimiter.trim(&facts.text)));
        let cell = |row: &Row, at: usize| {
            row.cells.get(at).map(|c| facts.str(*c)).unwrap_or_default().to_owned()
        };
        if fields {
            for row in &table.rows {
                let label = cell(row, 0);
                let sample = sample::of(&label, &[cell(row, 1).as_str()]);
                self.line(prefix, &format!("| {label} | {sample} |"));
            }
            return;
        }
        let heads = table.header.cells.iter().enumerate();
        let cells = heads.map(|(at, head)| {
            let values: Vec<String> = table.rows.iter().map(|r| cell(r, at)).collect();
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            sample::of(facts.str(*head), &values)
        });
        let cells: Vec<String> = cells.collect();
        self.line(prefix, &format!("| {} |", cells.join(" | ")));
    }
}

/// A line that a template keeps: one that leads to what follows, or a bold label.
fn stays(facts: &Facts, block: &Block, line: Span, nth: usize) -> bool {
    const WORDS: usize = 5;
    let text = facts.str(line);
    let few = text.split_whitespace().count() <= WORDS && !text.contains('`');
    let leads = text.trim_end_matches(['*', '_']).ends_with(':') && few && nth == 0;
    let all = facts.inlines(block);
    let first = all.get(all.partition_point(|i| i.span.start < line.start));
    let whole = first.filter(|i| i.span == line.trim(&facts.text));
    let label = whole.is_some_and(|i| i.kind == InlineKind::Strong);
    leads || label && few && !text.contains(": ")
}

/// What stands for an item: its bold name and its path stay recognisable as such.
fn stand_in(facts: &Facts, text: Option<&Block>, kind: &ListSpec, nth: usize) -> String {
    let noun = match kind {
        ListSpec::Task => "Task",
        ListSpec::Ordered => "Step",
        ListSpec::Bullet => "Item",
    };
    let plain = format!("[{noun} {nth}]");
    let Some(block) = text else { return plain };
    let Some(line) = block.lines.first() else { return plain };
    let Some(first) = facts.inlines(block).first().filter(|i| i.span.start == line.start) else {
        return plain;
    };
    let more = !facts.str(Span::new(first.span.end, line.end)).trim_matches([':', ' ']).is_empty();
    let path = facts.str(first.inner).contains(['/', '.']);
    let (name, joint) = match first.kind {
        InlineKind::Strong => ("**[Name]**", ": "),
        InlineKind::Code if path => ("`path/to/file`", " - "),
        _ => return plain,
    };
    if more { format!("{name}{joint}[Description]") } else { name.to_owned() }
}
