//! `planls rules`: the table of rules.

use super::output::{self, BOLD, DIM, Outcome, RESET};
use crate::rules::{self, Fixes, Rule};
use clap::{Args, ValueEnum};
use serde_json::json;

/// List all rules with their levels
///
/// A rule has one level for plans that follow a template and one for those that follow none.
/// `planls explain RULE` shows a rule's page; `[rules]` in planls.toml sets levels.
#[derive(Args)]
pub(super) struct Arguments {
    /// How the list is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// A table for people
    Text,
    /// One JSON object
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    match arguments.format {
        Form::Text => output::print(&table())?,
        Form::Json => {
            let one = |rule: &&Rule| {
                json!({
                    "name": rule.name,
                    "summary": rule.summary(),
                    "template": rule.levels.template.name(),
                    "generic": rule.levels.generic.name(),
                    "fix": fix(rule),
                })
            };
            let rules: Vec<_> = rules::rules().iter().map(one).collect();
            output::print_json(&json!({ "version": 1, "rules": rules }))?;
        }
    }
    Ok(0)
}

/// `safe`: part of `planls fix`; `offered`: only on request.
fn fix(rule: &Rule) -> Option<&'static str> {
    match rule.fixes {
        Fixes::None => None,
        Fixes::Offered => Some("offered"),
        Fixes::Safe => Some("safe"),
    }
}

fn table() -> String {
    let width = rules::rules().iter().map(|r| r.name.len()).max().unwrap_or(4);
    let mut out = format!("{DIM}{:width$}  template  without   fix{RESET}\n", "rule");
    for rule in rules::rules() {
        let (template, none) = (rule.levels.template.name(), rule.levels.generic.name());
        let fix = fix(rule).unwrap_or("");
        out += &format!("{BOLD}{:width$}{RESET}  {template:8}  {none:8}  {fix}\n", rule.name);
        out += &format!("  {DIM}{}{RESET}\n", rule.summary());
    }
    out
}
