//! The table of names, and its look-ups: a whole heading, or what one ends or begins with. Which of
//! them a heading is to be asked for is in `concept`.

use super::Concept;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

#[derive(Default)]
struct Table {
    names: FxHashMap<&'static str, Concept>,
    /// What a heading may end with, by its last word.
    endings: FxHashMap<&'static str, Vec<(&'static str, Concept)>>,
    /// The same in scripts without blanks.
    unspaced: Vec<(&'static str, Concept)>,
    /// What a heading may begin with, by its first word.
    beginnings: FxHashMap<&'static str, Vec<(&'static str, Concept)>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for (concept, names) in rows() {
        for name in names.split(", ") {
            if let Some(name) = name.strip_prefix('*') {
                table.endings.entry(last_word(name)).or_default().push((name, concept));
                table.unspaced.extend((!name.is_ascii()).then_some((name, concept)));
            } else if let Some(name) = name.strip_suffix('*') {
                table.beginnings.entry(first_word(name)).or_default().push((name, concept));
            }
            table.names.insert(name.trim_matches('*'), concept);
        }
    }
    table
});

/// The lines of the table; a test keeps them well formed.
pub(super) fn rows() -> impl Iterator<Item = (Concept, &'static str)> {
    let lines = include_str!("names.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(": "))
        .filter_map(|(id, names)| Some((Concept::from_id(id)?, names)))
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or_default()
}

/// The concept with that name.
pub(super) fn exact(key: &str) -> Option<Concept> {
    TABLE.names.get(key).copied()
}

/// The longest name that `text` ends with behind other words, but not as the second of two.
pub(super) fn ending(text: &str) -> Option<Concept> {
    let before_name = |before: &str| before.ends_with(' ') && !before.ends_with(" and ");
    let ends = |name: &str| text.strip_suffix(name).is_some_and(before_name);
    let names = TABLE.endings.get(last_word(text))?.iter().filter(|(name, _)| ends(name));
    names.max_by_key(|(name, _)| name.len()).map(|(_, concept)| *concept)
}

/// The first name that `text` begins with before other words.
pub(super) fn beginning(text: &str) -> Option<Concept> {
    let begins = |name: &str| text.strip_prefix(name).is_some_and(|after| after.starts_with(' '));
    let mut names = TABLE.beginnings.get(first_word(text))?.iter();
    names.find(|(name, _)| begins(name)).map(|(_, concept)| *concept)
}

/// `潜在风险`, `主要リスク`: scripts without blanks, a short word before the name.
pub(super) fn unspaced(key: &str) -> Option<Concept> {
    const LONGEST: usize = 6;
    let ending =
        |name: &str| key.strip_suffix(name).is_some_and(|before| before.chars().count() <= LONGEST);
    let found = TABLE.unspaced.iter().filter(|(name, _)| ending(name));
    found.max_by_key(|(name, _)| name.len()).map(|(_, concept)| *concept)
}
