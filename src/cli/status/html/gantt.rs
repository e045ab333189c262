//! The Gantt chart: a row per phase, its bar placed in percent of the whole, so that it takes any
//! width. Marks of time above, a line for today. Decides no date.

use super::{named, percent};
use crate::cli::status::words::days;
use crate::ide::{Bar, PlanStatus, Schedule, schedule};
use crate::plan::status::StatusClass;
use jiff::civil::Date;

/// Marks of time at most; more would touch each other on a phone.
const MARKS: i64 = 6;

/// The chart; `None` where nothing is known about time.
pub(super) fn chart(plan: &PlanStatus) -> Option<String> {
    let schedule = schedule(plan)?;
    let mut out = String::from(
        "<div class=\"gantt\">\n<div class=\"axis\" aria-hidden=\"true\"><div class=\"track\">",
    );
    for (offset, label) in marks(&schedule) {
        let at = place(offset, schedule.days());
        out += &format!("<span style=\"left:{at}%\">{label}</span>");
    }
    out += "</div></div>\n";
    for bar in &schedule.bars {
        out += &row(plan, &schedule, bar);
    }
    let estimated = schedule.bars.iter().any(|bar| !bar.stated);
    out += "</div>\n";
    let notes = [
        (
            !schedule.dated,
            "The plan states no dates: weeks and estimates are counted from its start.",
        ),
        (
            schedule.dated && estimated,
            "Dashed bars are estimated: the plan does not state both days.",
        ),
        (has_today(plan, &schedule), "The line is today."),
    ];
    let note = notes
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, said)| said)
        .collect::<Vec<_>>()
        .join(" ");
    if !note.is_empty() {
        out += &format!("<p class=\"about\">{note}</p>\n");
    }
    Some(out)
}

fn row(plan: &PlanStatus, schedule: &Schedule, bar: &Bar) -> String {
    let Some(part) = plan.parts.get(bar.part) else { return String::new() };
    let total = schedule.days();
    let (left, end) =
        (place(schedule.offset(bar.start), total), place(schedule.offset(bar.end) + 1, total));
    let name = named(&part.name);
    let span = if schedule.dated {
        days(Some(bar.start), Some(bar.end))
    } else {
        format!("day {} – day {}", schedule.offset(bar.start) + 1, schedule.offset(bar.end) + 1)
    };
    let after = part.depends.iter().filter_map(|on| plan.parts.get(*on));
    let after: Vec<String> = after.map(|on| named(&on.name)).collect();
    let after =
        if after.is_empty() { String::new() } else { format!(", after {}", after.join(", ")) };
    let done = if part.class == Some(StatusClass::Finished) { 100 } else { percent(part.progress) };
    let mut class =
        String::from(if part.kind.is_none() && bar.start == bar.end { "diamond" } else { "bar" });
    for (wanted, word) in [
        (plan.late(part).is_some(), " overdue"),
        (!bar.stated, " estimated"),
        (done == 100, " full"),
    ] {
        class += if wanted { word } else { "" };
    }
    let width = (end - left).max(0.4);
    format!(
        "<div class=\"row\"><div class=\"label\">{name}</div><div class=\"track\">{}\
         <div class=\"{class}\" style=\"left:{left}%;width:{width:.2}%\" title=\"{name}: {span}{after}\" role=\"img\" \
         aria-label=\"{name}: {span}{after}\"><div style=\"width:{done}%\"></div></div></div></div>\n",
        today(plan, schedule),
    )
}

/// The line of today, where it is within the chart.
fn today(plan: &PlanStatus, schedule: &Schedule) -> String {
    let at = place(schedule.offset(plan.today), schedule.days());
    if has_today(plan, schedule) {
        format!("<i style=\"left:{at}%\" title=\"today\"></i>")
    } else {
        String::new()
    }
}

fn has_today(plan: &PlanStatus, schedule: &Schedule) -> bool {
    schedule.dated && (schedule.start..=schedule.end).contains(&plan.today)
}

/// Percent with two decimals.
fn place(offset: i64, total: i64) -> f64 {
    (offset as f64 * 10_000.0 / total.max(1) as f64).round() / 100.0
}

/// Offsets in days, and what to write there.
fn marks(schedule: &Schedule) -> Vec<(i64, String)> {
    let total = schedule.days();
    let steps = [1, 2, 7, 14, 28, 56, 91, 182, 365, 730];
    let step = steps.into_iter().find(|step| total <= step * MARKS).unwrap_or(total / MARKS + 1);
    let label = |offset: i64| match schedule.dated {
        true => day(schedule, offset)
            .map(|day| day.strftime(if step < 91 { "%-d %b" } else { "%b %Y" }).to_string()),
        false if step < 7 => Some(format!("day {}", offset + 1)),
        false => Some(format!("week {}", offset / 7 + 1)),
    };
    // Weeks begin on Mondays.
    let monday = i64::from(schedule.start.weekday().to_monday_zero_offset());
    let first = if step < 7 { 0 } else { (7 - monday) % 7 };
    // A label needs room to its right.
    let offsets = (0..=MARKS).map(|n| first + n * step).take_while(|at| at * 100 <= total * 84);
    offsets.filter_map(|offset| Some((offset, label(offset)?))).collect()
}

fn day(schedule: &Schedule, offset: i64) -> Option<Date> {
    schedule.start.checked_add(jiff::Span::new().try_days(offset).ok()?).ok()
}
