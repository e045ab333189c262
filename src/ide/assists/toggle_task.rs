//! "Mark as done" and "Mark as not done": the task under the cursor, and the tasks around it that
//! this completes or reopens.

use crate::ide::assist::{Assist, AssistContext};
use crate::plan::Section;
use crate::text::Edit;

/// At most one action.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let plan = &context.snapshot.plan;
    let node = plan.node_at(context.span.start).and_then(|id| plan.node(id));
    let Some(node) = node else { return vec![] };
    let local = context.span.start.saturating_sub(node.start);
    let section = &node.section;
    let here = |item: &&crate::plan::Item| {
        section.facts.lines_of(item.marker.cover(item.text)).touches(local)
    };
    let items = section.items.iter().enumerate().rev();
    let found = items.filter(|(_, item)| here(item)).find_map(|(at, item)| Some((at, item.check?)));
    let Some((at, check)) = found else { return vec![] };
    let done = !check.done;
    let (id, title) =
        if done { ("mark-done", "Mark as done") } else { ("mark-not-done", "Mark as not done") };
    let edits = changed(section, at, done).into_iter().map(|edit| edit.shift(node.start));
    vec![Assist::rewrite(id, title, edits.collect())]
}

/// The task, then outwards as long as all tasks of the one around it are done.
fn changed(section: &Section, at: usize, done: bool) -> Vec<Edit> {
    let mut edits = vec![];
    let mut next = Some(at);
    while let Some(index) = next {
        let Some(item) = section.items.get(index) else { break };
        let Some(check) = item.check else { break };
        let beneath = || section.items_in(Some(index)).filter_map(|(i, item)| Some((i, item.check?)));
        let all = edits.is_empty() || beneath().all(|(i, c)| c.done || touched(section, &edits, i));
        if check.done == done && !edits.is_empty() || done && !all {
            break;
        }
        edits.push(Edit::replace(check.span, if done { "[x]" } else { "[ ]" }));
        next = item.parent;
    }
    edits
}

fn touched(section: &Section, edits: &[Edit], index: usize) -> bool {
    let check = section.items.get(index).and_then(|item| item.check);
    check.is_some_and(|check| edits.iter().any(|edit| edit.span == check.span))
}
