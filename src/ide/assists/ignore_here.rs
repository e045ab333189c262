//! "Ignore … here": a comment that silences a rule for the block of a finding under the cursor, or
//! for the section of a heading.

use crate::ide::assist::{Assist, AssistContext};
use crate::rules::{About, Finding, rule};
use crate::text::Edit;
use rustc_hash::FxHashSet;

/// One action for each rule that reports something here.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let mut seen = FxHashSet::default();
    let here = context.snapshot.findings().iter().filter(|f| f.span.overlaps(context.span));
    let about = |f: &&Finding| rule(f.rule).is_some_and(|rule| rule.about != About::Directive);
    let first = here.filter(about).filter(|f| seen.insert(f.rule));
    let ignore = |finding: &Finding| {
        let edit = comment(context, finding)?;
        Some(Assist::rewrite("ignore-here", format!("Ignore `{}` here", finding.rule), vec![edit]))
    };
    first.filter_map(ignore).collect()
}

fn comment(context: &AssistContext, finding: &Finding) -> Option<Edit> {
    let snapshot = context.snapshot;
    let node = snapshot.plan.node(snapshot.plan.node_at(finding.span.start)?)?;
    let line_end = snapshot.context().line_end();
    let said = format!("<!-- planls: ignore {} -->", finding.rule);
    let heading = node.section.heading.as_ref().map(|h| node.span(h.span));
    if let Some(heading) = heading.filter(|span| span.touches(finding.span.start)) {
        return Some(Edit::insert(heading.end, format!("{line_end}{line_end}{said}")));
    }
    let local = finding.span.start.checked_sub(node.start)?;
    let block = node.section.top_blocks().find(|(_, b)| b.span.touches(local))?.1;
    let line = node.start + node.section.facts.lines_of(block.span).start;
    Some(Edit::insert(line, format!("{said}{line_end}")))
}
