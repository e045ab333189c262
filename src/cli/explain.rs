//! `planls explain`: one rule's page.

use super::output::{self, Failure, Outcome};
use crate::config::nearest;
use crate::rules::{self, Fixes};
use clap::Args;

/// Say what a rule reports, why, and what to do, with examples
#[derive(Args)]
pub(super) struct Arguments {
    /// The rule's name, as findings show it in brackets
    rule: String,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let name = arguments.rule.trim();
    let Some(rule) = rules::rule(name) else {
        let nearest = nearest(name, rules::rules().iter().map(|r| r.name));
        let hint =
            nearest.map_or("`planls rules` lists them".into(), |n| format!("did you mean `{n}`?"));
        return Err(Failure::new(format!("there is no rule `{name}`; {hint}")));
    };
    let fix = match rule.fixes {
        Fixes::None => "no fix",
        Fixes::Offered => "a fix is offered",
        Fixes::Safe => "`planls fix` mends it",
    };
    let (template, none) = (rule.levels.template.name(), rule.levels.generic.name());
    let page = rule.page();
    output::print(&format!(
        "# {name}\n\nLevel: {template} in plans that follow a template, {none} in others; {fix}.\n\n{}\n",
        page.trim()
    ))?;
    Ok(0)
}
