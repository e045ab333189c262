//! `vague-criterion`: a criterion nobody could check.

use super::{Finding, SectionContext};
use crate::plan::Concept;
use crate::syntax::InlineKind;

declare! {
    /// A criterion is so vague that nobody could check it.
    ///
    /// "Works well" is in the eye of the beholder. Name a figure, a command or something one can
    /// observe. Only short criteria without any of these are reported.
    ///
    /// ```md fails
    /// # Implementation Plan: Saved cards
    ///
    /// ## Acceptance Criteria
    /// - [ ] Checkout works well
    /// - [ ] A returning customer pays in two clicks
    /// ```
    ///
    /// ```md passes
    /// # Implementation Plan: Saved cards
    ///
    /// ## Acceptance Criteria
    /// - [ ] Checkout is fast: p95 below 200 ms
    /// ```
    "vague-criterion",
    template: Hint, generic: Hint, about: Wrong, fixes: None, Section(check)
}

const VAGUE: &[&str] = &[
    "works well", "work well", "works fine", "works correctly", "works properly", "works great",
    "work correctly", "work properly", "works nicely", "runs smoothly", "is fast", "are fast", "fast",
    "faster", "user-friendly", "user friendly", "easy to use", "intuitive", "good performance",
    "performs well", "performance is good", "performance is acceptable", "acceptable performance",
    "performant", "looks good", "high quality", "good quality", "clean code", "code is clean", "robust",
    "scalable", "is stable", "seamless", "as needed", "users are happy", "users are satisfied",
    "good ux", "nice ux", "good user experience", "reasonable performance", "well tested", "well documented",
];

fn check(context: &SectionContext) -> Vec<Finding> {
    if context.within != Some(Concept::Acceptance) {
        return vec![];
    }
    let section = context.section;
    let leaf = |block| section.facts.block(block).is_some_and(|b| b.end <= block + 2);
    let items = section.items.iter().filter(|i| leaf(i.block));
    let vague = items.filter_map(|item| {
        let text = section.str(item.text).trim();
        let said = text.trim_end_matches(['.', '!']).to_lowercase();
        let phrase = VAGUE.iter().find(|v| contains_words(&said, v))?;
        let short = said.split_whitespace().count() <= 7;
        let measured = text.contains(|c: char| c.is_ascii_digit() || "%<>≤≥\"“:()".contains(c));
        let paragraph = section.facts.block(item.block + 1)?;
        let coded = section.facts.inlines(paragraph).iter().any(|i| i.kind == InlineKind::Code);
        let message = format!("nobody can check `{phrase}`: name a figure, a command or what one would see");
        (short && !measured && !coded).then(|| Finding::new(item.text, message))
    });
    vague.collect()
}

/// Whether the phrase stands in the text between word boundaries.
fn contains_words(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|t| t.chars().next());
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-');
        edge(before) && edge(after)
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;
    use expect_test::expect;

    const RULE: &str = "vague-criterion";

    #[test]
    fn eye_of_the_beholder() {
        check(RULE, "# Plan\r\n\r\n## Done when\r\n- [ ] The app is user-friendly.\r\n- Search is fast\r\n", expect![[r#"
            4:7-4:32 hint nobody can check `user-friendly`: name a figure, a command or what one would see
            5:3-5:17 hint nobody can check `is fast`: name a figure, a command or what one would see
        "#]]);
    }

    #[test]
    fn figures_commands_and_observations_are_fine() {
        let text = "# Plan\n\n## Acceptance\n- fast: p95 < 1 s\n- `make bench` is fast\n- Search is fast enough that users of the old one notice no change at all\n- Breakfast is served\n";
        check(RULE, text, expect![[""]]);
    }

    #[test]
    fn only_among_criteria() {
        check(RULE, "# Plan\n\n## Overview\n- Search works well\n", expect![[""]]);
    }

    #[test]
    fn beneath_a_subheading_and_a_number() {
        check(RULE, "# Plan\n\n## 13. Success Criteria\n\n### UX\n1. **Robust** search\n", expect![[r#"
            6:4-6:21 hint nobody can check `robust`: name a figure, a command or what one would see
        "#]]);
    }
}
