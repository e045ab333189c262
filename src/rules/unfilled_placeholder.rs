//! `unfilled-placeholder`: the template's blanks that nobody filled.

use super::{Finding, SectionContext};
use crate::plan::placeholder::Sort;
use crate::text::Edit;

declare! {
    /// A placeholder has not been filled in.
    ///
    /// A placeholder is a question the plan has not answered yet. Reported are the placeholders of
    /// the plan's own template, in code too, and a few shapes nobody means literally: `{{NAME}}`,
    /// `[DATE]`, `YYYY-MM-DD`, `X hours/days`, `[NEEDS CLARIFICATION: …]`, `TBD` as a whole value,
    /// `path/to/…`, `Task 1` as a whole item.
    ///
    /// ```md fails
    /// # Implementation Plan: {{FEATURE_NAME}}
    ///
    /// Customers save a card.
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// - [ ] Render `{{ user.name }}` in the mail, see [the guide](guide.md)
    /// ```
    "unfilled-placeholder",
    template: Warning, generic: Warning, about: Unfilled, fixes: Offered, Section(check)
}

fn check(context: &SectionContext) -> Vec<Finding> {
    let section = context.section;
    let own = |text: &str| context.template.is_some_and(|t| t.placeholders.contains(text));
    let mut found = vec![];
    for placeholder in &section.placeholders {
        let text = section.str(placeholder.span);
        let suspicious = placeholder.sort != Sort::Bracket && !placeholder.in_code;
        if !own(text) && !suspicious {
            continue;
        }
        let mut finding = Finding::new(placeholder.span, format!("`{text}` is not filled in"));
        if placeholder.sort == Sort::Date {
            let today = context.today.to_string();
            let edit = Edit::replace(placeholder.span, today.clone());
            finding = finding.offer(format!("Fill in today's date, {today}"), vec![edit]);
        }
        found.push(finding);
    }
    found
}
