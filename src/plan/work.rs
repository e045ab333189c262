//! What a phase or step says about itself: estimate, risk level, first and last day. Does not add up
//! or compare.

use super::date::{self, DateValue};
use super::estimate::{self, Estimate};
use super::{Field, Section, marks};
use crate::text::Span;
use jiff::civil::Date;

const ESTIMATE: &[&str] = &[
    "estimate",
    "estimated time",
    "estimated effort",
    "estimated duration",
    "time estimate",
    "effort",
    "effort estimate",
    "duration",
    "time",
    "estimation",
    "est time",
    "timeline",
];

const RISK: &[&str] = &["risk", "risk level", "risk rating", "risks level"];

const START: &[&str] = &[
    "start",
    "start date",
    "started",
    "begin",
    "begins",
    "from",
    "startdatum",
    "开始",
    "开始日期",
    "fecha de inicio",
];

const END: &[&str] = &[
    "end",
    "end date",
    "due",
    "due date",
    "deadline",
    "target date",
    "finish",
    "finish date",
    "until",
    "completed",
    "completion date",
    "enddatum",
    "结束",
    "结束日期",
    "截止日期",
    "fecha de fin",
];

/// Whether the value of a label (normalised) says something about the work that others compare.
pub fn is_compared(key: &str) -> bool {
    key == "status" || [ESTIMATE, RISK, START, END].iter().any(|keys| keys.contains(&key))
}

/// Whether a label, as compared, is that of a first or a last day.
pub fn is_limit(key: &str) -> bool {
    [START, END].iter().any(|keys| keys.contains(&key))
}

/// The estimate a section states in a field, else in a parenthesis of its heading
/// (`Phase 1: Store (2 days)`): where, and how long.
pub fn estimate(section: &Section) -> Option<(Span, Estimate)> {
    if let Some(span) = stated_estimate(section) {
        return Some((span, estimate::parse(section.str(span))?));
    }
    let text = section.heading.as_ref()?.text;
    let title = section.str(text);
    let mut end = title.len();
    // The last group is the likeliest; before it there may be a status or a name.
    for _ in 0..3 {
        let (at, inner) =
            marks::last_group(title.get(..end)?.trim_end_matches(|c: char| !")]）】".contains(c)))?;
        let open = title.get(at..)?.chars().next()?.len_utf8();
        if let Some(estimate) = estimate::parse(inner) {
            return Some((
                Span::new(at + open, at + open + inner.len()).shift(text.start),
                estimate,
            ));
        }
        end = at;
    }
    None
}

/// The first and the last day a section states, where they are plain dates.
pub fn dates(section: &Section) -> [Option<(Span, Date)>; 2] {
    let day = |keys: &[&str]| {
        let span = labelled(section, keys)?.value;
        Some((span, day(section.str(span))?))
    };
    [day(START), day(END)]
}

/// The day a value says, if it says one.
pub fn day(text: &str) -> Option<Date> {
    match date::parse(text) {
        DateValue::Date(date) => Some(date),
        DateValue::Partial | DateValue::NotADate(_) => None,
    }
}

/// The estimate a section states, as written.
pub fn stated_estimate(section: &Section) -> Option<Span> {
    labelled(section, ESTIMATE).map(|f| f.value).filter(|v| !v.is_empty())
}

/// The risk level a section states.
pub fn risk_level(section: &Section) -> Option<Span> {
    labelled(section, RISK).map(|f| f.value).filter(|v| !v.is_empty())
}

fn labelled<'a>(section: &'a Section, keys: &[&str]) -> Option<&'a Field> {
    section.fields.iter().find(|f| keys.contains(&f.key.as_str()))
}
