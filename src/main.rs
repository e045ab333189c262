//! The `planls` command: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    planls::cli::run(std::env::args_os())
}
