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

/// Everything a document could try on a page or a chart.
const HOSTILE: &str = "\
<!-- planls: plan -->
# Plan: `<script>alert(1)</script>` & \"x\" 'y'
## Phase 1: A;B: [c] `\"e\" #` %% end
**Estimate:** 3 days
- [ ] `</style><script>alert(2)</script>`
## Phase 2: end
**Estimate:** 2 days
**Depends on:** Phase 1
- [x] x
";

#[test]
fn a_page_loads_nothing_and_escapes_everything() {
    let dir = folder(&[("a.md", HOSTILE), ("b&\"c.md", DATED)]);
    let page = planls(&dir, "status --format html").out;
    for never in ["<script", "<img", "</style><", "http:", "https:", "src=", "url(", "@import"] {
        assert!(!page.contains(never), "{never}");
    }
    for always in [
        "<h2>Plan: &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; &#39;y&#39;</h2>",
        "<code>b&amp;&quot;c.md</code>",
        "default-src 'none'",
        "prefers-color-scheme: dark",
        "@media print",
        "role=\"progressbar\"",
    ] {
        assert!(page.contains(always), "{always}\n{page}");
    }
    let body = page.split("</style>").nth(1).unwrap();
    assert_eq!(body.matches('<').count(), body.matches('>').count());
}

#[test]
fn a_page_has_a_gantt_chart_where_something_is_known_about_time() {
    let page = |text: &str| planls(&folder(&[("plan.md", text)]), "status --format html").out;
    assert!(
        page(DATED)
            .contains("title=\"Phase 2: Show: 2901-01-01 – 2901-01-02, after Phase 1: Store\"")
    );
    assert!(page(HOSTILE).contains("The plan states no dates"));
    assert!(!page("<!-- planls: plan -->\n# Plan\n## Phase 1: A\n- [ ] a\n").contains("Timeline"));
    assert!(planls(&folder(&[]), "status --format html").out.contains("There are no plans here"));
}

#[test]
fn mermaid_charts_of_time_and_dependencies() {
    let dir = folder(&[("cards.md", DATED), ("hostile.md", HOSTILE)]);
    check(
        &dir,
        "status cards.md --format mermaid",
        expect![[r#"
            gantt
                dateFormat YYYY-MM-DD
                axisFormat %e %b
                title <ZWSP>Implementation Plan꞉ Saved cards
                <ZWSP>Phase 1꞉ Store :done, p0_0, 2001-01-01, 5d
                <ZWSP>Phase 2꞉ Show :active, p0_1, 2901-01-01, 2d
            exit 0
        "#]],
    );
    check(
        &dir,
        "status hostile.md --format mermaid",
        expect![[r#"
            gantt
                dateFormat YYYY-MM-DD
                axisFormat week %W
                tickInterval 1week
                weekday monday
                todayMarker off
                title <ZWSP>Plan꞉ ‹script›alert(1)‹/script› & "x" 'y'
                <ZWSP>Phase 1꞉ A⁏B꞉ [c] "e" ＃ ％％ end :p0_0, 2001-01-01, 3d
                <ZWSP>Phase 2꞉ end :done, p0_1, 2001-01-04, 2d
            exit 0
        "#]],
    );
    let both = planls(&dir, "status --format mermaid").out;
    assert_eq!((both.matches("section").count(), both.contains("p1_0, 2001-01-01")), (2, false));
    check(
        &dir,
        "outline hostile.md --format mermaid",
        expect![[r#"
        flowchart TD
            p0["Phase 1: A#59;B: [c] #34;e#34; #35; #37;#37; end<br/>0/1 · 3 days"]
            p1["Phase 2: end<br/>1/1 · 2 days"]
            p0 --> p1
            classDef done fill:#dafbe1,stroke:#1a7f37,color:#1f2328
            classDef active fill:#ddf4ff,stroke:#0969da,color:#1f2328
            classDef late fill:#ffebe9,stroke:#c21c2b,color:#1f2328
            class p1 done
        exit 0
    "#]],
    );
    let none = folder(&[("plan.md", "<!-- planls: plan -->\n# Plan\n")]);
    check(
        &none,
        "status --format mermaid",
        expect![[r#"
            gantt
                dateFormat YYYY-MM-DD
                axisFormat week %W
                tickInterval 1week
                weekday monday
                todayMarker off
                %% no plan here states a date or an estimate
            exit 0
        "#]],
    );
}
