//! `planls fix`: applies fixes to the documents themselves.

use super::Common;
use super::baseline::Baseline;
use super::check::{self, FailOn};
use super::format::Format;
use super::input::Input;
use super::output::{self, Outcome};
use super::run::{self, Selection};
use super::{diff, report::Report};
use crate::ide::fixed;
use crate::workspace::{self, Source, Workspace};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  planls fix --diff | less        what would change
  planls fix docs/plan.md         applies safe fixes, reports what is left
  planls fix - < plan.md          prints the plan mended";

/// Mend what can be mended safely
///
/// Applies the safe fixes of all findings and reports what is left. Files are replaced whole, with
/// their permissions and line ends. Standard input (`-`) is printed mended.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// Print what would change as a unified diff, and change nothing
    #[arg(long)]
    diff: bool,
    /// Also apply fixes that leave something to write, where there is only one choice
    #[arg(long = "unsafe")]
    offered: bool,
    /// Exit with 1 if findings of this severity or above are left: error, warning, info, hint or never
    #[arg(long, value_name = "SEVERITY", default_value = "warning", hide_possible_values = true)]
    fail_on: FailOn,
}

struct Mended {
    report: Report,
    /// The diff, or the mended standard input.
    shown: String,
    changed: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Outcome {
    let done = run::each(&arguments.selection, common, "mended", |workspace, input, source| {
        mend(arguments, workspace, input, &source)
    })?;
    let shown: String = done.results.iter().map(|(_, m)| m.shown.as_str()).collect();
    let changed = done.results.iter().filter(|(_, m)| m.changed).count();
    output::print(&shown)?;
    if arguments.diff || arguments.selection.is_stdin() {
        return Ok(check::code(&done.map(|mended| mended.report), arguments.fail_on));
    }
    if changed > 0 && !common.quiet {
        let files = if changed == 1 { "file" } else { "files" };
        output::print(&format!("{changed} {files} mended\n"))?;
    }
    check::finish(done.map(|mended| mended.report), Format::Text, arguments.fail_on, common)
}

fn mend(
    arguments: &Arguments,
    workspace: &Workspace,
    input: &Input,
    source: &Source,
) -> Result<Mended, String> {
    let before = workspace.snapshot_of(&input.path, &source.text);
    let text = fixed(&before.uncapped(), arguments.offered);
    let after = match &text {
        Some(text) => workspace.snapshot_of(&input.path, text),
        None => before,
    };
    let stdin = input.is_stdin();
    let mut shown = String::new();
    match &text {
        Some(text) if arguments.diff => shown = diff::diff(&input.name, &source.text, text),
        Some(text) if stdin => shown.clone_from(text),
        Some(text) => workspace::write(workspace, &input.path, source, text)?,
        None if stdin && !arguments.diff => shown.clone_from(&source.text),
        None => {}
    }
    let drawn = !arguments.diff && !stdin;
    let report = check::report(input, &after, &Baseline::default(), drawn);
    Ok(Mended { report, shown, changed: text.is_some() })
}
