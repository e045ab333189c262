//! Where a plan names its own parts: headings, mentions (`Phase 2`), rows of its timeline, anchors.
//! What definition, references, highlight, rename and linked editing share. Judges no reference:
//! what resolves to nothing is simply not here.

use super::Snapshot;
use crate::plan::anchor::{essence, may_link, slug};
use crate::plan::concept::normalise;
use crate::plan::marks::Plain;
use crate::plan::reference::{self, Reference};
use crate::plan::timeline::ScheduleRow;
use crate::plan::{Node, NodeId, Plan};
use crate::syntax::{BlockKind, InlineKind};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// A place that names a section, phase or step. Spans are bytes of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Occurrence {
    /// All of it; on one line, except for underlined headings of several lines.
    pub(crate) span: Span,
    /// What it names.
    pub(crate) node: NodeId,
    /// How.
    pub(crate) role: Role,
    /// The title of what it names, where it is written out: `Core` in `Phase 2: Core`.
    pub(crate) title: Option<Span>,
}

/// How a place names something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Its heading: the declaration.
    Heading,
    /// `Phase 2` in text or a cell.
    Mention,
    /// A cell of a table whose rows are phases or steps.
    Row,
    /// The anchor of a link, without `#`.
    Anchor,
}

/// All occurrences, in document order; only anchors stand inside others. Linear in the plan.
pub(crate) fn occurrences(snapshot: &Snapshot) -> Vec<Occurrence> {
    let plan = &snapshot.plan;
    let names = Names::of(plan);
    let all = 0..plan.nodes.len();
    in_order(all.flat_map(|id| of_section(&names, plan, id, None)).collect())
}

/// The occurrences of a heading, in document order: looks only at sections that may name it.
pub(crate) fn of_node(snapshot: &Snapshot, node: NodeId) -> Vec<Occurrence> {
    let plan = &snapshot.plan;
    let names = Names::of(plan);
    let mut sections = vec![node];
    sections.extend(plan.relations().naming(node));
    sections.extend(plan.nodes.linking().map(|(id, _)| id));
    sections.sort_unstable();
    sections.dedup();
    let found = sections.into_iter().flat_map(|id| of_section(&names, plan, id, None));
    let mut found = in_order(found.collect());
    found.retain(|o| o.node == node);
    found
}

/// The occurrences of a role in a section, in order.
pub(crate) fn within(snapshot: &Snapshot, id: NodeId, role: Role) -> Vec<Occurrence> {
    let plan = &snapshot.plan;
    let mut found = in_order(of_section(&Names::of(plan), plan, id, None));
    found.retain(|o| o.role == role);
    found
}

/// The innermost occurrence under the cursor: looks at its section alone.
pub(crate) fn under(snapshot: &Snapshot, offset: usize) -> Option<Occurrence> {
    let plan = &snapshot.plan;
    let found = of_section(&Names::of(plan), plan, plan.node_at(offset)?, Some(offset));
    in_order(found).into_iter().rev().find(|o| o.span.touches(offset))
}

fn in_order(mut found: Vec<Occurrence>) -> Vec<Occurrence> {
    found.sort_by_key(|o| (o.span.start, std::cmp::Reverse(o.span.end)));
    // A row is more than the mention in it.
    let mut rows = 0;
    found.retain(|o| {
        if o.role == Role::Row {
            rows = o.span.end;
        }
        o.role != Role::Mention || o.span.start >= rows
    });
    found
}

/// The occurrences in a section; those of blocks that do not touch `near` may be left out.
fn of_section(names: &Names, plan: &Plan, id: NodeId, near: Option<usize>) -> Vec<Occurrence> {
    let Some(node) = plan.node(id) else { return vec![] };
    let relations = plan.relations();
    let said = relations.within(id, node.section.span);
    let said = said.filter(|r| r.role != reference::Role::Row);
    let here = |span: Span| near.is_none_or(|offset| node.span(span).touches(offset));
    let rows =
        relations.timelines_in(id).flat_map(|t| t.rows(plan)).filter(|(row, _)| here(row.name));
    let mut found: Vec<Occurrence> = heading(id, node).into_iter().collect();
    found.extend(said.filter_map(|r| mention(names, plan, r)));
    found.extend(rows.filter_map(|(of, to)| row(names, node, of, to?)));
    anchors(names, node, near, &mut found);
    found
}

fn heading(id: NodeId, node: Node) -> Option<Occurrence> {
    let heading = node.section.heading.as_ref()?;
    let (start, end) = heading.name.title_span;
    let title = Span::new(start, end).shift(heading.text.start);
    let title = Some(node.span(title)).filter(|t| !t.is_empty());
    Some(Occurrence { span: node.heading_span(), node: id, role: Role::Heading, title })
}

fn mention(names: &Names, plan: &Plan, reference: &Reference) -> Option<Occurrence> {
    let target = reference.target?;
    let node = plan.node(reference.node)?;
    let own = node.span(reference.span);
    let after = reference.span.end;
    // `Phase 2: Core`, when that is what phase 2 is called.
    let title = names.title(target).and_then(|title| {
        let line = node.section.facts.lines_of(Span::at(after));
        let rest = node.section.str(Span::new(after, line.end));
        let said = rest.trim_start_matches([':', ' ', '–', '—', '-']);
        let lead = rest.len() - said.len();
        let separated = !rest.get(..lead)?.trim().is_empty();
        let ends = |tail: &str| !tail.starts_with(char::is_alphanumeric);
        let same = !title.is_empty() && said.strip_prefix(title).is_some_and(ends);
        let start = own.end + lead;
        (separated && same).then(|| Span::new(start, start + title.len()))
    });
    let span = title.map_or(own, |t| own.cover(t));
    Some(Occurrence { span, node: target, role: Role::Mention, title })
}

/// A row that names a phase; its title counts where it is that phase's, or part of it.
fn row(names: &Names, node: Node, row: &ScheduleRow, target: NodeId) -> Option<Occurrence> {
    let own = normalise(names.title(target)?);
    let same = !row.key.is_empty() && (own.contains(&row.key) || row.key.contains(&own));
    let linked = node.section.str(row.title).contains("](");
    let title = Some(node.span(row.title)).filter(|t| same && !own.is_empty() && !t.is_empty());
    let title = title.filter(|_| !linked);
    Some(Occurrence { span: node.span(row.name), node: target, role: Role::Row, title })
}

/// Anchors of links within the document.
fn anchors(names: &Names, node: Node, near: Option<usize>, found: &mut Vec<Occurrence>) {
    if !may_link(node.section) {
        return;
    }
    let section = &node.section;
    let here = |span: Span| near.is_none_or(|offset| node.span(span).touches(offset));
    for (_, block) in section.all_blocks().filter(|(_, block)| here(block.span)) {
        if let BlockKind::Definition { destination, .. } = block.kind {
            found.extend(anchor(names, node, destination, None));
        }
        for inline in section.facts.inlines(block) {
            if let InlineKind::Link { destination } = inline.kind {
                found.extend(anchor(names, node, destination, Some(inline.inner)));
            }
        }
    }
}

fn anchor(names: &Names, node: Node, to: Span, text: Option<Span>) -> Option<Occurrence> {
    let anchor = node.section.str(to).strip_prefix('#')?;
    let target = names.anchor(anchor)?;
    // The link's text, where it is the title or ends in it; then the occurrence is all from there.
    let title = names.title(target).filter(|t| !t.is_empty()).and_then(|title| {
        let text = text?;
        let lead = node.section.str(text).strip_suffix(title)?;
        Some(node.span(Span::new(text.start + lead.len(), text.end)))
    });
    let span = node.span(Span::new(to.start + 1, to.end));
    Some(Occurrence { span, node: target, role: Role::Anchor, title })
}

/// The titles and anchors of a plan's headings, for look-up.
pub(crate) struct Names<'a> {
    plan: &'a Plan,
    anchors: OnceCell<Anchors>,
}

/// Where anchors lead.
#[derive(Default)]
struct Anchors {
    by_name: FxHashMap<String, NodeId>,
    by_essence: FxHashMap<String, NodeId>,
    /// One per node.
    of_nodes: Vec<String>,
}

impl<'a> Names<'a> {
    /// Reads all headings when first asked for an anchor.
    pub(crate) fn of(plan: &'a Plan) -> Self {
        Names { plan, anchors: OnceCell::new() }
    }

    fn anchors(&self) -> &Anchors {
        self.anchors.get_or_init(|| Anchors::of(self.plan))
    }

    /// The heading an anchor (without `#`) leads to.
    pub(crate) fn anchor(&self, anchor: &str) -> Option<NodeId> {
        let decoded = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
        let exact = self.anchors().by_name.get(decoded.as_ref());
        let loose = || self.anchors().by_essence.get(&essence(&decoded));
        exact.or_else(|| loose().filter(|_| !decoded.is_empty())).copied()
    }

    /// The anchor (without `#`) that leads to a heading; empty where there is none.
    pub(crate) fn anchor_to(&self, id: NodeId) -> &str {
        self.anchors().of_nodes.get(id).map_or("", String::as_str)
    }

    /// The title of a node as its heading has it.
    pub(crate) fn title(&self, id: NodeId) -> Option<&'a str> {
        let node = self.plan.node(id)?;
        let heading = node.section.heading.as_ref()?;
        let (start, end) = heading.name.title_span;
        Some(node.section.str(Span::new(start, end).shift(heading.text.start)))
    }
}

impl Anchors {
    fn of(plan: &Plan) -> Anchors {
        let of_nodes = vec![String::new(); plan.nodes.len()];
        let mut all = Anchors { of_nodes, ..Anchors::default() };
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        for (id, node) in plan.nodes.iter().enumerate() {
            if node.section.heading.is_none() {
                continue;
            }
            let (anchor, text) = anchor_of(node);
            let count = seen.entry(anchor.clone()).or_default();
            let unique = if *count == 0 { anchor } else { format!("{anchor}-{count}") };
            *count += 1;
            if let Some(own) = all.of_nodes.get_mut(id) {
                own.clone_from(&unique);
            }
            all.by_name.entry(unique).or_insert(id);
            all.by_essence.entry(essence(&text)).or_insert(id);
        }
        all
    }
}

/// The anchor of a heading (GitHub's way, or the one it sets itself), and its text without marks.
pub(crate) fn anchor_of(node: Node) -> (String, String) {
    let raw = node.section.heading.as_ref().map_or("", |h| node.section.str(h.text));
    if let Some((text, id)) = raw.trim_end().strip_suffix('}').and_then(|r| r.rsplit_once("{#")) {
        return (id.to_owned(), Plain::of(text).text.into());
    }
    let text = Plain::of(raw).text;
    (slug(&text), text.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, show, snapshot};
    use expect_test::{Expect, expect};

    fn check(text: &str, expect: Expect) {
        let snapshot = snapshot(text, &Case::default());
        let line = |o: &Occurrence| {
            let title = o.title.map(|t| snapshot.document.text().slice(t).into_owned());
            let names = snapshot.plan.node(o.node).map_or("", Node::name);
            format!("{:?} {} → {names} {title:?}\n", o.role, show(&snapshot, o.span))
        };
        expect.assert_eq(&occurrences(&snapshot).iter().map(line).collect::<String>());
    }

    #[test]
    fn mentions_rows_and_anchors_name_phases() {
        check(
            "# Plan\n## Steps\n### Phase 1: Base\n### Phase 2: Core work\nAfter Phase 1: Base, see [Core work](#phase-2-core-work).\n## Timeline\n| Phase | End |\n|---|---|\n| Phase 1: Base | x |\n| Core | y |\n| Launch | z |\n",
            expect![[r#"
                Heading 1:3-1:7 "Plan" → Plan Some("Plan")
                Heading 2:4-2:9 "Steps" → Steps Some("Steps")
                Heading 3:5-3:18 "Phase 1: Base" → Phase 1: Base Some("Base")
                Heading 4:5-4:23 "Phase 2: Core work" → Phase 2: Core work Some("Core work")
                Mention 5:7-5:20 "Phase 1: Base" → Phase 1: Base Some("Base")
                Anchor 5:39-5:56 "phase-2-core-work" → Phase 2: Core work Some("Core work")
                Heading 6:4-6:12 "Timeline" → Timeline Some("Timeline")
                Row 9:3-9:16 "Phase 1: Base" → Phase 1: Base Some("Base")
                Row 10:3-10:7 "Core" → Phase 2: Core work Some("Core")
            "#]],
        );
    }

    #[test]
    fn a_step_is_looked_for_nearby_first() {
        check(
            "# Plan\n## Phase 1: A\n### Step 1: a\n### Step 2: b\nafter step 1\n## Phase 2: B\n### Step 1: c\n### Step 2: d\nafter step 1\n## Notes\nstep 1 and step 9\n",
            expect![[r#"
                Heading 1:3-1:7 "Plan" → Plan Some("Plan")
                Heading 2:4-2:14 "Phase 1: A" → Phase 1: A Some("A")
                Heading 3:5-3:14 "Step 1: a" → Step 1: a Some("a")
                Heading 4:5-4:14 "Step 2: b" → Step 2: b Some("b")
                Mention 5:7-5:13 "step 1" → Step 1: a None
                Heading 6:4-6:14 "Phase 2: B" → Phase 2: B Some("B")
                Heading 7:5-7:14 "Step 1: c" → Step 1: c Some("c")
                Heading 8:5-8:14 "Step 2: d" → Step 2: d Some("d")
                Mention 9:7-9:13 "step 1" → Step 1: c None
                Heading 10:4-10:9 "Notes" → Notes Some("Notes")
                Mention 11:1-11:7 "step 1" → Step 1: a None
            "#]],
        );
    }

    #[test]
    fn repeated_headings_have_counted_anchors() {
        check(
            "# Plan\n## Notes\n## Notes\n[a](#notes) [b](#notes-1) [c](#no-tes) [d](#other)\n",
            expect![[r#"
                Heading 1:3-1:7 "Plan" → Plan Some("Plan")
                Heading 2:4-2:9 "Notes" → Notes Some("Notes")
                Heading 3:4-3:9 "Notes" → Notes Some("Notes")
                Anchor 4:6-4:11 "notes" → Notes None
                Anchor 4:18-4:25 "notes-1" → Notes None
                Anchor 4:32-4:38 "no-tes" → Notes None
            "#]],
        );
    }
}
