use super::*;
use expect_test::{Expect, expect, expect_file};
use serde_json::json;

/// The problems of a file as `line:column [text] message`, then what was understood.
fn check(text: &str, expect: Expect) {
    let (config, problems) = from_toml(text);
    let mut out = String::new();
    for problem in problems {
        let before = Span::new(0, problem.span.start).of(text);
        let line = before.matches('\n').count() + 1;
        let column = before.len() - before.rfind('\n').map_or(0, |i| i + 1) + 1;
        out += &format!("{line}:{column} [{}] {problem}\n", problem.span.of(text));
    }
    expect.assert_eq(&(out + &toml::to_string(&config).unwrap_or_default()));
}

#[test]
fn everything_that_can_be_said() {
    check(
        r#"
[plans]
include = ["docs/plans/**/*.md", "**/plan.md"]
exclude = ["docs/archive/**"]
[templates]
directories = ["plans/templates"]
default = "phased"
[[templates.use]]
files = "specs/**/plan.md"
template = "spec-kit"
[rules]
missing-risks = "error"
empty-section = "off"
[aliases]
risks = ["Hazards"]
[format]
align-tables = false
[editor]
outline = "phases"
completion = true
hints = false
lenses = false
"#,
        expect![[r#"
            [plans]
            include = ["docs/plans/**/*.md", "**/plan.md"]
            exclude = ["docs/archive/**"]

            [templates]
            directories = ["plans/templates"]
            default = "phased"

            [[templates.use]]
            files = "specs/**/plan.md"
            template = "spec-kit"

            [rules]
            empty-section = "off"
            missing-risks = "error"

            [aliases]
            risks = ["Hazards"]

            [format]
            align-tables = false

            [editor]
            outline = "phases"
            completion = true
            hints = false
            lenses = false
        "#]],
    );
}

fn problems(text: &str, expect: Expect) {
    let found = from_toml(text).1.into_iter();
    let line = |p: Problem| format!("[{}] {p}\n", p.span.of(text));
    expect.assert_eq(&found.map(line).collect::<String>());
}

#[test]
fn unknown_names_are_shown_with_the_nearest_one() {
    problems(
        r#"
[rule]
[plans]
includes = []
[rules]
missing-risk = "error"
empty-section = "warn"
[aliases]
hazards = ["Risks"]
rollbacks = ["Undo"]
[format]
align_tables = true
[editor]
format = "no"
outline = "all"
lens = false
"#,
        expect![[r#"
            [rule] there is no section `rule`; did you mean `rules`?
            [includes] there is no key `includes` in `plans`; did you mean `include`?
            [missing-risk] there is no rule `missing-risk`; did you mean `missing-risks`?
            ["warn"] there is no level `warn`; did you mean `warning`?
            [hazards] there is no concept `hazards`
            [rollbacks] there is no concept `rollbacks`; did you mean `rollback`?
            [align_tables] there is no key `align_tables` in `format`; did you mean `align-tables`?
            ["no"] `editor.format` has to be true or false, not a text
            ["all"] an outline is `full`, `phases` or `off`, not `all`
            [lens] there is no key `lens` in `editor`; did you mean `lenses`?
        "#]],
    );
}

#[test]
fn values_of_the_wrong_kind_do_not_hide_the_others() {
    problems(
        r#"
plans = 3
[templates]
directories = "here"
use = [{ files = "a[" , template = "phased" }, { files = "b" }, { files = "c", template = "phased" }]
[rules]
missing-risks = 1
empty-section = false
[aliases]
risks = "Hazards"
"#,
        expect![[r#"
            [3] `plans` has to be a table, not a number
            ["here"] `templates.directories` has to be a list of texts: ["…"], not a text
            ["a["] `a[` is not a pattern for files: unclosed character class; missing ']'
            [{ files = "b" }] `files` and `template` are both needed here
            [1] `rules.missing-risks` has to be a text in quotes, not a number
            ["Hazards"] `aliases.risks` has to be a list of texts: ["…"], not a text
        "#]],
    );
}

#[test]
fn broken_toml_keeps_what_can_be_read() {
    check(
        "[rules]\nmissing-risks = \"error\"\nempty-section = = 2\n",
        expect![[r#"
            3:17 [=] extra `=`, expected nothing
            3:19 [] unexpected key or value, expected newline, `#`
            [plans]
            include = []
            exclude = []

            [templates]
            directories = []

            [rules]
            missing-risks = "error"

            [aliases]

            [format]

            [editor]
        "#]],
    );
    check(
        "[rules]\nmissing-risks = \"error\"\nmissing-risks = \"off\"\n",
        expect![[r#"
            3:1 [missing-risks] duplicate key
            [plans]
            include = []
            exclude = []

            [templates]
            directories = []

            [rules]
            missing-risks = "error"

            [aliases]

            [format]

            [editor]
        "#]],
    );
    check(
        "\u{feff}# nothing\r\n",
        expect![[r#"
            [plans]
            include = []
            exclude = []

            [templates]
            directories = []

            [rules]

            [aliases]

            [format]

            [editor]
        "#]],
    );
}

#[test]
fn editor_settings_have_the_same_shape() {
    let rules = json!({ "rules": { "missing-risks": "error" }, "trace": { "server": "off" } });
    for settings in [&rules, &json!({ "planls": rules })] {
        let (config, problems) = from_settings(settings);
        assert_eq!(config.rules.get("missing-risks").map(String::as_str), Some("error"));
        assert_eq!(problems, []);
    }
    assert_eq!(from_settings(&json!(null)).1, []);
    assert_eq!(from_settings(&json!({ "planls": null })).1, []);
    assert_eq!(from_settings(&json!({ "plans": { "include": null } })).1, []);
    assert_eq!(from_settings(&json!([1])).1.len(), 1);
    let outline =
        |value| from_settings(&json!({ "editor": { "outline": value } })).0.features().outline;
    assert_eq!(outline(json!(false)), OutlineDepth::Off);
    assert_eq!(outline(json!(true)), OutlineDepth::Full);
}

#[test]
fn a_layer_fills_what_the_one_above_leaves_unsaid() {
    let above = from_toml("[rules]\nmissing-risks = 'off'\n[plans]\ninclude = ['a.md']").0;
    let beneath = "[rules]\nmissing-risks = 'error'\nempty-section = 'hint'\n[plans]\ninclude = ['b.md']\nexclude = ['c.md']";
    let both = above.over(&from_toml(beneath).0);
    assert_eq!(both.rules.values().collect::<Vec<_>>(), ["hint", "off"]);
    assert_eq!(
        (both.plans.include, both.plans.exclude),
        (vec!["a.md".into()], vec!["c.md".into()])
    );
}

/// What is declared about each path.
fn declared(config: &str, paths: &[&str], expect: Expect) {
    let asked = Paths::new(&from_toml(config).0);
    let line = |path: &&str| {
        let d = asked.declared(path);
        format!(
            "{path}: plan {:?}, template {:?}, is template {}\n",
            d.plan, d.template, d.template_file
        )
    };
    expect.assert_eq(&paths.iter().map(line).collect::<String>());
}

#[test]
fn patterns_say_what_a_path_is() {
    declared(
        "[plans]\ninclude = ['docs/*.md', 'plan.md', './top.md']\nexclude = ['docs/old/', 'docs/x.md']\n\
         [[templates.use]]\nfiles = 'a/**'\ntemplate = 'numbered'",
        &[
            "docs/a.md",
            "docs/b/c.md",
            "x/y/plan.md",
            "x/top.md",
            "top.md",
            "docs/old/z/plan.md",
            "docs/x.md",
            "a/b.md",
            ".planls/templates/t.md",
        ],
        expect![[r#"
            docs/a.md: plan Some(true), template None, is template false
            docs/b/c.md: plan None, template None, is template false
            x/y/plan.md: plan Some(true), template None, is template false
            x/top.md: plan None, template None, is template false
            top.md: plan Some(true), template None, is template false
            docs/old/z/plan.md: plan Some(false), template None, is template false
            docs/x.md: plan Some(false), template None, is template false
            a/b.md: plan None, template Some("numbered"), is template false
            .planls/templates/t.md: plan None, template None, is template true
        "#]],
    );
}

#[test]
fn the_committed_schema_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/planls.schema.json");
    let schema = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    expect_file![path].assert_eq(&schema);
}

#[test]
fn all_keys_of_the_schema_are_read() {
    let (schema, mut unknown) = (schema(), vec![]);
    let properties =
        |s: &serde_json::Value| s["properties"].as_object().cloned().unwrap_or_default();
    for (section, at) in properties(&schema) {
        let named = at["$ref"].as_str().and_then(|r| r.rsplit('/').next());
        let keys = named.map(|n| properties(&schema["$defs"][n])).unwrap_or_default();
        for key in keys.keys() {
            let (_, problems) = from_settings(&json!({ &section: { key: 1 } }));
            unknown.extend(problems.into_iter().filter(|p| p.message.starts_with("there is no")));
        }
    }
    assert_eq!(unknown, []);
}
