//! Any text is a template: it loads, says what is wrong with it in places of it, and makes a plan
//! that can be worked on. Input: the template's text.

use super::answers::{answers, floor, offers_apply};
use planls::ide::{Environment, Snapshot, missing_sections};
use planls::syntax;
use planls::template::{Declared, Origin, Template, Templates, fill, from_plan};
use planls::text::apply;
use std::sync::Arc;

pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let today = "2026-03-02".parse().unwrap();
    let (template, problems) = Template::load("team", &text, Origin::Project("team.md".to_owned()));
    for problem in &problems {
        assert!(
            text.get(problem.span.start..problem.span.end).is_some(),
            "{problem:?} in {text:?}"
        );
    }
    let id = template.id.to_string();
    let set = [("Name".to_owned(), "Ann [x] | {{y}}".to_owned())];
    let made = fill(&template, Some("Saved cards"), &set, today);
    let mut templates = Templates::built_in();
    templates.add(Arc::new(template));
    let environment = Environment { templates: Arc::new(templates), ..Environment::plain(today) };
    let declared = Declared { plan: Some(true), template: Some(id), ..Declared::default() };
    let read = |text: &str| {
        let document = syntax::Document::new(text);
        Snapshot::new(
            document,
            Some("plan.md".to_owned()),
            declared.clone(),
            environment.clone(),
            None,
        )
    };
    let plan = read(&made);
    for at in [0, made.len() / 2, made.len()] {
        answers(&plan, floor(&made, at));
        offers_apply(&plan, floor(&made, at));
    }
    // An empty plan gets the sections it lacks, until it lacks none.
    let mut full = "# Implementation Plan: Saved cards\n".to_owned();
    for turn in 0.. {
        let missing = missing_sections(&read(&full));
        if missing.is_empty() {
            break;
        }
        assert!(turn < 5, "still missing {missing:?} in {full:?} of {text:?}");
        full = apply(&full, &missing).unwrap();
    }
    // A template made of the plan is one.
    let abstracted = from_plan(&plan.plan);
    Template::load("again", &abstracted, Origin::BuiltIn);
}
