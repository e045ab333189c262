//! One page for a browser, a phone or paper: everything in one file, nothing loaded from anywhere.
//! What comes from documents is escaped; the page's policy forbids scripts besides.

mod gantt;

use super::Overview;
use super::words::{count, count_days, days, due, effort, findings};
use crate::cli::columns::cut;
use crate::ide::{Part, PlanStatus};
use crate::plan::status::StatusClass;

const STYLE: &str = include_str!("html/page.css");

/// The whole page.
pub(super) fn page(overview: &Overview) -> String {
    let plans = count(overview.plans.len(), "plan");
    let heading = match overview.plans.as_slice() {
        [(path, one)] => title(path, one),
        _ => plans.clone(),
    };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"generator\" content=\"planls {}\">\n\
         <title>Status: {heading}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        env!("CARGO_PKG_VERSION"),
    );
    out += &match overview.plans.as_slice() {
        [] => "<h1>Status</h1>\n<p>There are no plans here.</p>\n".to_owned(),
        [(path, only)] => plan(path, only, 0, "h1"),
        all => {
            let articles = all.iter().enumerate();
            let articles = articles.map(|(at, (path, one))| plan(path, one, at, "h2"));
            contents(overview) + &articles.collect::<String>()
        }
    };
    for error in &overview.errors {
        let (path, message) = (escape(&error.path), escape(&error.message));
        out += &format!("<p class=\"late\">{path}: {message}</p>\n");
    }
    if let Some((_, first)) = overview.plans.first() {
        out += &format!(
            "<footer>As of <time>{}</time>, by planls {}</footer>\n",
            first.today,
            env!("CARGO_PKG_VERSION")
        );
    }
    out + "</main>\n</body>\n</html>\n"
}

/// All plans at a glance, with links to each.
fn contents(overview: &Overview) -> String {
    let (done, all) = overview.progress();
    let tasks = (all > 0).then(|| format!("{done} of {} done", count(all, "task")));
    let late = Some(overview.overdue()).filter(|n| *n > 0);
    let late = late.map(|n| format!("<span class=\"late\">{n} overdue</span>"));
    let said = tasks.into_iter().chain(late).chain(findings(overview.findings()));
    let mut out = format!(
        "<h1>{}</h1>\n<p class=\"facts\">{}</p>\n{}<nav aria-label=\"Plans\">\n<ul class=\"contents\">\n",
        count(overview.plans.len(), "plan"),
        said.collect::<Vec<_>>().join(" · "),
        meter((done, all), "all plans"),
    );
    for (at, (path, plan)) in overview.plans.iter().enumerate() {
        let name = title(path, plan);
        let late = plan.overdue().count() + usize::from(plan.plan_late().is_some());
        let late = match late {
            0 => String::new(),
            n => format!(" <span class=\"late\">{n} overdue</span>"),
        };
        out += &format!(
            "<li><a href=\"#plan-{at}\">{name}</a>{}<span class=\"count\">{}{late}</span></li>\n",
            meter(plan.progress, &name),
            share(plan.progress),
        );
    }
    out + "</ul>\n</nav>\n"
}

fn plan(path: &str, plan: &PlanStatus, at: usize, level: &str) -> String {
    let name = title(path, plan);
    let mut out =
        format!("<article id=\"plan-{at}\">\n<{level}>{name}</{level}>\n<p class=\"about\">");
    out += &format!("<code>{}</code>", escape(path));
    for said in [&plan.template, &plan.stated].into_iter().flatten() {
        out += &format!(" · {}", escape(said));
    }
    out += "</p>\n";
    out += &meter(plan.progress, &name);
    let (due, late) = due(plan);
    let due = match (due.as_str(), late) {
        ("", _) => None,
        (due, true) => Some(format!("<span class=\"late\">{due}</span>")),
        (due, false) => Some(due.to_owned()),
    };
    let (done, all) = plan.progress;
    let tasks = (all > 0).then(|| format!("{done} of {} done", count(all, "task")));
    let found = findings(plan.findings);
    let found =
        (!found.is_empty()).then(|| format!("<span class=\"found\">{}</span>", found.join(", ")));
    let said = [tasks, effort(plan), due, found].into_iter().flatten().collect::<Vec<_>>();
    if !said.is_empty() {
        out += &format!("<p class=\"facts\">{}</p>\n", said.join(" · "));
    }
    let inner = if level == "h1" { "h2" } else { "h3" };
    if plan.outer().next().is_some() {
        out += &format!("<{inner}>Phases</{inner}>\n{}", phases(plan));
    }
    if let Some(chart) = gantt::chart(plan) {
        out += &format!("<{inner}>Timeline</{inner}>\n{chart}");
    }
    if !plan.next.is_empty() {
        out += &format!("<{inner}>Next</{inner}>\n<ol class=\"next\">\n");
        for task in &plan.next {
            let (name, under) = (named(&task.name), named(&task.under));
            out += &format!(
                "<li>{name} <span class=\"about\">{under}, line {}</span></li>\n",
                task.line + 1
            );
        }
        out += "</ol>\n";
    }
    out + "</article>\n"
}

fn phases(plan: &PlanStatus) -> String {
    let mut out = String::from(
        "<table>\n<thead><tr><th scope=\"col\">Phase</th><th scope=\"col\">Progress</th>\
         <th scope=\"col\">Estimate</th><th scope=\"col\">Dates</th><th scope=\"col\">State</th></tr></thead>\n<tbody>\n",
    );
    for (_, part) in plan.outer() {
        let name = named(&part.name);
        let progress = match part.progress {
            (_, 0) => String::new(),
            all => format!("{}<span class=\"count\">{}/{}</span>", meter(all, &name), all.0, all.1),
        };
        let estimate = part.estimate.map(|e| e.to_string()).unwrap_or_default();
        out += &format!(
            "<tr><th scope=\"row\">{}{name}</th><td class=\"progress\">{progress}</td><td>{estimate}</td>\
             <td>{}</td><td>{}</td></tr>\n",
            if part.kind.is_none() {
                "<span class=\"mark\" title=\"milestone\">◆</span> "
            } else {
                ""
            },
            days(part.start, part.end),
            state(plan, part),
        );
    }
    out + "</tbody>\n</table>\n"
}

fn state(plan: &PlanStatus, part: &Part) -> String {
    match (plan.late(part), part.class) {
        (Some(days), _) => format!("<span class=\"late\">{} overdue</span>", count_days(days)),
        (None, Some(StatusClass::Finished)) => "<span class=\"done\">done</span>".to_owned(),
        (None, Some(StatusClass::Active)) => "under way".to_owned(),
        (None, Some(StatusClass::Draft)) => "not begun".to_owned(),
        (None, None) => String::new(),
    }
}

/// A bar; `name` is escaped already.
fn meter((done, all): (usize, usize), name: &str) -> String {
    if all == 0 {
        return String::new();
    }
    let percent = percent((done, all));
    let full = if done == all { " full" } else { "" };
    format!(
        "<div class=\"meter{full}\" role=\"progressbar\" aria-valuemin=\"0\" aria-valuemax=\"{all}\" \
         aria-valuenow=\"{done}\" aria-label=\"{name}\" title=\"{done} of {all} ({percent} %)\">\
         <div style=\"width:{percent}%\"></div></div>"
    )
}

fn share(progress: (usize, usize)) -> String {
    if progress.1 == 0 { String::new() } else { format!("{} %", percent(progress)) }
}

fn percent((done, all): (usize, usize)) -> usize {
    (done.min(all) * 100).checked_div(all).unwrap_or(0)
}

fn title(path: &str, plan: &PlanStatus) -> String {
    named(plan.title.as_deref().unwrap_or(path))
}

/// The name of a plan, phase or task, not longer than one can take in.
fn named(name: &str) -> String {
    escape(&cut(name, 200))
}

/// Text as content or as an attribute's value.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
