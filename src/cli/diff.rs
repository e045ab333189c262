//! Showing a change before it is made.

use super::output::{BOLD, GOOD, RED, RESET};
use similar::ChangeTag;
use similar::algorithms::{Capture, Compact, Replace, myers};
use similar::udiff::UnifiedHunkHeader;

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// The change as a unified diff that `patch -p1` and `git apply` take.
pub(super) fn diff(name: &str, before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    // Asked for as a text diff, all of the library's algorithms are linked: 600 KB.
    let mut found = Compact::new(Replace::new(Capture::new()), &old[..], &new[..]);
    let Ok(()) = myers::diff(&mut found, &old[..], 0..old.len(), &new[..], 0..new.len());
    let hunks = found.into_inner().into_inner().into_grouped_ops(CONTEXT);
    let mut out = format!("{BOLD}--- a/{name}{RESET}\n{BOLD}+++ b/{name}{RESET}\n");
    for hunk in hunks {
        out += &format!("{}\n", UnifiedHunkHeader::new(&hunk));
        let changes = hunk.iter().flat_map(|op| op.iter_slices(&old[..], &new[..]));
        let lines = changes.flat_map(|(tag, lines)| lines.iter().map(move |line| (tag, *line)));
        for (tag, line) in lines {
            let (mark, colour, reset) = match tag {
                ChangeTag::Delete => ('-', RED, RESET),
                ChangeTag::Insert => ('+', GOOD, RESET),
                ChangeTag::Equal => (' ', "", ""),
            };
            let bare = line.strip_suffix('\n').unwrap_or(line);
            out += &format!("{colour}{mark}{bare}{reset}\n");
            if bare.len() == line.len() {
                out += "\\ No newline at end of file\n";
            }
        }
    }
    out
}
