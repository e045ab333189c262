//! `planls check`: findings for all plans under the paths.

use super::Common;
use super::baseline::Baseline;
use super::format::{Format, text};
use super::input::Input;
use super::output::{self, Outcome};
use super::report::{Report, Reports, Summary};
use super::run::{self, Done, Selection};
use crate::ide::{self, Snapshot};
use crate::rules::Level;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  planls check docs plan.md                      folders and files
  planls check --fail-on error                   warnings do not fail the run
  planls check --format sarif > planls.sarif     for code scanning
  git show HEAD:plan.md | planls check - --stdin-filename plan.md
  planls check --baseline known.json --write-baseline";

/// Report what is wrong with plans
///
/// Looks at the Markdown files under each PATH (the current folder if there is none) and reports
/// findings for those that are plans. `.gitignore` is respected; other documents are skipped and
/// counted. `-` reads standard input.
///
/// `planls explain RULE` says more about a finding; `<!-- planls: ignore RULE -->` before a block or
/// under a heading silences it there.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Exit with 1 for findings of this severity or above: error, warning, info, hint or never
    #[arg(long, value_name = "SEVERITY", default_value = "warning", hide_possible_values = true)]
    fail_on: FailOn,
    /// Leave out the findings that this file lists
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write today's findings to the baseline and report none
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
}

/// The severity from which on a run fails.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
    Hint,
    /// Findings never fail the run
    Never,
}

impl FailOn {
    /// Whether a run with these findings fails.
    pub(super) fn fails(self, summary: &Summary) -> bool {
        self.level().is_some_and(|level| summary.reaches(level))
    }

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
    let selection = &arguments.selection;
    let baseline = match &arguments.baseline {
        Some(path) if arguments.write_baseline => return write_baseline(path, selection, common),
        Some(path) => Baseline::read(path)?,
        None => Baseline::default(),
    };
    let drawn = arguments.format == Format::Text;
    let done = run::each(selection, common, "checked", |workspace, input, source| {
        let plan = workspace.plan_of(&input.path, &source.text);
        Ok(plan
            .map_or_else(|| Report::skipped(input), |plan| report(input, &plan, &baseline, drawn)))
    })?;
    finish(done, arguments.format, arguments.fail_on, common)
}

fn write_baseline(path: &Path, selection: &Selection, common: &Common) -> Outcome {
    let done = run::each(selection, common, "checked", |workspace, input, source| {
        let plan = workspace.plan_of(&input.path, &source.text);
        Ok(plan.map_or_else(Baseline::default, |plan| Baseline::of(&plan)))
    })?;
    // What could not be read is not known to be accepted: the file stays as it was.
    let code = done.exit(0);
    if code != 0 {
        return Ok(code);
    }
    let baseline = Baseline::of_all(done.results.into_iter().map(|(_, baseline)| baseline));
    baseline.write(path)?;
    if !common.quiet {
        output::print(&format!("{} lists {} findings\n", path.display(), baseline.count()))?;
    }
    Ok(code)
}

/// The report of one document, drawn for the terminal if wanted.
pub(super) fn report(
    input: &Input,
    snapshot: &Snapshot,
    baseline: &Baseline,
    drawn: bool,
) -> Report {
    let findings = baseline.new_ones(snapshot);
    let of = ide::Report::new(&input.name, snapshot, findings.iter());
    let drawn = drawn.then(|| text::draw(&input.name, snapshot, &findings));
    Report { of, drawn: drawn.unwrap_or_default() }
}

/// The exit code of these reports.
pub(super) fn code(done: &Done<Report>, fail_on: FailOn) -> u8 {
    let mut summary = Summary::default();
    done.results.iter().for_each(|(_, report)| summary.add(report));
    done.exit(u8::from(fail_on.fails(&summary)))
}

/// Writes the reports; the exit code.
pub(super) fn finish(
    done: Done<Report>,
    format: Format,
    fail_on: FailOn,
    common: &Common,
) -> Outcome {
    let code = code(&done, fail_on);
    let mut summary = Summary::default();
    done.results.iter().for_each(|(_, report)| summary.add(report));
    let shown = done.results.into_iter().filter(|(input, r)| input.named || !r.is_skipped());
    let files = shown.map(|(_, report)| report).collect();
    let (errors, incomplete) = (done.errors, code == 2);
    let reports = Reports { version: 1, files, summary, errors, incomplete };
    output::print(&format.write(&reports, common.quiet)?)?;
    Ok(code)
}
