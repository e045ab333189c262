//! Files that move: the edits after which the paths of a plan lead to the same files as before, in
//! code spans and in links, whether the files move, the plan, or both. Moves nothing itself.

use super::Snapshot;
use super::file::folder;
use crate::rules::resolve;
use crate::text::{Edit, Span};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// A file or folder that moves. Both are `/`-separated, from the folder that the paths of the
/// plans start from, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Where it is now.
    pub from: String,
    /// Where it will be.
    pub to: String,
}

/// What a path may start from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Workspace,
    Document,
}

/// What would end a link's destination or mean something in it.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'(')
    .add(b')')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'`')
    .add(b'|');

/// The edits of a plan that follow `moves`, which happen all at once, in document order and not
/// overlapping. Paths that lead nowhere now stay as they are.
pub fn follow_moves(snapshot: &Snapshot, moves: &[Move]) -> Vec<Edit> {
    if !snapshot.has_outline() || moves.is_empty() {
        return vec![];
    }
    let own = snapshot.path.as_deref().unwrap_or_default();
    let own = moved(own, moves).unwrap_or_else(|| own.to_owned());
    let follow = Follow { snapshot, moves, after: own.rsplit_once('/').map_or("", |(f, _)| f) };
    let mut edits = vec![];
    for node in &snapshot.plan.nodes {
        let section = &node.section;
        for mention in section.paths() {
            let new = follow.mention(section.str(mention.span));
            edits.extend(new.map(|new| Edit::replace(node.span(mention.span), new)));
        }
        for link in section.links() {
            let destination = section.str(*link);
            let end = destination.find(['#', '?']).unwrap_or(destination.len());
            let path = Span::new(link.start, link.start + end);
            let new = follow.link(section.str(path));
            edits.extend(new.map(|new| Edit::replace(node.span(path), new)));
        }
    }
    edits.sort();
    edits.dedup();
    edits
}

struct Follow<'a> {
    snapshot: &'a Snapshot,
    moves: &'a [Move],
    /// The document's folder when all has moved.
    after: &'a str,
}

impl Follow<'_> {
    /// What is to be written in a code span; `None` if nothing changes or it could not be read.
    fn mention(&self, written: &str) -> Option<String> {
        let new = self.path(written, [Start::Workspace, Start::Document])?;
        (!new.contains(|c: char| c.is_control() || matches!(c, '`' | '|'))).then_some(new)
    }

    /// What is to be written in a link, without its fragment.
    fn link(&self, written: &str) -> Option<String> {
        let decoded = percent_decode_str(written).decode_utf8().ok()?;
        let new = self.path(&decoded, [Start::Document, Start::Workspace])?;
        Some(utf8_percent_encode(&new, ESCAPED).to_string())
    }

    fn path(&self, written: &str, starts: [Start; 2]) -> Option<String> {
        if written.is_empty() || written.starts_with('/') || written.contains(['\\', '\0', ':']) {
            return None;
        }
        let (start, target) = self.target(written, starts)?;
        let target = moved(&target, self.moves).unwrap_or(target);
        let start = if start == Start::Document { self.after } else { "" };
        if resolve(start, written).as_deref() == Some(target.as_str()) {
            return None;
        }
        let mut new = relative(start, &target);
        if written.starts_with("./") && !new.starts_with("../") {
            new.insert_str(0, "./");
        }
        if written.ends_with('/') {
            new.push('/');
        }
        Some(new)
    }

    /// The file a path leads to, and from where. Asks for files only when an answer may matter.
    fn target(&self, written: &str, starts: [Start; 2]) -> Option<(Start, String)> {
        let before = folder(self.snapshot);
        let place = |start| if start == Start::Document { before } else { "" };
        let leads = |start| Some((start, resolve(place(start), written)?.into_owned()));
        let files = &self.snapshot.environment.files;
        if !files.known() {
            return starts.first().copied().filter(|s| *s == Start::Document).and_then(leads);
        }
        let matters = |(start, path): &(Start, String)| {
            moved(path, self.moves).is_some() || (*start == Start::Document && before != self.after)
        };
        let all = || starts.into_iter().filter_map(leads).filter(|(_, path)| !path.is_empty());
        all().any(|lead| matters(&lead)).then_some(())?;
        all().find(|(_, path)| files.exists(path))
    }
}

/// Where a path is after the moves; `None` if it stays.
fn moved(path: &str, moves: &[Move]) -> Option<String> {
    let rest = |m: &'_ Move| {
        let rest = path.strip_prefix(m.from.as_str()).filter(|_| !m.from.is_empty())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| rest.to_owned())
    };
    let found = moves.iter().filter_map(|m| Some((m, rest(m)?)));
    found.max_by_key(|(m, _)| m.from.len()).map(|(m, rest)| format!("{}{rest}", m.to))
}

/// The way from a folder to a path, both from the workspace folder.
fn relative(folder: &str, path: &str) -> String {
    let folder: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let path: Vec<&str> = path.split('/').collect();
    let above = path.len().saturating_sub(1);
    let shared = folder.iter().zip(path.iter().take(above)).take_while(|(a, b)| a == b).count();
    let up = folder.iter().skip(shared).map(|_| "..");
    up.chain(path.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{Case, snapshot};
    use crate::text::apply;
    use expect_test::{Expect, expect};

    const FILES: &[&str] =
        &["src/a.rs", "src/b.rs", "docs/spec.md", "docs/old/x y.md", "docs/plan.md"];

    /// The plan at `own` after `moves`.
    fn check(own: &str, text: &str, moves: &[(&str, &str)], expect: Expect) {
        let mut snapshot = snapshot(text, &Case { files: FILES, ..Case::default() });
        snapshot.path = Some(own.to_owned());
        let m = |(from, to): &(&str, &str)| Move { from: (*from).into(), to: (*to).into() };
        let edits = follow_moves(&snapshot, &moves.iter().map(m).collect::<Vec<_>>());
        expect.assert_eq(&apply(&snapshot.document.text().to_string(), &edits).unwrap());
    }

    #[test]
    fn paths_follow_a_file_wherever_they_stand() {
        check(
            "plan.md",
            "# Plan\n- `src/a.rs:12`, `./src/a.rs`, `src/b.rs`\n\n| File | Do |\n| --- | --- |\n| `src/a.rs` | x |\n\n[a](src/a.rs#L3) ![i](./src/a.rs) [c](<src/a.rs>) `src/a.rs.md`\n\n[a]: src/a.rs \"t\"\n",
            &[("src/a.rs", "lib/c (1).rs")],
            expect![[r#"
                # Plan
                - `lib/c (1).rs:12`, `./lib/c (1).rs`, `src/b.rs`

                | File | Do |
                | --- | --- |
                | `lib/c (1).rs` | x |

                [a](lib/c%20%281%29.rs#L3) ![i](./lib/c%20%281%29.rs) [c](<lib/c%20%281%29.rs>) `src/a.rs.md`

                [a]: lib/c%20%281%29.rs "t"
            "#]],
        );
    }

    #[test]
    fn paths_follow_a_folder_from_both_starts() {
        check(
            "docs/plan.md",
            "# Plan\n`docs/old/x.md` `docs/spec.md` `spec.md` [x](old/x%20y.md) [r](docs/old/x%20y.md) [s](spec.md) [n](old/none.md)\n",
            &[("docs/old", "archive/2026"), ("docs/spec.md", "docs/api.md")],
            expect![[r#"
                # Plan
                `docs/old/x.md` `docs/api.md` `api.md` [x](../archive/2026/x%20y.md) [r](archive/2026/x%20y.md) [s](api.md) [n](old/none.md)
            "#]],
        );
    }

    #[test]
    fn the_links_of_a_plan_that_moves_are_based_anew() {
        let text = "# Plan\n[s](spec.md) [a](../src/a.rs) [h](#plan) [w](https://a.test/spec.md) `src/a.rs` `spec.md`\n";
        check(
            "docs/plan.md",
            text,
            &[("docs/plan.md", "plans/2026/plan.md")],
            expect![[r#"
                # Plan
                [s](../../docs/spec.md) [a](../../src/a.rs) [h](#plan) [w](https://a.test/spec.md) `src/a.rs` `../../docs/spec.md`
            "#]],
        );
        check(
            "docs/plan.md",
            text,
            &[("docs", "doc")],
            expect![[r#"
                # Plan
                [s](spec.md) [a](../src/a.rs) [h](#plan) [w](https://a.test/spec.md) `src/a.rs` `spec.md`
            "#]],
        );
    }

    #[test]
    fn what_could_not_be_written_stays() {
        check(
            "plan.md",
            "# Plan\n`src/a.rs` [a](src/a.rs)\n",
            &[("src/a.rs", "src/a`|.rs")],
            expect![[r#"
            # Plan
            `src/a.rs` [a](src/a%60%7C.rs)
        "#]],
        );
    }
}
