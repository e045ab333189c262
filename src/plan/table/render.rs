//! A GFM table as text with its columns aligned, for fixed-width fonts (Unicode Standard Annex #11,
//! East Asian Width). Cells are written as given but for what would break the table.

use crate::syntax::Align;
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// Narrower columns are widened to this, the width of `---`.
const NARROWEST: usize = 3;
/// Cells wider than this do not widen their column: the text grows with its longest cell, not with
/// that times the number of rows.
const WIDEST: usize = 120;

/// The table of `rows`, header first, without a final line end. A row keeps the number of cells it
/// has; the delimiter row has as many as the header, of `aligns` and then [`Align::None`]. `prefix`
/// (indentation, `> `) begins each line but the first, so that the result can replace a table
/// block's span. Writing what was read from it gives the same text. No rows: no text.
pub fn render<S: AsRef<str>>(rows: &[Vec<S>], aligns: &[Align], prefix: &str) -> String {
    let Some((header, body)) = rows.split_first() else { return String::new() };
    let widths = widths(rows);
    let columns = header.len().max(1);
    let aligns = aligns.get(..columns).unwrap_or(aligns);
    let delimiters: Vec<_> =
        (0..columns).map(|i| delimiter(widths.get(i).copied(), aligns.get(i).copied())).collect();
    let mut out = aligned_row(header, &widths, aligns);
    let mut line = |text: &str| out.extend(["\n", prefix, text]);
    line(&format!("| {} |", delimiters.join(" | ")));
    body.iter().for_each(|row| line(&aligned_row(row, &widths, aligns)));
    out
}

/// One line of a table: `| a   | b |`. A cell that is wider than its column or has none is not
/// padded; a row without cells has one empty cell.
pub fn aligned_row<S: AsRef<str>>(cells: &[S], widths: &[usize], aligns: &[Align]) -> String {
    let mut out = String::from("|");
    for i in 0..cells.len().max(1) {
        let cell = clean(cells.get(i).map_or("", S::as_ref));
        let room = widths.get(i).copied().unwrap_or(0).saturating_sub(cell.width());
        let before = match aligns.get(i) {
            Some(Align::Right) => room,
            Some(Align::Center) => room / 2,
            _ => 0,
        };
        let pad = |n: usize| std::iter::repeat_n(' ', n);
        out.push(' ');
        out.extend(pad(before));
        out.push_str(&cell);
        out.extend(pad(room - before));
        out.push_str(" |");
    }
    out
}

/// The width of each column, that of the longest row deciding how many.
pub fn widths<S: AsRef<str>>(rows: &[Vec<S>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let mut widths = vec![NARROWEST; columns];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            let cell = clean(cell.as_ref()).width();
            if cell <= WIDEST {
                *width = cell.max(*width);
            }
        }
    }
    widths
}

fn delimiter(width: Option<usize>, align: Option<Align>) -> String {
    let (left, right) = match align {
        Some(Align::Left) => (":", ""),
        Some(Align::Center) => (":", ":"),
        Some(Align::Right) => ("", ":"),
        Some(Align::None) | None => ("", ""),
    };
    let width = width.unwrap_or(NARROWEST) - left.len() - right.len();
    format!("{left}{}{right}", "-".repeat(width))
}

/// A cell as it can stand in a table: pipes escaped, on one line, without the white space that
/// Markdown trims.
fn clean(cell: &str) -> Cow<'_, str> {
    let cell = cell.trim_matches([' ', '\t', '\n', '\r']);
    if !cell.contains(['|', '\n', '\r']) {
        return cell.into();
    }
    escape(cell).replace(['\n', '\r'], " ").into()
}

/// Escapes the pipes that are not yet.
pub fn escape(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut escaped = false;
    for c in cell.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\';
        out.push(c);
    }
    out
}

/// `\|` as `|`, in code spans too (GFM §4.10); other escapes stay.
pub fn unescape(cell: &str) -> String {
    cell.replace("\\|", "|")
}
