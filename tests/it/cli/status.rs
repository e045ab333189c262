//! `planls status`: how far plans are, in every form.

use super::*;

/// Dates so far apart that no day this test runs on changes what is late.
pub const DATED: &str = "\
# Implementation Plan: Saved <b>cards</b>
**Status:** In Progress
## Phase 1: Store
- [x] add the table
## Phase 2: Show
**Depends on:** Phase 1
- [x] list
- [ ] remove \"one\"
## Timeline
| Phase | Start | End | Estimate |
|---|---|---|---|
| Phase 1 | 2001-01-01 | 2001-01-05 | 1 week |
| Phase 2 | 2901-01-01 | 2901-01-02 | 2 days |
## Risks
None: the table is new.
## Rollback
1. Drop the table.
2. Check that checkout works.
## Acceptance Criteria
- A saved card pays in one step.
";

#[test]
fn bars_for_people() {
    check(
        &folder(&[("plans/cards.md", DATED), ("README.md", "# Readme\n")]),
        "status",
        expect![[r#"
            Implementation Plan: Saved cards
            plans/cards.md · In Progress
              ████████████████████░░░░░░░░░░  2/3 tasks · 1 day of 1.4 weeks left
              Phase 1: Store  ██████████  1/1  1 week  2001-01-01 – 2001-01-05  done
              Phase 2: Show   █████░░░░░  1/2  2 days  2901-01-01 – 2901-01-02
              next  remove "one" (line 8)

            1 plan: 2 of 3 tasks done (1 other file skipped)
            exit 0
        "#]],
    );
}

#[test]
fn json_for_programs() {
    let status = json(&folder(&[("cards.md", DATED)]), "status --format json");
    let plan = &status["plans"][0];
    let phase = &plan["phases"][1];
    assert_eq!((&status["version"], &plan["path"]), (&1.into(), &"cards.md".into()));
    assert_eq!(plan["progress"], serde_json::json!({ "done": 2, "total": 3 }));
    assert_eq!((&phase["line"], &phase["depends_on"][0]), (&5.into(), &3.into()));
    assert_eq!((&phase["start"], &phase["days_late"]), (&"2901-01-01".into(), &Value::Null));
    assert_eq!(
        (&plan["next"][0]["task"], &plan["next"][0]["line"]),
        (&"remove \"one\"".into(), &8.into())
    );
}

#[test]
fn what_cannot_be_read_hides_no_plan() {
    let dir = folder(&[("cards.md", DATED)]);
    fs::write(path(&dir, "bad.md"), b"\xff\xfe\xfd").unwrap();
    let ran = planls(&dir, "status");
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("1 plan:") && ran.err.contains("bad.md: "), "{}{}", ran.out, ran.err);
    check(
        &dir,
        "status nope.md",
        expect![[r#"
        planls: nope.md: no such file or folder
        exit 2
    "#]],
    );
}

#[test]
fn where_there_are_no_plans_that_is_said() {
    let dir = folder(&[("README.md", "# Readme\n")]);
    check(
        &dir,
        "status",
        expect![[r#"
        no plans (1 other file skipped)
        exit 0
    "#]],
    );
    check(
        &dir,
        "status README.md",
        expect![[r#"
        README.md is not a plan
        no plans (1 other file skipped)
        exit 0
    "#]],
    );
}
