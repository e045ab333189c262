//! The forms in which findings are written. Each takes the same reports; none decides anything.

mod github;
mod junit;
mod sarif;
pub(super) mod text;

use super::output::Failure;
use super::report::Reports;
use clap::ValueEnum;

/// How findings are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: the source line with the place marked
    Text,
    /// One JSON object
    Json,
    /// One JSON object per file and line
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub's workflows
    Github,
    /// JUnit XML, for CI servers
    Junit,
}

impl Format {
    pub(super) fn write(self, reports: &Reports, quiet: bool) -> Result<String, Failure> {
        let failure = |error: serde_json::Error| Failure::new(error.to_string());
        let json = |value: &serde_json::Value| serde_json::to_string_pretty(value);
        let line = |text: String| text + "\n";
        match self {
            Format::Text => Ok(text::all(reports, quiet)),
            Format::Json => serde_json::to_string_pretty(reports).map(line).map_err(failure),
            Format::Jsonl => {
                let lines = reports.files.iter().map(serde_json::to_string);
                lines.map(|l| l.map(line)).collect::<Result<String, _>>().map_err(failure)
            }
            Format::Sarif => json(&sarif::log(reports)).map(line).map_err(failure),
            Format::Github => Ok(github::commands(reports)),
            Format::Junit => Ok(junit::suites(reports)),
        }
    }
}
