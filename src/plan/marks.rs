//! Inline Markdown read as words: the text without its marks, and where in the source each byte of it came from.
//!
//! This is no CommonMark parser: it drops emphasis, strike-through, code and link marks, backslash escapes, HTML comments
//! and the few inline tags people write in headings, and leaves everything it is unsure of as it stands. It never fails
//! and is linear in its input.

use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Text without Markdown marks.
#[derive(Debug, Clone, Default)]
pub struct Plain<'t> {
    /// The words, without marks; emoji and brackets stay.
    pub text: Cow<'t, str>,
    /// For each byte of `text` its offset in the source; empty where the text is the source.
    offsets: Vec<usize>,
    /// Opening and closing marks (half-open byte ranges of the source), innermost first.
    pairs: Vec<(Mark, Mark)>,
}

type Mark = (usize, usize);

impl<'t> Plain<'t> {
    /// Reads `source`, the raw inline text of a heading, cell or value.
    pub fn of(source: &'t str) -> Plain<'t> {
        // Most text has no marks; without one of these there are none.
        let unmarked = Plain { text: source.into(), ..Plain::default() };
        if !source.bytes().any(|b| matches!(b, b'\\' | b'`' | b'*' | b'_' | b'~' | b']' | b'<')) {
            return unmarked;
        }
        let mut scan = Scan::new(source);
        scan.run();
        if !scan.hidden.contains(&true) {
            return unmarked;
        }
        let (mut text, mut offsets) = (String::with_capacity(source.len()), vec![]);
        for (at, c) in source.char_indices() {
            if scan.hidden.get(at) == Some(&false) {
                text.push(c);
                offsets.extend(at..at + c.len_utf8());
            }
        }
        Plain { text: text.into(), offsets, pairs: scan.pairs }
    }

    /// The source range of `start..end` (bytes of `text`), widened so that it never cuts a pair of marks in two.
    /// An empty or impossible range is empty, at the source position of `start`.
    pub fn source_span(&self, start: usize, end: usize) -> (usize, usize) {
        if self.offsets.is_empty() {
            let from = start.min(self.text.len());
            return (from, end.min(self.text.len()).max(from));
        }
        let after_last = self.offsets.last().map_or(0, |at| at + 1);
        let mut from = self.offsets.get(start).copied().unwrap_or(after_last);
        let Some(last) = end.checked_sub(1).filter(|last| *last >= start) else {
            return (from, from);
        };
        let mut to = self.offsets.get(last).map_or(after_last, |at| at + 1);
        for (open, close) in &self.pairs {
            if open.1 == from && close.1 <= to {
                from = open.0;
            } else if close.0 == to && open.0 >= from {
                to = close.1;
            }
        }
        (from, to)
    }
}

/// One pass over the source that decides which bytes are marks.
struct Scan<'a> {
    source: &'a str,
    hidden: Vec<bool>,
    pairs: Vec<(Mark, Mark)>,
    /// Open emphasis, and how many are open of each kind: a closer without opener must cost nothing.
    open: Vec<(u8, Mark)>,
    counts: FxHashMap<(u8, usize), usize>,
    brackets: Vec<usize>,
    /// Positions of the runs of backticks by length, last first.
    ticks: FxHashMap<usize, Vec<usize>>,
    links: bool,
}

impl<'a> Scan<'a> {
    fn new(source: &'a str) -> Self {
        let mut ticks: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        let mut at = 0;
        while let Some(found) =
            memchr::memchr(b'`', source.as_bytes().get(at..).unwrap_or_default())
        {
            let length = run(source, at + found, b'`');
            ticks.entry(length).or_default().push(at + found);
            at += found + length;
        }
        ticks.values_mut().for_each(|runs| runs.reverse());
        Scan {
            source,
            hidden: vec![false; source.len()],
            pairs: Vec::new(),
            open: Vec::new(),
            counts: FxHashMap::default(),
            brackets: Vec::new(),
            ticks,
            links: true,
        }
    }

    fn run(&mut self) {
        let mut at = 0;
        while let Some(&byte) = self.source.as_bytes().get(at) {
            at = match byte {
                b'\\' => self.escape(at),
                b'`' => self.code(at),
                b'*' | b'_' | b'~' => self.emphasis(at, byte),
                b'[' => {
                    self.brackets.push(at);
                    at + 1
                }
                b']' => self.link(at),
                b'<' => self.html(at),
                _ => at + 1,
            };
        }
    }

    fn hide(&mut self, (start, end): Mark) {
        if let Some(bytes) = self.hidden.get_mut(start..end) {
            bytes.fill(true);
        }
    }

    fn pair(&mut self, open: Mark, close: Mark) {
        self.hide(open);
        self.hide(close);
        self.pairs.push((open, close));
    }

    fn escape(&mut self, at: usize) -> usize {
        if self.source.as_bytes().get(at + 1).is_some_and(u8::is_ascii_punctuation) {
            self.pair((at, at + 1), (at + 2, at + 2));
            return at + 2;
        }
        at + 1
    }

    fn code(&mut self, at: usize) -> usize {
        let length = run(self.source, at, b'`');
        let Some(runs) = self.ticks.get_mut(&length) else { return at + length };
        while runs.last().is_some_and(|next| *next <= at) {
            runs.pop();
        }
        let Some(&close) = runs.last() else { return at + length };
        self.pair((at, at + length), (close, close + length));
        close + length
    }

    fn emphasis(&mut self, at: usize, byte: u8) -> usize {
        let length = run(self.source, at, byte);
        let mark = (at, at + length);
        let before = self.source.get(..at).and_then(|text| text.chars().next_back());
        let after = self.source.get(mark.1..).and_then(|text| text.chars().next());
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if length > 3 || byte == b'~' && length != 2 {
            return mark.1;
        }
        let closes = !blank(before) && (byte != b'_' || !word(after));
        let opens = !blank(after) && (byte != b'_' || !word(before));
        if closes && self.counts.get(&(byte, length)).is_some_and(|count| *count > 0) {
            while let Some((kind, open)) = self.open.pop() {
                if let Some(count) = self.counts.get_mut(&(kind, open.1 - open.0)) {
                    *count -= 1;
                }
                if (kind, open.1 - open.0) == (byte, length) {
                    self.pair(open, mark);
                    break;
                }
            }
        } else if opens {
            self.open.push((byte, mark));
            *self.counts.entry((byte, length)).or_default() += 1;
        }
        mark.1
    }

    /// `[text](destination)` keeps its text; any other bracket stays.
    fn link(&mut self, at: usize) -> usize {
        let Some(open) = self.brackets.pop() else { return at + 1 };
        let rest = self.source.as_bytes().get(at + 1..).unwrap_or_default();
        if !self.links || rest.first() != Some(&b'(') {
            return at + 1;
        }
        let mut depth = 0usize;
        for (offset, byte) in rest.iter().enumerate() {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let image = open > 0 && self.source.as_bytes().get(open - 1) == Some(&b'!');
                let end = at + 1 + offset + 1;
                self.pair((open - usize::from(image), open + 1), (at, end));
                return end;
            }
        }
        // An unbalanced parenthesis: looking again from every later bracket would be quadratic.
        self.links = false;
        at + 1
    }

    fn html(&mut self, at: usize) -> usize {
        const TAGS: [&str; 18] = [
            "a", "b", "i", "u", "s", "em", "strong", "code", "br", "sub", "sup", "span", "kbd",
            "del", "ins", "mark", "small", "img",
        ];
        const LONGEST: usize = 512;
        let rest = self.source.get(at..).unwrap_or_default();
        let near = rest.as_bytes().get(..rest.len().min(LONGEST)).unwrap_or_default();
        let length = if rest.starts_with("<!--") {
            memchr::memmem::find(near, b"-->").map(|end| end + 3)
        } else {
            let name = rest.trim_start_matches(['<', '/']);
            let word: String =
                name.chars().take(7).take_while(char::is_ascii_alphanumeric).collect();
            let known = TAGS.contains(&word.to_ascii_lowercase().as_str());
            memchr::memchr(b'>', near).filter(|_| known).map(|end| end + 1)
        };
        let Some(length) = length else { return at + 1 };
        self.hide((at, at + length));
        at + length
    }
}

fn run(source: &str, at: usize, byte: u8) -> usize {
    source.as_bytes().get(at..).unwrap_or_default().iter().take_while(|b| **b == byte).count()
}

/// Emoji, dingbats, enclosed numbers and the invisible characters that join or colour them.
pub fn is_emoji(c: char) -> bool {
    !c.is_ascii()
        && matches!(u32::from(c),
        0x200D | 0xFE0E | 0xFE0F | 0x20E3 | 0x2139
        | 0x231A..=0x231B | 0x23E9..=0x23FA | 0x2460..=0x24FF | 0x25A0..=0x25FF
        | 0x2600..=0x27BF | 0x2900..=0x297F | 0x2B00..=0x2BFF
        | 0x1F000..=0x1FAFF | 0xE0020..=0xE007F)
}

/// `text` without the emoji and blanks at both ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_emoji(c))
}

/// The words of `text` with one blank between them.
pub fn single_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Lower case without accents, full-width forms as ASCII: how words are compared. Other characters stay.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .filter(|c| !matches!(u32::from(*c), 0x300..=0x36F))
        .flat_map(|c| width(c).to_lowercase())
        .map(bare)
        .collect()
}

/// The ASCII character of a full-width form.
fn width(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

fn bare(c: char) -> char {
    const ACCENTS: [(char, &str); 13] = [
        ('a', "áàâäãåā"),
        ('c', "çćč"),
        ('e', "éèêëēě"),
        ('i', "íìîïī\u{131}"),
        ('n', "ñńň"),
        ('o', "óòôöõøō"),
        ('s', "śšş"),
        ('u', "úùûüūů"),
        ('y', "ýÿ"),
        ('z', "źżž"),
        ('g', "ğ"),
        ('и', "й"),
        ('е', "ё"),
    ];
    // Asked of every character: all of these stand in three blocks.
    if !matches!(c, 'À'..='ſ' | 'а'..='ё') {
        return c;
    }
    ACCENTS.iter().find(|(_, accented)| accented.contains(c)).map_or(c, |(base, _)| *base)
}

/// The bracket that the last character of `text` closes: its byte offset, and the text between the two.
/// Parentheses and square brackets, ASCII and full width; nothing when unbalanced.
pub fn last_group(text: &str) -> Option<(usize, &str)> {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')];
    let last = text.chars().next_back()?;
    let (open, close) = PAIRS.into_iter().find(|(_, close)| *close == last)?;
    let mut depth = 0usize;
    for (at, c) in text.char_indices().rev() {
        if c == close {
            depth += 1;
        } else if c == open {
            depth -= 1;
        }
        if depth == 0 {
            return Some((at, text.get(at + c.len_utf8()..text.len() - last.len_utf8())?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, text: &str) {
        assert_eq!(Plain::of(source).text, text);
    }

    #[track_caller]
    fn check_span(source: &str, part: &str, spanned: &str) {
        let plain = Plain::of(source);
        let start = plain.text.find(part).unwrap();
        let (from, to) = plain.source_span(start, start + part.len());
        assert_eq!(source.get(from..to), Some(spanned));
    }

    #[test]
    fn marks_go_and_words_stay() {
        check("**Phase 1:** the *first*", "Phase 1: the first");
        check("__a__ _b_ ~~c~~ ***d***", "a b c d");
        check("snake_case_name and 2 * 3 * 4 ~5 days", "snake_case_name and 2 * 3 * 4 ~5 days");
        check("`**kwargs` and ``a`b``", "**kwargs and a`b");
        check(r"\[not a link\] \*", "[not a link] *");
        check("[the spec](a(b).md) ![x](y.png) [ ] [x] [[wiki]]", "the spec x [ ] [x] [[wiki]]");
        check("a<!-- c --> <a id=\"x\"></a>b<T> HashMap<String>", "a b<T> HashMap<String>");
        check("**unclosed and ](( [x](", "**unclosed and ](( [x](");
    }

    #[test]
    fn spans_never_cut_a_pair() {
        check_span("Phase 1: **Foo** bar", "Foo bar", "**Foo** bar");
        check_span("**Phase 1: Foo**", "Foo", "Foo");
        check_span("Phase 1: **Foo**", "Foo", "Foo");
        check_span("Phase 1: use `foo`", "use foo", "use `foo`");
        check_span(r"Step 1: \[Name\]", "[Name]", r"\[Name\]");
        check_span("Phase 1: [Foo](x) bar", "Foo bar", "[Foo](x) bar");
    }

    #[test]
    fn hostile_input_is_linear() {
        for source in ["](", "*a _b ", "`", "[", "<!--", "**a*", "(", "é`` ` "] {
            let source = source.repeat(20_000);
            assert!(Plain::of(&source).text.len() <= source.len());
        }
    }

    #[test]
    fn folding_and_groups() {
        assert_eq!(fold("Étape ＡＢ Ёж"), "etape ab еж");
        assert_eq!(last_group("a (b (c))"), Some((2, "b (c)")));
        assert_eq!(last_group("a（b）").map(|(_, inner)| inner), Some("b"));
        assert_eq!(last_group("a b))"), None);
        assert_eq!(trim("🚀 Go ✅ "), "Go");
    }
}
