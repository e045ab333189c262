//! What waits for what, as a flowchart of Mermaid's: a box per phase with the steps in it, an arrow
//! to everything that waits. A plan that names no dependency is drawn in its own order, dotted.

use crate::cli::mermaid::quoted;
use crate::ide::{Part, PlanStatus};
use crate::plan::status::StatusClass;

/// The chart of a plan; steps within phases only if `steps`.
pub(super) fn flowchart(plan: &PlanStatus, steps: bool) -> String {
    let mut out = String::from("flowchart TD\n");
    let outer: Vec<(usize, &Part)> = plan.outer().filter(|(_, part)| part.kind.is_some()).collect();
    for (index, part) in &outer {
        let inside: Vec<_> = plan.inside(*index).filter(|_| steps).collect();
        if inside.is_empty() {
            out += &format!("    {}\n", node(*index, part));
            continue;
        }
        out += &format!("    subgraph p{index}[\"{}\"]\n", label(part, " · "));
        for (step, part) in inside {
            out += &format!("        {}\n", node(step, part));
        }
        out += "    end\n";
    }
    let shown = |index: &usize| steps || plan.parts.get(*index).is_some_and(|p| p.parent.is_none());
    let parts = plan.parts.iter().enumerate().filter(|(index, _)| shown(index));
    let arrows: Vec<(usize, usize)> = parts
        .flat_map(|(from, part)| {
            part.depends.iter().filter(|on| shown(on)).map(move |on| (*on, from))
        })
        // A box cannot point at what is in it.
        .filter(|(on, from)| !within(plan, *on, *from) && !within(plan, *from, *on))
        .collect();
    for (on, from) in &arrows {
        out += &format!("    p{on} --> p{from}\n");
    }
    if arrows.is_empty() {
        for pair in outer.windows(2) {
            if let [(before, _), (after, _)] = pair {
                out += &format!("    p{before} -.-> p{after}\n");
            }
        }
    }
    out + "    classDef done fill:#dafbe1,stroke:#1a7f37,color:#1f2328\n    \
           classDef active fill:#ddf4ff,stroke:#0969da,color:#1f2328\n    \
           classDef late fill:#ffebe9,stroke:#c21c2b,color:#1f2328\n"
        + &classes(plan, &shown)
}

fn within(plan: &PlanStatus, inner: usize, outer: usize) -> bool {
    plan.parts.get(inner).is_some_and(|part| part.parent == Some(outer))
}

fn node(index: usize, part: &Part) -> String {
    format!("p{index}[\"{}\"]", label(part, "<br/>"))
}

/// `line`: what stands between name and progress; the title of a box has one line.
fn label(part: &Part, line: &str) -> String {
    let (done, all) = part.progress;
    let progress = (all > 0).then(|| format!("{done}/{all}"));
    let estimate = part.estimate.map(|e| e.to_string());
    let more = [progress, estimate].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let gap = if more.is_empty() { "" } else { line };
    format!("{}{gap}{more}", quoted(&part.name))
}

fn classes(plan: &PlanStatus, shown: &dyn Fn(&usize) -> bool) -> String {
    let class = |part: &Part| match part.class {
        _ if plan.late(part).is_some() => Some("late"),
        Some(StatusClass::Finished) => Some("done"),
        Some(StatusClass::Active) => Some("active"),
        Some(StatusClass::Draft) | None => None,
    };
    let parts = plan.parts.iter().enumerate();
    let parts = parts.filter(|(index, part)| part.kind.is_some() && shown(index));
    let line =
        |(index, part): (usize, &Part)| Some(format!("    class p{index} {}\n", class(part)?));
    parts.filter_map(line).collect()
}
