//! The words of hovers: what fits in a place, how far something is, a plan's own words made safe in
//! Markdown.

use crate::template::{ListSpec, ValueType};

/// Bytes of an author's words that are shown.
const LONGEST: usize = 200;

/// What values of a type look like; `None` for free text.
pub(super) fn values(value: &ValueType) -> Option<String> {
    Some(match value {
        ValueType::Choice(choices) => {
            let choices: Vec<String> = choices.iter().map(|c| code(c)).collect();
            format!("one of {}", choices.join(", "))
        }
        ValueType::Date => "a date, `YYYY-MM-DD`".to_owned(),
        ValueType::Duration => "a duration, such as `3 days`".to_owned(),
        ValueType::Path => "a path in the workspace".to_owned(),
        ValueType::Link => "a link".to_owned(),
        ValueType::Phase => "a phase of this plan".to_owned(),
        ValueType::List(ListSpec::Task) => "a list of tasks with boxes".to_owned(),
        ValueType::List(ListSpec::Ordered) => "a numbered list".to_owned(),
        ValueType::List(ListSpec::Bullet) => "a list".to_owned(),
        ValueType::Text => return None,
    })
}

/// `3 of 7 tasks done`; nothing without tasks.
pub(super) fn progress(done: usize, total: usize) -> Option<String> {
    let tasks = if total == 1 { "task" } else { "tasks" };
    (total > 0).then(|| format!("{done} of {total} {tasks} done"))
}

/// A code span of a text: one line, with marks longer than any inside.
pub(super) fn code(text: &str) -> String {
    let text = short(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{marks}{pad}{text}{pad}{marks}")
}

/// A text that stands in Markdown for itself.
pub(super) fn escape(text: &str) -> String {
    let text = short(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|~&".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// One line, not too long.
fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at > LONGEST);
    end.and_then(|end| text.get(..end)).map_or(text.clone(), |cut| format!("{cut}…"))
}
