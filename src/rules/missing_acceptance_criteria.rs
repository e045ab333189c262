//! `missing-acceptance-criteria`: nothing says when the work is done.

use super::{Context, Finding};
use crate::plan::Concept;

declare! {
    /// The plan does not say when it is done.
    ///
    /// Without criteria "done" is an opinion. A section (acceptance or success criteria, definition
    /// of done, exit criteria …) counts, and so does an `Acceptance criteria` label in the phases.
    /// The `Validation` of a single step does not.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Steps
    ///
    /// ### Step 1: Store tokens
    /// **Validation**: the unit tests pass
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Definition of Done
    /// - [ ] A returning customer pays in two clicks
    /// ```
    "missing-acceptance-criteria",
    template: Warning, generic: Info, about: Missing, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    super::missing::check(context, Concept::Acceptance, "plan has no acceptance criteria")
}
