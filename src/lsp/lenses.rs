//! The command of a lens: one of the server's own, which works without code in the editor.

use super::query::Query;
use super::{commands, uri};
use crate::ide::{Lens, LensAction};
use crate::text::Span;
use serde_json::json;
use tower_lsp::lsp_types::Command;

/// Whether the client can do what a click would have it do.
pub fn offered(query: &Query, lens: &Lens) -> bool {
    matches!(lens.action, LensAction::Show(_)) || query.client.apply_edit
}

/// What a lens says and what a click does.
pub fn command(query: &Query, lens: Lens) -> Command {
    let (command, place) = match lens.action {
        LensAction::Show(span) => (commands::SHOW, Some(span)),
        LensAction::AddRow(at) => (commands::ADD_ROW, Some(Span::at(at))),
        LensAction::InsertSections => (commands::INSERT_SECTIONS, None),
    };
    let mut argument = json!({ "document": uri::spelling(&query.url) });
    if let (Some(place), Some(argument)) = (place, argument.as_object_mut()) {
        argument.insert("range".to_owned(), json!(query.range(place)));
    }
    Command::new(lens.title, command.to_owned(), Some(vec![argument]))
}
