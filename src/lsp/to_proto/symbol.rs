//! The outline as document symbols, as a tree or flat.

use super::Ordered;
use crate::ide::Symbol;
use crate::lsp::query::Query;
use crate::plan::heading::Kind;
use serde::{Serialize, Serializer};
use std::cell::RefCell;
use std::rc::Rc;
use tower_lsp::lsp_types::{Location, Range, SymbolInformation, SymbolKind};

/// The outline as a tree of `DocumentSymbol`s, written without making them first: it is the one long
/// answer that editors ask for after every edit. Its depth is bounded by `ide`.
pub fn symbols<'a>(query: &'a Query, symbols: &'a [Symbol]) -> impl Serialize + 'a {
    let ranges = Ordered::new(&query.snapshot.document, query.client.encoding);
    Tree { ranges: Rc::new(RefCell::new(ranges)), symbols }
}

struct Tree<'a> {
    ranges: Rc<RefCell<Ordered<'a>>>,
    symbols: &'a [Symbol<'a>],
}

impl Tree<'_> {
    fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }
}

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.symbols.iter().map(|symbol| Branch::of(&self.ranges, symbol)))
    }
}

/// LSP 3.17 §DocumentSymbol.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Branch<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
    kind: SymbolKind,
    range: Range,
    selection_range: Range,
    #[serde(skip_serializing_if = "Tree::is_empty")]
    children: Tree<'a>,
}

impl<'a> Branch<'a> {
    fn of(ranges: &Rc<RefCell<Ordered<'a>>>, symbol: &'a Symbol) -> Self {
        let mut at = ranges.borrow_mut();
        // In the order in which they stand.
        let start = at.position(symbol.span.start);
        let selection_range = at.range(symbol.selection);
        Branch {
            name: &symbol.name,
            detail: symbol.detail(),
            kind: kind(symbol),
            range: Range::new(start, at.position(symbol.span.end)),
            selection_range,
            children: Tree { ranges: ranges.clone(), symbols: &symbol.children },
        }
    }
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
            name: symbol.name.to_string(),
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
