//! `missing-risks`: no risks anywhere in the plan.

use super::{Context, Finding};
use crate::plan::Concept;

declare! {
    /// The plan names no risks.
    ///
    /// A plan without risks has not been thought through to the end, or its author kept them to
    /// themselves. Reviewers ask what could go wrong; write it down with what will be done about
    /// it. A section, a table, a list, or a `Risks` label in a phase all count, under any of the
    /// usual headings.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Rollback
    /// 1. Switch the flag `saved_cards` off
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risks and mitigations
    /// - The vault is slow on Mondays. **Mitigation**: cache tokens for five minutes
    /// ```
    "missing-risks",
    template: Warning, generic: Info, about: Missing, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    super::missing::check(context, Concept::Risks, "plan has no risks")
}
