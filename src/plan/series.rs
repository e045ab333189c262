//! Series: numbered siblings under one parent that share a word (`Phase 1`, `Phase 2`) or have none
//! (`1.`, `2.`). What is wrong with their numbers is in `order`, new numbers are in `renumber`.
//!
//! Weeks and days are times, not counted; nor are priorities (`P1`) and pull requests.

mod hidden;
mod order;
mod renumber;

pub use order::{Fault, Irregular};
pub use renumber::Shift;

use super::heading::{Number, Part};
use super::marks;
use super::{NodeId, Plan};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// Numbered siblings, in document order.
#[derive(Clone, Debug)]
pub struct Series {
    /// The section around them.
    pub parent: Option<NodeId>,
    /// Their word as [`word`] writes it; empty for bare numbers.
    pub word: String,
    /// How many parts of a number count: 1 for `Phase 2`, 2 for `Step 2.1`. More are insertions.
    pub depth: usize,
    /// At least one.
    pub members: Vec<Member>,
}

/// One of a series.
#[derive(Clone, Debug)]
pub struct Member {
    /// The heading.
    pub node: NodeId,
    /// Its number.
    pub number: Number,
    /// The parts of its number that count.
    pub key: Key,
    /// The same for the end of a range; equal to `key` without one.
    pub last: Key,
}

/// The parts of a number, comparable: letters (true) after numbers, then by value.
pub type Key = Vec<(bool, u32)>;

/// Where a number that no heading has lies, seen from a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Between the first and the last member.
    Hole,
    /// After the last.
    Beyond,
    /// Before the first, or of another shape: not for this series to say.
    Elsewhere,
}

/// Words whose numbers count time or rank, or are given by somebody else.
const NOT_COUNTED: &[&str] = &[
    "week",
    "day",
    "month",
    "woche",
    "tag",
    "semana",
    "dia",
    "semaine",
    "jour",
    "settimana",
    "giorno",
    "неделя",
    "день",
    "hafta",
    "周",
    "週",
    "週目",
    "期",
    "주",
    "주차",
    "p",
    "pr",
    "pull request",
];

/// A phase or step word as series are told apart by: folded, singular.
pub fn word(written: &str) -> String {
    let mut folded = marks::fold(written.trim());
    if folded.len() > 3 && folded.is_ascii() && folded.ends_with('s') {
        folded.pop();
    }
    folded
}

/// Headings with their numbers, in document order.
type Group = Vec<(NodeId, Number)>;

/// All series of a plan, in the order of their first members. A number that begins again after
/// another section, or after a run of its own, begins a second series.
pub fn all(plan: &Plan) -> Vec<Series> {
    let mut words: FxHashMap<&str, Rc<str>> = FxHashMap::default();
    let mut groups: FxHashMap<(Option<NodeId>, u8, Rc<str>), usize> = FxHashMap::default();
    let mut found: Vec<(Rc<str>, Group)> = vec![];
    for (id, node) in plan.nodes.iter().enumerate() {
        let Some(name) = node.section.heading.as_ref().map(|h| &h.name) else { continue };
        let Some(number) = &name.number else { continue };
        let written = name.word.as_deref().unwrap_or_default();
        let word = words.entry(written).or_insert_with(|| word(written).into()).clone();
        let next = found.len();
        let at = *groups.entry((node.parent, node.level, word.clone())).or_insert(next);
        if at == next {
            found.push((word, vec![]));
        }
        if let Some((_, group)) = found.get_mut(at) {
            group.push((id, number.clone()));
        }
    }
    let mut series: Vec<Series> = vec![];
    for (word, group) in found {
        series.extend(runs(plan, &word, group));
    }
    series.sort_by_key(|s| s.members.first().map(|m| m.node));
    series
}

/// The numbers that headings with this word have, comparable; for bare numbers also those before a
/// word (`2. Phase 1: X`).
pub fn keys(plan: &Plan, word: &str) -> FxHashSet<Key> {
    let with_word = plan.series().iter().filter(|s| s.word == word);
    let members = with_word.flat_map(|s| &s.members);
    let mut keys: FxHashSet<Key> = members.flat_map(|m| [m.key.clone(), m.last.clone()]).collect();
    if word.is_empty() {
        let numbers = plan.nodes.iter().filter_map(|n| Number::prefix(n.name()));
        keys.extend(numbers.map(|(number, _)| key(&number.parts, false)));
    }
    keys
}

fn runs(plan: &Plan, word: &str, group: Group) -> Vec<Series> {
    let depth = group.iter().map(|(_, n)| n.parts.len()).min().unwrap_or(1);
    let letters = group.iter().any(|(_, n)| matches!(n.parts.first(), Some(Part::Letter(_))));
    let members = group.into_iter().map(|(node, number)| {
        let cut = |parts: &[Part]| key(parts.get(..depth).unwrap_or(parts), letters);
        let (key, until) = (cut(&number.parts), number.until.as_deref().map(cut));
        Member { node, last: until.unwrap_or_else(|| key.clone()), key, number }
    });
    let mut members = members.peekable();
    let mut runs: Vec<Series> = vec![];
    while let Some(member) = members.next() {
        let again = runs.last().is_some_and(|run: &Series| {
            let (Some(first), Some(last)) = (run.members.first(), run.members.last()) else {
                return false;
            };
            let apart = plan.node(last.node).is_some_and(|n| n.end != member.node);
            let next = members.peek();
            let goes_on = || next.is_some_and(|next| next.number.follows(&member.number));
            member.key <= first.key && (apart || (run.members.len() > 1 && goes_on()))
        });
        match runs.last_mut().filter(|_| !again) {
            Some(run) => run.members.push(member),
            None => {
                let parent = plan.node(member.node).and_then(|n| n.parent);
                let members = vec![member];
                runs.push(Series { parent, word: word.to_owned(), depth, members });
            }
        }
    }
    runs
}

/// The comparable form of a number's parts; with `letters`, `I` and `V` are letters too.
pub fn key(parts: &[Part], letters: bool) -> Key {
    let value = |part: &Part| match *part {
        Part::Roman(1) if letters => Part::Letter('i').key(),
        Part::Roman(5) if letters => Part::Letter('v').key(),
        Part::Roman(10) if letters => Part::Letter('x').key(),
        _ => part.key(),
    };
    parts.iter().map(value).collect()
}

impl Series {
    /// Whether its numbers count: at least two, of one sort, and neither times nor ranks.
    pub fn is_counted(&self) -> bool {
        let Some(first) = self.members.first() else { return false };
        let same = |m: &Member| m.key.iter().map(|k| k.0).eq(first.key.iter().map(|k| k.0));
        self.members.len() > 1
            && !NOT_COUNTED.contains(&self.word.as_str())
            && self.members.iter().all(same)
    }

    /// The member with this number, be it inside a range.
    pub fn member(&self, number: &Number) -> Option<&Member> {
        let key = key(&number.parts, self.has_letters());
        let same = |m: &&Member| {
            m.number.parts.len() == number.parts.len()
                && m.number == Number { until: None, ..number.clone() }
        };
        let exact = self.members.iter().find(same);
        exact.or_else(|| {
            self.members.iter().find(|m| m.number.until.is_some() && m.key <= key && key <= m.last)
        })
    }

    /// Where a number lies that no member has.
    pub fn place(&self, number: &Number) -> Place {
        let key = key(&number.parts, self.has_letters());
        let ends =
            (self.members.iter().map(|m| &m.key).min(), self.members.iter().map(|m| &m.last).max());
        let (Some(first), Some(last)) = ends else { return Place::Elsewhere };
        let split = |k: &Key| k.split_last().map(|(last, before)| (last.0, before.to_vec()));
        let shape = split(&key);
        if key.len() != self.depth || (split(first) != shape && split(last) != shape) {
            return Place::Elsewhere;
        }
        match () {
            () if key < *first => Place::Elsewhere,
            () if key > *last => Place::Beyond,
            () => Place::Hole,
        }
    }

    /// The members whose numbers come right before and right after one that no member has.
    pub fn around(&self, number: &Number) -> (Option<&Member>, Option<&Member>) {
        let key = key(&number.parts, self.has_letters());
        let before = self.members.iter().filter(|m| m.last < key).max_by_key(|m| &m.last);
        let after = self.members.iter().filter(|m| m.key > key).min_by_key(|m| &m.key);
        (before, after)
    }

    fn has_letters(&self) -> bool {
        self.members.iter().any(|m| m.key.first().is_some_and(|k| k.0))
    }
}
