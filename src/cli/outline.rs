//! `planls outline`: sections, phases, steps and tasks of a plan with their progress.

use super::Common;
use super::input;
use super::output::{self, BOLD, DIM, Failure, GOOD, Outcome, RESET};
use crate::ide::Snapshot;
use crate::ide::{Symbol, outline, outline_json};
use crate::plan::heading::Kind;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Show the phases, steps and tasks of a plan with their progress
#[derive(Args)]
pub(super) struct Arguments {
    /// The plan; `-` is standard input
    file: PathBuf,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
    /// Leave out tasks
    #[arg(long)]
    no_tasks: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A tree for people
    Text,
    /// One JSON object
    Json,
    /// A Mermaid mind map
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
    let symbols = outline(&snapshot, !arguments.no_tasks);
    output::print(&match arguments.format {
        Form::Mermaid => mermaid(&snapshot, &symbols),
        _ => tree(&symbols),
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

fn line(before: &str, symbol: &Symbol) -> String {
    let (done, all) = symbol.progress;
    if symbol.kind == Kind::Task {
        let mark = match (done, all) {
            (_, 0) => String::new(),
            (done, all) if done == all => format!("{GOOD}✓{RESET} "),
            _ => "○ ".to_owned(),
        };
        return format!("{DIM}{before}{RESET}{mark}{}\n", symbol.name);
    }
    let detail = symbol.detail();
    let name = match symbol.kind {
        Kind::Section => symbol.name.clone(),
        _ => format!("{BOLD}{}{RESET}", symbol.name),
    };
    let bar = if all > 0 && symbol.kind != Kind::Section {
        format!("  {}", bar(done, all))
    } else {
        String::new()
    };
    let detail = if detail.is_empty() { detail } else { format!("  {DIM}{detail}{RESET}") };
    format!("{DIM}{before}{RESET}{name}{bar}{detail}\n")
}

/// Ten cells.
fn bar(done: usize, all: usize) -> String {
    let filled = (done * 10).checked_div(all).unwrap_or(0).min(10);
    format!("{GOOD}{}{RESET}{DIM}{}{RESET}", "█".repeat(filled), "░".repeat(10 - filled))
}

/// A mind map with the title in the middle, drawn by Mermaid.
fn mermaid(snapshot: &Snapshot, symbols: &[Symbol]) -> String {
    let title = snapshot.plan.title.and_then(|id| snapshot.plan.node(id));
    let mut out = String::from("mindmap\n");
    out += &format!("  root[\"{}\"]\n", quote(title.map_or("Plan", |node| node.name())));
    let place = title.map(|node| node.heading_span());
    for symbol in symbols {
        let root = Some(symbol.selection) == place;
        node(&mut out, 2, if root { &symbol.children } else { std::slice::from_ref(symbol) });
    }
    out
}

fn node(out: &mut String, depth: usize, symbols: &[Symbol]) {
    for symbol in symbols {
        let (done, all) = symbol.progress;
        let progress = match symbol.kind {
            Kind::Task if all > 0 && done == all => " ✓".to_owned(),
            Kind::Task => String::new(),
            _ if all > 0 => format!(" {done}/{all}"),
            _ => String::new(),
        };
        *out += &format!("{}[\"{}{progress}\"]\n", "  ".repeat(depth), quote(&symbol.name));
        node(out, depth + 1, &symbol.children);
    }
}

/// Mermaid takes entities where quotes and marks would end or format the text.
fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '#' | '&' | '"' | '<' | '>' | '`' | '\\' => out += &format!("#{};", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}
