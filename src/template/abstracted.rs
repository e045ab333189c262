//! A template out of an existing plan: what its author wrote becomes placeholders, what makes up
//! its form stays: headings, labels, table headers, kinds of lists. Of a series (`Phase 1`,
//! `Phase 2`), of rows and of items one sample is kept. Judges nothing and invents no section.

mod block;
mod sample;

use crate::plan::heading::{self, Kind};
use crate::plan::section::BOLD_LEVEL;
use crate::plan::{Node, NodeId, Plan};
use block::Writer;
use rustc_hash::{FxHashMap, FxHashSet};

/// The template's Markdown, with LF line ends.
pub fn from_plan(plan: &Plan) -> String {
    let values = values(plan);
    let mut out = String::new();
    let mut seen: FxHashSet<(Option<NodeId>, String)> = FxHashSet::default();
    let mut id = 0;
    while let Some(node) = plan.node(id) {
        // Of two headings that are the same, a template has one.
        if let Some(word) = series(node).or_else(|| own_name(node))
            && !seen.insert((node.parent, word))
        {
            id = node.end.max(id + 1);
            continue;
        }
        if let Some(heading) = heading(plan, id, node) {
            out += &heading;
            out += "\n\n";
        }
        let mut writer = Writer { node, values: &values, out: &mut out };
        writer.section(node.end > id + 1 || plan.title == Some(id));
        id += 1;
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Every value each label has in the phases and steps of the plan.
pub(super) type Values = FxHashMap<String, Vec<String>>;

fn values(plan: &Plan) -> Values {
    let mut values = Values::default();
    for (_, node) in plan.work() {
        for field in &node.section.fields {
            let value = node.section.str(field.value);
            values.entry(field.key.clone()).or_default().push(value.to_owned());
        }
    }
    values
}

/// The word of the series a heading is part of; empty for numbered steps.
fn series(node: Node) -> Option<String> {
    let name = &node.section.heading.as_ref()?.name;
    name.number.as_ref()?;
    let word = name.word.clone().unwrap_or_default().to_lowercase();
    (node.kind != Kind::Section).then_some(word)
}

/// The name of a heading that is part of no series, as no word of a series is spelt.
fn own_name(node: Node) -> Option<String> {
    let name = &node.section.heading.as_ref()?.name;
    Some(format!("# {}", name.name.to_lowercase()))
}

fn heading(plan: &Plan, id: NodeId, node: Node) -> Option<String> {
    let head = node.section.heading.as_ref()?;
    let text = if plan.title == Some(id) {
        title(&head.name.name)
    } else if series(node).is_some() {
        let name = heading::parse(&head.name.name);
        let before = name.name.get(..name.title_span.0).unwrap_or_default();
        let kind = if name.kind == Kind::Phase { "Phase" } else { "Step" };
        let word = name.word.filter(|w| w.chars().count() > 2).unwrap_or_else(|| kind.to_owned());
        // `Phase 2 (Core)` has its title in parentheses, whose end would go with it.
        let open = before.trim_end_matches(['(', '（', ' ']);
        let joint =
            if before.ends_with(['(', '（']) { format!("{open}: ") } else { before.to_owned() };
        if name.title.is_empty() { name.name } else { format!("{joint}[{word} name]") }
    } else {
        head.name.name.clone()
    };
    Some(match head.level {
        BOLD_LEVEL => format!("**{text}**"),
        level => format!("{} {text}", "#".repeat(level.into())),
    })
}

/// `Implementation Plan: Saved cards` → `Implementation Plan: [Title]`; the part that says what
/// kind of document it is stays.
fn title(name: &str) -> String {
    let says_plan = |part: &str| part.to_lowercase().split(' ').any(|w| w == "plan");
    for separator in [": ", " - ", " — ", " – "] {
        if let Some((kind, name)) = name.split_once(separator) {
            return match (says_plan(kind), says_plan(name)) {
                (true, _) => format!("{kind}{separator}[Title]"),
                (_, true) => format!("[Title]{separator}{name}"),
                _ => "[Title]".to_owned(),
            };
        }
    }
    let lower = name.to_lowercase();
    let kinds = ["implementation plan", "migration plan", "project plan", "rollout plan", "plan"];
    let kind = kinds
        .iter()
        .find(|k| lower.ends_with(*k))
        .and_then(|k| name.get(name.len().checked_sub(k.len())?..));
    match kind {
        Some(kind) if kind.len() < name.len() => format!("[Title] {kind}"),
        Some(_) => name.to_owned(),
        None => "[Title]".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Document;
    use crate::template::{Origin, Template, built_in};
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: Expect) {
        let document = Document::new(text);
        let plan = Plan::new(&document, &Default::default(), None);
        expect.assert_eq(&from_plan(&plan));
    }

    #[test]
    fn form_stays_and_words_go() {
        check(
            "# Implementation Plan: Saved cards\n\n**Author:** Kim\n**Created:** 2026-01-02\n*Status: IN REVIEW*\n\n## Overview\n\nWe keep cards.\n\nAnd more.\n\n## Steps\n\n### Phase 1: Vault ✅ DONE\n\n**Objective**: keep them\n**Risk Level**: Low\n**Files**:\n- `src/vault.rs` - new\n- `src/b.rs`\n\n**Tasks:**\n\n- [x] write it\n- [ ] test it\n- [ ] ship it\n\n### Phase 2: Charge\n\n**Risk Level**: High\n\n## Rollback\n\n1. Revert\n2. Check\n\n```sh\ngit revert\n```\n",
            expect![[r#"
                # Implementation Plan: [Title]

                **Author:** [Author]
                **Created:** [Date]
                *Status: [Status]*

                ## Overview

                [Description]

                ## Steps

                ### Phase 1: [Phase name]

                **Objective**: [Objective]
                **Risk Level**: [Low/High]
                **Files**:
                - `path/to/file` - [Description]
                - `path/to/file`

                **Tasks:**

                - [ ] [Task 1]
                - [ ] [Task 2]

                ## Rollback

                1. [Step 1]
                2. [Step 2]

                ```sh
                [Code or commands]
                ```
            "#]],
        );
    }

    #[test]
    fn tables_keep_their_columns_and_the_choices_in_use() {
        check(
            "# P plan\n\n## Timeline\n\n| Phase | End | Status |\n|:--|---|---|\n| Phase 1: Vault | 2026-01-02 | Done |\n| Phase 2 | 2026-02-02 | In progress |\n| Launch | 2026-03-02 | Not started |\n",
            expect![[r#"
                # [Title] plan

                ## Timeline

                | Phase | End | Status |
                |:--|---|---|
                | [Phase] | [Date] | [Done/In progress/Not started] |
            "#]],
        );
    }

    #[test]
    fn nested_lists_quotes_and_front_matter() {
        check(
            "---\nstatus: draft\ndate: 2026-01-02\n---\n\n## Risks\n\n1. **Theft**\n   - **Impact**: High\n   - **Mitigation**: lock it\n2. **Loss**\n   - **Impact**: Low\n\n> **Owner:** Kim\n> so be it\n",
            expect![[r#"
                ---
                status: "[status]"
                date: "[Date]"
                ---

                ## Risks

                1. **[Name]**
                   - **Impact**: [Impact]
                   - **Mitigation**: [Mitigation]

                > **Owner:** [Owner]
            "#]],
        );
    }

    #[test]
    fn what_a_person_would_call_the_authors_words_goes() {
        check(
            "# P plan\n\n## Cache\n\n1. **Slow reads**\n   - many\n2. **Lost writes**\n   - few\n\n> one\n\n> two\n\n## Queue\n\n## Notes\n\nWe saw on Monday\nin the release: nothing,\nand then:\n\n**Estimated: 8-12 hours**\nLast reviewed: 2026-01-02\n\n## Notes\n\n## Goals\nWords.\n<br>\n- fast\n---\n",
            expect![[r#"
                # [Title] plan

                ## Cache

                1. **[Name]**
                   - [Item 1]

                > [Description]

                ## Queue

                [Description]

                ## Notes

                [Description]

                ## Goals

                [Description]
                - [Item 1]

                ---
            "#]],
        );
    }

    #[test]
    fn a_plan_fits_the_template_made_of_it() {
        for template in built_in() {
            let document = Document::new(&template.text);
            let plan = Plan::new(&document, &Default::default(), None);
            let text = from_plan(&plan);
            let (again, _) = Template::load("x", &text, Origin::BuiltIn);
            let shape =
                |t: &Template| t.slots.iter().map(|s| (s.key.clone(), s.level)).collect::<Vec<_>>();
            assert_eq!(shape(&again), shape(&template), "{text}");
        }
    }
}
