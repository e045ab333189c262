//! The language server: what the pure core knows, said in the Language Server Protocol.
//!
//! bytes → `frame` → `message` → `transport` → tower-lsp's `LspService` → `backend` → `handlers` →
//! `ide`, and back through `to_proto` and `outbox`. The only place that names the LSP library, its
//! types, or tokio. Translates and schedules; decides nothing about plans.

mod actions;
mod backend;
mod capabilities;
mod commands;
mod frame;
mod from_proto;
mod handlers;
mod lenses;
mod message;
mod outbox;
mod params;
mod parent;
mod plans;
mod publish;
mod query;
mod state;
mod to_proto;
mod tokens;
mod transport;
mod uri;

use self::backend::Backend;
use self::outbox::Outbox;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use tower_lsp::LspService;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// How to serve.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Listen for one client on this loopback port instead of stdin and stdout; 0 takes a free one.
    /// The address is written to stderr.
    pub port: Option<u16>,
    /// Where the log goes instead of stderr. `RUST_LOG` says how much; default: what went wrong.
    pub log: Option<PathBuf>,
}

/// Serves one client until it leaves: 0 after `shutdown`, 1 otherwise, 2 if it could not start.
pub fn run(options: &Options) -> ExitCode {
    match try_run(options) {
        Ok(code) => code,
        Err(error) => {
            say(&error);
            ExitCode::from(2)
        }
    }
}

fn try_run(options: &Options) -> std::io::Result<ExitCode> {
    start_log(options)?;
    match options.port {
        None => serve(std::io::stdin(), std::io::stdout()),
        Some(port) => {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
            say(&format_args!("listening on {}", listener.local_addr()?));
            let (client, _) = listener.accept()?;
            // A second client is refused at once, rather than left to wait.
            drop(listener);
            client.set_nodelay(true)?;
            serve(client.try_clone()?, client)
        }
    }
}

/// Serves one client over a pair of streams until it leaves or the input ends: 0 after `shutdown`,
/// 1 otherwise. Fails only where no threads are to be had.
pub fn serve(
    input: impl std::io::Read + Send + 'static,
    output: impl std::io::Write + Send + 'static,
) -> std::io::Result<ExitCode> {
    let workers = std::thread::available_parallelism().map_or(4, |n| n.get().clamp(4, 8));
    serve_on(workers, input, output)
}

fn serve_on(
    workers: usize,
    input: impl std::io::Read + Send + 'static,
    output: impl std::io::Write + Send + 'static,
) -> std::io::Result<ExitCode> {
    // Tasks only wait; what computes runs on the blocking threads.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .max_blocking_threads(workers)
        .build()?;
    let code = runtime.block_on(async {
        let outbox = Outbox::to(output);
        let (service, socket) =
            LspService::build(|client| Backend::new(client, outbox.clone(), workers))
                .custom_method("planls/status", Backend::status)
                .custom_method("window/workDoneProgress/cancel", Backend::cancel_progress)
                .finish();
        transport::serve(service, socket, input, outbox).await
    });
    // Work that is still open must not hold up the exit.
    runtime.shutdown_background();
    Ok(code)
}

/// To whoever started the server; never on stdout, which is the protocol's.
fn say(message: &dyn std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "planls: {message}");
}

/// Sends the log, and with it panics, to stderr or a file; never to stdout.
fn start_log(options: &Options) -> std::io::Result<()> {
    let writer = match &options.log {
        None => BoxMakeWriter::new(std::io::stderr),
        Some(path) => BoxMakeWriter::new(Mutex::new(
            std::fs::OpenOptions::new().create(true).append(true).open(path)?,
        )),
    };
    let wanted = std::env::var("RUST_LOG").ok().and_then(|levels| levels.parse().ok());
    let levels = wanted.unwrap_or_else(|| Targets::new().with_target("planls", LevelFilter::ERROR));
    let lines = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(false);
    // Fails only if a log is there already, which then serves as well.
    let _ = tracing_subscriber::registry().with(lines).with(levels).try_init();
    std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
    Ok(())
}
