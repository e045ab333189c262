//! Each template is recognised as itself, and guarded section by section.

use super::rows;
use planls::ide::Snapshot;
use planls::plan::heading::Kind;
use planls::rules::{Fix, Level};
use planls::text::apply;

#[test]
fn a_fresh_plan_is_recognised_and_shows_only_what_is_unfilled() {
    let unfilled = [
        "unfilled-placeholder",
        "template-text-left",
        "unmade-choice",
        "rollback-without-steps",
        "acceptance-without-criteria",
        // One template has no acceptance section of its own.
        "missing-acceptance-criteria",
    ];
    for row in rows() {
        let snapshot = row.found(&row.fresh());
        assert_eq!(snapshot.template().map(|t| t.id.clone()), Some(row.template.id.clone()));
        let strange = snapshot.findings().iter().filter(|f| !unfilled.contains(&f.rule));
        let strange: Vec<_> = strange.map(|f| format!("{}: {}", f.rule, f.message)).collect();
        assert!(strange.is_empty(), "{}: {strange:#?}", row.name());
        assert!(!snapshot.findings().is_empty());
    }
}

#[test]
fn deleting_any_required_section_is_found_and_its_fix_puts_it_back() {
    for row in rows() {
        let template = &row.template;
        let text = row.fresh();
        let whole = row.told(&text);
        let matching = whole.matching.as_ref().unwrap();
        for (id, slot) in template.slots.iter().enumerate() {
            let around_optional =
                std::iter::successors(slot.parent, |p| template.slot(*p).unwrap().parent)
                    .any(|p| template.slot(p).unwrap().optional);
            // Series are the business of the test below.
            if slot.optional || around_optional || slot.repeats.is_some() {
                continue;
            }
            let Some(&node) = matching.nodes_of(id).first() else { continue };
            let span = whole.plan.full_span(node);
            let without = format!("{}{}", &text[..span.start], &text[span.end..]);
            let damaged = row.told(&without);
            let missing = || damaged.findings().iter().filter(|f| f.rule.starts_with("missing-"));
            let name =
                slot.heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim();
            let names = |fix: &Fix| fix.title.contains(&format!("{name}`"));
            let found = missing().find(|f| f.fixes.iter().any(names));
            let Some(found) = found else {
                panic!("{}: nobody misses `{}`", row.name(), slot.heading);
            };
            assert!(found.level >= Level::Info);
            let mended = apply(&without, &found.fixes[0].edits).unwrap();
            let order = |s: &Snapshot| {
                // One sample of a series is put back, not all the template shows, and nothing optional.
                let optional =
                    |name: &str| template.slots.iter().any(|s| s.optional && s.heading == name);
                let sections =
                    s.plan.nodes.iter().filter(|n| n.level > 0 && n.kind == Kind::Section);
                let names = sections.map(|n| n.name().to_owned());
                names.filter(|name| !optional(name)).collect::<Vec<_>>()
            };
            let mended = row.told(&mended);
            assert_eq!(order(&mended), order(&whole), "{}: `{}`", row.name(), slot.heading);
        }
    }
}

#[test]
fn deleting_a_whole_series_is_found_and_its_fix_begins_it_anew() {
    for row in rows() {
        let text = row.fresh();
        let whole = row.told(&text);
        let matching = whole.matching.as_ref().unwrap();
        for (id, slot) in row.template.slots.iter().enumerate() {
            let Some(series) = &slot.repeats else { continue };
            let mut without = text.clone();
            for &node in matching.nodes_of(id).iter().rev() {
                let span = whole.plan.full_span(node);
                without.replace_range(span.start..span.end, "");
            }
            assert!(without.len() < text.len());
            let damaged = row.told(&without);
            let begins = |text: &str| {
                let heading = format!("{} {} 1", "#".repeat(slot.level.into()), series.word);
                text.contains(&heading)
            };
            // Steps of a phase that is there: it may have tasks instead.
            let around = slot.parent.and_then(|p| row.template.slot(p));
            let alone = around.is_some_and(|slot| slot.repeats.is_some());
            let written = |fix: &Fix| fix.edits.iter().any(|edit| begins(&edit.insert));
            let found = damaged.findings().iter().find(|f| f.fixes.iter().any(written));
            assert!(found.is_some() || alone, "{}: `{}`", row.name(), slot.heading);
            if let Some(found) = found {
                let mended = row.told(&apply(&without, &found.fixes[0].edits).unwrap());
                assert!(!mended.matching.as_ref().unwrap().nodes_of(id).is_empty());
            }
        }
    }
}
