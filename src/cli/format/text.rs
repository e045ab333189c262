//! For people: each finding with its source line and the place marked, as rustc draws it.

use crate::cli::output::{BOLD, DIM, GOOD, RESET, renderer};
use crate::cli::report::{Reports, Summary};
use crate::ide::Snapshot;
use crate::rules::{Finding, Level as Severity};
use crate::text::{Span, Text};
use annotate_snippets::{AnnotationKind, Group, Level, Snippet};

/// Longest line that is drawn, in bytes: what is longer would bury the place.
const LONGEST: usize = 2000;

/// All reports and a summary.
pub(in crate::cli) fn all(reports: &Reports, quiet: bool) -> String {
    let mut out: String = reports.files.iter().map(|report| report.drawn.as_str()).collect();
    if !quiet {
        for report in reports.files.iter().filter(|r| r.is_skipped()) {
            out += &format!("{DIM}{} is not a plan{RESET}\n", report.path);
        }
        if reports.errors.is_empty() || reports.summary.plans > 0 {
            out += &summary(&reports.summary);
        }
    }
    out
}

fn summary(summary: &Summary) -> String {
    let count =
        |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let severities = [
        (summary.error, "error", "errors"),
        (summary.warning, "warning", "warnings"),
        (summary.info, "remark", "remarks"),
        (summary.hint, "hint", "hints"),
    ];
    let found = severities.into_iter().filter(|(n, ..)| *n > 0);
    let found: Vec<String> = found.map(|(n, one, many)| count(n, one, many)).collect();
    let plans = count(summary.plans, "plan", "plans");
    let skipped = match summary.skipped {
        0 => String::new(),
        n => format!(" {DIM}({} skipped){RESET}", count(n, "other file", "other files")),
    };
    match found.as_slice() {
        [] if summary.plans == 0 => format!("no plans{skipped}\n"),
        [] => format!("{GOOD}{plans}, nothing to report{RESET}{skipped}\n"),
        found => format!("{BOLD}{plans}: {}{RESET}{skipped}\n", found.join(", ")),
    }
}

/// The findings of one document.
pub(in crate::cli) fn draw(name: &str, snapshot: &Snapshot, findings: &[&Finding]) -> String {
    let renderer = renderer();
    let mut out = String::new();
    for finding in findings {
        out += &renderer.render(&[group(name, snapshot, finding)]);
        out += "\n\n";
    }
    out
}

fn group<'a>(name: &'a str, snapshot: &Snapshot, finding: &'a Finding) -> Group<'a> {
    let title = level(finding.level).primary_title(finding.message.as_str()).id(finding.rule);
    let text = snapshot.document.text();
    let group = title.element(snippet(name, text, finding.span, AnnotationKind::Primary, None));
    let related = finding.related.iter().map(|related| {
        let label = Some(related.message.as_str());
        snippet(name, text, related.span, AnnotationKind::Context, label)
    });
    let helps = finding.fixes.iter().take(3).map(|fix| {
        let how = if fix.safe { " (`planls fix` does it)" } else { "" };
        Level::HELP.message(format!("{}{how}", lower(&fix.title)))
    });
    group.elements(related).elements(helps)
}

/// The lines of `span`: all of a short one, the first of a longer one.
fn snippet<'a>(
    name: &'a str,
    text: &Text,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let line = text.line_of(span.start);
    let whole = text.line_span(line);
    // A giant line is shown from shortly before the place; its columns would mean little anyway.
    let start = if whole.len() > LONGEST {
        text.floor(span.start.saturating_sub(40)).max(whole.start)
    } else {
        whole.start
    };
    let end = text.floor(whole.end.min(start + LONGEST));
    let shown = Span::new(start, end);
    let source = text.slice(shown).into_owned();
    let marked = Span::new(span.start.min(end), span.end.min(end)).relative_to(start);
    Snippet::source(source)
        .path(name)
        .line_start(line + 1)
        .annotation(kind.span(marked.start..marked.end).label(label))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint | Severity::Off => Level::NOTE.with_name("hint"),
    }
}

/// A title as part of a line: its first letter small.
fn lower(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A problem in a file that others depend on.
pub(in crate::cli) fn trouble(name: &str, trouble: &crate::workspace::Trouble) -> String {
    let title = Level::ERROR.primary_title(trouble.message.as_str());
    let text = Text::from(&*trouble.text);
    let group = if text.is_empty() {
        Group::with_title(Level::ERROR.primary_title(format!("{name}: {}", trouble.message)))
    } else {
        title.element(snippet(name, &text, trouble.span, AnnotationKind::Primary, None))
    };
    renderer().render(&[group]) + "\n\n"
}
