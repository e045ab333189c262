//! `unknown-choice`: a value outside the template's choices.

use super::choices::{Point, points};
use super::{Finding, SectionContext};
use crate::plan::{choice, status};
use crate::text::{Edit, Span};

declare! {
    /// A value is none of the template's choices.
    ///
    /// Only the leading word is compared, marks and emoji apart, and synonyms are known (`Med`,
    /// `WIP`, `Done`). Values between two choices (`Low–Medium`) and `N/A` are accepted.
    ///
    /// ```md fails template=numbered
    /// # Implementation Plan - Saved cards
    ///
    /// **Priority:** Whenever
    /// ```
    ///
    /// ```md passes template=numbered
    /// # Implementation Plan - Saved cards
    ///
    /// **Priority:** 🔴 HIGH, agreed with payments
    /// ```
    "unknown-choice",
    template: Warning, generic: Hint, about: Wrong, fixes: Offered, Section(check)
}

fn check(context: &SectionContext) -> Vec<Finding> {
    points(context).into_iter().filter_map(|point| finding(context, &point)).collect()
}

fn finding(context: &SectionContext, point: &Point) -> Option<Finding> {
    let section = context.section;
    let value = section.str(point.span);
    if point.choices.is_empty() || value.is_empty() || choice::list(value).is_some() {
        return None;
    }
    // What is still to be filled in is another rule's business.
    let blank = section.placeholders().partition_point(|p| p.span.end <= point.span.start);
    let blank = section.placeholders().get(blank).is_some_and(|p| p.span.overlaps(point.span));
    let known = |part: &str| point.choices.iter().any(|c| choice::same(part, c) || alike(part, c));
    if blank || known(value) || is_nothing(value) || between(value, known) {
        return None;
    }
    let word = value.lines().next().unwrap_or(value);
    let shown: String = word.chars().take(40).collect();
    let message = format!("`{shown}` is none of {}", quoted(&point.choices));
    let span = Span::new(point.span.start, point.span.start + word.len());
    let mut finding = Finding::new(span, message);
    for choice in choice::nearest(word, &point.choices).into_iter().take(3) {
        let edit = Edit::replace(span, choice);
        finding = finding.offer(format!("Change to `{choice}`"), vec![edit]);
    }
    Some(finding)
}

/// Two statuses that stand for the same state.
fn alike(value: &str, choice: &str) -> bool {
    let class = |text| status::parse(text).map(|s| s.class);
    class(value).is_some() && class(value) == class(choice)
}

fn is_nothing(value: &str) -> bool {
    let value = value.trim_matches(['*', '_', '(', ')', '.']).to_lowercase();
    matches!(value.as_str(), "n/a" | "na" | "-" | "–" | "—" | "none" | "tbd" | "unknown" | "?")
}

/// `Low-Medium`, `Medium to High`: every part is a choice.
fn between(value: &str, known: impl Fn(&str) -> bool) -> bool {
    let value = value.replace(" to ", "/").replace([';', ',', '(', '.'], "\n");
    let head = value.lines().next().unwrap_or_default();
    let parts: Vec<&str> = head.split(['/', '-', '–', '—', '→', '|', '+', '&']).collect();
    parts.len() > 1 && parts.iter().all(|part| known(part.trim()))
}

fn quoted(choices: &[String]) -> String {
    choices.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check_case, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "unknown-choice";
    const KIT: Case = Case { template: Some("spec-kit"), files: &[] };
    const PHASED: Case = Case { template: Some("phased"), files: &[] };

    #[test]
    fn a_cell_outside_the_choices() {
        let text = "# Plan\n\n## Risk Assessment\n\n| Risk | Impact | Mitigation |\n|---|---|---|\n| a | Huge | b |\n| a | | b |\n";
        check_case(RULE, &KIT, text, expect![[r#"
            7:7-7:11 warning `Huge` is none of `High`, `Medium`, `Low`
              offer: Change to `High`
              offer: Change to `Medium`
              offer: Change to `Low`
        "#]]);
    }

    #[test]
    fn synonyms_remarks_marks_and_between_are_fine() {
        let rows = ["MED", "🔴 High (blocks release)", "Low–Medium", "**Medium**", "N/A", "medium to high", "High/Medium/Low"];
        let rows = rows.map(|r| format!("| a | {r} | b |\n")).concat();
        let text = format!("# Plan\n\n## 11. Risk Assessment\n\n| Risk | Impact | Mitigation |\n|---|---|---|\n{rows}");
        check_case(RULE, &KIT, &text, expect![[""]]);
    }

    #[test]
    fn statuses_of_the_same_state_are_fine() {
        for status in ["✅ Implemented (2025-01-02)", "WIP", "pending review", "{{STATUS}}"] {
            check_case(RULE, &PHASED, &format!("# Plan\n\n**Status:** {status}\n"), expect![[""]]);
        }
    }

    #[test]
    fn the_fix_is_the_nearest() {
        let text = "# Plan\r\n\r\n## Risk Assessment\r\n\r\n| Risk | Impact | Mitigation |\r\n|---|---|---|\r\n| 中 | Hihg | b |\r\n";
        check_fix_case(RULE, &KIT, text, expect![[r#"
            # Plan␍
            ␍
            ## Risk Assessment␍
            ␍
            | Risk | Impact | Mitigation |␍
            |---|---|---|␍
            | 中 | High | b |␍
        "#]]);
    }
}
