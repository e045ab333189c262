//! `textDocument/hover`: Markdown where the client takes it, else plain text.

use crate::ide;
use crate::lsp::query::Query;
use tower_lsp::lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

/// What there is to say at a position.
pub fn handle(query: &Query, at: Position) -> Option<Hover> {
    let hover = ide::hover(&query.snapshot, query.offset(at))?;
    let (kind, value) = match query.client.hover_markdown {
        true => (MarkupKind::Markdown, hover.markdown.clone()),
        false => (MarkupKind::PlainText, hover.plain()),
    };
    let contents = HoverContents::Markup(MarkupContent { kind, value });
    Some(Hover { contents, range: Some(query.range(hover.span)) })
}
