//! What is known about one document after a check, as the command line's JSON and the tools for
//! agents show it (cli.md): lines and columns from 1, columns in Unicode scalar values, a byte order
//! mark counted nowhere. Decides nothing: which findings there are is the business of `rules`.

use super::Snapshot;
use crate::rules::{Finding, Fix, Level};
use crate::template::Recognised;
use crate::text::{Encoding, Span};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// One document with its findings.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Report {
    /// As the user names it, `/`-separated.
    pub path: String,
    /// `plan`, `template` or `not-a-plan`.
    pub kind: &'static str,
    /// The id of the template it follows.
    pub template: Option<String>,
    /// What is wrong with it, in document order.
    pub diagnostics: Vec<Diagnostic>,
}

/// A finding.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// How much it matters.
    #[serde(serialize_with = "level")]
    #[schemars(with = "String")]
    pub severity: Level,
    /// What is wrong.
    pub message: String,
    /// Where it begins.
    pub start: Place,
    /// Where it has ended.
    pub end: Place,
    /// What could be done, best first.
    pub fixes: Vec<Change>,
}

/// A place in the document.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in Unicode scalar values.
    pub column: usize,
}

/// A fix.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Change {
    /// What it does.
    pub title: String,
    /// Whether it loses nothing and leaves nothing to write: what `planls fix` applies.
    pub safe: bool,
    /// All of them belong together. They do not overlap, and all places are those of the text as it
    /// was checked; of those that insert at one place, the first comes first. Left out where there is
    /// another way to apply the fix.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Replacement>,
}

/// `text` in place of what stands from `start` to `end`, with the document's line ends.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Replacement {
    /// First character that goes.
    pub start: Place,
    /// First character that stays.
    pub end: Place,
    /// What comes.
    pub text: String,
}

fn level<S: Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(level.name())
}

impl Report {
    /// The report of a document under the name `path`, with these of its findings.
    pub fn new<'f>(
        path: &str,
        snapshot: &Snapshot,
        findings: impl IntoIterator<Item = &'f Finding>,
    ) -> Report {
        let kind = match snapshot.recognition.is {
            Recognised::Maybe => Recognised::No,
            is => is,
        };
        Report {
            path: path.to_owned(),
            kind: kind.name(),
            template: snapshot.template().map(|t| t.id.clone()),
            diagnostics: findings.into_iter().map(|f| Diagnostic::new(snapshot, f)).collect(),
        }
    }

    /// The report of a document that is neither a plan nor a template.
    pub fn skipped(path: &str) -> Report {
        let kind = Recognised::No.name();
        Report { path: path.to_owned(), kind, template: None, diagnostics: vec![] }
    }

    /// Whether it is neither a plan nor a template.
    pub fn is_skipped(&self) -> bool {
        self.kind == Recognised::No.name()
    }
}

impl Diagnostic {
    fn new(snapshot: &Snapshot, finding: &Finding) -> Diagnostic {
        let (start, end) = places(snapshot, finding.span);
        Diagnostic {
            rule: finding.rule,
            severity: finding.level,
            message: finding.message.clone(),
            start,
            end,
            fixes: finding.fixes.iter().map(|fix| Change::new(snapshot, fix)).collect(),
        }
    }
}

impl Change {
    fn new(snapshot: &Snapshot, fix: &Fix) -> Change {
        let edits = fix.edits.iter().map(|edit| {
            let (start, end) = places(snapshot, edit.span);
            Replacement { start, end, text: edit.insert.clone() }
        });
        Change { title: fix.title.clone(), safe: fix.safe, edits: edits.collect() }
    }
}

fn places(snapshot: &Snapshot, span: Span) -> (Place, Place) {
    let place = |offset| {
        let at = snapshot.document.text().line_column(offset, Encoding::Utf32);
        Place { line: at.line + 1, column: at.column + 1 }
    };
    (place(span.start), place(span.end))
}
