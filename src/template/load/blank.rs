//! Blanks in a template's words: `[Name]`, `{{NAME}}`, `{name}`, `<name>`. In a template all four
//! are meant to be replaced; what counts in a plan is for `plan::placeholder` and the rules.

use crate::plan::marks::trim;
use crate::text::Span;

/// Longest text between the brackets, in bytes: keeps the search linear.
const LONGEST: usize = 240;

/// HTML that may stand in a line.
const TAGS: &str = " a b br code del details div em hr i img ins kbd li mark p pre s small span \
    strong sub summary sup u ul ";

/// The blanks of one line, in order, brackets included; bytes of `text`.
pub(crate) fn spans(text: &str) -> Vec<Span> {
    let mut found = vec![];
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|t| t.find(['[', '{', '<'])).map(|i| at + i) {
        at = match at_bracket(text, open) {
            Some(end) => {
                found.push(Span::new(open, end));
                end
            }
            None => open + 1,
        };
    }
    found
}

fn at_bracket(text: &str, open: usize) -> Option<usize> {
    let rest = text.get(open..)?;
    let (start, close) = match rest.chars().next()? {
        '{' if rest.starts_with("{{") => ("{{", "}}"),
        '{' => ("{", "}"),
        '<' => ("<", ">"),
        _ => ("[", "]"),
    };
    let near = rest.get(..text_floor(rest, LONGEST))?;
    let end = near.find(close)? + close.len();
    let inner = near.get(start.len()..end - close.len())?.trim();
    let begins = |c: char| c.is_alphanumeric() || "#_\"'?".contains(c);
    let accepted = match start {
        "[" => {
            let after = rest.get(end..).and_then(|r| r.chars().next());
            let wiki = text.get(..open).is_some_and(|t| t.ends_with('['));
            !wiki && !matches!(after, Some('(' | '[')) && !inner.starts_with('[') && is_name(inner)
        }
        "<" => {
            let tag = inner.trim_matches('/').split(' ').next().unwrap_or_default();
            inner.starts_with(char::is_alphabetic)
                && !inner.contains([':', '@', '=', '/', '<'])
                && !TAGS.contains(&format!(" {tag} "))
        }
        "{" => inner.starts_with(char::is_alphabetic) && !inner.contains(['{', ';', '"']),
        _ => inner.starts_with(begins),
    };
    accepted.then_some(open + end)
}

/// The largest character boundary of `text` at or before `at`.
fn text_floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// Whether what stands between square brackets is a blank and not a mark (plans.md §2): `[x]`,
/// `[P]`, `[US1]`, `[NEW]`, `[!NOTE]`, `[^1]`, `[d5121d4]`, `[checkpoint: …]`.
pub(crate) fn is_name(inner: &str) -> bool {
    const MARKS: &str = " modify modified new add added create created delete deleted remove move \
        rename update done wip todo ok pass passed fail failed skip blocked story parallel ";
    let inner = inner.trim();
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let lower = inner.to_lowercase();
    let hex = inner.len() >= 7
        && inner.bytes().all(|b| b.is_ascii_hexdigit())
        && inner.bytes().any(|b| b.is_ascii_digit());
    let single = !inner.contains(char::is_whitespace);
    let id = single
        && inner.len() <= 6
        && inner.ends_with(|c: char| c.is_ascii_digit())
        && inner.starts_with(|c: char| c.is_ascii_uppercase())
        && !inner.contains(|c: char| c.is_ascii_lowercase());
    let wide = inner.contains(|c: char| c.is_alphabetic() && !c.is_ascii());
    !(inner.starts_with(['!', '^', '@', '='])
        || (letters < 2 && !wide && !matches!(inner, "N" | "X" | "Y" | "n" | "#" | "..." | "…"))
        || hex
        || id
        || lower.starts_with("checkpoint:")
        || MARKS.contains(&format!(" {lower} ")))
}

/// The text without its blanks.
pub(crate) fn without(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for span in spans(text) {
        out.push_str(Span::new(at, span.start).of(text));
        out.push(' ');
        at = span.end;
    }
    out.push_str(Span::new(at, text.len()).of(text));
    out
}

/// What stands in the brackets of a text that is one blank and nothing else.
pub(crate) fn whole(text: &str) -> Option<&str> {
    let text = trim(text).trim_matches(['*', '_', '`', ' ']);
    let [span] = spans(text).try_into().ok()?;
    let span: Span = span;
    (span.len() == text.len()).then(|| text.trim_matches(['[', ']', '{', '}', '<', '>', ' ']))
}

/// Whether a text is made of blanks alone (marks and punctuation aside).
pub(crate) fn only(text: &str) -> bool {
    !spans(text).is_empty() && !without(text).contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = spans(text).into_iter().map(|s| s.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn blanks_in_four_notations() {
        check("Step 1: [Step Name]", &["[Step Name]"]);
        check("{{A}} and {name} by <owner>", &["{{A}}", "{name}", "<owner>"]);
        check("Phase [N]: [名前]", &["[N]", "[名前]"]);
    }

    #[test]
    fn links_marks_and_tags_are_none() {
        check("[spec](spec.md) [a][b] [x] [P] [US1] [NEW] [!NOTE] [^1] [d5121d4]", &[]);
        check("a<br>b {\"json\": 1} [ ] [[wiki]] [12] a < b", &[]);
    }
}
