//! `workspace/executeCommand`: what a command asks the client to do. Edits go through
//! `workspace/applyEdit`, places through `window/showDocument`; the server changes nothing itself.

use crate::ide::{Lens, LensAction, assists, code_lenses, fix_edits, missing_sections};
use crate::lsp::query::Query;
use crate::lsp::{actions, commands};
use crate::text::{Edit, Span};
use serde_json::Value;
use tower_lsp::lsp_types::{ExecuteCommandParams, Range, ShowDocumentParams, WorkspaceEdit};

/// What the client is to do.
pub enum Wanted {
    /// Apply an edit.
    Edit(WorkspaceEdit),
    /// Show a place.
    Show(ShowDocumentParams),
    /// Nothing.
    Nothing,
}

/// The document a command is about, as the client spells it, if it says so.
pub fn document(params: &ExecuteCommandParams) -> Option<&str> {
    params.arguments.first()?.get("document")?.as_str()
}

/// Carries out a command; one with nothing to do there does nothing.
pub fn handle(query: &Query, params: &ExecuteCommandParams) -> Wanted {
    let range = params.arguments.first().and_then(|a| a.get("range"));
    let range = range.and_then(|range| serde_json::from_value::<Range>(range.clone()).ok());
    let place = range.map(|range| query.span(range));
    let edits = match params.command.as_str() {
        commands::SHOW => {
            let uri = query.url.clone();
            let (external, take_focus) = (None, Some(true));
            let selection = range.or_else(|| next_task(query));
            let shown = ShowDocumentParams { uri, external, take_focus, selection };
            return if query.client.show_document { Wanted::Show(shown) } else { Wanted::Nothing };
        }
        commands::ADD_ROW => add_row(query, place),
        commands::INSERT_SECTIONS => missing_sections(&query.snapshot),
        commands::FIX => match params.arguments.first() {
            Some(address) => action(query, address),
            None => fix_edits(&query.snapshot, false),
        },
        _ => vec![],
    };
    if edits.is_empty() { Wanted::Nothing } else { Wanted::Edit(query.workspace_edit(&edits)) }
}

/// What the lens of the whole plan shows.
fn next_task(query: &Query) -> Option<Range> {
    let shows = |lens: &Lens| match lens.action {
        LensAction::Show(place) => Some(query.range(place)),
        _ => None,
    };
    code_lenses(&query.snapshot).iter().find_map(shows)
}

/// The edits of the action at an address, as long as its document has not changed.
fn action(query: &Query, address: &Value) -> Vec<Edit> {
    let Some((_, version, range, key)) = actions::read_address(address) else { return vec![] };
    let mut all = actions::at(query, query.span(range)).into_iter();
    let chosen = all.find(|action| action.key == key && version == query.number);
    chosen.map(|action| action.edits.of(&query.snapshot).into_owned()).unwrap_or_default()
}

/// As the action of that name does it; without a place in the first table that has it.
fn add_row(query: &Query, place: Option<Span>) -> Vec<Edit> {
    let first = || {
        let nodes = query.snapshot.plan.nodes.iter();
        let block = |n: crate::plan::Node| {
            let table = n.section.tables.first()?;
            Some(n.span(n.section.facts.block(*table)?.span))
        };
        nodes.filter_map(block).next()
    };
    let Some(place) = place.or_else(first) else { return vec![] };
    let all = assists(&query.snapshot, Span::at(place.start)).into_iter();
    let mut rows = all.filter(|assist| assist.id == "insert-row-at-end");
    rows.next().map(|assist| assist.edits.of(&query.snapshot).into_owned()).unwrap_or_default()
}
