//! For people: each finding with its source line and the place marked, as rustc draws it.

use crate::cli::output::{BOLD, DIM, GOOD, RESET, renderer};
use crate::cli::report::{Reports, Summary};
use crate::ide::Snapshot;
use crate::rules::{Finding, Level as Severity};
use crate::text::{Span, Text};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Snippet};

/// Longest line that is drawn, in bytes: what is longer would bury the place.
const LONGEST: usize = 2000;
/// Places within so many bytes are drawn in one piece, the lines between folded.
const NEAR: usize = 16_000;

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
    let marks = std::iter::once((finding.span, None))
        .chain(finding.related.iter().map(|r| (r.span, Some(r.message.as_str()))));
    let helps = finding.fixes.iter().take(3).map(|fix| {
        let how = if fix.safe { " (`planls fix` does it)" } else { "" };
        Level::HELP.message(format!("{}{how}", lower(&fix.title)))
    });
    title.elements(snippets(name, text, marks)).elements(helps)
}

/// The lines of all marks: in one piece where they are near each other. The first is the finding's.
fn snippets<'a>(
    name: &'a str,
    text: &Text,
    marks: impl Iterator<Item = (Span, Option<&'a str>)>,
) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut pieces: Vec<(Span, Vec<(Span, Option<&'a str>)>)> = vec![];
    for (span, label) in marks {
        let shown = shown(text, span);
        // Of a long place the first line says enough.
        let span = Span::new(span.start.min(shown.end), span.end.min(shown.end));
        let near = |piece: &Span| piece.cover(shown).len() <= NEAR;
        match pieces.last_mut().filter(|(piece, _)| near(piece)) {
            Some((piece, marks)) => {
                *piece = piece.cover(shown);
                marks.push((span, label));
            }
            None => pieces.push((shown, vec![(span, label)])),
        }
    }
    let mut kind = AnnotationKind::Primary;
    let snippet = |(piece, marks): (Span, Vec<(Span, Option<&'a str>)>)| {
        let marks = marks.into_iter().map(|(span, label)| {
            let span = span.relative_to(piece.start);
            let kind = std::mem::replace(&mut kind, AnnotationKind::Context);
            kind.span(span.start..span.end).label(label)
        });
        Snippet::source(text.slice(piece).into_owned())
            .path(name)
            .line_start(text.line_of(piece.start) + 1)
            .annotations(marks.collect::<Vec<_>>())
    };
    pieces.into_iter().map(snippet).collect()
}

/// The first line of a place. A giant line is shown from shortly before it; its columns would mean
/// little anyway.
fn shown(text: &Text, span: Span) -> Span {
    let line = text.line_span(text.line_of(span.start));
    if line.len() <= LONGEST {
        return line;
    }
    let start = text.floor(span.start.saturating_sub(40)).max(line.start);
    Span::new(start, text.floor(line.end.min(start + LONGEST)))
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
        title.elements(snippets(name, &text, std::iter::once((trouble.span, None))))
    };
    renderer().render(&[group]) + "\n\n"
}
