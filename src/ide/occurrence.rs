//! Where a plan names its own parts: headings, mentions (`Phase 2`), rows of its timeline, anchors.
//! What definition, references, highlight, rename and linked editing share. Judges no reference:
//! what resolves to nothing is simply not here.

use super::Snapshot;
use crate::plan::anchor::{essence, slug};
use crate::plan::concept::normalise;
use crate::plan::heading::{self, Kind, Number};
use crate::plan::marks::Plain;
use crate::plan::{Concept, Node, NodeId, Plan};
use crate::syntax::{BlockKind, InlineKind, Table};
use crate::text::Span;
use rustc_hash::FxHashMap;

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

/// More rows or phases than this are matched by number and whole name only.
const LOOSE: usize = 200;

/// All occurrences, in document order; only anchors stand inside others. Linear in the plan.
pub(crate) fn occurrences(snapshot: &Snapshot) -> Vec<Occurrence> {
    let names = Names::of(&snapshot.plan);
    let mut found = vec![];
    for (id, node) in snapshot.plan.nodes.iter().enumerate() {
        heading(id, node, &mut found);
        rows(&names, id, node, &mut found);
        mentions(&names, id, node, &mut found);
        anchors(&names, node, &mut found);
    }
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

/// The innermost occurrence under the cursor.
pub(crate) fn at(occurrences: &[Occurrence], offset: usize) -> Option<&Occurrence> {
    const NEAR: usize = 8;
    let next = occurrences.partition_point(|o| o.span.start <= offset);
    let near = occurrences.get(next.saturating_sub(NEAR)..next).unwrap_or_default();
    near.iter().rev().find(|o| o.span.touches(offset))
}

fn heading(id: NodeId, node: &Node, found: &mut Vec<Occurrence>) {
    let Some(heading) = &node.section.heading else { return };
    let (start, end) = heading.name.title_span;
    let title = Span::new(start, end).shift(heading.text.start);
    let title = Some(node.span(title)).filter(|t| !t.is_empty());
    found.push(Occurrence { span: node.heading_span(), node: id, role: Role::Heading, title });
}

fn mentions(names: &Names, id: NodeId, node: &Node, found: &mut Vec<Occurrence>) {
    for mention in &node.section.mentions {
        let Some(target) = names.numbered(&mention.word, &mention.number, id) else { continue };
        let after = mention.span.end;
        // `Phase 2: Core`, when that is what phase 2 is called.
        let title = names.title(target).and_then(|title| {
            let line = node.section.facts.lines_of(Span::at(after));
            let rest = node.section.str(Span::new(after, line.end));
            let said = rest.trim_start_matches([':', ' ', '–', '—', '-']);
            let lead = rest.len() - said.len();
            let separated = !rest.get(..lead)?.trim().is_empty();
            let ends = |tail: &str| !tail.starts_with(char::is_alphanumeric);
            let same = !title.is_empty() && said.strip_prefix(title).is_some_and(ends);
            (separated && same).then(|| Span::new(after + lead, after + lead + title.len()))
        });
        let span = title.map_or(mention.span, |t| mention.span.cover(t));
        let title = title.map(|t| node.span(t));
        let span = node.span(span);
        found.push(Occurrence { span, node: target, role: Role::Mention, title });
    }
}

/// Cells that name a phase, in a column of phases.
fn rows(names: &Names, id: NodeId, node: &Node, found: &mut Vec<Occurrence>) {
    let section = &node.section;
    for table in &section.tables {
        let Some(BlockKind::Table(table)) = section.facts.block(*table).map(|b| &b.kind) else {
            continue;
        };
        let Some(column) = phase_column(node, table) else { continue };
        let word = table.header.cells.get(column).map(|c| normalise(section.str(*c)));
        let word = word.unwrap_or_default();
        let loose = table.rows.len() <= LOOSE;
        for cell in table.rows.iter().filter_map(|row| row.cells.get(column)) {
            let Some((target, title)) = names.row(section.str(*cell), &word, id, loose) else {
                continue;
            };
            let title = title.map(|t| node.span(t.shift(cell.start)));
            let span = node.span(*cell);
            found.push(Occurrence { span, node: target, role: Role::Row, title });
        }
    }
}

/// The column whose cells name phases or steps: by its header, in a timeline else the first.
fn phase_column(node: &Node, table: &Table) -> Option<usize> {
    let named = table.header.cells.iter().position(|cell| {
        let key = normalise(node.section.str(*cell));
        key.split(' ').next().and_then(kind_of).is_some()
    });
    named.or((node.within == Some(Concept::Timeline)).then_some(0))
}

/// Anchors of links within the document.
fn anchors(names: &Names, node: &Node, found: &mut Vec<Occurrence>) {
    let section = &node.section;
    for (_, block) in section.all_blocks() {
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

fn anchor(names: &Names, node: &Node, to: Span, text: Option<Span>) -> Option<Occurrence> {
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

/// The names of a plan's parts, for look-up.
pub(crate) struct Names<'a> {
    plan: &'a Plan,
    by_word: FxHashMap<(String, Number), Vec<NodeId>>,
    by_kind: FxHashMap<(Kind, Number), Vec<NodeId>>,
    by_title: FxHashMap<String, NodeId>,
    by_anchor: FxHashMap<String, NodeId>,
    by_essence: FxHashMap<String, NodeId>,
    anchors: Vec<String>,
}

impl<'a> Names<'a> {
    /// Reads all headings.
    pub(crate) fn of(plan: &'a Plan) -> Self {
        let mut names = Names {
            plan,
            by_word: FxHashMap::default(),
            by_kind: FxHashMap::default(),
            by_title: FxHashMap::default(),
            by_anchor: FxHashMap::default(),
            by_essence: FxHashMap::default(),
            anchors: vec![String::new(); plan.nodes.len()],
        };
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        for (id, node) in plan.nodes.iter().enumerate() {
            let Some(heading) = &node.section.heading else { continue };
            let (anchor, text) = anchor_of(node);
            let count = seen.entry(anchor.clone()).or_default();
            let unique = if *count == 0 { anchor } else { format!("{anchor}-{count}") };
            *count += 1;
            if let Some(own) = names.anchors.get_mut(id) {
                own.clone_from(&unique);
            }
            names.by_anchor.entry(unique).or_insert(id);
            names.by_essence.entry(essence(&text)).or_insert(id);
            if !node.is_work() && node.kind != Kind::Component {
                continue;
            }
            let title = normalise(&heading.name.title);
            if !title.is_empty() {
                names.by_title.entry(title).or_insert(id);
            }
            let Some(number) = &heading.name.number else { continue };
            if let Some(word) = &heading.name.word {
                let key = (singular(word), number.clone());
                names.by_word.entry(key).or_default().push(id);
            }
            names.by_kind.entry((node.kind, number.clone())).or_default().push(id);
        }
        names
    }

    /// The phase or step that `word number` means where it is said in `from`: in the same series
    /// or phase if there are several, else the first.
    pub(crate) fn numbered(&self, word: &str, number: &Number, from: NodeId) -> Option<NodeId> {
        let first = Number { until: None, ..number.clone() };
        [number, &first].into_iter().find_map(|number| {
            let by_word = || self.by_word.get(&(singular(word), number.clone()));
            let kind = kind_of(word);
            let by_kind = || self.by_kind.get(&(kind?, number.clone()));
            self.nearest(by_word().or_else(by_kind)?, from)
        })
    }

    /// The heading an anchor (without `#`) leads to.
    pub(crate) fn anchor(&self, anchor: &str) -> Option<NodeId> {
        let decoded = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
        let exact = self.by_anchor.get(decoded.as_ref());
        let loose = || self.by_essence.get(&essence(&decoded)).filter(|_| !decoded.is_empty());
        exact.or_else(loose).copied()
    }

    /// The anchor (without `#`) that leads to a heading; empty where there is none.
    pub(crate) fn anchor_to(&self, id: NodeId) -> &str {
        self.anchors.get(id).map_or("", String::as_str)
    }

    /// The title of a node as its heading has it.
    pub(crate) fn title(&self, id: NodeId) -> Option<&'a str> {
        let node = self.plan.node(id)?;
        let heading = node.section.heading.as_ref()?;
        let (start, end) = heading.name.title_span;
        Some(node.section.str(Span::new(start, end).shift(heading.text.start)))
    }

    /// What a cell in a column headed `word` names, and where in the cell its title stands.
    fn row(
        &self,
        cell: &str,
        word: &str,
        from: NodeId,
        loose: bool,
    ) -> Option<(NodeId, Option<Span>)> {
        let name = heading::parse(cell);
        let number = name.number.clone().or_else(|| Some(Number::prefix(cell.trim())?.0));
        let said = name.word.clone().or_else(|| word.split(' ').next().map(str::to_owned));
        let by_number = || self.numbered(&said.unwrap_or_default(), &number?, from);
        let title = normalise(&name.title);
        let target = by_number()
            .or_else(|| self.by_title.get(&title).copied())
            .or_else(|| self.resembling(&title).filter(|_| loose))?;
        let (start, end) = name.title_span;
        let own = self.title(target).map(normalise).unwrap_or_default();
        let same = !title.is_empty() && (own.contains(&title) || title.contains(&own));
        let written = Span::new(start, end);
        let linked = written.of(cell).contains("](");
        let same = same && !own.is_empty() && !written.is_empty() && !linked;
        Some((target, same.then_some(written)))
    }

    /// The one phase whose title contains `title` or is contained in it.
    fn resembling(&self, title: &str) -> Option<NodeId> {
        const SHORTEST: usize = 4;
        if title.len() < SHORTEST || self.by_title.len() > LOOSE {
            return None;
        }
        let alike = |other: &str| {
            other.len() >= SHORTEST && (other.contains(title) || title.contains(other))
        };
        let mut alike = self.by_title.iter().filter(|(other, _)| alike(other));
        let (_, id) = alike.next()?;
        alike.next().is_none().then_some(*id)
    }

    /// Of several nodes (in order) the one that shares the innermost section with `from`; the
    /// first where that does not decide. In preorder only the neighbours can be nearer than it.
    fn nearest(&self, nodes: &[NodeId], from: NodeId) -> Option<NodeId> {
        let next = nodes.partition_point(|n| *n <= from);
        let near = [nodes.first(), nodes.get(next.wrapping_sub(1)), nodes.get(next)];
        let shared = |id: NodeId| {
            let around = |id| std::iter::once(id).chain(self.plan.ancestors(id));
            let common =
                around(from).find(|a| self.plan.node(*a).is_some_and(|n| *a <= id && id < n.end));
            common.map_or(0, |c| 1 + self.plan.ancestors(c).count())
        };
        let near = near.into_iter().flatten().copied();
        near.fold(None, |best: Option<(usize, NodeId)>, id| {
            let score = shared(id);
            best.filter(|(b, _)| *b >= score).or(Some((score, id)))
        })
        .map(|(_, id)| id)
    }
}

/// The anchor of a heading (GitHub's way, or the one it sets itself), and its text without marks.
pub(crate) fn anchor_of(node: &Node) -> (String, String) {
    let raw = node.section.heading.as_ref().map_or("", |h| node.section.str(h.text));
    if let Some((text, id)) = raw.trim_end().strip_suffix('}').and_then(|r| r.rsplit_once("{#")) {
        return (id.to_owned(), Plain::of(text).text);
    }
    let text = Plain::of(raw).text;
    (slug(&text), text)
}

/// What a word of a series means: lower case, any number.
fn kind_of(word: &str) -> Option<Kind> {
    match singular(word).as_str() {
        "phase" | "stage" | "milestone" | "sprint" | "part" | "week" | "fase" | "etapa"
        | "étape" | "этап" | "阶段" | "フェーズ" => Some(Kind::Phase),
        "step" | "task" | "schritt" | "paso" | "шаг" => Some(Kind::Step),
        "component" => Some(Kind::Component),
        _ => None,
    }
}

fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    word.strip_suffix('s').map_or(word.clone(), str::to_owned)
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
