//! Every blank and every line of guidance of an unfilled copy is found.

use super::{lines, on, pattern, rows};

/// What looks like a blank in any notation.
const BLANK: &str = r"(?x) \{\{[^}\n]*\}\} | \[[^\]\n]+\] | <[a-z][^>\n]*> | YYYY-MM-DD
    | \bX\ (?:minute|hour|day|week)s?(?:/(?:minute|hour|day|week)s?)? | path/to/[^\s`]+";

/// What looks like a blank and is none.
fn is_mark(text: &str, start: usize, end: usize) -> bool {
    let link = text[end..].starts_with('(') && !text[end..].starts_with("()");
    let check_box = ["[ ]", "[x]"].contains(&&text[start..end]);
    link || check_box
}

#[test]
fn every_blank_is_found() {
    let blanks = pattern(BLANK);
    for row in rows() {
        let text = row.copy();
        let snapshot = row.told(&text);
        let found = |start, end| {
            let rules = ["unfilled-placeholder", "unmade-choice"];
            rules.iter().any(|rule| !on(snapshot.findings(), rule, start, end).is_empty())
        };
        let spans = blanks.find_iter(&text).map(|b| (b.start(), b.end()));
        let wrong = spans.filter(|&(a, b)| found(a, b) == is_mark(&text, a, b));
        let wrong: Vec<_> = wrong.map(|(a, b)| &text[a..b]).collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", row.name());
    }
}

/// Lines that a plan may have as its template does: a pattern, and why.
const KEPT: &[(&str, &str)] = &[
    (r"^\s*$|^#|^-{3,}$", "headings and rules are its form"),
    (r"^- \[ \] [^0-9]*$", "a stock item of a check list is content"),
    (r"^(- )?\*{0,2}[\w /-]+:\*{0,2}\s*$", "a label without a value has nothing to say yet"),
    (r"^(- )?\*\*[\w /]+\*\*:\s*$", "the same with the colon behind the marks"),
    (r"^(- Default: disabled|\*Status: PENDING_REVIEW\*|\*\*Phase:\*\* Execute\s*)$", "it holds"),
    (r"^- Test error conditions$", "one case of a list whose others are blanks"),
    (r"^\*\*NOTE\*\*: ", "a rule for whoever reads the plan"),
    (r"^_(Source|Origin): https:", "it says where the template is from"),
];

/// Lines that ask or tell the author, whatever else they look like.
const TOLD: &str = r"(?i)^(How|What|Which) .*:$|^(If applicable, )?(Break|Describe|Divide|Lay|Name|Specify) |^\*\*Instructions to LLM";

#[test]
fn every_line_of_guidance_is_found() {
    let kept: Vec<_> = KEPT.iter().map(|(p, _)| pattern(p)).collect();
    let (blank, told, rows_head) = (pattern(BLANK), pattern(TOLD), pattern(r"^\|[ |:-]+\|$"));
    for row in rows() {
        let text = row.copy();
        let snapshot = row.told(&text);
        let all = lines(&text);
        let mut wrong = vec![];
        for (nth, &(at, line)) in all.iter().enumerate() {
            let head = |nth: usize| all.get(nth).is_some_and(|(_, l)| rows_head.is_match(l));
            // Lines with a blank are found by that.
            if blank.is_match(line) || head(nth) || head(nth + 1) {
                continue;
            }
            let (start, end) = (at + line.len() - line.trim_start().len(), at + line.len());
            let rules = ["template-text-left", "unmade-choice", "unfilled-placeholder"];
            let found = rules.iter().any(|r| !on(snapshot.findings(), r, start, end).is_empty());
            let leads = line.ends_with(':') && line.contains(", ");
            let stays = kept.iter().any(|k| k.is_match(line)) || leads;
            if found != (told.is_match(line) || !stays) {
                wrong.push(format!("{}: {line}", if found { "found" } else { "missed" }));
            }
        }
        assert!(wrong.is_empty(), "{}: {wrong:#?}", row.name());
    }
}
