//! Dates as plans write them: `2025-11-02`, `02.11.2025`, `Nov 2, 2025`, `2025年11月2日`, `Week 3`, `Q3 2025`, `TBD`.
//!
//! Only a full and unambiguous day is a date. Everything people put in its place on purpose is partial and never called wrong;
//! what is left is no date. No clock: relative dates are not resolved.

use super::marks::{self, Plain};
use jiff::civil::Date;

/// What a date field or cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateValue {
    /// One day.
    Date(Date),
    /// Less than a day or nothing yet: `Nov 2025`, `Week 3`, `after launch`, `TBD`, a placeholder, a range, the ambiguous `03/04/2025`.
    Partial,
    /// Not a date, and not in place of one; the reason is lower case, without a full stop.
    NotADate(&'static str),
}

use DateValue::{NotADate, Partial};

const NO_DAY: DateValue = NotADate("no such day");
const NO_MONTH: DateValue = NotADate("no such month");
const NO_DATE: DateValue = NotADate("not a date");

/// Reads `text` (raw inline text). Before the date a weekday or `by`, `on`, `~`, after it a time, weekday, parenthesis or remark may
/// stand.
pub fn parse(text: &str) -> DateValue {
    const LONGEST: usize = 160;
    if let Some(date) = iso(text) {
        return DateValue::Date(date);
    }
    let plain = Plain::of(text).text;
    let head: String = marks::trim(&plain).chars().take(LONGEST).collect();
    let folded = marks::fold(&head);
    let placeholder =
        folded.contains(['[', '{', '<']) && !folded.starts_with(|c: char| c.is_ascii_digit());
    if placeholder || folded.contains("yyyy") || folded.chars().all(|c| !c.is_alphanumeric()) {
        return Partial;
    }
    let tokens = tokens(&folded);
    let tokens = skip_lead(&tokens);
    numeric(tokens).or_else(|| named(tokens)).unwrap_or_else(|| words(tokens))
}

/// `2026-03-02` and nothing else: nearly every date there is.
fn iso(text: &str) -> Option<Date> {
    let digits = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok())?
    };
    let dashes = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let (month, day) = dashes.then_some((digits(5, 7)?, digits(8, 10)?))?;
    Date::new(digits(0, 4)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A number, a word or a sign; blanks only count as "something before".
#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'a> {
    Number { value: u32, digits: usize },
    Word(&'a str),
    Sign(char, bool),
}

use Token::{Number, Sign, Word};

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut blank = false;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_ascii_digit() {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let value =
                rest.get(..length).and_then(|digits| digits.parse().ok()).unwrap_or(u32::MAX);
            tokens.push(Number { value, digits: length });
            length
        } else if is_unit(c) {
            tokens.push(Sign(c, blank));
            c.len_utf8()
        } else if c.is_alphabetic() {
            let length =
                rest.find(|c: char| !c.is_alphabetic() || is_unit(c)).unwrap_or(rest.len());
            tokens.push(Word(rest.get(..length).unwrap_or_default()));
            length
        } else {
            if !c.is_whitespace() {
                tokens.push(Sign(c, blank));
            }
            c.len_utf8()
        };
        blank = c.is_whitespace();
        rest = rest.get(length..).unwrap_or_default();
    }
    tokens
}

/// The characters after year, month and day.
fn is_unit(c: char) -> bool {
    "年月日년월일".contains(c)
}

fn skip_lead<'a, 'b>(tokens: &'b [Token<'a>]) -> &'b [Token<'a>] {
    const LEADS: [&str; 12] =
        ["by", "on", "around", "ca", "circa", "approx", "due", "until", "am", "le", "el", "the"];
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        let dated = after.iter().any(|token| matches!(token, Number { .. }));
        match first {
            Word(word) if dated && (LEADS.contains(word) || is_weekday(word)) => rest = after,
            Sign(c, _) if !is_unit(*c) && *c != '+' => rest = after,
            _ => break,
        }
    }
    rest
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 35] = [
        "mon",
        "monday",
        "tue",
        "tues",
        "tuesday",
        "wed",
        "wednesday",
        "thu",
        "thur",
        "thurs",
        "thursday",
        "fri",
        "friday",
        "sat",
        "saturday",
        "sun",
        "sunday",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "lunes",
        "martes",
        "miercoles",
        "jueves",
        "viernes",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "segunda",
    ];
    DAYS.contains(&word)
}

/// `2025-11-02`, `2025/11/02`, `02.11.2025`, `2025年11月2日`, `20251102`, `2025-11`, `11/02`, `2025`
fn numeric(tokens: &[Token]) -> Option<DateValue> {
    match *tokens {
        [Number { value, digits: 8 }, ref rest @ ..]
            if !matches!(rest.first(), Some(Sign('.' | '-' | '/', false))) =>
        {
            let date = day(value / 10_000, value / 100 % 100, value % 100);
            Some(if matches!(date, NotADate(_)) { NO_DATE } else { with_rest(date, rest) })
        }
        [
            a @ Number { .. },
            Sign(one, false),
            b @ Number { .. },
            Sign(two, false),
            c @ Number { .. },
            ref rest @ ..,
        ] if one == two && "-/.‐–".contains(one) || (is_unit(one) && is_unit(two)) => {
            let rest = match rest {
                [Sign(c, _), rest @ ..] if is_unit(*c) => rest,
                _ => rest,
            };
            Some(with_rest(three(a, b, c, one), rest))
        }
        [
            Number { value: year, digits: 4 },
            Sign(one, false),
            Number { value: month, digits: 1 | 2 },
            ref rest @ ..,
        ] if "-/.年년".contains(one) && !matches!(rest, [Sign(':', _), ..]) => {
            Some(if (1900..2200).contains(&year) && !(1..=12).contains(&month) {
                NO_MONTH
            } else {
                Partial
            })
        }
        [Number { digits: 1 | 2, .. }, Sign(one, false), Number { .. }, ..]
            if "-/.月월".contains(one) =>
        {
            Some(Partial)
        }
        [Number { digits: 1..=4, .. }] => Some(Partial),
        [Number { digits: 5.., .. }, ..] => Some(NO_DATE),
        [Number { digits: 4, .. }, Sign(c, _), ..] if is_unit(c) || "-/(".contains(c) => {
            Some(Partial)
        }
        _ => None,
    }
}

/// Three numbers with one sign between them.
fn three(a: Token, b: Token, c: Token, sign: char) -> DateValue {
    let (
        Number { value: a, digits: first },
        Number { value: b, .. },
        Number { value: c, digits: last },
    ) = (a, b, c)
    else {
        return NO_DATE;
    };
    match (first, last) {
        (4, 1 | 2) => day(a, b, c),
        (1 | 2, 4) if sign == '.' && b <= 12 => day(c, b, a),
        (1 | 2, 4) if a > 12 && b > 12 => NO_MONTH,
        (1 | 2, 4) if a > 12 || a == b => day(c, b, a),
        (1 | 2, 4) if b > 12 => day(c, a, b),
        (1 | 2, 4 | 2) => Partial,
        _ => NO_DATE,
    }
}

fn day(year: u32, month: u32, day: u32) -> DateValue {
    if !(1..=12).contains(&month) {
        return NO_MONTH;
    }
    let (Ok(year), Ok(month), Ok(day)) =
        (i16::try_from(year), i8::try_from(month), i8::try_from(day))
    else {
        return NO_DAY;
    };
    Date::new(year, month, day).map_or(NO_DAY, DateValue::Date)
}

/// The date, unless another date follows it as the end of a range.
fn with_rest(date: DateValue, rest: &[Token]) -> DateValue {
    let ranged = match rest {
        [Sign('-' | '–' | '—' | '~' | '～' | '→' | '〜', _), Number { .. }, ..] => true,
        [Sign('-' | '–' | '—' | '~' | '～' | '→' | '〜', _), Word(word), ..] => {
            month(word).is_some()
        }
        [Sign('-', _), Sign('>', _), ..] => true,
        [Word("to" | "until" | "through" | "bis" | "a" | "au"), ..] => true,
        _ => false,
    };
    if ranged && matches!(date, DateValue::Date(_)) { Partial } else { date }
}

/// `Nov 2, 2025`, `2 November 2025`, `November 2nd, 2025`, `2. November 2025`, `2 de noviembre de 2025`, `Nov 2025`
fn named(tokens: &[Token]) -> Option<DateValue> {
    const NEAR: usize = 8;
    let near: Vec<Token> = tokens
        .iter()
        .copied()
        .take(NEAR)
        .filter(|token| {
            !matches!(
                token,
                Word("st" | "nd" | "rd" | "th" | "de" | "of" | "er" | "the") | Sign(',' | '.', _)
            )
        })
        .collect();
    let joined = |sign: &Token| matches!(sign, Sign('-' | '/' | ' ', false));
    let (month, day, year, rest) = match near.as_slice() {
        [
            Word(name),
            Number { value: day, digits: 1 | 2 },
            Number { value: year, digits: 4 },
            rest @ ..,
        ] => (month(name)?, *day, *year, rest),
        [
            Number { value: day, digits: 1 | 2 },
            Word(name),
            Number { value: year, digits: 4 },
            rest @ ..,
        ] => (month(name)?, *day, *year, rest),
        [
            Number { value: year, digits: 4 },
            Word(name),
            Number { value: day, digits: 1 | 2 },
            rest @ ..,
        ] => (month(name)?, *day, *year, rest),
        [
            Number { value: day, digits: 1 | 2 },
            a,
            Word(name),
            b,
            Number { value: year, digits: 4 },
            rest @ ..,
        ] if joined(a) && joined(b) => (month(name)?, *day, *year, rest),
        [Word(name), ..] if month(name).is_some() => return Some(Partial),
        [_, Word(name), ..] | [_, _, Word(name), ..] if month(name).is_some() => {
            return Some(Partial);
        }
        _ => return None,
    };
    Some(with_rest(self::day(year, month, day), rest))
}

fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "jan january januar janvier enero ene janeiro gennaio gen январь января янв januari",
        "feb february februar fevrier febrero fevereiro febbraio fev февраль февраля фев februari",
        "mar march marz mars marzo marco март марта maart mrz",
        "apr april avril abril abr aprile апрель апреля апр avr",
        "may mai mayo maio maggio mag маи мая mei",
        "jun june juni juin junio junho giugno giu июнь июня июн",
        "jul july juli juillet julio julho luglio lug июль июля июл",
        "aug august aout agosto ago август августа авг augustus",
        "sep sept september septembre septiembre setembro settembre set сентябрь сентября сен",
        "oct october oktober okt octobre octubre outubro out ottobre ott октябрь октября окт",
        "nov november novembre noviembre novembro ноябрь ноября ноя",
        "dec december dezember dez decembre diciembre dic dezembro dicembre декабрь декабря дек",
    ];
    let at =
        MONTHS.iter().position(|names| names.split_ascii_whitespace().any(|name| name == word))?;
    Some(at as u32 + 1)
}

/// Words in place of a date: a time to come, a period, nothing yet.
fn words(tokens: &[Token]) -> DateValue {
    const RELATIVE: &str = "after before once when upon following during by end early mid late start beginning within with next this last previous today tomorrow yesterday \
        now immediately immediate asap soonest ongoing continuous continuously daily weekly monthly quarterly tbd tba tbc tbh unknown undecided pending none na n unset open later \
        eod eow eom eoy planned estimated target post pre kickoff launch release parallel concurrent completed complete done started week weeks wk w sprint sprints month months quarter \
        q fy h day days d t year years phase phases stage milestone iteration hour hours minutes cw kw nach vor woche monat quartal tag laufend offen sofort semana mes trimestre dia fase \
        despues tras antes hoy pendiente depois apos hoje pendente semaine mois jour apres avant etape settimana dopo неделя недели месяц квартал этап после до spring summer autumn fall winter";
    const UNSPACED: [&str; 20] = [
        "周",
        "週",
        "月",
        "季度",
        "阶段",
        "待定",
        "未定",
        "后",
        "後",
        "前",
        "天",
        "日",
        "フェーズ",
        "四半期",
        "주",
        "월",
        "분기",
        "단계",
        "후",
        "미정",
    ];
    let known = |word: &str| RELATIVE.split_ascii_whitespace().any(|listed| listed == word);
    let relative = tokens.iter().any(|token| match token {
        Word(word) => {
            known(word)
                || month(word).is_some()
                || is_weekday(word)
                || !word.is_ascii() && UNSPACED.iter().any(|part| word.contains(part))
        }
        Sign(c, _) => *c == '+' || is_unit(*c),
        Number { .. } => false,
    });
    if relative || tokens.is_empty() { Partial } else { NO_DATE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = match parse(text) {
            DateValue::Date(date) => date.to_string(),
            Partial => "partial".to_owned(),
            NotADate(reason) => reason.to_owned(),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn one_day_in_many_forms() {
        for text in [
            "2025-11-02",
            "2025/11/02",
            "2025.11.02",
            "2025/11/2",
            "02.11.2025",
            "2.11.2025",
            "Nov 2, 2025",
            "Nov 2 2025",
            "November 2, 2025",
            "November 2nd, 2025",
            "2 November 2025",
            "2nd of November 2025",
            "2. November 2025",
            "2-Nov-2025",
            "2 de noviembre de 2025",
            "2 novembre 2025",
            "2 ноября 2025",
            "2025年11月2日",
            "2025년 11월 2일",
            "20251102",
            "2025-11-02 14:30",
            "2025-11-02T14:30:00Z",
            "2025-11-02 (Sunday)",
            "Sunday, November 2, 2025",
            "Sun, 2 Nov 2025",
            "**2025-11-02**",
            "`2025-11-02`",
            "📅 2025-11-02",
            "by 2025-11-02",
            "~2025-11-02",
            "2025-11-02, if approved",
            "2025-11-02 – kickoff",
            "Nov. 2, 2025",
            "２０２５-１１-０２",
            "2025-11-02 ✅",
        ] {
            check(text, "2025-11-02");
        }
        check("13/04/2025", "2025-04-13");
        check("04/13/2025", "2025-04-13");
        check("04/04/2025", "2025-04-04");
        check("2024-02-29", "2024-02-29");
    }

    #[test]
    fn partial_values() {
        for text in [
            "Week 3",
            "Week 1-2",
            "W12",
            "Q3 2025",
            "2025-Q3",
            "H1 2026",
            "FY26",
            "Nov 2025",
            "November",
            "2025-11",
            "11/2025",
            "2025",
            "TBD",
            "tbd",
            "N/A",
            "-",
            "—",
            "",
            "ongoing",
            "ASAP",
            "After Phase 1",
            "2 weeks after launch",
            "Day 1",
            "T+3",
            "03/04/2025",
            "02.11.25",
            "11/02",
            "[Date]",
            "{{DATE}}",
            "YYYY-MM-DD",
            "2025-01-02 – 2025-01-05",
            "2025-01-02 to 2025-01-05",
            "Nov 2-5, 2025",
            "Nov 2 – Nov 5, 2025",
            "mid-November",
            "End of Q2",
            "第3周",
            "2025年11月",
            "11月2日",
            "next Monday",
            "Sprint 4",
            "待定",
            "immediately",
            "2 Nov",
            "3",
        ] {
            check(text, "partial");
        }
    }

    #[test]
    fn no_dates() {
        check("2025-02-31", "no such day");
        check("2025-02-29", "no such day");
        check("31.02.2025", "no such day");
        check("31/02/2025", "no such day");
        check("February 31, 2025", "no such day");
        check("2025年2月31日", "no such day");
        check("2025-11-00", "no such day");
        check("2025-13-01", "no such month");
        check("2025-13", "no such month");
        check("13/14/2025", "no such month");
        check("someday", "not a date");
        check("Jane Doe", "not a date");
        check("12345", "not a date");
        check("99999999", "not a date");
    }

    #[test]
    fn hostile_input() {
        for part in ["1-", "-", "nov ", "2025-", "9"] {
            let _ = parse(&part.repeat(20_000));
        }
    }
}
