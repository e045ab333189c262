//! Is it a plan, which template does it follow, is it itself a template (plans.md §1): by what it
//! says of itself, then what configuration says, then a score. Every answer has its reasons.

mod early;
mod path;
mod score;
mod title;
mod words;

pub use self::early::is_surely_none;
use self::score::Score;
use super::{Template, Templates, matching};
use crate::plan::Plan;
use crate::plan::directive::{self, Directive};
use crate::plan::field::Shape;
use std::sync::Arc;

/// What a plan names that follows no template, whatever it resembles.
pub const NO_TEMPLATE: &str = "none";

/// Points from which a document is certainly a plan.
const CONFIDENT: f64 = 6.0;

/// Points from which it is one.
const PLAN: f64 = 4.5;

/// Points from which it may be one.
const MAYBE: f64 = 3.0;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// A plan.
    Plan,
    /// Perhaps a plan: nothing is reported, "Treat as plan" is offered.
    Maybe,
    /// Not a plan.
    No,
    /// A template for plans.
    Template,
}

impl Recognised {
    /// As output names it.
    pub fn name(self) -> &'static str {
        match self {
            Recognised::Plan => "plan",
            Recognised::Maybe => "maybe",
            Recognised::No => "not-a-plan",
            Recognised::Template => "template",
        }
    }
}

/// The answer about a document, with its reasons.
#[derive(Clone, Debug)]
pub struct Recognition {
    /// What it is.
    pub is: Recognised,
    /// Sure enough to report what is missing.
    pub confident: bool,
    /// The template it follows, if any.
    pub template: Option<Arc<Template>>,
    /// How well that template fits; template-specific missing sections are reported above 0.4.
    pub fit: f64,
    /// The score, for the curious.
    pub score: f64,
    /// Why, for people: "title says `Implementation Plan` (+5)".
    pub reasons: Vec<String>,
}

/// What configuration or the command line says about a document before anything is guessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declared {
    /// `plans.include` or `plans.exclude` names it.
    pub plan: Option<bool>,
    /// It is in one of the template directories.
    pub template_file: bool,
    /// The id of the template it is to follow: `templates.use` or `--template`.
    pub template: Option<String>,
}

/// What a document is. `path` is relative to its workspace folder (or just the file's name),
/// `/`-separated.
pub fn recognise(
    plan: &Plan,
    path: Option<&str>,
    declared: &Declared,
    templates: &Templates,
) -> Recognition {
    let said = said(plan);
    let mut score = Score::default();
    let (is, sure) = match (&said, declared) {
        (Some(Directive::NotAPlan), _) => {
            score.reasons.push("the document says that it is not a plan".into());
            (Recognised::No, true)
        }
        (Some(Directive::Template { title: Some(_), .. }), _) => {
            score.reasons.push("the document says that it is a template".into());
            (Recognised::Template, true)
        }
        (_, Declared { template_file: true, .. }) => {
            score.reasons.push("it is in a folder of templates".into());
            (Recognised::Template, true)
        }
        (Some(Directive::Template { id, .. }), _) => {
            score.reasons.push(format!("the document says that it follows the template `{id}`"));
            (Recognised::Plan, true)
        }
        (Some(_), _) => {
            score.reasons.push("the document says that it is a plan".into());
            (Recognised::Plan, true)
        }
        (None, Declared { plan: Some(false), .. }) => {
            score.reasons.push("the configuration says that it is not a plan".into());
            (Recognised::No, true)
        }
        (None, Declared { plan: Some(true), .. }) => {
            score.reasons.push("the configuration says that it is a plan".into());
            (Recognised::Plan, true)
        }
        (None, _) => {
            score::content(plan, &mut score);
            if let Some(path) = path {
                path::points(path, &mut score);
            }
            (guess(plan, path, &score), false)
        }
    };
    let (template, fit) = match is {
        Recognised::Plan => follow(plan, &said, declared, templates, &mut score.reasons),
        _ => (None, 0.0),
    };
    let confident =
        sure || template.is_some() || score.points >= CONFIDENT && score::has_sections(plan);
    Recognition { is, confident, template, fit, score: score.points, reasons: score.reasons }
}

/// The first thing the document says of itself, in a comment or its front matter.
fn said(plan: &Plan) -> Option<Directive> {
    let comments = plan.nodes.iter().flat_map(|n| &n.section.directives);
    let comment = comments.filter_map(|c| c.meaning.as_ref().ok()).find(|d| is_about_document(d));
    comment.cloned().or_else(|| {
        let first = &plan.nodes.first()?.section;
        let field = first.field("planls").filter(|f| f.shape == Shape::FrontMatter)?;
        directive::meanings(first.str(field.value), 0).into_iter().flatten().find(is_about_document)
    })
}

fn is_about_document(directive: &Directive) -> bool {
    matches!(directive, Directive::Plan | Directive::NotAPlan | Directive::Template { .. })
}

/// By points alone.
fn guess(plan: &Plan, path: Option<&str>, score: &Score) -> Recognised {
    let template = path.is_some_and(path::is_template);
    let blank = plan.nodes.iter().all(|n| n.section.heading.is_none() && n.section.is_blank());
    if blank {
        let may_become = path.is_some_and(|p| path::names_plan(p) && !path::is_template(p));
        return if may_become { Recognised::Maybe } else { Recognised::No };
    }
    match score.points {
        p if p >= PLAN && template => Recognised::Template,
        p if p >= PLAN => Recognised::Plan,
        p if p >= MAYBE => Recognised::Maybe,
        _ => Recognised::No,
    }
}

/// The template a plan follows: the one it names, the one configured, else the best fitting.
fn follow(
    plan: &Plan,
    said: &Option<Directive>,
    declared: &Declared,
    templates: &Templates,
    reasons: &mut Vec<String>,
) -> (Option<Arc<Template>>, f64) {
    let named = match said {
        Some(Directive::Template { id, .. }) => Some(id),
        _ => declared.template.as_ref(),
    };
    if let Some(template) = named.and_then(|id| templates.get(id)) {
        return (Some(template.clone()), matching::fit(plan, template));
    }
    if named.is_some_and(|id| id == NO_TEMPLATE) {
        reasons.push("it says that it follows no template".into());
        return (None, 0.0);
    }
    if let Some(id) = named {
        reasons.push(format!("there is no template `{id}`"));
    }
    match matching::choose(plan, templates) {
        Some((template, fit)) => {
            reasons.push(format!("its sections are those of the template `{}`", template.id));
            (Some(template), fit)
        }
        None => (None, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Document;
    use expect_test::{Expect, expect};

    fn read(path: &str, text: &str, declared: &Declared) -> Recognition {
        let plan = Plan::new(&Document::new(text), &Default::default(), None);
        let path = Some(path).filter(|p| !p.is_empty());
        recognise(&plan, path, declared, &Templates::built_in())
    }

    fn check(path: &str, text: &str, expect: Expect) {
        check_declared(path, text, &Declared::default(), expect);
    }

    fn check_declared(path: &str, text: &str, declared: &Declared, expect: Expect) {
        let found = read(path, text, declared);
        let sure = if found.confident { ", confident" } else { "" };
        let mut out = format!("{}{sure} {:.1}\n", found.is.name(), found.score);
        for reason in &found.reasons {
            out += &format!("  {reason}\n");
        }
        expect.assert_eq(&out);
    }

    #[test]
    fn a_plan_by_its_content_alone() {
        check(
            "",
            "# Cache plan\n\n**Status:** Draft\n\n## Phase 1: Build\n\n**Files:** `a.rs`\n\n## Risks\n\n- none\n",
            expect![[r#"
                plan, confident 7.5
                  title says `Cache plan` (+5)
                  1 heading of phases or steps (+0.8)
                  1 subject of plans (+0.8)
                  1 field of plans' headers (+0.5)
                  1 label of steps (+0.4)
            "#]],
        );
    }

    #[test]
    fn the_same_words_in_other_documents() {
        check(
            "",
            "# Test plan: checkout\n\n## Overview\n\nx\n",
            expect![[r#"
                not-a-plan -4.7
                  title says `test plan` (−5)
                  1 subject of plans (+0.3)
            "#]],
        );
        check(
            "",
            "# Tasks: Cache\n\n## Phase 1: Setup\n\n- [ ] a\n- [ ] b\n- [ ] c\n",
            expect![[r#"
                not-a-plan -4.1
                  title says `tasks` (−5)
                  1 heading of phases or steps (+0.4)
                  check boxes (+0.5)
            "#]],
        );
        check(
            "",
            "# Changelog\n\n## [1.2.0] - 2024-05-01\n\n## 1.1.9 (May 2nd, 2023)\n",
            expect![[r#"
                not-a-plan -6.6
                  title says `changelog` (−5)
                  2 headings of versions (−1.6)
            "#]],
        );
        check(
            "skills/plan/step-02.md",
            "# Step 2: Name the phases\n\n## Goal\n\nx\n\n## Phase 1: Read\n\n- [ ] a\n- [ ] b\n- [ ] c\n\n## Success criteria\n\n- saved\n",
            expect![[r#"
                not-a-plan -4.2
                  title says `step` (−5)
                  1 heading of phases or steps (+0.4)
                  2 subjects of plans (+0.9)
                  check boxes (+0.5)
                  in the folder `plan` (+1)
                  in the folder `skills` (−2)
            "#]],
        );
        check(
            "",
            "# Incident 12: checkout down\n\n**Status:** Resolved\n\n## Timeline\n\nx\n\n## Mitigation\n\nx\n\n## Lessons learned\n\nx\n\n## Agenda\n\nx\n",
            expect![[r#"
                not-a-plan -3.5
                  title says `incident` (−5)
                  3 subjects of plans (+1.9)
                  1 field of plans' headers (+0.3)
                  1 heading of other documents (−0.7)
            "#]],
        );
        check(
            "",
            "# Pull requests\n\n## Step 1: Fork\n\n## Step 2: Branch\n\n## Step 3: Code\n\n## Step 4: Push\n",
            expect![[r#"
                not-a-plan 1.5
                  4 headings of phases or steps (+1.5)
            "#]],
        );
    }

    #[test]
    fn names_and_folders() {
        check(
            "docs/plans/2026-cache.md",
            "# Cache\n\n## Phase 1\n\nx\n\n## Risks\n\n- a\n",
            expect![[r#"
                maybe 3.5
                  1 heading of phases or steps (+0.8)
                  1 subject of plans (+0.8)
                  in the folder `plans` (+2)
            "#]],
        );
        check(
            "commands/plan.md",
            "---\nname: plan\ndescription: Plans\n---\n\nYou are a planner.\n",
            expect![[r#"
                not-a-plan -3.0
                  front matter of an agent, a skill or a page (−3)
                  file is named `plan.md` (+4)
                  in the folder `commands` (−4)
            "#]],
        );
        check(
            "README.md",
            "# planls\n\n## Installation\n\n## Usage\n\n## License\n",
            expect![[r#"
            not-a-plan -6.1
              3 headings of other documents (−2.1)
              file is named `README.md` (−4)
        "#]],
        );
    }

    #[test]
    fn other_languages() {
        check(
            "",
            "# キャッシュ実装計画\n\n## フェーズ1: 準備\n\nx\n",
            expect![[r#"
            plan 5.8
              title says `キャッシュ実装計画` (+5)
              1 heading of phases or steps (+0.8)
        "#]],
        );
        check(
            "",
            "# Implementierungsplan: Cache\n\n## Risiken\n\nx\n",
            expect![[r#"
            plan 5.8
              title says `Implementierungsplan: Cache` (+5)
              1 subject of plans (+0.8)
        "#]],
        );
        check(
            "",
            "# План внедрения кэша\n\n## Риски\n\nx\n",
            expect![[r#"
            plan 5.8
              title says `План внедрения кэша` (+5)
              1 subject of plans (+0.8)
        "#]],
        );
    }

    #[test]
    fn front_matter_says_it_without_a_heading() {
        check(
            "",
            "---\nphase: 02-cache\nplan: 01\ntype: execute\n---\n\n<objective>\nCache.\n</objective>\n",
            expect![[r#"
                plan 6.0
                  front matter of a plan (+6)
            "#]],
        );
    }

    #[test]
    fn what_the_document_says_comes_first() {
        check(
            "README.md",
            "<!-- planls: plan -->\n\n# Notes\n",
            expect![[r#"
            plan, confident 0.0
              the document says that it is a plan
        "#]],
        );
        check(
            "plan.md",
            "# Implementation Plan\n\n<!-- planls: not-a-plan -->\n",
            expect![[r#"
            not-a-plan, confident 0.0
              the document says that it is not a plan
        "#]],
        );
        check(
            "x.md",
            "---\nplanls: template=numbered\n---\n\n# Cache\n",
            expect![[r#"
            plan, confident 0.0
              the document says that it follows the template `numbered`
        "#]],
        );
        check(
            "x.md",
            "<!-- planls: template=nope -->\n\n# Cache\n",
            expect![[r#"
            plan, confident 0.0
              the document says that it follows the template `nope`
              there is no template `nope`
        "#]],
        );
        check(
            "x.md",
            "<!-- planls: template=team title=\"Team\" -->\n\n# [Name]\n",
            expect![[r#"
            template, confident 0.0
              the document says that it is a template
        "#]],
        );
    }

    #[test]
    fn what_the_configuration_says_comes_second() {
        let declared = Declared { plan: Some(false), ..Declared::default() };
        check_declared(
            "plan.md",
            "# Implementation Plan\n\n## Risks\n",
            &declared,
            expect![[r#"
            not-a-plan, confident 0.0
              the configuration says that it is not a plan
        "#]],
        );
        check_declared(
            "plan.md",
            "<!-- planls: plan -->\n",
            &declared,
            expect![[r#"
            plan, confident 0.0
              the document says that it is a plan
        "#]],
        );
        let declared = Declared { template_file: true, ..Declared::default() };
        check_declared(
            ".planls/templates/team.md",
            "# [Name]\n",
            &declared,
            expect![[r#"
            template, confident 0.0
              it is in a folder of templates
        "#]],
        );
    }

    #[test]
    fn a_fresh_document() {
        check(
            "plan.md",
            "",
            expect![[r#"
            maybe 4.0
              file is named `plan.md` (+4)
        "#]],
        );
        check(
            "plan.md",
            "# Implementation Plan: Cache\n",
            expect![[r#"
            plan 9.0
              title says `Implementation Plan: Cache` (+5)
              file is named `plan.md` (+4)
        "#]],
        );
        check(
            "notes.md",
            "",
            expect![[r#"
            not-a-plan -4.0
              file is named `notes.md` (−4)
        "#]],
        );
    }

    #[test]
    fn templates_are_recognised_where_templates_are_kept() {
        let text = "# Implementation Plan: [Feature]\n\n## Risks\n\n- [Risk]\n";
        check(
            "docs/templates/feature.md",
            text,
            expect![[r#"
            template 5.8
              title says `Implementation Plan: [Feature]` (+5)
              1 subject of plans (+0.8)
        "#]],
        );
        check(
            "plan-template.md",
            text,
            expect![[r#"
            template, confident 9.8
              title says `Implementation Plan: [Feature]` (+5)
              1 subject of plans (+0.8)
              file is named `plan-template.md` (+4)
        "#]],
        );
        check(
            "docs/plan.md",
            text,
            expect![[r#"
            plan, confident 9.8
              title says `Implementation Plan: [Feature]` (+5)
              1 subject of plans (+0.8)
              file is named `plan.md` (+4)
        "#]],
        );
        check(
            "templates/README.md",
            "# Templates\n\n## Usage\n\nCopy one.\n",
            expect![[r#"
                not-a-plan -4.7
                  1 heading of other documents (−0.7)
                  file is named `README.md` (−4)
            "#]],
        );
    }

    #[test]
    fn built_in_templates_are_plans_anywhere_and_templates_in_their_folder() {
        for template in Templates::built_in().all() {
            let text = template.text.lines().skip(1).fold(String::new(), |all, l| all + l + "\n");
            let plan = read("plan.md", &text, &Declared::default());
            assert_eq!((plan.is, plan.confident), (Recognised::Plan, true), "{}", template.id);
            let file = read(&format!("templates/{}.md", template.id), &text, &Declared::default());
            assert_eq!(file.is, Recognised::Template, "{}", template.id);
        }
    }
}
