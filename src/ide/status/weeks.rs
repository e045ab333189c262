//! Weeks of a plan without a calendar: `Week 3`, `Weeks 1–2`, `week 5 to 6`. Knows no dates: when
//! week 1 begins is for the schedule to say.

/// The last week that a plan may reach; a higher number is no week of a plan.
const LAST: u16 = 520;

/// The first and the last week that a text names, counted from 1; `None` where it names none, or
/// several that are no span.
pub(super) fn weeks(text: &str) -> Option<(u16, u16)> {
    let text = text.to_lowercase();
    let (mut rest, mut before) = (text.as_str(), ' ');
    let mut found = None;
    while let Some((head, tail)) = rest.split_once("week") {
        before = head.chars().next_back().unwrap_or(before);
        // `2 weeks 3 days` is a length.
        let length = head.trim_end().ends_with(|c: char| c.is_ascii_digit());
        rest = tail;
        let Some((first, tail)) = number(tail).filter(|_| !before.is_alphanumeric() && !length)
        else {
            continue;
        };
        let (last, tail) = to(tail).filter(|(last, _)| *last > first).unwrap_or((first, tail));
        rest = tail;
        if found.replace((first, last)).is_some() {
            return None;
        }
    }
    found
}

/// The second end of a span, and what follows it.
fn to(text: &str) -> Option<(u16, &str)> {
    let text = text.trim_start();
    let joints = ["-", "–", "—", "~", "to "];
    let text = joints.iter().find_map(|joint| text.strip_prefix(joint))?.trim_start();
    number(text.strip_prefix("week").unwrap_or(text))
}

/// A number after `week`, and what follows it.
fn number(text: &str) -> Option<(u16, &str)> {
    let text = text.strip_prefix('s').unwrap_or(text).trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let number = digits.parse().ok().filter(|n| (1..=LAST).contains(n))?;
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::weeks;

    #[test]
    fn what_names_weeks() {
        for (text, expected) in [
            ("Phase 1: Store (Week 3)", Some((3, 3))),
            ("Weeks 1–2", Some((1, 2))),
            ("Week 1 - Week 4", Some((1, 4))),
            ("weeks 5 to 6", Some((5, 6))),
            ("Week 2, 3 people", Some((2, 2))),
            ("Week 2: 1 person", Some((2, 2))),
            ("Week 1, later Week 4 again and Week 9", None),
            ("2 weeks", None),
            ("week 0", None),
            ("Week 99999", None),
            ("2 weeks 3 days", None),
            ("biweek 3", None),
            ("", None),
        ] {
            assert_eq!(weeks(text), expected, "{text}");
        }
    }
}
