//! New numbers for a series whose numbers are wrong, in document order. Only says which part of
//! which heading's number becomes what; edits are for the rules.

use super::{Member, Series};
use crate::plan::NodeId;
use crate::plan::heading::Number;

/// A heading that gets a new number: the part at `part` of its number becomes `to`, in it, in the
/// numbers beneath it that repeat it (`Step 4.1`), and wherever it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The heading.
    pub node: NodeId,
    /// Which part of the number changes.
    pub part: usize,
    /// What it becomes, in the series' spelling.
    pub to: String,
}

impl Series {
    /// The headings that get new numbers so that the series counts up from its lowest, insertions
    /// (`4.5`) staying with the number before them. `None` for ranges, when the spelling does not
    /// go on (after `Z`), or when what comes before that count is out of order (`2.1`, `1.2`).
    pub fn renumbered(&self) -> Option<Vec<Shift>> {
        let part = self.depth.checked_sub(1)?;
        let first = self.members.first()?;
        let alike = self.members.iter().filter(|m| prefix(m) == prefix(first));
        let lowest = alike.min_by_key(|m| &m.key)?;
        let mut current: Option<(Number, &Member)> = None;
        let mut shifts = vec![];
        for member in &self.members {
            if member.number.until.is_some() {
                return None;
            }
            let next = match &current {
                None => whole(&lowest.number, self.depth)?,
                Some((now, before)) if inserted(member, before, self.depth) => now.clone(),
                Some((_, before)) if prefix(member) < prefix(before) => return None,
                // Another prefix begins its own count.
                Some((_, before)) if prefix(member) != prefix(before) => {
                    whole(&member.number, self.depth)?
                }
                Some((now, _)) => now.successor()?,
            };
            let to = piece(&next, part)?;
            if piece(&member.number, part)? != to {
                shifts.push(Shift { node: member.node, part, to });
            }
            current = Some((next, member));
        }
        Some(shifts)
    }
}

fn prefix(member: &Member) -> Option<&[(bool, u32)]> {
    member.key.split_last().map(|(_, before)| before)
}

/// `1b` after `1` or `1a`, `4.5` after `4`; not a number given twice.
fn inserted(member: &Member, before: &Member, depth: usize) -> bool {
    member.number.parts.len() > depth && member.key == before.key && member.number != before.number
}

/// The number without what comes after its first `depth` parts.
fn whole(number: &Number, depth: usize) -> Option<Number> {
    let (_, end) = *number.spans().get(depth.checked_sub(1)?)?;
    let text = number.text.get(..end)?;
    Number::prefix(text).or_else(|| Number::word(text)).map(|(number, _)| number)
}

/// One part of a number as written.
fn piece(number: &Number, part: usize) -> Option<String> {
    let (start, end) = *number.spans().get(part)?;
    number.text.get(start..end).map(str::to_owned)
}
