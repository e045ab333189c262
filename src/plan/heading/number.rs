//! Numbers of phases and steps as people write them: `2`, `2.1`, `1b`, `A`, `IV`, `四`, `One`, `1-2`.
//!
//! Only the number itself: which word stands before it and what separates it from the title is the heading's business.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// One part of a number. `1`, `I` and `一` are the same number; `1` and `A` are not.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// Digits, ASCII or full width, or an English word.
    Int(u32),
    /// An ASCII letter; its case does not count.
    Letter(char),
    /// `I` to `XXXIX`, in capitals.
    Roman(u32),
    /// `一` to `九十九`.
    Han(u32),
}

/// A number: its parts, the end of a range (`Week 1-2`), and how it was written. Compared by parts, not by spelling.
#[derive(Debug, Clone)]
pub struct Number {
    /// At least one.
    pub parts: Vec<Part>,
    /// The last number of a range.
    pub until: Option<Vec<Part>>,
    /// As written, without the words around it.
    pub text: String,
}

const WORDS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];
const HAN: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
const DASHES: [char; 6] = ['-', '–', '—', '~', '～', '〜'];

impl Number {
    /// Reads the number that `text` begins with; also the bytes it takes. Parts are joined by dots; a letter may follow the
    /// digits at once. Not a number: more than six digits, a letter or numeral that goes on as a word.
    pub fn prefix(text: &str) -> Option<(Number, usize)> {
        let (parts, length) = dotted(text)?;
        let rest = text.get(length..)?;
        let (until, total) =
            range(rest).map_or((None, length), |(until, extra)| (Some(until), length + extra));
        Some((Number { parts, until, text: text.get(..total)?.to_owned() }, total))
    }

    /// A number written in English: `One` … `Twelve`.
    pub fn word(text: &str) -> Option<(Number, usize)> {
        let length = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
        let word = text.get(..length)?;
        let value = WORDS.iter().position(|known| known.eq_ignore_ascii_case(word))? + 1;
        Some((
            Number { parts: vec![Part::Int(value as u32)], until: None, text: word.to_owned() },
            length,
        ))
    }

    /// The next number in the same spelling: `2`→`3`, `2.1`→`2.2`, `A`→`B`, `1b`→`1c`, `IV`→`V`, `一`→`二`, `One`→`Two`,
    /// `1-2`→`3-4`. Nothing after `Z`, `XXXIX` and `九十九`.
    pub fn successor(&self) -> Option<Number> {
        let Some(until) = &self.until else {
            let (text, parts) = bump(&self.text, &self.parts, 1)?;
            return Some(Number { parts, until: None, text });
        };
        let width = until.last()?.key().1.checked_sub(self.parts.last()?.key().1)? + 1;
        let dash = self.text.find(DASHES)?;
        let sign = self.text.get(dash..)?.chars().next()?;
        let (first, parts) = bump(self.text.get(..dash)?, &self.parts, width)?;
        let (last, until) = bump(self.text.get(dash + sign.len_utf8()..)?, until, width)?;
        Some(Number { parts, until: Some(until), text: format!("{first}{sign}{last}") })
    }

    /// Where each part stands in [`Number::text`], those of a range's end after those of its start.
    pub fn spans(&self) -> Vec<(usize, usize)> {
        let mut spans: Vec<(usize, usize)> = vec![];
        let mut before = None;
        for (at, c) in self.text.char_indices() {
            let class = if c.is_alphanumeric() { Some(value(c).is_some()) } else { None };
            let end = at + c.len_utf8();
            match spans.last_mut().filter(|_| class == before) {
                Some(last) if class.is_some() => last.1 = end,
                _ if class.is_some() => spans.push((at, end)),
                _ => {}
            }
            before = class;
        }
        spans
    }

    /// Whether this is the number after `previous`; `I` after `H` is a letter, whatever it looks like.
    pub fn follows(&self, previous: &Number) -> bool {
        let Some(next) = previous.successor() else { return false };
        next == *self
            || next.until.is_none()
                && self.until.is_none()
                && next.text.eq_ignore_ascii_case(&self.text)
    }

    fn keys(parts: &[Part]) -> impl Iterator<Item = (bool, u32)> + '_ {
        parts.iter().map(Part::key)
    }
}

impl Part {
    /// Numbers before letters, then by value.
    pub fn key(&self) -> (bool, u32) {
        match *self {
            Part::Int(value) | Part::Roman(value) | Part::Han(value) => (false, value),
            Part::Letter(letter) => {
                (true, u32::from(letter.to_ascii_lowercase()) - u32::from('a') + 1)
            }
        }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let until = |number: &Self| {
            number.until.as_deref().unwrap_or_default().iter().map(Part::key).collect::<Vec<_>>()
        };
        Number::keys(&self.parts)
            .cmp(Number::keys(&other.parts))
            .then_with(|| until(self).cmp(&until(other)))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Number::keys(&self.parts).for_each(|key| key.hash(state));
        Number::keys(self.until.as_deref().unwrap_or_default()).for_each(|key| key.hash(state));
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// `2.1`, `4B.4`, `1b`, `A.1`, `IV`, `四`
fn dotted(text: &str) -> Option<(Vec<Part>, usize)> {
    const DEEPEST: usize = 6;
    if begins_with_word(text) {
        return None;
    }
    let (first, mut length) = digits(text).or_else(|| han(text)).or_else(|| letters(text))?;
    let mut parts = vec![first];
    while parts.len() < DEEPEST {
        let rest = text.get(length..)?;
        let last_is_int = matches!(parts.last(), Some(Part::Int(_)));
        let next = match letter(rest).filter(|_| last_is_int) {
            Some((part, extra)) => Some((part, extra)),
            None => rest.strip_prefix('.').and_then(digits).map(|(part, extra)| (part, extra + 1)),
        };
        let Some((part, extra)) = next else { break };
        parts.push(part);
        length += extra;
    }
    Some((parts, length))
}

/// Whether it surely begins with a word: a letter that is no Roman digit, and goes on.
fn begins_with_word(text: &str) -> bool {
    let roman = |b: u8| matches!(b, b'I' | b'V' | b'X');
    matches!(text.as_bytes(), [a, b, ..] if a.is_ascii_alphabetic() && !roman(*a) && b.is_ascii_alphanumeric())
}

/// The rest of a range that directly follows its first number: `-2`, `–4.2`.
fn range(text: &str) -> Option<(Vec<Part>, usize)> {
    let dash = text.chars().next().filter(|c| DASHES.contains(c))?;
    let rest = text.get(dash.len_utf8()..)?;
    let (parts, length) = digits(rest).and_then(|_| dotted(rest))?;
    let goes_on = rest.get(length..)?.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    (!goes_on).then_some((parts, dash.len_utf8() + length))
}

fn digits(text: &str) -> Option<(Part, usize)> {
    const LONGEST: usize = 6;
    let length: usize = text
        .chars()
        .take_while(|c| value(*c).is_some())
        .take(LONGEST + 1)
        .map(char::len_utf8)
        .sum();
    let run = text.get(..length).filter(|run| !run.is_empty() && run.chars().count() <= LONGEST)?;
    let number = run.chars().filter_map(value).fold(0, |sum, digit| sum * 10 + digit);
    Some((Part::Int(number), length))
}

/// The value of an ASCII or full-width digit.
fn value(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => c.to_digit(10),
    }
}

/// A letter alone, or a Roman numeral.
fn letters(text: &str) -> Option<(Part, usize)> {
    let length = text.bytes().take_while(|byte| b"IVX".contains(byte)).count();
    let (word, rest) = text.split_at_checked(length)?;
    let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    match roman_value(word).filter(|_| !goes_on) {
        Some(value) => Some((Part::Roman(value), length)),
        None => letter(text),
    }
}

fn letter(text: &str) -> Option<(Part, usize)> {
    let mut chars = text.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?;
    let goes_on =
        chars.next().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '\'' || c == '’');
    (!goes_on).then_some((Part::Letter(letter), 1))
}

fn roman_value(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 8 {
        return None;
    }
    (1..40).find(|value| roman(*value) == word)
}

fn roman(value: u32) -> String {
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = "X".repeat(value as usize / 10);
    tens + UNITS.get(value as usize % 10).copied().unwrap_or_default()
}

fn han(text: &str) -> Option<(Part, usize)> {
    let digit = |c: char| HAN.iter().position(|known| *known == c).map(|at| at as u32 + 1);
    let numeral: String =
        text.chars().take(4).take_while(|c| *c == '十' || digit(*c).is_some()).collect();
    if numeral.is_empty() || numeral.chars().count() > 3 {
        return None;
    }
    let value = (1..100).find(|value| han_numeral(*value) == numeral)?;
    Some((Part::Han(value), numeral.len()))
}

fn han_numeral(value: u32) -> String {
    let digit = |value: u32| {
        value
            .checked_sub(1)
            .and_then(|at| HAN.get(at as usize))
            .copied()
            .map(String::from)
            .unwrap_or_default()
    };
    match value {
        10.. => format!(
            "{}十{}",
            if value < 20 { String::new() } else { digit(value / 10) },
            digit(value % 10)
        ),
        _ => digit(value),
    }
}

/// The last part raised by `by`, in the spelling of `text`.
fn bump(text: &str, parts: &[Part], by: u32) -> Option<(String, Vec<Part>)> {
    let (last, before) = parts.split_last()?;
    let (part, spelled, old) = match *last {
        Part::Int(value) => {
            let old: usize = text
                .chars()
                .rev()
                .take_while(|c| self::value(*c).is_some())
                .map(char::len_utf8)
                .sum();
            let next = value.checked_add(by)?;
            if old == 0 {
                let word = WORDS.get(next as usize - 1)?;
                let capital = text.starts_with(char::is_uppercase);
                let word = if capital {
                    word.get(..1)?.to_ascii_uppercase() + word.get(1..)?
                } else {
                    (*word).to_owned()
                };
                (Part::Int(next), word, text.len())
            } else {
                let zeros = text.get(text.len() - old..)?.starts_with('0') && old > 1;
                let width = if zeros { old } else { 0 };
                (Part::Int(next), format!("{next:0width$}"), old)
            }
        }
        Part::Letter(letter) => {
            let next = char::from_u32(u32::from(letter) + by).filter(char::is_ascii_alphabetic)?;
            if next.is_ascii_uppercase() != letter.is_ascii_uppercase() {
                return None;
            }
            (Part::Letter(next), next.to_string(), 1)
        }
        Part::Roman(value) => (
            Part::Roman(value + by),
            Some(roman(value + by)).filter(|_| value + by < 40)?,
            roman(value).len(),
        ),
        Part::Han(value) => {
            let next = value + by;
            (
                Part::Han(next),
                Some(han_numeral(next)).filter(|_| next < 100)?,
                han_numeral(value).len(),
            )
        }
    };
    let mut parts = before.to_vec();
    parts.push(part);
    Some((text.get(..text.len().checked_sub(old)?)?.to_owned() + &spelled, parts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Number {
        Number::prefix(text)
            .or_else(|| Number::word(text))
            .unwrap_or_else(|| panic!("{text} is no number"))
            .0
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = Number::prefix(text).map_or("-".to_owned(), |(number, length)| {
            format!("{:?} {:?} {length}", number.parts, number.until)
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[track_caller]
    fn check_next(text: &str, expected: &str) {
        let next = number(text).successor();
        assert_eq!(next.as_ref().map_or("-".to_owned(), ToString::to_string), expected);
        if let Some(next) = next {
            assert!(next > number(text) && next.follows(&number(text)), "{text}");
            assert_eq!(number(&next.text), next);
        }
    }

    #[test]
    fn parts() {
        check("2: Core", "[Int(2)] None 1");
        check("2.1 Core", "[Int(2), Int(1)] None 3");
        check("2. Core", "[Int(2)] None 1");
        check("4.5", "[Int(4), Int(5)] None 3");
        check("1b", "[Int(1), Letter('b')] None 2");
        check("4B.4: X", "[Int(4), Letter('B'), Int(4)] None 4");
        check("A", "[Letter('A')] None 1");
        check("A.4", "[Letter('A'), Int(4)] None 3");
        check("IV —", "[Roman(4)] None 2");
        check("十二", "[Han(12)] None 6");
        check("二十一：", "[Han(21)] None 9");
        check("１２", "[Int(12)] None 6");
        check("1-2: X", "[Int(1)] Some([Int(2)]) 3");
        check("1–2", "[Int(1)] Some([Int(2)]) 5");
        check("1-Foundation", "[Int(1)] None 1");
        check("1-2FA", "[Int(1)] None 1");
        check("1 - 2 weeks", "[Int(1)] None 1");
        check("Core", "-");
        check("IVY", "-");
        check("IIII", "-");
        check("12345678", "-");
        check("A's", "-");
        check("", "-");
    }

    #[test]
    fn successors() {
        for (text, next) in [
            ("2", "3"),
            ("9", "10"),
            ("2.1", "2.2"),
            ("A", "B"),
            ("1b", "1c"),
            ("IV", "V"),
            ("一", "二"),
            ("十", "十一"),
            ("十九", "二十"),
            ("01", "02"),
            ("09", "10"),
            ("One", "Two"),
            ("1-2", "3-4"),
            ("9–12", "13–16"),
            ("4B.4", "4B.5"),
            ("0", "1"),
            ("Z", "-"),
            ("z", "-"),
            ("XXXIX", "-"),
            ("九十九", "-"),
            ("Twelve", "-"),
        ] {
            check_next(text, next);
        }
    }

    #[test]
    fn order_and_equality() {
        let mut numbers: Vec<Number> =
            ["10", "2", "4.5", "1b", "B", "1", "4", "5", "IX"].into_iter().map(number).collect();
        numbers.sort();
        let texts: Vec<&str> = numbers.iter().map(|number| number.text.as_str()).collect();
        assert_eq!(texts, ["1", "1b", "2", "4", "4.5", "5", "IX", "10", "B"]);
        assert_eq!(number("一"), number("1"));
        assert_eq!(number("a"), number("A"));
        assert_ne!(number("1"), number("1-2"));
        assert!(number("I").follows(&number("H")));
        assert!(!number("3").follows(&number("1")));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..Default::default() })]
        /// What is passed over as a word is no number.
        #[test]
        fn words_are_no_numbers(text in "[A-Za-z0-9.IVX'一]{1,4}") {
            let read = digits(&text).or_else(|| han(&text)).or_else(|| letters(&text));
            prop_assert!(!begins_with_word(&text) || read.is_none(), "{}", text);
        }
    }
}
