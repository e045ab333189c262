//! GitHub's workflow commands: each finding becomes a mark on its line in the pull request.

use crate::cli::report::Reports;
use crate::rules::Level;

pub(super) fn commands(reports: &Reports) -> String {
    let mut out = String::new();
    for report in &reports.files {
        for finding in &report.diagnostics {
            let command = match finding.severity {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Info | Level::Hint | Level::Off => "notice",
            };
            // Columns are only understood within one line.
            let columns = if finding.start.line == finding.end.line {
                format!(",col={},endColumn={}", finding.start.column, finding.end.column)
            } else {
                String::new()
            };
            out += &format!(
                "::{command} file={},line={},endLine={}{columns},title={}::{}\n",
                property(&report.path),
                finding.start.line,
                finding.end.line,
                property(finding.rule),
                data(&finding.message),
            );
        }
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
