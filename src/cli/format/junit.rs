//! JUnit XML: a suite per document, a failed case per finding, one good case for a clean document.

use crate::cli::report::{Report, Reports};

pub(super) fn suites(reports: &Reports) -> String {
    let failures: usize = reports.files.iter().map(|r| r.diagnostics.len()).sum();
    let tests: usize = reports.files.iter().map(tests).sum();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"planls\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{}\">\n",
        reports.errors.len()
    );
    for report in &reports.files {
        out += &suite(report);
    }
    for error in &reports.errors {
        let (path, message) = (escape(&error.path), escape(&error.message));
        out += &format!(
            "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"1\">\n    \
             <testcase name=\"readable\" classname=\"{path}\"><error message=\"{message}\"/></testcase>\n  \
             </testsuite>\n"
        );
    }
    out + "</testsuites>\n"
}

fn tests(report: &Report) -> usize {
    report.diagnostics.len().max(1)
}

fn suite(report: &Report) -> String {
    let path = escape(&report.path);
    let failures = report.diagnostics.len();
    let mut out = format!(
        "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\">\n",
        tests(report)
    );
    if failures == 0 {
        out += &format!("    <testcase name=\"{}\" classname=\"{path}\"/>\n", report.kind);
    }
    for finding in &report.diagnostics {
        let (line, column) = (finding.start.line, finding.start.column);
        let message = escape(&finding.message);
        out += &format!(
            "    <testcase name=\"{} at {line}:{column}\" classname=\"{path}\">\
             <failure type=\"{}\" message=\"{message}\">{path}:{line}:{column}: {message}</failure></testcase>\n",
            finding.rule,
            finding.severity.name(),
        );
    }
    out + "  </testsuite>\n"
}

/// Characters that XML 1.0 cannot hold are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' => out += "&#10;",
            '\t' => out += "&#9;",
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
