//! `textDocument/definition`: as a link with ranges where the client takes it, else as a location.

use crate::ide::{self, Definition};
use crate::lsp::query::Query;
use tower_lsp::lsp_types::{GotoDefinitionResponse, Location, LocationLink, Position, Range};

/// Where what is at a position is defined.
pub fn handle(query: &Query, at: Position) -> Option<GotoDefinitionResponse> {
    let found = ide::definition(&query.snapshot, query.offset(at))?;
    let (origin, target_uri, target_range, target_selection_range) = match found {
        Definition::Here { origin, whole, heading } => {
            (origin, query.url.clone(), query.range(whole), query.range(heading))
        }
        Definition::File { origin, target } => {
            let line = target.line.and_then(|line| u32::try_from(line).ok()).unwrap_or(0);
            let start = Position::new(line, 0);
            let range = Range::new(start, start);
            (origin, query.file_url(&target)?, range, range)
        }
    };
    if !query.client.definition_links {
        let location = Location::new(target_uri, target_selection_range);
        return Some(GotoDefinitionResponse::Scalar(location));
    }
    let origin_selection_range = Some(query.range(origin));
    let link =
        LocationLink { origin_selection_range, target_uri, target_range, target_selection_range };
    Some(GotoDefinitionResponse::Link(vec![link]))
}
