//! A Gantt chart in Mermaid's words: a section per plan, a bar per phase, milestones, dependencies.

use super::Overview;
use crate::cli::mermaid::plain;
use crate::ide::{Bar, PlanStatus, Schedule, schedule};
use crate::plan::status::StatusClass;

/// Marks of time at most, about.
const MARKS: i64 = 10;

/// The chart of all plans of which something is known about time.
pub(super) fn gantt(overview: &Overview) -> String {
    let plans = overview.plans.iter();
    let known: Vec<_> =
        plans.filter_map(|(path, plan)| Some((path, plan, schedule(plan)?))).collect();
    let mut out = String::from("gantt\n    dateFormat YYYY-MM-DD\n");
    // Without a calendar, weeks are counted from the first.
    let dated = known.iter().any(|(.., schedule)| schedule.dated);
    if dated {
        out += "    axisFormat %e %b\n";
    } else {
        // Left to itself, Mermaid puts marks on Sundays, where another week begins.
        let longest = known.iter().map(|(.., schedule)| schedule.days()).max().unwrap_or(0);
        let weeks = (longest / 7 / MARKS).clamp(0, 52) + 1;
        out += &format!(
            "    axisFormat week %W\n    tickInterval {weeks}week\n    weekday monday\n    todayMarker off\n"
        );
    }
    if known.is_empty() {
        out += "    %% no plan here states a date or an estimate\n";
    }
    for (at, (path, plan, schedule)) in known.iter().enumerate() {
        let title = plain(plan.title.as_deref().unwrap_or(path));
        // The names of sections stand in the chart, and take room.
        out += &format!("    {} {title}\n", if known.len() == 1 { "title" } else { "section" });
        for bar in &schedule.bars {
            // Beside plans with dates, one without begins today.
            let start = if dated && !schedule.dated {
                let days = jiff::Span::new().try_days(schedule.offset(bar.start));
                days.map_or(bar.start, |days| plan.today.saturating_add(days))
            } else {
                bar.start
            };
            out += &line(&format!("p{at}_{}, {start}", bar.part), plan, schedule, bar);
        }
    }
    out
}

fn line(place: &str, plan: &PlanStatus, schedule: &Schedule, bar: &Bar) -> String {
    let Some(part) = plan.parts.get(bar.part) else { return String::new() };
    let milestone = part.kind.is_none() && bar.start == bar.end;
    let state = match part.class {
        Some(StatusClass::Finished) => "done, ",
        _ if plan.late(part).is_some() => "crit, ",
        Some(StatusClass::Active) => "active, ",
        _ => "",
    };
    let kind = if milestone { "milestone, " } else { "" };
    let days =
        if milestone { 0 } else { schedule.offset(bar.end) - schedule.offset(bar.start) + 1 };
    format!("    {} :{state}{kind}{place}, {days}d\n", plain(&part.name))
}
