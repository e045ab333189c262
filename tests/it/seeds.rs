//! The five built-in templates from end to end: recognised, made into a plan, and guarded section
//! by section.

use planls::ide::{Environment, Snapshot};
use planls::plan::Node;
use planls::plan::heading::Kind;
use planls::rules::{Fix, Level};
use planls::syntax::Document;
use planls::template::{Declared, Template, Templates, fill};
use planls::text::apply;

fn environment() -> Environment {
    Environment::plain("2026-03-02".parse().unwrap())
}

fn snapshot(text: &str) -> Snapshot {
    Snapshot::of_text(text, Some("docs/plan.md"), environment())
}

fn fresh(template: &Template) -> String {
    fill(template, Some("Saved cards"), &[], environment().today)
}

#[test]
fn a_fresh_plan_is_recognised_and_shows_only_what_is_unfilled() {
    let unfilled = [
        "unfilled-placeholder",
        "template-text-left",
        "unmade-choice",
        "rollback-without-steps",
        "acceptance-without-criteria",
        // The template has no acceptance section of its own.
        "missing-acceptance-criteria",
    ];
    for template in Templates::built_in().all {
        let snapshot = snapshot(&fresh(&template));
        assert_eq!(snapshot.template().map(|t| t.id.clone()), Some(template.id.clone()));
        let strange = snapshot.findings().iter().filter(|f| !unfilled.contains(&f.rule));
        let strange: Vec<_> = strange.map(|f| format!("{}: {}", f.rule, f.message)).collect();
        assert!(strange.is_empty(), "{}: {strange:#?}", template.id);
        assert!(!snapshot.findings().is_empty());
    }
}

#[test]
fn a_fresh_plan_has_the_templates_headings() {
    for template in Templates::built_in().all {
        let headings = |text: &str| {
            let snapshot = snapshot(text);
            let names = snapshot.plan.nodes.iter().filter(|n| n.level > 1 && n.level < 7);
            names.map(|n| (n.level, n.name().to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(headings(&fresh(&template)), headings(&template.text), "{}", template.id);
    }
}

#[test]
fn deleting_any_required_section_is_found_and_its_fix_puts_it_back() {
    for template in Templates::built_in().all {
        let text = fresh(&template);
        let whole = snapshot(&text);
        let matching = whole.matching.as_ref().unwrap();
        for (id, slot) in template.slots.iter().enumerate() {
            let around_optional =
                std::iter::successors(slot.parent, |p| template.slot(*p).unwrap().parent)
                    .any(|p| template.slot(p).unwrap().optional);
            if slot.optional || around_optional || slot.repeats.is_some() {
                continue;
            }
            // Slots inside a series are the series' business.
            let Some(&node) = matching.nodes_of(id).first() else { continue };
            let span = whole.plan.full_span(node);
            let without = format!("{}{}", &text[..span.start], &text[span.end..]);
            let declared = Declared { template: Some(template.id.clone()), ..Declared::default() };
            let read = |text: &str| {
                Snapshot::new(
                    Document::new(text),
                    Some("docs/plan.md".into()),
                    declared.clone(),
                    environment(),
                    None,
                )
            };
            let damaged = read(&without);
            let missing = || damaged.findings().iter().filter(|f| f.rule.starts_with("missing-"));
            let name =
                slot.heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim();
            let names = |fix: &Fix| fix.title.contains(&format!("{name}`"));
            let found = missing().find(|f| f.fixes.iter().any(names));
            let Some(found) = found else {
                panic!("{}: nobody misses `{}`", template.id, slot.heading);
            };
            assert!(found.level >= Level::Info);
            let mended = apply(&without, &found.fixes[0].edits).unwrap();
            let order = |s: &Snapshot| {
                // One sample of a series is put back, not all the template shows, and nothing optional.
                let optional =
                    |n: &Node| template.slots.iter().any(|s| s.optional && s.heading == n.name());
                let sections =
                    s.plan.nodes.iter().filter(|n| n.level > 0 && n.kind == Kind::Section);
                let required = sections.filter(|n| !optional(n));
                required.map(|n| n.name().to_owned()).collect::<Vec<_>>()
            };
            let (mended, wanted) = (read(&mended), &whole);
            assert_eq!(order(&mended), order(wanted), "{}: `{}`", template.id, slot.heading);
        }
    }
}
