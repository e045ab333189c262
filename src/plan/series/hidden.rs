//! Headings of a series inside code and HTML. They are none, but where an inner fence ended the
//! outer one they were meant to be: what looks left out may only be out of sight.

use super::{Fault, Irregular, Key, Series, key, word};
use crate::plan::{NodeId, Plan, heading};
use crate::syntax::BlockKind;

impl Series {
    /// Whether a fault may only look like one: a gap whose numbers stand in code, a number given
    /// twice where the count begins again in code. Reads text, so only for faults found.
    pub fn is_in_doubt(&self, plan: &Plan, irregular: &Irregular) -> bool {
        let own = |id: NodeId| self.members.iter().find(|m| m.node == id).map(|m| &m.key);
        let Some(after) = own(irregular.node) else { return false };
        match irregular.fault {
            Fault::Gap(before, ..) => {
                let low = own(before);
                let seen = self.hidden(plan, before, irregular.node);
                seen.iter().any(|k| low.is_some_and(|low| low < k) && k < after)
            }
            Fault::Duplicate(first) => {
                self.hidden(plan, first, irregular.node).iter().any(|k| k < after)
            }
            // Letters name things (`4C`, `§F`) as often as they count them.
            Fault::Late(_) | Fault::Early(_) => {
                let lettered = |c: char| c.is_ascii_alphabetic();
                self.members.iter().any(|m| m.number.text.contains(lettered))
            }
        }
    }

    fn hidden(&self, plan: &Plan, from: NodeId, to: NodeId) -> Vec<Key> {
        const LINES: usize = 1000;
        let nodes = (from..to).filter_map(|id| plan.node(id));
        let lines = nodes.flat_map(|node| {
            let blocks = node.section.all_blocks();
            let raw =
                blocks.filter(|(_, b)| matches!(b.kind, BlockKind::Code { .. } | BlockKind::Html));
            raw.flat_map(|(_, b)| node.section.str(b.span).lines())
        });
        let heads = lines.take(LINES).filter(|l| l.starts_with("#") || l.starts_with("**"));
        let read = heads.filter_map(|line| {
            let name = heading::parse(line.trim_matches(['#', ' ', '*']));
            let same = name.word.as_deref().map(word).unwrap_or_default() == self.word;
            Some(key(&name.number.filter(|_| same)?.parts, self.has_letters()))
        });
        read.collect()
    }
}
