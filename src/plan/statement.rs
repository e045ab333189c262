//! What a section states to the rest of its plan, as numbers: headings, labels, values that are
//! compared, boxes, tables, references, links; not its prose. Where in its slice that stands is kept
//! apart. Typing in a paragraph leaves what is stated as it is, so what relates the parts of the plan
//! holds on; a box that is ticked leaves those that it has no part in.

use super::{Concept, Section, dependency, field::Shape, work};
use crate::syntax::BlockKind;
use crate::text::Span;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// The concepts whose sections are read word by word; so is what is inside them.
pub fn is_read_by_word(concept: Option<Concept>) -> bool {
    matches!(concept, Some(Concept::Risks | Concept::Rollback | Concept::Acceptance))
}

/// What a section states: each number covers those before it, but for the places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What [`super::series`] are read from.
    pub headings: u64,
    /// What [`super::relations`] are read from.
    pub relations: u64,
    /// Everything.
    pub all: u64,
    /// Where in the slice that stands which [`super::relations`] keep the places of.
    pub places: u64,
}

/// The statement of a section.
pub fn of(section: &Section) -> Statement {
    let mut state = FxHasher::default();
    let to = &mut state;
    let heading = section.heading.as_ref();
    heading.map(|h| (h.level, section.str(h.text))).hash(to);
    let headings = to.finish();
    let (waits, schedules) = (waits(section), schedules(section));
    relations(section, &waits, &schedules, to);
    let relations = to.finish();
    (section.tables.len(), section.fields.len(), section.items.len()).hash(to);
    (section.tasks().len(), section.directives.len(), section.placeholders().len()).hash(to);
    (section.paths().len(), section.links().len(), section.anchors().len()).hash(to);
    blocks(section, to);
    fields(section, to);
    for item in &section.items {
        (item.depth, item.number, item.check.map(|c| c.done)).hash(to);
    }
    section.tasks().iter().for_each(|task| task.done.hash(to));
    section.directives.iter().for_each(|d| section.str(d.span).hash(to));
    for path in section.paths() {
        (&path.path, path.intent as u8, path.ticked).hash(to);
    }
    section.links().iter().for_each(|link| section.str(*link).hash(to));
    section.anchors().iter().for_each(|a| (&a.essence, &a.name).hash(to));
    let all = to.finish();
    let to = &mut FxHasher::default();
    section.mentions().iter().for_each(|m| (m.span, m.number_span).hash(to));
    (waits, schedules).hash(to);
    Statement { headings, relations, all, places: to.finish() }
}

/// What is named, what waits for it, and tables of phases; of what is named in these, where there.
fn relations(section: &Section, waits: &[Span], schedules: &[Span], to: &mut FxHasher) {
    // What one list loses another may gain.
    (section.mentions().len(), waits.len(), schedules.len()).hash(to);
    for mention in section.mentions() {
        (&mention.word, &mention.number, mention.is_pointed_at).hash(to);
        section.str(mention.span).hash(to);
        let around =
            [waits, schedules].map(|all| dependency::near(all, |span| *span, mention.span));
        for span in around.into_iter().flatten().filter(|span| span.covers(mention.span)) {
            (mention.span.relative_to(span.start)).hash(to);
        }
    }
    waits.iter().chain(schedules).for_each(|span| section.str(*span).hash(to));
}

/// What the section's labels say that it waits for, in order.
fn waits(section: &Section) -> Vec<Span> {
    let mut waits: Vec<Span> = dependency::extents(section).collect();
    waits.sort_unstable();
    waits
}

/// Its tables of phases.
fn schedules(section: &Section) -> Vec<Span> {
    let blocks = section.schedules().iter().filter_map(|s| section.facts.block(s.block));
    blocks.map(|block| block.span).collect()
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
