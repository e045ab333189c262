//! `textDocument/documentSymbol`: the outline, as a tree where the client takes one.

use crate::ide::outline_to;
use crate::lsp::query::Query;
use crate::lsp::{to_proto, uri};

/// The symbols of a document as JSON, as far as they are wanted; none if it is no plan.
pub fn handle(query: &Query) -> Vec<u8> {
    let outline = outline_to(&query.snapshot, query.snapshot.environment.features.outline);
    // Most of it is the same few names around each title.
    let room = 3 * query.snapshot.document.text().len();
    if query.client.hierarchical_symbols {
        uri::to_json_within(&to_proto::symbols(query, &outline), room)
    } else {
        uri::to_json_within(&to_proto::flat_symbols(query, outline), room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::OutlineDepth;
    use expect_test::{Expect, expect};
    use serde_json::json;
    use std::sync::Arc;
    use tower_lsp::lsp_types::DocumentSymbolResponse;

    fn check(text: &str, tree: bool, expected: Expect) {
        check_to(OutlineDepth::Full, text, tree, expected);
    }

    fn check_to(depth: OutlineDepth, text: &str, tree: bool, expected: Expect) {
        let symbol = json!({ "hierarchicalDocumentSymbolSupport": tree });
        let can = json!({ "textDocument": { "documentSymbol": symbol } });
        let mut query = Query::of_plan(text, can);
        let snapshot = Arc::get_mut(&mut query.snapshot).unwrap();
        snapshot.environment.features.outline = depth;
        let shown = match serde_json::from_slice(&handle(&query)).unwrap() {
            DocumentSymbolResponse::Flat(all) => all
                .iter()
                .map(|s| format!("{} in {:?}\n", s.name, s.container_name))
                .collect::<String>(),
            DocumentSymbolResponse::Nested(all) => {
                let mut shown = String::new();
                let mut open: Vec<_> = all.iter().map(|s| (s, 0)).rev().collect();
                while let Some((symbol, depth)) = open.pop() {
                    let at = symbol.selection_range.start;
                    shown +=
                        &format!("{:depth$}{} {}:{}\n", "", symbol.name, at.line, at.character);
                    open.extend(symbol.children.iter().flatten().rev().map(|c| (c, depth + 2)));
                }
                shown
            }
        };
        expected.assert_eq(&shown);
    }

    const PLAN: &str =
        "# Plan: A\n\n## Implementation Steps\n\n### Phase 1: B\n\n- [x] c\n- [ ] d\n";

    #[test]
    fn a_tree_where_the_client_takes_one() {
        check(
            PLAN,
            true,
            expect![[r#"
                Plan: A 0:2
                  Implementation Steps 2:3
                    Phase 1: B 4:4
                      c 6:6
                      d 7:6
            "#]],
        );
    }

    #[test]
    fn phases_alone_or_nothing_where_that_is_wanted() {
        let text = &PLAN.replace("## Impl", "## Risks\n\n- [ ] r\n\n## Impl");
        check_to(
            OutlineDepth::Phases,
            text,
            true,
            expect![[r#"
            Plan: A 0:2
              Implementation Steps 6:3
                Phase 1: B 8:4
        "#]],
        );
        check_to(OutlineDepth::Off, text, true, expect![[""]]);
    }

    #[test]
    fn else_a_list_with_containers() {
        check(
            PLAN,
            false,
            expect![[r#"
            Plan: A in None
            Implementation Steps in Some("Plan: A")
            Phase 1: B in Some("Implementation Steps")
            c in Some("Phase 1: B")
            d in Some("Phase 1: B")
        "#]],
        );
    }
}
