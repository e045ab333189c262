//! `section-out-of-order`: sections against the template's order.

use super::{Context, Finding};
use crate::plan::NodeId;
use crate::plan::series::Series;
use crate::template::{Matching, SlotId, insert};
use rustc_hash::{FxHashMap, FxHashSet};
use crate::text::{Edit, Span};

declare! {
    /// A section stands before one that the template has earlier.
    ///
    /// Readers of many plans find things by their place. Reported is the smallest set of sections
    /// that would have to move; the fix moves one with everything beneath it.
    ///
    /// ```md fails template=spec-kit
    /// # Implementation Plan: Saved cards
    ///
    /// ## Dependencies
    /// - vault-sdk 4.2
    ///
    /// ## Context
    /// Customers save a card.
    ///
    /// ## Technical Approach
    /// Tokens, never numbers.
    /// ```
    ///
    /// ```md passes template=spec-kit
    /// # Implementation Plan: Saved cards
    ///
    /// ## Context
    /// Customers save a card.
    ///
    /// ## Technical Approach
    /// Tokens, never numbers.
    ///
    /// ## Dependencies
    /// - vault-sdk 4.2
    /// ```
    "section-out-of-order",
    template: Hint, generic: Off, about: Wrong, fixes: Safe, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    let (Some(template), Some(matching)) = (context.template, context.matching) else {
        return vec![];
    };
    let mut found = vec![];
    let parents = std::iter::once(None).chain((0..context.plan.nodes.len()).map(Some));
    for parent in parents {
        let filled = context.plan.children(parent).filter_map(|id| Some((id, matching.slot_of(id)?)));
        let filled: Vec<(NodeId, SlotId)> = filled
            .filter(|(_, slot)| template.slot(*slot).is_some_and(|s| s.repeats.is_none()))
            .collect();
        if filled.len() < 2 {
            continue;
        }
        let stays = longest_ascending(&filled);
        let twins = if stays.len() < filled.len() { twins(context, matching, parent) } else { FxHashSet::default() };
        for (at, &(id, slot)) in filled.iter().enumerate() {
            if !stays.contains(&at) {
                found.extend(finding(context, &filled, &stays, &twins, (id, slot)));
            }
        }
    }
    found
}

/// The names that several sections have which fill different slots, or none: which is which is told by
/// their order alone.
fn twins<'c>(context: &'c Context, matching: &Matching, parent: Option<NodeId>) -> FxHashSet<&'c str> {
    let mut slots: FxHashMap<&str, Option<SlotId>> = FxHashMap::default();
    let mut twins = FxHashSet::default();
    for id in context.plan.children(parent) {
        let Some(heading) = context.plan.node(id).and_then(|n| n.section.heading.as_ref()) else { continue };
        let slot = matching.slot_of(id);
        if *slots.entry(&heading.key).or_insert(slot) != slot {
            twins.insert(heading.key.as_str());
        }
    }
    twins
}

fn finding(
    context: &Context,
    filled: &[(NodeId, SlotId)],
    stays: &[usize],
    twins: &FxHashSet<&str>,
    (id, slot): (NodeId, SlotId),
) -> Option<Finding> {
    let node = context.plan.node(id)?;
    let staying = || stays.iter().filter_map(|at| filled.get(*at));
    let before = staying().rfind(|(_, other)| *other < slot);
    let after = staying().find(|(_, other)| *other > slot);
    let (neighbour, place) = match (before, after) {
        (Some((other, _)), _) => (*other, "after"),
        (None, Some((other, _))) => (*other, "before"),
        (None, None) => return None,
    };
    let other = context.plan.node(neighbour)?;
    let message = format!("`{}` comes {place} `{}` in the template", node.name(), other.name());
    let mut finding = Finding::new(node.heading_span(), message);
    finding = finding.relate(other.heading_span(), format!("`{}` is here", other.name()));
    // Behind one of another level it would lie in it; a number says that its place is meant.
    let heading = node.section.heading.as_ref()?;
    if twins.contains(heading.key.as_str()) || node.level != other.level || heading.name.number.is_some() {
        return Some(finding);
    }
    if parts_series(context, id) {
        return Some(finding);
    }
    let edits = moved(context, id, neighbour, place == "after")?;
    Some(finding.safe(format!("Move `{}` {place} `{}`", node.name(), other.name()), edits))
}

/// Whether numbers begin again behind a section: without it they would go on from those before.
fn parts_series(context: &Context, id: NodeId) -> bool {
    let all = context.plan.series();
    let next = context.plan.node(id).map(|node| node.end);
    let begins = |s: &&Series| s.members.first().map(|m| m.node) == next;
    let Some(behind) = all.iter().find(begins) else { return false };
    let same = |s: &Series| s.word == behind.word && s.parent == behind.parent;
    all.iter().any(|s| same(s) && s.members.first().is_some_and(|m| m.node < id))
}

/// Moves a section with everything beneath it, and what parts it from the next one (blank lines, a
/// rule). The text ends as it ended.
fn moved(context: &Context, id: NodeId, neighbour: NodeId, after: bool) -> Option<Vec<Edit>> {
    let (plan, text) = (context.plan, context.document.text());
    let end = |id| insert::section_end(context.document, plan, id);
    let (span, target) = (plan.full_span(id), plan.full_span(neighbour));
    // At the end, a comment may be left open.
    if span.end.max(target.end) == text.len() {
        insert::tail(plan.nodes.last()?.section)?;
    }
    let content = Span::new(span.start, end(id));
    let (gap, taken) = if span.end == text.len() {
        let gap = Span::new(end(id.checked_sub(1)?).min(span.start), span.start);
        (gap, gap.cover(content))
    } else {
        (Span::new(content.end, span.end), span)
    };
    let (gap, section) = (text.slice(gap), text.slice(content));
    let gap = if gap.trim().is_empty() { "\n\n" } else { &gap };
    let insertion = match if after { target.end } else { target.start } {
        to if to == text.len() => Edit::insert(end(neighbour), format!("{gap}{section}")),
        to => {
            let before = text.slice(Span::new(to.saturating_sub(4), to)).replace('\r', "");
            let lead = if to == 0 || before.ends_with("\n\n") { "" } else { "\n" };
            Edit::insert(to, format!("{lead}{section}{gap}"))
        }
    };
    let to = insertion.span.start;
    (to < taken.start || to > taken.end).then(|| vec![Edit::delete(taken), insertion])
}

/// Positions of a longest ascending run of slots: what can stay where it is. Twins may.
fn longest_ascending(filled: &[(NodeId, SlotId)]) -> Vec<usize> {
    // Patience: the last element of the best run of each length, and each one's predecessor.
    let mut ends: Vec<usize> = vec![];
    let mut before: Vec<Option<usize>> = vec![None; filled.len()];
    let slot = |at: usize| filled.get(at).map_or(0, |(_, slot)| *slot);
    for at in 0..filled.len() {
        let length = ends.partition_point(|end| slot(*end) <= slot(at));
        if let Some(previous) = length.checked_sub(1).and_then(|l| ends.get(l))
            && let Some(link) = before.get_mut(at)
        {
            *link = Some(*previous);
        }
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run: Vec<usize> =
        std::iter::successors(ends.last().copied(), |at| before.get(*at).copied().flatten()).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check_case, check_fix_case};
    use expect_test::expect;

    const KIT: Case = Case { template: Some("spec-kit"), files: &[] };

    #[test]
    fn the_one_that_has_to_move_is_reported() {
        let text = "# Plan\n\n## Rollback Plan\n1. a\n\n## Context\nb\n\n## Technical Approach\nc\n";
        check_case("section-out-of-order", &KIT, text, expect![[r#"
            3:4-3:17 hint `Rollback Plan` comes after `Technical Approach` in the template
              see 9: `Technical Approach` is here
              safe: Move `Rollback Plan` after `Technical Approach`
        "#]]);
    }

    #[test]
    fn in_order_with_gaps_and_strangers_is_fine() {
        let text = "# Plan\n\n## Context\na\n\n## Our own\nb\n\n## Dependencies\nc\n";
        check_case("section-out-of-order", &KIT, text, expect![[""]]);
    }

    #[test]
    fn twins_side_by_side_are_in_order() {
        let text = "# Plan\n\n## Dependencies\na\n\n## Dependencies\nb\n\n## Context\nc\n";
        check_case("section-out-of-order", &KIT, text, expect![[r#"
            9:4-9:11 hint `Context` comes before `Dependencies` in the template
              see 3: `Dependencies` is here
              safe: Move `Context` before `Dependencies`
        "#]]);
    }

    #[test]
    fn what_would_lie_in_another_or_is_counted_is_not_moved() {
        let text = "# Plan\n\n### Rollback Plan\na\n\n## Context\nb\n\n## Technical Approach\nc\n";
        let numbered = "# Plan\n\n## 2. Rollback Plan\na\n\n## 1. Context\nb\n\n## 3. Technical Approach\nc\n";
        check_case("section-out-of-order", &KIT, numbered, expect![[r#"
            3:4-3:20 hint `2. Rollback Plan` comes after `3. Technical Approach` in the template
              see 9: `3. Technical Approach` is here
        "#]]);
        check_case("section-out-of-order", &KIT, text, expect![[r#"
            3:5-3:18 hint `Rollback Plan` comes after `Technical Approach` in the template
              see 9: `Technical Approach` is here
        "#]]);
    }

    #[test]
    fn what_parts_two_series_is_not_moved() {
        let text = "# Plan\n\n## Phase 5: A\nb\n\n## Rollback Plan\na\n\n## Phase 1: B\nd\n\n## Context\nc\n";
        check_case("section-out-of-order", &KIT, text, expect![[r#"
            6:4-6:17 hint `Rollback Plan` comes after `Context` in the template
              see 12: `Context` is here
        "#]]);
    }

    #[test]
    fn the_fix_moves_it_with_everything_beneath() {
        let text = "# Plan\n\n## Dependencies\n- a\n\n### More\nb\n\n## Context\nc\n\n## File Changes\nd\n";
        check_fix_case("section-out-of-order", &KIT, text, expect![[r#"
            # Plan

            ## Context
            c

            ## File Changes
            d

            ## Dependencies
            - a

            ### More
            b
        "#]]);
    }

    #[test]
    fn blank_lines_stay_between_sections_and_the_text_ends_as_it_ended() {
        let text = "# Plan\n\n## Dependencies\na\n\n## Deployment\nb\n## Context\nc\n";
        check_fix_case("section-out-of-order", &KIT, text, expect![[r#"
            # Plan

            ## Context
            c

            ## Dependencies
            a

            ## Deployment
            b
        "#]]);
    }

    #[test]
    fn rules_between_sections_stay_between_them() {
        let text = "# Plan\n\n## Dependencies\na\n\n---\n\n## Context\nc\n\n---\n\n## Technical Approach\nd\n";
        check_fix_case("section-out-of-order", &KIT, text, expect![[r#"
            # Plan

            ## Context
            c

            ---

            ## Technical Approach
            d

            ---

            ## Dependencies
            a
        "#]]);
    }

    #[test]
    fn without_final_line_end_and_with_crlf() {
        let text = "# Plan\r\n\r\n## Deployment\r\na\r\n\r\n## Context\r\nb\r\n\r\n## File Changes\r\nc";
        check_fix_case("section-out-of-order", &KIT, text, expect![[r#"
            # Plan␍
            ␍
            ## Context␍
            b␍
            ␍
            ## File Changes␍
            c␍
            ␍
            ## Deployment␍
            a"#]]);
    }
}
