//! What can be written as the value of a field or a cell: the template's choices, statuses and
//! levels where it has none, names of phases, dates. Looks at no text around the place.

use super::Snapshot;
use crate::plan::heading::Kind;
use crate::plan::table::ColumnRole;
use crate::template::ValueType;
use jiff::ToSpan;

const STATUSES: &[&str] = &["Not Started", "In Progress", "Blocked", "Completed"];
const LEVELS: &[&str] = &["Low", "Medium", "High"];

/// What a place asks for where no template says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// How far something is.
    Status,
    /// How bad or likely it is.
    Level,
    /// A day.
    Date,
    /// The name of a phase.
    Phase,
    /// Nobody knows.
    Anything,
}

impl Wanted {
    /// By the key of a field.
    pub(crate) fn of_key(key: &str) -> Wanted {
        match key {
            "status" | "current status" | "state" => Wanted::Status,
            "risk level" | "priority" | "impact" | "likelihood" | "probability" | "severity"
            | "complexity" => Wanted::Level,
            _ => match ColumnRole::of(key) {
                ColumnRole::Start | ColumnRole::End | ColumnRole::Date => Wanted::Date,
                _ if ["created", "updated", "last updated"].contains(&key) => Wanted::Date,
                _ => Wanted::Anything,
            },
        }
    }

    /// By what a column holds.
    pub(crate) fn of_column(role: ColumnRole) -> Wanted {
        match role {
            ColumnRole::Status => Wanted::Status,
            ColumnRole::Impact | ColumnRole::Probability => Wanted::Level,
            ColumnRole::Start | ColumnRole::End | ColumnRole::Date => Wanted::Date,
            ColumnRole::Phase => Wanted::Phase,
            _ => Wanted::Anything,
        }
    }
}

/// The values and what each is, best first; what the template says goes before what the label does.
pub(crate) fn values(
    snapshot: &Snapshot,
    spec: Option<&ValueType>,
    wanted: Wanted,
) -> Vec<(String, &'static str)> {
    let listed = |list: &[&str], detail| list.iter().map(|s| ((*s).to_owned(), detail)).collect();
    let choices = spec.map_or(&[][..], ValueType::choices);
    if !choices.is_empty() {
        return choices.iter().map(|choice| (choice.clone(), "choice")).collect();
    }
    match (spec, wanted) {
        (Some(ValueType::Date), _) | (_, Wanted::Date) => dates(snapshot),
        (Some(ValueType::Phase), _) | (_, Wanted::Phase) => phases(snapshot),
        (_, Wanted::Status) => listed(STATUSES, "status"),
        (_, Wanted::Level) => listed(LEVELS, "level"),
        (_, Wanted::Anything) => vec![],
    }
}

/// The names of the phases; of the outermost steps in a plan without.
pub(crate) fn phases(snapshot: &Snapshot) -> Vec<(String, &'static str)> {
    let plan = &snapshot.plan;
    let name = |(_, node): (usize, crate::plan::Node)| node.name().replace('|', "\\|");
    let phases = plan.work().filter(|(_, node)| node.kind == Kind::Phase);
    let phases: Vec<_> = phases.map(|found| (name(found), "phase")).collect();
    if !phases.is_empty() {
        return phases;
    }
    let outermost = plan.work().filter(|(id, _)| !plan.in_work(*id));
    outermost.map(|found| (name(found), "step")).collect()
}

fn dates(snapshot: &Snapshot) -> Vec<(String, &'static str)> {
    const AHEAD: [(i64, &str); 5] = [
        (0, "today"),
        (1, "tomorrow"),
        (7, "in one week"),
        (14, "in two weeks"),
        (28, "in four weeks"),
    ];
    let day = |days: i64| snapshot.environment.today.checked_add(days.days()).ok();
    AHEAD.into_iter().filter_map(|(days, said)| Some((day(days)?.to_string(), said))).collect()
}
