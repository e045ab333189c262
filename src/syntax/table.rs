//! The lines of a GFM table (§4.10): rows into cells, delimiter rows into alignments. Where a
//! table begins and ends is for the reader of blocks.

use super::{Align, Row};
use crate::text::Span;

/// Splits a row. Outer pipes are optional; `\|` never separates (on GitHub not even in `\\|`), a pipe
/// in a code span does unless escaped. Cells are without the spaces and tabs around them, other white
/// space is content; an empty one is placed where its content would go: after one space where there is
/// room. A blank line and a lone `|` have no cells.
pub fn row(text: &str, line: Span) -> Row {
    let span = trimmed(text, line);
    let bytes = span.of(text).as_bytes();
    let mut start = usize::from(bytes.first() == Some(&b'|'));
    let mut cells = Vec::new();
    let mut at = start;
    while let Some(skip) = bytes.get(at..).and_then(|rest| memchr::memchr(b'|', rest)) {
        at += skip;
        if bytes.get(..at).is_none_or(|before| !before.ends_with(b"\\")) {
            cells.push(cell(text, span.start + start, span.start + at));
            start = at + 1;
        }
        at += 1;
    }
    if start < bytes.len() {
        cells.push(cell(text, span.start + start, span.end));
    }
    cells.shrink_to_fit();
    Row { span, cells }
}

fn cell(text: &str, start: usize, end: usize) -> Span {
    let whole = Span::new(start, end);
    let content = trimmed(text, whole);
    if content.is_empty() { Span::at(end.min(start + 1)) } else { content }
}

/// Without the spaces and tabs at both ends.
fn trimmed(text: &str, span: Span) -> Span {
    let inner = span.of(text).trim_start_matches([' ', '\t']);
    let start = span.end - inner.len();
    Span::new(start, start + inner.trim_end_matches([' ', '\t']).len())
}

/// The alignments of a delimiter row; `None` if the line is none. One cell alone needs a pipe or a
/// colon: `---` is a thematic break or underlines a heading.
pub fn delimiter(text: &str, line: Span) -> Option<Vec<Align>> {
    let row = row(text, line);
    let content = row.span.of(text).as_bytes();
    if !content.iter().all(|b| b"|-: \t".contains(b)) || content.iter().all(|&b| b == b'-') {
        return None;
    }
    let aligns: Option<Vec<_>> = row.cells.iter().map(|c| align(c.of(text))).collect();
    aligns.filter(|aligns| !aligns.is_empty())
}

fn align(cell: &str) -> Option<Align> {
    let (left, dashes) = cell.strip_prefix(':').map_or((false, cell), |rest| (true, rest));
    let (right, dashes) = dashes.strip_suffix(':').map_or((false, dashes), |rest| (true, rest));
    if dashes.is_empty() || dashes.bytes().any(|b| b != b'-') {
        return None;
    }
    Some(match (left, right) {
        (false, false) => Align::None,
        (true, false) => Align::Left,
        (true, true) => Align::Center,
        (false, true) => Align::Right,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    fn cells(text: &str) -> Vec<&str> {
        row(text, Span::new(0, text.len())).cells.iter().map(|c| c.of(text)).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(cells(text), expected, "{text}");
    }

    #[test]
    fn rows() {
        check("| a | b |", &["a", "b"]);
        check("a | b", &["a", "b"]);
        check("  |a|b  ", &["a", "b"]);
        check("a", &["a"]);
        check("| 漢字 | 🎉", &["漢字", "🎉"]);
        check("| a | | b ||", &["a", "", "b", ""]);
        check("| \u{a0}a\u{2028} |", &["\u{a0}a\u{2028}"]);
        check("||", &[""]);
        check("|", &[]);
        check("", &[]);
    }

    #[test]
    fn pipes_that_separate() {
        check(r"| a \| b | c |", &[r"a \| b", "c"]);
        check(r"| a \\| b | c |", &[r"a \\| b", "c"]);
        check(r"| `a | b` |", &["`a", "b`"]);
        check(r"| `a \| b` |", &[r"`a \| b`"]);
        check(r"| a \|", &[r"a \|"]);
        check("| a \\", &["a \\"]);
    }

    #[test]
    fn empty_cells_are_where_their_content_would_go() {
        let at = |text: &str| row(text, Span::new(0, text.len())).cells[0].start;
        assert_eq!(["||", "| |", "|  |", "|    |", "|a"].map(at), [1, 2, 2, 2, 1]);
    }

    #[test]
    fn spans_are_those_of_the_text() {
        let text = "> - | a | b | \n";
        let row = row(text, Span::new(4, 14));
        assert_eq!((row.span, row.cells[1].of(text)), (Span::new(4, 13), "b"));
    }

    #[test]
    fn delimiters() {
        use Align::{Center, Left, None as Plain, Right};
        let of = |text: &str| delimiter(text, Span::new(0, text.len()));
        assert_eq!(of("| --- | :-: |-:|"), Some(vec![Plain, Center, Right]));
        assert_eq!(of("-|:-"), Some(vec![Plain, Left]));
        assert_eq!(of("|-|"), Some(vec![Plain]));
        assert_eq!(of(":-"), Some(vec![Left]));
        for none in
            ["---", "", "|", "| |", "| - - |", "|--|  |", ":", ":-:-", "- | a", "::-|", "+--+"]
        {
            assert_eq!(of(none), None, "{none}");
        }
    }

    /// The cells pulldown-cmark sees in the second row of a table of ten columns.
    fn theirs(line: &str) -> Vec<String> {
        let text = format!("{0}|\n{0}|\n|{line}\n", "|-".repeat(10));
        let mut cells = vec![];
        for (event, range) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
            if matches!(event, Event::Start(Tag::TableCell)) {
                let end = range.end.min(text.len());
                cells.push(text[range.start..end].trim_matches([' ', '|']).to_owned());
            }
        }
        cells.split_off(10)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]
        #[test]
        fn rows_are_split_as_others_do(tokens in prop::collection::vec(
            prop::sample::select(&["a", "| ", " |", "\\|", "`", " ", "漢", "*"][..]), 1..9)) {
            let line = format!("a{}", tokens.concat());
            let line = line.trim();
            let mut ours: Vec<_> = cells(&format!("|{line}"))
                .iter().map(|c| c.trim_matches([' ', '|']).to_owned()).collect();
            ours.resize(10, String::new());
            prop_assert_eq!(ours, theirs(line), "{}", line);
        }
    }
}
