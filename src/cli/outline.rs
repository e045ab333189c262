//! `planls outline`: sections, phases, steps and tasks of a plan with their progress.

mod flowchart;

use super::Common;
use super::columns::{bar, cut, width};
use super::input;
use super::output::{self, BOLD, DIM, Failure, GOOD, Outcome, RESET};
use crate::ide::{Symbol, outline, outline_json, status};
use crate::plan::heading::Kind;
use clap::{Args, ValueEnum};
use flowchart::flowchart;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  planls outline plan.md
  planls outline plan.md --no-tasks
  planls outline plan.md --format mermaid > plan.mmd   a chart for a README";

/// Show the phases, steps and tasks of a plan with their progress
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The plan; `-` is standard input
    file: PathBuf,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
    /// Leave out tasks, in a flowchart also the steps of phases
    #[arg(long)]
    no_tasks: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A tree for people
    Text,
    /// One JSON object
    Json,
    /// A Mermaid flowchart of what waits for what
    Mermaid,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Outcome {
    let workspace = common.workspace()?;
    let file = &arguments.file;
    if file.is_dir() {
        return Err(Failure::new(format!("{} is a folder: name a plan in it", file.display())));
    }
    let (inputs, _) = input::collect(std::slice::from_ref(file), None);
    super::run::require_template(&workspace, common, &inputs)?;
    let Some(input) = inputs.first() else { return Ok(0) };
    let unreadable = |message| Failure::new(format!("{}: {message}", input.name));
    let source = input.read().map_err(unreadable)?;
    let snapshot = workspace.snapshot_of(&input.path, &source.text);
    if arguments.format == Form::Json {
        output::print_json(&outline_json(&snapshot))?;
        return Ok(0);
    }
    if !snapshot.has_outline() {
        output::complain(&format!(
            "{} does not look like a plan; `<!-- planls: plan -->` in it, `plans.include` in planls.toml or \
             `--template ID` make it one",
            input.name
        ));
        return Ok(0);
    }
    output::print(&match arguments.format {
        Form::Mermaid => flowchart(&status(&snapshot), !arguments.no_tasks),
        _ => tree(&outline(&snapshot, !arguments.no_tasks)),
    })?;
    Ok(0)
}

/// Depth is bounded by [`outline`].
fn tree(symbols: &[Symbol]) -> String {
    let mut out = String::new();
    for symbol in symbols {
        out += &line("", symbol);
        branch(&mut out, "", &symbol.children);
    }
    out
}

fn branch(out: &mut String, before: &str, symbols: &[Symbol]) {
    for (index, symbol) in symbols.iter().enumerate() {
        let last = index + 1 == symbols.len();
        let (here, below) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        *out += &line(&format!("{before}{here}"), symbol);
        branch(out, &format!("{before}{below}"), &symbol.children);
    }
}

/// A row of the tree, at most as wide as the window.
fn line(before: &str, symbol: &Symbol) -> String {
    let (done, all) = symbol.progress;
    let columns = output::width();
    let room = |rest: usize| columns.saturating_sub(width(before) + rest).max(12);
    if symbol.kind == Kind::Task {
        let mark = match (done, all) {
            (_, 0) => "",
            (done, all) if done == all => "✓ ",
            _ => "○ ",
        };
        let colour = if done == all { GOOD } else { "" };
        let name = cut(&symbol.name, room(width(mark)));
        return format!("{DIM}{before}{RESET}{colour}{mark}{RESET}{name}\n");
    }
    let mut detail = symbol.detail();
    let bar = match all > 0 && symbol.kind != Kind::Section {
        true => bar((done, all), 10),
        false => Default::default(),
    };
    let gap = |width: usize| if width > 0 { width + 2 } else { 0 };
    let bars = gap(width(&bar.0) + width(&bar.1));
    detail = cut(&detail, columns / 2);
    let name = cut(&symbol.name, room(bars + gap(width(&detail))));
    let bold = if symbol.kind == Kind::Section { "" } else { BOLD };
    let mut out = format!("{DIM}{before}{RESET}{bold}{name}{RESET}");
    if bars > 0 {
        out += &format!("  {GOOD}{}{RESET}{DIM}{}{RESET}", bar.0, bar.1);
    }
    if !detail.is_empty() {
        out += &format!("  {DIM}{detail}{RESET}");
    }
    out + "\n"
}
