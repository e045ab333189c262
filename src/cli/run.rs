//! Work on many documents: reads each, guards against faults, collects what could not be done. What
//! the work is, the subcommands say.

use super::input::{self, Input};
use super::output::{self, Failure};
use super::report::Error;
use super::{Common, format, parallel};
use crate::workspace::{Source, Trouble, Workspace};
use clap::Args;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Which documents.
#[derive(Args)]
pub(super) struct Selection {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The path that standard input is to be read as
    #[arg(long, value_name = "PATH", display_order = 90)]
    stdin_filename: Option<PathBuf>,
}

/// What came of it.
pub(super) struct Done<R> {
    /// In the order of the paths, and under a folder of the names.
    pub results: Vec<(Input, R)>,
    /// What could not be read; already said.
    pub errors: Vec<Error>,
    broken: bool,
}

impl<R> Done<R> {
    /// The exit code: `code`, unless something could not be read.
    pub(super) fn exit(&self, code: u8) -> u8 {
        if self.broken || !self.errors.is_empty() { 2 } else { code }
    }

    pub(super) fn map<S>(self, into: impl Fn(R) -> S) -> Done<S> {
        let results = self.results.into_iter().map(|(input, result)| (input, into(result)));
        Done { results: results.collect(), errors: self.errors, broken: self.broken }
    }
}

impl Selection {
    /// Whether it is standard input alone.
    pub(super) fn is_stdin(&self) -> bool {
        matches!(self.paths.as_slice(), [only] if only.as_os_str() == "-")
    }
}

/// Does `work` on every selected document, but those whose configuration is broken. `verb` is for
/// the line of progress.
pub(super) fn each<R: Send>(
    selection: &Selection,
    common: &Common,
    verb: &str,
    work: impl Fn(&Workspace, &Input, Source) -> Result<R, String> + Sync,
) -> Result<Done<R>, Failure> {
    let workspace = common.workspace()?;
    let (inputs, unreadable) =
        input::collect(&selection.paths, selection.stdin_filename.as_deref());
    require_template(&workspace, common, &inputs)?;
    let broken = broken_configurations(&workspace, &selection.paths, &inputs);
    for trouble in broken.values().flatten() {
        let name = input::shown(&trouble.path);
        output::complain_at_length(&format::text::trouble(&name, trouble));
    }
    let read = |input: &Input| -> Option<Result<R, String>> {
        let source = match input.read() {
            Ok(source) => source,
            Err(message) => return Some(Err(message)),
        };
        let usable = workspace.project(&input.path).troubles.is_empty();
        usable.then(|| guarded(|| work(&workspace, input, source)))
    };
    let verb = (!common.quiet).then_some(verb);
    let outcomes = parallel::map(&inputs, verb, read);
    let mut done = Done { results: vec![], errors: vec![], broken: !broken.is_empty() };
    for unreadable in unreadable {
        done.errors.push(Error { path: unreadable.name, message: unreadable.message });
    }
    for (input, outcome) in inputs.into_iter().zip(outcomes) {
        match outcome {
            None => {}
            Some(Ok(result)) => done.results.push((input, result)),
            Some(Err(message)) => done.errors.push(Error { path: input.name, message }),
        }
    }
    for error in &done.errors {
        output::complain(&format!("{}: {}", error.path, error.message));
    }
    Ok(done)
}

/// `--template` has to name one that is in reach.
pub(super) fn require_template(
    workspace: &Workspace,
    common: &Common,
    inputs: &[Input],
) -> Result<(), Failure> {
    let Some(id) = &common.template else { return Ok(()) };
    let path = inputs.first().map_or(Path::new("./-"), |input| input.path.as_path());
    super::templates::find(&workspace.project(path).templates, id).map(|_| ())
}

/// What is wrong with the configurations in force, by configuration.
fn broken_configurations(
    workspace: &Workspace,
    paths: &[PathBuf],
    inputs: &[Input],
) -> BTreeMap<PathBuf, Vec<Trouble>> {
    // A folder without documents has a configuration, too.
    let folders = paths.iter().filter(|p| p.is_dir()).map(|p| p.join("-"));
    let here = paths.is_empty().then(|| PathBuf::from("./-"));
    let asked = folders.chain(here).chain(inputs.iter().map(|i| i.path.clone()));
    let projects = asked.map(|path| workspace.project(&path));
    let broken = projects.filter(|p| !p.troubles.is_empty());
    broken.filter_map(|p| Some((p.config_path.clone()?, p.troubles.clone()))).collect()
}

/// A fault of ours in one document must not hide the findings of the others.
fn guarded<R>(work: impl FnOnce() -> Result<R, String>) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err("could not be read: this is a fault in planls, please report it".to_owned())
    })
}
