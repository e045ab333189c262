//! Completions as completion items.

use crate::ide::{Completion, CompletionKind};
use crate::lsp::query::Query;
use serde_json::Value;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, InsertTextFormat,
    MarkupContent, MarkupKind, Range, TextEdit,
};

/// The completion at `index` of a list whose items all replace `range`. With `later`, its
/// documentation comes on request, with that as the request's data.
pub fn completion_item(
    query: &Query,
    completion: &Completion,
    index: usize,
    range: Range,
    later: Option<&Value>,
) -> CompletionItem {
    let client = &query.client.completion;
    let snippet = client.snippets && completion.insert.has_stops();
    let text = if snippet { completion.insert.textmate() } else { completion.insert.plain() };
    CompletionItem {
        label: completion.label.clone(),
        kind: Some(kind(completion.kind, &client.kinds)),
        detail: Some(completion.detail.clone()).filter(|detail| !detail.is_empty()),
        documentation: documentation(query, completion).filter(|_| later.is_none()),
        data: later.filter(|_| !completion.documentation.is_empty()).cloned(),
        sort_text: Some(format!("{index:04}")),
        filter_text: Some(completion.filter.clone()),
        insert_text_format: snippet.then_some(InsertTextFormat::SNIPPET),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, text))),
        ..CompletionItem::default()
    }
}

/// What is shown beside a selected completion.
pub fn documentation(query: &Query, completion: &Completion) -> Option<Documentation> {
    let value = completion.documentation.clone();
    if value.is_empty() {
        return None;
    }
    Some(if query.client.completion.markdown {
        Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
    } else {
        Documentation::String(value)
    })
}

/// Kinds up to 18 every client knows; another is used only if the client names it.
fn kind(kind: CompletionKind, known: &[u64]) -> CompletionItemKind {
    let or = |wanted: CompletionItemKind, number, fallback| {
        if known.contains(&number) { wanted } else { fallback }
    };
    match kind {
        CompletionKind::Template => CompletionItemKind::SNIPPET,
        CompletionKind::Section => CompletionItemKind::MODULE,
        CompletionKind::Field => CompletionItemKind::FIELD,
        CompletionKind::Value => or(CompletionItemKind::ENUM_MEMBER, 20, CompletionItemKind::VALUE),
        CompletionKind::Row => or(CompletionItemKind::STRUCT, 22, CompletionItemKind::SNIPPET),
        CompletionKind::Path => CompletionItemKind::FILE,
        CompletionKind::Anchor => CompletionItemKind::REFERENCE,
        CompletionKind::Directive => CompletionItemKind::KEYWORD,
    }
}
