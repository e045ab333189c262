//! The terminal: arguments in, text and an exit code out. One file per subcommand; the same
//! snapshots and findings as the editor's, so both say the same about the same text.
//!
//! Decides nothing about plans. Results go to stdout in one piece, everything else to stderr.

mod baseline;
mod check;
mod columns;
mod completions;
mod config;
mod diff;
mod explain;
mod fix;
mod fmt;
mod format;
mod input;
mod mermaid;
mod new;
mod outline;
mod output;
mod parallel;
mod report;

mod rules;
mod run;
mod status;
mod templates;

use crate::workspace::{Options, Workspace};
use clap::{Args, Parser, Subcommand};
use output::{Color, Failure};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

const ABOUT: &str = "\
planls understands implementation plans written in Markdown: their phases, steps, risks, way back \
and acceptance criteria. It finds the plans among your files and reports what a careful reviewer \
would; other Markdown it leaves alone.";

const EXAMPLES: &str = "\
Examples:
  planls check                          every plan below the current folder
  planls check docs/plan.md --format json
  planls new phased docs/plan.md --title \"Saved cards\"
  planls outline docs/plan.md           phases and tasks with their progress
  planls status                         how far every plan is, and what is late
  planls explain missing-rollback-plan  why a rule exists, with examples

Exit codes: 0 nothing to report, 1 findings, 2 bad usage, unreadable input or configuration.";

/// What follows `planls`.
#[derive(Parser)]
#[command(name = "planls", version = env!("PLANLS_VERSION"), about = "A language server and linter for plan documents")]
#[command(long_about = ABOUT, after_help = EXAMPLES)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
struct Cli {
    /// Same as `planls lsp`, for editors that add it by themselves
    #[arg(long, hide = true)]
    stdio: bool,
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    common: Common,
}

/// Options that every subcommand takes.
#[derive(Args)]
struct Common {
    /// Use this configuration instead of the nearest `planls.toml`
    #[arg(long, global = true, value_name = "FILE", help_heading = "Common options")]
    config: Option<PathBuf>,
    /// Read every document as a plan of this template
    #[arg(long, global = true, value_name = "ID", help_heading = "Common options")]
    template: Option<String>,
    /// When to use colour: auto, always or never; `NO_COLOR` is respected
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Common options"
    )]
    color: Color,
    /// Print results only: no summary, no progress
    #[arg(long, short, global = true, help_heading = "Common options")]
    quiet: bool,
}

impl Common {
    fn workspace(&self) -> Result<Workspace, Failure> {
        self.options().map(Workspace::new)
    }

    fn options(&self) -> Result<Options, Failure> {
        if let Some(config) = self.config.as_ref().filter(|c| !c.is_file()) {
            let config = config.display();
            return Err(Failure::new(format!("{config}: there is no such configuration file")));
        }
        let (config, template) = (self.config.clone(), self.template.clone());
        Ok(Options { config, template, ..Options::default() })
    }
}

#[derive(Subcommand)]
enum Command {
    Check(check::Arguments),
    Fix(fix::Arguments),
    Fmt(fmt::Arguments),
    New(new::Arguments),
    Outline(outline::Arguments),
    Status(status::Arguments),
    Templates(templates::Arguments),
    Rules(rules::Arguments),
    Explain(explain::Arguments),
    Config(config::Arguments),
    #[cfg(feature = "lsp")]
    Lsp(Lsp),
    #[cfg(feature = "mcp")]
    /// Serve coding agents on standard input and output, over the Model Context Protocol
    ///
    /// Agents start it by themselves, in the folder whose plans they work on: its tools see and write
    /// nothing outside of it.
    Mcp,
    Completions(completions::Arguments),
    Man(completions::ManArguments),
}

/// Run the language server on standard input and output
///
/// Editors start it by themselves. Log messages go to standard error; RUST_LOG=planls=debug says more.
#[cfg(feature = "lsp")]
#[derive(Args)]
struct Lsp {
    /// Speak on standard input and output, which it does anyway
    #[arg(long, hide = true)]
    stdio: bool,
    /// Listen on this port of the loopback interface for one client; 0 takes a free one
    #[arg(long, value_name = "N", conflicts_with = "stdio")]
    port: Option<u16>,
    /// Write the log to this file
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
}

/// Runs the command line: 0 nothing to report, 1 findings, 2 anything that went wrong.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help goes to stdout, mistakes to stderr; a closed pipe is nobody's concern.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    cli.common.color.apply();
    let common = &cli.common;
    let outcome = match &cli.command {
        Some(Command::Check(arguments)) => check::run(arguments, common),
        Some(Command::Fix(arguments)) => fix::run(arguments, common),
        Some(Command::Fmt(arguments)) => fmt::run(arguments, common),
        Some(Command::New(arguments)) => new::run(arguments, common),
        Some(Command::Outline(arguments)) => outline::run(arguments, common),
        Some(Command::Status(arguments)) => status::run(arguments, common),
        Some(Command::Templates(arguments)) => templates::run(arguments, common),
        Some(Command::Rules(arguments)) => rules::run(arguments),
        Some(Command::Explain(arguments)) => explain::run(arguments),
        Some(Command::Config(arguments)) => config::run(arguments, common),
        Some(Command::Completions(arguments)) => completions::run(arguments),
        Some(Command::Man(arguments)) => completions::man(arguments),
        #[cfg(feature = "lsp")]
        Some(Command::Lsp(Lsp { port, log, .. })) => {
            return crate::lsp::run(&crate::lsp::Options { port: *port, log: log.clone() });
        }
        #[cfg(feature = "mcp")]
        Some(Command::Mcp) => common.options().and_then(|options| {
            crate::mcp::run(options, ".".as_ref()).map(|()| 0).map_err(Failure::new)
        }),
        #[cfg(feature = "lsp")]
        None if cli.stdio => return crate::lsp::run(&crate::lsp::Options::default()),
        None => Err(Failure::new("what should be done? `planls --help` lists the commands")),
    };
    outcome.map_or_else(|failure| failure.report(), ExitCode::from)
}
