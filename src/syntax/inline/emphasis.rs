//! Emphasis, strong emphasis and strikethrough from delimiter runs (CommonMark 0.31 §6.2,
//! "process emphasis"; GFM §6.5). Does not look at the text between the runs.

use super::{Inline, InlineKind, look};
use crate::text::Span;
use unicode_width::UnicodeWidthChar;

/// A run of `*`, `_` or `~`.
#[derive(Clone, Debug)]
pub(super) struct Run {
    mark: u8,
    span: Span,
    opens: bool,
    closes: bool,
}

impl Run {
    /// A run between two characters, `None` being the end of the text.
    pub(super) fn new(mark: u8, span: Span, before: Option<char>, after: Option<char>) -> Run {
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let punct = |c: Option<char>| c.is_some_and(is_punctuation);
        let left = !space(after) && (!punct(after) || space(before) || punct(before));
        let right = !space(before) && (!punct(before) || space(after) || punct(after));
        let (opens, closes) = match mark {
            b'_' => (left && (!right || punct(before)), right && (!left || punct(after))),
            _ => (left, right),
        };
        Run { mark, span, opens, closes }
    }

    /// Kinds of closers that look for the same openers.
    fn class(&self) -> usize {
        let mark = match self.mark {
            b'*' => 0,
            b'_' => 1,
            _ => 2,
        };
        (mark * 2 + usize::from(self.opens)) * 3 + self.span.len() % 3
    }

    /// Whether it may open what `closer` closes: of the same mark, and the rule of three.
    fn matches(&self, closer: &Run) -> bool {
        let (a, b) = (self.span.len(), closer.span.len());
        let odd = (self.closes || closer.opens)
            && (a + b).is_multiple_of(3)
            && !(a.is_multiple_of(3) && b.is_multiple_of(3));
        self.mark == closer.mark && (self.mark == b'~' || !odd)
    }
}

/// Appends what the runs, given in the order of the text, form. Linear: an opener is passed over
/// once by each class of closers at most, and then only if none of that class matched it.
pub(super) fn resolve(runs: &[Run], found: &mut Vec<Inline>) {
    // Openers, innermost last, with what is left of each.
    let mut openers: Vec<(&Run, Span)> = Vec::new();
    // Per class: openers below this depth are known not to match.
    let mut bottoms = [0; 18];
    for run in runs {
        let mut rest = run.span;
        while run.closes && !rest.is_empty() {
            let Some(bottom) = bottoms.get_mut(run.class()) else { break };
            let above = openers.get(*bottom..).unwrap_or_default();
            let nearest = above.iter().rposition(|(opener, _)| opener.matches(run));
            look::count(above.len() - nearest.unwrap_or(0));
            let Some(at) = nearest else {
                *bottom = openers.len();
                break;
            };
            openers.truncate(*bottom + at + 1);
            let Some((_, opener)) = openers.last_mut() else { break };
            let marks = if opener.len() > 1 && rest.len() > 1 { 2 } else { 1 };
            let kind = match (run.mark, marks) {
                (b'~', _) => InlineKind::Strikethrough,
                (_, 2) => InlineKind::Strong,
                _ => InlineKind::Emphasis,
            };
            let inner = Span::new(opener.end, rest.start);
            opener.end -= marks;
            rest.start += marks;
            found.push(Inline { kind, span: Span::new(opener.end, rest.start), inner });
            if opener.is_empty() {
                openers.pop();
            }
            let depth = openers.len();
            bottoms.iter_mut().for_each(|bottom| *bottom = depth.min(*bottom));
        }
        if run.opens && !rest.is_empty() {
            openers.push((run, rest));
        }
    }
}

/// Unicode punctuation and symbols, as the flanking rules of §6.2 mean them: what is left when
/// letters, numbers, spaces, private characters and those without a width of their own (marks,
/// joiners, variation selectors) are taken away. Circled letters count as letters.
fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    !(c.is_alphanumeric() || c.is_whitespace() || private || c.width().unwrap_or(0) == 0)
}
