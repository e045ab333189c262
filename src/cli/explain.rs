//! `planls explain`: one rule's page.

use super::output::{self, Failure, Outcome};
use crate::config::nearest;
use crate::rules::{self, Fixes};
use clap::Args;

/// Columns beyond which lines become hard to follow.
const WIDEST: usize = 100;

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
    let page = format!(
        "# {name}\n\nLevel: {template} in plans that follow a template, {none} in others; {fix}.\n\n{}\n",
        page.trim()
    );
    output::print(&filled(&page, output::width().min(WIDEST)))?;
    Ok(0)
}

/// A page whose paragraphs are as wide as the window; what stands in fences, lists and tables is
/// left as it is.
fn filled(page: &str, columns: usize) -> String {
    let (mut out, mut paragraph, mut fenced) = (String::new(), String::new(), false);
    for line in page.lines().chain([""]) {
        fenced ^= line.starts_with("```");
        let special = |c: char| c.is_whitespace() || c.is_ascii_digit() || "#|-*+>".contains(c);
        let prose = !line.is_empty() && !line.starts_with(special);
        if prose && !fenced && !line.starts_with("```") {
            let gap = if paragraph.is_empty() { "" } else { " " };
            paragraph += &format!("{gap}{line}");
            continue;
        }
        if !paragraph.is_empty() {
            out += &textwrap::fill(&std::mem::take(&mut paragraph), columns);
            out.push('\n');
        }
        out += &format!("{line}\n");
    }
    // The last one was added to end the last paragraph.
    out.pop();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_filled_and_examples_are_not() {
        let page = "# a\n\nOne two\nthree four `five`.\n\n```md fails\nOne two\nthree four\n```\n";
        let filled = filled(page, 16);
        assert_eq!(
            filled,
            "# a\n\nOne two three\nfour `five`.\n\n```md fails\nOne two\nthree four\n```\n"
        );
    }
}
