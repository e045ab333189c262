//! Applying fixes: those of a whole document at once, and again until nothing is left to do. One
//! fix at a time is the business of whoever offers it.

use super::Snapshot;
use crate::rules::{Finding, Fix};
use crate::text::{Edit, Span};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Rounds after which fixes are taken to chase each other.
const ROUNDS: usize = 64;

/// The edits of all safe fixes that can be applied together, by place; the first comes first where
/// two touch the same text. `offered`: also those of findings with one offered fix and no other.
pub fn fix_edits(snapshot: &Snapshot, offered: bool) -> Vec<Edit> {
    let mut taken = Taken::default();
    let mut seen = FxHashSet::default();
    for fix in snapshot.findings().iter().filter_map(|f| chosen(f, offered)) {
        // The same edits are often the fix of several findings (renumbering, say).
        if seen.insert(&fix.edits) && fix.edits.iter().all(|edit| !taken.touches(edit.span)) {
            for edit in &fix.edits {
                taken.add(edit.clone());
            }
        }
    }
    taken.edits.into_values().collect()
}

/// Whether there are any edits of safe fixes.
pub(super) fn can_fix(snapshot: &Snapshot) -> bool {
    let mut fixes = snapshot.findings().iter().filter_map(|f| chosen(f, false));
    fixes.any(|fix| !fix.edits.is_empty())
}

/// The text with all these fixes applied, again and again until none is left; `None` when there is
/// nothing to fix.
pub fn fixed(snapshot: &Snapshot, offered: bool) -> Option<String> {
    let original = snapshot.document.text().to_string();
    let (mut text, mut edits) = (original.clone(), fix_edits(snapshot, offered));
    let (mut seen, mut last) = (FxHashSet::default(), None);
    while !edits.is_empty() && seen.len() < ROUNDS && seen.insert(text.clone()) {
        let Some(next) = last.as_ref().unwrap_or(snapshot).edited(&edits) else { break };
        text = next.document.text().to_string();
        edits = fix_edits(&next, offered);
        last = Some(next);
    }
    (text != original).then_some(text)
}

/// Edits that lie apart from each other.
#[derive(Default)]
struct Taken {
    /// By place, then in the order in which they came.
    edits: BTreeMap<(Span, usize), Edit>,
}

impl Taken {
    fn add(&mut self, edit: Edit) {
        self.edits.insert((edit.span, self.edits.len()), edit);
    }

    fn touches(&self, span: Span) -> bool {
        // They lie apart, so the last that begins early enough is the one that ends last.
        let after = (Span::at(span.end + 1), 0);
        let before = self.edits.range(..after).next_back();
        before.is_some_and(|(_, edit)| edit.span.end >= span.start)
    }
}

fn chosen(finding: &Finding, offered: bool) -> Option<&Fix> {
    let safe = finding.fixes.iter().find(|fix| fix.safe);
    safe.or(match finding.fixes.as_slice() {
        [only] if offered => Some(only),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{Case, snapshot};
    use expect_test::{Expect, expect};

    fn check(text: &str, offered: bool, expect: Expect) {
        let fixed = fixed(&snapshot(text, &Case::default()), offered);
        expect.assert_eq(&format!("{:?}", fixed));
    }

    const PLAN: &str = "# Plan: Cards\r\n<!-- planls: ignore missing-file -->\r\n\r\n## Risks\r\n| Risk | Mitigation |\r\n| --- | --- |\r\n| Disk is full | |\r\n\r\n## Rollback\r\n1. Undo it\r\n2. Check it\r\n\r\n## Done when\r\n- `make` passes\r\n\r\n## Phase 1: Move\r\n- [ ] Copy\r\n\r\n| a | b |\r\n| --- | --- |\r\n| 1 |\r\n";

    #[test]
    fn safe_fixes_are_applied_together_and_keep_line_ends() {
        check(
            PLAN,
            false,
            expect![[
                r##"Some("# Plan: Cards\r\n\r\n## Risks\r\n| Risk | Mitigation |\r\n| --- | --- |\r\n| Disk is full | |\r\n\r\n## Rollback\r\n1. Undo it\r\n2. Check it\r\n\r\n## Done when\r\n- `make` passes\r\n\r\n## Phase 1: Move\r\n- [ ] Copy\r\n\r\n| a | b |\r\n| --- | --- |\r\n| 1 |  |\r\n")"##
            ]],
        );
    }

    #[test]
    fn offered_ones_only_on_request() {
        check(
            PLAN,
            true,
            expect![[
                r##"Some("# Plan: Cards\r\n\r\n## Risks\r\n| Risk | Mitigation |\r\n| --- | --- |\r\n| Disk is full | [How it is avoided or contained] |\r\n\r\n## Rollback\r\n1. Undo it\r\n2. Check it\r\n\r\n## Done when\r\n- `make` passes\r\n\r\n## Phase 1: Move\r\n- [ ] Copy\r\n\r\n| a | b |\r\n| --- | --- |\r\n| 1 |  |\r\n")"##
            ]],
        );
    }

    #[test]
    fn nothing_to_fix_is_nothing() {
        check("# Plan: Cards\n", false, expect![["None"]]);
    }

    #[test]
    fn edits_never_touch_each_other() {
        let edit = |s, e| Edit::replace(Span::new(s, e), "x");
        let mut taken = Taken::default();
        [edit(8, 10), edit(2, 4), edit(6, 6)].into_iter().for_each(|e| taken.add(e));
        let touched: Vec<usize> = (0..12).filter(|at| taken.touches(Span::at(*at))).collect();
        assert_eq!(touched, [2, 3, 4, 6, 8, 9, 10]);
        assert!(taken.touches(Span::new(5, 7)) && taken.touches(Span::new(0, 12)));
        assert!(!taken.touches(Span::new(11, 12)));
    }
}
