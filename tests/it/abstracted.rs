//! A template made of an existing plan: it loads without a problem, and a plan begun with it has
//! nothing wrong but that it is blank.

use planls::ide::{Environment, Snapshot};
use planls::template::{Origin, Template, Templates, fill, from_plan};
use std::fs;
use std::path::Path;
use std::sync::Arc;

#[test]
fn a_template_made_of_a_plan_asks_for_what_the_plan_had() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/checkout.md");
    let text = fs::read_to_string(path).unwrap();
    let mut environment = Environment::plain("2026-03-02".parse().unwrap());
    let snapshot = Snapshot::of_text(&text, Some("plan.md"), environment.clone());
    let made = from_plan(&snapshot.plan);
    let (template, problems) = Template::load("checkout", &made, Origin::Project("made".into()));
    assert_eq!(problems, []);

    // What stays is headings, labels and frames; every other line has a blank.
    let kept: Vec<&str> = text.lines().collect();
    for line in made.lines().filter(|line| !kept.contains(line)) {
        assert!(line.contains(['[', '`']) || line.contains("X hours/days"), "{line}");
    }
    let prose = text.lines().filter(|line| line.split_whitespace().count() > 8);
    for line in prose.filter(|line| !line.starts_with(['#', '|'])) {
        assert!(!made.contains(line.trim()), "{line}");
    }
    let frames = |text: &str| {
        let rule = |line: &&str| line.starts_with("| -") || line.starts_with("|-");
        text.lines().filter(rule).count()
    };
    assert_eq!(frames(&made), frames(&text));

    let plan = fill(&template, Some("Gift cards"), &[], environment.today);
    let mut reach = Templates::built_in();
    reach.add(Arc::new(template));
    environment.templates = Arc::new(reach);
    let fresh = format!("<!-- planls: template=checkout -->\n{plan}");
    let found = Snapshot::of_text(&fresh, Some("plan.md"), environment);
    assert_eq!(found.template().map(|t| t.id.as_str()), Some("checkout"));
    let mut rules: Vec<&str> = found.findings().iter().map(|f| f.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    // Where nothing stands but blanks, nothing is said of going back or being done, either.
    let blank = ["acceptance-without-criteria", "rollback-without-steps"];
    assert_eq!(rules, [&blank[..], &["unfilled-placeholder", "unmade-choice"]].concat());
}
