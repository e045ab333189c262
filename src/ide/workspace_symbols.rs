//! Workspace symbols: phases, steps and risks of all plans, found fuzzily, best first.

use super::Snapshot;
use crate::plan::heading::Kind;
use crate::plan::{Concept, Node, NodeId, Plan};
use crate::syntax::BlockKind;
use crate::text::Span;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// A symbol of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// What it is called; never blank, one line.
    pub name: String,
    /// Phase or step; section for a risk.
    pub kind: Kind,
    /// The section it is in, or the plan.
    pub container: String,
    /// Where its name stands; bytes of its document.
    pub span: Span,
}

/// Characters of a name that are shown and searched.
const LONGEST: usize = 200;

/// The symbols that match `query` (all for an empty one), at most `cap`, by the key of their plan.
/// Words of the query are matched as subsequences, in any order, whatever their case.
pub fn workspace_symbols<'a, K: Clone>(
    plans: impl Iterator<Item = (K, &'a Snapshot)>,
    query: &str,
    cap: usize,
) -> Vec<(K, WorkspaceSymbol)> {
    let query: String = query.chars().take(LONGEST).collect();
    let (ignore, smart) = (CaseMatching::Ignore, Normalization::Smart);
    let pattern = Pattern::new(&query, ignore, smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = vec![];
    let mut found = vec![];
    for (key, snapshot) in plans.filter(|(_, s)| s.has_outline()) {
        for symbol in symbols(&snapshot.plan) {
            let name = Utf32Str::new(&symbol.name, &mut buffer);
            if let Some(score) = pattern.score(name, &mut matcher) {
                found.push((score, key.clone(), symbol));
            }
        }
    }
    found.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    found.truncate(cap);
    found.into_iter().map(|(_, key, symbol)| (key, symbol)).collect()
}

fn symbols(plan: &Plan) -> Vec<WorkspaceSymbol> {
    let mut found = vec![];
    for (id, node) in plan.nodes.iter().enumerate() {
        if node.is_work() {
            found.push(symbol(plan, id, node.name(), node.kind, node.heading_span()));
        } else if node.within == Some(Concept::Risks) {
            risks(plan, id, node, &mut found);
        }
    }
    found.retain(|symbol| !symbol.name.is_empty());
    found
}

/// The rows, else the items of a section of risks; a subsection about one risk is one itself.
fn risks(plan: &Plan, id: NodeId, node: Node, found: &mut Vec<WorkspaceSymbol>) {
    let section = &node.section;
    let before = found.len();
    let mut push = |span: Span| {
        let name = crate::plan::marks::Plain::of(section.str(span)).text;
        found.push(symbol(plan, id, &name, Kind::Section, node.span(span)));
    };
    for table in &section.tables {
        let Some(BlockKind::Table(table)) = section.facts.block(*table).map(|b| &b.kind) else {
            continue;
        };
        let named = |cell: &&Span| section.str(**cell).chars().any(char::is_alphabetic);
        table.rows.iter().filter_map(|r| r.cells.iter().find(named)).for_each(|cell| push(*cell));
    }
    if section.tables.is_empty() {
        section.items_in(None).for_each(|(_, item)| push(item.text));
    }
    let own = node.concept != Some(Concept::Risks) && found.len() == before;
    if own && section.heading.is_some() {
        found.push(symbol(plan, id, node.name(), Kind::Section, node.heading_span()));
    }
}

fn symbol(plan: &Plan, id: NodeId, name: &str, kind: Kind, span: Span) -> WorkspaceSymbol {
    // A row or item is in its section; what has a heading of its own is in the one around it.
    let headed = plan.node(id).is_some_and(|n| n.heading_span() == span);
    let around = if headed { plan.node(id).and_then(|n| n.parent) } else { Some(id) };
    let container = around.and_then(|id| plan.node(id)).map_or("", Node::name).to_owned();
    let line = name.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or_default();
    WorkspaceSymbol { name: line.chars().take(LONGEST).collect(), kind, container, span }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, show, snapshot};
    use expect_test::{Expect, expect};

    fn check(query: &str, cap: usize, expect: Expect) {
        let one = "# Plan A\n## Phase 1: Schema\n### Step 1.1: Tables\n## Phase 2: Rollout\n## Risks\n| ID | Risk |\n|---|---|\n| 1 | Data loss |\n";
        let two = "# Plan B\n## Phase 1: Rust crate\n## Risks\n- **Slow** builds\n  - **Impact**: high\n### Lock-in\ntext\n";
        let plans = [one, two].map(|text| snapshot(text, &Case::default()));
        let found = workspace_symbols(plans.iter().enumerate(), query, cap);
        let line = |(key, s): &(usize, WorkspaceSymbol)| {
            format!(
                "{key} {} ({}) in {}: {}\n",
                s.name,
                s.kind.name(),
                s.container,
                show(&plans[*key], s.span)
            )
        };
        expect.assert_eq(&found.iter().map(line).collect::<String>());
    }

    #[test]
    fn all_for_an_empty_query_up_to_the_cap() {
        check(
            "",
            100,
            expect![[r#"
                0 Phase 1: Schema (phase) in Plan A: 2:4-2:19 "Phase 1: Schema"
                0 Step 1.1: Tables (step) in Phase 1: Schema: 3:5-3:21 "Step 1.1: Tables"
                0 Phase 2: Rollout (phase) in Plan A: 4:4-4:20 "Phase 2: Rollout"
                0 Data loss (section) in Risks: 8:7-8:16 "Data loss"
                1 Phase 1: Rust crate (phase) in Plan B: 2:4-2:23 "Phase 1: Rust crate"
                1 Slow builds (section) in Risks: 4:3-4:18 "**Slow** builds"
                1 Lock-in (section) in Risks: 6:5-6:12 "Lock-in"
            "#]],
        );
        check(
            "",
            2,
            expect![[r#"
            0 Phase 1: Schema (phase) in Plan A: 2:4-2:19 "Phase 1: Schema"
            0 Step 1.1: Tables (step) in Phase 1: Schema: 3:5-3:21 "Step 1.1: Tables"
        "#]],
        );
    }

    #[test]
    fn the_best_match_first() {
        check(
            "rollout",
            100,
            expect![[r#"
            0 Phase 2: Rollout (phase) in Plan A: 4:4-4:20 "Phase 2: Rollout"
        "#]],
        );
        check(
            "p1 sch",
            100,
            expect![[r#"
            0 Phase 1: Schema (phase) in Plan A: 2:4-2:19 "Phase 1: Schema"
        "#]],
        );
        check("zzz", 100, expect![[r#""#]]);
    }
}
