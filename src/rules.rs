//! Rules: what can be wrong with a plan. One file per rule, which declares it once with its
//! documentation; every list, page, hover and `explain` is derived from that declaration.
//!
//! [`check`] runs them all: levels, status, suppression, caps and order are decided here, not in
//! the rules. Knows no editor, no file system ([`Files`] is asked) and no clock.

#[macro_use]
mod registry;
mod cache;
mod choices;
mod context;
mod directives;
mod finding;
mod missing;
mod run;
#[cfg(test)]
pub(crate) mod testing;

pub use cache::Cache;
pub use context::{Context, Files, NoFiles, SectionContext, Settings, resolve};
pub use finding::{Finding, Fix, Level, Related};
pub use registry::{About, Fixes, Levels, Reach, Rule};
pub use run::check;

/// The rules: one line each, in the order of the documentation.
macro_rules! list {
    ($($module:ident)*) => {
        $(mod $module;)*
        static RULES: &[&Rule] = &[$(&$module::RULE),*];
    };
}

list! {
    missing_risks
    missing_rollback_plan
    missing_acceptance_criteria
    missing_section
    missing_phases
    empty_section
    duplicate_section
    section_out_of_order
    unfilled_placeholder
    template_text_left
    unmade_choice
    unknown_choice
    risk_without_mitigation
    risk_without_rating
    rollback_without_steps
    rollback_without_verification
    acceptance_without_criteria
    vague_criterion
    phase_without_steps
    step_missing_field
    broken_numbering
    unknown_reference
    dependency_cycle
    timeline_mismatch
    invalid_date
    dates_out_of_order
    estimate_mismatch
    done_with_open_tasks
    ragged_table_row
    missing_table_column
    empty_table_cell
    missing_file
    file_already_exists
    broken_link
    unused_ignore
    invalid_directive
    invalid_template
}

/// All rules, in the order of the documentation.
pub fn rules() -> &'static [&'static Rule] {
    RULES
}

/// A rule by name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.name == name)
}
