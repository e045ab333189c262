//! The `planls` command.

use planls::lsp::{Options, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["lsp"] | ["--stdio"] => run(&Options::default()),
        ["lsp", "--port", port] => match port.parse() {
            Ok(port) => run(&Options { port: Some(port), ..Options::default() }),
            Err(_) => ExitCode::from(2),
        },
        _ => ExitCode::from(2),
    }
}
