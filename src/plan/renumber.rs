//! The edits that give headings new numbers: the headings, the numbers beneath them that repeat
//! theirs (`Step 4.1`), every place that names them, and the anchors of links to them.

use super::anchor::{essence, slug};
use super::heading::Number;
use super::series::{Key, Shift};
use super::{NodeId, Plan};
use crate::text::{Edit, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// The edits for `shifts`, not overlapping; and whether every place that names one of the headings
/// is sure to mean it. Places that are not sure are left as they are. None where a heading beneath has
/// such a number already.
pub fn edits(plan: &Plan, shifts: &[Shift]) -> (Vec<Edit>, bool) {
    if shifts.iter().any(|shift| meets_others(plan, shift)) {
        return (vec![], false);
    }
    let moved = moved(plan, shifts);
    let mut edits = vec![];
    let mut anchors: FxHashMap<String, String> = FxHashMap::default();
    for (&id, changes) in &moved {
        let Some(node) = plan.node(id) else { continue };
        let Some(heading) = &node.section.heading else { continue };
        let (Some(number), Some((from, to))) = (&heading.name.number, heading.name.number_span)
        else {
            continue;
        };
        let span = node.span(Span::new(from, to).shift(heading.text.start));
        let new: Vec<Edit> =
            changes.iter().filter_map(|s| piece(number, s.part, span, &s.to)).collect();
        let text = node.section.str(heading.text);
        let relative =
            new.iter().map(|e| Edit { span: e.span.relative_to(span.start - from), ..e.clone() });
        if let Some(renamed) = crate::text::apply(text, &relative.collect::<Vec<_>>()) {
            let renamed = super::heading::parse(&renamed).name;
            anchors.insert(essence(&heading.name.name), slug(&renamed));
        }
        edits.extend(new);
    }
    let words: Vec<String> = moved.keys().filter_map(|id| word(plan, *id)).collect();
    let new = |shift: &Shift| {
        Some((word(plan, shift.node)?, key(&changed(number(plan, shift.node)?, shift)?)))
    };
    let new: FxHashSet<(String, Key)> = shifts.iter().filter_map(new).collect();
    let taken: FxHashSet<&Key> = new.iter().map(|(_, key)| key).collect();
    let mut sure = true;
    for reference in plan.relations().references() {
        // What means a heading that stays would come to mean another one.
        let stays = reference.target.is_some_and(|target| !moved.contains_key(&target));
        if stays && new.contains(&(reference.word.clone(), key(&reference.number))) {
            return (vec![], false);
        }
        // What names a number that nothing has would come to mean the wrong heading.
        sure &= reference.target.is_some()
            || !(words.contains(&reference.word) || taken.contains(&key(&reference.number)));
        let half = reference.number.parts.len();
        for (target, offset) in [(reference.target, 0), (reference.until, half)] {
            let Some(changes) = target.and_then(|t| moved.get(&t)) else { continue };
            sure &= reference.sure;
            if let Some(node) = plan.node(reference.node).filter(|_| reference.sure) {
                let own = node.span(reference.number_span);
                let named = |s: &&Shift| piece(&reference.number, offset + s.part, own, &s.to);
                edits.extend(changes.iter().filter_map(named));
            }
        }
    }
    for node in &plan.nodes {
        for link in node.section.links() {
            let Some(anchor) = node.section.str(*link).strip_prefix('#') else { continue };
            if let Some(to) = anchors.get(&essence(anchor)) {
                edits.push(Edit::replace(node.span(*link), format!("#{to}")));
            }
        }
    }
    edits.sort();
    edits.dedup();
    (edits, sure)
}

/// Which headings change, those beneath a shifted one that begin with its number included.
fn moved<'s>(plan: &Plan, shifts: &'s [Shift]) -> FxHashMap<NodeId, Vec<&'s Shift>> {
    let mut moved: FxHashMap<NodeId, Vec<&Shift>> = FxHashMap::default();
    for shift in shifts {
        let Some(own) = number(plan, shift.node) else { continue };
        moved.entry(shift.node).or_default().push(shift);
        for id in repeating(plan, shift.node, own) {
            moved.entry(id).or_default().push(shift);
        }
    }
    moved
}

/// Whether numbers beneath a heading begin with its own, and others there are the same or begin with
/// another one: changed, they would come before or among those.
fn meets_others(plan: &Plan, shift: &Shift) -> bool {
    let Some(own) = number(plan, shift.node) else { return false };
    let beneath = || plan.subtree(shift.node).filter(|(id, _)| *id != shift.node);
    let numbers = || beneath().filter_map(|(id, _)| number(plan, id));
    let repeating = repeating(plan, shift.node, own).count();
    let goes_on = |n: &&Number| n.parts.len() > own.parts.len();
    repeating > 0
        && (numbers().filter(goes_on).count() > repeating || numbers().any(|n| key(n) == key(own)))
}

/// The number after the shift.
fn changed(own: &Number, shift: &Shift) -> Option<Number> {
    let mut text = own.text.clone();
    let (start, end) = *own.spans().get(shift.part)?;
    text.replace_range(start..end, &shift.to);
    Number::prefix(&text).or_else(|| Number::word(&text)).map(|(number, _)| number)
}

fn key(number: &Number) -> Key {
    number.parts.iter().map(|part| part.key()).collect()
}

/// The headings beneath one whose numbers begin with `number` and go on.
fn repeating<'a>(
    plan: &'a Plan,
    node: NodeId,
    of: &'a Number,
) -> impl Iterator<Item = NodeId> + use<'a> {
    let head =
        move |n: &Number| n.parts.iter().take(of.parts.len()).map(|p| p.key()).collect::<Vec<_>>();
    let beneath = plan.subtree(node).map(|(id, _)| id).filter(move |id| *id != node);
    beneath.filter(move |id| {
        number(plan, *id).is_some_and(|n| n.parts.len() > of.parts.len() && head(n) == head(of))
    })
}

fn number(plan: &Plan, id: NodeId) -> Option<&Number> {
    plan.node(id)?.section.heading.as_ref()?.name.number.as_ref()
}

fn word(plan: &Plan, id: NodeId) -> Option<String> {
    let name = &plan.node(id)?.section.heading.as_ref()?.name;
    Some(name.word.as_deref().map(super::series::word).unwrap_or_default())
}

/// The edit of one part of a number that stands at `span`.
fn piece(number: &Number, part: usize, span: Span, to: &str) -> Option<Edit> {
    let (from, end) = *number.spans().get(part)?;
    let whole = span.len() == number.text.len();
    whole.then(|| Edit::replace(Span::new(from, end).shift(span.start), to))
}
