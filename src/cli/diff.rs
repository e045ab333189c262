//! Showing a change before it is made.

use super::output::{BOLD, GOOD, RED, RESET};
use similar::{ChangeTag, TextDiff};

/// The change as a unified diff that `patch -p1` and `git apply` take.
pub(super) fn diff(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let mut out = format!("{BOLD}--- a/{name}{RESET}\n{BOLD}+++ b/{name}{RESET}\n");
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        out += &format!("{}\n", hunk.header());
        for change in hunk.iter_changes() {
            let (mark, colour) = match change.tag() {
                ChangeTag::Delete => ('-', RED),
                ChangeTag::Insert => ('+', GOOD),
                ChangeTag::Equal => (' ', ""),
            };
            let line = change.value();
            let bare = line.strip_suffix('\n').unwrap_or(line);
            let reset = if colour.is_empty() { "" } else { RESET };
            out += &format!("{colour}{mark}{bare}{reset}\n");
            if change.missing_newline() {
                out += "\\ No newline at end of file\n";
            }
        }
    }
    out
}
