//! The actions: one line each, in the order they are listed.

use super::assist::{Assist, AssistContext};

macro_rules! list {
    ($($module:ident)*) => {
        $(mod $module;)*
        /// All of them.
        pub(super) static ALL: &[fn(&AssistContext) -> Vec<Assist>] = &[$($module::assist),*];
    };
}

list! {
    toggle_task
    split_task
    set_value
    table_rows
    table_columns
    risk_shape
    add_risk
    add_work
    add_item
    move_section
    renumber
    ignore_here
    organize_sections
    recognition
    fix_all
}

/// What is offered on a document that is not taken for a plan.
pub(super) static ELSEWHERE: fn(&AssistContext) -> Vec<Assist> = recognition::assist;

#[cfg(test)]
mod tests;
