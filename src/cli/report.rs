//! What is known about each document after a check, as the JSON output shows it (cli.md): lines and
//! columns from 1, columns in Unicode scalar values.

use crate::ide::Snapshot;
use crate::rules::{Finding, Fix, Level};
use crate::template::Recognised;
use crate::text::{Encoding, Span};
use serde::{Serialize, Serializer};

/// A whole run.
#[derive(Serialize)]
pub(super) struct Reports {
    pub version: u32,
    pub files: Vec<Report>,
    pub summary: Summary,
    /// What could not be read; left out when all could.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Error>,
    /// Something could not be read, a document or a configuration.
    #[serde(skip)]
    pub incomplete: bool,
}

/// A document that is shown: a plan, a template, or one that was named.
#[derive(Serialize)]
pub(super) struct Report {
    pub path: String,
    pub kind: &'static str,
    pub template: Option<String>,
    pub diagnostics: Vec<Diagnostic>,
    /// The findings drawn for the terminal; empty for other formats.
    #[serde(skip)]
    pub drawn: String,
}

#[derive(Serialize)]
pub(super) struct Diagnostic {
    pub rule: &'static str,
    #[serde(serialize_with = "level")]
    pub severity: Level,
    pub message: String,
    pub start: Place,
    pub end: Place,
    pub fixes: Vec<Change>,
}

#[derive(Serialize, Clone, Copy)]
pub(super) struct Place {
    pub line: usize,
    pub column: usize,
}

/// A fix.
#[derive(Serialize)]
pub(super) struct Change {
    pub title: String,
    pub safe: bool,
    pub edits: Vec<Replacement>,
}

/// `insert` in place of what stands from `start` to `end`.
#[derive(Serialize)]
pub(super) struct Replacement {
    pub start: Place,
    pub end: Place,
    pub insert: String,
}

#[derive(Serialize, Default)]
pub(super) struct Summary {
    pub plans: usize,
    pub skipped: usize,
    pub error: usize,
    pub warning: usize,
    pub info: usize,
    pub hint: usize,
}

/// A document that could not be read.
#[derive(Serialize)]
pub(super) struct Error {
    pub path: String,
    pub message: String,
}

fn level<S: Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(level.name())
}

impl Report {
    pub(super) fn of(name: &str, snapshot: &Snapshot, findings: &[&Finding]) -> Report {
        let kind = match snapshot.recognition.is {
            Recognised::Maybe => Recognised::No,
            is => is,
        };
        Report {
            path: name.to_owned(),
            kind: kind.name(),
            template: snapshot.template().map(|t| t.id.clone()),
            diagnostics: findings.iter().map(|f| Diagnostic::of(snapshot, f)).collect(),
            drawn: String::new(),
        }
    }

    pub(super) fn is_skipped(&self) -> bool {
        self.kind == Recognised::No.name()
    }
}

impl Diagnostic {
    fn of(snapshot: &Snapshot, finding: &Finding) -> Diagnostic {
        let (start, end) = places(snapshot, finding.span);
        Diagnostic {
            rule: finding.rule,
            severity: finding.level,
            message: finding.message.clone(),
            start,
            end,
            fixes: finding.fixes.iter().map(|fix| Change::of(snapshot, fix)).collect(),
        }
    }
}

impl Change {
    fn of(snapshot: &Snapshot, fix: &Fix) -> Change {
        let edits = fix.edits.iter().map(|edit| {
            let (start, end) = places(snapshot, edit.span);
            Replacement { start, end, insert: edit.insert.clone() }
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

impl Summary {
    pub(super) fn add(&mut self, report: &Report) {
        self.plans += usize::from(report.kind == Recognised::Plan.name());
        self.skipped += usize::from(report.is_skipped());
        for diagnostic in &report.diagnostics {
            match diagnostic.severity {
                Level::Error => self.error += 1,
                Level::Warning => self.warning += 1,
                Level::Info => self.info += 1,
                Level::Hint => self.hint += 1,
                Level::Off => {}
            }
        }
    }

    /// Whether there is a finding at `level` or above.
    pub(super) fn reaches(&self, least: Level) -> bool {
        let counts = [
            (Level::Error, self.error),
            (Level::Warning, self.warning),
            (Level::Info, self.info),
            (Level::Hint, self.hint),
        ];
        counts.iter().any(|(level, count)| *level >= least && *count > 0)
    }
}
