//! `planls fmt`: formats plans, or says which are not.

use super::Common;
use super::diff;
use super::input::Input;
use super::output::{self, Outcome};
use super::run::{self, Selection};
use crate::ide::format;
use crate::text::apply;
use crate::workspace::{self, Source, Workspace};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  planls fmt                  every plan below the current folder
  planls fmt --check          names those that are not formatted, for CI
  planls fmt --diff plan.md   what would change";

/// Align tables, count lists, mend blank lines
///
/// Changes no word. Files are replaced whole, with their permissions and line ends. Standard input
/// (`-`) is printed formatted.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// Name the plans that would change, change nothing, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Print what would change as a unified diff, and change nothing
    #[arg(long)]
    diff: bool,
}

struct Formatted {
    shown: String,
    changed: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Outcome {
    let done = run::each(&arguments.selection, common, "formatted", |workspace, input, source| {
        one(arguments, workspace, input, &source)
    })?;
    let shown: String = done.results.iter().map(|(_, f)| f.shown.as_str()).collect();
    output::print(&shown)?;
    let changed = done.results.iter().filter(|(_, f)| f.changed).count();
    let dry = arguments.check || arguments.diff || arguments.selection.is_stdin();
    if changed > 0 && !dry && !common.quiet {
        let files = if changed == 1 { "file" } else { "files" };
        output::print(&format!("{changed} {files} formatted\n"))?;
    }
    Ok(done.exit(u8::from(arguments.check && changed > 0)))
}

fn one(
    arguments: &Arguments,
    workspace: &Workspace,
    input: &Input,
    source: &Source,
) -> Result<Formatted, String> {
    let edits = format(&workspace.snapshot_of(&input.path, &source.text));
    let text = apply(&source.text, &edits).ok_or("could not be formatted")?;
    let changed = text != source.text;
    let shown = match changed {
        true if arguments.diff => diff::diff(&input.name, &source.text, &text),
        true if arguments.check => format!("{}\n", input.name),
        _ if input.is_stdin() && !arguments.check && !arguments.diff => text,
        true => {
            workspace::write(workspace, &input.path, source, &text)?;
            String::new()
        }
        false => String::new(),
    };
    Ok(Formatted { shown, changed })
}
