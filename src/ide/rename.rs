//! Rename: the title of a phase, step or section in its heading, in rows of the timeline, where it
//! is written out beside a mention or in a link, and in the anchors that lead to it, in all plans;
//! the id of a risk in the plan it is in.
//!
//! Numbers are not touched. The new name is checked by reading the result: it must be that name.

use super::Snapshot;
use super::occurrence::{self, Names, Occurrence, Role, occurrences};
use super::references::anchors_into;
use super::risk_ids::{self, RiskId};
use crate::plan::marks::Plain;
use crate::plan::{NodeId, Plan};
use crate::text::{Edit, Span};

/// What would be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renaming {
    /// Holds the cursor: the title, or the mention the cursor is on.
    pub span: Span,
    /// The title as it is now.
    pub title: String,
}

/// Edits that rename: those of the document, and those of others by their key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed<K> {
    /// Not overlapping.
    pub own: Vec<Edit>,
    /// Only documents that change.
    pub others: Vec<(K, Vec<Edit>)>,
}

/// What can be renamed at `offset` (bytes, clamped).
pub fn prepare_rename(snapshot: &Snapshot, offset: usize) -> Option<Renaming> {
    if let Some(risk) = risk_id(snapshot, offset) {
        return Some(Renaming { span: risk.span, title: risk.id });
    }
    let (found, title) = subject(snapshot, offset)?;
    let on_title = found.title.filter(|t| t.touches(offset));
    Some(Renaming { span: on_title.unwrap_or(found.span), title })
}

/// The edits that give what is at `offset` the title `name`; else what is wrong with it, for its
/// author. `others` are the other plans of the workspace, without the document itself.
pub fn rename<'a, K>(
    snapshot: &Snapshot,
    offset: usize,
    name: &str,
    others: impl Iterator<Item = (K, &'a Snapshot)>,
) -> Result<Renamed<K>, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err("the new name is empty".to_owned());
    }
    if name.contains(|c: char| c.is_control() || c == '\u{2028}') {
        return Err("the new name must be one line of text".to_owned());
    }
    if let Some(risk) = risk_id(snapshot, offset) {
        let own = risk_ids::rename(snapshot, &risk, name)?;
        return Ok(Renamed { own, others: vec![] });
    }
    let nothing = || "nothing to rename here".to_owned();
    let (found, _) = subject(snapshot, offset).ok_or_else(nothing)?;
    let node = found.node;
    let all = occurrences(snapshot);
    let mut own = titles(snapshot, &all, node, name);
    let after = reread(snapshot, &own, node, name)?;
    let names = Names::of(&after);
    own.extend(all.iter().filter(|o| o.role == Role::Anchor).filter_map(|link| {
        // A repeated heading's anchor counts those before it: others may move too.
        let text = snapshot.document.text().slice(link.span);
        let stays = link.node != node && names.anchor(&text) == Some(link.node);
        let anchor = names.anchor_to(link.node);
        (!stays && text != anchor).then(|| Edit::replace(link.span, anchor))
    }));
    own.sort();
    own.dedup();
    let before = Names::of(&snapshot.plan).anchor_to(node).to_owned();
    let path = snapshot.path.clone().unwrap_or_default();
    let mut elsewhere = vec![];
    for (key, other) in others.filter(|(_, other)| other.has_outline()) {
        let links = anchors_into(other, &path, &before).into_iter();
        let edits: Vec<Edit> = links.map(|s| Edit::replace(s, names.anchor_to(node))).collect();
        if !edits.is_empty() && before != names.anchor_to(node) {
            elsewhere.push((key, edits));
        }
    }
    Ok(Renamed { own, others: elsewhere })
}

fn risk_id(snapshot: &Snapshot, offset: usize) -> Option<RiskId> {
    risk_ids::at(snapshot, offset).filter(|_| snapshot.has_outline())
}

/// The occurrence under the cursor and the title it stands for; nothing without one.
fn subject(snapshot: &Snapshot, offset: usize) -> Option<(Occurrence, String)> {
    if !snapshot.has_outline() {
        return None;
    }
    let found = occurrence::under(snapshot, offset)?;
    let title = Names::of(&snapshot.plan).title(found.node)?.to_owned();
    (!title.trim().is_empty() && !title.contains(['\n', '\r'])).then_some((found, title))
}

fn titles(snapshot: &Snapshot, all: &[Occurrence], node: NodeId, name: &str) -> Vec<Edit> {
    let mut end = 0;
    let mut edits = vec![];
    let mut spans: Vec<Span> =
        all.iter().filter(|o| o.node == node).filter_map(|o| o.title).collect();
    spans.sort();
    for span in spans {
        if span.start < end {
            continue;
        }
        end = span.end;
        let name = if in_table(snapshot, span) { in_cell(name) } else { name.to_owned() };
        edits.push(Edit::replace(span, name));
    }
    edits
}

/// Bars would end the cell.
fn in_cell(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut escaped = false;
    for c in name.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

fn in_table(snapshot: &Snapshot, span: Span) -> bool {
    let node = snapshot.plan.node_at(span.start).and_then(|id| snapshot.plan.node(id));
    node.is_some_and(|node| {
        let tables = &node.section.tables;
        let block = |id: &usize| node.section.facts.block(*id).map(|b| node.span(b.span));
        let next = tables.partition_point(|t| block(t).is_some_and(|b| b.start <= span.start));
        let last = next.checked_sub(1).and_then(|i| tables.get(i)).and_then(block);
        last.is_some_and(|table| table.covers(span))
    })
}

/// The plan with the new titles, if the renamed part is still what it was, by that name.
fn reread(snapshot: &Snapshot, edits: &[Edit], node: NodeId, name: &str) -> Result<Plan, String> {
    let wrong = || format!("`{name}` would not be read as a name here");
    let document = snapshot.document.edited(edits).ok_or_else(wrong)?;
    let after = Plan::new(&document, &snapshot.environment.aliases, Some(&snapshot.plan));
    let same = || {
        let (old, new) = (snapshot.plan.node(node)?, after.node(node)?);
        let title = &new.section.heading.as_ref()?.name.title;
        let read = *title == Plain::of(name).text.trim() && old.number() == new.number();
        Some(read && old.level == new.level && snapshot.plan.nodes.len() == after.nodes.len())
    };
    if same() == Some(true) { Ok(after) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, cursor, show, snapshot};
    use crate::text::apply;
    use expect_test::{Expect, expect};

    fn check_prepare(text: &str, expect: Expect) {
        let (snapshot, offset) = cursor(text, &Case::default());
        let shown = prepare_rename(&snapshot, offset).map_or("nothing".to_owned(), |r| {
            assert!(r.span.touches(offset));
            format!("{} = {}", show(&snapshot, r.span), r.title)
        });
        expect.assert_eq(&shown);
    }

    fn check(text: &str, name: &str, expect: Expect) {
        let (plan, offset) = cursor(text, &Case::default());
        let mut other = snapshot("# Plan\n[it](plan.md#phase-2-core)\n", &Case::default());
        other.path = Some("other.md".to_owned());
        let shown = match rename(&plan, offset, name, [((), &other)].into_iter()) {
            Err(message) => message,
            Ok(renamed) => {
                let apply = |s: &Snapshot, e: &[Edit]| apply(&s.document.text().to_string(), e);
                let mut out = apply(&plan, &renamed.own).unwrap();
                for ((), edits) in renamed.others {
                    out += &format!("-- other\n{}", apply(&other, &edits).unwrap());
                }
                out
            }
        };
        expect.assert_eq(&shown);
    }

    const PLAN: &str = "# Plan\n## Phase 1: Base\n## Phase 2: Co$0re\nSee [Phase 2: Core](#phase-2-core), not phase 2: Core\n## Timeline\n| Phase | End |\n|---|---|\n| Phase 2: Core | x |\n| Core | y |\n";

    #[test]
    fn heading_rows_links_and_anchors_follow() {
        check(
            PLAN,
            "Engine",
            expect![[r#"
            # Plan
            ## Phase 1: Base
            ## Phase 2: Engine
            See [Phase 2: Engine](#phase-2-engine), not phase 2: Engine
            ## Timeline
            | Phase | End |
            |---|---|
            | Phase 2: Engine | x |
            | Engine | y |
            -- other
            # Plan
            [it](plan.md#phase-2-engine)
        "#]],
        );
    }

    #[test]
    fn bars_are_escaped_in_cells_only() {
        check(
            PLAN,
            "A | B",
            expect![[r#"
            # Plan
            ## Phase 1: Base
            ## Phase 2: A | B
            See [Phase 2: A | B](#phase-2-a--b), not phase 2: A | B
            ## Timeline
            | Phase | End |
            |---|---|
            | Phase 2: A \| B | x |
            | A \| B | y |
            -- other
            # Plan
            [it](plan.md#phase-2-a--b)
        "#]],
        );
    }

    #[test]
    fn names_that_would_not_be_read_are_refused() {
        check(PLAN, "  ", expect!["the new name is empty"]);
        check(PLAN, "a\nb", expect!["the new name must be one line of text"]);
        check(PLAN, "C #", expect!["`C #` would not be read as a name here"]);
        check(PLAN, "✅ DONE", expect!["`✅ DONE` would not be read as a name here"]);
        check(
            "# Plan\n## Ri$0sks\n",
            "Phase 3: Risks",
            expect!["`Phase 3: Risks` would not be read as a name here"],
        );
        check("# Plan\nwo$0rds\n", "X", expect!["nothing to rename here"]);
    }

    #[test]
    fn sections_are_renamed_with_their_anchors() {
        check(
            "# Plan\n[a](#notes) [b](#notes-1)\n## No$0tes\n## Notes\n",
            "Remarks",
            expect![[r#"
                # Plan
                [a](#remarks) [b](#notes)
                ## Remarks
                ## Notes
            "#]],
        );
    }

    #[test]
    fn what_can_be_renamed() {
        check_prepare(
            "# Plan\n## Phase 2: Co$0re ✅ DONE\n",
            expect![[r#"2:13-2:17 "Core" = Core"#]],
        );
        check_prepare(
            "# Plan\n## Pha$0se 2: Core\n",
            expect![[r#"2:4-2:17 "Phase 2: Core" = Core"#]],
        );
        check_prepare(
            "# Plan\n## Phase 2: Core\nafter phase$0 2\n",
            expect![[r#"3:7-3:14 "phase 2" = Core"#]],
        );
        check_prepare("# Plan\n## Phase$0 2\n", expect!["nothing"]);
    }
}
