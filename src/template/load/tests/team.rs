//! A team's own templates: directives, other notations, hostile files.

use super::{check, render};
use crate::template::{Origin, Template};
use expect_test::{Expect, expect};

fn check_problems(text: &str, expect: Expect) {
    let (template, problems) = Template::load("team", text, Origin::BuiltIn);
    let mut out = String::new();
    for problem in problems {
        out += &format!("`{}`: {}\n", problem.span.of(&template.text), problem.message);
    }
    expect.assert_eq(&out);
}

fn check_guidance(text: &str, expect: Expect) {
    let (template, _) = Template::load("team", text, Origin::BuiltIn);
    let mut guidance: Vec<_> = template.guidance.iter().map(String::as_str).collect();
    guidance.sort();
    expect.assert_eq(&guidance.join("\n"));
}

#[test]
fn directives_say_what_markdown_cannot() {
    check(
        "<!-- planls: template=team-plan title=\"Team plan\" -->\n# Plan\n\n## Hazards\n<!-- planls: concept=risks aliases=\"Known pitfalls, Dangers\" -->\n\n## Extra\n<!-- planls: optional -->\n\n## Legal (if applicable)\n<!-- planls: required -->\n\n## [Area] work\n<!-- planls: repeat -->\n",
        expect![[r#"
            team-plan: Team plan
            ## Hazards @risks
            ## Extra ?
            ## Legal (if applicable)
            ## [Area] work +[  x1]
        "#]],
    );
    let (template, _) = Template::load(
        "x",
        "## Hazards\n<!-- planls: concept=risks aliases=\"Known pitfalls\" -->\n",
        Origin::BuiltIn,
    );
    let mut aliases: Vec<_> =
        template.aliases.iter().map(|(k, c)| format!("{k} @{}", c.id())).collect();
    aliases.sort();
    assert_eq!(aliases, ["hazards @risks", "known pitfalls @risks"]);
}

#[test]
fn a_heading_without_words_is_not_asked_for() {
    check(
        "# Plan\n\n##\n\n## 6.\n\n## Rollback Plan\n",
        expect![[r#"
            team: Plan
            ##  ?
            ## 6. ?
            ## Rollback Plan @rollback
        "#]],
    );
}

#[test]
fn a_heading_of_two_lines_is_written_as_one() {
    check(
        "# Plan\n\nRisks and\nanswers\n---\n",
        expect![[r#"
        team: Plan
        ## Risks and answers @risks
    "#]],
    );
}

#[test]
fn front_matter_names_the_template() {
    check(
        "---\nplanls: template=ops title=\"Ops plan\"\nowner: [Name]\ncreated: YYYY-MM-DD\n---\n\n# Plan\n\n## Goal\n",
        expect![[r#"
            ops: Ops plan
            · owner: text
            · created: date
            ## Goal @overview
        "#]],
    );
}

#[test]
fn series_of_every_kind() {
    check(
        "# P\n\n## Options\n\n### Option A: [Name]\n\n### Option B: [Name]\n\n## Risks\n\n### Risk 1: [Name]\n\n**Impact**: [High/Low]\n\n## Work\n\n### Milestone M1\n\n#### Task 1.1\n\n### [Area]\n\n### [Other area]\n\n### Cleanup\n\n## Tasks\n\n### 1. [Task]\n\n### 2. [Task]\n",
        expect![[r#"
            team: P
            ## Options
              ### Option A: [Name] +[Option A x2]
            ## Risks @risks
              ### Risk 1: [Name] +[Risk 1 x1]
                · Impact: High/Low
            ## Work
              ### Milestone M1 +[Milestone  x1]
                #### Task 1.1 +[Task 1.1 x1]
              ### [Area] +[  x2]
              ### Cleanup
            ## Tasks @phases
              ### 1. [Task] +[ 1 x2]
        "#]],
    );
}

#[test]
fn a_numbered_document_is_no_series() {
    check(
        "# P\n\n## 1. Goal\n\n### 1.1 Scope\n\n### 1.2 Limits\n\n## 2. [Custom section]\n\n## 3. Risks\n",
        expect![[r#"
            team: P
            ## 1. Goal @overview
              ### 1.1 Scope @overview
              ### 1.2 Limits
            ## 2. [Custom section]
            ## 3. Risks @risks
        "#]],
    );
}

#[test]
fn what_only_some_samples_have_is_optional() {
    check(
        "# P\n\n## Phase 1: A\n\n**Goal**: [x y]\n\n### Tasks\n\n- [ ] [Task]\n\n### Demo\n\n## Phase 2: B\n\n**Goal**: [x y]\n**Owner**: [Name]\n\n### Tasks\n\n## Phase N\n\n[Repeat]\n",
        expect![[r#"
            team: P
            ## Phase 1: A +[Phase 1 x3]
              · Goal: text
              · Owner: text ?
              ### Tasks @phases
                - task
              ### Demo ?
        "#]],
    );
}

#[test]
fn lead_ins_rules_steps_and_check_lists_stay() {
    check_guidance(
        "# P\n\n## Prerequisites\n\nBefore starting implementation:\n\n- [ ] Design reviewed\n- [ ] Specific task 1\n\n## Rollback\n\n1. Revert the deployment\n2. Run `make check`\n3. Step to undo\n\nEvery release must be announced.\n\nSee the [runbook](run.md).\n\n## Notes\n\nDescribe what is left.\n\n| Risk | Owner |\n|---|---|\n| Risk description | Ops |\n| Outage | Ops |\n",
        expect![[r#"
            describe what is left.
            risk description
            specific task 1
            step to undo
            | risk description | ops |"#]],
    );
}

#[test]
fn directives_that_lie_are_problems() {
    check_problems(
        "# P\n<!-- planls: optional -->\n\n## A\n<!-- planls: optional required -->\n\n## B\n<!-- planls: repeat -->\n\n## A\n\n## C\n<!-- planls: concept=risks concept=testing -->\n\n## D\n<!-- planls: optonal concept=nonsense -->\n\n## E\n<!-- planls: aliases=\"B\" -->\n\n## F\n<!-- planls: template=late -->\n",
        expect![[r#"
            `<!-- planls: optional -->`: `optional` belongs on the line after the heading of a section
            `<!-- planls: optional required -->`: a section is `optional` or `required`, not both
            `<!-- planls: repeat -->`: `B` cannot repeat: it has neither a number nor a placeholder
            `A`: `A` is already a section here (line 4)
            `<!-- planls: concept=risks concept=testing -->`: a section has one concept: `risks` or `testing`
            `optonal`: planls does not know `optonal`
            `concept=nonsense`: there is no concept `nonsense`
            `E`: `b` already stands for another section here
            `<!-- planls: template=late -->`: `template` belongs at the top of the file
        "#]],
    );
}

#[test]
fn a_template_without_sections() {
    check_problems(
        "",
        expect![[r#"
        ``: the template has no sections
    "#]],
    );
    check_problems(
        "# Only a title\n\ntext\n",
        expect![[r#"
        `Only a title`: the template has no sections
    "#]],
    );
}

#[test]
fn ten_thousand_headings_are_all_read() {
    let kinds = ["## Same", "### Step 1: [Name]", "## [Blank]", "## S{i}x\n\n**F{i}x**: [A b]"];
    let texts = kinds.iter().cycle().zip(0..10_000);
    let text: String =
        texts.map(|(kind, i)| kind.replace("{i}", &i.to_string()) + "\n\nText here.\n\n").collect();
    let (template, problems) = Template::load("big", &text, Origin::BuiltIn);
    assert_eq!((template.slots.len(), problems.len()), (7501, 1));
}

#[test]
fn strange_files_are_templates_too() {
    for text in [
        "#",
        "# \n## \n",
        "## [",
        "## {{\n\n| |\n|-|\n| |",
        "# A\r\n## B\r\n<!-- planls: -->\r\n",
        "\u{feff}# [題名]\n\n## 風險\n\n[説明]",
        "## ]][[\n- **[\n",
    ] {
        let (template, _) = Template::load("x", text, Origin::BuiltIn);
        let _ = render(&template);
        let _ = template.schema_json();
    }
}

#[test]
fn a_sample_that_says_repeat_leaves_nothing_optional() {
    check(
        "# P\n\n## Steps\n\n### Phase 1: [Name]\n\n**Goal**: [x y]\n\n#### Step 1.1: [Name]\n\n**Check**: [x y]\n\n### Phase 2: [Name]\n\n[Repeat step pattern from Phase 1]\n\n## 4. Roadmap\n\n### 4.1 Overview\n\n### 4.2 Details\n",
        expect![[r#"
            team: P
            ## Steps @phases
              ### Phase 1: [Name] +[Phase 1 x2]
                · Goal: text
                #### Step 1.1: [Name] +[Step 1.1 x1]
                  · Check: text
            ## 4. Roadmap @phases
              ### 4.1 Overview
              ### 4.2 Details
        "#]],
    );
}

#[test]
fn counted_labels_are_samples_of_a_list() {
    check(
        "# P\n\n## Goals\n\n- **Goal 1**: Description\n- **Goal 2**: Description\n\n## Options\n\n- Option A: pros and cons\n- Option B: pros and cons\n",
        expect![[r#"
            team: P
            ## Goals @overview
              - bullet
            ## Options
              - bullet
        "#]],
    );
}

#[test]
fn placeholders_in_code_are_those_no_language_has() {
    let text = "# P\n\n**Branch**: `[###-feature-name]`\n\n## Code\n\n`tests/test_[module].py` [P] [US1] [x y](z.md)\n\n```toml\n[package]\na = [1, 2]\nb[i] = c[index]\n[What goes here]\n```\n";
    let (template, _) = Template::load("x", text, Origin::BuiltIn);
    let mut placeholders: Vec<_> = template.placeholders.iter().map(String::as_str).collect();
    placeholders.sort();
    assert_eq!(placeholders, ["[###-feature-name]", "[What goes here]", "[module]"]);
}

#[test]
fn long_sections_cost_what_they_hold() {
    for unit in
        ["word **K**: value here\n", "**K**: [What x]\n", "- **K**: [What x]\n- b c\n", "---\n\n"]
    {
        let text = format!("# P\n\n## S\n\n{}", unit.repeat(5_000));
        let (template, _) = Template::load("big", &text, Origin::BuiltIn);
        let document = crate::syntax::Document::new(&text);
        let plan = crate::plan::Plan::new(&document, &Default::default(), None);
        assert!(crate::template::from_plan(&plan).len() <= text.len() + 16);
        assert_eq!(template.slots.len(), 1);
    }
}

#[test]
fn phases_that_share_no_label_are_parts_of_a_method() {
    check(
        "# P\n\n## Phase 0: Research\n\n**Unknowns**: [x y]\n**Sources**: [x y]\n\n## Phase 1: Design\n\n**Entities**: [x y]\n**Contracts**: [x y]\n\n## Phase 2: Tasks\n\n**Order**: [x y]\n**Strategy**: [x y]\n",
        expect![[r#"
            team: P
            ## Phase 0: Research
              · Unknowns: text
              · Sources: text
            ## Phase 1: Design
              · Entities: text
              · Contracts: text
            ## Phase 2: Tasks
              · Order: text
              · Strategy: text
        "#]],
    );
}

#[test]
fn single_braces_are_blanks_where_they_are_the_templates_own() {
    let placeholders = |text: &str| {
        let (template, _) = Template::load("x", text, Origin::BuiltIn);
        let mut all: Vec<_> = template.placeholders.iter().cloned().collect();
        all.sort();
        all.join(" ")
    };
    let own = "# {Name} plan\n\n## Goal\n\n{What it is for?}\n\n- [ ] `{task-1}.md` - {Purpose} (by {agent})\n";
    assert_eq!(placeholders(own), "{Name} {Purpose} {What it is for?} {agent} {task-1}");
    let other = "# [Name] plan\n\n## Goal\n\n[What it is for]\n\nCall `f{x}` with ${HOME} and {\"a\": 1}, or {user}.\n";
    assert_eq!(placeholders(other), "[Name] [What it is for]");
}

#[test]
fn a_template_in_a_fence_is_none() {
    check_problems(
        "# How to plan\n\n## The file\n\n```markdown\n# Plan: [Name]\n\n## Goal\n\n## Risks\n```\n",
        expect![[r#"
            `# Plan: [Name]`: what stands in a fence is no section: take the template out of it
        "#]],
    );
}

#[test]
fn a_note_that_asks_for_a_value_among_labels_is_one_of_them() {
    let text = "# [Name] plan\n\n## Alerts\n\n- **Critical**: [Threshold]\n- **Warning**: [Threshold]\n\n**Warning:** Keep them few.\n";
    let (template, _) = Template::load("x", text, Origin::BuiltIn);
    let labels: Vec<&str> = template.slots[0].fields.iter().map(|f| f.label.as_str()).collect();
    assert_eq!(labels, ["Critical", "Warning"]);
}
