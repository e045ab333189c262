//! `source.organizeSections.planls`: all sections in the template's order, by the fixes of
//! `section-out-of-order`, one after another.

use crate::ide::Snapshot;
use crate::ide::assist::{Assist, AssistContext, AssistKind};
use crate::syntax::Document;
use crate::text::{Edit, Span, apply};

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
    let edits = changed(&before, &text).into_iter().collect();
    let title = "Put the sections into the template's order".to_owned();
    vec![Assist { id: "organize-sections", title, kind: AssistKind::Organize, edits }]
}

fn fix(snapshot: &Snapshot) -> Option<&[Edit]> {
    let wrong = snapshot.findings().iter().filter(|f| f.rule == "section-out-of-order");
    let mut fixes = wrong.flat_map(|finding| &finding.fixes).filter(|fix| fix.safe);
    fixes.next().map(|fix| fix.edits.as_slice())
}

/// The lines between what both texts share at their ends.
fn changed(before: &str, after: &str) -> Option<Edit> {
    let lines = |text: &str| text.split_inclusive('\n').map(str::len).collect::<Vec<_>>();
    let same = |a: &str, b: &str| {
        let pairs = a.split_inclusive('\n').zip(b.split_inclusive('\n'));
        pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum::<usize>()
    };
    let head = same(before, after);
    let (a, b) = (before.get(head..)?, after.get(head..)?);
    let ends = lines(a).into_iter().rev().zip(lines(b).into_iter().rev());
    let mut tail = 0;
    for (from, to) in ends {
        let equal = from == to
            && a.get(a.len() - tail - from..a.len() - tail) == b.get(b.len() - tail - to..b.len() - tail);
        if !equal {
            break;
        }
        tail += from;
    }
    let (a, b) = (a.get(..a.len() - tail)?, b.get(..b.len() - tail)?);
    (a != b).then(|| Edit::replace(Span::new(head, head + a.len()), b))
}
