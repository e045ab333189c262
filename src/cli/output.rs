//! The two streams: results to stdout in one piece, complaints to stderr; colour and width of the
//! terminal. A reader that has gone away (`| head`) is no error.

use annotate_snippets::Renderer;
use anstream::ColorChoice;
use clap::ValueEnum;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

/// What a subcommand comes to: its exit code.
pub(super) type Outcome = Result<u8, Failure>;

/// Nothing could be done; printed on stderr, exit code 2.
#[derive(Debug)]
pub(super) struct Failure(String);

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Failure {
        Failure(message.into())
    }

    pub(super) fn report(&self) -> ExitCode {
        complain(&self.0);
        ExitCode::from(2)
    }
}

/// When output is coloured.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    pub(super) fn apply(self) {
        let choice = match self {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// The result, on stdout.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// The result as JSON.
pub(super) fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(value);
    print(&(json.map_err(|error| Failure(error.to_string()))? + "\n"))
}

/// Something that went wrong, on stderr.
pub(super) fn complain(message: &str) {
    let mut err = anstream::stderr().lock();
    let _ = writeln!(err, "{BAD}planls:{RESET} {message}");
}

/// Something that is already laid out, on stderr.
pub(super) fn complain_at_length(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// How source snippets are drawn; colour is taken out again where it is not wanted.
pub(super) fn renderer() -> Renderer {
    Renderer::styled().term_width(width())
}

/// Columns of the terminal; 120 where there is none.
pub(super) fn width() -> usize {
    let size = terminal_size::terminal_size_of(io::stdout());
    size.map_or(120, |(width, _)| usize::from(width.0).max(40))
}

/// Whether somebody is watching stderr.
pub(super) fn watched() -> bool {
    io::stderr().is_terminal()
}

pub(super) const BOLD: &str = "\x1b[1m";
pub(super) const DIM: &str = "\x1b[2m";
pub(super) const GOOD: &str = "\x1b[32m";
pub(super) const WARN: &str = "\x1b[33m";
pub(super) const RED: &str = "\x1b[31m";
pub(super) const BAD: &str = "\x1b[1;31m";
pub(super) const RESET: &str = "\x1b[0m";
