//! `invalid-date`: something in the place of a date that is none.

use super::{Finding, SectionContext};
use crate::plan::date::{self, DateValue};
use crate::plan::table::{ColumnRole, TableView};
use crate::plan::work;
use crate::syntax::BlockKind;
use crate::text::{Edit, Span};
use jiff::civil::Date;

declare! {
    /// A date field or cell holds something that is no date.
    ///
    /// A day that does not exist cannot be planned for, and tools that sort by date drop it. Dates
    /// are read in the ISO form and the usual written ones; a month, a quarter, `TBD`, `Week 3` and
    /// `after launch` are fine.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// **Start Date:** 2026-02-30
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// **Start Date:** 2026-02-27
    /// **Due Date:** Q3 2026
    /// ```
    "invalid-date",
    template: Warning, generic: Info, about: Wrong, fixes: Offered, Section(check)
}

/// Labels of dates that may also hold something else: only an impossible day is wrong there.
const LOOSE: &[&str] = &[
    "start", "end", "due", "created", "updated", "last updated", "completed", "completed on", "created on", "created at",
    "updated at", "started", "finished", "deadline", "target", "from", "until", "approved", "reviewed", "last reviewed",
];

/// Words whose labels hold a date and nothing else.
const STRICT: &[&str] = &["date", "datum", "fecha", "日期", "日付", "날짜", "дата"];

fn check(context: &SectionContext) -> Vec<Finding> {
    let section = context.section;
    let mut places: Vec<Place> = vec![];
    for field in &section.fields {
        let strict = is_strict(&field.key);
        if strict || LOOSE.contains(&field.key.as_str()) {
            places.push(Place { span: field.value, strict, limit: work::is_limit(&field.key) });
        }
    }
    for block in &section.tables {
        let Some(BlockKind::Table(table)) = section.facts.block(*block).map(|b| &b.kind) else { continue };
        let view = TableView::new(&section.facts.text, table);
        for (at, column) in view.columns.iter().enumerate() {
            if matches!(column.role, ColumnRole::Start | ColumnRole::End | ColumnRole::Date) {
                let (strict, limit) = (is_strict(&column.name), column.role != ColumnRole::Date);
                let place = |row| Some(Place { span: view.cell(row, at)?, strict, limit });
                places.extend((0..table.rows.len()).filter_map(place));
            }
        }
    }
    places.sort_by_key(|place| (place.span, place.strict));
    places.dedup_by_key(|place| place.span);
    let filled = places.into_iter().filter(|place| !place.span.is_empty());
    filled.filter_map(|place| finding(context, place)).collect()
}

/// Where a date belongs.
struct Place {
    span: Span,
    /// Nothing else belongs there.
    strict: bool,
    /// It is a first or last day: planned, so today is no guess, and one may come to lie before the other.
    limit: bool,
}

/// `start date`, `date`: the last word says that nothing else belongs there.
fn is_strict(key: &str) -> bool {
    key.split_whitespace().next_back().is_some_and(|last| STRICT.contains(&last)) || STRICT.contains(&key)
}

fn finding(context: &SectionContext, Place { span, strict, limit }: Place) -> Option<Finding> {
    const LONGEST: usize = 40;
    let text = context.section.str(span);
    let DateValue::NotADate(reason) = date::parse(text) else { return None };
    let impossible = reason != "not a date";
    // A sentence is a remark, whatever its label.
    if !impossible && (!strict || text.chars().count() > LONGEST) {
        return None;
    }
    let message = if impossible { format!("`{text}` is no date: {reason}") } else { format!("`{text}` is no date") };
    let finding = Finding::new(span, message);
    let near = last_of_month(text).or_else(|| turned(text)).filter(|_| impossible);
    let finding = match near {
        Some(near) => finding.offer(format!("Change to {near}"), vec![Edit::replace(span, near)]),
        None => finding,
    };
    if limit {
        return Some(finding);
    }
    let today = context.today;
    Some(finding.offer(format!("Change to today, {today}"), vec![Edit::replace(span, today.to_string())]))
}

/// The last day there is, for a 29th, 30th or 31st that there is not, written as the author did.
fn last_of_month(text: &str) -> Option<String> {
    let numbers = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at);
    let begins = |at: &usize| !text.get(..*at).is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()));
    numbers.filter(begins).find_map(|at| {
        let (head, tail) = text.split_at_checked(at)?;
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let day: u8 = tail.get(..end)?.parse().ok().filter(|day| (29..=31).contains(day))?;
        let earlier = (28..day).rev().map(|day| format!("{head}{day}{}", tail.get(end..).unwrap_or_default()));
        earlier.into_iter().find(|text| matches!(date::parse(text), DateValue::Date(_)))
    })
}

/// `2026-13-02` with day and month the other way round, where that is a day.
fn turned(text: &str) -> Option<String> {
    let mut parts = text.trim_matches(|c: char| !c.is_ascii_digit()).split(['-', '/', '.']);
    let year = parts.next().filter(|p| p.len() == 4)?.parse().ok()?;
    let (month, day): (i8, i8) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let whole = parts.next().is_none() && month > 12;
    Some(Date::new(year, day, month).ok().filter(|_| whole)?.to_string())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_fix};
    use expect_test::expect;

    #[test]
    fn impossible_days_and_no_dates() {
        let text = "# Plan: X\n\n**Date:** Jane Doe\n**Created:** 2025-13-04\n\n| Phase | Start Date | Due |\n|---|---|---|\n| 1 | 31.02.2025 | Feb 30, 2025 |\n| 2 | someone | someone |\n";
        check("invalid-date", text, expect![[r#"
            3:11-3:19 info `Jane Doe` is no date
              offer: Change to today, 2026-03-02
            4:14-4:24 info `2025-13-04` is no date: no such month
              offer: Change to 2025-04-13
              offer: Change to today, 2026-03-02
            8:7-8:17 info `31.02.2025` is no date: no such day
              offer: Change to 28.02.2025
            8:20-8:32 info `Feb 30, 2025` is no date: no such day
              offer: Change to Feb 28, 2025
            9:7-9:14 info `someone` is no date
        "#]]);
    }

    #[test]
    fn all_that_stands_for_a_date() {
        let text = "# Plan: X\n\n**Date:** TBD\n**Start Date:** 2 Nov 2025\n**End Date:** {{DATE}}\n**Due Date:** after launch\n**Start:** run the script\n**Target:** 2025 users\n\n| Phase | Start Date | End Date |\n|---|---|---|\n| 1 | Week 3 | |\n| 2 | YYYY-MM-DD | — |\n";
        check("invalid-date", text, expect![[""]]);
    }

    #[test]
    fn today_is_no_day_to_end_on() {
        let text = "# Plan: X\n\n**End Date:** 2-\n\n| Phase | Start | End Date |\n|---|---|---|\n| 1 | 2026-12-08 | 2- |\n";
        check("invalid-date", text, expect![[r#"
            3:15-3:17 info `2-` is no date
            7:20-7:22 info `2-` is no date
        "#]]);
    }

    #[test]
    fn other_columns_and_code_are_no_dates() {
        check("invalid-date", "# Plan\n\n```\nDate: 2025-02-31\n```\n\n| Version | Notes |\n|---|---|\n| 2025-02-31 | x |\n", expect![[""]]);
    }

    #[test]
    fn the_fix_is_the_day_meant() {
        check_fix("invalid-date", "# Plan\n\n**Start Date:** 2025-02-31\n", expect![[r#"
            # Plan

            **Start Date:** 2025-02-28
        "#]]);
        check_fix("invalid-date", "# 计划\n\n日期：2025-13-04", expect![[r#"
            # 计划

            日期：2025-04-13"#]]);
        check_fix("invalid-date", "# Plan\n\nDate: someone\n", expect![[r#"
            # Plan

            Date: 2026-03-02
        "#]]);
    }
}
