//! What stands for a value: a placeholder of the value's type, named after its label.

use crate::plan::concept::normalise;
use crate::plan::marks::Plain;
use crate::plan::{choice, status};
use crate::template::ValueType;
use crate::template::load::{blank, value_type};

/// Labels whose values are choices.
const CHOICES: &[&str] = &[
    "status",
    "state",
    "priority",
    "risk",
    "risk level",
    "impact",
    "probability",
    "likelihood",
    "severity",
    "type",
    "change type",
    "complexity",
    "level",
];

/// The placeholder for values that stand under `label` (as written).
pub(super) fn of(label: &str, values: &[&str]) -> String {
    let key = normalise(label);
    let name = Plain::of(label).text;
    let name = name.trim().trim_end_matches([':', '：']);
    let blank = name.is_empty() || !blank::spans(name).is_empty();
    let named = || format!("[{}]", if blank { "Description" } else { name });
    let first = values.iter().find(|v| !v.is_empty()).copied().unwrap_or_default();
    if first.is_empty() && values.len() == 1 {
        return String::new();
    }
    if let Some(choices) = choices(&key, values) {
        return choices;
    }
    match value_type(&key, first) {
        ValueType::Choice(_) => first.to_owned(),
        ValueType::Date => "[Date]".to_owned(),
        ValueType::Duration => "X hours/days".to_owned(),
        ValueType::Path => "`path/to/file`".to_owned(),
        ValueType::Link => format!("[Link to the {}]", name.to_lowercase()),
        _ => named(),
    }
}

/// `[Done/In progress]` of values that are statuses or levels, when there are several.
fn choices(key: &str, values: &[&str]) -> Option<String> {
    const MOST: usize = 6;
    let mut distinct: Vec<String> = vec![];
    for value in values.iter().map(|v| Plain::of(v).text.trim().to_owned()) {
        if !value.is_empty() && !distinct.contains(&value) {
            distinct.push(value);
        }
        if distinct.len() > MOST {
            return None;
        }
    }
    let known = CHOICES.contains(&key) || distinct.iter().all(|v| status::parse(v).is_some());
    let list = format!("[{}]", distinct.join("/"));
    (distinct.len() > 1 && known && choice::list(&list).is_some()).then_some(list)
}
