//! The examples of `docs/templates.md` are executed: the templates load without problems, the plan
//! is read as one.

use planls::ide::{Environment, Snapshot};
use planls::template::{Origin, Template, Templates};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// The fences of a page in one language, those in list items too.
pub(crate) fn fences(page: &str, language: &str) -> Vec<String> {
    let mut found = vec![];
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let open = line.trim_start();
        let ticks = open.trim_end_matches(language);
        if ticks.len() >= 3 && ticks.chars().all(|c| c == '`') && open.ends_with(language) {
            let indent = &line[..line.len() - open.len()];
            let body = lines.by_ref().map(|l| l.strip_prefix(indent).unwrap_or(l));
            let body: Vec<&str> = body.take_while(|l| *l != ticks).collect();
            found.push(body.join("\n") + "\n");
        }
    }
    found
}

#[test]
fn the_page_about_templates_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/templates.md");
    let examples = fences(&fs::read_to_string(path).unwrap(), "md");
    let [templates @ .., plan] = examples.as_slice() else { panic!("no examples") };
    assert!(templates.len() >= 2);
    let mut environment = Environment::plain("2026-03-02".parse().unwrap());
    let mut reach = Templates::built_in();
    for (index, text) in templates.iter().enumerate() {
        let name = format!("example-{index}");
        let (template, problems) = Template::load(&name, text, Origin::Project(name.clone()));
        assert!(problems.is_empty(), "{problems:?} in\n{text}");
        assert!(!template.slots.is_empty(), "no section in\n{text}");
        reach.add(Arc::new(template));
    }
    environment.templates = Arc::new(reach);
    let snapshot = Snapshot::of_text(plan, Some("plan.md"), environment);
    assert!(snapshot.is_plan(), "{:?}", snapshot.recognition.reasons);
    assert_eq!(snapshot.template().map(|t| t.id.as_str()), Some("team-plan"));
}

#[test]
fn the_settings_shown_for_editors_are_json() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/README.md");
    let shown = fences(&fs::read_to_string(path).unwrap(), "json");
    assert!(!shown.is_empty());
    for text in shown {
        serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|e| panic!("{e}:\n{text}"));
    }
}
