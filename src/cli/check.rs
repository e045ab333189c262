//! `planls check`: findings for all plans under the paths.

use super::format::{Format, text};
use super::input::{self, Input};
use super::output::{self, Failure, Outcome};
use super::report::{Error, Report, Reports, Summary};
use super::{Common, parallel};
use crate::rules::Level;
use crate::workspace::{Trouble, Workspace};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Report what is wrong with plans
///
/// Looks at the Markdown files under each PATH (the current folder if there is none) and reports
/// findings for those that are plans. `.gitignore` is respected; other documents are skipped and
/// counted. `-` reads standard input.
///
/// `planls explain RULE` says more about a finding; `<!-- planls: ignore RULE -->` before a block or
/// under a heading silences it there.
#[derive(Args)]
pub(super) struct Arguments {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Exit with 1 only for findings of this severity or above
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
    /// The path that standard input is to be read as
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Hint,
    /// Findings never fail the run
    Never,
}

impl FailOn {
    fn level(self) -> Option<Level> {
        match self {
            FailOn::Error => Some(Level::Error),
            FailOn::Warning => Some(Level::Warning),
            FailOn::Info => Some(Level::Info),
            FailOn::Hint => Some(Level::Hint),
            FailOn::Never => None,
        }
    }
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Outcome {
    let workspace = common.workspace()?;
    let (inputs, unreadable) =
        input::collect(&arguments.paths, arguments.stdin_filename.as_deref());
    require_template(&workspace, common, &inputs)?;
    let broken = broken_configurations(&workspace, &arguments.paths, &inputs);
    let text = arguments.format == Format::Text;
    let verb = (!common.quiet).then_some("checked");
    let results = parallel::map(&inputs, verb, |input| guarded(&workspace, input, text));

    let mut reports =
        Reports { version: 1, files: vec![], summary: Summary::default(), errors: vec![] };
    let unreadable = unreadable.into_iter().map(|u| Error { path: u.name, message: u.message });
    reports.errors.extend(unreadable);
    for (input, result) in inputs.iter().zip(results) {
        match result {
            Ok(None) => {}
            Ok(Some(report)) => {
                reports.summary.add(&report);
                if input.named || !report.is_skipped() {
                    reports.files.push(report);
                }
            }
            Err(message) => reports.errors.push(Error { path: input.name.clone(), message }),
        }
    }
    for trouble in broken.values().flatten() {
        output::complain_at_length(&text::trouble(&input::name(&trouble.path), trouble));
    }
    for error in &reports.errors {
        output::complain(&format!("{}: {}", error.path, error.message));
    }
    output::print(&arguments.format.write(&reports, common.quiet)?)?;
    let failed = arguments.fail_on.level().is_some_and(|level| reports.summary.reaches(level));
    let unusable = !broken.is_empty() || !reports.errors.is_empty();
    Ok(if unusable { 2 } else { u8::from(failed) })
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
fn guarded(workspace: &Workspace, input: &Input, text: bool) -> Result<Option<Report>, String> {
    let check = AssertUnwindSafe(|| check(workspace, input, text));
    let fault =
        |_| Err("could not be checked: this is a fault in planls, please report it".to_owned());
    catch_unwind(check).unwrap_or_else(fault)
}

/// The report of one document; `None` under a configuration that is broken.
fn check(workspace: &Workspace, input: &Input, text: bool) -> Result<Option<Report>, String> {
    let source = input.read()?;
    if !workspace.project(&input.path).troubles.is_empty() {
        return Ok(None);
    }
    let snapshot = workspace.snapshot_of(&input.path, &source.text);
    let mut report = Report::of(&input.name, &snapshot);
    if text {
        let findings: Vec<_> = snapshot.findings().iter().collect();
        report.drawn = text::draw(&input.name, &snapshot, &findings);
    }
    Ok(Some(report))
}
