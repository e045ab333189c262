//! `planls check`: outputs, exit codes, baselines.

use super::*;

/// A plan by its own word, with one warning (line 2) and one safe fix (line 17).
pub(super) const PLAN: &str = "<!-- planls: plan -->\n# Größe: Ümbau 😀 {{NAME}}\n\n## Risks\n\n- Disk. **Mitigation**: more\n\n## Rollback\n\n1. Restore the backup\n2. Check that it answers\n\n## Done when\n\n- `make test` is green\n\n## Phase 1: Move\n\n- [ ] Copy the data\n";

#[test]
fn json_is_the_documented_shape_with_columns_in_characters() {
    let dir = folder(&[("docs/plan.md", PLAN), ("README.md", "# Read me\n")]);
    check(
        &dir,
        "check . --format json",
        expect![[r#"
        {
          "version": 1,
          "files": [
            {
              "path": "docs/plan.md",
              "kind": "plan",
              "template": null,
              "diagnostics": [
                {
                  "rule": "unfilled-placeholder",
                  "severity": "warning",
                  "message": "`{{NAME}}` is not filled in",
                  "start": {
                    "line": 2,
                    "column": 18
                  },
                  "end": {
                    "line": 2,
                    "column": 26
                  },
                  "fixes": []
                }
              ]
            }
          ],
          "summary": {
            "plans": 1,
            "skipped": 1,
            "error": 0,
            "warning": 1,
            "info": 0,
            "hint": 0
          }
        }
        exit 1
    "#]],
    );
}

#[test]
fn only_named_files_are_listed_as_no_plans() {
    let dir = folder(&[("README.md", "# Read me\n"), ("docs/a.md", "text\n")]);
    let named = json(&dir, "check README.md docs --format json");
    assert_eq!(named["files"].as_array().unwrap().len(), 1);
    assert_eq!(named["files"][0]["kind"], "not-a-plan");
    assert_eq!(
        (&named["files"][0]["path"], &named["summary"]["skipped"]),
        (&"README.md".into(), &2.into())
    );
}

#[test]
fn text_shows_the_line_with_the_place_marked() {
    check(
        &folder(&[("plan.md", PLAN)]),
        "check plan.md",
        expect![[r#"
        warning[unfilled-placeholder]: `{{NAME}}` is not filled in
         --> plan.md:2:18
          |
        2 | # Größe: Ümbau 😀 {{NAME}}
          |                   ^^^^^^^^

        1 plan: 1 warning
        exit 1
    "#]],
    );
}

#[test]
fn colour_is_for_terminals_and_on_request() {
    let dir = folder(&[("plan.md", PLAN)]);
    assert!(!planls(&dir, "check").out.contains('\x1b'));
    assert!(planls(&dir, "check --color always").out.contains('\x1b'));
    let no = command(dir.path(), &["check"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!ran(no).out.contains('\x1b'));
}

#[test]
fn the_exit_code_follows_the_severity_asked_for() {
    let dir =
        folder(&[("plan.md", PLAN), ("planls.toml", "[rules]\nunfilled-placeholder = 'info'")]);
    let code = |fail_on: &str| planls(&dir, &format!("check -q --fail-on {fail_on}")).code;
    assert_eq!(
        [code("error"), code("warning"), code("info"), code("hint"), code("never")],
        [0, 0, 1, 1, 0]
    );
    assert_eq!(planls(&folder(&[]), "check").code, 0);
}

#[test]
fn standard_input_is_read_as_the_file_it_is_said_to_be() {
    let dir = folder(&[("planls.toml", "[plans]\ninclude = ['docs/*.md']")]);
    let mut child =
        command(dir.path(), &["check", "-", "--stdin-filename", "docs/x.md", "--format", "jsonl"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"# A\n\nTBD {{X}}\n").unwrap();
    let out: Value = serde_json::from_str(&ran(child.wait_with_output().unwrap()).out).unwrap();
    assert_eq!((&out["path"], &out["kind"]), (&"docs/x.md".into(), &"plan".into()));
}

#[test]
fn a_template_can_be_forced() {
    let dir = folder(&[("a.md", "# A\n\nSome words.\n")]);
    let forced = json(&dir, "check a.md --template numbered --format json");
    assert_eq!(forced["files"][0]["template"], "numbered");
}

#[test]
fn annotations_for_github() {
    let dir = folder(&[("a,b:c/plan.md", PLAN)]);
    check(
        &dir,
        "check --format github",
        expect![[r#"
        ::warning file=a%2Cb%3Ac/plan.md,line=2,endLine=2,col=18,endColumn=26,title=unfilled-placeholder::`{{NAME}}` is not filled in
        exit 1
    "#]],
    );
}

#[test]
fn junit_is_well_formed_for_any_name() {
    let dir = folder(&[("a&\"b\".md", PLAN), ("c.md", "<!-- planls: plan -->\n# C\n")]);
    fs::write(path(&dir, "bad.md"), b"\xff").unwrap();
    check(
        &dir,
        "check --format junit --fail-on never",
        expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="planls" tests="5" failures="5" errors="1">
          <testsuite name="a&amp;&quot;b&quot;.md" tests="1" failures="1" errors="0">
            <testcase name="unfilled-placeholder at 2:18" classname="a&amp;&quot;b&quot;.md"><failure type="warning" message="`{{NAME}}` is not filled in">a&amp;&quot;b&quot;.md:2:18: `{{NAME}}` is not filled in</failure></testcase>
          </testsuite>
          <testsuite name="c.md" tests="4" failures="4" errors="0">
            <testcase name="missing-risks at 2:3" classname="c.md"><failure type="info" message="plan has no risks">c.md:2:3: plan has no risks</failure></testcase>
            <testcase name="missing-rollback-plan at 2:3" classname="c.md"><failure type="info" message="plan has no rollback plan">c.md:2:3: plan has no rollback plan</failure></testcase>
            <testcase name="missing-acceptance-criteria at 2:3" classname="c.md"><failure type="info" message="plan has no acceptance criteria">c.md:2:3: plan has no acceptance criteria</failure></testcase>
            <testcase name="missing-phases at 2:3" classname="c.md"><failure type="info" message="plan has no phases, steps or tasks">c.md:2:3: plan has no phases, steps or tasks</failure></testcase>
          </testsuite>
          <testsuite name="bad.md" tests="1" failures="0" errors="1">
            <testcase name="readable" classname="bad.md"><error message="not in UTF-8 (line 1); save it as UTF-8"/></testcase>
          </testsuite>
        </testsuites>
        planls: bad.md: not in UTF-8 (line 1); save it as UTF-8
        exit 2
    "#]],
    );
}

#[test]
fn sarif_carries_regions_rules_and_fixes() {
    let log = json(&folder(&[("a b.md", PLAN)]), "check --format sarif");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(result["ruleId"], "unfilled-placeholder");
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], "unfilled-placeholder");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.md");
    assert_eq!(
        (&place["region"]["startLine"], &place["region"]["startColumn"]),
        (&2.into(), &18.into())
    );
}

#[test]
fn a_baseline_hides_what_was_there_and_shows_what_is_new() {
    let dir = folder(&[("plan.md", PLAN)]);
    assert_eq!(planls(&dir, "check -q --baseline known.json").code, 2);
    check(
        &dir,
        "check --baseline known.json --write-baseline",
        expect![[r#"
        known.json lists 1 findings
        exit 0
    "#]],
    );
    assert_eq!(planls(&dir, "check --baseline known.json").code, 0);
    fs::write(path(&dir, "plan.md"), format!("\n\n{PLAN}\nStatus: {{{{OTHER}}}}\n")).unwrap();
    let left = json(&dir, "check --baseline known.json --format json");
    assert_eq!(left["files"][0]["diagnostics"][0]["message"], "`{{OTHER}}` is not filled in");
    assert_eq!(left["summary"]["warning"], 1);
}

#[test]
fn a_baseline_knows_what_is_beyond_the_cap() {
    let plan = |numbers: std::ops::Range<usize>| {
        let items: String = numbers.map(|n| format!("- {{{{N{n}}}}}\n")).collect();
        format!("{PLAN}\n{items}")
    };
    let dir = folder(&[("plan.md", &plan(0..40))]);
    planls(&dir, "check --baseline known.json --write-baseline");
    for (numbers, new) in [(0..40, 0), (9..40, 0), (39..40, 0), (0..41, 1), (0..99, 20)] {
        fs::write(path(&dir, "plan.md"), plan(numbers)).unwrap();
        let left = json(&dir, "check --baseline known.json --format json");
        assert_eq!(left["summary"]["warning"], new);
    }
}

#[test]
fn a_baseline_that_cannot_be_used_is_said() {
    let files = [
        ("broken.json", "{"),
        ("other.json", "{\"a\": 1}"),
        ("later.json", "{\"version\": 9, \"findings\": []}"),
    ];
    let dir = folder(&[&[("plan.md", PLAN)], files.as_slice()].concat());
    for name in ["missing.json", "broken.json", "other.json", "later.json", "."] {
        let ran = planls(&dir, &format!("check plan.md --baseline {name}"));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}");
        assert!(ran.err.contains("--write-baseline` writes it"), "{}", ran.err);
    }
    // Nor is a good one replaced where not all could be read.
    planls(&dir, "check plan.md --baseline known.json --write-baseline");
    assert_eq!(planls(&dir, "check gone.md --baseline known.json --write-baseline").code, 2);
    assert_eq!(planls(&dir, "check plan.md --baseline known.json").code, 0);
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let files: Vec<(String, &str)> = (0..300).map(|n| (format!("plan-{n}.md"), PLAN)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), *t)).collect();
    let dir = folder(&files);
    let mut child = command(dir.path(), &["check"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let left = ran(child.wait_with_output().unwrap());
    assert_eq!((left.code, left.err.as_str()), (1, ""));
}
