//! References: mentions of phases and steps, resolved to the headings they mean. What a reference
//! without a heading is worth is for the rules.

use super::heading::Number;
use super::series::{self, Series};
use super::{NodeId, Plan};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// A phase or step named somewhere. Spans are bytes of the slice that its section is part of.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The section it stands in.
    pub node: NodeId,
    /// Word and number.
    pub span: Span,
    /// The number.
    pub number_span: Span,
    /// The word as series are told apart by.
    pub word: String,
    /// The number, or the range.
    pub number: Number,
    /// The heading with that number, of a range its first.
    pub target: Option<NodeId>,
    /// The heading with the last number of a range.
    pub until: Option<NodeId>,
    /// Whether only one heading can be meant.
    pub sure: bool,
    /// What it is there for.
    pub role: Role,
    /// Whether the text sends its reader there.
    pub is_pointed_at: bool,
}

/// What a reference is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Text,
    /// Says what something waits for.
    Dependency,
    /// Names the phase of a timeline's row.
    Row,
}

/// Headings by word and number.
#[derive(Clone, Debug, Default)]
pub struct Index {
    nodes: FxHashMap<String, FxHashMap<Number, Vec<NodeId>>>,
}

impl Index {
    /// Reads the headings of all series.
    pub fn new(all: &[Series]) -> Index {
        const WIDEST: usize = 50;
        let mut index = Index::default();
        for series in all {
            let by_number = index.nodes.entry(series.word.clone()).or_default();
            for member in &series.members {
                let mut next = Number { until: None, ..member.number.clone() };
                by_number.entry(next.clone()).or_default().push(member.node);
                if let Some(until) = &member.number.until {
                    let last = series::key(until, false);
                    next.text = next
                        .text
                        .split(['-', '–', '—', '~', '～', '〜'])
                        .next()
                        .unwrap_or_default()
                        .to_owned();
                    for _ in 0..WIDEST {
                        let Some(number) = next.successor() else { break };
                        if series::key(&number.parts, false) > last {
                            break;
                        }
                        by_number.entry(number.clone()).or_default().push(member.node);
                        next = number;
                    }
                }
            }
        }
        index
    }

    /// Whether any heading has this word.
    pub fn has_word(&self, word: &str) -> bool {
        self.nodes.contains_key(word)
    }

    /// The headings with this word and number; steps headed by bare numbers for a word that heads
    /// nothing. The end of a range is not looked at.
    pub fn all(&self, word: &str, number: &Number) -> &[NodeId] {
        let first;
        let number = match number.until {
            None => number,
            Some(_) => {
                first = Number { until: None, ..number.clone() };
                &first
            }
        };
        let word = if self.has_word(word) { word } else { "" };
        let found = self.nodes.get(word).and_then(|numbers| numbers.get(number));
        found.map_or(&[], Vec::as_slice)
    }

    /// The heading that `from` means by a word and number: of several the one nearest in the tree;
    /// and whether no other is as near.
    pub fn resolve(
        &self,
        plan: &Plan,
        from: NodeId,
        word: &str,
        number: &Number,
    ) -> Option<(NodeId, bool)> {
        const MOST: usize = 64;
        let all = self.all(word, number);
        let bare = !self.has_word(word);
        let fits = |id: &NodeId| !bare || plan.node(*id).is_some_and(super::Node::is_work);
        let shared = |id: NodeId| {
            let around = std::iter::once(from).chain(plan.ancestors(from));
            let holds = |a: &NodeId| *a <= id && plan.node(*a).is_some_and(|n| id < n.end);
            around.filter(holds).count()
        };
        let all = all.iter().copied().filter(fits).take(MOST);
        if let (Some(only), None) = (all.clone().next(), all.clone().nth(1)) {
            return Some((only, true));
        }
        let near: Vec<(usize, NodeId)> = all.map(|id| (shared(id), id)).collect();
        let best = near.iter().map(|(depth, _)| *depth).max()?;
        let mut nearest = near.iter().filter(|(depth, _)| *depth == best).map(|(_, id)| *id);
        let first = nearest.next()?;
        Some((first, nearest.next().is_none()))
    }
}
