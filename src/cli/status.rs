//! `planls status`: how far every plan is, in the terminal, as JSON, as a page, as a Gantt chart.

mod html;
mod mermaid;
mod text;
mod words;

use super::Common;
use super::output::{self, Outcome};
use super::report::Error;
use super::run::{self, Selection};
use crate::ide::{PlanStatus, plan_status, status_json};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

const EXAMPLES: &str = "\
Examples:
  planls status                              every plan below this folder
  planls status --format html > status.html  a page to open, send or print
  planls status docs --format mermaid        a Gantt chart for a README
  planls status --format json                for programs: see docs/status.md

Something is overdue when its last day has passed and it is known not to be finished. The exit \
code is 0 all the same; 2 for what could not be read.";

/// Show how far plans are
///
/// For each plan under each PATH (the current folder if there is none): progress as a whole and per
/// phase, estimates and dates, the next open task, what is overdue, and how many findings `planls
/// check` has. Other documents are skipped.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Bars for people
    Text,
    /// One JSON object
    Json,
    /// A page with progress and a Gantt chart, in one file
    Html,
    /// A Mermaid Gantt chart
    Mermaid,
}

/// All plans of a run.
struct Overview {
    plans: Vec<(String, PlanStatus)>,
    /// Documents that are no plans.
    skipped: usize,
    /// Those of them that were named.
    named: Vec<String>,
    errors: Vec<Error>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Outcome {
    let done = run::each(&arguments.selection, common, "read", |workspace, input, source| {
        Ok(plan_status(&workspace.snapshot_of(&input.path, &source.text)))
    })?;
    let code = done.exit(0);
    let mut overview = Overview { plans: vec![], skipped: 0, named: vec![], errors: done.errors };
    for (input, status) in done.results {
        match status {
            Some(status) => overview.plans.push((input.name, status)),
            None => {
                overview.skipped += 1;
                overview.named.extend(Some(input.name).filter(|_| input.named));
            }
        }
    }
    match arguments.format {
        Form::Text => output::print(&text::all(&overview, common.quiet))?,
        Form::Json => output::print_json(&overview.json())?,
        Form::Mermaid => output::print(&mermaid::gantt(&overview))?,
        Form::Html => output::print(&html::page(&overview))?,
    }
    Ok(code)
}

impl Overview {
    /// Boxes of all plans: done, all.
    fn progress(&self) -> (usize, usize) {
        let plans = self.plans.iter().map(|(_, plan)| plan.progress);
        plans.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }

    /// Phases, milestones and plans that are late.
    fn overdue(&self) -> usize {
        let late =
            |plan: &PlanStatus| plan.overdue().count() + usize::from(plan.plan_late().is_some());
        self.plans.iter().map(|(_, plan)| late(plan)).sum()
    }

    /// Findings: error, warning, info, hint.
    fn findings(&self) -> [usize; 4] {
        self.plans.iter().fold([0; 4], |sum, (_, plan)| {
            std::array::from_fn(|i| sum.get(i).unwrap_or(&0) + plan.findings.get(i).unwrap_or(&0))
        })
    }

    fn json(&self) -> Value {
        let plan = |(path, status): &(String, PlanStatus)| {
            let mut value = json!({ "path": path });
            if let (Some(value), Value::Object(rest)) = (value.as_object_mut(), status_json(status))
            {
                value.extend(rest);
            }
            value
        };
        let (done, total) = self.progress();
        let [error, warning, info, hint] = self.findings();
        let mut value = json!({
            "version": 1,
            "today": self.plans.first().map(|(_, plan)| plan.today),
            "plans": self.plans.iter().map(plan).collect::<Vec<_>>(),
            "summary": {
                "plans": self.plans.len(), "skipped": self.skipped,
                "progress": { "done": done, "total": total }, "overdue": self.overdue(),
                "error": error, "warning": warning, "info": info, "hint": hint,
            },
        });
        if let Some(value) = value.as_object_mut().filter(|_| !self.errors.is_empty()) {
            value.insert("errors".to_owned(), json!(self.errors));
        }
        value
    }
}
