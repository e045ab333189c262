//! `template-text-left`: the template's own words, left word for word.

use super::choices::fields;
use super::{Finding, SectionContext};
use crate::syntax::{Block, BlockKind, Row};
use crate::template::Template;
use crate::text::{Edit, Span};

declare! {
    /// A line of the template's guidance was left as it is.
    ///
    /// Guidance, sample rows and instructions to a model are addressed to the author; readers of
    /// the plan take them for content. Lines are compared with the plan's own template only.
    ///
    /// ```md fails template=phased
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risks & Mitigations
    ///
    /// | Risk | Mitigation Strategy |
    /// | --- | --- |
    /// | Risk description | How to address |
    /// ```
    ///
    /// ```md passes template=phased
    /// # Implementation Plan: Saved cards
    ///
    /// ## Prerequisites
    /// - [ ] Design reviewed
    /// ```
    "template-text-left",
    template: Info, generic: Off, about: Unfilled, fixes: Offered, Section(check)
}

fn check(context: &SectionContext) -> Vec<Finding> {
    let Some(template) = context.template.filter(|t| !t.guidance.is_empty()) else { return vec![] };
    let section = context.section;
    let mut found = vec![];
    for (id, block) in section.all_blocks() {
        match &block.kind {
            BlockKind::Paragraph => lines(context, template, id, block, &mut found),
            BlockKind::Code { .. } => {
                let left = block.lines.iter().filter(|l| is_left(section.str(**l), template));
                found.extend(left.map(|l| finding(context, *l, section.facts.lines_of(*l))));
            }
            BlockKind::Table(table) => {
                // Compared cell by cell, so that outer pipes and padding do not matter.
                let row = |r: &Row| r.cells.iter().map(|c| format!("| {} ", section.str(*c))).collect::<String>();
                let left = table.rows.iter().filter(|r| is_left(&format!("{}|", row(r)), template));
                found.extend(left.map(|r| finding(context, r.span, section.facts.lines_of(r.span))));
            }
            _ => {}
        }
    }
    // What would leave the section empty is to be replaced, not deleted.
    if !context.has_children && nothing_else(context, &found) {
        found.iter_mut().for_each(|finding| finding.fixes.clear());
    }
    found
}

/// Whether the section says nothing but what the findings' fixes delete.
fn nothing_else(context: &SectionContext, found: &[Finding]) -> bool {
    let section = context.section;
    let blank = |from: usize, to: usize| {
        let trivial = |line: &str| matches!(line.trim(), "" | "---" | "***" | "___");
        section.str(Span::new(from, to.max(from))).lines().all(trivial)
    };
    let comments = section.all_blocks().map(|(_, block)| block).filter(|block| {
        block.kind == BlockKind::Html && crate::plan::section::is_comment(section.str(block.span))
    });
    let mut cuts: Vec<Span> = comments.map(|block| block.span).collect();
    for finding in found {
        let Some(cut) = finding.fixes.first().and_then(|fix| fix.edits.first()) else { return false };
        cuts.push(cut.span);
    }
    cuts.sort();
    let mut at = section.body.start;
    for cut in cuts {
        if !blank(at, cut.start) {
            return false;
        }
        at = at.max(cut.end);
    }
    blank(at, section.body.end)
}

fn is_left(text: &str, template: &Template) -> bool {
    !text.trim().is_empty() && template.guidance.contains(&Template::line_key(text))
}

/// A paragraph: all of it when every line is left, else the lines that are.
fn lines(context: &SectionContext, template: &Template, id: usize, block: &Block, found: &mut Vec<Finding>) {
    let section = context.section;
    let whole = block.lines.first().zip(block.lines.last()).map(|(a, b)| a.cover(*b));
    let Some(whole) = whole else { return };
    let left: Vec<Span> = block.lines.iter().copied().filter(|l| is_left(section.str(*l), template)).collect();
    let all = left.len() == block.lines.len()
        || block.lines.len() > 1 && is_left(section.str(whole), template);
    if !all {
        found.extend(left.into_iter().map(|l| finding(context, l, section.facts.lines_of(l))));
        return;
    }
    // The only text of an item goes with its marker.
    let item = block.parent.and_then(|p| section.facts.block(p).map(|b| (p, b)));
    let goes = match item {
        Some((parent, item)) if parent + 1 == id && item.end == block.end => item.span,
        Some((parent, _)) if parent + 1 == id => return found.push(Finding::new(whole, message(section.str(whole)))),
        _ => whole,
    };
    found.push(finding(context, whole, section.facts.lines_of(goes)));
}

fn message(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let shown: String = line.chars().take(50).collect();
    let more = if shown.len() < text.len() { " …" } else { "" };
    format!("the template's own text was left: `{shown}{more}`")
}

/// Deletes whole lines with the line end behind them, or before them at the end of the text.
fn finding(context: &SectionContext, span: Span, goes: Span) -> Finding {
    let facts = &context.section.facts;
    let next = facts.line_starts.get(facts.line_of(goes.end) + 1).copied();
    let end = next.unwrap_or(facts.text.len());
    let finding = Finding::new(span, message(context.section.str(span)));
    // A label that the template asks for stays, and is answered.
    let asked = |key: &str| fields(context).iter().any(|spec| !spec.optional && spec.key == key);
    if context.section.fields.iter().any(|f| f.span.overlaps(goes) && asked(&f.key)) {
        return finding;
    }
    // Without its first item a list right beneath a paragraph is part of it (CommonMark §5.2).
    let numbered = |span: Span| facts.str(span).trim_start().starts_with(|c: char| c.is_ascii_digit());
    let above = facts.line_of(goes.start).checked_sub(1).and_then(|line| facts.line_starts.get(line));
    let above = above.map(|start| facts.lines_of(Span::at(*start)));
    if numbered(goes) && above.is_some_and(|line| !facts.str(line).trim().is_empty() && !numbered(line)) {
        return finding;
    }
    // One of the blank lines around it goes, too.
    let blank = |line: Option<usize>| {
        let start = line.and_then(|line| facts.line_starts.get(line).copied());
        start.filter(|at| facts.str(facts.lines_of(Span::at(*at))).trim().is_empty())
    };
    let around = blank(facts.line_of(goes.start).checked_sub(1)).and(blank(Some(facts.line_of(goes.end) + 1)));
    let after = around.and_then(|_| facts.line_starts.get(facts.line_of(goes.end) + 2).copied());
    let end = after.unwrap_or(end);
    finding.offer("Delete it", vec![Edit::delete(Span::new(goes.start, end))])
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check_case, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "template-text-left";
    const GATED: Case = Case { template: Some("review-gated"), files: &[] };
    const PHASED: Case = Case { template: Some("phased"), files: &[] };

    #[test]
    fn sample_rows_are_left() {
        let text = "# Plan\n\n## Risks & Mitigations\n\nRisk | Mitigation Strategy\n--|--\nRisk description | How to address\nslow | cache\n";
        check_case(RULE, &PHASED, text, expect![[r#"
            7:1-7:34 info the template's own text was left: `Risk description | How to address`
              offer: Delete it
        "#]]);
    }

    #[test]
    fn stock_items_are_content() {
        check_case(RULE, &PHASED, "# Plan\n\n## Definition of Done\n- [ ] QA sign-off\n", expect![[""]]);
    }

    #[test]
    fn what_the_author_wrote_is_the_authors() {
        check_case(RULE, &GATED, "# Plan\n\n## Problem Statement\nDie Suche ist 慢.\n", expect![[""]]);
    }

    #[test]
    fn what_is_all_there_is_in_a_section_is_not_deleted() {
        let text = "# Plan\n\n## Problem Statement\nWhat is wrong or missing today, and for whom.\n\n---\n\n## Risks\n- a\n";
        check_case(RULE, &GATED, text, expect![[r#"
            4:1-4:46 info the template's own text was left: `What is wrong or missing today, and for whom.`
        "#]]);
    }

    #[test]
    fn the_fix_deletes_the_line() {
        let text = "# Plan\r\n\r\n## Risks & Mitigations\r\n\r\n| Risk | Mitigation Strategy |\r\n|---|---|\r\n| Risk description | How to address |\r\n| slow | cache |\r\n";
        check_fix_case(RULE, &PHASED, text, expect![[r#"
            # Plan␍
            ␍
            ## Risks & Mitigations␍
            ␍
            | Risk | Mitigation Strategy |␍
            |---|---|␍
            | slow | cache |␍
        "#]]);
    }
}
