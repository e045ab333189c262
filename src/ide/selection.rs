//! Selection ranges: from the words under the cursor outwards, along what a plan is made of: cell,
//! row, table; task, list; section by section; the document.

use super::Snapshot;
use crate::plan::Node;
use crate::syntax::{Block, BlockKind};
use crate::text::Span;

/// Steps from the cursor to the document. Clients nest them, and most read no JSON deeper than 128.
const MOST: usize = 64;

/// The spans that hold `offset` (bytes, clamped), innermost first, each larger than the one before,
/// not more than 64: of very deep nesting what is around the cursor, then the document. Empty for documents that are no plans.
pub fn selection(snapshot: &Snapshot, offset: usize) -> Vec<Span> {
    if !snapshot.has_outline() {
        return vec![];
    }
    let text = snapshot.document.text();
    let offset = text.floor(offset);
    let mut spans = vec![];
    let plan = &snapshot.plan;
    if let Some((id, node)) = plan.node_at(offset).and_then(|id| Some((id, plan.node(id)?))) {
        spans.extend(inside(node, offset).into_iter().map(|span| node.span(span)));
        for around in std::iter::once(id).chain(plan.ancestors(id)) {
            let Some(node) = plan.node(around) else { continue };
            let Some(last) = plan.node(node.end.saturating_sub(1)) else { continue };
            spans.push(node.heading_span());
            spans.extend([filled(node), node.own_span()]);
            spans.push(node.own_span().cover(filled(last)));
            spans.push(plan.full_span(around));
        }
    }
    spans.push(Span::new(0, text.len()));
    let mut found: Vec<Span> = vec![];
    for span in spans {
        let grows = found.last().is_none_or(|last| span.covers(*last) && span != *last);
        if span.touches(offset) && !span.is_empty() && grows {
            found.push(span);
        }
    }
    let whole = found.len().saturating_sub(1);
    found.drain(whole.min(MOST - 1)..whole);
    found
}

/// Within the slice: inlines, cell, row, block, and the blocks around it.
fn inside(node: Node, offset: usize) -> Vec<Span> {
    let section = &node.section;
    let facts = &section.facts;
    let Some(local) = offset.checked_sub(node.start) else { return vec![] };
    let heading = section.heading.as_ref().map(|_| section.blocks.start.saturating_sub(1));
    let range = heading.unwrap_or(section.blocks.start)..section.blocks.end;
    // In preorder the last block that holds the cursor is the innermost.
    let holds = |id: &usize| facts.block(*id).is_some_and(|b| b.span.touches(local));
    let Some(innermost) = range.rev().find(holds) else { return vec![] };
    let mut spans = facts.block(innermost).map_or(vec![], |b| leaf(node, b, local));
    for id in std::iter::once(innermost).chain(facts.ancestors(innermost)) {
        let Some(block) = facts.block(id) else { continue };
        if let Some(item) = section.items.iter().find(|i| i.block == id) {
            spans.push(item.text);
        }
        spans.push(block.span);
    }
    spans
}

fn leaf(node: Node, block: &Block, local: usize) -> Vec<Span> {
    let facts = &node.section.facts;
    let mut spans = vec![];
    let inlines = facts.inlines(block).iter().filter(|i| i.span.touches(local));
    spans.extend(inlines.flat_map(|i| [i.inner, i.span]).filter(|s| s.touches(local)));
    spans.sort_by_key(|span| span.len());
    let line = block.lines.iter().find(|line| line.touches(local));
    match &block.kind {
        BlockKind::Table(table) => {
            let rows = std::iter::once(&table.header).chain(&table.rows);
            let row = rows.into_iter().find(|row| row.span.touches(local));
            spans.extend(row.into_iter().flat_map(|r| &r.cells).find(|c| c.touches(local)));
            spans.extend(row.map(|r| r.span));
            let body = table.rows.first().zip(table.rows.last());
            spans.extend(body.map(|(first, last)| first.span.cover(last.span)));
        }
        BlockKind::Code { .. } => {
            spans.extend(line);
            let content = block.lines.first().zip(block.lines.last());
            spans.extend(content.map(|(first, last)| first.cover(*last)));
        }
        _ => spans.extend(line),
    }
    spans
}

/// A section's own text without the blank lines at its end.
fn filled(node: Node) -> Span {
    let span = node.section.span;
    let width = node.section.str(span).trim_end().len();
    node.span(Span::new(span.start, span.start + width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, cursor};
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: Expect) {
        let (snapshot, offset) = cursor(text, &Case::default());
        let found = selection(&snapshot, offset);
        assert!(found.windows(2).all(|w| w[1].covers(w[0]) && w[0] != w[1]));
        let line = |s: &Span| format!("{:?}\n", snapshot.document.text().slice(*s));
        expect.assert_eq(&found.iter().map(line).collect::<String>());
    }

    #[test]
    fn cell_row_table_section() {
        check(
            "# Plan\n## Risks\n| a | b |\n|---|---|\n| **c**$0 | d |\n| e | f |\n\n## X\n",
            expect![[r###"
                "**c**"
                "| **c** | d |"
                "| **c** | d |\n| e | f |"
                "| a | b |\n|---|---|\n| **c** | d |\n| e | f |"
                "## Risks\n| a | b |\n|---|---|\n| **c** | d |\n| e | f |"
                "## Risks\n| a | b |\n|---|---|\n| **c** | d |\n| e | f |\n\n"
                "# Plan\n## Risks\n| a | b |\n|---|---|\n| **c** | d |\n| e | f |\n\n## X"
                "# Plan\n## Risks\n| a | b |\n|---|---|\n| **c** | d |\n| e | f |\n\n## X\n"
            "###]],
        );
    }

    #[test]
    fn task_list_step_phase() {
        check(
            "# Plan\n## Phase 1: A\n### Step 1.1: B\n- [ ] do `th$0is`\n  - [ ] sub\n- [ ] that\n",
            expect![[r####"
                "this"
                "`this`"
                "do `this`"
                "- [ ] do `this`\n  - [ ] sub"
                "- [ ] do `this`\n  - [ ] sub\n- [ ] that"
                "### Step 1.1: B\n- [ ] do `this`\n  - [ ] sub\n- [ ] that"
                "### Step 1.1: B\n- [ ] do `this`\n  - [ ] sub\n- [ ] that\n"
                "## Phase 1: A\n### Step 1.1: B\n- [ ] do `this`\n  - [ ] sub\n- [ ] that\n"
                "# Plan\n## Phase 1: A\n### Step 1.1: B\n- [ ] do `this`\n  - [ ] sub\n- [ ] that\n"
            "####]],
        );
    }

    #[test]
    fn heading_and_blank_line() {
        check(
            "# Plan\n## Risks an$0d\ntext\n",
            expect![[r###"
            "Risks and"
            "## Risks and"
            "## Risks and\ntext"
            "## Risks and\ntext\n"
            "# Plan\n## Risks and\ntext\n"
        "###]],
        );
        check(
            "# Plan\ntext\n$0\n## X\n",
            expect![[r##"
            "# Plan\ntext\n\n"
            "# Plan\ntext\n\n## X"
            "# Plan\ntext\n\n## X\n"
        "##]],
        );
    }
}
