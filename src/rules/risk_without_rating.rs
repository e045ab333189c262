//! `risk-without-rating`: a risk lacking the impact or probability that its template has. Empty
//! cells of a table are `empty-table-cell`'s business.

use super::{Context, Finding};
use crate::plan::risk::{Place, Risk};
use crate::plan::table::ColumnRole;
use crate::plan::{Concept, Node};
use crate::template::FieldSpec;
use crate::text::Edit;

declare! {
    /// A risk lacks the impact or probability that its template asks for.
    ///
    /// A rating says which risk to look at first. Asked for are the labels that the template's own
    /// risks have.
    ///
    /// ```md fails template=spec-driven
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risk Assessment
    ///
    /// ### Identified Risks
    /// 1. **Slow vault**
    ///    - **Impact**: High
    ///    - **Mitigation**: cache tokens
    /// ```
    ///
    /// ```md passes template=spec-driven
    /// # Implementation Plan: Saved cards
    ///
    /// ## Risk Assessment
    ///
    /// ### Identified Risks
    /// 1. **Slow vault**
    ///    - **Impact**: High
    ///    - **Likelihood**: Low
    ///    - **Mitigation**: cache tokens
    /// ```
    "risk-without-rating",
    template: Info, generic: Off, about: Unfilled, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    let slots = context.template.map(|t| t.slots.as_slice()).unwrap_or_default();
    let fields = slots.iter().filter(|s| s.concept == Some(Concept::Risks)).flat_map(|s| &s.fields);
    let asked: Vec<(ColumnRole, &FieldSpec)> = fields
        .map(|f| (ColumnRole::of(&f.key), f))
        .filter(|(role, _)| matches!(role, ColumnRole::Impact | ColumnRole::Probability))
        .collect();
    if asked.is_empty() {
        return vec![];
    }
    let nodes = context.plan.nodes.iter().filter(|n| n.within == Some(Concept::Risks));
    let risks = nodes.flat_map(|n| n.section.risks().iter().map(move |r| (n, r)));
    let mut found = vec![];
    for (node, risk) in risks {
        let Place::Item(index) = risk.place else { continue };
        // Only risks that are rated at all: others are signs, notes, a list of another kind.
        if risk.says.is_empty() {
            continue;
        }
        let lacking = asked.iter().filter(|(role, _)| risk.value(*role).is_none());
        found.extend(lacking.map(|(_, spec)| finding(node, risk, index, spec)));
    }
    found
}

fn finding(node: Node, risk: &Risk, index: usize, spec: &FieldSpec) -> Finding {
    let section = &node.section;
    let name = section.str(risk.name).replace(['*', '`'], "");
    let label = &spec.label;
    let message = format!("risk `{}` has no `{label}`", name.trim().trim_end_matches(':'));
    let finding = Finding::new(node.span(risk.name), message);
    let Some(item) = section.items.get(index) else { return finding };
    let indent = item.marker.end + 1 - section.facts.lines_of(item.marker).start;
    let value = spec.value.choices().join("/");
    let line = format!("\n{}- **{label}**: {value}", " ".repeat(indent));
    let at = section.facts.lines_of(item.text).end;
    finding.offer(format!("Add `{label}`"), vec![Edit::insert(node.start + at, line)])
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check, check_case, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "risk-without-rating";
    const DRIVEN: Case = Case { template: Some("spec-driven"), files: &[] };
    const HEAD: &str = "# Plan\n\n## Risk Assessment\n\n### Identified Risks\n";

    #[test]
    fn each_rating_that_lacks() {
        let text = format!("{HEAD}1. **Slow**\n   - **Mitigation**: cache\n");
        check_case(RULE, &DRIVEN, &text, expect![[r#"
            6:4-6:12 info risk `Slow` has no `Impact`
              offer: Add `Impact`
            6:4-6:12 info risk `Slow` has no `Probability`
              offer: Add `Probability`
        "#]]);
    }

    #[test]
    fn other_names_count_and_unrated_lists_are_left_alone() {
        let text = format!("{HEAD}1. **慢**\n   - **Severity**: High\n   - **Likelihood**: Low\n\n### Warning Signs\n- p95 above 2 s\n");
        check_case(RULE, &DRIVEN, &text, expect![[""]]);
    }

    #[test]
    fn without_a_template_none_is_asked_for() {
        check(RULE, "# Plan\n\n## Risks\n- **A**\n  - **Mitigation**: b\n", expect![[""]]);
    }

    #[test]
    fn the_fix_adds_the_label() {
        let text = format!("{HEAD}1. **Slow**\n   - **Impact**: High\n   - **Mitigation**: cache\n");
        check_fix_case(RULE, &DRIVEN, &text.replace('\n', "\r\n"), expect![[r#"
            # Plan␍
            ␍
            ## Risk Assessment␍
            ␍
            ### Identified Risks␍
            1. **Slow**␍
               - **Probability**: High/Medium/Low␍
               - **Impact**: High␍
               - **Mitigation**: cache␍
        "#]]);
    }
}
