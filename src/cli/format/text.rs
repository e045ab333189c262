//! For people: each finding with its source line and the place marked, as rustc draws it.

use crate::cli::output::{BOLD, DIM, GOOD, RESET, renderer, width};
use crate::cli::report::{Reports, Summary};
use crate::ide::Snapshot;
use crate::rules::{Finding, Level as Severity};
use crate::text::{Encoding, Span, Text};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Snippet};

/// Places within so many bytes are drawn in one piece, the lines between folded.
const NEAR: usize = 16_000;

/// All reports and a summary.
pub(in crate::cli) fn all(reports: &Reports, quiet: bool) -> String {
    let mut out: String = reports.files.iter().map(|report| report.drawn.as_str()).collect();
    if !quiet {
        for report in reports.files.iter().filter(|r| r.is_skipped()) {
            out += &format!("{DIM}{} is not a plan{RESET}\n", report.path);
        }
        if !reports.incomplete || reports.summary.plans > 0 {
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
        (summary.info, "info", "infos"),
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
pub(in crate::cli) fn draw(name: &str, snapshot: &Snapshot, findings: &[Finding]) -> String {
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
    let first = Mark { span: finding.span, kind: AnnotationKind::Primary, label: None };
    let related = finding.related.iter().map(|related| Mark {
        span: related.span,
        kind: AnnotationKind::Context,
        label: Some(related.message.as_str()),
    });
    let helps = finding.fixes.iter().take(3).map(|fix| {
        let how = if fix.safe { " (`planls fix` does it)" } else { "" };
        Level::HELP.message(format!("{}{how}", lower(&fix.title)))
    });
    title.elements(pieces(name, text, std::iter::once(first).chain(related))).elements(helps)
}

struct Mark<'a> {
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
}

/// The first lines of all marks: in one piece where they are near each other and not long.
fn pieces<'a>(
    name: &'a str,
    text: &Text,
    marks: impl Iterator<Item = Mark<'a>>,
) -> Vec<Element<'a>> {
    let columns = width().saturating_sub(12);
    let mut groups: Vec<(Span, Vec<Mark<'a>>)> = vec![];
    for mut mark in marks {
        let line = text.line_span(text.line_of(mark.span.start));
        let short = line.len() <= columns;
        // A mark that is longer than the window is drawn as far as it goes.
        let label = mark.label.map_or(0, |label| label.len() + 1);
        let room = columns.saturating_sub(label).max(20);
        let end = text.floor(line.end.min(mark.span.start.max(line.start + 12) + room - 12));
        let shown = if mark.span.end > end { Span::new(line.start, end) } else { line };
        mark.span = Span::new(mark.span.start.min(shown.end), mark.span.end.min(shown.end));
        let near = |piece: &Span| short && piece.cover(shown).len() <= NEAR;
        match groups.last_mut().filter(|(piece, _)| near(piece)) {
            Some((piece, marks)) => {
                *piece = piece.cover(shown);
                marks.push(mark);
            }
            None => groups.push((shown, vec![mark])),
        }
    }
    groups.into_iter().map(|(piece, marks)| element(name, text, piece, marks)).collect()
}

fn element<'a>(name: &'a str, text: &Text, piece: Span, marks: Vec<Mark<'a>>) -> Element<'a> {
    let line = text.line_of(piece.start) + 1;
    if piece.len() > NEAR {
        // A giant line: the place alone says more.
        let start = marks.first().map_or(piece.start, |mark| mark.span.start);
        let column = text.line_column(start, Encoding::Utf32).column + 1;
        return Origin::path(name).line(line).char_column(column).into();
    }
    let marks = marks.into_iter().map(|mark| {
        let span = mark.span.relative_to(piece.start);
        mark.kind.span(span.start..span.end).label(mark.label)
    });
    let source = text.slice(piece).into_owned();
    Snippet::source(source)
        .path(name)
        .line_start(line)
        .annotations(marks.collect::<Vec<_>>())
        .into()
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
        let mark = Mark { span: trouble.span, kind: AnnotationKind::Primary, label: None };
        title.elements(pieces(name, &text, std::iter::once(mark)))
    };
    renderer().render(&[group]) + "\n\n"
}
