//! Highlight: the other places in this document that name what the cursor is on.

use super::Snapshot;
use super::links::{self, LinkTarget};
use super::occurrence::{self, Role};
use super::references::{Subject, subject};
use crate::text::Span;

/// A place to highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Where.
    pub span: Span,
    /// It is where the thing gets its name: the heading.
    pub write: bool,
}

/// What names the same as the place at `offset` (bytes, clamped), in order.
pub fn highlights(snapshot: &Snapshot, offset: usize) -> Vec<Highlight> {
    match subject(snapshot, offset) {
        None => vec![],
        Some(Subject::Node(node)) => {
            let same = occurrence::of_node(snapshot, node).into_iter();
            same.map(|o| Highlight { span: o.span, write: o.role == Role::Heading }).collect()
        }
        Some(Subject::Risk(risk)) => {
            let places = risk.places(snapshot).into_iter();
            places.map(|span| Highlight { span, write: span == risk.declaration }).collect()
        }
        Some(Subject::File(path)) => {
            let links = links::links(snapshot).into_iter();
            let same =
                |target: &LinkTarget| matches!(target, LinkTarget::File(f) if f.path == path);
            let same = links.filter(|link| same(&link.target));
            same.map(|link| Highlight { span: link.span, write: false }).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, cursor, show};
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: Expect) {
        let (snapshot, offset) = cursor(text, &Case { files: &["a/b.rs"], ..Case::default() });
        let line = |h: &Highlight| {
            format!("{}{}\n", if h.write { "write " } else { "" }, show(&snapshot, h.span))
        };
        expect.assert_eq(&highlights(&snapshot, offset).iter().map(line).collect::<String>());
    }

    #[test]
    fn a_phase_and_what_names_it() {
        check(
            "# Plan\n## Phase 1: A\n## Phase 2: B\nAfter phase $01, not 2\n",
            expect![[r#"
            write 2:4-2:14 "Phase 1: A"
            4:7-4:14 "phase 1"
        "#]],
        );
    }

    #[test]
    fn a_path_and_its_likes() {
        check(
            "# Plan\n`a/b.rs` `a/$0b.rs:2`\n",
            expect![[r#"
            2:2-2:8 "a/b.rs"
            2:11-2:17 "a/b.rs"
        "#]],
        );
    }

    #[test]
    fn no_plan_no_highlights() {
        let today = jiff::civil::date(2026, 3, 2);
        let environment = crate::ide::Environment::plain(today);
        let readme =
            crate::ide::Snapshot::of_text("# A\n[a](#a)\n", Some("README.md"), environment);
        assert!(highlights(&readme, 3).is_empty());
    }
}
