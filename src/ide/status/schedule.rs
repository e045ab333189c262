//! When each phase is worked on, for a Gantt chart: dates where they are stated, otherwise estimates
//! laid end to end behind what they wait for. A plan that states no day gets a chart without a
//! calendar. Moves nothing that is dated, and finds no shortest plan.

use super::days::{between, end_of_work, plus, working_day};
use super::{Part, PlanStatus};
use jiff::civil::{Date, date};

/// Bars over time.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// First day of all.
    pub start: Date,
    /// Last day of all.
    pub end: Date,
    /// Whether `start` and the others are days of the calendar; else they only count from a Monday.
    pub dated: bool,
    /// In the order of the parts.
    pub bars: Vec<Bar>,
}

/// When a part is worked on, both days counted.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Index of [`PlanStatus::parts`].
    pub part: usize,
    /// First day.
    pub start: Date,
    /// Last day, not before the first.
    pub end: Date,
    /// Both days are stated; else one or both come from an estimate.
    pub stated: bool,
}

/// The phases and milestones for which something is known; `None` if that is nothing.
pub fn schedule(status: &PlanStatus) -> Option<Schedule> {
    let outer = || status.outer().map(|(_, part)| part);
    let first =
        outer().filter_map(|part| part.start.or_else(|| Some(begin(part, part.end?)))).min();
    let begun = [status.start, first].into_iter().flatten().min();
    // A Monday and the first day of a year: weeks and days count from 1.
    let mut cursor = working_day(begun.unwrap_or(date(2001, 1, 1)));
    let mut ends: Vec<Option<Date>> = vec![None; status.parts.len()];
    let mut bars = vec![];
    // Week 1 is that in which the plan begins, where nothing else has a date.
    let monday = plus(cursor, -i64::from(cursor.weekday().to_monday_zero_offset()));
    let relative = outer().all(|part| part.start.is_none() && part.end.is_none());
    for (index, part) in status.outer() {
        let week = part.weeks.filter(|_| relative);
        let after = part.depends.iter().filter_map(|on| ends.get(*on).copied().flatten()).max();
        let free = after.map_or(cursor, |end| working_day(plus(end, 1)));
        let start = match (part.start, part.end) {
            (Some(start), _) => start,
            (None, Some(end)) => {
                if part.estimate.is_some() {
                    begin(part, end)
                } else {
                    free.min(end)
                }
            }
            (None, None) => match week {
                Some((first, _)) => plus(monday, 7 * (i64::from(first) - 1)),
                None => free,
            },
        };
        let estimated = part.estimate.map(|_| end_of_work(start, length(part)));
        // A lone first day is a day.
        let last = week.map(|(_, last)| plus(monday, 7 * i64::from(last) - 3));
        let Some(end) = part.end.or(last).or(estimated).or(part.start) else { continue };
        let end = end.max(start);
        let start = if part.kind.is_none() && part.start.is_none() { end } else { start };
        if let Some(own) = ends.get_mut(index) {
            *own = Some(end);
        }
        if part.kind.is_some() {
            cursor = working_day(plus(end, 1));
        }
        let both = part.end.is_some() && (part.start.is_some() || part.kind.is_none());
        let stated = both || week.is_some();
        bars.push(Bar { part: index, start, end, stated });
    }
    let start = bars.iter().map(|bar| bar.start).min()?;
    let end = bars.iter().map(|bar| bar.end).max()?;
    Some(Schedule { start, end, dated: begun.is_some(), bars })
}

impl Schedule {
    /// Days of the whole, at least 1.
    pub fn days(&self) -> i64 {
        between(self.start, self.end) + 1
    }

    /// Days before a day, from the first one.
    pub fn offset(&self, day: Date) -> i64 {
        between(self.start, day)
    }
}

/// Working days of an estimate, the upper end of a range.
fn length(part: &Part) -> i64 {
    // Ten years of work are as good as any number that is larger.
    const MOST: u64 = 2_600;
    let Some(estimate) = part.estimate else { return 1 };
    let open = estimate.max_minutes == u64::MAX;
    let minutes = if open { estimate.min_minutes } else { estimate.max_minutes };
    minutes.div_ceil(8 * 60).clamp(1, MOST) as i64
}

/// The day something begins that ends on `end`.
fn begin(part: &Part, end: Date) -> Date {
    let days = length(part) - 1;
    working_day(plus(end, -(days + (days + 4) / 5 * 2))).min(end)
}
