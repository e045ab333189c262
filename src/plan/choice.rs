//! Lists of choices in templates (`[Low/Medium/High]`, `Draft | In Progress | Completed`), and values against them.
//!
//! A list is a whole field value or cell with two to twelve short alternatives between bars or slashes. Ask only about text
//! in a template: elsewhere `Frontend/Backend` is a subject. Paths, URLs, types, units and prose (`and/or`, `client/server`,
//! `X hours/days`) are no lists; a value is never judged here, only compared.

use super::marks::{self, Plain};
use super::{concept, status};

/// The alternatives of a list of choices, as written, without the brackets around it. `text` is raw inline text.
///
/// With brackets or bars a list needs alternatives of at most four words that begin with a capital, digit or mark, or are
/// known words (levels, statuses, yes and no). With bare slashes all must be known, or three and more single words.
pub fn list(text: &str) -> Option<Vec<String>> {
    const LONGEST: usize = 160;
    const MOST: usize = 12;
    if text.len() > LONGEST || text.contains('`') || text.contains("://") {
        return None;
    }
    let plain = Plain::of(text).text;
    let plain = plain.trim();
    let inner = unbracket(plain);
    let bracketed = inner.len() < plain.len();
    let separator = if inner.contains(['|', '｜']) { ['|', '｜'] } else { ['/', '／'] };
    let choices: Vec<&str> = inner.split(separator).map(str::trim).collect();
    if !(2..=MOST).contains(&choices.len()) || choices.iter().any(|choice| !is_short(choice)) {
        return None;
    }
    let known = choices.iter().filter(|choice| is_known(choice)).count();
    let stated = choices.iter().all(|choice| is_known(choice) || !starts_lower(choice));
    let bracketed = bracketed || separator.contains(&'|');
    let single = choices.iter().all(|choice| !choice.contains(char::is_whitespace));
    let bare = known == choices.len() || choices.len() > 2 && single;
    let numbers = choices
        .iter()
        .all(|choice| !choice.contains(char::is_alphabetic) && !choice.contains(marks::is_emoji));
    let nouns = choices.iter().any(|choice| is_noun(choice));
    let distinct = choices
        .iter()
        .enumerate()
        .all(|(at, choice)| !choices.iter().take(at).any(|before| before == choice));
    let accepted = stated && distinct && !nouns && !numbers && (bracketed || bare);
    accepted.then(|| choices.into_iter().map(str::to_owned).collect())
}

/// Whether `value` chooses `choice`: it begins with the same words, whatever their case, marks and emoji, or with a synonym
/// (`Med` for `Medium`, `WIP` for `In Progress`, `Done` for `Completed`). Remarks after it do not count.
pub fn same(value: &str, choice: &str) -> bool {
    let (value_words, choice_words) = (words(value), words(choice));
    if choice_words.is_empty() {
        return !value.trim().is_empty() && value.trim().starts_with(choice.trim());
    }
    if value_words.starts_with(&choice_words)
        || group(&value_words).is_some_and(|found| group(&choice_words) == Some(found))
    {
        return true;
    }
    let done = |text: &str| status::parse(text).is_some_and(|status| status.done);
    done(value) && done(choice)
}

/// The choices from most to least like `value`; all of them, in their own order where they are equally like it.
pub fn nearest<'a>(value: &str, choices: &'a [String]) -> Vec<&'a str> {
    const FAR: usize = 48;
    let text = |text: &str| -> String { concept::normalise(text).chars().take(FAR).collect() };
    let value = text(value);
    let likeness = |choice: &str| strsim::jaro_winkler(&value, &text(choice));
    let mut ranked: Vec<(f64, &str)> =
        choices.iter().map(|choice| (likeness(choice), choice.as_str())).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.into_iter().map(|(_, choice)| choice).collect()
}

fn unbracket(text: &str) -> &str {
    match marks::last_group(text) {
        Some((0, inner)) => inner.trim(),
        _ => text,
    }
}

/// One to four words without the signs of paths, types, sentences and open lists.
fn is_short(choice: &str) -> bool {
    const WIDEST: usize = 32;
    let sign = |c: char| {
        !c.is_alphanumeric() && !c.is_whitespace() && !"-_+'’%".contains(c) && !marks::is_emoji(c)
    };
    let words =
        choice.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    !choice.is_empty() && choice.chars().count() <= WIDEST && words <= 4 && !choice.contains(sign)
}

fn starts_lower(choice: &str) -> bool {
    marks::trim(choice).starts_with(char::is_lowercase)
}

/// Words that only ever stand in lists of choices.
fn is_known(choice: &str) -> bool {
    let words = words(choice);
    group(&words).is_some()
        || status::parse(choice).is_some_and(|status| words.len() <= 3 && !status.word.is_empty())
}

/// Placeholders for a value of a kind: `[Path/URL]`, `[HOURS/DAYS]`, `[Name/Email]`, `string | null`.
fn is_noun(choice: &str) -> bool {
    const NOUNS: &str = "path paths url urls uri link links file files name names date dates id ids email team person people minutes hours days weeks months time pfad datei string str number \
        null undefined boolean bool int float object any void or and description role owner author n na x etc";
    let folded = marks::fold(choice);
    NOUNS.split_ascii_whitespace().any(|noun| noun == folded)
}

/// The words of a value or choice, folded, without marks.
fn words(text: &str) -> Vec<String> {
    const MOST: usize = 8;
    let plain = Plain::of(text).text;
    let (_, rest) = status::leading_mark(&plain);
    let near: String = rest.chars().take(120).collect();
    let folded = marks::fold(&near);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST)
        .map(str::to_owned)
        .collect()
}

/// The group of synonyms that the first words belong to.
fn group(words: &[String]) -> Option<usize> {
    const GROUPS: &[&str] = &[
        "low, lo, l, minor, niedrig, gering, bajo, baja, baixo, baixa, faible, basso, bassa, низкии, низкая, 低, 낮음",
        "medium, med, mid, m, moderate, mittel, medio, media, moyen, moyenne, moderato, среднии, средняя, 中, 중간, 보통",
        "high, hi, h, major, hoch, alto, alta, eleve, haut, высокии, высокая, 高, 높음",
        "critical, crit, severe, blocker, kritisch, critico, critica, critique, критическии, 严重, 重大",
        "none, no risk",
        "simple, easy",
        "complex, hard",
        "small, s",
        "large, xl",
        "yes, y, true, ja, si, sim, oui, да, 是, はい, 예",
        "no, n, false, nein, nao, non, нет, 否, いいえ, 아니오",
        "pass, passed, ok",
        "fail, failed",
        "in progress, wip, work in progress, ongoing, started, doing, active, under way, underway, in bearbeitung, em andamento, en curso, en progreso, en cours, in corso, 进行中, 進行中, 진행 중",
        "not started, to do, todo, open, not begun, unstarted, 未开始, 未着手",
        "new, create, created, add, added",
        "modified, modify, change, changed, update, updated, edit, edited",
        "deleted, delete, remove, removed",
        "needs revision, needs changes, needs work, changes requested, revise, revision needed",
        "approved, approve, accepted, approval granted",
        "rejected, reject, declined",
        "pending, pending review, awaiting review",
        "must, must have, must haves",
        "should, should have",
        "could, could have",
        "wont, won t, won t have",
        "manual, manually",
        "automated, automatic, automatically",
    ];
    const LONGEST: usize = 3;
    (1..=words.len().min(LONGEST)).rev().find_map(|count| {
        let phrase = words.get(..count)?.join(" ");
        GROUPS.iter().position(|group| group.split(", ").any(|word| word == phrase))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = list(text).map_or("-".to_owned(), |choices| choices.join(","));
        assert_eq!(shown, expected, "{text}");
    }

    #[track_caller]
    fn check_none(texts: &[&str]) {
        for text in texts {
            check(text, "-");
        }
    }

    #[test]
    fn lists() {
        check("[Low/Medium/High]", "Low,Medium,High");
        check("[Low/Medium/High/Critical]", "Low,Medium,High,Critical");
        check("[High/Med/Low]", "High,Med,Low");
        check("High/Medium/Low", "High,Medium,Low");
        check("low/medium/high", "low,medium,high");
        check("Draft | In Progress | Completed", "Draft,In Progress,Completed");
        check(r"Draft \| In Progress \| Completed", "Draft,In Progress,Completed");
        check("[APPROVED/NEEDS_REVISION/REJECTED]", "APPROVED,NEEDS_REVISION,REJECTED");
        check(r"\[APPROVED/NEEDS\_REVISION/REJECTED\]", "APPROVED,NEEDS_REVISION,REJECTED");
        check("New/Modified", "New,Modified");
        check("[Simple/Moderate/Complex]", "Simple,Moderate,Complex");
        check("[Security/Feature/Compatibility]", "Security,Feature,Compatibility");
        check("[LOW | MEDIUM | HIGH]", "LOW,MEDIUM,HIGH");
        check("⏳ Pending | 🔄 In Progress | ✅ Complete", "⏳ Pending,🔄 In Progress,✅ Complete");
        check("[YES/NO]", "YES,NO");
        check("Yes / No", "Yes,No");
        check("Pass/Fail", "Pass,Fail");
        check("[Hoch/Mittel/Niedrig]", "Hoch,Mittel,Niedrig");
        check("P0/P1/P2", "P0,P1,P2");
        check("**[High/Medium/Low]**", "High,Medium,Low");
        check("高/中/低", "高,中,低");
        check("Must Have / Should Have / Could Have", "Must Have,Should Have,Could Have");
        check("[Frontend/Backend/Both]", "Frontend,Backend,Both");
    }

    #[test]
    fn no_lists() {
        check_none(&[
            "src/foo/bar",
            "`src/foo`",
            "https://example.org/a/b",
            "and/or",
            "X hours/days",
            "hours/days",
            "[HOURS/DAYS]",
            "client/server",
            "./a/b",
            "a/b.rs",
            "[path/to/spec.md]",
            "[Path/URL]",
            "N/A",
            "[N/A]",
            "CI/CD",
            "UI/UX",
            "TCP/IP",
            "I/O",
            "2025/11/02",
            "3/5",
            "string | null",
            "[str, str | None]",
            "Low",
            "[Low]",
            "",
            "/",
            "Low/",
            "Low/Low",
            "Component/service this depends on",
            "LangChain / LangGraph",
            "Linux plus macOS/Windows",
            "CI/CD configuration issues",
            "Tech Lead / Architect",
            "[benefit/goal]",
            "[Einheit/Integration/...]",
            "Name: a | Role: b",
            "docker/docker-py#2230",
            "Read the Low/Medium/High scale below and pick",
            "[single/web/mobile]",
        ]);
    }

    #[test]
    fn values_against_choices() {
        for (value, choice) in [
            ("High", "High"),
            ("high", "HIGH"),
            ("**High**", "High"),
            ("🔴 High", "High"),
            ("High - data loss", "High"),
            ("Med", "Medium"),
            ("medium", "Med"),
            ("In Progress (80%)", "In Progress"),
            ("in-progress", "In Progress"),
            ("IN_PROGRESS", "In Progress"),
            ("WIP", "In Progress"),
            ("Done", "Completed"),
            ("✅", "Completed"),
            ("✅ Complete", "Completed"),
            ("Needs revision", "NEEDS_REVISION"),
            ("Approved by Jo", "APPROVED"),
            ("Added", "New"),
            ("Not Started", "Not Started"),
            ("低", "低"),
        ] {
            assert!(same(value, choice), "{value} / {choice}");
        }
        for (value, choice) in [
            ("Higher", "High"),
            ("Low", "High"),
            ("Blocked", "In Progress"),
            ("", "High"),
            ("Draft", "Completed"),
            ("Very high", "Low"),
            ("Enormous", "High"),
            ("[High/Medium/Low]", "Low"),
        ] {
            assert!(!same(value, choice), "{value} / {choice}");
        }
    }

    #[test]
    fn nearest_first() {
        let choices: Vec<String> = ["Low", "Medium", "High"].map(str::to_owned).into();
        assert_eq!(nearest("Hgih", &choices).first(), Some(&"High"));
        assert_eq!(nearest("**mediun**", &choices).first(), Some(&"Medium"));
        assert_eq!(nearest("", &choices).len(), 3);
        assert_eq!(nearest(&"x".repeat(100_000), &choices).len(), 3);
        assert!(nearest("x", &[]).is_empty());
    }
}
