//! `textDocument/references`: in this plan, then in the others of the workspace.

use crate::ide;
use crate::lsp::plans::Other;
use crate::lsp::query::Query;
use crate::lsp::to_proto::Ordered;
use tower_lsp::lsp_types::{Location, Position};

/// The places that name what is at a position.
pub fn handle(query: &Query, at: Position, declaration: bool, others: &[Other]) -> Vec<Location> {
    let plans = others.iter().map(|other| (other, other.snapshot.as_ref()));
    let (own, elsewhere) = ide::references(&query.snapshot, query.offset(at), plans);
    let here = (&query.url, &query.snapshot, own);
    let there = elsewhere.into_iter().map(|(other, found)| (&other.url, &other.snapshot, found));
    let mut locations = vec![];
    for (url, snapshot, found) in std::iter::once(here).chain(there) {
        let mut ranges = Ordered::new(&snapshot.document, query.client.encoding);
        for reference in found.iter().filter(|r| declaration || !r.declaration) {
            locations.push(Location::new(url.clone(), ranges.range(reference.span)));
        }
    }
    locations
}
