//! Missing sections of the template, in its order, where a heading is begun or a line is empty; a
//! whole template in an empty document.

use super::{Completion, CompletionKind, Completions, Place};
use crate::ide::Snippet;
use crate::plan::Concept;
use crate::template::{Slot, SlotId, Template, insert};
use crate::text::Span;

/// What plans of no template are offered, in the order plans have them.
const GENERIC: &[Concept] = &[
    Concept::Overview,
    Concept::Prerequisites,
    Concept::Approach,
    Concept::Phases,
    Concept::Testing,
    Concept::Risks,
    Concept::Rollback,
    Concept::Dependencies,
    Concept::Acceptance,
    Concept::Timeline,
    Concept::OpenQuestions,
];

/// Completes a heading line or an empty line outside lists and tables.
pub(super) fn complete(place: &Place) -> Option<Completions> {
    let typed = place.before.trim_start();
    let hashes = typed.bytes().take_while(|b| *b == b'#').count();
    let begun = hashes > 0 && hashes <= 6;
    let blank = place.before.trim().is_empty() && place.after.trim().is_empty();
    if !(begun || blank) || !place.after.trim().is_empty() {
        return None;
    }
    let start = if begun { place.offset - typed.len() } else { place.offset };
    let replace = Span::new(start, place.offset);
    if place.snapshot.document.text().len() == place.line.len()
        && place.snapshot.plan.nodes.iter().all(|n| n.section.is_blank())
    {
        return Some(Completions { replace, items: whole_templates(place) });
    }
    let mut items = match (place.snapshot.template(), &place.snapshot.matching) {
        (Some(template), Some(_)) => of_template(place, template),
        _ => generic(place),
    };
    if begun {
        for (_, level, item) in &mut items {
            item.filter = format!("{} {}", "#".repeat(hashes), item.filter);
            // The level that was typed comes first; others are still offered.
            *level = u8::from(usize::from(*level) != hashes);
        }
        items.sort_by_key(|(passed, other, _)| (*other, *passed));
    } else {
        items.sort_by_key(|(passed, _, _)| *passed);
    }
    Some(Completions { replace, items: items.into_iter().map(|(_, _, item)| item).collect() })
}

fn whole_templates(place: &Place) -> Vec<Completion> {
    let environment = &place.snapshot.environment;
    let fill = |template: &Template| crate::template::fill(template, None, &[], environment.today);
    let item = |template: &Template| Completion {
        label: template.title.clone(),
        kind: CompletionKind::Template,
        detail: format!("template `{}`", template.id),
        documentation: fill(template),
        insert: Snippet::of_markdown(&fill(template)),
        filter: format!("# {}", template.title),
    };
    environment.templates.all.iter().map(|t| item(t)).collect()
}

/// Whether the slot's place lies behind the cursor already, its level, the completion.
type Ranked = (bool, u8, Completion);

fn of_template(place: &Place, template: &Template) -> Vec<Ranked> {
    let snapshot = place.snapshot;
    let Some(matching) = &snapshot.matching else { return vec![] };
    // The last slot filled before the cursor: what follows it in the template comes next.
    let here = snapshot.plan.node_at(place.offset).unwrap_or(0);
    let last = (0..=here).rev().find_map(|node| matching.slot_of(node));
    let empty = matching.empty_slots(template).into_iter();
    let item = |id: SlotId| {
        let slot = template.slot(id)?;
        let (heading, body) = insert::slot_text(&snapshot.plan, template, matching, id);
        let level = heading.bytes().take_while(|b| *b == b'#').count();
        let behind = last.is_some_and(|last| id < last);
        Some((behind, u8::try_from(level).unwrap_or(6), completion(place, slot, heading, body)))
    };
    empty.filter_map(item).collect()
}

fn completion(place: &Place, slot: &Slot, heading: String, body: String) -> Completion {
    let text =
        if body.is_empty() { format!("{heading}\n\n") } else { format!("{heading}\n\n{body}\n") };
    let title = heading.trim_start_matches('#').trim().to_owned();
    let line_end = place.snapshot.context().line_end();
    let optional = if slot.optional { "optional section" } else { "section" };
    Completion {
        kind: CompletionKind::Section,
        detail: optional.to_owned(),
        documentation: slot.guidance.join("\n\n"),
        insert: Snippet::of_markdown(&text).with_line_ends(line_end),
        filter: title.clone(),
        label: title,
    }
}

fn generic(place: &Place) -> Vec<Ranked> {
    let plan = &place.snapshot.plan;
    let line_end = place.snapshot.context().line_end();
    let missing = GENERIC.iter().copied().filter(|c| !plan.has(*c));
    let item = |concept: Concept| {
        let (heading, body) = insert::concept_text(plan, concept);
        let title = heading.trim_start_matches('#').trim().to_owned();
        let text = format!("{heading}\n\n{body}\n");
        let completion = Completion {
            kind: CompletionKind::Section,
            detail: "section".to_owned(),
            documentation: String::new(),
            insert: Snippet::of_markdown(&text).with_line_ends(line_end),
            filter: title.clone(),
            label: title,
        };
        (false, 2, completion)
    };
    missing.map(item).collect()
}
