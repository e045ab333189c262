//! "Treat as plan" where a document is not taken for one, "Not a plan" on the title where it is: a
//! comment under the title, or another word in the one that is there.

use crate::ide::Snapshot;
use crate::ide::assist::{Assist, AssistContext};
use crate::plan::directive::Directive;
use crate::syntax::BlockKind;
use crate::text::{Edit, Span};

/// At most one action.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let snapshot = context.snapshot;
    if !snapshot.has_outline() {
        let edit = said(snapshot, "plan");
        return vec![Assist::rewrite("treat-as-plan", "Treat as plan", vec![edit])];
    }
    let text = snapshot.document.text();
    let title = text.line_of(snapshot.plan.title_span().start);
    if !snapshot.is_plan() || text.line_of(context.span.start) > title {
        return vec![];
    }
    let edit = said(snapshot, "not-a-plan");
    vec![Assist::rewrite("not-a-plan", "Not a plan", vec![edit])]
}

/// The comment, instead of one that says whether this is a plan.
fn said(snapshot: &Snapshot, word: &str) -> Edit {
    let plan = &snapshot.plan;
    let comment = format!("<!-- planls: {word} -->");
    for node in &plan.nodes {
        let mut directives = node.section.directives.iter();
        let says = |d: &&crate::plan::directive::Comment| {
            matches!(d.meaning, Ok(Directive::Plan | Directive::NotAPlan))
        };
        if let Some(before) = directives.find(says) {
            return Edit::replace(node.span(before.span), comment);
        }
    }
    let line_end = snapshot.context().line_end();
    let heading = plan.title.and_then(|id| plan.node(id));
    let heading = heading.and_then(|n| Some(n.span(n.section.heading.as_ref()?.span)));
    match heading.or_else(|| front_matter(snapshot)) {
        Some(above) => Edit::insert(above.end, format!("{line_end}{line_end}{comment}")),
        None => Edit::insert(0, format!("{comment}{line_end}{line_end}")),
    }
}

fn front_matter(snapshot: &Snapshot) -> Option<Span> {
    let slice = snapshot.document.slices().get(0)?;
    let block = slice.facts.block(0).filter(|b| b.kind == BlockKind::FrontMatter)?;
    Some(block.span)
}
