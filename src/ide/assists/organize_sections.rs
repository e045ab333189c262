//! `source.organizeSections.planls`: all sections in the template's order, by the fixes of
//! `section-out-of-order`, one after another.

use crate::ide::Snapshot;
use crate::ide::assist::{Assist, AssistContext, AssistKind};
use crate::text::Edit;

/// Sections that are moved at once.
const MOST: usize = 32;

/// At most one action, wherever the cursor is.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let mut last = None;
    for _ in 0..MOST {
        let snapshot = last.as_ref().unwrap_or(context.snapshot);
        let Some(edits) = fix(snapshot) else { break };
        last = Some(edited(snapshot, edits));
    }
    let Some(last) = last else { return vec![] };
    let text = |snapshot: &Snapshot| snapshot.document.text().to_string();
    let edits = Edit::between(&text(context.snapshot), &text(&last)).into_iter().collect();
    let title = "Put the sections into the template's order".to_owned();
    vec![Assist { id: "organize-sections", title, kind: AssistKind::Organize, edits }]
}

/// The next version: sections that are only moved past are not read again.
fn edited(snapshot: &Snapshot, edits: &[Edit]) -> Snapshot {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut document = snapshot.document.clone();
    for edit in edits.iter().rev() {
        document.edit(edit.span, &edit.insert);
    }
    let (path, declared) = (snapshot.path.clone(), snapshot.declared.clone());
    Snapshot::new(document, path, declared, snapshot.environment.clone(), Some(snapshot))
}

fn fix(snapshot: &Snapshot) -> Option<&[Edit]> {
    let wrong = snapshot.findings().iter().filter(|f| f.rule == "section-out-of-order");
    let mut fixes = wrong.flat_map(|finding| &finding.fixes).filter(|fix| fix.safe);
    fixes.next().map(|fix| fix.edits.as_slice())
}
