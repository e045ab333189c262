//! Every choice a template offers: completed, asked for while it is not made, and checked.

use super::{Row, lines, on, pattern, rows};

/// A value of a template that lists choices.
struct Choice<'a> {
    /// Bytes of the template's text, brackets included.
    start: usize,
    end: usize,
    choices: Vec<&'a str>,
}

/// Fields and cells whose whole value is a list: `**Risk Level**: [Low/Medium/High]`,
/// `| New/Modified |`, `**Status:** Draft | In Progress | Completed`.
fn choices(text: &str) -> Vec<Choice<'_>> {
    let one = r"[A-Z][A-Za-z_]+(?: [A-Z][a-z]+)?";
    let value = format!(r"\[?{one}(?:/{one})+\]?|{one}(?: \| {one}){{2,}}");
    let field = pattern(&format!(r"^\s*(?:[-*] )?[*_]{{1,2}}[\w ]+:?[*_]{{0,2}}:? *({value})\s*$"));
    let cell = pattern(&format!(r"\| *(\[?{one}(?:/{one})+\]?) *\|"));
    // Alternatives of which both hold are no choice.
    let noun = pattern("^(Component/service|Target/expectation|Details/considerations)$");
    let mut found = vec![];
    for (at, line) in lines(text) {
        let field = field.captures(line).into_iter();
        let cells = cell.captures_iter(line).filter(|_| line.starts_with('|'));
        for value in field.chain(cells).filter_map(|c| c.get(1)) {
            let list = value.as_str().trim_matches(['[', ']']);
            if !noun.is_match(list) {
                let choices = list.split(['/', '|']).map(str::trim).collect();
                found.push(Choice { start: at + value.start(), end: at + value.end(), choices });
            }
        }
    }
    found
}

fn each(check: impl Fn(&Row, &str, &Choice)) {
    for row in rows() {
        let text = row.copy();
        let all = choices(&text);
        // One template offers none but in its only table.
        assert!(!all.is_empty(), "{}", row.name());
        for choice in all {
            check(&row, &text, &choice);
        }
    }
}

#[test]
fn a_choice_completes_its_choices_and_nothing_else() {
    each(|row, text, choice| {
        let typed = row.typed(text, choice.start, choice.end, "");
        assert_eq!(typed.labels(), choice.choices, "{}: {}", row.name(), place(text, choice));
    });
}

#[test]
fn an_unmade_choice_is_found_with_one_action_for_each() {
    for row in rows() {
        let text = row.copy();
        let snapshot = row.told(&text);
        for choice in choices(&text) {
            let found = on(snapshot.findings(), "unmade-choice", choice.start, choice.end);
            let titles = found.iter().flat_map(|f| f.fixes.iter().map(|fix| fix.title.as_str()));
            let wanted = choice.choices.iter().map(|c| format!("Choose `{c}`"));
            let wanted: Vec<_> = wanted.collect();
            assert_eq!(
                titles.collect::<Vec<_>>(),
                wanted,
                "{}: {}",
                row.name(),
                place(&text, &choice)
            );
        }
    }
}

#[test]
fn a_made_choice_is_accepted_and_any_other_value_is_not() {
    each(|row, text, choice| {
        let with = |value: &str| {
            let text = format!("{}{value}{}", &text[..choice.start], &text[choice.end..]);
            let end = choice.start + value.len();
            let found = row.told(&text);
            let rules = ["unknown-choice", "unmade-choice", "unfilled-placeholder"];
            let found = rules.map(|r| on(found.findings(), r, choice.start, end).len());
            (found, text)
        };
        assert_eq!(with("Whatever").0, [1, 0, 0], "{}: {}", row.name(), place(text, choice));
        let made = choice.choices.iter().map(|c| with(c).0);
        assert!(made.into_iter().all(|f| f == [0; 3]), "{}: {}", row.name(), place(text, choice));
    });
}

fn place<'t>(text: &'t str, choice: &Choice) -> &'t str {
    let start = text[..choice.start].rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap_or_default()
}
