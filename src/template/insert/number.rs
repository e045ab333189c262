//! The number a new heading takes among numbered ones (`## 10. Rollback Plan`): one that fits
//! between its neighbours, or none.

use crate::plan::heading::{self, HeadingName, Kind, Number, Part};
use crate::plan::{Node, Plan};

/// What stands before the title of a new section: `10. `, or nothing. `wanted` is the template's
/// heading; `last` the number of the section written just before in the same place.
pub(super) fn prefix(
    plan: &Plan,
    siblings: &[usize],
    at: usize,
    wanted: &str,
    last: Option<&str>,
) -> Option<(String, String)> {
    let all: Vec<Node> = siblings.iter().filter_map(|id| plan.node(*id)).collect();
    let numbered: Vec<(Node, &HeadingName, u32)> = all.iter().filter_map(|n| numbered(n)).collect();
    if numbered.is_empty() || numbered.len() * 2 < all.len() {
        return None;
    }
    // One more would only show that the others are wrong: where they go down, or mostly leave some out.
    let pairs = || numbered.iter().zip(numbered.iter().skip(1)).map(|((.., a), (.., b))| (*a, *b));
    if pairs().any(|(a, b)| a >= b) {
        return None;
    }
    let gaps = pairs().filter(|(a, b)| b - a > 1).count();
    let before = numbered.iter().rev().find(|(n, ..)| n.own_span().start < at);
    let after = numbered.iter().find(|(n, ..)| n.own_span().start >= at);
    let written = last.and_then(|l| l.parse::<u32>().ok());
    let least = written.or(before.map(|(.., n)| *n));
    let most = after.map(|(.., n)| *n);
    let fits = |n: &u32| least.is_none_or(|l| *n > l) && most.is_none_or(|m| *n < m);
    let next = least.and_then(|l| l.checked_add(1));
    let next = next.filter(|n| fits(n) && gaps * 2 <= numbered.len());
    // At the end the count goes on; the template's own number is for the gap it left.
    let number = own(wanted).filter(|n| fits(n) && most.is_some()).or(next)?;
    let (model, name, _) = before.or(after)?;
    let raw = model.section.heading.as_ref().map(|h| model.section.str(h.text))?;
    let (start, end) = name.number_span?;
    let text = format!("{}{number}{}", raw.get(..start)?, raw.get(end..name.title_span.0)?);
    Some((text, number.to_string()))
}

/// A heading's title without its plain number: of `10. Rollback Plan` the words.
pub(super) fn without(text: &str) -> &str {
    let name = heading::parse(text);
    let plain = name.kind == Kind::Section && name.word.is_none() && name.number.is_some();
    if plain { text.get(name.title_span.0..).unwrap_or(text) } else { text }
}

fn numbered<'a>(node: &Node<'a>) -> Option<(Node<'a>, &'a HeadingName, u32)> {
    let name = &node.section.heading.as_ref()?.name;
    let number = single(name.number.as_ref()?).filter(|_| name.word.is_none())?;
    Some((*node, name, number))
}

/// The number in a template's heading.
fn own(text: &str) -> Option<u32> {
    let name = heading::parse(text);
    single(name.number.as_ref()?).filter(|_| name.word.is_none())
}

fn single(number: &Number) -> Option<u32> {
    match (number.parts.as_slice(), &number.until) {
        ([Part::Int(n)], None) => Some(*n),
        _ => None,
    }
}
