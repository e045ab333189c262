//! One section: a heading (or none) and what stands beneath it before the next one.
//!
//! A pure function of a slice's facts, so it is read once and shared for as long as the slice
//! does not change. All spans are bytes of the slice. Knows nothing of the sections around it.

use super::anchor::{self, Anchor};
use super::directive::{self, Comment};
use super::estimate::Estimate;
use super::field::{self, Field};
use super::heading::{self, HeadingName, Kind};
use super::mention::{self, Mention};
use super::path::{self, PathMention};
use super::placeholder::{self, Placeholder};
use super::risk::{self, Risk};
use super::timeline::{self, Schedule};
use super::{Concept, concept::normalise};
use super::{claim, statement, work};
use crate::syntax::{Block, BlockId, BlockKind, Check, Facts, InlineKind};
use crate::text::Span;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Level of a bold paragraph that stands for a heading (`**Phase 1: Foundation**`): below all six.
pub const BOLD_LEVEL: u8 = 7;

/// A section of a document.
#[derive(Clone, Debug)]
pub struct Section {
    /// The slice it is part of.
    pub facts: Arc<Facts>,
    /// Its heading; `None` for what stands before the first one.
    pub heading: Option<Heading>,
    /// Heading and body, to the start of the next section of the slice.
    pub span: Span,
    /// What stands beneath the heading line.
    pub body: Span,
    /// The blocks of the body.
    pub blocks: Range<BlockId>,
    /// `label: value` pairs, in order.
    pub fields: Box<[Field]>,
    /// List items of all depths, in order.
    pub items: Box<[Item]>,
    /// Its tables.
    pub tables: Box<[BlockId]>,
    /// Comments addressed to planls.
    pub directives: Box<[Comment]>,
    placeholders: OnceLock<Box<[Placeholder]>>,
    mentions: OnceLock<Box<[Mention]>>,
    schedules: OnceLock<Box<[Schedule]>>,
    paths: OnceLock<Box<[PathMention]>>,
    links: OnceLock<Box<[Span]>>,
    anchors: OnceLock<Box<[Anchor]>>,
    topics: OnceLock<Box<[Concept]>>,
    risks: OnceLock<Box<[Risk]>>,
    tasks: OnceLock<Box<[Check]>>,
    estimate: OnceLock<Option<(Span, Estimate)>>,
    statement: OnceLock<statement::Statement>,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6, or [`BOLD_LEVEL`].
    pub level: u8,
    /// The whole heading: marks and text.
    pub span: Span,
    /// Its text.
    pub text: Span,
    /// Kind, number and title.
    pub name: HeadingName,
    /// The name normalised for look-up.
    pub key: String,
    /// The concept its words stand for (aliases are the plan's business).
    pub concept: Option<Concept>,
    /// What its title is, where that is asked for.
    title: OnceLock<(String, Option<Concept>)>,
}

impl Heading {
    /// Its title normalised for look-up: of `Phase 2: Core` that is `core`.
    pub fn title_key(&self) -> &str {
        &self.title().0
    }

    /// The concept its title stands for, also in `Phase 4: Rollback plan`.
    pub fn topic(&self) -> Option<Concept> {
        self.title().1
    }

    fn title(&self) -> &(String, Option<Concept>) {
        self.title.get_or_init(|| {
            let name = &self.name;
            if name.title == name.name && name.word.is_none() {
                return (self.key.clone(), self.concept);
            }
            (normalise(&name.title), self.concept.or_else(|| Concept::of(&name.title)))
        })
    }
}

/// A list item.
#[derive(Clone, Debug)]
pub struct Item {
    /// The item's block.
    pub block: BlockId,
    /// The list it is in.
    pub list: BlockId,
    /// The item around it, as an index of [`Section::items`].
    pub parent: Option<usize>,
    /// 0 for items of a list that is in no item.
    pub depth: usize,
    /// Marker to end, nested items included.
    pub span: Span,
    /// Its own first paragraph, check box excluded; empty at the end of the marker when it has none.
    pub text: Span,
    /// The marker, without the space after it.
    pub marker: Span,
    /// The number of an ordered item.
    pub number: Option<u64>,
    /// Its check box.
    pub check: Option<Check>,
}

impl Section {
    /// No plan has more: what comes after is read as syntax only, so that memory stays bounded.
    pub const MOST: usize = 50_000;

    /// The sections of a slice, in order; at least one. What [`Self::MOST`] leaves stays in the last.
    pub fn read(facts: &Arc<Facts>) -> Vec<Arc<Section>> {
        let blocks = facts.blocks.iter().enumerate();
        let headings = blocks.filter_map(|(id, block)| Some((id, heading_of(facts, block)?)));
        let cuts: Vec<(BlockId, Heading)> = headings.take(Self::MOST).collect();
        let mut sections = vec![];
        let lead = cuts.first().map_or(facts.blocks.len(), |(id, _)| *id);
        let first_start =
            cuts.first().map_or(facts.text.len(), |(_, h)| line_start(facts, h.span.start));
        if cuts.is_empty() || lead > 0 {
            sections.push(section(facts, None, Span::new(0, first_start), 0..lead).into());
        }
        let ends: Vec<(usize, BlockId)> = cuts
            .iter()
            .skip(1)
            .map(|(id, h)| (line_start(facts, h.span.start), *id))
            .chain([(facts.text.len(), facts.blocks.len())])
            .collect();
        for ((id, heading), (end, next)) in cuts.into_iter().zip(ends) {
            let start = line_start(facts, heading.span.start);
            let first = facts.block(id).map_or(id + 1, |b| b.end);
            sections.push(section(facts, Some(heading), Span::new(start, end), first..next).into());
        }
        sections
    }

    /// The text of a span.
    pub fn str(&self, span: Span) -> &str {
        self.facts.str(span)
    }

    /// The name of its heading; empty without one.
    pub fn name(&self) -> &str {
        self.heading.as_ref().map_or("", |h| &h.name.name)
    }

    /// The blocks directly in the body, not those inside lists and quotes.
    pub fn top_blocks(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        let mut next = self.blocks.start;
        std::iter::from_fn(move || {
            let id = (next < self.blocks.end).then_some(next)?;
            let block = self.facts.block(id)?;
            next = block.end.max(id + 1);
            Some((id, block))
        })
    }

    /// All blocks of the body, nested ones included.
    pub fn all_blocks(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        let range = self.blocks.clone();
        range.filter_map(|id| Some((id, self.facts.block(id)?)))
    }

    /// Whether nothing but comments stands beneath the heading.
    pub fn is_blank(&self) -> bool {
        self.top_blocks().all(|(_, b)| match b.kind {
            BlockKind::Html => is_comment(self.str(b.span)),
            BlockKind::Break => true,
            _ => false,
        })
    }

    /// The field with this (normalised) key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }

    /// Boxes in this section: (done, all).
    pub fn boxes(&self) -> (usize, usize) {
        let boxes = self.items.iter().filter_map(|i| i.check);
        boxes.fold((0, 0), |(done, all), check| (done + usize::from(check.done), all + 1))
    }

    /// What looks like a blank to be filled in, the heading's included. This and what follows is read
    /// when first asked for: of a document that is no plan, never.
    pub fn placeholders(&self) -> &[Placeholder] {
        self.placeholders.get_or_init(|| placeholder::read(self).into())
    }

    /// Phases and steps named in the body.
    pub fn mentions(&self) -> &[Mention] {
        self.mentions.get_or_init(|| mention::read(&self.facts, self.blocks.clone()).into())
    }

    /// Its tables of phases.
    pub fn schedules(&self) -> &[Schedule] {
        self.schedules.get_or_init(|| timeline::read(&self.facts, &self.tables).into())
    }

    /// Files named in the body.
    pub fn paths(&self) -> &[PathMention] {
        self.paths.get_or_init(|| path::read(self).into())
    }

    /// Destinations of links that may lead somewhere in the workspace.
    pub fn links(&self) -> &[Span] {
        self.links.get_or_init(|| anchor::local_links(self).into())
    }

    /// What links can lead to: its heading under each of its names, and what its HTML sets.
    pub fn anchors(&self) -> &[Anchor] {
        self.anchors.get_or_init(|| anchor::of(self).into())
    }

    /// The concepts its labels name, each once.
    pub fn topics(&self) -> &[Concept] {
        self.topics.get_or_init(|| topics(&self.fields).into())
    }

    /// Its risks, as if it were about risks.
    pub fn risks(&self) -> &[Risk] {
        self.risks.get_or_init(|| risk::read(self).into())
    }

    /// Its boxes that count as work, see [`claim::tasks`].
    pub fn tasks(&self) -> &[Check] {
        self.tasks.get_or_init(|| claim::tasks(self).into())
    }

    /// The estimate it states, see [`work::estimate`].
    pub fn estimate(&self) -> Option<(Span, Estimate)> {
        *self.estimate.get_or_init(|| work::estimate(self))
    }

    /// The item that is this block.
    pub fn item_of(&self, block: BlockId) -> Option<&Item> {
        let at = self.items.binary_search_by_key(&block, |i| i.block).ok()?;
        self.items.get(at)
    }

    /// What it states to the rest of the plan, see [`statement::of`].
    pub fn statement(&self) -> statement::Statement {
        *self.statement.get_or_init(|| statement::of(self))
    }

    /// The items directly inside item `index` (or at the top of lists for `None`).
    pub fn items_in(&self, parent: Option<usize>) -> impl Iterator<Item = (usize, &Item)> {
        self.items.iter().enumerate().filter(move |(_, item)| item.parent == parent)
    }
}

/// Whether an HTML block is a comment and nothing else.
pub fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.find("-->").is_none_or(|end| end + 3 == html.len())
}

fn line_start(facts: &Facts, offset: usize) -> usize {
    facts.line_starts.get(facts.line_of(offset)).copied().unwrap_or(0)
}

/// A heading block, or a paragraph that is nothing but a bold `Phase 1: …`.
fn heading_of(facts: &Facts, block: &Block) -> Option<Heading> {
    if block.parent.is_some() {
        return None;
    }
    let (level, text) = match block.kind {
        BlockKind::Heading { level, .. } => {
            let first = block.lines.first().copied().unwrap_or(Span::at(block.span.end));
            (level, block.lines.iter().fold(first, |all, line| all.cover(*line)))
        }
        BlockKind::Paragraph => (BOLD_LEVEL, bold_line(facts, block)?),
        _ => return None,
    };
    let name = heading::parse(facts.str(text));
    if level == BOLD_LEVEL
        && (name.number.is_none() || !matches!(name.kind, Kind::Phase | Kind::Step))
    {
        return None;
    }
    let key = normalise(&name.name);
    // `2.1 Risks` is a section of risks; `Phase 2: Risk engine` is a phase.
    let concept = if name.word.is_none() { Concept::of_heading(&name, &key) } else { None };
    Some(Heading { level, span: block.span, text, name, key, concept, title: OnceLock::new() })
}

/// The text of a one-line paragraph that is bold from end to end.
fn bold_line(facts: &Facts, block: &Block) -> Option<Span> {
    let [line] = block.lines.as_slice() else { return None };
    let text = facts.str(*line).trim_end_matches([':', ' ']);
    let marked = text.starts_with(['*', '_']) && text.ends_with(['*', '_']);
    let inlines = if marked { facts.own_inlines(block) } else { return None };
    let strong = inlines.first().filter(|i| i.kind == InlineKind::Strong)?;
    let whole = strong.span.start == line.start;
    let rest = Span::new(strong.span.end, line.end);
    (whole && facts.str(rest).trim_matches([':', ' ']).is_empty()).then_some(strong.inner)
}

fn section(
    facts: &Arc<Facts>,
    heading: Option<Heading>,
    span: Span,
    blocks: Range<BlockId>,
) -> Section {
    let body_start = match &heading {
        Some(h) => {
            let line = facts.line_of(h.span.end) + 1;
            facts.line_starts.get(line).copied().unwrap_or(facts.text.len())
        }
        None => span.start,
    };
    let tables: Box<[BlockId]> = blocks
        .clone()
        .filter(|&id| facts.block(id).is_some_and(|b| matches!(b.kind, BlockKind::Table(_))))
        .collect();
    Section {
        directives: directive::read(facts, span, blocks.clone(), heading.is_some()).into(),
        heading,
        span,
        body: Span::new(body_start.min(span.end), span.end),
        fields: field::read(facts, blocks.clone()).into(),
        items: items(facts, blocks.clone()).into(),
        tables,
        blocks,
        placeholders: OnceLock::new(),
        mentions: OnceLock::new(),
        schedules: OnceLock::new(),
        paths: OnceLock::new(),
        links: OnceLock::new(),
        anchors: OnceLock::new(),
        topics: OnceLock::new(),
        risks: OnceLock::new(),
        tasks: OnceLock::new(),
        estimate: OnceLock::new(),
        statement: OnceLock::new(),
        facts: facts.clone(),
    }
}

/// A label that is there twice is read once.
fn topics(fields: &[Field]) -> Vec<Concept> {
    let mut keys: Vec<&str> = fields.iter().map(|f| f.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut topics: Vec<Concept> = keys.into_iter().filter_map(Concept::of).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

fn items(facts: &Facts, blocks: Range<BlockId>) -> Vec<Item> {
    let mut items: Vec<Item> = vec![];
    // Open items as (end block, index): the innermost still open is the parent.
    let mut open: Vec<(BlockId, usize)> = vec![];
    for id in blocks {
        let Some(block) = facts.block(id) else { break };
        let BlockKind::Item { marker, number, check } = block.kind else { continue };
        while open.last().is_some_and(|(end, _)| *end <= id) {
            open.pop();
        }
        let text = facts
            .children(id)
            .filter_map(|c| facts.block(c))
            .next()
            .filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Heading { .. }))
            .and_then(|b| Some(b.lines.first()?.cover(*b.lines.last()?)))
            .unwrap_or(Span::at(check.map_or(marker.end, |c| c.span.end)));
        items.push(Item {
            block: id,
            list: block.parent.unwrap_or(id),
            parent: open.last().map(|(_, index)| *index),
            depth: open.len(),
            span: block.span,
            text,
            marker,
            number,
            check,
        });
        open.push((block.end, items.len() - 1));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use std::fmt::Write;

    fn check(text: &str, expect: Expect) {
        let mut out = String::new();
        for section in Section::read(&Arc::new(Facts::read(text, true))) {
            let level = section.heading.as_ref().map_or(0, |h| h.level);
            let _ =
                writeln!(out, "{level} {:?} body {:?}", section.name(), section.str(section.body));
            for field in &section.fields {
                let (key, value) = (&field.key, section.str(field.value));
                let content = if field.content.is_some() { " …" } else { "" };
                let _ = writeln!(out, "  field {key} = {value:?}{content}");
            }
            for item in &section.items {
                let check = item.check.map_or("", |c| if c.done { "[x] " } else { "[ ] " });
                let _ = writeln!(
                    out,
                    "  {}item {check}{:?}",
                    "  ".repeat(item.depth),
                    section.str(item.text)
                );
            }
        }
        expect.assert_eq(&out);
    }

    #[test]
    fn fields_in_all_their_shapes() {
        check(
            "**A:** 1\n**B**: 2 | **C**: 3\n\n- **D**: 4\n- **E**:\n  - one\n\n*Status: OPEN*\n\nOwner: Kim\n\n> **Q:** 5\n",
            expect![[r#"
                0 "" body "**A:** 1\n**B**: 2 | **C**: 3\n\n- **D**: 4\n- **E**:\n  - one\n\n*Status: OPEN*\n\nOwner: Kim\n\n> **Q:** 5\n"
                  field a = "1"
                  field b = "2"
                  field c = "3"
                  field d = "4"
                  field e = "" …
                  field status = "OPEN"
                  field owner = "Kim"
                  field q = "5"
                  item "**D**: 4"
                  item "**E**:"
                    item "one"
            "#]],
        );
    }

    #[test]
    fn tasks_are_not_fields_and_labels_own_the_list_beneath() {
        check(
            "**Tasks:**\n\n- [ ] **Bold**: task\n- [x] done\n  - [ ] nested\n",
            expect![[r#"
                0 "" body "**Tasks:**\n\n- [ ] **Bold**: task\n- [x] done\n  - [ ] nested\n"
                  field tasks = "" …
                  item [ ] "**Bold**: task"
                  item [x] "done"
                    item [ ] "nested"
            "#]],
        );
    }

    #[test]
    fn bold_phases_are_sections_and_prose_is_not() {
        check(
            "## Steps\n\n**Phase 1: Build**\n\n- [ ] a\n\n**Phase 2: Ship**\n\n**Note**\n",
            expect![[r#"
                2 "Steps" body "\n"
                7 "Phase 1: Build" body "\n- [ ] a\n\n"
                  item [ ] "a"
                7 "Phase 2: Ship" body "\n**Note**\n"
            "#]],
        );
    }

    #[test]
    fn front_matter_and_two_column_tables_are_fields() {
        check(
            "---\nstatus: draft\ntitle: \"X\"\n---\n\n| Field | Value |\n| --- | --- |\n| **Owner** | Kim |\n",
            expect![[r#"
                0 "" body "---\nstatus: draft\ntitle: \"X\"\n---\n\n| Field | Value |\n| --- | --- |\n| **Owner** | Kim |\n"
                  field status = "draft"
                  field title = "X"
                  field owner = "Kim"
            "#]],
        );
    }

    #[test]
    fn a_url_a_time_and_a_sentence_are_no_fields() {
        check(
            "See https://x.y\n\nAt 10:30 we start: all of us go there together now\n",
            expect![[r#"
            0 "" body "See https://x.y\n\nAt 10:30 we start: all of us go there together now\n"
        "#]],
        );
    }
}
