//! "Add a criterion" and "Add a rollback step": an item after the last one of the section's list, of
//! its shape.

use crate::ide::assist::{Assist, AssistContext};
use crate::plan::{Concept, Section};
use crate::text::{Edit, Span};

const KINDS: [(Concept, &str, &str, &str); 2] = [
    (Concept::Acceptance, "add-criterion", "Add a criterion", "[Criterion]"),
    (Concept::Rollback, "add-rollback-step", "Add a rollback step", "[Step]"),
];

/// At most one action, in such a section.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let plan = &context.snapshot.plan;
    let node = plan.node_at(context.span.start).and_then(|id| plan.node(id));
    let Some(node) = node else { return vec![] };
    let kind = KINDS.iter().find(|(concept, ..)| node.within == Some(*concept));
    let Some((_, id, title, text)) = kind else { return vec![] };
    let line_end = context.snapshot.context().line_end();
    let edit = item(node.section, text, line_end).map(|edit| edit.shift(node.start));
    edit.map(|edit| Assist::rewrite(id, *title, vec![edit])).into_iter().collect()
}

fn item(section: &Section, text: &str, line_end: &str) -> Option<Edit> {
    let (_, last) = section.items_in(None).last()?;
    let facts = &section.facts;
    let lead = section.str(Span::new(facts.lines_of(last.marker).start, last.marker.start));
    let marker = match last.number {
        Some(number) => {
            let close = section.str(last.marker).chars().next_back()?;
            format!("{}{close}", number + 1)
        }
        None => section.str(last.marker).to_owned(),
    };
    let check = if last.check.is_some() { "[ ] " } else { "" };
    Some(Edit::insert(last.span.end, format!("{line_end}{lead}{marker} {check}{text}")))
}
