//! What tools say about a document after a check: the report of the command line, shorter. Decides
//! nothing.

use crate::ide::{Report, Snapshot};
use schemars::JsonSchema;
use serde::Serialize;

/// A report, and what to make of it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Checked {
    #[serde(flatten)]
    report: Report,
    /// Why there is nothing to report, where that may surprise.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// Without the edits of fixes: they are long, and apply_fix makes them.
pub(super) fn checked(name: &str, snapshot: &Snapshot) -> Checked {
    let mut report = Report::new(name, snapshot, snapshot.findings());
    for fix in report.diagnostics.iter_mut().flat_map(|d| &mut d.fixes) {
        fix.edits.clear();
    }
    let note = report.is_skipped().then(|| {
        "this does not look like a plan and was not checked; `<!-- planls: plan -->` in it or the \
         argument `template` make it one"
            .to_owned()
    });
    Checked { report, note }
}
