//! `risk-without-mitigation`: a risk with no or an empty mitigation.

use super::{Context, Finding};
use crate::plan::placeholder::Sort;
use crate::plan::risk::{Place, Risk};
use crate::plan::table::{ColumnRole, TableView};
use crate::plan::{Concept, Node, NodeId, Section};
use crate::syntax::{BlockId, BlockKind};
use crate::template::Template;
use crate::text::{Edit, Span};

declare! {
    /// A risk does not say what will be done about it.
    ///
    /// A risk without an answer is a worry. Reported are empty mitigation cells and labels, risks
    /// without a mitigation among risks that have one, and bullets that are nothing but a name. An
    /// answer in plain prose is an answer.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// | Risk | Mitigation |
    /// | --- | --- |
    /// | The vault is slow | Cache tokens |
    /// | The SDK is new | |
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risks
    /// - The vault is slow on Mondays, so tokens are cached for five minutes
    /// ```
    "risk-without-mitigation",
    template: Warning, generic: Warning, about: Unfilled, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    let plan = context.plan;
    let about = |n: Node| n.within == Some(Concept::Risks) || !n.section.tables.is_empty();
    let answered = plan.nodes.iter().any(is_answer_section);
    let mut found = vec![];
    for (id, node) in plan.nodes.iter().enumerate().filter(|(_, n)| about(*n)) {
        let risks = node.section.risks();
        let in_risks = node.within == Some(Concept::Risks);
        let row = |r: &Risk| matches!(r.place, Place::Row { .. });
        // Most tables are of something else.
        if !in_risks && !risks.iter().any(row) {
            continue;
        }
        let listed = risks.iter().filter(|r| !row(r));
        let style = listed.clone().any(|r| r.value(ColumnRole::Mitigation).is_some_and(|v| said(node.section, v)))
            || sibling_answers(context, id);
        for risk in risks {
            // `...` stands for more of them.
            let named = node.section.str(risk.name).contains(char::is_alphanumeric);
            if named && (row(risk) || in_risks) && lacks(node, risk, style, answered) && !own(node, risk, context.template) {
                found.push(finding(node, risk));
            }
        }
    }
    found
}

/// A section of mitigations answers the risks beside it.
fn is_answer_section(node: Node) -> bool {
    let key = node.section.heading.as_ref().map_or("", |h| &h.key);
    node.within == Some(Concept::Risks)
        && (key.starts_with("mitigation") || key.starts_with("contingenc") || key.starts_with("counter"))
}

/// Whether another heading-per-risk beside this one has a mitigation.
fn sibling_answers(context: &Context, id: NodeId) -> bool {
    let parent = context.plan.node(id).and_then(|n| n.parent);
    let mut siblings = context.plan.children(parent).filter_map(|s| context.plan.node(s)).take(100);
    siblings.any(|n| {
        n.within == Some(Concept::Risks)
            && n.section.fields.iter().any(|f| {
                let said = f.content.is_some() || said(n.section, f.value);
                said && ColumnRole::of(&f.key) == ColumnRole::Mitigation
            })
    })
}

/// Whether a value is one, and not still to be written: that one risk lacks it asks nothing of others.
fn said(section: &Section, value: Span) -> bool {
    !value.is_empty() && !section.placeholders().iter().any(|p| p.span.overlaps(value))
}

fn lacks(node: Node, risk: &Risk, style: bool, answered: bool) -> bool {
    let section = &node.section;
    match (risk.value(ColumnRole::Mitigation), risk.place) {
        (Some(value), Place::Row { .. }) => value.is_empty(),
        // A label without a value on its line may be followed by a list.
        (Some(value), _) => {
            let field = || section.fields.iter().find(|f| f.value == value);
            value.is_empty() && field().is_none_or(|f| f.content.is_none())
        }
        (None, Place::Row { table, row }) => missing_cell(section, table, row).is_some(),
        (None, Place::Section) => style && !mentions_answer(section.str(section.body)),
        (None, Place::Label { end, .. }) => {
            style && !answered && !mentions_answer(section.str(Span::new(risk.name.start, end)))
        }
        (None, Place::Item(index)) => {
            let Some(item) = section.items.get(index) else { return false };
            let text = section.str(item.span);
            if answered || mentions_answer(text) {
                return false;
            }
            let nested = section.items.get(index + 1).is_some_and(|next| next.parent == Some(index));
            let worry = !nested && is_worry_list(node) && is_only_a_name(section.str(item.text));
            style || worry
        }
    }
}

/// What makes the row of a table long enough to hold a mitigation, before and after it; `None` if it
/// is or the table has no such column. Cells that are not written are empty (GFM §4.10).
fn missing_cell(section: &Section, table: BlockId, row: usize) -> Option<(String, String)> {
    let Some(BlockKind::Table(table)) = section.facts.block(table).map(|b| &b.kind) else { return None };
    // The header is read anew for each row.
    const MOST: usize = 64;
    let (row, columns) = (table.rows.get(row)?, table.header.cells.len());
    if row.cells.len() >= columns || columns > MOST {
        return None;
    }
    let view = TableView::new(&section.facts.text, table);
    let column = view.column(ColumnRole::Mitigation)?;
    let before = column.checked_sub(row.cells.len())?;
    let text = section.str(row.span);
    let closed = if text.ends_with('|') && !text.ends_with("\\|") { " " } else { " | " };
    let after = columns.saturating_sub(column + 1);
    Some((format!("{closed}{}", "| ".repeat(before)), format!(" |{}", "  |".repeat(after))))
}

/// Whether the section's own heading is about risks, and not about their answers as well: there a
/// bare phrase may be either.
fn is_worry_list(node: Node) -> bool {
    let key = node.section.heading.as_ref().map_or("", |h| &h.key);
    let answers = ["mitigat", "contingen", "counter", "practice", "challenge", "solution", "response"];
    node.concept == Some(Concept::Risks) && !answers.iter().any(|a| key.contains(a))
}

/// Words and marks of an answer within a risk.
fn mentions_answer(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "mitigat", "mitiga", "~~", "contingen", "countermeasure", "fallback", "workaround", "→", "=>", "->",
        "缓解", "应对", "对策", "対策", "대응", "gegenma", "смягч", "atténu", "mitigaç",
    ];
    let text = text.to_lowercase();
    let settled = |w: &str| matches!(w, "resolved" | "fixed" | "solved" | "closed");
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(settled) || WORDS.iter().any(|w| text.contains(w))
}

/// A few words without a clause that could be an answer.
fn is_only_a_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let plain = text.trim_end_matches('.').trim_matches('*');
    let latin = text.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_ascii());
    let none = ["none", "n/a", "no risks", "no known risks", "nothing", "low", "minimal"];
    latin
        && (1..=6).contains(&words)
        && !plain.contains([':', ';', ',', '—', '–', '(', '.', '|', '`', '[', '/', '='])
        && !plain.contains(" - ")
        && !none.iter().any(|n| plain.to_lowercase().starts_with(n))
}

/// The template's own text is not the author's risk.
fn own(node: Node, risk: &Risk, template: Option<&Template>) -> bool {
    let section = &node.section;
    let whole = match risk.place {
        Place::Item(index) => section.items.get(index).map_or(risk.name, |i| i.text),
        _ => risk.name,
    };
    let text = section.str(whole).trim();
    let blank = section.placeholders().iter().any(|p| p.span.overlaps(whole) && {
        let unknown = p.sort.is_unsure() || p.sort == Sort::Blank;
        !unknown || template.is_some_and(|t| t.placeholders.contains(section.str(p.span)))
    });
    blank
        || template.is_some_and(|t| {
            t.placeholders.contains(text) || t.guidance.contains(&Template::line_key(text))
        })
}

fn finding(node: Node, risk: &Risk) -> Finding {
    let section = &node.section;
    let name = section.str(risk.name).replace(['*', '`'], "");
    let name: String = name.trim().trim_end_matches(':').chars().take(60).collect();
    let place = risk.value(ColumnRole::Mitigation).filter(|_| matches!(risk.place, Place::Row { .. }));
    let span = place.filter(|p| !p.is_empty()).unwrap_or(risk.name);
    let finding = Finding::new(node.span(span), format!("risk `{name}` has no mitigation"));
    let text = "[How it is avoided or contained]";
    let title = "Add a mitigation";
    if let Some(value) = risk.value(ColumnRole::Mitigation) {
        let around = |span: Span| !matches!(section.str(span), " " | "" | "\n" | "\r");
        let before = if around(Span::new(value.start.saturating_sub(1), value.start)) { " " } else { "" };
        let after = if around(Span::new(value.end, value.end + 1)) { " " } else { "" };
        let edit = Edit::insert(node.start + value.start, format!("{before}{text}{after}"));
        return finding.offer(title, vec![edit]);
    }
    if let Place::Row { table, row } = risk.place
        && let Some((before, after)) = missing_cell(section, table, row)
    {
        let end = section.facts.lines_of(risk.name).trim(&section.facts.text).end;
        let edit = Edit::insert(node.start + end, format!("{before}{text}{after}"));
        return finding.offer(title, vec![edit]);
    }
    let (at, label) = match risk.place {
        Place::Item(index) => {
            let Some(item) = section.items.get(index) else { return finding };
            let marker_end = item.marker.end + 1;
            let column = marker_end - section.facts.lines_of(item.marker).start;
            (item.span.end, format!("{}- **Mitigation**: {text}", " ".repeat(column)))
        }
        Place::Label { field, .. } => {
            let Some(label) = section.fields.get(field) else { return finding };
            let item = label.item.and_then(|item| section.item_of(item));
            let column = item.map(|i| i.marker.end + 1 - section.facts.lines_of(i.marker).start);
            let lead = column.map_or(String::new(), |c| format!("{}- ", " ".repeat(c)));
            (label.span.end, format!("{lead}**Mitigation**: {text}"))
        }
        _ => {
            let last = section.fields.iter().rfind(|f| ColumnRole::of(&f.key) != ColumnRole::Other);
            let Some(last) = last else { return finding };
            let bullet = if last.item.is_some() { "- " } else { "" };
            (last.span.end, format!("{bullet}**Mitigation**: {text}"))
        }
    };
    finding.offer(title, vec![Edit::insert(node.start + at, format!("\n{label}"))])
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix};
    use expect_test::expect;

    const RULE: &str = "risk-without-mitigation";

    #[test]
    fn an_empty_cell_wherever_the_column_is() {
        let text = "# Plan\n\n## 11. Known risks\n\n| Mitigation strategy | Likelihood | Risk |\n|---|---|---|\n| cache | Low | slow |\n|  | High | `a \\| b` |\n";
        check(RULE, text, expect![[r#"
            8:13-8:21 warning risk `a \| b` has no mitigation
              offer: Add a mitigation
        "#]]);
    }

    #[test]
    fn a_closing_tag_beneath_a_table_is_no_row() {
        check(RULE, "# Plan\n\n<x>\n\n## Risks\n\n| Risk | Mitigation |\n|---|---|\n| slow | cache |\n</x>\n", expect![[""]]);
    }

    #[test]
    fn labels_that_others_have_and_empty_ones() {
        let text = "# Plan\n\n## Risks\n1. **Slow vault**\n   - **Impact**: High\n   - **Mitigation**: cache\n2. **New SDK**\n   - **Impact**: Low\n3. **Third**\n   - **Mitigation**:\n4. **Fourth**\n   - **Mitigation**:\n     - wait\n";
        check(RULE, text, expect![[r#"
            7:4-7:15 warning risk `New SDK` has no mitigation
              offer: Add a mitigation
            9:4-9:13 warning risk `Third` has no mitigation
              offer: Add a mitigation
        "#]]);
    }

    #[test]
    fn an_answer_still_to_be_written_asks_for_no_others() {
        let text = "# Plan\n\n## Risks\n- slow, rarely\n  - **Mitigation**: [How it is avoided or contained]\n- new, mostly\n";
        check(RULE, text, expect![[""]]);
    }

    #[test]
    fn prose_answers_and_sections_of_answers_are_fine() {
        let text = "# Plan\n\n## Risks\n- The vault is slow, so we cache\n- Timeouts → retry\n- None\n- 供应商锁定\n";
        check(RULE, text, expect![[""]]);
        check(RULE, "# Plan\n\n## Risk Mitigation\n- Backups first\n", expect![[""]]);
        check(RULE, "# Plan\n\n## Risks\n\n### Slow vault\n- Cache tokens\n", expect![[""]]);
        check(RULE, "# Plan\n\n## Risks\n- Vendor lock-in\n\n### Mitigations\n- Two vendors\n", expect![[""]]);
    }

    #[test]
    fn a_bare_name_is_a_worry() {
        check(RULE, "# Plan\n\n## Risks\n- Vendor lock-in\n", expect![[r#"
            4:3-4:17 warning risk `Vendor lock-in` has no mitigation
              offer: Add a mitigation
        "#]]);
    }

    #[test]
    fn headings_per_risk() {
        let text = "# Plan\n\n## Risks\n\n### Risk 1: Slow\n**Impact**: High\n**Mitigation**: cache\n\n### Risk 2: New\n**Impact**: Low\n";
        check(RULE, text, expect![[r#"
            9:5-9:16 warning risk `Risk 2: New` has no mitigation
              offer: Add a mitigation
        "#]]);
    }

    #[test]
    fn a_label_per_risk() {
        let text = "# Plan\n\n## Risks\n\n**Risk**: Slow vault\n\n**Risk**: New SDK  \n**Mitigation**: pin it\n\n**Risk**: Cost\n**Mitigation**:\n";
        check(RULE, text, expect![[r#"
            5:11-5:21 warning risk `Slow vault` has no mitigation
              offer: Add a mitigation
            10:11-10:15 warning risk `Cost` has no mitigation
              offer: Add a mitigation
        "#]]);
        check_fix(RULE, text, expect![[r#"
            # Plan

            ## Risks

            **Risk**: Slow vault
            **Mitigation**: [How it is avoided or contained]

            **Risk**: New SDK  
            **Mitigation**: pin it

            **Risk**: Cost
            **Mitigation**:
        "#]]);
        let text = "# Plan\n\n## Risks\n1. Risk: Slow\n2. Risk: New\n   Mitigation: pin\n3. Risk: Old → drop\n";
        check(RULE, text, expect![[r#"
            4:10-4:14 warning risk `Slow` has no mitigation
              offer: Add a mitigation
        "#]]);
        check_fix(RULE, text, expect![[r#"
            # Plan

            ## Risks
            1. Risk: Slow
               - **Mitigation**: [How it is avoided or contained]
            2. Risk: New
               Mitigation: pin
            3. Risk: Old → drop
        "#]]);
    }

    #[test]
    fn the_templates_own_rows_are_not_risks() {
        let kit = Case { template: Some("spec-kit"), ..Case::default() };
        let text = "# Plan\n\n## Risk Assessment\n\n| Risk | Impact | Mitigation |\n|---|---|---|\n| Risk 1 | High/Medium/Low | |\n";
        check_case(RULE, &kit, text, expect![[""]]);
    }

    #[test]
    fn the_fix_adds_the_label_or_fills_the_cell() {
        check_fix(RULE, "# Plan\r\n\r\n## Risks\r\n- Vendor lock-in\r\n\r\n## X\r\ny\r\n", expect![[r#"
            # Plan␍
            ␍
            ## Risks␍
            - Vendor lock-in␍
              - **Mitigation**: [How it is avoided or contained]␍
            ␍
            ## X␍
            y␍
        "#]]);
        check_fix(RULE, "# Plan\n\n| Risk | Mitigation |\n|---|---|\n| slow | |\n", expect![[r#"
            # Plan

            | Risk | Mitigation |
            |---|---|
            | slow | [How it is avoided or contained] |
        "#]]);
        check_fix(RULE, "# Plan\n\n| Risk | Impact | Mitigation | Owner |\n|---|---|---|---|\n| slow |\n", expect![[r#"
            # Plan

            | Risk | Impact | Mitigation | Owner |
            |---|---|---|---|
            | slow | | [How it is avoided or contained] |  |
        "#]]);
    }
}
