//! What goes into a value or cell, told from the template's sample and its label.

use super::blank;
use crate::plan::date::{self, DateValue};
use crate::plan::heading::{self, Kind};
use crate::plan::marks::Plain;
use crate::plan::{choice, estimate};
use crate::template::ValueType;
use rustc_hash::FxHashSet;

/// Labels of dates that do not say so.
const DATES: &str = " created updated due deadline started finished start end begin created on \
    updated on last updated last modified due by completed on ";

/// Words for a date that may stand anywhere in a label.
const DATE_WORDS: &[&str] = &["datum", "fecha", "дата", "日期", "日付", "날짜"];

/// Last words in the label of a duration.
const DURATIONS: &[&str] =
    &["estimate", "duration", "effort", "time", "dauer", "aufwand", "duración", "durée"];

const UNITS: &[&str] =
    &["minute", "min", "hour", "hr", "h", "day", "d", "week", "month", "sprint", "point"];

/// The type of a value. `label` is normalised; `series` are the words of the template's series, in
/// lower case (`phase`, `step`).
pub(super) fn of(label: &str, value: &str, series: &FxHashSet<String>) -> ValueType {
    if let Some(choices) = choice::list(value) {
        return ValueType::Choice(choices);
    }
    let blank = blank::whole(value);
    let plain = Plain::of(value).text;
    let plain = plain.trim();
    let open = plain.is_empty() || blank.is_some();
    let inner = blank.unwrap_or(plain);
    if is_date(inner, blank.is_some()) || (open && dates(label) && !is_duration(inner)) {
        return ValueType::Date;
    }
    let timed = words(label).last().is_some_and(|w| DURATIONS.contains(&w.as_str()));
    if is_duration(inner) || (timed && (open || estimate::parse(plain).is_some())) {
        return ValueType::Duration;
    }
    if is_phase(inner, series) || (open && names_phase(label)) {
        return ValueType::Phase;
    }
    if is_link(value.trim())
        || (blank.is_some() && (has_word(inner, "link") || has_word(inner, "url")))
    {
        return ValueType::Link;
    }
    let code = value.trim().strip_prefix('`').and_then(|v| v.split('`').next());
    let path = code.is_some_and(is_path) || (blank.is_some() && is_path_name(inner));
    if path || is_path_name(plain.split(' ').next().unwrap_or_default()) {
        return ValueType::Path;
    }
    ValueType::Text
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(str::to_lowercase)
}

fn has_word(text: &str, word: &str) -> bool {
    words(text).any(|w| w == word)
}

/// `Date`, `START_DATE`, `YYYY-MM-DD` in brackets; outside of them a date or its pattern.
fn is_date(text: &str, blank: bool) -> bool {
    let lower = text.to_lowercase();
    let pattern = lower.contains("yyyy") || (lower.contains("mm") && lower.contains("dd"));
    if pattern && text.len() <= 24 {
        return true;
    }
    if blank {
        let says = words(text).any(|w| w == "date" || DATE_WORDS.contains(&w.as_str()));
        return says && words(text).count() <= 3 || lower == "today";
    }
    matches!(date::parse(text), DateValue::Date(_)) && text.len() <= 24
}

fn dates(label: &str) -> bool {
    DATES.contains(&format!(" {label} "))
        || words(label).last().is_some_and(|w| w == "date")
        || words(label).any(|w| DATE_WORDS.contains(&w.as_str()))
}

/// `X hours/days`, `N weeks`, `[X] days`, `2 hours`, `hours`.
fn is_duration(text: &str) -> bool {
    let mut words = words(text).peekable();
    let amount = |w: &String| {
        w.bytes().all(|b| b.is_ascii_digit()) || matches!(w.as_str(), "x" | "n" | "y" | "xx" | "nn")
    };
    let mut amounts = 0;
    while words.next_if(amount).is_some() {
        amounts += 1;
    }
    let units: Vec<String> = words.collect();
    let unit = |w: &String| w == "or" || UNITS.contains(&w.trim_end_matches('s'));
    !units.is_empty()
        && units.len() <= 4
        && units.iter().all(unit)
        && (amounts > 0 || units.len() > 1)
}

/// `Phase 1: Foundation` where the template has such a series.
fn is_phase(text: &str, series: &FxHashSet<String>) -> bool {
    let name = heading::parse(text);
    let word = name.word.map(|w| w.to_lowercase()).unwrap_or_default();
    matches!(name.kind, Kind::Phase | Kind::Step) && series.contains(&word)
}

fn names_phase(label: &str) -> bool {
    matches!(label, "phase" | "phases" | "stage" | "step" | "depends on phase")
}

fn is_link(value: &str) -> bool {
    let bracketed = value.starts_with('[') && value.contains("](");
    bracketed || value.starts_with("<http") || value.starts_with("http")
}

/// A code span that names a file or folder.
fn is_path(code: &str) -> bool {
    let code = code.trim();
    let call = code.contains(['(', '=', ';', '"', '|', ',']);
    let extension = code.rsplit_once('.').is_some_and(|(stem, e)| {
        let typed = e.starts_with("{{") || e.bytes().all(|b| b.is_ascii_alphanumeric());
        !stem.is_empty() && typed && (1..=20).contains(&e.len())
    });
    !call
        && !code.contains(char::is_whitespace)
        && (code.contains('/') || extension)
        && !code.contains("://")
}

/// `path/to/specification.md`, `path`, `File path`.
fn is_path_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("path/to/")
        || matches!(lower.as_str(), "path" | "file path" | "filepath" | "file" | "filename")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, value: &str, expected: &str) {
        let series = ["phase".to_owned(), "step".to_owned()].into_iter().collect();
        let found = of(label, value, &series);
        let found = match &found {
            ValueType::Choice(choices) => choices.join(","),
            other => other.name().to_owned(),
        };
        assert_eq!(found, expected, "{label}: {value}");
    }

    #[test]
    fn types_of_values() {
        check("risk level", "Low/Medium/High", "Low,Medium,High");
        check("status", "Draft | In Progress | Completed", "Draft,In Progress,Completed");
        check("date", "[Date]", "date");
        check("created", "{{DATE}}", "date");
        check("created", "{{TODAY}}", "date");
        check("start", "2025-01-31", "date");
        check("estimated time", "X hours/days", "duration");
        check("estimated time", "X hours", "duration");
        check("effort", "[Estimate]", "duration");
        check("location", "`tests/test_[module].py`", "path");
        check("specification file", "[path/to/specification.md]", "path");
        check("spec", "[spec.md](spec.md)", "link");
        check("issue", "[Link to the issue]", "link");
        check("depends on", "Phase 1", "phase");
        check("phase", "[Phase name]", "phase");
        check("phase", "Execute", "text");
        check("when", "Week 1", "text");
        check("author", "{{AUTHOR}}", "text");
        check("point in time backups", "[What to save]", "text");
        check("fecha de inicio", "[Fecha]", "date");
        check("target", "[Database version]", "text");
        check("function", "`function_name()`", "text");
        check("update", "[What changed]", "text");
    }
}
