//! What the terminal and the page say alike: counts, spans of days, effort, when a plan is due.

use crate::ide::{PlanStatus, working_days_until};
use crate::plan::status::StatusClass;
use jiff::civil::Date;

/// `1 plan`, `2 plans`.
pub(super) fn count(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

pub(super) fn count_days(days: i64) -> String {
    count(days.unsigned_abs() as usize, "day")
}

/// The severities of which there are findings.
pub(super) fn findings(findings: [usize; 4]) -> Vec<String> {
    let names = ["error", "warning", "info", "hint"];
    let found = findings.into_iter().zip(names).filter(|(n, _)| *n > 0);
    found.map(|(n, name)| count(n, name)).collect()
}

/// When something is worked on; empty where nobody says.
pub(super) fn days(start: Option<Date>, end: Option<Date>) -> String {
    match (start, end) {
        (Some(start), Some(end)) if start == end => end.to_string(),
        (Some(start), Some(end)) => format!("{start} – {end}"),
        (Some(start), None) => format!("from {start}"),
        (None, Some(end)) => format!("until {end}"),
        (None, None) => String::new(),
    }
}

/// How much work it is, and how much of that is left.
pub(super) fn effort(plan: &PlanStatus) -> Option<String> {
    let whole = plan.estimate?.to_string();
    let left = plan.remaining.filter(|left| left.max_minutes > 0).map(|left| left.to_string());
    Some(match left.filter(|left| *left != whole) {
        Some(left) => format!("{left} of {whole} left"),
        None => whole,
    })
}

/// When the plan itself is due, and whether that has passed; empty where it does not say.
pub(super) fn due(plan: &PlanStatus) -> (String, bool) {
    let over = plan.class == StatusClass::Finished;
    match (plan.due.filter(|_| !over), plan.plan_late()) {
        (None, _) => (String::new(), false),
        (Some(due), Some(days)) => (format!("due {due}, {} ago", count_days(days)), true),
        (Some(due), None) => {
            let left = working_days_until(plan.today, due).max(0).unsigned_abs() as usize;
            (format!("due {due}, {} left", count(left, "working day")), false)
        }
    }
}
