//! Definition: from `Phase 2`, a row of the timeline or an anchor to its heading; from `R1` to the
//! risk; from a path or link to its file. Opens nothing.

use super::Snapshot;
use super::file::FileTarget;
use super::links::{self, LinkTarget};
use super::occurrence::{self, Role};
use super::risk_ids::{self, RiskId};
use crate::text::Span;

/// Where something is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Definition {
    /// In this document.
    Here {
        /// What the cursor is on.
        origin: Span,
        /// The section with everything beneath it, or the risk.
        whole: Span,
        /// Its heading's text, or the risk's id; inside `whole`.
        heading: Span,
    },
    /// In a file.
    File {
        /// What the cursor is on.
        origin: Span,
        /// The file.
        target: FileTarget,
    },
}

/// What is named at `offset` (bytes, clamped). A heading is its own definition. `None` on anything
/// else, and in documents that are no plans.
pub fn definition(snapshot: &Snapshot, offset: usize) -> Option<Definition> {
    if !snapshot.has_outline() {
        return None;
    }
    if let Some(risk) = risk_ids::at(snapshot, offset) {
        let RiskId { span: origin, whole, declaration: heading, .. } = risk;
        return Some(Definition::Here { origin, whole, heading });
    }
    let plan = &snapshot.plan;
    let here = occurrence::under(snapshot, offset);
    if let Some(found) = here.as_ref().filter(|o| o.role != Role::Heading) {
        let heading = plan.node(found.node)?.heading_span();
        let whole = plan.full_span(found.node).cover(heading);
        return Some(Definition::Here { origin: found.span, whole, heading });
    }
    if let Some(link) = links::at(snapshot, offset) {
        match link.target {
            LinkTarget::File(target) => {
                return Some(Definition::File { origin: link.span, target });
            }
            LinkTarget::Heading(heading) => {
                let node = plan.node_at(heading.start)?;
                let whole = plan.full_span(node).cover(heading);
                return Some(Definition::Here { origin: link.whole, whole, heading });
            }
            LinkTarget::Address(_) => {}
        }
    }
    let own = here?;
    let whole = plan.full_span(own.node).cover(own.span);
    Some(Definition::Here { origin: own.span, whole, heading: own.span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, cursor, show};
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: Expect) {
        let files = &["docs/spec.md", "src/a.rs"];
        let (snapshot, offset) = cursor(text, &Case { files, ..Case::default() });
        let shown = match definition(&snapshot, offset) {
            None => "nothing".to_owned(),
            Some(Definition::Here { origin, whole, heading }) => {
                assert!(whole.covers(heading) && origin.touches(offset));
                format!("{} → {}", show(&snapshot, origin), show(&snapshot, heading))
            }
            Some(Definition::File { origin, target }) => {
                format!("{} → {} {:?}", show(&snapshot, origin), target.path, target.line)
            }
        };
        expect.assert_eq(&shown);
    }

    const PHASES: &str = "# Plan\n## Phase 1: Base\n## Phase 2: Core\n";

    #[test]
    fn a_mention_leads_to_the_heading() {
        check(
            &format!("{PHASES}After ph$0ase 1.\n"),
            expect![[r#"4:7-4:14 "phase 1" → 2:4-2:17 "Phase 1: Base""#]],
        );
        check(
            &format!("{PHASES}After phases 1 and $02.\n"),
            expect![[r#"4:20-4:21 "2" → 3:4-3:17 "Phase 2: Core""#]],
        );
        check(&format!("{PHASES}After phase 7$0.\n"), expect!["nothing"]);
    }

    #[test]
    fn a_row_of_the_timeline_leads_to_the_phase() {
        check(
            &format!("{PHASES}## Timeline\n| Phase | End |\n|---|---|\n| Co$0re | x |\n"),
            expect![[r#"7:3-7:7 "Core" → 3:4-3:17 "Phase 2: Core""#]],
        );
    }

    #[test]
    fn links_lead_from_their_text_too() {
        check(
            &format!("{PHASES}[co$0re](#phase-2-core)\n"),
            expect![[r#"4:1-4:22 "[core](#phase-2-core)" → 3:4-3:17 "Phase 2: Core""#]],
        );
        check(
            &format!("{PHASES}[sp$0ec](docs/spec.md)\n"),
            expect![[r#"4:8-4:20 "docs/spec.md" → docs/spec.md None"#]],
        );
    }

    #[test]
    fn paths_lead_to_files() {
        check(
            &format!("{PHASES}- `src/a$0.rs:7`\n"),
            expect![[r#"4:4-4:12 "src/a.rs" → src/a.rs Some(6)"#]],
        );
        check(&format!("{PHASES}- `src/b$0.rs`\n"), expect!["nothing"]);
    }

    #[test]
    fn a_heading_is_its_own() {
        check(
            "# Plan\n## Pha$0se 1: Base\n",
            expect![[r#"2:4-2:17 "Phase 1: Base" → 2:4-2:17 "Phase 1: Base""#]],
        );
    }
}
