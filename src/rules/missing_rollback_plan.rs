//! `missing-rollback-plan`: no rollback anywhere in the plan.

use super::{Context, Finding};
use crate::plan::Concept;

declare! {
    /// The plan does not say how to go back.
    ///
    /// When a change goes wrong at night, the person on call needs the way back, not the way
    /// forward. A short answer is an answer: one `git revert`, or "N/A, read-only".
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risks
    /// - The vault is slow. **Mitigation**: cache tokens
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Migration
    ///
    /// ### Rollback
    /// N/A, the change is read-only
    /// ```
    "missing-rollback-plan",
    template: Warning, generic: Info, about: Missing, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    super::missing::check(context, Concept::Rollback, "plan has no rollback plan")
}
