//! `textDocument/completion`: all items of a place replace the same range. Documentation waits for
//! `completionItem/resolve` where the client asks for it then.

use crate::ide::completions;
use crate::lsp::query::Query;
use crate::lsp::{to_proto, uri};
use serde_json::json;
use tower_lsp::lsp_types::{CompletionResponse, Position};

/// The completions at a position; none if there is nothing to complete.
pub fn handle(query: &Query, at: Position) -> Option<CompletionResponse> {
    if !query.snapshot.environment.features.completion {
        return None;
    }
    let found = completions(&query.snapshot, query.offset(at));
    if found.items.is_empty() {
        return None;
    }
    let data = json!({ "document": uri::spelling(&query.url), "position": at });
    let later = query.client.completion.resolve_documentation.then_some(&data);
    let range = query.range(found.replace);
    let items = found.items.iter().enumerate();
    let items = items.map(|(i, item)| to_proto::completion_item(query, item, i, range, later));
    Some(CompletionResponse::Array(items.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::handlers::completion_resolve;
    use crate::text::Span;
    use tower_lsp::lsp_types::{CompletionItem, CompletionTextEdit};

    /// The items at the end of a text, for a client that resolves them or not.
    fn items(text: &str, snippets: bool, resolve: bool) -> (Query, Vec<CompletionItem>) {
        let properties = if resolve { vec!["documentation"] } else { vec![] };
        let item =
            json!({ "snippetSupport": snippets, "resolveSupport": { "properties": properties } });
        let completion = json!({ "completionItem": item });
        let query = Query::of_plan(text, json!({ "textDocument": { "completion": completion } }));
        let end = query.range(Span::at(text.len())).end;
        let items = match handle(&query, end) {
            Some(CompletionResponse::Array(items)) => items,
            other => panic!("{other:?}"),
        };
        (query, items)
    }

    const PLAN: &str = "# Plan: A\n\n## R";

    #[test]
    fn all_items_replace_what_is_typed() {
        for item in items(PLAN, false, false).1 {
            let Some(CompletionTextEdit::Edit(edit)) = item.text_edit else {
                panic!("{}", item.label)
            };
            assert_eq!((edit.range.start.line, edit.range.end), (2, Position::new(2, 4)));
            assert!(item.filter_text.is_some() && item.insert_text_format.is_none());
        }
    }

    #[test]
    fn documentation_comes_at_once_or_later_and_is_the_same() {
        let (query, lazy) = items(PLAN, true, true);
        for (lazy, full) in lazy.into_iter().zip(items(PLAN, true, false).1) {
            assert_eq!((&lazy.documentation, &full.data), (&None, &None));
            let resolved = completion_resolve::handle(&query, lazy);
            assert_eq!(resolved.documentation, full.documentation);
        }
    }

    #[test]
    fn an_item_of_another_server_comes_back_as_it_was() {
        let item =
            CompletionItem { data: Some(json!({ "position": 1 })), ..CompletionItem::default() };
        assert_eq!(completion_resolve::document(&item), None);
        let (query, _) = items(PLAN, true, true);
        assert_eq!(completion_resolve::handle(&query, item.clone()), item);
    }
}
