//! `workspace/symbol`: phases, steps and risks of all plans of the workspace.

use crate::ide::{WorkspaceSymbol, workspace_symbols};
use crate::lsp::plans::Other;
use crate::lsp::to_proto;
use crate::plan::heading::Kind;
use crate::text::Encoding;
use tower_lsp::lsp_types::{Location, SymbolInformation, SymbolKind};

/// More than anybody looks through.
const MOST: usize = 500;

/// The symbols that match, best first.
pub fn handle(plans: &[Other], query: &str, encoding: Encoding) -> Vec<SymbolInformation> {
    let all = plans.iter().map(|plan| (plan, plan.snapshot.as_ref()));
    let found = workspace_symbols(all, query, MOST);
    found.into_iter().map(|(plan, symbol)| information(plan, symbol, encoding)).collect()
}

#[allow(deprecated)] // A field that must be named.
fn information(plan: &Other, symbol: WorkspaceSymbol, encoding: Encoding) -> SymbolInformation {
    let range = to_proto::range(&plan.snapshot.document, symbol.span, encoding);
    SymbolInformation {
        name: symbol.name,
        kind: match symbol.kind {
            Kind::Phase => SymbolKind::MODULE,
            Kind::Step => SymbolKind::METHOD,
            // Among the first 18, which every client knows.
            _ => SymbolKind::PROPERTY,
        },
        tags: None,
        deprecated: None,
        location: Location::new(plan.url.clone(), range),
        container_name: Some(symbol.container).filter(|name| !name.is_empty()),
    }
}
