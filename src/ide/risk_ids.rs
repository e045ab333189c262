//! Ids of risks: `R1`, `RISK-2`, as a section of risks gives them at the start of a row, an item or
//! a heading, and wherever the text of the plan names them. An id that no risk has is no id here.

use super::Snapshot;
use crate::plan::{Concept, Node};
use crate::syntax::BlockKind;
use crate::text::{Edit, Span};

/// The id of a risk. Spans are bytes of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RiskId {
    /// As written.
    pub(crate) id: String,
    /// The one under the cursor.
    pub(crate) span: Span,
    /// Where the risk gets it; one of its places.
    pub(crate) declaration: Span,
    /// The row, item or section of the risk.
    pub(crate) whole: Span,
}

impl RiskId {
    /// Wherever the plan has it, in order. Linear in the plan.
    pub(crate) fn places(&self, snapshot: &Snapshot) -> Vec<Span> {
        let mut places = vec![];
        let says = |node: &Node| node.section.str(node.section.span).contains(&self.id);
        for node in snapshot.plan.nodes.iter().filter(says) {
            named(node, &mut |span, name| places.extend((name == self.id).then_some(span)));
        }
        places.sort();
        places.dedup();
        places
    }
}

/// The id at `offset` (bytes), if a risk has it.
pub(crate) fn at(snapshot: &Snapshot, offset: usize) -> Option<RiskId> {
    let plan = &snapshot.plan;
    let here = plan.node(plan.node_at(offset)?)?;
    let mut under = None;
    named(here, &mut |span, id| {
        if under.is_none() && span.touches(offset) && is_id(id) {
            under = Some((span, id.to_owned()));
        }
    });
    let (span, id) = under?;
    let (declaration, whole) = declarations(snapshot).find(|d| d.0 == id).map(|d| (d.1, d.2))?;
    Some(RiskId { id, span, declaration, whole })
}

/// The edits that give a risk another id; else what is wrong with it, for its author.
pub(crate) fn rename(snapshot: &Snapshot, risk: &RiskId, name: &str) -> Result<Vec<Edit>, String> {
    if !is_id(name) {
        return Err(format!("`{name}` is no id like `{}`", risk.id));
    }
    if name != risk.id && declarations(snapshot).any(|(id, ..)| id == name) {
        return Err(format!("`{name}` is the id of another risk"));
    }
    Ok(risk.places(snapshot).iter().map(|span| Edit::replace(*span, name)).collect())
}

/// The ids that risks have: id, its span, and that of the risk.
fn declarations(snapshot: &Snapshot) -> impl Iterator<Item = (String, Span, Span)> {
    let plan = &snapshot.plan;
    let risks = plan.nodes.iter().enumerate().filter(|(_, n)| n.within == Some(Concept::Risks));
    risks.flat_map(move |(id, node)| {
        let section = &node.section;
        let mut starts = vec![];
        for table in &section.tables {
            if let Some(BlockKind::Table(table)) = section.facts.block(*table).map(|b| &b.kind) {
                let first =
                    table.rows.iter().filter_map(|row| Some((*row.cells.first()?, row.span)));
                starts.extend(first.map(|(cell, row)| (cell, node.span(row))));
            }
        }
        starts.extend(section.items_in(None).map(|(_, i)| (i.text, node.span(i.span))));
        let own = section.heading.as_ref().filter(|_| node.concept != Some(Concept::Risks));
        starts.extend(own.map(|h| (h.text, plan.full_span(id).cover(node.heading_span()))));
        let read = move |(text, whole): (Span, Span)| {
            let span = leading(section.str(text))?.shift(text.start);
            Some((section.str(span).to_owned(), node.span(span), whole))
        };
        starts.into_iter().filter_map(read).collect::<Vec<_>>()
    })
}

/// The id a text starts with: `R1`, `**R1:** slow`, `[RISK-2] - slow`, not `Q3 numbers`.
fn leading(text: &str) -> Option<Span> {
    let mark = |c: char| matches!(c, '*' | '_' | '[' | '(' | ' ');
    let start = text.len() - text.trim_start_matches(mark).len();
    let rest = text.get(start..)?;
    let end = rest.find(|c: char| !part(c)).unwrap_or(rest.len());
    let id = rest.get(..end)?.trim_end_matches(['-', '_']);
    let behind = rest.get(id.len()..)?;
    let after = behind.trim_start_matches(['*', '_', ' ']);
    let separated = after.is_empty() || after.starts_with([':', '.', ')', ']', '-', '–', '—']);
    (separated && is_id(id)).then(|| Span::new(start, start + id.len()))
}

/// Words of headings, paragraphs and tables that may be ids, with their spans in the document.
fn named(node: Node, found: &mut dyn FnMut(Span, &str)) {
    let section = &node.section;
    let heading = section.blocks.start.saturating_sub(1)..section.blocks.start;
    let heading = heading.filter(|_| section.heading.is_some());
    for block in heading.chain(section.blocks.clone()).filter_map(|id| section.facts.block(id)) {
        for prose in section.facts.prose(block) {
            let text = section.str(prose);
            let mut at = 0;
            while let Some(start) = text.get(at..).and_then(|t| Some(at + t.find(part)?)) {
                let rest = text.get(start..).unwrap_or_default();
                let length = rest.find(|c: char| !part(c)).unwrap_or(rest.len());
                at = start + length;
                let marks = ['-', '_'];
                let word = rest.get(..length).unwrap_or_default();
                let lead = length - word.trim_start_matches(marks).len();
                let word = word.trim_matches(marks);
                let start = prose.start + start + lead;
                found(node.span(Span::new(start, start + word.len())), word);
            }
        }
    }
}

fn part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// `R1`, `RISK-2`, `Risk_03`.
fn is_id(word: &str) -> bool {
    let letters = word.len() - word.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (letters, number) = word.split_at(letters);
    let number = number.strip_prefix(['-', '_']).unwrap_or(number);
    (1..=6).contains(&letters.len())
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && (1..=4).contains(&number.len())
        && number.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, cursor, show};
    use crate::text::apply;
    use expect_test::{Expect, expect};

    /// The places of the id under the cursor, its declaration marked, and all after a renaming.
    fn check(text: &str, name: &str, expect: Expect) {
        let (snapshot, offset) = cursor(text, &Case::default());
        let mut shown = String::new();
        if let Some(risk) = at(&snapshot, offset) {
            assert!(risk.whole.covers(risk.declaration) && risk.span.touches(offset));
            for place in &risk.places(&snapshot) {
                let mark = if *place == risk.declaration { "* " } else { "" };
                shown += &format!("{mark}{}\n", show(&snapshot, *place));
            }
            match rename(&snapshot, &risk, name) {
                Err(message) => shown += &message,
                Ok(edits) => {
                    let after = apply(&snapshot.document.text().to_string(), &edits).unwrap();
                    shown += &after;
                }
            }
        }
        expect.assert_eq(&shown);
    }

    const TABLE: &str = "# Plan\n## Steps\nMind R1 and (R$02), not R21 or `R2`.\n## Risks\n| ID | Risk |\n| --- | --- |\n| R1 | slow |\n| **R2** | loss |\n";

    #[test]
    fn in_rows_and_wherever_they_are_named() {
        check(
            TABLE,
            "R7",
            expect![[r#"
            3:14-3:16 "R2"
            * 8:5-8:7 "R2"
            # Plan
            ## Steps
            Mind R1 and (R7), not R21 or `R2`.
            ## Risks
            | ID | Risk |
            | --- | --- |
            | R1 | slow |
            | **R7** | loss |
        "#]],
        );
    }

    #[test]
    fn in_items_and_headings() {
        check(
            "# Plan\nsee RISK-2\n## Risks\n- **RISK-1:** slow\n- **RISK-$02**: loss, worse than RISK-1\n",
            "RISK-3",
            expect![[r#"
                2:5-2:11 "RISK-2"
                * 5:5-5:11 "RISK-2"
                # Plan
                see RISK-3
                ## Risks
                - **RISK-1:** slow
                - **RISK-3**: loss, worse than RISK-1
            "#]],
        );
        check(
            "# Plan\nsee R$01\n## Risks\n### R1: Slow\nx\n",
            "R9",
            expect![[r#"
                2:5-2:7 "R1"
                * 4:5-4:7 "R1"
                # Plan
                see R9
                ## Risks
                ### R9: Slow
                x
            "#]],
        );
    }

    #[test]
    fn names_that_are_no_ids_or_taken_are_refused() {
        check(
            TABLE,
            "R1",
            expect![[r#"
            3:14-3:16 "R2"
            * 8:5-8:7 "R2"
            `R1` is the id of another risk"#]],
        );
        check(
            TABLE,
            "two words",
            expect![[r#"
            3:14-3:16 "R2"
            * 8:5-8:7 "R2"
            `two words` is no id like `R2`"#]],
        );
    }

    #[test]
    fn what_no_risk_is_called_is_no_id() {
        check(
            "# Plan\nQ$03 report\n## Risks\n- Q3 numbers slip\n- S3 outage\n",
            "x",
            expect![[r#""#]],
        );
        check("# Plan\nR$01\n## Notes\n- R1: x\n", "x", expect![[r#""#]]);
    }
}
