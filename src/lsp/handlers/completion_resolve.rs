//! `completionItem/resolve`: the documentation of an item. One that is no longer offered, or is
//! none of ours, comes back as it was.

use crate::ide::completions;
use crate::lsp::query::Query;
use crate::lsp::to_proto;
use serde_json::Value;
use tower_lsp::lsp_types::{CompletionItem, Position};

/// The document an item is for, as the client spells it.
pub fn document(item: &CompletionItem) -> Option<&str> {
    item.data.as_ref()?.get("document")?.as_str()
}

/// The item with its documentation.
pub fn handle(query: &Query, mut item: CompletionItem) -> CompletionItem {
    let at = item.data.as_ref().and_then(|data| data.get("position")).and_then(position);
    if let Some(at) = at {
        let found = completions(&query.snapshot, query.offset(at)).items;
        if let Some(same) = found.iter().find(|completion| completion.label == item.label) {
            item.documentation = to_proto::documentation(query, same);
        }
    }
    item
}

fn position(value: &Value) -> Option<Position> {
    let number = |name| u32::try_from(value.get(name)?.as_u64()?).ok();
    Some(Position::new(number("line")?, number("character")?))
}
