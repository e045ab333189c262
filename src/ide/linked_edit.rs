//! Linked editing: the title of a phase in its heading and in the rows that repeat it word for
//! word change together as it is typed.

use super::Snapshot;
use super::occurrence::{self, Role};
use crate::text::Span;

/// The places that change together, in order, with the same text; one of them holds `offset`
/// (bytes, clamped). Empty unless there are two.
pub fn linked_edit(snapshot: &Snapshot, offset: usize) -> Vec<Span> {
    if !snapshot.has_outline() {
        return vec![];
    }
    let Some(here) = occurrence::under(snapshot, offset) else { return vec![] };
    let Some(own) = here.title.filter(|title| title.touches(offset)) else { return vec![] };
    let text = snapshot.document.text();
    let words = text.slice(own);
    let same = occurrence::of_node(snapshot, here.node).into_iter();
    let same = same.filter(|o| matches!(o.role, Role::Heading | Role::Row));
    let spans: Vec<Span> =
        same.filter_map(|o| o.title).filter(|t| text.slice(*t) == words).collect();
    if spans.len() > 1 && spans.contains(&own) { spans } else { vec![] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, cursor, show};
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: Expect) {
        let (snapshot, offset) = cursor(text, &Case::default());
        let line = |span: &Span| show(&snapshot, *span) + "\n";
        expect.assert_eq(&linked_edit(&snapshot, offset).iter().map(line).collect::<String>());
    }

    #[test]
    fn heading_and_row() {
        let timeline = "## Timeline\n| Phase | End |\n|---|---|\n| Phase 1: Base | x |\n";
        check(
            &format!("# Plan\n## Phase 1: Ba$0se\n{timeline}"),
            expect![[r#"
            2:13-2:17 "Base"
            6:12-6:16 "Base"
        "#]],
        );
        check(&format!("# Plan\n## Phase 1: Base$0ment\n{timeline}"), expect![[r#""#]]);
        check(&format!("# Plan\n## Pha$0se 1: Base\n{timeline}"), expect![[r#""#]]);
    }
}
