//! What a template says, as plain data.

mod json;

use super::matching::Index;
use crate::plan::heading::{Kind, Number};
use crate::plan::marks::single_blanks;
use crate::plan::{Aliases, Concept};
use crate::text::Span;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// Index of a slot within its [`Template`].
pub type SlotId = usize;

/// A plan's schema. Spans are bytes of `text`.
#[derive(Clone, Debug)]
pub struct Template {
    /// `phased`, `team-plan`: kebab-case, unique among the templates in reach.
    pub id: String,
    /// For people.
    pub title: String,
    /// Where it came from.
    pub origin: Origin,
    /// The whole file.
    pub text: Arc<str>,
    /// The H1 as written: the title pattern, not a slot.
    pub heading: Option<String>,
    /// Section slots in preorder.
    pub slots: Vec<Slot>,
    /// The document's fields: those above the first H2.
    pub fields: Vec<FieldSpec>,
    /// Every placeholder exactly as written, those in code included: `[Feature Name]`, `{{DATE}}`,
    /// `path/to/file1.js`, `Task 1`.
    pub placeholders: FxHashSet<String>,
    /// Every line of guidance, sample row and instruction, as [`Template::line_key`] makes them:
    /// what counts as left over when it stands unchanged in a plan.
    pub guidance: FxHashSet<String>,
    /// The files it names and links to, without a leading `./`.
    pub references: FxHashSet<String>,
    /// Headings its directives add to concepts.
    pub aliases: Aliases,
    /// Its slots by what sections are looked up by. Made when first asked for.
    pub(super) index: OnceLock<Index>,
}

/// Where a template came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Compiled in.
    BuiltIn,
    /// The user's directory; the path.
    User(String),
    /// The project; the path.
    Project(String),
}

impl Origin {
    /// How near it is to the plan: what is nearer goes before the others.
    pub(super) fn layer(&self) -> u8 {
        match self {
            Origin::BuiltIn => 0,
            Origin::User(_) => 1,
            Origin::Project(_) => 2,
        }
    }

    /// Where it came from, for people, and the path of its file.
    pub fn parts(&self) -> (&'static str, Option<&str>) {
        match self {
            Origin::BuiltIn => ("built in", None),
            Origin::User(path) => ("user", Some(path)),
            Origin::Project(path) => ("project", Some(path)),
        }
    }

    /// The path of this template where it and `other` are two files of one layer.
    pub(super) fn shadows(&self, other: &Origin) -> Option<&str> {
        match (self, other) {
            (Origin::User(a), Origin::User(b)) | (Origin::Project(a), Origin::Project(b)) => {
                (a != b).then_some(a)
            }
            _ => None,
        }
    }
}

/// Something wrong with a template file itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where in the template.
    pub span: Span,
    /// For its author: lower case, no full stop.
    pub message: String,
}

/// A section a plan is to have.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The heading's text as written (`Step 1: [Step Name]`).
    pub heading: String,
    /// The heading normalised; of a pattern (`[Feature] design`) without its placeholder, of a
    /// series its word (`phase`), both perhaps empty.
    pub key: String,
    /// Other headings that fill it, normalised.
    pub aliases: Vec<String>,
    /// Section, phase, step or component.
    pub kind: Kind,
    /// The concept it is for.
    pub concept: Option<Concept>,
    /// Heading level.
    pub level: u8,
    /// A plan may do without it.
    pub optional: bool,
    /// It stands for one or more siblings of its shape.
    pub repeats: Option<Series>,
    /// The slot around it.
    pub parent: Option<SlotId>,
    /// The slot after its last descendant.
    pub end: SlotId,
    /// `label: value` pairs, in order.
    pub fields: Vec<FieldSpec>,
    /// Its tables.
    pub tables: Vec<TableSpec>,
    /// Its lists outside fields.
    pub lists: Vec<ListSpec>,
    /// What is to be written here, for people: the guidance lines.
    pub guidance: Vec<String>,
    /// The Markdown beneath its heading up to its first sub-slot, without directives, rules at
    /// its end and instructions to a model, trimmed. Of a series that of the first sample.
    pub body: String,
    /// Its heading's text in the template.
    pub span: Span,
}

/// A repeatable slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// `Phase`, `Step`, `Component`; empty for bare numbers and for headings that are nothing but
    /// a placeholder.
    pub word: String,
    /// The first sample's number.
    pub first: Option<Number>,
    /// How many samples the template shows.
    pub samples: usize,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// As written, without marks and colon.
    pub label: String,
    /// Normalised.
    pub key: String,
    /// What goes in.
    pub value: ValueType,
    /// Not every sample has it, or it says "(if applicable)".
    pub optional: bool,
    /// The field as the template has it, sample value or list included: what is inserted.
    pub sample: String,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSpec {
    /// Its columns.
    pub columns: Vec<ColumnSpec>,
    /// The header, delimiter and sample rows as written.
    pub sample: String,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSpec {
    /// As written.
    pub name: String,
    /// Normalised.
    pub key: String,
    /// What goes into a cell.
    pub value: ValueType,
    /// The sample row's cell.
    pub sample: String,
}

/// A list outside fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListSpec {
    /// `- [ ]`
    Task,
    /// `1.`
    Ordered,
    /// `-`
    Bullet,
}

/// The type of a field's value or a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// One of these.
    Choice(Vec<String>),
    /// A date.
    Date,
    /// A duration.
    Duration,
    /// A path in the workspace.
    Path,
    /// A link.
    Link,
    /// The name of a phase of the plan.
    Phase,
    /// A list of bullets, tasks or numbered items follows.
    List(ListSpec),
    /// Anything else.
    Text,
}

impl ListSpec {
    /// As the schema's JSON names it.
    pub fn name(&self) -> &'static str {
        match self {
            ListSpec::Task => "task",
            ListSpec::Ordered => "ordered",
            ListSpec::Bullet => "bullet",
        }
    }
}

impl ValueType {
    /// As the schema's JSON names it.
    pub fn name(&self) -> &'static str {
        match self {
            ValueType::Choice(_) => "choice",
            ValueType::Date => "date",
            ValueType::Duration => "duration",
            ValueType::Path => "path",
            ValueType::Link => "link",
            ValueType::Phase => "phase",
            ValueType::List(_) => "list",
            ValueType::Text => "text",
        }
    }

    /// The choices; empty for other types.
    pub fn choices(&self) -> &[String] {
        match self {
            ValueType::Choice(choices) => choices,
            _ => &[],
        }
    }
}

impl Template {
    /// A slot by id.
    pub fn slot(&self, id: SlotId) -> Option<&Slot> {
        self.slots.get(id)
    }

    /// The slot for a concept: the outermost, the first of those.
    pub fn slot_for(&self, concept: Concept) -> Option<SlotId> {
        let slots = self.slots.iter().enumerate().filter(|(_, s)| s.concept == Some(concept));
        slots.min_by_key(|(_, s)| s.level).map(|(id, _)| id)
    }

    /// How lines are compared with the guidance: without list markers, check boxes, quote and
    /// emphasis marks, in lower case, with single blanks; of a table row the cells.
    pub fn line_key(line: &str) -> String {
        let mut rest = line.trim();
        for _ in 0..8 {
            let shorter = rest.trim_start_matches(['-', '*', '+', '>', '_', ' ', '\t']);
            let number = shorter.trim_start_matches(|c: char| c.is_ascii_digit());
            let ordered = number.len() < shorter.len() && number.starts_with(['.', ')']);
            let shorter = if ordered { number.trim_start_matches(['.', ')']) } else { shorter };
            let boxes = ["[ ]", "[x]", "[X]"];
            let shorter = boxes.iter().find_map(|b| shorter.strip_prefix(b)).unwrap_or(shorter);
            if shorter == rest {
                break;
            }
            rest = shorter;
        }
        let row = rest.starts_with('|');
        let rest = rest.trim_end_matches(['*', '_', ' ', '\t', '\\']);
        let spaced = if row { rest.replace('|', " | ").into() } else { Cow::Borrowed(rest) };
        single_blanks(&spaced.to_lowercase())
    }
}
