//! Durations as plans estimate them: `2–3 days`, `~5.5 hours`, `1h 30m`, `half a day`, `3 semanas`, `2天`.
//!
//! Working time: a day has 8 hours, a week 5 days, a month 20 days. Story points, sprints, vague words (`a few days`) and
//! placeholders (`X weeks`) are no durations; whose estimate it is and what it adds up to is for the rules.

use super::marks::{self, Plain};
use std::fmt;

/// What estimates are counted in, finest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// One minute.
    Minute,
    /// 60 minutes.
    Hour,
    /// 8 hours.
    Day,
    /// 5 days.
    Week,
    /// 20 days.
    Month,
}

/// A duration or a range of durations, in minutes of working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Estimate {
    /// 0 for `up to 3 days`.
    pub min_minutes: u64,
    /// Equal to `min_minutes` without a range; `u64::MAX` for `2+ days`. Not below `min_minutes`.
    pub max_minutes: u64,
    /// What it is shown in: the unit it was written in, of a sum the coarser, of a range the finer one.
    pub unit: Unit,
}

impl Unit {
    const ALL: [Unit; 5] = [Unit::Month, Unit::Week, Unit::Day, Unit::Hour, Unit::Minute];

    fn minutes(self) -> u64 {
        match self {
            Unit::Minute => 1,
            Unit::Hour => 60,
            Unit::Day => 8 * 60,
            Unit::Week => 5 * 8 * 60,
            Unit::Month => 20 * 8 * 60,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
        }
    }
}

impl Estimate {
    /// Both together, in the coarser unit.
    pub fn plus(self, other: Estimate) -> Estimate {
        Estimate {
            min_minutes: self.min_minutes.saturating_add(other.min_minutes),
            max_minutes: self.max_minutes.saturating_add(other.max_minutes),
            unit: self.unit.max(other.unit),
        }
    }
}

/// The duration that `text` (raw inline text of a value or cell) begins with. Remarks after it are ignored, unless they make
/// it something else: a rate (`2 hours/day`), a moment (`2 weeks after launch`), a choice of units (`2 hours/days`).
pub fn parse(text: &str) -> Option<Estimate> {
    let folded = marks::fold(&Plain::of(text).text);
    let mut rest = marks::trim(&folded);
    let mut bound = Bound::Exact;
    while let Some((next, found)) = lead(rest) {
        rest = next;
        bound = if found == Bound::Exact { bound } else { found };
    }
    let (mut estimate, mut rest, plus) = range(rest)?;
    while let Some((more, after)) = further(rest, estimate.unit) {
        estimate = Estimate { unit: estimate.unit, ..estimate.plus(more) };
        rest = after;
    }
    if !ends(rest) {
        return None;
    }
    match bound {
        Bound::UpTo => estimate.min_minutes = 0,
        Bound::AtLeast => estimate.max_minutes = u64::MAX,
        Bound::Exact if plus => estimate.max_minutes = u64::MAX,
        Bound::Exact => {}
    }
    Some(estimate)
}

#[derive(PartialEq, Clone, Copy)]
enum Bound {
    Exact,
    UpTo,
    AtLeast,
}

/// A word or sign before the number.
fn lead(text: &str) -> Option<(&str, Bound)> {
    const LEADS: &[(Bound, &str)] = &[
        (
            Bound::UpTo,
            "<=, <, ≤, up to, at most, max., max, maximum, less than, under, within, bis zu, hasta, ate, jusqu'a, до",
        ),
        (
            Bound::AtLeast,
            ">=, >, ≥, at least, min., minimum, more than, over, mindestens, al menos, pelo menos, au moins",
        ),
        (
            Bound::Exact,
            "~, ≈, ∼, 約, 约, 大约, 약, approximately, approx., approx, about, around, roughly, circa, ca., ca, c., est., est, estimated, \
             estimate, total, between, in total, etwa, ungefahr, aproximadamente, cerca de, unos, unas, environ, около, примерно, :, -",
        ),
    ];
    let leads = LEADS
        .iter()
        .flat_map(|(bound, words)| words.split(", ").map(move |word| (*bound, word.trim())));
    let (bound, rest) = leads
        .filter_map(|(bound, word)| Some((bound, word, text.strip_prefix(word)?)))
        .filter(|(_, word, rest)| {
            !word.ends_with(char::is_alphabetic) || !word.is_ascii() || rest.starts_with([' ', ':'])
        })
        .max_by_key(|(_, word, _)| word.len())
        .map(|(bound, _, rest)| (bound, rest))?;
    Some((rest.trim_start(), bound))
}

/// `2 days`, `2-3 days`, `2 days to 1 week`, `2+ days`; the text after it, and whether a plus stands there.
fn range(text: &str) -> Option<(Estimate, &str, bool)> {
    let (low, rest) = quantity(text)?;
    let plus = rest.trim_start().starts_with('+');
    let after_number = rest.trim_start().trim_start_matches('+');
    let (low_unit, rest) = match unit(after_number) {
        Some((unit, rest)) => (Some(unit), rest),
        None => (None, after_number),
    };
    // `1 week and 2 days` is a sum, `between 2 and 3 days` a range.
    let sum = low_unit.is_some() && rest.trim_start().starts_with("and ");
    let high = to(rest).filter(|_| !sum).and_then(|rest| {
        let (high, rest) = quantity(rest)?;
        let (unit, rest) = unit(rest)?;
        Some((high, unit, rest))
    });
    if let Some((high, unit, rest)) = high {
        let (min, max) = (minutes(low, low_unit.unwrap_or(unit))?, minutes(high, unit)?);
        let unit = low_unit.map_or(unit, |low| low.min(unit));
        return (min <= max).then_some((
            Estimate { min_minutes: min, max_minutes: max, unit },
            rest,
            plus,
        ));
    }
    let unit = low_unit?;
    let minutes = minutes(low, unit)?;
    let plus = plus || rest.starts_with('+');
    Some((
        Estimate { min_minutes: minutes, max_minutes: minutes, unit },
        rest.trim_start_matches('+'),
        plus,
    ))
}

/// ` 30m`, ` and 2 days`: a further part in a finer unit; `1h30` too.
fn further(text: &str, coarser: Unit) -> Option<(Estimate, &str)> {
    let trimmed = text.trim_start();
    let trimmed = ["and ", "und ", "y ", "e ", "et ", "и ", "+", ","]
        .iter()
        .find_map(|word| trimmed.strip_prefix(word))
        .unwrap_or(trimmed);
    let (amount, rest) = quantity(trimmed.trim_start())?;
    let (unit, rest) = match unit(rest) {
        Some(found) => found,
        None if coarser == Unit::Hour
            && text.starts_with(|c: char| c.is_ascii_digit())
            && rest.is_empty() =>
        {
            (Unit::Minute, rest)
        }
        None => return None,
    };
    let minutes = minutes(amount, unit).filter(|_| unit < coarser)?;
    Some((Estimate { min_minutes: minutes, max_minutes: minutes, unit }, rest))
}

/// Hundredths, and the text after the number: `5.5`, `1,5`, `1/2`, `½`, `two`, `half a`, `a`.
fn quantity(text: &str) -> Option<(u64, &str)> {
    // Words of spaced scripts end in a blank.
    const WORDS: &[(u64, &str)] = &[
        (50, "half an ,half a ,half ,a half ,ein halber ,ein halben ,medio ,media ,meio ,meia ,半"),
        (150, "one and a half "),
        (200, "a couple of ,two ,两,二"),
        (100, "an ,a ,one ,ein ,eine ,einen ,un ,une ,una ,um ,uma ,一"),
        (300, "three ,三"),
        (400, "four ,四"),
        (500, "five ,五"),
        (600, "six "),
        (700, "seven "),
        (800, "eight "),
        (900, "nine "),
        (1000, "ten "),
        (1200, "twelve "),
    ];
    const LONGEST: usize = 6;
    let digits: usize = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        if let Some(rest) = text.strip_prefix('½') {
            return Some((50, rest));
        }
        let words =
            WORDS.iter().flat_map(|(value, words)| words.split(',').map(|word| (*value, word)));
        let found =
            words.filter_map(|(value, word)| Some((word.len(), value, text.strip_prefix(word)?)));
        return found.max_by_key(|(length, ..)| *length).map(|(_, value, rest)| (value, rest));
    }
    let whole: u64 = text.get(..digits).filter(|_| digits <= LONGEST)?.parse().ok()?;
    let rest = text.get(digits..)?;
    if let Some(rest) = rest.strip_prefix('½') {
        return Some((whole * 100 + 50, rest));
    }
    if let Some(half) =
        rest.strip_prefix("/2").or_else(|| rest.strip_prefix("/4")).filter(|_| whole < 4)
    {
        let parts = if rest.starts_with("/2") { 2 } else { 4 };
        return Some((whole * 100 / parts, half));
    }
    let decimals = rest
        .strip_prefix(['.', ','])
        .map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let tail = rest.get(1 + decimals..).filter(|_| decimals > 0).unwrap_or(rest);
    let value = match decimals {
        0 => whole * 100,
        3 if rest.starts_with(',') => (whole * 1000 + rest.get(1..4)?.parse::<u64>().ok()?) * 100,
        _ => {
            let hundredths: String =
                rest.get(1..1 + decimals)?.chars().chain("00".chars()).take(2).collect();
            whole * 100 + hundredths.parse::<u64>().ok()?
        }
    };
    Some((value, tail))
}

/// The sign or word between the two ends of a range.
fn to(text: &str) -> Option<&str> {
    const WORDS: [&str; 17] = [
        "-", "–", "—", "~", "～", "〜", "to ", "or ", "and ", "bis ", "a ", "ate ", "o ", "ou ",
        "oder ", "до ", "至",
    ];
    let trimmed = text.trim_start();
    WORDS.iter().find_map(|word| trimmed.strip_prefix(word)).map(str::trim_start)
}

/// The unit that `text` begins with.
fn unit(text: &str) -> Option<(Unit, &str)> {
    const SPACED: &[(Unit, &str)] = &[
        (
            Unit::Minute,
            "m min mins minute minutes minuten minuto minutos minuti мин минута минуты минут dk dakika",
        ),
        (
            Unit::Hour,
            "h hr hrs hour hours std stunde stunden hora horas heure heures ora ore ч час часа часов uur uren saat godzina godziny godzin \
             timmar timer",
        ),
        (
            Unit::Day,
            "d day days tag tage tagen dia dias jour jours j giorno giorni д дн день дня днеи dag dagen gun dzien dni dagar dager pt pd md \
             manndays mandays personentage personentag manntage",
        ),
        (
            Unit::Week,
            "w wk wks week weeks woche wochen semana semanas semaine semaines settimana settimane неделя недели неделю недель нед weken \
             hafta tydzien tygodnie tygodni veckor uker",
        ),
        (
            Unit::Month,
            "mo mos mth month months monat monate monaten mes meses mois mese mesi месяц месяца месяцев мес maand maanden ay",
        ),
    ];
    const UNSPACED: &[(Unit, &str)] = &[
        (Unit::Minute, "分钟 分鐘 分 분"),
        (Unit::Hour, "个小时 小时 小時 時間 시간"),
        (Unit::Day, "个工作日 工作日 営業日 人日 人天 日間 天 日 영업일 일"),
        (Unit::Week, "个星期 星期 週間 周 週 주일 주"),
        (Unit::Month, "个月 個月 ヶ月 か月 カ月 ヵ月 개월 人月"),
    ];
    let trimmed = text.trim_start_matches([' ', '\u{a0}', '-']);
    let unspaced =
        UNSPACED.iter().flat_map(|(unit, words)| words.split(' ').map(move |word| (*unit, word)));
    let found =
        unspaced.filter_map(|(unit, word)| Some((word.len(), unit, trimmed.strip_prefix(word)?)));
    if let Some((_, unit, rest)) = found.max_by_key(|(length, ..)| *length) {
        return Some((unit, rest));
    }
    let mut trimmed = trimmed;
    for adjective in [
        "person",
        "man",
        "working",
        "work",
        "business",
        "calendar",
        "dev",
        "developer",
        "engineer",
        "full",
        "eng",
        "engineering",
    ] {
        if let Some(rest) =
            trimmed.strip_prefix(adjective).filter(|rest| rest.starts_with([' ', '-']))
        {
            trimmed = rest.get(1..)?;
            break;
        }
    }
    let length = trimmed.find(|c: char| !c.is_alphabetic()).unwrap_or(trimmed.len());
    let word = trimmed.get(..length)?;
    let (unit, _) = SPACED
        .iter()
        .find(|(_, words)| words.split_ascii_whitespace().any(|known| known == word))?;
    let rest = trimmed.get(length..)?;
    let plural = rest.strip_prefix("(s)").unwrap_or(rest);
    Some((*unit, plural.strip_prefix('.').unwrap_or(plural)))
}

fn minutes(hundredths: u64, unit: Unit) -> Option<u64> {
    Some(hundredths.checked_mul(unit.minutes())?.div_ceil(100))
}

/// Whether the duration may end here.
fn ends(rest: &str) -> bool {
    const NOT: [&str; 11] = [
        "after", "before", "ago", "from", "per", "later", "old", "prior", "nach", "despues",
        "apres",
    ];
    if rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/') {
        return false;
    }
    let rest = rest.trim_start();
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    !rest.starts_with('/') && !NOT.contains(&word)
}

impl fmt::Display for Estimate {
    /// `3 days`, `2–3 days`, `5.5 hours`, `up to 3 days`, `2+ days`: in its unit, or a finer one that needs at most two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = self.max_minutes == u64::MAX;
        let max = if open { self.min_minutes } else { self.max_minutes };
        let fits = |minutes: u64, unit: Unit| {
            (u128::from(minutes) * 20).is_multiple_of(u128::from(unit.minutes()))
        };
        let fine = Unit::ALL.into_iter().filter(|unit| *unit <= self.unit);
        let unit = fine
            .into_iter()
            .find(|unit| fits(self.min_minutes, *unit) && fits(max, *unit))
            .unwrap_or(Unit::Minute);
        let amount = |minutes: u64| {
            let hundredths = u128::from(minutes) * 100 / u128::from(unit.minutes());
            let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        };
        match (self.min_minutes, open) {
            (min, true) => write!(f, "{}+", amount(min))?,
            (min, false) if min == max => write!(f, "{}", amount(max))?,
            (0, false) => write!(f, "up to {}", amount(max))?,
            (min, false) => write!(f, "{}–{}", amount(min), amount(max))?,
        }
        let one = max == unit.minutes() && !open;
        write!(f, " {}{}", unit.name(), if one { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = parse(text).map_or("-".to_owned(), |estimate| estimate.to_string());
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn plain_durations() {
        for (text, expected) in [
            ("3 days", "3 days"),
            ("1 day", "1 day"),
            ("~5.5 hours", "5.5 hours"),
            ("2 d", "2 days"),
            ("30 min", "30 minutes"),
            ("1h 30m", "1.5 hours"),
            ("1h30", "1.5 hours"),
            ("2d 4h", "2.5 days"),
            ("1 week and 2 days", "1.4 weeks"),
            ("half a day", "0.5 days"),
            ("1/2 day", "0.5 days"),
            ("½ day", "0.5 days"),
            ("1½ days", "1.5 days"),
            ("a week", "1 week"),
            ("Two weeks", "2 weeks"),
            ("an hour", "1 hour"),
            ("approx. 4 hrs", "4 hours"),
            ("3 person-days", "3 days"),
            ("2 working days", "2 days"),
            ("5 man days", "5 days"),
            ("**2 hours**", "2 hours"),
            ("⏱️ 2 hours", "2 hours"),
            ("2 day(s)", "2 days"),
            ("1,5 Tage", "1.5 days"),
            ("1,000 minutes", "1000 minutes"),
            ("3 months", "3 months"),
            ("20 minutes", "20 minutes"),
            ("2 hrs.", "2 hours"),
            ("Estimated: 3 days", "3 days"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn ranges_and_remarks() {
        for (text, expected) in [
            ("2–3 days", "2–3 days"),
            ("2-3 days", "2–3 days"),
            ("2 - 3 days", "2–3 days"),
            ("2 to 3 days", "2–3 days"),
            ("1-2 weeks (est.)", "1–2 weeks"),
            ("4h-6h", "4–6 hours"),
            ("30-45min", "30–45 minutes"),
            ("2 days to 1 week", "2–5 days"),
            ("between 2 and 3 days", "2–3 days"),
            ("up to 3 days", "up to 3 days"),
            ("< 1 day", "up to 1 day"),
            ("2+ days", "2+ days"),
            ("at least 2 weeks", "2+ weeks"),
            ("2 days, including tests", "2 days"),
            ("2 weeks (3 people)", "2 weeks"),
            ("3 days — tight", "3 days"),
            ("2 hours for setup", "2 hours"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn languages() {
        for (text, expected) in [
            ("3 semanas", "3 weeks"),
            ("2 Tage", "2 days"),
            ("2天", "2 days"),
            ("3 个工作日", "3 days"),
            ("1-2週間", "1–2 weeks"),
            ("3 日", "3 days"),
            ("2 heures", "2 hours"),
            ("4 Stunden", "4 hours"),
            ("5 дней", "5 days"),
            ("2 недели", "2 weeks"),
            ("3일", "3 days"),
            ("1.5시간", "1.5 hours"),
            ("3-6ヶ月", "3–6 months"),
            ("2 semaines", "2 weeks"),
            ("半天", "0.5 days"),
            ("2 días", "2 days"),
            ("3 giorni", "3 days"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn no_durations() {
        for text in [
            "X weeks",
            "[X] hours",
            "X hours/days",
            "2 hours/days",
            "2 hours/day",
            "2 hours per day",
            "2025-11-02",
            "Week 3",
            "5 story points",
            "2 sprints",
            "",
            "TBD",
            "a few days",
            "3",
            "2 weeks after launch",
            "3 days ago",
            "3-2 days",
            "11月2日",
            "Medium",
            "12345678 days",
            "2daysx",
            "v2 days",
            "1 dayish",
        ] {
            check(text, "-");
        }
    }

    #[test]
    fn sums_and_hostile_input() {
        let [a, b] = ["3 days", "4 hours"].map(|text| parse(text).unwrap());
        assert_eq!(a.plus(b).to_string(), "3.5 days");
        assert_eq!(parse("2+ days").unwrap().plus(a).to_string(), "5+ days");
        assert_eq!(
            parse("1 day").unwrap().plus(parse("20 min").unwrap()).to_string(),
            "500 minutes"
        );
        for part in ["1 h ", "~", "-", "1-", "about "] {
            let _ = parse(&part.repeat(20_000));
        }
    }
}
