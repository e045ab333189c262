//! The outline as document symbols, as a tree or flat.

use crate::ide::Symbol;
use crate::lsp::query::Query;
use crate::plan::heading::Kind;
use tower_lsp::lsp_types::{DocumentSymbol, Location, SymbolInformation, SymbolKind};

/// The outline as a tree. Its depth is bounded by `ide`.
#[allow(deprecated)] // A field that must be named.
pub fn symbols(query: &Query, symbols: Vec<Symbol>) -> Vec<DocumentSymbol> {
    let tree = |symbol: Symbol| DocumentSymbol {
        detail: Some(symbol.detail()).filter(|detail| !detail.is_empty()),
        kind: kind(&symbol),
        range: query.range(symbol.span),
        selection_range: query.range(symbol.selection),
        tags: None,
        deprecated: None,
        name: symbol.name,
        children: Some(self::symbols(query, symbol.children)).filter(|c| !c.is_empty()),
    };
    symbols.into_iter().map(tree).collect()
}

/// The outline as a list, in document order.
pub fn flat_symbols(query: &Query, symbols: Vec<Symbol>) -> Vec<SymbolInformation> {
    let mut flat = vec![];
    flatten(query, symbols, None, &mut flat);
    flat
}

#[allow(deprecated)] // A field that must be named.
fn flatten(
    query: &Query,
    symbols: Vec<Symbol>,
    container: Option<&str>,
    flat: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        flat.push(SymbolInformation {
            name: symbol.name.clone(),
            kind: kind(&symbol),
            tags: None,
            deprecated: None,
            location: Location::new(query.url.clone(), query.range(symbol.span)),
            container_name: container.map(str::to_owned),
        });
        flatten(query, symbol.children, Some(&symbol.name), flat);
    }
}

/// All among the first 18, which every client knows.
fn kind(symbol: &Symbol) -> SymbolKind {
    match symbol.kind {
        Kind::Section => SymbolKind::NAMESPACE,
        Kind::Phase => SymbolKind::MODULE,
        Kind::Component => SymbolKind::CLASS,
        Kind::Step => SymbolKind::METHOD,
        Kind::Task => SymbolKind::BOOLEAN,
    }
}
