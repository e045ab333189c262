//! Missing sections of the template, in its order, where a heading is begun or a line is empty; a
//! whole template in an empty document.

use super::{Completion, CompletionKind, Completions, Place};
use crate::ide::Snippet;
use crate::plan::Concept;
use crate::template::{NO_TEMPLATE, Slot, SlotId, Template, insert};
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
    // Nothing else is there; many editors end an empty document with a line end.
    let text = place.snapshot.document.text();
    let around = [Span::new(0, place.line.start), Span::new(place.line.end, text.len())];
    if place.snapshot.plan.nodes.iter().all(|n| n.section.is_blank())
        && around.iter().all(|span| text.slice(*span).trim().is_empty())
    {
        return Some(Completions { replace, items: whole_templates(place) });
    }
    let mut items = match (place.snapshot.template(), &place.snapshot.matching) {
        (Some(template), Some(_)) => of_template(place, template),
        _ => generic(place),
    };
    items.sort_by_key(|(passed, _)| *passed);
    if begun {
        for (_, item) in &mut items {
            item.filter = format!("{} {}", "#".repeat(hashes), item.filter);
        }
    }
    Some(Completions { replace, items: items.into_iter().map(|(_, item)| item).collect() })
}

/// What a plan of no template begins with: what every plan is asked for.
const ESSENTIAL: &[Concept] = &[
    Concept::Overview,
    Concept::Phases,
    Concept::Testing,
    Concept::Risks,
    Concept::Rollback,
    Concept::Acceptance,
];

fn whole_templates(place: &Place) -> Vec<Completion> {
    let environment = &place.snapshot.environment;
    let item =
        |label: &str, detail: String, text: String, template: Option<&Template>| Completion {
            label: label.to_owned(),
            kind: CompletionKind::Template,
            detail,
            insert: Snippet::of_markdown(&text, template),
            documentation: text,
            filter: format!("# {label}"),
        };
    let of_template = |template: &Template| {
        let text = crate::template::fill(template, None, &[], environment.today);
        item(&template.title, format!("template `{}`", template.id), text, Some(template))
    };
    let mut items: Vec<_> = environment.templates.all().iter().map(|t| of_template(t)).collect();
    let section = |concept: &Concept| {
        let (heading, body) = insert::concept_text(&place.snapshot.plan, *concept);
        format!("\n{heading}\n\n{body}\n")
    };
    let head = format!("<!-- planls: template={NO_TEMPLATE} -->\n# Plan: [Name]\n");
    let text = head + &ESSENTIAL.iter().map(section).collect::<String>();
    items.push(item("Plan without a template", "what every plan has".to_owned(), text, None));
    items
}

/// Whether the slot's place lies behind the cursor already, the completion.
type Ranked = (bool, Completion);

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
        let behind = last.is_some_and(|last| id < last);
        Some((behind, completion(place, slot, heading, body)))
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
        insert: Snippet::of_markdown(&text, place.snapshot.template()).with_line_ends(line_end),
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
            insert: Snippet::of_markdown(&text, None).with_line_ends(line_end),
            filter: title.clone(),
            label: title,
        };
        (false, completion)
    };
    missing.map(item).collect()
}
