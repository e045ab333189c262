//! References: every place that names the phase, step, section or risk under the cursor, or the same
//! file. In this plan, and for files and links in the workspace's other plans.

use super::Snapshot;
use super::file::{self, FileTarget};
use super::links::{self, LinkTarget};
use super::occurrence::{self, Role, anchor_of};
use super::risk_ids::{self, RiskId};
use crate::plan::NodeId;
use crate::text::Span;

/// A place that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where; bytes of its document.
    pub span: Span,
    /// It is the heading itself.
    pub declaration: bool,
}

/// What is referred to.
pub(crate) enum Subject {
    Node(NodeId),
    File(String),
    Risk(RiskId),
}

/// What the cursor is on, as something that can be named elsewhere.
pub(crate) fn subject(snapshot: &Snapshot, offset: usize) -> Option<Subject> {
    if !snapshot.has_outline() {
        return None;
    }
    if let Some(risk) = risk_ids::at(snapshot, offset) {
        return Some(Subject::Risk(risk));
    }
    let link = links::at(snapshot, offset).map(|link| link.target);
    if let Some(LinkTarget::File(FileTarget { path, .. })) = link {
        return Some(Subject::File(path));
    }
    let named = occurrence::under(snapshot, offset).map(|o| o.node);
    let node = named.or_else(|| match link? {
        LinkTarget::Heading(heading) => snapshot.plan.node_at(heading.start),
        _ => None,
    })?;
    Some(Subject::Node(node))
}

/// The references to what is at `offset` (bytes, clamped): those in this document in order, then
/// those in `others`, by their key, among which the document itself must not be.
pub fn references<'a, K>(
    snapshot: &Snapshot,
    offset: usize,
    others: impl Iterator<Item = (K, &'a Snapshot)>,
) -> (Vec<Reference>, Vec<(K, Vec<Reference>)>) {
    let Some(subject) = subject(snapshot, offset) else { return (vec![], vec![]) };
    let others = others.filter(|(_, other)| other.has_outline());
    match subject {
        Subject::Node(node) => {
            let own = occurrence::of_node(snapshot, node).into_iter();
            let own = own.map(|o| Reference { span: o.span, declaration: o.role == Role::Heading });
            let anchor = snapshot.plan.node(node).map(|n| anchor_of(n).0).unwrap_or_default();
            let path = snapshot.path.clone().unwrap_or_default();
            let elsewhere = others.map(|(key, other)| {
                let links = anchors_into(other, &path, &anchor);
                let found = links.into_iter().map(|span| Reference { span, declaration: false });
                (key, found.collect())
            });
            (
                own.collect(),
                elsewhere.filter(|(_, found): &(_, Vec<_>)| !found.is_empty()).collect(),
            )
        }
        // Ids are the plan's own.
        Subject::Risk(risk) => {
            let own = risk.places(snapshot).into_iter();
            let own = own.map(|s| Reference { span: s, declaration: s == risk.declaration });
            (own.collect(), vec![])
        }
        Subject::File(path) => {
            let elsewhere = others.map(|(key, other)| (key, to_file(other, &path)));
            (to_file(snapshot, &path), elsewhere.filter(|(_, f)| !f.is_empty()).collect())
        }
    }
}

/// The anchors of links in `other` that lead to a heading of the document at `path`.
pub(crate) fn anchors_into(other: &Snapshot, path: &str, anchor: &str) -> Vec<Span> {
    let mut found = vec![];
    for node in &other.plan.nodes {
        for span in node.section.links() {
            let text = node.section.str(*span);
            let Some((file, fragment)) = text.split_once('#') else { continue };
            if file.is_empty() || fragment != anchor {
                continue;
            }
            let decoded = percent_encoding::percent_decode_str(file).decode_utf8_lossy();
            if crate::rules::resolve(file::folder(other), &decoded).as_deref() == Some(path) {
                found.push(node.span(Span::new(span.end - fragment.len(), span.end)));
            }
        }
    }
    found
}

fn to_file(snapshot: &Snapshot, path: &str) -> Vec<Reference> {
    let links = links::links(snapshot).into_iter().filter(|link| match &link.target {
        LinkTarget::File(target) => target.path == path,
        _ => false,
    });
    links.map(|link| Reference { span: link.span, declaration: false }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, cursor, show, snapshot};
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: Expect) {
        let files = &["src/a.rs", "plan.md", "other.md"];
        let case = Case { files, ..Case::default() };
        let (plan, offset) = cursor(text, &case);
        let mut other =
            snapshot("# Plan\nsee [core](plan.md#phase-2-core) and `src/a.rs`\n", &case);
        other.path = Some("other.md".to_owned());
        let (own, others) = references(&plan, offset, [(1, &other)].into_iter());
        let line = |s: &Snapshot, r: &Reference| {
            format!("{}{}\n", if r.declaration { "* " } else { "" }, show(s, r.span))
        };
        let mut out: String = own.iter().map(|r| line(&plan, r)).collect();
        for (key, found) in &others {
            out += &found.iter().map(|r| format!("{key}: {}", line(&other, r))).collect::<String>();
        }
        expect.assert_eq(&out);
    }

    #[test]
    fn of_a_phase_from_any_of_its_names() {
        check(
            "# Plan\n## Phase 1: Base\n## Phase 2: Co$0re\nafter Phase 1\n## Timeline\n| Phase | End |\n|---|---|\n| Phase 2: Core | x |\n",
            expect![[r#"
                * 3:4-3:17 "Phase 2: Core"
                8:3-8:16 "Phase 2: Core"
                1: 2:20-2:32 "phase-2-core"
            "#]],
        );
        check(
            "# Plan\n## Phase 1: Base\n## Phase 2: Core\nafter Phase $01\n",
            expect![[r#"
            * 2:4-2:17 "Phase 1: Base"
            4:7-4:14 "Phase 1"
        "#]],
        );
    }

    #[test]
    fn of_a_file() {
        check(
            "# Plan\n- `src/$0a.rs`\n- [a](src/a.rs) `src/b.rs`\n",
            expect![[r#"
            2:4-2:12 "src/a.rs"
            3:7-3:15 "src/a.rs"
            1: 2:39-2:47 "src/a.rs"
        "#]],
        );
    }

    #[test]
    fn of_nothing() {
        check("# Plan\nsome $0words\n", expect![[r#""#]]);
    }
}
