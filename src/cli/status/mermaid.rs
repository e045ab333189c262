//! A Gantt chart in Mermaid's words: a section per plan, a bar per phase, milestones, dependencies.

use super::Overview;
use crate::cli::mermaid::plain;
use crate::ide::{Bar, PlanStatus, Schedule, schedule};
use crate::plan::status::StatusClass;

/// The chart of all plans of which something is known about time.
pub(super) fn gantt(overview: &Overview) -> String {
    let plans = overview.plans.iter();
    let known: Vec<_> =
        plans.filter_map(|(path, plan)| Some((path, plan, schedule(plan)?))).collect();
    let mut out = String::from("gantt\n    dateFormat YYYY-MM-DD\n");
    // Without a calendar, weeks are counted from the first.
    let dated = known.iter().any(|(.., schedule)| schedule.dated);
    out += if dated {
        "    axisFormat %e %b\n"
    } else {
        "    axisFormat week %W\n    todayMarker off\n"
    };
    if known.is_empty() {
        out += "    %% no plan here states a date or an estimate\n";
    }
    for (at, (path, plan, schedule)) in known.iter().enumerate() {
        let title = plan.title.as_deref().unwrap_or(path);
        out += &format!("    section {}\n", plain(title));
        for bar in &schedule.bars {
            out += &line(at, plan, schedule, bar);
        }
    }
    out
}

fn line(at: usize, plan: &PlanStatus, schedule: &Schedule, bar: &Bar) -> String {
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
    let (name, start) = (plain(&part.name), bar.start);
    format!("    {name} :{state}{kind}p{at}_{}, {start}, {days}d\n", bar.part)
}
