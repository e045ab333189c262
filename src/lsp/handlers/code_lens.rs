//! `textDocument/codeLens`: complete at once, so there is nothing to resolve. Each has a command of
//! the server, which works without code in the editor.

use crate::ide::{Lens, LensAction, code_lenses};
use crate::lsp::query::Query;
use crate::lsp::to_proto::Ordered;
use crate::lsp::{commands, uri};
use serde_json::json;
use tower_lsp::lsp_types::{CodeLens, Command};

/// The lenses of a document.
pub fn handle(query: &Query) -> Vec<CodeLens> {
    let document = uri::spelling(&query.url);
    let mut ranges = Ordered::new(&query.snapshot.document, query.client.encoding);
    let lens = |lens: Lens| {
        let (command, place) = match lens.action {
            LensAction::Show(span) => (commands::SHOW, Some(query.range(span))),
            LensAction::AddRow(at) => {
                (commands::ADD_ROW, Some(query.range(crate::text::Span::at(at))))
            }
            LensAction::InsertSections => (commands::INSERT_SECTIONS, None),
        };
        let edits = !matches!(lens.action, LensAction::Show(_));
        if edits && !query.client.apply_edit {
            return None;
        }
        let mut argument = json!({ "document": document });
        if let (Some(place), Some(argument)) = (place, argument.as_object_mut()) {
            argument.insert("range".to_owned(), json!(place));
        }
        let command = Command::new(lens.title, command.to_owned(), Some(vec![argument]));
        Some(CodeLens { range: ranges.range(lens.span), command: Some(command), data: None })
    };
    code_lenses(&query.snapshot).into_iter().filter_map(lens).collect()
}
