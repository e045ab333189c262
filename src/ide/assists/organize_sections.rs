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
    let (id, edits) = ("organize-sections", Edits::Anywhere(edits));
    let organize = Assist { id, title, kind: AssistKind::Organize, edits };
    fix(context.snapshot).map(|_| organize).into_iter().collect()
}

fn edits(original: &Snapshot) -> Vec<Edit> {
    let mut last = None;
    for _ in 0..MOST {
        let snapshot = last.as_ref().unwrap_or(original);
        let Some(edits) = fix(snapshot) else { break };
        last = Some(edited(snapshot, edits));
    }
    let text = |snapshot: &Snapshot| snapshot.document.text().to_string();
    let last = last.as_ref().unwrap_or(original);
    Edit::between(&text(original), &text(last)).into_iter().collect()
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
