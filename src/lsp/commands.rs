//! The names of the commands of the server, as menus show them. Each works without arguments where
//! only one plan is open.

/// Shows a place of a plan; without arguments the next open task.
pub const SHOW: &str = "planls.showNextTask";
/// Adds a row at the end of a table.
pub const ADD_ROW: &str = "planls.addTableRow";
/// Inserts the sections that the template wants and the plan lacks.
pub const INSERT_SECTIONS: &str = "planls.insertMissingSections";
/// Carries out a code action, for clients that take them as commands only; without arguments fixes
/// all that can be fixed safely.
pub const FIX: &str = "planls.fix";

/// All of them.
pub const ALL: [&str; 4] = [SHOW, ADD_ROW, INSERT_SECTIONS, FIX];
