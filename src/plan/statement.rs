//! What a section states to the rest of its plan, as numbers: headings, labels, values that are
//! compared, boxes, tables, references, links; not its prose, and where things stand only as far as
//! [`super::relations`] keeps that. Typing in a paragraph leaves them as they are, so what relates the
//! parts of the plan holds on; a box that is ticked leaves those that it has no part in.

use super::{Concept, Section, dependency, field::Shape, work};
use crate::syntax::BlockKind;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// The concepts whose sections are read word by word; so is what is inside them.
pub fn is_read_by_word(concept: Option<Concept>) -> bool {
    matches!(concept, Some(Concept::Risks | Concept::Rollback | Concept::Acceptance))
}

/// What a section states: each number covers those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What [`super::series`] are read from.
    pub headings: u64,
    /// What [`super::relations`] are read from.
    pub relations: u64,
    /// Everything.
    pub all: u64,
}

/// The statement of a section.
pub fn of(section: &Section) -> Statement {
    let mut state = FxHasher::default();
    let to = &mut state;
    let heading = section.heading.as_ref();
    heading.map(|h| (h.level, section.str(h.text))).hash(to);
    let headings = to.finish();
    relations(section, to);
    let relations = to.finish();
    blocks(section, to);
    fields(section, to);
    for item in &section.items {
        (item.depth, item.number, item.check.map(|c| c.done)).hash(to);
    }
    section.tasks().iter().for_each(|task| task.done.hash(to));
    section.directives.iter().for_each(|d| section.str(d.span).hash(to));
    section.placeholders().len().hash(to);
    for path in section.paths() {
        (&path.path, path.intent as u8, path.ticked).hash(to);
    }
    section.links().iter().for_each(|link| section.str(*link).hash(to));
    section.anchors().iter().for_each(|a| (&a.essence, &a.name).hash(to));
    Statement { headings, relations, all: to.finish() }
}

/// What is named, by place, what waits for it, and tables of phases.
fn relations(section: &Section, to: &mut FxHasher) {
    for mention in section.mentions() {
        (mention.span, mention.number_span, &mention.word, &mention.number).hash(to);
        (mention.is_pointed_at, section.str(mention.span)).hash(to);
    }
    for field in dependency::fields(section) {
        let extent = dependency::extent(section, field);
        (extent, section.str(extent)).hash(to);
    }
    for schedule in section.schedules() {
        let table = section.facts.block(schedule.block).map(|block| block.span);
        table.map(|span| (span, section.str(span))).hash(to);
    }
}

/// The sequence of blocks at the top, paragraphs that follow each other as one; tables and whatever
/// else is not prose with their text.
fn blocks(section: &Section, to: &mut FxHasher) {
    let mut prose = false;
    for (_, block) in section.top_blocks() {
        let paragraph = block.kind == BlockKind::Paragraph;
        if !(paragraph && prose) {
            std::mem::discriminant(&block.kind).hash(to);
        }
        prose = paragraph;
        match block.kind {
            BlockKind::Code { closed, .. } => closed.hash(to),
            BlockKind::FrontMatter | BlockKind::Html => section.str(block.span).hash(to),
            _ => {}
        }
    }
    for table in section.tables.iter().filter_map(|id| section.facts.block(*id)) {
        section.str(table.span).hash(to);
    }
}

/// Labels, and the values that others compare.
fn fields(section: &Section, to: &mut FxHasher) {
    for field in &section.fields {
        let beneath = (field.item.is_some(), field.content.is_some());
        (&field.key, field.shape as u8, field.value.is_empty(), beneath).hash(to);
        if field.shape == Shape::FrontMatter || work::is_compared(&field.key) {
            section.str(field.value).hash(to);
        }
    }
}
