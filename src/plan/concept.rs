//! Concepts: what a section is about, whatever its heading calls it: `Known pitfalls`, `4. Risiken`, `リスクと対策` are all risks.
//!
//! One table of names in many languages, and a few word rules for headings around them. Only the heading's words count:
//! where a section stands, and names that templates or the configuration add, are the callers' business. A doubt is no concept.

mod names;
mod words;

use super::heading::{self, HeadingName, Kind};
use super::marks::{self, Plain};
use super::remembered::{Remembered, remembered};
use super::status;
use memchr::memmem;
use std::borrow::Cow;
use std::str::FromStr;

/// What a section of a plan is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Concept {
    /// What the plan is for: summary, goal, context, scope.
    Overview,
    /// How it is today.
    CurrentState,
    /// What must be there before work begins.
    Prerequisites,
    /// How it will be done: strategy, architecture, design.
    Approach,
    /// The parts to build or change.
    Components,
    /// The phases, steps or tasks themselves.
    Phases,
    /// How it is tested and verified.
    Testing,
    /// What could go wrong, and what is done about it.
    Risks,
    /// How to get back: rollback, recovery, contingency.
    Rollback,
    /// What the work depends on.
    Dependencies,
    /// When it is done: criteria, metrics, deliverables.
    Acceptance,
    /// Dates, milestones, estimates.
    Timeline,
    /// What is still undecided.
    OpenQuestions,
    /// How it reaches its users: release, rollout, migration.
    Deployment,
    /// What is watched afterwards.
    Monitoring,
    /// Documents to write or update.
    Documentation,
    /// Files to create, modify, delete.
    FileChanges,
    /// What reviewers check.
    Review,
    /// Who signs off.
    Approval,
    /// Remarks and assumptions.
    Notes,
    /// What has happened so far.
    ProgressLog,
    /// Specifications, references, links.
    RelatedDocuments,
}

/// Bytes beyond which a heading is a sentence.
const LONGEST: usize = 200;

use Concept::*;

impl Concept {
    /// Every concept with its id and the title of a section somebody would write for it, in the order plans usually have.
    pub const ALL: [(Concept, &'static str, &'static str); 22] = [
        (Overview, "overview", "Overview"),
        (CurrentState, "current-state", "Current State"),
        (Prerequisites, "prerequisites", "Prerequisites"),
        (Approach, "approach", "Approach"),
        (Components, "components", "Components"),
        (Phases, "phases", "Implementation Steps"),
        (Testing, "testing", "Testing Strategy"),
        (Deployment, "deployment", "Deployment"),
        (Monitoring, "monitoring", "Monitoring"),
        (Documentation, "documentation", "Documentation Updates"),
        (FileChanges, "file-changes", "File Changes"),
        (Risks, "risks", "Risks"),
        (Rollback, "rollback", "Rollback Plan"),
        (Dependencies, "dependencies", "Dependencies"),
        (Acceptance, "acceptance", "Acceptance Criteria"),
        (Timeline, "timeline", "Timeline"),
        (OpenQuestions, "open-questions", "Open Questions"),
        (Review, "review", "Review Checklist"),
        (Approval, "approval", "Approval"),
        (RelatedDocuments, "related-documents", "Related Documents"),
        (Notes, "notes", "Notes"),
        (ProgressLog, "progress-log", "Progress Log"),
    ];

    /// The concept that a heading names, in any spelling, numbering and language of the table. Nothing for phases, steps and
    /// whatever is only likely to be one.
    pub fn of(name: &str) -> Option<Concept> {
        thread_local!(static READ: Remembered<Option<Concept>> = Remembered::default());
        if name.len() > LONGEST { None } else { remembered(&READ, name, Concept::read) }
    }

    fn read(name: &str) -> Option<Concept> {
        let heading = heading::parse(name);
        let named = heading.kind != Kind::Section && heading.word.is_some();
        if named {
            None
        } else {
            Concept::of_words(name, &normalise(name), heading.number.is_some())
        }
    }

    /// [`Concept::of`] for a heading without a word (`Phase`, `Step`), taken apart and
    /// [normalised](normalise) already.
    pub(super) fn of_heading(heading: &HeadingName, normal: &str) -> Option<Concept> {
        let name = &heading.name;
        let short = name.len() <= LONGEST;
        short.then(|| Concept::of_words(name, normal, heading.number.is_some())).flatten()
    }

    fn of_words(name: &str, normal: &str, numbered: bool) -> Option<Concept> {
        let key = key(normal);
        names::exact(&key).or_else(|| {
            let link = || memmem::find(name.as_bytes(), b"](").is_some();
            let code = name.contains('`') || link();
            if code { None } else { before_separator(normal, numbered).or_else(|| by_words(&key)) }
        })
    }

    /// The kebab-case name used in directives and configuration.
    pub fn id(self) -> &'static str {
        self.row().1
    }

    /// What a person would call a section of this concept: `Risks`, `Rollback Plan`.
    pub fn title(self) -> &'static str {
        self.row().2
    }

    /// The concept with that [`id`](Self::id), exactly.
    pub fn from_id(id: &str) -> Option<Concept> {
        Self::ALL.iter().find(|row| row.1 == id).map(|row| row.0)
    }

    fn row(self) -> (Concept, &'static str, &'static str) {
        Self::ALL.into_iter().find(|row| row.0 == self).unwrap_or((self, "", ""))
    }
}

impl FromStr for Concept {
    type Err = ();

    fn from_str(id: &str) -> Result<Self, ()> {
        Self::from_id(id).ok_or(())
    }
}

/// A heading's words for comparison: without Markdown marks, emoji, leading numbering (`1.`, `A.`, `§A.`, `IV.`, `Section 4:`), checkbox,
/// trailing colon, parenthesis, status and checkpoint; lower case, `&` as `and`, single blanks. What would leave nothing stays.
pub fn normalise(text: &str) -> String {
    thread_local!(static READ: Remembered<String> = Remembered::default());
    remembered(&READ, text, normalised)
}

fn normalised(text: &str) -> String {
    let bare = is_bare(text) && heading::numbering(text).is_none();
    if bare { text.to_ascii_lowercase() } else { shortened(text) }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 8;
    let plain = Plain::of(text).text;
    let mut rest = marks::trim(&plain);
    for _ in 0..MOST {
        let shorter = marks::trim(shorten(rest)).trim_end_matches([':', '：']);
        if shorter == rest || shorter.trim().is_empty() {
            break;
        }
        rest = shorter;
    }
    let mut words = Cow::Borrowed(rest);
    let ascii = words.is_ascii();
    if words.contains('&') || !ascii && words.contains('＆') {
        words = words.replace(['&', '＆'], " and ").into();
    }
    if !ascii && words.contains(marks::is_emoji) {
        words = words.replace(marks::is_emoji, "").into();
    }
    marks::single_blanks(&words.to_lowercase())
}

/// Whether these are plain words with one blank between them, the last not in capitals, which may be a
/// status: but for a numbering there is nothing to take off.
fn is_bare(text: &str) -> bool {
    let ends = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.ends_with(|c: char| c.is_ascii_lowercase());
    let inside = |pair: &[u8]| match pair {
        [b' ', next] => *next != b' ',
        [byte, _] => byte.is_ascii_alphabetic(),
        _ => true,
    };
    ends && text.as_bytes().windows(2).all(inside)
}

/// `text` without one thing at one of its ends.
fn shorten(text: &str) -> &str {
    let (_, unmarked) = status::leading_mark(text);
    if unmarked.len() < text.len() {
        return unmarked;
    }
    if let Some(length) = heading::numbering(text) {
        return text.get(length..).unwrap_or_default();
    }
    let end =
        heading::aside(text).or_else(|| status::trailing(text).map(|(at, _)| at)).or_else(|| {
            marks::last_group(text).filter(|_| text.ends_with([')', '）'])).map(|(at, _)| at)
        });
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// A normalised heading as the table spells its names: words without accents and punctuation; `/` and `+` are `and`.
pub(super) fn key(normal: &str) -> Cow<'_, str> {
    let plain = normal.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b' '));
    let single = || {
        let is_blank = |b: Option<&u8>| b.is_none_or(|b| *b == b' ');
        let bytes = normal.as_bytes();
        !is_blank(bytes.first()) && !is_blank(bytes.last()) && !normal.contains("  ")
    };
    match plain {
        true if single() => normal.into(),
        true => marks::single_blanks(normal).into(),
        false => spelled(normal).into(),
    }
}

fn spelled(normal: &str) -> String {
    let mut key = String::with_capacity(normal.len());
    for c in marks::fold(normal).chars() {
        let free = key.is_empty() || key.ends_with(' ');
        match c {
            '/' | '+' => key.push_str(if free { "and " } else { " and " }),
            c if c.is_alphanumeric() => key.push(c),
            _ if free => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// `Scope: what changes`, `Risk Assessment - UPDATED`: a name before a separator. In a numbered heading that is a step's title.
fn before_separator(normal: &str, numbered: bool) -> Option<Concept> {
    if !normal.bytes().any(|b| matches!(b, b':' | b'-') || !b.is_ascii()) {
        return None;
    }
    let separators: &[&str] =
        if numbered { &[" - ", " — ", " – "] } else { &[": ", "：", " - ", " — ", " – "] };
    separators.iter().find_map(|separator| {
        let at = memmem::find(normal.as_bytes(), separator.as_bytes())?;
        names::exact(&key(normal.get(..at)?))
    })
}

/// Headings around a name: with an adjective, a preposition or a second subject.
fn by_words(key: &str) -> Option<Concept> {
    const MOST: usize = 8;
    if key.bytes().filter(|b| *b == b' ').count() >= MOST {
        return None;
    }
    let words: Vec<&str> = key.split(' ').collect();
    if let Some(concept) = by_phrase(&words) {
        return Some(concept);
    }
    if !key.is_ascii() {
        return names::unspaced(key).or_else(|| described(&words));
    }
    if is_action(&words) {
        return None;
    }
    let cut = words
        .iter()
        .position(|word| words::PREPOSITIONS.has(word))
        .filter(|cut| *cut > 0)
        .unwrap_or(words.len());
    let head = words.get(..cut)?;
    let first = words
        .iter()
        .position(|word| *word == "and")
        .filter(|at| *at > 0)
        .and_then(|at| words.get(..at));
    described(head)
        .or_else(|| first.filter(|first| *first != head && !is_plain(first)).and_then(described))
}

/// Whether the heading says to do something: no concept, whatever its last words are.
fn is_action(words: &[&str]) -> bool {
    let Some(first) = words.first().filter(|_| words.len() > 1) else { return false };
    words::VERBS.has(first) && *first != "complete"
        || first.ends_with("ing") && !words::DESCRIBING.has(first)
}

/// Names that alone are too plain to speak for a longer heading.
fn is_plain(words: &[&str]) -> bool {
    matches!(words, [word] if words::PLAIN.has(word))
}

/// A name behind adjectives (`MVP testing strategy`), or one that ends (`technical risks`) or begins the heading.
fn described(words: &[&str]) -> Option<Concept> {
    let text = words.join(" ");
    if let Some(concept) = names::exact(&text).filter(|_| words.len() > 1 || !is_plain(words)) {
        return Some(concept);
    }
    let adjectives = words.iter().take_while(|word| words::ADJECTIVES.has(word)).count();
    for skipped in 1..=adjectives {
        let name = words.get(skipped..).unwrap_or_default();
        if let Some(concept) = names::exact(&name.join(" ")).filter(|_| !is_plain(name)) {
            return Some(concept);
        }
    }
    names::ending(&text).or_else(|| names::beginning(&text))
}

/// `If implementation fails`, `What could go wrong with the import`, `Files to …`, `Current … flow`
fn by_phrase(words: &[&str]) -> Option<Concept> {
    const CONDITIONS: [&str; 4] = ["if", "when", "in", "what"];
    const FAILURES: [&str; 9] =
        ["fail", "fails", "failed", "failure", "wrong", "breaks", "break", "broken", "problems"];
    const STATES: [&str; 16] = [
        "state",
        "architecture",
        "implementation",
        "behavior",
        "behaviour",
        "situation",
        "system",
        "code",
        "codebase",
        "structure",
        "flow",
        "design",
        "limitations",
        "layout",
        "setup",
        "schema",
    ];
    let (first, last) = (*words.first()?, *words.last()?);
    let second = words.get(1).copied().unwrap_or_default();
    let conditional = CONDITIONS.contains(&first)
        && (first != "in" || second == "case")
        && (first != "what" || second == "if");
    if conditional && words.iter().any(|word| FAILURES.contains(word)) {
        return Some(Rollback);
    }
    match (first, second) {
        ("what", "could" | "can" | "might") if words.contains(&"wrong") => Some(Risks),
        ("how" | "when", "to")
            if matches!(words.get(2), Some(&("rollback" | "revert" | "undo"))) =>
        {
            Some(Rollback)
        }
        ("how" | "when", "to")
            if matches!(words.get(2..4), Some(["roll", "back"] | ["back", "out"])) =>
        {
            Some(Rollback)
        }
        ("files", "to") if words.len() > 2 => Some(FileChanges),
        ("current" | "existing", _) if words.len() <= 4 && STATES.contains(&last) => {
            Some(CurrentState)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
