//! Status and schedule of small plans, as text.

use super::*;
use crate::ide::Environment;
use expect_test::{Expect, expect};
use jiff::civil::date;

/// A Monday.
const TODAY: Date = date(2026, 3, 9);

fn status_of(text: &str) -> PlanStatus {
    let text = format!("<!-- planls: plan -->\n{text}");
    plan_status(&Snapshot::of_text(&text, None, Environment::plain(TODAY))).expect("a plan")
}

fn day(date: Option<Date>) -> String {
    date.map_or("?".to_owned(), |d| d.strftime("%m-%d").to_string())
}

fn check(text: &str, expect: Expect) {
    let status = status_of(text);
    let said = |e: Option<Estimate>| e.map_or("?".to_owned(), |e| e.to_string());
    let (done, all) = status.progress;
    let mut out = format!(
        "{done}/{all} {} left of {} due {} late {:?}\n",
        said(status.remaining),
        said(status.estimate),
        day(status.due),
        status.plan_late()
    );
    for part in &status.parts {
        let (done, all) = part.progress;
        let indent = if part.parent.is_some() { "  " } else { "" };
        let kind = part.kind.map_or("milestone", |kind| kind.name());
        let state = part.class.map_or("?", StatusClass::name);
        let time = format!("{} {}..{}", said(part.estimate), day(part.start), day(part.end));
        out += &format!("{indent}{kind} {:?} {state} {done}/{all} {time}", part.name);
        out += &if part.depends.is_empty() {
            String::new()
        } else {
            format!(" after {:?}", part.depends)
        };
        out += &status.late(part).map_or("\n".to_owned(), |days| format!(" late {days}\n"));
    }
    expect.assert_eq(&out);
}

fn check_schedule(text: &str, expect: Expect) {
    let status = status_of(text);
    let Some(schedule) = schedule(&status) else { return expect.assert_eq("none") };
    let line = |bar: &Bar| {
        let how = if bar.stated { "stated" } else { "estimated" };
        format!(
            "{} {}..{} {how}\n",
            status.parts[bar.part].name,
            day(Some(bar.start)),
            day(Some(bar.end))
        )
    };
    let dated = if schedule.dated { "" } else { "no calendar\n" };
    expect.assert_eq(&format!("{dated}{}", schedule.bars.iter().map(line).collect::<String>()));
}

#[test]
fn phases_with_their_steps() {
    check(
        "# Plan: X\n**Due:** 2026-03-06\n## Phase 1: A (2 days)\n- [x] a\n### Step 1.1: B\n- [ ] b\n#### Task 1.1.1: C ✅\n## Phase 2: D ✅\n**Estimate:** 1 week\n",
        expect![[r#"
            1/2 1 day left of 1.4 weeks due 03-06 late Some(3)
            phase "Phase 1: A (2 days)" active 1/2 2 days ?..?
              step "Step 1.1: B" draft 0/1 ? ?..?
            phase "Phase 2: D" finished 0/0 1 week ?..?
        "#]],
    );
}

#[test]
fn timeline_rows_give_dates_and_the_rest_are_milestones() {
    check(
        "# Plan: X\n## Phase 1: A\n- [x] a\n## Phase 2: B\n- [ ] b\n**Depends on:** Phase 1\n## Timeline\n| Phase | Start | End | Estimate | Status |\n|---|---|---|---|---|\n| Phase 1 | 2026-03-02 | 2026-03-03 | 2 days | Done |\n| Phase 2 | 2026-03-04 | 2026-03-06 | 3 days | Open |\n| Kickoff | 2026-03-01 | | | |\n| Review | | 2026-03-08 | | Planned |\n",
        expect![[r#"
            1/2 3 days left of 5 days due ? late None
            phase "Phase 1: A" finished 1/1 2 days 03-02..03-03
            phase "Phase 2: B" draft 0/1 3 days 03-04..03-06 late 3
            milestone "Kickoff" ? 0/0 ? 03-01..?
            milestone "Review" draft 0/0 ? ?..03-08 late 1
        "#]],
    );
}

#[test]
fn what_is_finished_or_unknown_is_not_late() {
    let rows = "## Timeline\n| Phase | Due |\n|---|---|\n| Phase 1 | 2026-03-02 |\n| Phase 2 | 2026-03-02 |\n";
    check(
        &format!("# Plan\n**Status:** Shipped\n## Phase 1: A\n- [ ] a\n## Phase 2: B\nx\n{rows}"),
        expect![[r#"
            0/1 ? left of ? due ? late None
            phase "Phase 1: A" draft 0/1 ? ?..03-02
            phase "Phase 2: B" ? 0/0 ? ?..03-02
        "#]],
    );
    check(
        &format!("# Plan\n## Phase 1: A\n- [ ] a\n## Phase 2: B\nx\n{rows}"),
        expect![[r#"
        0/1 ? left of ? due ? late None
        phase "Phase 1: A" draft 0/1 ? ?..03-02 late 7
        phase "Phase 2: B" ? 0/0 ? ?..03-02
    "#]],
    );
}

#[test]
fn the_dates_of_a_progress_log_are_no_deadlines() {
    check(
        "# Plan\r\n## Phase 1: A\r\n- [ ] a\r\n## Progress Log\r\n| Date | Phase | Status |\r\n|---|---|---|\r\n| 2026-01-02 | Phase 1 | Started |\r\n",
        expect![[r#"
            0/1 ? left of ? due ? late None
            phase "Phase 1: A" active 0/1 ? ?..?
        "#]],
    );
}

#[test]
fn sections_with_tasks_stand_in_for_phases() {
    check(
        "# Plan\n## Now\n- [x] a\n## Prerequisites\n- [ ] b\n## 2. Later\n- [ ] c\n",
        expect![[r#"
            1/3 ? left of ? due ? late None
            section "Now" finished 1/1 ? ?..?
            section "2. Later" draft 0/1 ? ?..?
        "#]],
    );
}

#[test]
fn what_comes_next_is_the_first_open_task_of_the_work() {
    let next = |text: &str| {
        let next = status_of(text).next.into_iter().next();
        next.map(|t| format!("{} {} {}", t.line + 1, t.under, t.name)).unwrap_or_default()
    };
    let before = "# Plan\n## Prerequisites\n- [ ] approved\n";
    assert_eq!(
        next(&format!("{before}## Phase 1: A\n- [x] a\n- [ ] **b** `c`\n")),
        "7 Phase 1: A b c"
    );
    assert_eq!(next(before), "4 Prerequisites approved");
    assert_eq!(next("# Plan\n## Phase 1: A\n- [x] a\n"), "");
}

#[test]
fn estimates_follow_each_other_and_what_they_wait_for() {
    check_schedule(
        "# Plan\n## Phase 1: A (3 days)\n## Phase 2: B (1 week)\n## Phase 3: C (1 day)\n**Depends on:** Phase 1\n## Phase 4: D\n",
        expect![[r#"
            no calendar
            Phase 1: A (3 days) 01-01..01-03 estimated
            Phase 2: B (1 week) 01-04..01-10 estimated
            Phase 3: C (1 day) 01-04..01-04 estimated
        "#]],
    );
}

#[test]
fn dates_hold_and_estimates_fill_the_gaps() {
    check_schedule(
        "# Plan\n## Phase 1: A\n**Start:** 2026-03-05\n**Estimate:** 3 days\n## Phase 2: B (2 days)\n## Phase 3: C\n**End:** 2026-03-20\n## Timeline\n| Phase | End |\n|---|---|\n| Launch | 2026-03-23 |\n",
        expect![[r#"
            Phase 1: A 03-05..03-09 estimated
            Phase 2: B (2 days) 03-10..03-11 estimated
            Phase 3: C 03-12..03-20 estimated
            Launch 03-23..03-23 stated
        "#]],
    );
}

#[test]
fn weeks_are_counted_from_the_start_of_the_plan() {
    let phases = "## Phase 1: A (Week 1-2)\n## Phase 2: B\n**Timeline:** Week 4\n## Phase 3: C (2 days)\n## Phase 4: D\n## Timeline\n| Phase | When |\n|---|---|\n| Phase 4 | Weeks 6–7 |\n";
    check_schedule(
        &format!("# Plan\n{phases}"),
        expect![[r#"
        no calendar
        Phase 1: A (Week 1-2) 01-01..01-12 stated
        Phase 2: B 01-22..01-26 stated
        Phase 3: C (2 days) 01-29..01-30 estimated
        Phase 4: D 02-05..02-16 stated
    "#]],
    );
    check_schedule(
        &format!("# Plan\n**Start:** 2026-03-04\n{phases}"),
        expect![[r#"
        Phase 1: A (Week 1-2) 03-02..03-13 stated
        Phase 2: B 03-23..03-27 stated
        Phase 3: C (2 days) 03-30..03-31 estimated
        Phase 4: D 04-06..04-17 stated
    "#]],
    );
}

#[test]
fn weeks_beside_dates_are_not_placed() {
    check_schedule(
        "# Plan\n## Phase 1: A (Week 1-2)\n## Phase 2: B\n**Start:** 2026-03-05\n**End:** 2026-03-06\n",
        expect![[r#"
            Phase 2: B 03-05..03-06 stated
        "#]],
    );
}

#[test]
fn a_plan_without_dates_and_estimates_has_no_schedule() {
    check_schedule("# Plan\n## Phase 1: A\n- [ ] a\n", expect!["none"]);
    check_schedule("", expect!["none"]);
}

#[test]
fn the_end_of_time_is_survived() {
    check_schedule(
        "# Plan\n## Phase 1: A\n**End:** 9999-12-31\n## Phase 2: B (999999 months)\n## Phase 3: C\n**Depends on:** Phase 3\n**End:** 0001-01-01\n",
        expect![[r#"
            Phase 1: A 01-01..12-31 estimated
            Phase 2: B (999999 months) 12-31..12-31 estimated
            Phase 3: C 01-01..01-01 estimated
        "#]],
    );
}
