//! `textDocument/diagnostic`: the findings, for clients that ask. The result id is a digest, so a
//! version with the same findings is "unchanged".

use crate::lsp::publish;
use crate::lsp::query::Query;
use tower_lsp::lsp_types::{
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport,
};

/// The report of a document; `before` is the result id of the client's last one.
pub fn handle(query: &Query, before: Option<&str>) -> DocumentDiagnosticReportResult {
    let items = query.diagnostics();
    let id = publish::result_id(&items);
    let report = if before == Some(id.as_str()) {
        let report = UnchangedDocumentDiagnosticReport { result_id: id };
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: report,
        })
    } else {
        let report = FullDocumentDiagnosticReport { result_id: Some(id), items };
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: report,
        })
    };
    DocumentDiagnosticReportResult::Report(report)
}

/// The report of a document that is not open: nothing is known of it.
pub fn unknown() -> DocumentDiagnosticReportResult {
    let report = DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default());
    DocumentDiagnosticReportResult::Report(report)
}
