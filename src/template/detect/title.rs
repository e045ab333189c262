//! What a title or a file's name says a document is. Looks at words only.

use super::words;

/// What a title or file name says.
#[derive(Debug, PartialEq)]
pub(super) enum Title {
    Plan,
    Other(String),
    Plain,
}

/// Bytes from which on a title is a sentence, and says nothing.
pub(super) const LONGEST: usize = 300;

/// Reads the title of a document.
pub(super) fn read_heading(text: &str) -> Title {
    let says = read(text);
    let words = words::words(text);
    let digit = |w: &String| w.starts_with(char::is_numeric);
    let numbered = words.first().filter(|w| {
        let name = w.trim_end_matches(char::is_numeric);
        words::NUMBERED.has(name) && (name.len() < w.len() || words.get(1).is_some_and(digit))
    });
    match numbered {
        Some(word) if says == Title::Plain => Title::Other(word.clone()),
        _ => says,
    }
}

/// Reads a title or a file name.
pub(super) fn read(text: &str) -> Title {
    let parts: Vec<Vec<String>> = parts(text).map(words::words).filter(|w| !w.is_empty()).collect();
    let names_genre = |part: &Vec<String>| genre(&part.join(" "));
    if parts.len() > 1
        && let Some(genre) = parts.first().and_then(names_genre)
    {
        return Title::Other(genre.to_owned());
    }
    for part in &parts {
        let Some(at) = part.iter().position(|w| is_plan(w)) else { continue };
        let before = at.checked_sub(1).and_then(|i| part.get(i));
        let after = part.get(at + 1..).unwrap_or_default();
        let about = after.first().filter(|w| words::ABOUT_PLANS.has(w));
        let other = before.filter(|w| words::OTHER_PLANS.has(w));
        return match (about, other, making(part.get(..at).unwrap_or_default())) {
            (Some(word), ..) => Title::Other(format!("plan {word}")),
            (None, Some(word), _) => Title::Other(format!("{word} plan")),
            (None, None, Some(verb)) => Title::Other(format!("{verb} plan")),
            (None, None, None) => Title::Plan,
        };
    }
    let lower = text.to_lowercase();
    let mut parts_of_words = words::PLAN_PARTS.iter().filter(|p| p.is_ascii() || !lower.is_ascii());
    if parts_of_words.any(|part| lower.contains(part)) {
        return Title::Plan;
    }
    let first = parts.first().map(Vec::as_slice).unwrap_or_default();
    let last = parts.last().map(Vec::as_slice).unwrap_or_default();
    let whole = first.join(" ");
    let head = |n: usize| first.get(..n);
    let ends = [
        head(1),
        head(2),
        tail(first, 1),
        tail(first, 2),
        tail(first, 3),
        tail(last, 1),
        tail(last, 2),
    ];
    let found = ends.into_iter().flatten().find_map(|words| genre(&words.join(" ")));
    let named = || Some(&whole).filter(|w| parts.len() == 1 && words::NAMES.has(w));
    let found = found.map(str::to_owned).or_else(|| named().cloned());
    found.map_or(Title::Plain, Title::Other)
}

fn tail(part: &[String], n: usize) -> Option<&[String]> {
    part.get(part.len().checked_sub(n)?..)
}

/// The verb of `Create an implementation plan`, given the words before `plan`.
fn making(before: &[String]) -> Option<&str> {
    let (verb, rest) = before.split_first()?;
    let only = rest.iter().all(|w| words::OF_PLANS.has(w));
    (only && words::MAKING.has(verb)).then_some(verb)
}

/// A title's parts: what separators part.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([':', '：', '—', '–', '(', '（', '|', '[', ',']).flat_map(|part| part.split(" - "))
}

/// The genre a word or two name; of compounds the ending counts.
fn genre(words: &str) -> Option<&'static str> {
    let compound = || words::COMPOUNDS.into_iter().find(|g| words.ends_with(g));
    let unspaced = || {
        let mut endings = words::GENRES.iter().filter(|g| !g.is_ascii());
        if words.is_ascii() { None } else { endings.find(|g| words.ends_with(g)) }
    };
    words::GENRES.get(words).or_else(compound).or_else(unspaced)
}

/// Whether a folded word means "plan".
pub(super) fn is_plan(word: &str) -> bool {
    words::PLAN.has(word)
        || word.len() > 6
            && word.ends_with("plan")
            && !words::NO_PLAN.iter().any(|n| word.ends_with(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(titles: &[&str], expect: Expect) {
        let line = |t: &&str| match read(t) {
            Title::Plan => format!("plan: {t}\n"),
            Title::Other(genre) => format!("{genre}: {t}\n"),
            Title::Plain => format!("-: {t}\n"),
        };
        expect.assert_eq(&titles.iter().map(line).collect::<String>());
    }

    #[test]
    fn plans_and_what_is_about_plans() {
        check(
            &[
                "Plan",
                "Migration Plan for the Auth API",
                "Caching — implementation plan (draft)",
                "implementationplan",
                "2026-03-02-cache_plan",
                "Umsetzungsplan: Suche",
                "実装計画",
                "Plan mode",
                "Implementation Plan Review",
                "Command: plan",
                "Test Plan",
                "Pricing plan",
                "Create an implementation plan",
                "How to write a good plan",
                "Create order API plan",
                "An explan",
            ],
            expect![[r#"
                plan: Plan
                plan: Migration Plan for the Auth API
                plan: Caching — implementation plan (draft)
                plan: implementationplan
                plan: 2026-03-02-cache_plan
                plan: Umsetzungsplan: Suche
                plan: 実装計画
                plan mode: Plan mode
                plan review: Implementation Plan Review
                command: Command: plan
                test plan: Test Plan
                pricing plan: Pricing plan
                create plan: Create an implementation plan
                how plan: How to write a good plan
                plan: Create order API plan
                -: An explan
            "#]],
        );
    }

    #[test]
    fn other_documents() {
        check(
            &[
                "Feature Specification: Search",
                "Search design",
                "tasks",
                "Docker support",
                "SUPPORT",
                "data-model",
                "CHANGELOG-2025",
                "Validierungsbericht: Suche",
                "マイグレーションガイド",
                "Runner refactor",
            ],
            expect![[r#"
                specification: Feature Specification: Search
                design: Search design
                tasks: tasks
                -: Docker support
                support: SUPPORT
                data model: data-model
                changelog: CHANGELOG-2025
                bericht: Validierungsbericht: Suche
                ガイド: マイグレーションガイド
                -: Runner refactor
            "#]],
        );
    }
}
