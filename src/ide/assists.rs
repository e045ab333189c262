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
    table_rows
    add_risk
}
