//! A plan's status as JSON (docs/status.md). Lines count from 1, days are ISO 8601.

use super::{Part, PlanStatus};
use crate::plan::status::StatusClass;
use serde_json::{Value, json};

/// The status of one plan; the caller adds where it is.
pub fn status_json(status: &PlanStatus) -> Value {
    let [error, warning, info, hint] = status.findings;
    let phases = status.outer().filter(|(_, part)| part.kind.is_some());
    let phases = phases.map(|(index, part)| {
        let steps: Vec<Value> = status.inside(index).map(|(_, step)| work(status, step)).collect();
        let mut phase = work(status, part);
        if let Some(phase) = phase.as_object_mut() {
            phase.insert("steps".to_owned(), Value::Array(steps));
        }
        phase
    });
    let milestones = status.parts.iter().filter(|part| part.kind.is_none());
    let overdue = status.overdue().map(
        |(part, days)| json!({ "name": part.name, "line": part.line + 1, "end": part.end, "days": days }),
    );
    let next = status.next.iter();
    let next = next.map(|t| json!({ "task": t.name, "line": t.line + 1, "under": t.under }));
    json!({
        "title": status.title,
        "template": status.template,
        "status": status.stated,
        "state": status.class.name(),
        "progress": progress(status.progress),
        "estimate": status.estimate.map(|e| e.to_string()),
        "remaining": status.remaining.map(|e| e.to_string()),
        "start": status.start,
        "due": status.due,
        "days_late": status.plan_late(),
        "phases": phases.collect::<Vec<_>>(),
        "milestones": milestones.map(|part| timed(status, part)).collect::<Vec<_>>(),
        "next": next.collect::<Vec<_>>(),
        "overdue": overdue.collect::<Vec<_>>(),
        "findings": { "error": error, "warning": warning, "info": info, "hint": hint },
    })
}

/// What phases, steps and milestones have in common.
fn timed(status: &PlanStatus, part: &Part) -> Value {
    json!({
        "name": part.name,
        "line": part.line + 1,
        "state": part.class.map(StatusClass::name),
        "start": part.start,
        "end": part.end,
        "days_late": status.late(part),
    })
}

fn work(status: &PlanStatus, part: &Part) -> Value {
    let on = part.depends.iter().filter_map(|on| status.parts.get(*on));
    let more = json!({
        "kind": part.kind.map(|kind| kind.name()),
        "number": part.number,
        "progress": progress(part.progress),
        "estimate": part.estimate.map(|e| e.to_string()),
        "depends_on": on.map(|on| on.line + 1).collect::<Vec<_>>(),
    });
    let mut value = timed(status, part);
    if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
        value.extend(more);
    }
    value
}

fn progress((done, total): (usize, usize)) -> Value {
    json!({ "done": done, "total": total })
}
