//! What phases and steps say they wait for: `Dependencies: Phase 1`, `Depends on`, `Blocked by`, and
//! the dependency column of their tables. Only plain statements count; prose about order does not.

use super::{Field, NodeId, Section};
use crate::text::Span;

/// One phase or step waits for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The one that waits.
    pub from: NodeId,
    /// The one it waits for.
    pub on: NodeId,
    /// The section where that is written.
    pub node: NodeId,
    /// Where in its slice.
    pub span: Span,
}

const LABELS: &[&str] = &[
    "dependencies",
    "dependency",
    "depends on",
    "depends upon",
    "dependent on",
    "blocked by",
    "requires",
    "prerequisite",
    "prerequisites",
    "predecessor",
    "predecessors",
    "after",
    "waits for",
    "abhangigkeiten",
    "abhängigkeiten",
    "dependencias",
    "dependências",
    "dépendances",
    "dipendenze",
    "abhängig von",
    "depende de",
    "dépend de",
    "dipende da",
    "依赖",
    "依赖项",
    "前置条件",
    "依存関係",
    "前提条件",
    "의존성",
    "зависимости",
    "зависит от",
];

/// Whether what a label or a cell says is short enough to be a statement; beyond that it is prose.
pub fn is_statement(extent: &Span) -> bool {
    const LONGEST: usize = 1000;
    extent.len() <= LONGEST
}

/// Those of `all`, sorted by their spans, that may hold `span`: the last few that begin before it, for
/// labels within the list beneath a label.
pub fn near<T>(all: &[T], span_of: impl Fn(&T) -> Span, span: Span) -> &[T] {
    const NESTED: usize = 16;
    let next = all.partition_point(|t| span_of(t).start <= span.start);
    all.get(next.saturating_sub(NESTED)..next).unwrap_or_default()
}

/// The fields of a section that say what it waits for.
fn fields(section: &Section) -> impl Iterator<Item = &Field> {
    section.fields.iter().filter(|f| LABELS.contains(&f.key.as_str()))
}

/// What they say, the lists beneath their labels included.
pub fn extents(section: &Section) -> impl Iterator<Item = Span> {
    fields(section).map(|field| extent(section, field)).filter(is_statement)
}

fn extent(section: &Section, field: &Field) -> Span {
    let beneath = field.content.and_then(|id| section.facts.block(id));
    beneath.map_or(field.value, |block| field.value.cover(block.span))
}

/// Whether a mention at `at` within `text` plainly says what is waited for: it begins its part of
/// an enumeration, and nothing in that part turns it round (`before`, `not`, `can run in parallel`).
pub fn is_plain(text: &str, at: Span) -> bool {
    const LEADS: &[&str] = &[
        "after",
        "on",
        "requires",
        "require",
        "needs",
        "need",
        "depends",
        "depend",
        "completion",
        "complete",
        "completed",
        "of",
        "the",
        "all",
        "both",
        "finish",
        "finished",
        "blocked",
        "by",
        "from",
        "previous",
        "phase",
        "phases",
        "step",
        "steps",
        "task",
        "tasks",
        "and",
        "must",
        "be",
        "done",
        "until",
        "upon",
        "successful",
        "to",
        "through",
    ];
    const TURNS: &[&str] = &[
        "before",
        "parallel",
        "blocks",
        "enables",
        "optional",
        "optionally",
        "not",
        "no",
        "if",
        "independent",
        "future",
        "later",
        "roadmap",
        "unless",
        "follows",
        "next",
        "instead",
        "without",
        "of",
        "concurrently",
        "soft",
        "starts",
        "can",
        "could",
    ];
    let breaks = |c: char| ",;\n，；、/+&•|".contains(c);
    let (before, after) = (Span::new(0, at.start).of(text), Span::new(at.end, text.len()).of(text));
    let first = before
        .split_whitespace()
        .next()
        .unwrap_or(before)
        .trim_matches(|c: char| !c.is_alphanumeric());
    if ["none", "n/a", "no", "nothing", "blocks", "enables", "independent", "can"]
        .contains(&first.to_lowercase().as_str())
    {
        return false;
    }
    // Only what stands outside of parentheses is said of the whole.
    let depth = before
        .chars()
        .fold(0i32, |d, c| d + i32::from("(（".contains(c)) - i32::from(")）".contains(c)));
    let lead = before.rsplit(breaks).next().unwrap_or_default();
    let lead = lead.rsplit_once(')').map_or(lead, |(_, rest)| rest);
    let words = |text: &str| -> Vec<String> {
        let split = text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-');
        split.filter(|w| w.chars().any(char::is_alphabetic)).map(str::to_lowercase).collect()
    };
    let tail = after.split(breaks).next().unwrap_or_default();
    depth <= 0
        && words(lead).iter().all(|w| LEADS.contains(&w.as_str()))
        && !words(tail).iter().any(|w| TURNS.contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, plain: bool) {
        let start = text.find("Phase 2").unwrap();
        assert_eq!(is_plain(text, Span::new(start, start + 7)), plain, "{text}");
    }

    #[test]
    fn plain_statements() {
        for text in [
            "Phase 2",
            "Phase 1 (Foundation), Phase 2 (Core)",
            "Phase 1 and Phase 2",
            "after completion of Phase 2",
            "Phase 2 complete, vault online",
            "- the vault\n- Phase 2: Core",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn what_says_something_else() {
        for text in [
            "None (Phase 2 depends on this)",
            "Must finish before Phase 2",
            "Can run in parallel with Phase 2",
            "Phase 1 (Phase 2 is optional)",
            "Phase 2 can start earlier",
            "Roadmap Phase 2",
            "Phase 2 of the roadmap",
        ] {
            check(text, false);
        }
    }
}
