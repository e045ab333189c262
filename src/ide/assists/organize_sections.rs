//! `source.organizeSections.planls`: all sections in the template's order, by the fixes of
//! `section-out-of-order`, one after another.

use crate::ide::Snapshot;
use crate::ide::assist::{Assist, AssistContext, AssistKind, Edits};
use crate::text::Edit;

/// Sections that are moved at once.
const MOST: usize = 32;

/// At most one action, wherever the cursor is.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let title = "Put the sections into the template's order".to_owned();
    let (id, edits) = ("organize-sections", Edits::Later(context.span, edits));
    let organize = Assist { id, title, kind: AssistKind::Organize, edits };
    fix(context.snapshot).map(|_| organize).into_iter().collect()
}

fn edits(context: &AssistContext) -> Vec<Edit> {
    let original = context.snapshot;
    let mut last = None;
    for _ in 0..MOST {
        let snapshot = last.as_ref().unwrap_or(original);
        let Some(next) = fix(snapshot).and_then(|edits| snapshot.edited(edits)) else { break };
        last = Some(next);
    }
    let text = |snapshot: &Snapshot| snapshot.document.text().to_string();
    let last = last.as_ref().unwrap_or(original);
    Edit::between(&text(original), &text(last)).into_iter().collect()
}

fn fix(snapshot: &Snapshot) -> Option<&[Edit]> {
    let wrong = snapshot.findings().iter().filter(|f| f.rule == "section-out-of-order");
    let mut fixes = wrong.flat_map(|finding| &finding.fixes).filter(|fix| fix.safe);
    fixes.next().map(|fix| fix.edits.as_slice())
}
