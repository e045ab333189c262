//! Findings as diagnostics.

use crate::config::Problem;
use crate::lsp::query::Query;
use crate::rules::{Finding, Level};
use crate::text::Span;
use crate::workspace::Trouble;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location,
    NumberOrString, Url,
};

/// A finding, with what the client can show of it.
pub fn diagnostic(query: &Query, finding: &Finding) -> Diagnostic {
    let client = &query.client.diagnostic;
    let related = finding.related.iter().map(|related| DiagnosticRelatedInformation {
        location: Location::new(query.url.clone(), query.range(related.span)),
        message: related.message.clone(),
    });
    Diagnostic {
        range: query.range(finding.span),
        severity: Some(match finding.level {
            Level::Error => DiagnosticSeverity::ERROR,
            Level::Warning => DiagnosticSeverity::WARNING,
            Level::Info => DiagnosticSeverity::INFORMATION,
            Level::Hint | Level::Off => DiagnosticSeverity::HINT,
        }),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        code_description: page(finding.rule).filter(|_| client.code_description),
        source: Some(env!("CARGO_PKG_NAME").to_owned()),
        message: finding.message.clone(),
        related_information: (client.related_information && !finding.related.is_empty())
            .then(|| related.collect()),
        tags: None,
        data: None,
    }
}

/// Something wrong with a configuration: it is not in force.
pub fn problem(query: &Query, problem: &Problem) -> Diagnostic {
    error(query, problem.span, problem.to_string())
}

/// Something wrong with a template file that its text does not show.
pub fn trouble(query: &Query, trouble: &Trouble) -> Diagnostic {
    error(query, trouble.span, trouble.message.clone())
}

fn error(query: &Query, span: Span, message: String) -> Diagnostic {
    Diagnostic {
        range: query.range(span),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(env!("CARGO_PKG_NAME").to_owned()),
        message,
        ..Diagnostic::default()
    }
}

/// Where a rule is explained.
fn page(rule: &str) -> Option<CodeDescription> {
    let href = format!("{}/blob/main/docs/rules/{rule}.md", env!("CARGO_PKG_REPOSITORY"));
    Some(CodeDescription { href: Url::parse(&href).ok()? })
}
