//! Text in columns as a terminal shows them: cut, padded, and bars. Widths are those of the
//! characters on a screen, where 計 takes two columns; what would move the cursor is left out.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes, without colours.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// The text on one line in at most `columns`, with `…` where it was cut.
pub(super) fn cut(text: &str, columns: usize) -> String {
    let text = tame(text);
    if text.width() <= columns {
        return text;
    }
    let mut out = String::new();
    let mut left = columns.saturating_sub(1);
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if wide > left {
            break;
        }
        left -= wide;
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    if columns > 0 {
        out.push('…');
    }
    out
}

/// The text in exactly `columns`.
pub(super) fn fit(text: &str, columns: usize) -> String {
    let mut text = cut(text, columns);
    text.extend(std::iter::repeat_n(' ', columns.saturating_sub(text.width())));
    text
}

/// The text without what a terminal would obey instead of showing.
pub(super) fn tame(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// How much of `columns` is done, as a filled and an empty part; full only when all is done.
pub(super) fn bar((done, all): (usize, usize), columns: usize) -> (String, String) {
    let filled = (done.min(all) * columns).checked_div(all).unwrap_or(0);
    let filled = if done > 0 { filled.max(1) } else { 0 };
    ("█".repeat(filled), "░".repeat(columns - filled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(fit("計画書", 5), "計画…");
        assert_eq!(fit("計画書", 4), "計… ");
        assert_eq!(fit("ab", 4), "ab  ");
        assert_eq!(cut("a long name", 7), "a long…");
        assert_eq!(cut("a\x1b[2Jb", 9), "a [2Jb");
        assert_eq!(cut("abc", 0), "");
    }

    #[test]
    fn a_bar_is_full_only_when_all_is_done_and_empty_only_when_nothing_is() {
        let drawn = |done, all| bar((done, all), 4).0.chars().count();
        assert_eq!(
            [drawn(0, 9), drawn(1, 9), drawn(8, 9), drawn(9, 9), drawn(0, 0)],
            [0, 1, 3, 4, 0]
        );
    }
}
