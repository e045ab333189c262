//! `workspace/diagnostic`: what is found in files that are not open. Which those are, and when one
//! is read again, is decided in `backend`.

use crate::lsp::publish;
use tower_lsp::lsp_types::{
    Diagnostic, FullDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Url,
    WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

/// What is said of a file.
pub enum Report {
    /// What the client was told under this result id still holds.
    Unchanged(Url, String),
    /// What is found, under a result id unless that is nothing.
    Full(Url, Option<String>, Vec<Diagnostic>),
}

impl Report {
    /// The findings of a file, unless the client has them under the id `before`.
    pub fn new(url: Url, items: Vec<Diagnostic>, before: Option<&str>) -> Report {
        let id = (!items.is_empty()).then(|| publish::result_id(&items));
        match id {
            Some(id) if before == Some(id.as_str()) => Report::Unchanged(url, id),
            id => Report::Full(url, id, items),
        }
    }

    /// The result id.
    pub fn id(&self) -> Option<&str> {
        match self {
            Report::Unchanged(_, id) => Some(id),
            Report::Full(_, id, _) => id.as_deref(),
        }
    }
}

/// The answer.
pub fn handle(reports: Vec<Report>) -> WorkspaceDiagnosticReportResult {
    let version = None;
    let item = |report: Report| match report {
        Report::Unchanged(uri, result_id) => {
            let unchanged_document_diagnostic_report =
                UnchangedDocumentDiagnosticReport { result_id };
            WorkspaceDocumentDiagnosticReport::Unchanged(
                WorkspaceUnchangedDocumentDiagnosticReport {
                    uri,
                    version,
                    unchanged_document_diagnostic_report,
                },
            )
        }
        Report::Full(uri, result_id, items) => {
            let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id, items };
            WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri,
                version,
                full_document_diagnostic_report,
            })
        }
    };
    let items = reports.into_iter().map(item).collect();
    WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items })
}
