//! A whole run: the report of each document, what could not be read, and the counts, as the JSON
//! output shows them (cli.md).

use super::input::Input;
use crate::ide;
use crate::rules::Level;
use crate::template::Recognised;
use serde::Serialize;
use std::ops::Deref;

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
    #[serde(flatten)]
    pub of: ide::Report,
    /// The findings drawn for the terminal; empty for other formats.
    #[serde(skip)]
    pub drawn: String,
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

impl Report {
    /// That of a document that is neither a plan nor a template.
    pub(super) fn skipped(input: &Input) -> Report {
        Report { of: ide::Report::skipped(&input.name), drawn: String::new() }
    }
}

impl Deref for Report {
    type Target = ide::Report;

    fn deref(&self) -> &ide::Report {
        &self.of
    }
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
