//! `source.fixAll.planls`: everything in the document that can be fixed safely.

use crate::ide::assist::{Assist, AssistContext, AssistKind, Edits};
use crate::ide::fix::{can_fix, fix_edits};

/// At most one action, wherever the cursor is.
pub(super) fn assist(context: &AssistContext) -> Vec<Assist> {
    let fix = || Assist {
        id: "fix-all",
        title: "Fix all that can be fixed safely".to_owned(),
        kind: AssistKind::FixAll,
        edits: Edits::Later(context.span, |context| fix_edits(context.snapshot, false)),
    };
    can_fix(context.snapshot).then(fix).into_iter().collect()
}
