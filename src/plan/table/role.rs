//! What a column of a table is, by the words of its header, in any of the table's languages.
//! Looks at no cells.

use crate::plan::concept;
use crate::plan::remembered::{Remembered, remembered};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColumnRole {
    /// What could go wrong.
    Risk,
    /// How bad that would be; severity.
    Impact,
    /// How likely it is; likelihood.
    Probability,
    /// What is done about it; contingency, response.
    Mitigation,
    /// Who sees to it.
    Owner,
    /// Phase, stage or milestone.
    Phase,
    /// When it begins.
    Start,
    /// When it ends or is due.
    End,
    /// Any other date, or a time span.
    Date,
    /// How far it is.
    Status,
    /// Duration, effort, size.
    Estimate,
    /// What is to be done.
    Task,
    /// The part that is built or changed.
    Component,
    /// What something depends on; a library.
    Dependency,
    /// Of a dependency or a document.
    Version,
    /// What for; reason.
    Purpose,
    /// What is measured; a criterion.
    Metric,
    /// The value it should have.
    Target,
    /// Free text: description, details, notes.
    Description,
    /// File or path.
    File,
    /// Anything else.
    Other,
}

use ColumnRole::*;

impl ColumnRole {
    /// Every role but [`ColumnRole::Other`] with its name, which is also a header one could write.
    pub const ALL: [(ColumnRole, &'static str); 20] = [
        (Risk, "risk"),
        (Impact, "impact"),
        (Probability, "probability"),
        (Mitigation, "mitigation"),
        (Owner, "owner"),
        (Phase, "phase"),
        (Start, "start"),
        (End, "end"),
        (Date, "date"),
        (Status, "status"),
        (Estimate, "estimate"),
        (Task, "task"),
        (Component, "component"),
        (Dependency, "dependency"),
        (Version, "version"),
        (Purpose, "purpose"),
        (Metric, "metric"),
        (Target, "target"),
        (Description, "description"),
        (File, "file"),
    ];

    /// The role a header names, in any spelling and language of the table; of several joined ones
    /// (`Probability/Impact`) the first. [`ColumnRole::Other`] in doubt.
    pub fn of(header: &str) -> ColumnRole {
        thread_local!(static READ: Remembered<ColumnRole> = Remembered::default());
        remembered(&READ, header, Self::read)
    }

    fn read(header: &str) -> ColumnRole {
        const LONGEST: usize = 100;
        if header.len() > LONGEST {
            return Other;
        }
        let normal = concept::normalise(header);
        // `Risk #` numbers the risks.
        if normal.ends_with('#') {
            return Other;
        }
        let key = concept::key(&normal);
        let exact = TABLE.names.get(&*key).copied();
        exact.or_else(|| key.split(" and ").find_map(by_name)).unwrap_or(Other)
    }

    /// `risk`, `impact`, …; nothing for [`ColumnRole::Other`].
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }
}

fn by_name(key: &str) -> Option<ColumnRole> {
    if let Some(role) = TABLE.names.get(key) {
        return Some(*role);
    }
    let ends = TABLE
        .endings
        .iter()
        .find(|(name, _)| key.strip_suffix(name).is_some_and(|rest| rest.ends_with(' ')));
    let begins = || {
        TABLE
            .beginnings
            .iter()
            .find(|(name, _)| key.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')))
    };
    ends.or_else(begins).map(|(_, role)| *role)
}

struct Table {
    names: FxHashMap<&'static str, ColumnRole>,
    endings: Vec<(&'static str, ColumnRole)>,
    beginnings: Vec<(&'static str, ColumnRole)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table =
        Table { names: FxHashMap::default(), endings: Vec::new(), beginnings: Vec::new() };
    for (role, names) in rows() {
        for name in names.split(", ") {
            if let Some(name) = name.strip_prefix('*') {
                table.endings.push((name, role));
            } else if let Some(name) = name.strip_suffix('*') {
                table.beginnings.push((name, role));
            }
            table.names.insert(name.trim_matches('*'), role);
        }
    }
    table
});

/// The lines of the table; a test keeps them well formed.
fn rows() -> impl Iterator<Item = (ColumnRole, &'static str)> {
    let lines = include_str!("columns.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": ")).filter_map(|(name, names)| {
        let role = ColumnRole::ALL.iter().find(|row| row.1 == name)?.0;
        Some((role, names))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(role: ColumnRole, headers: &[&str]) {
        for header in headers {
            assert_eq!(ColumnRole::of(header), role, "{header}");
        }
    }

    #[test]
    fn every_name_is_in_its_normal_form_and_unique() {
        let lines = include_str!("columns.txt").lines();
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).count();
        assert_eq!(rows().count(), lines, "a line without a known role");
        let mut seen = FxHashMap::default();
        let mut wrong = vec![];
        for (role, names) in rows() {
            for name in names.split(", ").map(|name| name.trim_matches('*')) {
                if concept::key(name) != name {
                    wrong.push(format!("not in normal form: {name}"));
                }
                if let Some(before) = seen.insert(name, role)
                    && before != role
                {
                    wrong.push(format!("{name}: {before:?} and {role:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn a_role_is_a_header_of_its_own() {
        for (role, name) in ColumnRole::ALL {
            check(role, &[name, role.name()]);
        }
        check(Other, &[Other.name()]);
    }

    #[test]
    fn columns_of_risk_tables() {
        check(
            Risk,
            &["Risk", "**Risk**", "⚠️ Risks", "Risk Description", "风险", "リスク", "Risiko"],
        );
        check(
            Impact,
            &["Impact", "Severity", "Business impact", "Impact (1-5)", "影响", "Auswirkung"],
        );
        check(Probability, &["Probability", "Likelihood", "Likelihood of occurrence", "発生確率"]);
        check(
            Mitigation,
            &["Mitigation Strategy", "Mitigation", "Contingency plan", "Maßnahmen", "対策"],
        );
        check(Owner, &["Owner", "Risk owner", "Assigned To", "Responsable", "负责人"]);
        check(Other, &["Risk ID", "Risk #", "Residual Risk", "#", "", "Type", "Priority"]);
    }

    #[test]
    fn columns_of_timelines_and_tasks() {
        check(Start, &["Start", "Start Date", "Planned start date", "Beginn", "開始日"]);
        check(End, &["End Date", "Due", "Deadline", "Target Date", "截止日期"]);
        check(Date, &["Date", "Review date", "When"]);
        check(
            Estimate,
            &["Estimated effort", "Duration (weeks)", "Est. hours", "Estimate", "工数"],
        );
        check(Status, &["Status", "Current status", "状态"]);
        check(Phase, &["Phase", "Milestone", "阶段"]);
        check(Task, &["Task", "Action item", "Aufgabe", "タスク"]);
    }

    #[test]
    fn columns_of_other_tables() {
        check(File, &["File", "`File`", "File(s) touched", "File / path", "Dateipfad"]);
        check(Dependency, &["Dependency", "Depends on", "Library"]);
        check(Metric, &["Metric", "Success criteria", "KPI"]);
        check(Target, &["Target", "Target value", "Threshold"]);
        check(Probability, &["Probability/Impact", "Likelihood & impact"]);
        check(Other, &["Change Type", "Value", "ID", "Expected Outcome", &"risk ".repeat(9999)]);
    }
}
