//! `empty-section`: a heading with nothing beneath it.

use super::{Finding, SectionContext};
use crate::text::{Edit, Span};

declare! {
    /// A heading has nothing beneath it before the next one of its level.
    ///
    /// An empty section looks answered in the outline and answers nothing. Fill it, or remove it.
    /// A comment is not content.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Testing Strategy
    ///
    /// ## Timeline
    /// Two weeks from 2026-03-02.
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Testing Strategy
    ///
    /// ### Unit tests
    /// The client is tested against a recorded vault.
    /// ```
    "empty-section",
    template: Warning, generic: Info, about: Unfilled, fixes: Offered, Section(check)
}

fn check(context: &SectionContext) -> Vec<Finding> {
    let section = context.section;
    let Some(heading) = &section.heading else { return vec![] };
    if heading.level == 1 || context.has_children || !section.is_blank() {
        return vec![];
    }
    let finding = Finding::new(heading.text, format!("section `{}` is empty", heading.name.name));
    let body = context.slot.map(|slot| slot.body.as_str()).filter(|body| !body.is_empty());
    let Some(body) = body else { return vec![finding] };
    let line_end = if section.facts.text.contains("\r\n") { "\r\n" } else { "\n" };
    let body = body.replace('\n', line_end);
    let at = section.facts.lines_of(heading.span).end;
    let edit = Edit::replace(Span::at(at), format!("{line_end}{line_end}{body}"));
    vec![finding.offer("Insert the template's text for this section", vec![edit])]
}
