//! How far a plan is: its phases and steps with progress, estimate and dates, what comes next, what
//! is late, how many findings. For `planls status` in all its forms. Draws nothing; what day it is
//! says the snapshot's environment.

mod days;
mod json;
mod schedule;
mod weeks;

pub use days::{working_days, working_days_until};
pub use json::status_json;
pub use schedule::{Bar, Schedule, schedule};

use super::Snapshot;
use super::outline::task_name;
use crate::plan::estimate::{self, Estimate, Unit};
use crate::plan::heading::Kind;
use crate::plan::marks::Plain;
use crate::plan::status::{StatusClass, parse as parse_status};
use crate::plan::timeline::ScheduleRow;
use crate::plan::{Concept, Node, NodeId, Plan, claim, work};
use crate::rules::Level;
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// How far a plan is.
#[derive(Clone, Debug)]
pub struct PlanStatus {
    /// The H1 as a person would say it, if there is one.
    pub title: Option<String>,
    /// The id of the template it follows.
    pub template: Option<String>,
    /// Its status as written.
    pub stated: Option<String>,
    /// What that means; without one it is active.
    pub class: StatusClass,
    /// Boxes of the work: (done, all).
    pub progress: (usize, usize),
    /// The whole work: the sum of the phases' estimates, else what the plan itself says.
    pub estimate: Option<Estimate>,
    /// What is left of it; `None` where a phase that is not finished has no estimate.
    pub remaining: Option<Estimate>,
    /// The first day the plan itself states.
    pub start: Option<Date>,
    /// The last day the plan itself states.
    pub due: Option<Date>,
    /// Phases and steps in the order of the text, each followed by the steps in it; then milestones.
    pub parts: Vec<Part>,
    /// Open tasks, the next one first; at most a few.
    pub next: Vec<OpenTask>,
    /// Findings by severity: error, warning, info, hint.
    pub findings: [usize; 4],
    /// The day it was looked at.
    pub today: Date,
}

/// A phase, a step, or a milestone of the timeline.
#[derive(Clone, Debug)]
pub struct Part {
    /// The heading as written, marks stripped; never blank.
    pub name: String,
    /// What it is; `None` is a milestone: a dated row that means no phase.
    pub kind: Option<Kind>,
    /// The number in its heading.
    pub number: Option<String>,
    /// Zero-based line.
    pub line: usize,
    /// The phase around it: an index of [`PlanStatus::parts`]. Nothing is nested deeper.
    pub parent: Option<usize>,
    /// What its boxes, marks and table rows say; `None` where they say nothing.
    pub class: Option<StatusClass>,
    /// Boxes beneath: (done, all).
    pub progress: (usize, usize),
    /// How long it takes.
    pub estimate: Option<Estimate>,
    /// Its first day.
    pub start: Option<Date>,
    /// Its last day.
    pub end: Option<Date>,
    /// Its first and last week, from 1, where it is `Week 3` or `Weeks 1–2` of the plan.
    pub weeks: Option<(u16, u16)>,
    /// What it waits for: indices of [`PlanStatus::parts`].
    pub depends: Vec<usize>,
}

/// A task whose box is not ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTask {
    /// Its first line, marks stripped.
    pub name: String,
    /// Zero-based line.
    pub line: usize,
    /// The heading it stands under, marks stripped; empty without one.
    pub under: String,
}

/// How many open tasks are listed.
pub const NEXT: usize = 5;

/// The status of a document; `None` if it is no plan.
pub fn plan_status(snapshot: &Snapshot) -> Option<PlanStatus> {
    snapshot.is_plan().then(|| status(snapshot))
}

/// The same of any document, read as if it were a plan.
pub fn status(snapshot: &Snapshot) -> PlanStatus {
    let plan = &snapshot.plan;
    let (mut parts, index) = parts(plan);
    classify(plan, &index, &mut parts);
    rows(plan, &index, &mut parts);
    gather(&mut parts);
    depend(plan, &index, &mut parts);
    let head = plan.nodes.iter().take_while(|n| n.level <= 1).take(2);
    let (mut start, mut due, mut own) = (None, None, None);
    for section in head.map(|n| n.section) {
        let [first, last] = work::dates(section).map(|day| day.map(|(_, date)| date));
        start = start.or(first);
        due = due.or(last);
        own = own.or(work::stated_estimate(section).and_then(|s| estimate::parse(section.str(s))));
    }
    let outer = || parts.iter().filter(|p| p.parent.is_none() && p.kind.is_some());
    let sum = outer().filter_map(|p| p.estimate).reduce(Estimate::plus);
    let open = outer().filter(|p| p.class != Some(StatusClass::Finished));
    let left = open.map(|p| Some(share(p.estimate?, p.progress)));
    let left = left.collect::<Option<Vec<_>>>().filter(|l| !l.is_empty());
    PlanStatus {
        title: plan.title_text().map(str::to_owned).filter(|t| !t.trim().is_empty()),
        template: snapshot.template().map(|t| t.id.clone()),
        stated: snapshot.status_text().map(|s| Plain::of(s).text.trim().to_owned()),
        class: snapshot.status,
        progress: plan.progress(),
        estimate: sum.or(own),
        remaining: left.and_then(|l| l.into_iter().reduce(Estimate::plus)),
        start,
        due,
        next: next(plan),
        findings: findings(snapshot),
        today: snapshot.environment.today,
        parts,
    }
}

impl PlanStatus {
    /// Parts that ought to be finished by today and are not, with how many days ago.
    pub fn overdue(&self) -> impl Iterator<Item = (&Part, i64)> {
        self.parts.iter().filter_map(|part| Some((part, self.late(part)?)))
    }

    /// Days since a part ought to have been finished; `None` if it is not late or nobody knows how
    /// far it is.
    pub fn late(&self, part: &Part) -> Option<i64> {
        let around = part.parent.and_then(|p| self.parts.get(p)).and_then(|p| p.class);
        let over = [Some(self.class), around, part.class].contains(&Some(StatusClass::Finished));
        part.class.filter(|_| !over)?;
        days::late(part.end?, self.today)
    }

    /// Days since the plan itself ought to have been finished.
    pub fn plan_late(&self) -> Option<i64> {
        let (done, all) = self.progress;
        let over = self.class == StatusClass::Finished || (all > 0 && done == all);
        days::late(self.due.filter(|_| !over)?, self.today)
    }

    /// The parts that stand in no other, milestones among them, with their indices.
    pub fn outer(&self) -> impl Iterator<Item = (usize, &Part)> {
        self.parts.iter().enumerate().filter(|(_, part)| part.parent.is_none())
    }

    /// The steps of a phase.
    pub fn inside(&self, phase: usize) -> impl Iterator<Item = (usize, &Part)> {
        let after = self.parts.iter().enumerate().skip(phase + 1);
        after.take_while(move |(_, part)| part.parent == Some(phase))
    }
}

/// Which part a phase or step is in, and whether it is that part itself.
type Index = FxHashMap<NodeId, (usize, bool)>;

/// Phases and the steps right inside them; in a plan without any, the sections of its tasks.
fn parts(plan: &Plan) -> (Vec<Part>, Index) {
    let (mut parts, mut index): (Vec<Part>, Index) = (vec![], Index::default());
    let any = plan.work().next().is_some();
    let tasks = |n: Node| n.level > 1 && n.within.is_none() && n.section.boxes().1 > 0;
    let nodes = plan.nodes.iter().enumerate();
    for (id, node) in nodes.filter(|(_, n)| if any { n.is_work() } else { tasks(*n) }) {
        let around = plan.ancestors(id).find_map(|a| index.get(&a).copied());
        let parent = around.map(|(parent, _)| parent);
        if let Some(within) = parent.filter(|p| parts.get(*p).is_some_and(|p| p.parent.is_some())) {
            index.insert(id, (within, false));
            continue;
        }
        index.insert(id, (parts.len(), true));
        let [start, end] = work::dates(node.section).map(|day| day.map(|(_, date)| date));
        parts.push(Part {
            name: name(node),
            kind: Some(node.kind),
            number: node.number(),
            line: line(node, node.heading_span()),
            parent,
            class: None,
            progress: (node.done, node.total),
            estimate: work::estimate(node.section).map(|(_, estimate)| estimate),
            start,
            end,
            weeks: weeks_of(node),
            depends: vec![],
        });
    }
    (parts, index)
}

/// The weeks that a heading names, else a field of its section.
fn weeks_of(node: Node) -> Option<(u16, u16)> {
    let value = || work::stated_estimate(node.section).map(|span| node.section.str(span));
    weeks::weeks(node.name()).or_else(|| weeks::weeks(value()?))
}

fn name(node: Node) -> String {
    let name = node.name().trim();
    if name.is_empty() { "(untitled)".to_owned() } else { name.to_owned() }
}

fn line(node: Node, span: Span) -> usize {
    node.line + node.section.facts.line_of(span.start.saturating_sub(node.start))
}

/// What marks and boxes say; where they differ, the one that is further.
fn classify(plan: &Plan, index: &Index, parts: &mut [Part]) {
    for part in parts.iter_mut() {
        part.class = match part.progress {
            (_, 0) => None,
            (0, _) => Some(StatusClass::Draft),
            (done, all) if done == all => Some(StatusClass::Finished),
            _ => Some(StatusClass::Active),
        };
    }
    for claim in claim::all(plan) {
        let at = claim.node.and_then(|id| index.get(&id));
        if let Some(part) = at.filter(|(_, own)| *own).and_then(|(at, _)| parts.get_mut(*at)) {
            part.class = part.class.max(Some(claim.status.class));
        }
    }
}

/// Dates and estimates from timelines; rows that mean no phase become milestones.
fn rows(plan: &Plan, index: &Index, parts: &mut Vec<Part>) {
    let stated: Vec<[bool; 2]> =
        parts.iter().map(|p| [p.start.is_some(), p.end.is_some()]).collect();
    let timelines = plan.relations().timelines.iter().filter(|t| t.is_timeline);
    for timeline in timelines {
        let Some(node) = plan.node(timeline.node) else { continue };
        if node.within == Some(Concept::ProgressLog) {
            continue;
        }
        for (row, phase) in timeline.rows(plan) {
            let (start, end) = days_of(node, row);
            let estimate = row.estimate.and_then(|s| estimate::parse(node.section.str(s)));
            let at = phase.and_then(|p| index.get(&p).copied());
            let Some(((at, own), part)) = at.and_then(|at| Some((at, parts.get_mut(at.0)?))) else {
                parts.extend(milestone(node, row, (start, end)));
                continue;
            };
            // What a phase says of itself holds; several rows of one phase are parts of it.
            let [has_start, has_end] = stated.get(at).copied().unwrap_or_default();
            if !has_start {
                part.start = [part.start, start].into_iter().flatten().min();
            }
            if !has_end {
                part.end = part.end.max(end);
            }
            part.estimate = part.estimate.or(estimate.filter(|_| own));
            let cells = [row.start, row.date, row.end, row.estimate].into_iter().flatten();
            let weeks = cells.filter_map(|cell| weeks::weeks(node.section.str(cell)));
            part.weeks = weeks.chain(part.weeks).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        }
    }
}

/// The dates of a row; a lone `Date` column says when something ends, in a timeline.
fn days_of(node: Node, row: &ScheduleRow) -> (Option<Date>, Option<Date>) {
    let day = |span: Option<Span>| work::day(node.section.str(span?));
    let date = row.date.filter(|_| node.within == Some(Concept::Timeline));
    (day(row.start), day(row.end).or_else(|| day(date)))
}

fn milestone(node: Node, row: &ScheduleRow, days: (Option<Date>, Option<Date>)) -> Option<Part> {
    let (start, end) = days;
    start.or(end)?;
    let name = Plain::of(node.section.str(row.name)).text.trim().to_owned();
    let class = row.status.and_then(|s| parse_status(node.section.str(s))).map(|s| s.class);
    (!name.is_empty()).then(|| Part {
        name,
        kind: None,
        number: None,
        line: line(node, node.span(row.name)),
        parent: None,
        class,
        progress: (0, 0),
        estimate: None,
        start,
        end,
        weeks: None,
        depends: vec![],
    })
}

/// Phases that say nothing about time take it from their steps.
fn gather(parts: &mut [Part]) {
    let mut sums = vec![(None, None, None); parts.len()];
    for part in parts.iter() {
        let Some(sum) = part.parent.and_then(|p| sums.get_mut(p)) else { continue };
        sum.0 = [sum.0, part.start].into_iter().flatten().min();
        sum.1 = sum.1.max(part.end);
        sum.2 = [sum.2, part.estimate].into_iter().flatten().reduce(Estimate::plus);
    }
    for (part, (start, end, estimate)) in parts.iter_mut().zip(sums) {
        if part.start.is_none() && part.end.is_none() {
            (part.start, part.end) = (start, end);
        }
        part.estimate = part.estimate.or(estimate);
    }
}

fn depend(plan: &Plan, index: &Index, parts: &mut [Part]) {
    for dependency in plan.relations().dependencies() {
        let at = |node: NodeId| Some(index.get(&node)?.0);
        let (Some(from), Some(on)) = (at(dependency.from), at(dependency.on)) else { continue };
        if let Some(part) = parts.get_mut(from).filter(|p| from != on && !p.depends.contains(&on)) {
            part.depends.push(on);
        }
    }
}

/// The part of an estimate that is not ticked off, rounded up to an hour or a quarter of a day.
fn share(whole: Estimate, (done, all): (usize, usize)) -> Estimate {
    let long = whole.unit >= Unit::Day;
    let (unit, grain) = if long { (whole.unit, 120) } else { (Unit::Hour, 60) };
    let left = |minutes: u64| {
        let part = u128::from(minutes) * (all - done.min(all)) as u128;
        let part = part.checked_div(all as u128).unwrap_or(u128::from(minutes));
        u64::try_from(part.div_ceil(grain) * grain).unwrap_or(u64::MAX)
    };
    let open = whole.max_minutes == u64::MAX;
    let max_minutes = if open { u64::MAX } else { left(whole.max_minutes) };
    Estimate { min_minutes: left(whole.min_minutes), max_minutes, unit }
}

/// The open tasks of the work; where it has none at all, those of the whole plan.
fn next(plan: &Plan) -> Vec<OpenTask> {
    let in_work = |id: NodeId| plan.node(id).is_some_and(Node::is_work) || plan.in_work(id);
    let any = plan.work().any(|(_, node)| node.total > 0);
    let nodes = plan.nodes.iter().enumerate().filter(|(id, _)| !any || in_work(*id));
    let open = nodes.flat_map(|(_, node)| {
        let items = node.section.items.iter();
        let open = items.filter(|i| i.check.is_some_and(|c| !c.done) && !i.text.is_empty());
        open.map(move |item| OpenTask {
            name: task_name(node.section, item.text).into_owned(),
            line: line(node, node.span(item.text)),
            under: node.name().trim().to_owned(),
        })
    });
    open.take(NEXT).collect()
}

fn findings(snapshot: &Snapshot) -> [usize; 4] {
    let levels = [Level::Error, Level::Warning, Level::Info, Level::Hint];
    levels.map(|level| snapshot.findings().iter().filter(|f| f.level == level).count())
}

#[cfg(test)]
mod tests;
