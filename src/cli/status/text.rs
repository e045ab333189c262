//! For people at a terminal: a paragraph per plan with a bar per phase, as wide as the window.

use super::Overview;
use super::words::{count, count_days, days, due, effort, findings};
use crate::cli::columns::{bar, cut, fit, tame, width};
use crate::cli::output::{self, BAD, BOLD, DIM, GOOD, RESET, WARN};
use crate::ide::{Part, PlanStatus};
use crate::plan::status::StatusClass;

/// Columns beyond which lines become hard to follow.
const WIDEST: usize = 120;

/// All plans and a summary.
pub(super) fn all(overview: &Overview, quiet: bool) -> String {
    let columns = output::width().min(WIDEST);
    let plans = overview.plans.iter().map(|(path, plan)| paragraph(path, plan, columns));
    let mut out = plans.collect::<Vec<_>>().join("\n");
    if quiet {
        return out;
    }
    for name in &overview.named {
        out += &format!("{DIM}{} is not a plan{RESET}\n", tame(name));
    }
    if !overview.plans.is_empty() || overview.errors.is_empty() {
        let gap = if overview.plans.is_empty() { "" } else { "\n" };
        out += &format!("{gap}{}", summary(overview, columns));
    }
    out
}

fn summary(overview: &Overview, columns: usize) -> String {
    let skipped = match overview.skipped {
        0 => String::new(),
        n => format!("({} skipped)", count(n, "other file")),
    };
    // What does not fit beside the summary stands beneath it.
    let beside = |said: &str| match width(said) + 1 + width(&skipped) > columns {
        _ if skipped.is_empty() => String::new(),
        true => format!("\n{DIM}{skipped}{RESET}"),
        false => format!(" {DIM}{skipped}{RESET}"),
    };
    if overview.plans.is_empty() {
        return format!("no plans{}\n", beside("no plans"));
    }
    let (done, all) = overview.progress();
    let late = match overview.overdue() {
        0 => vec![],
        n => vec![format!("{n} overdue")],
    };
    let tasks = (all > 0).then(|| format!("{done} of {} done", count(all, "task")));
    let parts = tasks.into_iter().chain(late).chain(findings(overview.findings()));
    let parts = parts.collect::<Vec<_>>().join(", ");
    let colon = if parts.is_empty() { "" } else { ": " };
    let said = format!("{}{colon}{parts}", count(overview.plans.len(), "plan"));
    format!("{BOLD}{said}{RESET}{}\n", beside(&said))
}

fn paragraph(path: &str, plan: &PlanStatus, columns: usize) -> String {
    let title = plan.title.as_deref().unwrap_or("(untitled)");
    let about = [Some(path), plan.template.as_deref(), plan.stated.as_deref()];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mut out =
        format!("{BOLD}{}{RESET}\n{DIM}{}{RESET}\n", cut(title, columns), cut(&about, columns));
    out += &whole(plan, columns);
    out += &phases(plan, columns);
    if let Some(task) = plan.next.first() {
        let at = format!(" (line {})", task.line + 1);
        let room = columns.saturating_sub(8 + width(&at));
        out += &format!("  {BOLD}next{RESET}  {}{DIM}{at}{RESET}\n", cut(&task.name, room));
    }
    let found = findings(plan.findings);
    if !found.is_empty() {
        let colour = match plan.findings {
            [0, 0, ..] => DIM,
            [0, ..] => WARN,
            _ => BAD,
        };
        out += &format!("  {colour}{}{RESET}\n", found.join(", "));
    }
    out
}

/// The line of the plan as a whole.
fn whole(plan: &PlanStatus, columns: usize) -> String {
    let (done, all) = plan.progress;
    let tasks = (all > 0).then(|| format!("{done}/{all} tasks"));
    let said = [tasks, effort(plan)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (due, late) = due(plan);
    let colour = if late { BAD } else { RESET };
    let length = if columns >= 80 { 30 } else { 20 };
    let bar = if all > 0 { format!("{}  ", drawn(plan.progress, length)) } else { String::new() };
    let room = columns.saturating_sub(length + 4);
    let joint = if said.is_empty() || due.is_empty() { "" } else { " · " };
    let line = cut(&format!("{said}{joint}{due}"), room);
    if line.is_empty() && bar.is_empty() {
        return String::new();
    }
    let at = line.rfind(&due).filter(|_| !due.is_empty());
    let (said, due) = line.split_at_checked(at.unwrap_or(line.len())).unwrap_or((&line, ""));
    format!("  {bar}{said}{colour}{due}{RESET}\n")
}

/// A row per phase and milestone, in columns.
fn phases(plan: &PlanStatus, columns: usize) -> String {
    let rows: Vec<Row> = plan.outer().map(|(_, part)| Row::of(plan, part)).collect();
    let widest =
        |cell: fn(&Row) -> &str| rows.iter().map(|row| width(cell(row))).max().unwrap_or(0);
    let name = widest(|row| &row.name);
    let wanted = [
        widest(|row| &row.tasks),
        widest(|row| &row.estimate),
        widest(|row| &row.days),
        widest(|row| &row.note),
    ];
    // A narrow window shows names before everything else.
    let bar = if rows.iter().any(|row| row.progress.1 > 0) { 10 } else { 0 };
    let gap = |width: usize| if width > 0 { width + 2 } else { 0 };
    let [tasks, mut estimate, mut days, note] = wanted;
    let room = |bar, estimate, days| {
        columns
            .saturating_sub(2 + [bar, tasks, estimate, days, note].map(gap).iter().sum::<usize>())
    };
    let enough = name.min(24);
    if room(bar, estimate, days) < enough {
        estimate = 0;
    }
    if room(bar, estimate, days) < enough {
        days = 0;
    }
    let bar = if room(bar, estimate, days) < enough { 0 } else { bar };
    let name = name.min(room(bar, estimate, days)).max(8);
    let line = |row: &Row| {
        let mut line = format!("  {}{}{RESET}", row.colour(), fit(&row.name, name));
        if bar > 0 {
            let drawn = if row.progress.1 > 0 { drawn(row.progress, bar) } else { " ".repeat(bar) };
            line += &format!("  {drawn}");
        }
        for (cell, width) in [(&row.tasks, tasks), (&row.estimate, estimate), (&row.days, days)] {
            if width > 0 {
                line += &format!("  {}", fit(cell, width));
            }
        }
        let (note, colour) = (&row.note, if row.late { BAD } else { DIM });
        if !note.is_empty() {
            line += &format!("  {colour}{note}{RESET}");
        }
        line.truncate(line.trim_end().len());
        line + "\n"
    };
    rows.iter().map(line).collect()
}

struct Row {
    name: String,
    progress: (usize, usize),
    tasks: String,
    estimate: String,
    days: String,
    note: String,
    late: bool,
    finished: bool,
}

impl Row {
    fn of(plan: &PlanStatus, part: &Part) -> Row {
        let (done, all) = part.progress;
        let late = plan.late(part);
        let finished = part.class == Some(StatusClass::Finished);
        let note = match late {
            Some(days) => format!("{} overdue", count_days(days)),
            None if finished => "done".to_owned(),
            None => String::new(),
        };
        let mark = if part.kind.is_none() { "◆ " } else { "" };
        Row {
            name: format!("{mark}{}", tame(&part.name)),
            progress: part.progress,
            tasks: if all > 0 { format!("{done}/{all}") } else { String::new() },
            estimate: part.estimate.map(|e| e.to_string()).unwrap_or_default(),
            days: days(part.start, part.end),
            note,
            late: late.is_some(),
            finished,
        }
    }

    fn colour(&self) -> &'static str {
        if self.finished { DIM } else { "" }
    }
}

fn drawn(progress: (usize, usize), columns: usize) -> String {
    let (full, empty) = bar(progress, columns);
    format!("{GOOD}{full}{RESET}{DIM}{empty}{RESET}")
}
