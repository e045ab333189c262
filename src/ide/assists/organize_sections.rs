//! `source.organizeSections.planls`: all sections in the template's order, by the fixes of
//! `section-out-of-order`, one after another.

use crate::ide::Snapshot;
use crate::ide::assist::{Assist, AssistContext, AssistKind};
use crate::syntax::Document;
use crate::text::{Edit, apply};

/// Sections that are moved at once.
const MOST: usize = 32;

/// At most one action, wherever the cursor is.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let snapshot = context.snapshot;
    let Some(first) = fix(snapshot) else { return vec![] };
    let before = snapshot.document.text().to_string();
    let Some(mut text) = apply(&before, first) else { return vec![] };
    for _ in 0..MOST {
        let (path, declared) = (snapshot.path.clone(), snapshot.declared.clone());
        let environment = snapshot.environment.clone();
        let next = Snapshot::new(Document::new(&text), path, declared, environment, None);
        let Some(after) = fix(&next).and_then(|edits| apply(&text, edits)) else { break };
        text = after;
    }
    let edits = Edit::between(&before, &text).into_iter().collect();
    let title = "Put the sections into the template's order".to_owned();
    vec![Assist { id: "organize-sections", title, kind: AssistKind::Organize, edits }]
}

fn fix(snapshot: &Snapshot) -> Option<&[Edit]> {
    let wrong = snapshot.findings().iter().filter(|f| f.rule == "section-out-of-order");
    let mut fixes = wrong.flat_map(|finding| &finding.fixes).filter(|fix| fix.safe);
    fixes.next().map(|fix| fix.edits.as_slice())
}
