//! The words by which a template's prose tells what it is: optional, an instruction to whoever
//! fills it in, a rule that stays, a stand-in for a value. Data and small questions about a line.

use super::blank;
use crate::plan::marks::Plain;

/// Verbs that tell somebody what to write. What tells them what to *do* (run, deploy) is content.
const WRITE: &str = " add-a-sentence break brainstorm capture clarify define describe detail divide \
    document elaborate enumerate explain express fill highlight identify include indicate lay list \
    mention name note outline phrase provide put record replace say sketch specify state summarise \
    summarize tell turn use write your beschreibe beschreiben describa describir décrire décrivez \
    descreva ";

/// Verbs a step or item begins with that a plan may keep as they are.
const DO: &str = " align announce apply approve archive back backup build change check clean close \
    commit communicate confirm configure connect copy create delete deploy disable drop enable \
    ensure execute export finish fix flush follow freeze implement import inform install integrate keep \
    merge migrate monitor move notify obtain open perform pin post prepare publish pull push \
    redeploy refactor release reload remove rename repeat report reset restart restore restrict \
    revert review roll rollback rotate run schedule scale send set ship start stop switch tag test \
    toggle undo uninstall update upgrade validate verify wait ";

/// What `test` before it is no verb with.
const TESTED: &str = " case coverage data environment plan report result scenario strategy suite ";

/// Words of a line that stands whoever fills in the template: a rule of the team.
const RULE: &str = " must shall never always mandatory forbidden required muss müssen debe doit ";

/// What a cell or value begins with that stands in for the real one.
const STAND_IN: &str = " any anything brief briefly describe description expected how short what \
    when where which who whom why your name details rationale reason purpose ";

/// Nouns that a template counts up to stand for the real ones: `Specific task 1`.
const NOUNS: &str = " action assumption case component constraint criteria criterion decision \
    deliverable dependency feature goal item issue metric milestone note objective option \
    prerequisite question requirement result risk scenario step subtask task test ";

/// What a line that asks begins with.
const QUESTION: &str = " how what when where which who whom whose why ";

/// Labels whose text is addressed to readers of every plan, not to be replaced. `Notes` are a field.
const NOTES: &str = " note important warning tip caution reminder remember attention example hint \
    hinweis nota ";

fn listed(list: &str, word: &str) -> bool {
    !word.is_empty() && list.contains(&format!(" {word} "))
}

fn first_word(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().to_lowercase()
}

/// The words of a line, in lower case; scripts without blanks count two characters as one word.
pub(super) fn count(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphanumeric() && !"'’".contains(c));
    let words = words.filter(|w| !w.is_empty());
    words.map(|w| if w.is_ascii() { 1 } else { w.chars().count().div_ceil(4).max(1) }).sum()
}

/// Whether a section or field says that a plan may do without it: `(if applicable)`, `[optional]`.
pub(super) fn marked_optional(text: &str) -> bool {
    let plain = Plain::of(text).text;
    let groups = plain.split(['(', '[', '（', '【']).skip(1);
    let groups = groups.map(|g| g.split([')', ']', '）', '】']).next().unwrap_or_default());
    let said = |group: &str| {
        let group = group.trim().to_lowercase();
        let starts = ["if ", "only if ", "include if ", "when applicable", "where applicable"];
        let words = ["optional", "opcional", "optionnel", "facultatif", "可选", "任意", "选填"];
        starts.iter().any(|s| group.starts_with(s))
            || words.iter().any(|w| group.starts_with(w))
            || matches!(group.as_str(), "as needed" | "as applicable" | "where relevant")
    };
    let mut groups = groups.take(8);
    groups.any(said) || plain.to_lowercase().trim_end().ends_with("- optional")
}

/// Whether the first words beneath a heading say so: `[If applicable, …]`, `If using …`.
pub(super) fn begins_optional(text: &str) -> bool {
    let plain = Plain::of(text).text.to_lowercase();
    let text = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    let condition = |rest: &str| {
        let open = ["using ", "you ", "your ", "used", "the feature ", "this feature "];
        let closed =
            ["applicable", "needed", "relevant", "required", "necessary", "any", "appropriate"];
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
        open.iter().any(|o| rest.starts_with(o))
            || closed.iter().any(|c| {
                let comma = |r: &str| ends(r) && (*c == "applicable" || !r.starts_with(' '));
                rest.strip_prefix(c).is_some_and(comma)
            })
    };
    let only = ["only ", "include ", "include only ", "include this section ", "fill in "];
    let drop = ["delete", "remove", "omit", "skip", "drop"];
    let dropped = drop.iter().filter_map(|d| text.strip_prefix(d));
    let mut dropped = dropped.filter_map(|r| {
        r.strip_prefix(" this section").or_else(|| r.strip_prefix(" the section")).or(Some(r))
    });
    text.strip_prefix("if ").is_some_and(condition)
        || only.iter().any(|o| {
            text.strip_prefix(o).is_some_and(|r| r.starts_with("if ") || r.starts_with("when "))
        })
        || dropped.any(|r| r.starts_with(" if ") || r.starts_with(" when "))
        || text.strip_prefix("optional").is_some_and(|r| !r.starts_with(char::is_alphanumeric))
}

/// Whether a line says that what stands above is to be repeated.
pub(super) fn repeats(text: &str) -> bool {
    let text = Plain::of(text).text.to_lowercase();
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !"….".contains(c));
    let begins = [
        "repeat",
        "continue for",
        "continue with",
        "same structure",
        "add more ",
        "add additional ",
    ];
    let more = ["...", "…", "etc", "etc.", "and so on"];
    begins.iter().any(|b| text.starts_with(b))
        || more.contains(&text)
        || text.contains("as needed...")
}

/// Whether a label addresses whoever reads the filled plan, too.
pub(super) fn is_note(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    label != "notes" && listed(NOTES, label.trim_end_matches('s'))
}

/// Whether a label introduces instructions to a model or author that must not stay.
pub(super) fn is_instruction(label: &str) -> bool {
    let label = label.to_lowercase();
    let to = ["llm", "ai", "agent", "model", "assistant", "author", "claude", "template", "using"];
    let words: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).collect();
    words.first().is_some_and(|w| w.starts_with("instruction"))
        && (words.len() == 1 || words.iter().any(|w| to.contains(w)))
}

/// Whether a line tells somebody what to write: `Describe …`, `If applicable, describe …`.
pub(super) fn tells(text: &str) -> bool {
    let condition = text.split_once([',', '，']).filter(|(before, _)| begins_optional(before));
    listed(WRITE, &first_word(condition.map_or(text, |(_, rest)| rest)))
}

/// Whether a line asks for what is to stand beneath it: `How will this be tested:`.
pub(super) fn asks(text: &str) -> bool {
    listed(QUESTION, &first_word(text))
}

/// Whether an item says what to do: a step a plan may keep.
pub(super) fn does(text: &str) -> bool {
    let word = first_word(text);
    let adverb = word.ends_with("ly") && word != "reply";
    let next = || text.split_whitespace().nth(1).map(first_word).unwrap_or_default();
    // `Test scenarios` names them.
    let noun = word == "test" && listed(TESTED, next().trim_end_matches('s'));
    (listed(DO, &word) && !noun) || (adverb && listed(DO, &next()))
}

/// Whether a text states a rule, which stays.
pub(super) fn rules(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.map(str::to_lowercase).any(|w| listed(RULE, &w))
}

/// Whether a cell or value stands in for the real one: `Why it's needed`, `Test case description`.
pub(super) fn stands_in(text: &str) -> bool {
    let last = text.split_whitespace().last().unwrap_or_default().to_lowercase();
    listed(STAND_IN, &first_word(text))
        || matches!(last.as_str(), "description" | "here" | "result")
        || is_numbered(text)
}

/// `Specific task 1`, `Test case 1: Description`.
pub(super) fn is_numbered(text: &str) -> bool {
    let (head, rest) = text.split_once(':').unwrap_or((text, ""));
    let words: Vec<&str> = head.split_whitespace().collect();
    let [.., noun, number] = words.as_slice() else { return false };
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    let short = words.len() <= 4 && (rest.trim().is_empty() || stand_in_rest(rest));
    digits && short && listed(NOUNS, noun.to_lowercase().trim_end_matches('s'))
}

fn stand_in_rest(rest: &str) -> bool {
    blank::only(rest) || listed(STAND_IN, &first_word(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn optional_words() {
        for text in [
            "PRD (if applicable)",
            "Data model *(include if feature involves data)*",
            "X (Optional)",
            "附录（可选）",
        ] {
            assert!(marked_optional(text), "{text}");
        }
        for text in
            ["If Implementation Fails", "Rollback (if-else)", "Optional features", "Step [1]"]
        {
            assert!(!marked_optional(text), "{text}");
        }
        for text in [
            "[If applicable, how to migrate]",
            "If using feature flags:",
            "If needed, list",
            "Optional: x",
            "Remove this section if unused",
        ] {
            assert!(begins_optional(text), "{text}");
        }
        for text in [
            "If things go wrong:",
            "If any step fails, stop",
            "Optionality",
            "If required checks fail",
        ] {
            assert!(!begins_optional(text), "{text}");
        }
    }

    #[test]
    fn counted_nouns_are_stand_ins() {
        for text in ["Specific task 1", "Test case 1: Description", "Functional requirement 12"] {
            assert!(is_numbered(text), "{text}");
        }
        for text in [
            "Upgrade Node to 22",
            "Deploy to region 1",
            "All tests passing",
            "Task 1: rename the table",
        ] {
            assert!(!is_numbered(text), "{text}");
        }
    }
}
