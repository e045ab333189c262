//! Document links: paths in code spans that exist, relative links, anchors, addresses. Escapes
//! nothing and makes no URIs: that is for who shows them.

use super::Snapshot;
use super::file::{self, FileTarget};
use super::occurrence::Names;
use crate::plan::Node;
use crate::syntax::{BlockKind, InlineKind};
use crate::text::Span;

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What can be clicked: the destination of a link, a path, an address.
    pub span: Span,
    /// The whole link, its text included.
    pub whole: Span,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address with a scheme, as written.
    Address(String),
    /// A heading of this document: the span of its text.
    Heading(Span),
    /// A file.
    File(FileTarget),
}

/// The links of a plan in document order, not overlapping, each on one line.
pub fn links(snapshot: &Snapshot) -> Vec<Link> {
    if !snapshot.has_outline() {
        return vec![];
    }
    let names = Names::of(&snapshot.plan);
    let nodes = snapshot.plan.nodes.iter();
    let all = nodes.flat_map(|node| of_node(snapshot, &names, node, None));
    let mut found: Vec<Link> = all.collect();
    found.sort_by_key(|link| link.span);
    let mut end = 0;
    found.retain(|link| {
        let keep = link.span.start >= end && !link.span.is_empty();
        end = if keep { link.span.end } else { end };
        keep
    });
    found
}

/// The link at a place, its text included.
pub(crate) fn at(snapshot: &Snapshot, offset: usize) -> Option<Link> {
    let node = snapshot.plan.node(snapshot.plan.node_at(offset)?)?;
    let names = Names::of(&snapshot.plan);
    let links = of_node(snapshot, &names, node, Some(offset)).into_iter();
    links.filter(|link| link.whole.touches(offset)).min_by_key(|link| link.whole.len())
}

/// The links of a section; those in blocks that do not touch `near` may be left out.
fn of_node(snapshot: &Snapshot, names: &Names, node: Node, near: Option<usize>) -> Vec<Link> {
    let section = &node.section;
    let mut found = vec![];
    let mut push = |span: Span, whole: Span, target: Option<LinkTarget>| {
        let span = span.trim(&section.facts.text);
        let one_line = !section.str(span).contains(['\n', '\r']);
        if let Some(target) = target.filter(|_| one_line) {
            found.push(Link { span: node.span(span), whole: node.span(whole), target });
        }
    };
    let heading = section.blocks.start.saturating_sub(1)..section.blocks.start;
    let heading = heading.filter(|_| section.heading.is_some());
    let here = |span: Span| near.is_none_or(|offset| node.span(span).touches(offset));
    let blocks = heading.chain(section.blocks.clone()).filter_map(|b| section.facts.block(b));
    for block in blocks.filter(|block| here(block.span)) {
        if let BlockKind::Definition { destination, .. } = block.kind {
            let target = target(snapshot, names, section.str(destination));
            push(destination, destination, target);
        }
        for inline in section.facts.inlines(block) {
            match inline.kind {
                InlineKind::Link { destination } | InlineKind::Image { destination } => {
                    let target = target(snapshot, names, section.str(destination));
                    push(destination, inline.span, target);
                }
                InlineKind::Autolink => {
                    push(inline.inner, inline.span, address(section.str(inline.inner)));
                }
                _ => {}
            }
        }
    }
    for path in section.paths().iter().filter(|path| here(path.span)) {
        let target = file::of_mention(snapshot, node, path).map(LinkTarget::File);
        push(path.span, path.span, target);
    }
    found
}

fn target(snapshot: &Snapshot, names: &Names, destination: &str) -> Option<LinkTarget> {
    if let Some(anchor) = destination.strip_prefix('#') {
        let node = snapshot.plan.node(names.anchor(anchor)?)?;
        return Some(LinkTarget::Heading(node.heading_span()));
    }
    let scheme = destination.split(['/', '#', '?']).next().is_some_and(|head| head.contains(':'));
    if scheme {
        return address(destination);
    }
    file::of_link(snapshot, destination).map(LinkTarget::File)
}

/// An address of a scheme that is safe to open and leads out of the workspace.
fn address(text: &str) -> Option<LinkTarget> {
    let (scheme, rest) = text.split_once(':')?;
    let known = ["http", "https", "mailto"].iter().any(|s| s.eq_ignore_ascii_case(scheme));
    let sound = !rest.trim_matches('/').is_empty() && !rest.contains(char::is_whitespace);
    (known && sound).then(|| LinkTarget::Address(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, show, snapshot};
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: Expect) {
        let files = &["docs/spec.md", "src/a.rs"];
        let snapshot = snapshot(text, &Case { files, ..Case::default() });
        let line = |link: &Link| {
            let target = match &link.target {
                LinkTarget::Address(address) => address.clone(),
                LinkTarget::Heading(span) => show(&snapshot, *span),
                LinkTarget::File(f) => {
                    format!("{} {:?} {:?} {:?}", f.path, f.base, f.anchor, f.line)
                }
            };
            format!("{} → {target}\n", show(&snapshot, link.span))
        };
        expect.assert_eq(&links(&snapshot).iter().map(line).collect::<String>());
    }

    #[test]
    fn what_leads_somewhere() {
        check(
            "# Plan\n[spec](docs/spec.md#api), `src/a.rs:12`, `src/gone.rs`, [x](gone.md), <https://a.test>, [h](#known-risks), [n](#none)\n\n[s]: docs/spec.md\n\n## Known risks\n![i](docs/spec.md) https://b.test/x\n",
            expect![[r##"
                2:8-2:24 "docs/spec.md#api" → docs/spec.md Workspace Some("api") None
                2:28-2:36 "src/a.rs" → src/a.rs Workspace None Some(11)
                2:72-2:86 "https://a.test" → https://a.test
                2:93-2:105 "#known-risks" → 6:4-6:15 "Known risks"
                4:6-4:18 "docs/spec.md" → docs/spec.md Workspace None None
                7:6-7:18 "docs/spec.md" → docs/spec.md Workspace None None
                7:20-7:36 "https://b.test/x" → https://b.test/x
            "##]],
        );
    }

    #[test]
    fn nothing_unsafe_and_nothing_in_code() {
        check(
            "# Plan\n[a](javascript:alert) [b](file:///etc/passwd) [c](../../etc/passwd) [d](/etc/passwd)\n```\n[e](docs/spec.md)\n```\n",
            expect![[r#""#]],
        );
    }
}
