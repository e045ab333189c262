//! Text as Mermaid takes it, whatever a plan calls its phases.

use super::columns::cut;

/// Columns of a name at most: a chart is as wide as its longest.
const WIDEST: usize = 100;

/// Text within quotes, as node labels take it: what would end or format the label is an entity.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in cut(text, WIDEST).chars() {
        match c {
            '#' | '&' | '"' | '<' | '>' | '`' | '\\' | '%' | ';' | '{' | '}' | '@' => {
                entity(&mut out, c)
            }
            // A label that begins like a list is taken for Markdown.
            '*' | '_' | '-' | '+' | '.' | ')' if out.chars().all(char::is_numeric) => {
                entity(&mut out, c)
            }
            c => out.push(c),
        }
    }
    out
}

fn entity(out: &mut String, c: char) {
    *out += &format!("#{};", u32::from(c));
}

/// Text on a line of a Gantt chart, which knows neither quotes nor entities: signs that mean
/// something there become others that look alike.
pub(super) fn plain(text: &str) -> String {
    let alike = |c: char| match c {
        ':' => '꞉',
        ';' => '⁏',
        '#' => '＃',
        '%' => '％',
        '<' => '‹',
        '>' => '›',
        c => c,
    };
    let text: String = cut(text, WIDEST).chars().map(alike).collect();
    // A line must not begin with a word of Mermaid's.
    format!("\u{200b}{}", text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mermaid_would_obey_is_escaped() {
        assert_eq!(quoted("a \"b\" <c> #d; 1. e"), "a #34;b#34; #60;c#62; #35;d#59; 1. e");
        assert_eq!(quoted("1. Count - it"), "1#46; Count - it");
        assert_eq!(plain("end: a, b; #c\n"), "\u{200b}end꞉ a, b⁏ ＃c");
    }
}
