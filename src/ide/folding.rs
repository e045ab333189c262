//! Folding: sections, lists and their items, tables, fences, quotes, comments, front matter. In
//! lines; folds span at least two, do not cross, and begin on different lines.

use super::Snapshot;
use crate::plan::Node;
use crate::syntax::{BlockKind, Facts};
use crate::text::Span;

/// A range of lines that can be folded away, but for the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// First line, zero-based: the one that stays visible.
    pub start: usize,
    /// Last line; after `start`.
    pub end: usize,
    /// What is folded.
    pub kind: FoldKind,
}

/// What a fold is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A section of the plan.
    Section,
    /// A list, table, fence, quote or front matter.
    Block,
    /// An HTML comment.
    Comment,
}

/// The folds of a plan, by their first line, outer before inner.
pub fn folds(snapshot: &Snapshot) -> Vec<Fold> {
    if !snapshot.has_outline() {
        return vec![];
    }
    let plan = &snapshot.plan;
    let mut found = vec![];
    // A section ends where the last one inside it does: ends are known from the last to the first.
    let mut ends = vec![0; plan.nodes.len()];
    for (id, node) in plan.nodes.iter().enumerate().rev() {
        let last = node.end.saturating_sub(1);
        let beneath = if last > id { ends.get(last).copied() } else { None };
        let end = beneath.unwrap_or_else(|| last_line(node));
        if let Some(slot) = ends.get_mut(id) {
            *slot = end;
        }
        if let Some(heading) = &node.section.heading {
            let start = node.line + node.section.facts.line_of(heading.span.start);
            found.push(Fold { start, end, kind: FoldKind::Section });
        }
        blocks(node, &mut found);
    }
    nested(found)
}

fn blocks(node: Node, found: &mut Vec<Fold>) {
    let facts = &node.section.facts;
    for (_, block) in node.section.all_blocks() {
        let kind = match block.kind {
            BlockKind::List { .. }
            | BlockKind::Item { .. }
            | BlockKind::Table(_)
            | BlockKind::Code { info: Some(_), .. }
            | BlockKind::Quote
            | BlockKind::FrontMatter => FoldKind::Block,
            BlockKind::Html if facts.str(block.span).starts_with("<!--") => FoldKind::Comment,
            _ => continue,
        };
        let start = node.line + facts.line_of(block.span.start);
        found.push(Fold { start, end: node.line + end_line(facts, block.span), kind });
    }
}

/// The line of the last byte that is no white space.
fn end_line(facts: &Facts, span: Span) -> usize {
    facts.line_of(span.trim(&facts.text).end.saturating_sub(1).max(span.start))
}

fn last_line(node: Node) -> usize {
    node.line + end_line(&node.section.facts, node.section.span)
}

/// Only those that span lines, one for each first line (the longest), none that crosses another.
fn nested(mut found: Vec<Fold>) -> Vec<Fold> {
    found.retain(|fold| fold.start < fold.end);
    found.sort_by_key(|fold| (fold.start, std::cmp::Reverse(fold.end)));
    found.dedup_by_key(|fold| fold.start);
    let mut open: Vec<usize> = vec![];
    found.retain(|fold| {
        while open.last().is_some_and(|end| *end < fold.start) {
            open.pop();
        }
        let inside = open.last().is_none_or(|end| fold.end <= *end);
        if inside {
            open.push(fold.end);
        }
        inside
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, snapshot};
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: Expect) {
        let snapshot = snapshot(text, &Case::default());
        let line = |f: &Fold| {
            let first = snapshot.document.text().line_span(f.start);
            let first = snapshot.document.text().slice(first);
            format!("{}-{} {:?} {first}\n", f.start + 1, f.end + 1, f.kind)
        };
        expect.assert_eq(&folds(&snapshot).iter().map(line).collect::<String>());
    }

    #[test]
    fn sections_end_before_the_blank_lines_after_them() {
        check(
            "# Plan\n\n## A\ntext\n\n### B\ntext\n\n\n## C\n",
            expect![[r#"
            1-10 Section # Plan
            3-7 Section ## A
            6-7 Section ### B
        "#]],
        );
    }

    #[test]
    fn blocks_and_comments() {
        check(
            "---\na: 1\n---\n# Plan\n- a\n  - b\n    c\n- d\n\n| a |\n|---|\n| b |\n\n```sh\nx\n```\n\n<!-- a\nb -->\n\n> a\n> b\n",
            expect![[r#"
                1-3 Block ---
                4-22 Section # Plan
                5-8 Block - a
                6-7 Block   - b
                10-12 Block | a |
                14-16 Block ```sh
                18-19 Comment <!-- a
                21-22 Block > a
            "#]],
        );
    }

    #[test]
    fn an_open_fence_and_bold_phases() {
        check(
            "# Plan\n**Phase 1: A**\n\n- x\n\n**Phase 2: B**\n\n```\ny\n",
            expect![[r#"
            1-9 Section # Plan
            2-4 Section **Phase 1: A**
            6-9 Section **Phase 2: B**
            8-9 Block ```
        "#]],
        );
    }
}
