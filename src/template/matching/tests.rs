use super::*;
use crate::syntax::Document;
use crate::template::{Origin, Templates};
use expect_test::{Expect, expect};
use std::sync::Arc;

fn read(text: &str) -> Plan {
    Plan::new(&Document::new(text), &Default::default(), None)
}

/// Each section with the slot it fills, then the empty slots.
fn check(template: &str, text: &str, expect: Expect) {
    let template = Template::load("team", template, Origin::BuiltIn).0;
    let plan = read(text);
    let matching = Matching::new(&plan, &template);
    let mut out = String::new();
    let heading = |slot: SlotId| template.slots[slot].heading.clone();
    for (id, node) in plan.nodes.iter().enumerate().filter(|(_, n)| n.level > 0) {
        let slot = matching.slot_of(id).map_or("-".into(), heading);
        out += &format!("{}{} = {slot}\n", "  ".repeat(usize::from(node.level) - 1), node.name());
    }
    let empty: Vec<String> = matching.empty_slots(&template).into_iter().map(heading).collect();
    expect.assert_eq(&format!("{out}empty: {}\n", empty.join(", ")));
}

const TEAM: &str = "# Plan: [Name]\n\n## Goal\n\n## Work\n\n### Phase 1: [Name]\n\n#### Step 1.1: [Name]\n\n## Testing Strategy\n\n### Unit Tests\n\n### Manual Tests\n\n## Risk Assessment\n<!-- planls: aliases=\"Hazards\" -->\n\n## Rollout\n\n### Stage 1: [Name]\n\n### Rollback Plan\n\n## Sign-off\n\n";

#[test]
fn by_name_alias_number_and_other_words() {
    let text = "# Plan: X\n\n## 1. Goal\n\n## 2. Tests\n\n### Unit Testing\n\n### 🧪 Load\n\n## 3. Hazards:\n\n## Rolling it out\n";
    check(
        TEAM,
        text,
        expect![[r#"
        Plan: X = -
          1. Goal = Goal
          2. Tests = Testing Strategy
            Unit Testing = Unit Tests
            🧪 Load = -
          3. Hazards: = Risk Assessment
          Rolling it out = -
        empty: Work, Manual Tests, Rollout, Sign-off
    "#]],
    );
}

#[test]
fn by_concept_once_and_only_where_it_tells() {
    check(
        TEAM,
        "# Plan: X\n\n## Known pitfalls\n\n## Risk Assessment\n\n## Technical risks\n",
        expect![[r#"
        Plan: X = -
          Known pitfalls = -
          Risk Assessment = Risk Assessment
          Technical risks = -
        empty: Goal, Work, Testing Strategy, Rollout, Sign-off
    "#]],
    );
}

#[test]
fn series_nested_and_two_of_them() {
    let text = "# Plan: X\n\n## Work\n\n### Phase 1: A\n\n#### 1.1 a\n\n#### 1.2 b\n\n### Phase 2: B\n\n## Rollout\n\n### Stage 1: Some\n\n### Stage 2: All\n";
    check(
        TEAM,
        text,
        expect![[r#"
        Plan: X = -
          Work = Work
            Phase 1: A = Phase 1: [Name]
              1.1 a = Step 1.1: [Name]
              1.2 b = Step 1.1: [Name]
            Phase 2: B = Phase 1: [Name]
          Rollout = Rollout
            Stage 1: Some = Stage 1: [Name]
            Stage 2: All = Stage 1: [Name]
        empty: Goal, Testing Strategy, Risk Assessment, Rollback Plan, Sign-off
    "#]],
    );
}

#[test]
fn phases_without_the_section_around_them() {
    check(
        TEAM,
        "# Plan: X\n\n## Milestone 1: A\n\n### Notes\n\n## Milestone 2: B\n",
        expect![[r#"
        Plan: X = -
          Milestone 1: A = Phase 1: [Name]
            Notes = -
          Milestone 2: B = Phase 1: [Name]
        empty: Goal, Work, Step 1.1: [Name], Testing Strategy, Risk Assessment, Rollout, Sign-off
    "#]],
    );
}

#[test]
fn a_section_that_moved_to_another_level() {
    check(
        TEAM,
        "# Plan: X\n\n## Details\n\n### Goal\n\n## Rollback\n\n### Rollback steps\n",
        expect![[r#"
        Plan: X = -
          Details = -
            Goal = Goal
          Rollback = Rollback Plan
            Rollback steps = -
        empty: Work, Testing Strategy, Risk Assessment, Rollout, Sign-off
    "#]],
    );
}

#[test]
fn the_same_heading_twice_is_the_same_section_twice() {
    check(
        "## Goal\n\n## Notes\n",
        "## Goal\n\n## Goal\n",
        expect![[r#"
          Goal = Goal
          Goal = Goal
        empty: Notes
    "#]],
    );
}

/// A deterministic source of chances.
struct Chance(u64);

impl Chance {
    fn of(&mut self, percent: u64) -> bool {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % 100 < percent
    }
}

const RENAMED: &[(&str, &str)] = &[
    ("Risk Assessment", "Known Risks"),
    ("Risks & Mitigations", "What could go wrong"),
    ("Risks & Mitigation", "Technical Risks"),
    ("Success Criteria", "Acceptance Criteria"),
    ("Definition of Done", "Success Criteria"),
    ("Acceptance Criteria", "Definition of Done"),
    ("Rollback Plan", "Recovery"),
    ("Testing Strategy", "Test Plan"),
    ("Overview", "Summary"),
    ("Context", "Background"),
    ("Problem Statement", "Motivation"),
    ("Technical Approach", "Proposed Solution"),
    ("Proposed Solution", "Architecture"),
    ("Architecture", "Technical Design"),
    ("Dependencies", "External dependencies"),
    ("Implementation Steps", "Implementation Plan"),
];

/// A copy of a template as time leaves it: sections dropped with all that is in them, headings
/// renamed, text filled in, sections of its own.
fn damaged(template: &Template, drop: u64, rename: u64, chance: &mut Chance) -> String {
    let plan = read(&template.text);
    let mut out = String::new();
    let mut id = 0;
    while let Some(node) = plan.node(id) {
        if node.level > 1 && chance.of(if node.level == 2 { drop } else { drop / 2 }) {
            id = node.end;
            continue;
        }
        let section = &node.section;
        let text = section.str(section.span).replace("<!-- planls: template=", "<!-- was ");
        let other =
            RENAMED.iter().find(|(from, _)| text.lines().next().is_some_and(|l| l.ends_with(from)));
        let text = match other.filter(|_| chance.of(rename)) {
            Some((from, to)) => text.replacen(from, to, 1),
            None => text,
        };
        out += &text.replace(['[', ']'], "").replace("{{", "").replace("}}", "");
        if node.level == 2 && chance.of(15) {
            out += "\n\n## Something of our own\n\nSaid here.\n\n";
        }
        id += 1;
    }
    out
}

#[test]
fn damaged_copies_never_follow_another_template() {
    let templates = Templates::built_in();
    let mut chance = Chance(0x5eed);
    let (mut right, mut all) = (0, 0);
    for template in templates.all() {
        for (drop, rename) in [(0, 0), (0, 60), (20, 20), (40, 20), (60, 0), (60, 40), (75, 30)] {
            for _ in 0..4 {
                let text = damaged(template, drop, rename, &mut chance);
                let found = choose(&read(&text), &templates).map(|(t, _)| t.id.clone());
                let wrong = found.as_ref().is_some_and(|id| *id != template.id);
                assert!(!wrong, "{} taken for {found:?}:\n{text}", template.id);
                all += 1;
                right += usize::from(found.is_some());
            }
        }
    }
    assert!(right * 10 > all * 8, "only {right} of {all} are recognised");
}

#[test]
fn every_section_of_a_template_fills_its_own_slot() {
    for template in Templates::built_in().all() {
        let plan = read(&template.text);
        let matching = Matching::new(&plan, template);
        for (id, node) in plan.nodes.iter().enumerate().filter(|(_, n)| n.level > 1) {
            let slot = matching.slot_of(id).map(|s| &template.slots[s]);
            let slot =
                slot.unwrap_or_else(|| panic!("{}: {} fills nothing", template.id, node.name()));
            let heading = node.section.heading.as_ref().expect("no heading");
            assert!(slot.heading.ends_with(heading.name.name.as_str()) || slot.repeats.is_some());
        }
        assert!(matching.empty_slots(template).is_empty(), "{}", template.id);
        let fit = fit(&plan, template);
        assert!(fit > 0.99, "{}: {fit}", template.id);
    }
}

#[test]
fn what_is_left_of_a_copy_fills_its_own_slots() {
    let mut chance = Chance(0xfeed);
    for template in Templates::built_in().all() {
        let text = damaged(template, 30, 0, &mut chance);
        let plan = read(&text);
        let matching = Matching::new(&plan, template);
        for (id, node) in plan.nodes.iter().enumerate().filter(|(_, n)| n.level > 1) {
            let Some(heading) = node.section.heading.as_ref().filter(|h| h.name.number.is_none())
            else {
                continue;
            };
            let ours = node.name().contains("of our own");
            let slot = matching.slot_of(id).map(|s| template.slots[s].key.clone());
            assert_eq!(
                slot,
                (!ours).then(|| heading.key.clone()),
                "{}: {}",
                template.id,
                node.name()
            );
        }
    }
}

#[test]
fn between_two_that_fit_nearly_alike_is_neither() {
    let load = |id: &str, names: &[&str]| {
        let text = format!("# Plan: [Name]\n\n## {}\n\n[x]\n", names.join("\n\n[x]\n\n## "));
        Arc::new(Template::load(id, &text, Origin::BuiltIn).0)
    };
    let shared = ["Zebra", "Yak", "Wombat", "Vole"];
    let first = load("first", &[&shared[..], &["A1", "A2", "A3", "A4", "A5", "A6"]].concat());
    // One section more of its own: it fits a little less, and less than a template must.
    let more = load("more", &[&shared[..], &["B1", "B2", "B3", "B4", "B5", "B6", "B7"]].concat());
    let plan = read(&format!("# Plan: X\n\n## {}\n\ny\n", shared.join("\n\ny\n\n## ")));
    let chosen = |all: Vec<Arc<Template>>| {
        let templates = Templates { all: all.into(), ..Templates::default() };
        choose(&plan, &templates).map(|(template, _)| template.id.clone())
    };
    assert!(fit(&plan, &first) >= 0.22 && fit(&plan, &more) < 0.22);
    assert_eq!(chosen(vec![first.clone()]).as_deref(), Some("first"));
    assert_eq!(chosen(vec![first, more]), None);
}
