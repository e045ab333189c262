//! What is wrong with the numbers of a series: twice, left out, out of order.
//!
//! Normal and never wrong (plans.md §2): any first number, `4.5` and `1b` between others, numbers
//! that go on across parents, ranges.

use super::{Key, Member, Series};
use crate::plan::NodeId;
use rustc_hash::{FxHashMap, FxHashSet};

/// A number that is not what its place in the series asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Irregular {
    /// The heading.
    pub node: NodeId,
    /// What is wrong with its number.
    pub fault: Fault,
}

/// What is wrong with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This earlier heading has it too.
    Duplicate(NodeId),
    /// Between this heading's number and its own there are others that no heading has: the first
    /// and the last of them.
    Gap(NodeId, u32, u32),
    /// It stands after this heading, whose number is higher.
    Late(NodeId),
    /// It stands before this heading, whose number is lower.
    Early(NodeId),
}

impl Series {
    /// What is wrong with the numbers, in document order. One mistake is one fault: a number given
    /// twice also leaves one out. `exists` says whether a number stands in some heading with this
    /// word, wherever it is.
    pub fn irregular(&self, exists: impl Fn(&Key) -> bool) -> Vec<Irregular> {
        if !self.is_counted() || self.counts_up() {
            return vec![];
        }
        let mut found = vec![];
        let mut seen: FxHashMap<String, NodeId> = FxHashMap::default();
        let mut single: Vec<&Member> = vec![];
        for member in &self.members {
            match seen.get(&member.number.text.to_lowercase()) {
                Some(first) => {
                    let fault = Fault::Duplicate(*first);
                    found.push(Irregular { node: member.node, fault });
                }
                None => {
                    seen.insert(member.number.text.to_lowercase(), member.node);
                    single.push(member);
                }
            }
        }
        let stays = longest_ascending(&single);
        let ranged = self.members.iter().any(|m| m.number.until.is_some());
        // `4A` and `2D` are names as much as numbers.
        let letters = |m: &Member| m.key.iter().any(|k| k.0);
        let mixed = self.depth > 1 && self.members.iter().any(letters);
        if !ranged && !mixed {
            found.extend(misplaced(&single, &stays));
        }
        let placed: Vec<&Member> = stays.iter().filter_map(|i| single.get(*i).copied()).collect();
        let mut odd: Vec<NodeId> = found.iter().map(|i: &Irregular| i.node).collect();
        odd.sort_unstable();
        for (before, after) in placed.iter().zip(placed.iter().skip(1)) {
            let upto = |node: NodeId| odd.partition_point(|n| *n < node);
            let spare = upto(after.node).saturating_sub(upto(before.node));
            let missing = missing(before, after, &exists);
            if let (Some(first), Some(last)) = (missing.get(spare), missing.last()) {
                let fault = Fault::Gap(before.node, *first, *last);
                found.push(Irregular { node: after.node, fault });
            }
        }
        // A number typed too high: what looks left out before it is there twice after it.
        let gaps: FxHashSet<NodeId> =
            found.iter().filter(|i| matches!(i.fault, Fault::Gap(..))).map(|i| i.node).collect();
        found.retain(|i| !matches!(i.fault, Fault::Duplicate(first) if gaps.contains(&first)));
        found.sort_by_key(|i| i.node);
        found
    }
}

impl Series {
    /// Whether each number is the one before and one more: what most series do, told without
    /// looking further.
    fn counts_up(&self) -> bool {
        let next = |(before, after): (&Member, &Member)| match (
            before.last.split_last(),
            after.key.split_last(),
        ) {
            (Some((low, prefix)), Some((high, same))) => {
                prefix == same && low.0 == high.0 && high.1.checked_sub(1) == Some(low.1)
            }
            _ => false,
        };
        self.members.iter().zip(self.members.iter().skip(1)).all(next)
    }
}

/// The members that stand where the others' order does not have them.
fn misplaced(single: &[&Member], stays: &[usize]) -> Vec<Irregular> {
    let mut found = vec![];
    for (at, member) in single.iter().enumerate() {
        if stays.binary_search(&at).is_ok() {
            continue;
        }
        let split = stays.partition_point(|i| *i < at);
        let placed = |i: Option<&usize>| i.and_then(|i| single.get(*i));
        let before =
            placed(stays.get(..split).and_then(<[usize]>::last)).filter(|m| m.key > member.key);
        let after = placed(stays.get(split)).filter(|m| m.key < member.key);
        let fault = match (before, after) {
            (Some(before), _) => Fault::Late(before.node),
            (None, Some(after)) => Fault::Early(after.node),
            (None, None) => continue,
        };
        found.push(Irregular { node: member.node, fault });
    }
    found
}

/// The last parts between two numbers that no heading has; none when their other parts differ.
fn missing(before: &Member, after: &Member, exists: impl Fn(&Key) -> bool) -> Vec<u32> {
    const MOST: u32 = 100;
    let (Some((low, prefix)), Some((high, same))) =
        (before.last.split_last(), after.key.split_last())
    else {
        return vec![];
    };
    if prefix != same || low.0 != high.0 || high.1.saturating_sub(low.1) > MOST {
        return vec![];
    }
    let between = (low.1 + 1..high.1).filter(|value| {
        let mut key = prefix.to_vec();
        key.push((low.0, *value));
        !exists(&key)
    });
    between.collect()
}

/// Positions of a longest run of members in ascending order, equal ones allowed (`4`, `4.5`).
fn longest_ascending(members: &[&Member]) -> Vec<usize> {
    // Patience: the last member of the best run of each length, and each one's predecessor.
    let mut ends: Vec<usize> = vec![];
    let mut before: Vec<Option<usize>> = vec![None; members.len()];
    for (at, member) in members.iter().enumerate() {
        let fits = |end: &usize| members.get(*end).is_some_and(|m| m.key <= member.key);
        let length = ends.partition_point(fits);
        if let Some(link) = before.get_mut(at) {
            *link = length.checked_sub(1).and_then(|l| ends.get(l)).copied();
        }
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let link = |at: &usize| before.get(*at).copied().flatten();
    let mut run: Vec<usize> = std::iter::successors(ends.last().copied(), link).collect();
    run.reverse();
    run
}
