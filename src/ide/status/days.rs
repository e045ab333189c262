//! Days as work counts them: Monday to Friday. Holidays are not known. A day outside of the calendar
//! (years -9999 to 9999) is its nearest one.

use jiff::Span;
use jiff::civil::Date;

/// `days` later.
pub(super) fn plus(date: Date, days: i64) -> Date {
    Span::new().try_days(days).map_or(date, |span| date.saturating_add(span))
}

/// Days from one to the other; negative if the other is before.
pub(super) fn between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// How many days ago something ended, if it did.
pub(super) fn late(end: Date, today: Date) -> Option<i64> {
    Some(between(end, today)).filter(|days| *days > 0)
}

/// The day itself, or the Monday after it.
pub(super) fn working_day(date: Date) -> Date {
    let day = i64::from(date.weekday().to_monday_zero_offset());
    if day > 4 { plus(date, 7 - day) } else { date }
}

/// The last of `days` working days (at least one) that begin with `start`.
pub(super) fn end_of_work(start: Date, days: i64) -> Date {
    let start = working_day(start);
    let more = days.max(1) - 1;
    let day = i64::from(start.weekday().to_monday_zero_offset());
    let weekend = if day + more % 5 > 4 { 2 } else { 0 };
    plus(start, more / 5 * 7 + more % 5 + weekend)
}

/// Working days from `start` to `end`, both counted; 0 if the end is before.
pub fn working_days(start: Date, end: Date) -> i64 {
    let days = between(start, end) + 1;
    if days <= 0 {
        return 0;
    }
    let first = i64::from(start.weekday().to_monday_zero_offset());
    let rest = (0..days % 7).filter(|n| (first + n) % 7 < 5).count();
    days / 7 * 5 + rest as i64
}

/// Working days after `today` up to `due`; negative if it has passed.
pub fn working_days_until(today: Date, due: Date) -> i64 {
    if due < today { -working_days_until(due, today) } else { working_days(plus(today, 1), due) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weekends_are_no_work() {
        let friday = date(2026, 3, 6);
        assert_eq!(end_of_work(friday, 1), friday);
        assert_eq!(end_of_work(friday, 2), date(2026, 3, 9));
        assert_eq!(end_of_work(date(2026, 3, 7), 6), date(2026, 3, 16));
        assert_eq!(working_days(friday, date(2026, 3, 9)), 2);
        assert_eq!(working_days(date(2026, 3, 2), date(2026, 3, 15)), 10);
        assert_eq!(working_days_until(friday, date(2026, 3, 9)), 1);
        assert_eq!(working_days_until(friday, date(2026, 3, 2)), -4);
        assert_eq!(working_days_until(friday, friday), 0);
    }

    #[test]
    fn the_calendar_ends() {
        assert_eq!(plus(Date::MAX, 10), Date::MAX);
        assert_eq!(working_days(Date::MAX, Date::MIN), 0);
    }
}
