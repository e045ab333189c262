//! `planls completions` and the man page, both derived from the arguments themselves.

use super::Cli;
use super::output::{self, Failure, Outcome};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print shell completions
///
/// bash: planls completions bash > ~/.local/share/bash-completion/completions/planls
/// zsh:  planls completions zsh > a folder of your $fpath, as _planls
/// fish: planls completions fish > ~/.config/fish/completions/planls.fish
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut script = vec![];
    clap_complete::generate(arguments.shell, &mut Cli::command(), "planls", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}

/// Print the man page, or that of one command
///
/// planls man | man -l -
/// planls man check | man -l -
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ManArguments {
    /// The command; the page of planls itself if there is none
    command: Option<String>,
}

/// A man page in roff.
pub(super) fn man(arguments: &ManArguments) -> Outcome {
    let mut command = Cli::command();
    command.build();
    if let Some(name) = &arguments.command {
        let named = command.find_subcommand(name).cloned();
        let unknown =
            || Failure::new(format!("there is no command `{name}`; `planls --help` lists them"));
        command = named.ok_or_else(unknown)?;
    }
    let mut page = vec![];
    let written = clap_mangen::Man::new(command).render(&mut page);
    written.map_err(|error| Failure::new(error.to_string()))?;
    output::print(&String::from_utf8_lossy(&page))?;
    Ok(0)
}
