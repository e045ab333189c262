//! "Renumber": the series of the heading under the cursor counted up, with everything that names
//! its members. The same change as the fix of `broken-numbering`, also where that is silent.

use crate::ide::assist::{Assist, AssistContext};
use crate::plan::renumber;

/// At most one action.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let plan = &context.snapshot.plan;
    let text = context.snapshot.document.text();
    let here = plan.node_at(context.span.start).and_then(|id| Some((id, plan.node(id)?)));
    let on = |heading: crate::text::Span| text.line_of(heading.start) == text.line_of(context.span.start);
    let Some((id, _)) = here.filter(|(_, node)| on(node.heading_span())) else { return vec![] };
    let series = plan.series().iter().find(|series| {
        series.is_counted() && series.members.iter().any(|member| member.node == id)
    });
    let shifts = series.and_then(|series| series.renumbered()).unwrap_or_default();
    let (edits, sure) = renumber::edits(plan, &shifts);
    if edits.is_empty() || !sure {
        return vec![];
    }
    vec![Assist::rewrite("renumber", "Renumber this series", edits)]
}
