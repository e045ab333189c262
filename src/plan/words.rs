//! A list of words, written as one text and looked up by hash. Knows no languages: what is compared
//! is folded by its readers.

use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// A list of words or phrases.
pub struct Words {
    list: &'static str,
    separator: &'static str,
    set: OnceLock<FxHashSet<&'static str>>,
}

impl Words {
    /// Words parted by one blank each.
    pub const fn spaced(list: &'static str) -> Words {
        Words { list, separator: " ", set: OnceLock::new() }
    }

    /// Words or phrases parted by a comma and a blank.
    pub const fn listed(list: &'static str) -> Words {
        Words { list, separator: ", ", set: OnceLock::new() }
    }

    /// Whether `word` is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// The one that is `word`.
    pub fn get(&self, word: &str) -> Option<&'static str> {
        self.set.get_or_init(|| self.iter().collect()).get(word).copied()
    }

    /// All, in the order they are written.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.list.split(self.separator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases() {
        static SPACED: Words = Words::spaced("a b");
        static LISTED: Words = Words::listed("a b, c");
        assert!(SPACED.has("b") && !SPACED.has("a b") && !SPACED.has(""));
        assert!(LISTED.has("a b") && LISTED.get("c") == Some("c") && !LISTED.has("a"));
        assert_eq!(LISTED.iter().collect::<Vec<_>>(), ["a b", "c"]);
    }
}
