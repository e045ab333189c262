//! Paths a plan names in code spans, and what it means to do with them (plans.md §5). Only code
//! spans that can hardly be anything else than a file: precision before volume. Looks at no disk.

use super::Section;
use super::concept::normalise;
use crate::syntax::{Block, BlockId, BlockKind, Facts, InlineKind};
use crate::text::Span;

/// A path named in a section. Spans are bytes of the slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathMention {
    /// The path inside its code span, without a line number behind it.
    pub span: Span,
    /// As written, `/`-separated, without a leading `./`.
    pub path: String,
    /// What the plan says is to be done with it.
    pub intent: Intent,
    /// The box of the innermost task it stands in.
    pub ticked: Option<bool>,
    /// The word that says so: before it, in the mark behind it, in another cell of its row, in the
    /// label or heading above its list. The same for all paths that share it.
    pub word: Option<Span>,
    /// The paragraph or table it stands in.
    pub block: BlockId,
}

/// What is to be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// It is to come.
    Create,
    /// It is to change.
    Modify,
    /// It is to go, or to move.
    Remove,
    /// The plan does not say.
    Unsaid,
}

const CREATE: &[&str] = &[
    "create",
    "creates",
    "created",
    "new",
    "add",
    "adds",
    "added",
    "introduce",
    "scaffold",
    "generate",
];
const MODIFY: &[&str] = &[
    "modify",
    "modifies",
    "modified",
    "modifying",
    "update",
    "updates",
    "updated",
    "edit",
    "edits",
    "change",
    "changes",
    "changed",
    "existing",
    "extend",
    "refactor",
];
const REMOVE: &[&str] = &[
    "delete",
    "deletes",
    "deleted",
    "remove",
    "removes",
    "removed",
    "drop",
    "dropped",
    "rename",
    "renamed",
    "renames",
    "move",
    "moved",
    "moves",
    "replace",
    "replaced",
    "deprecate",
    "deprecated",
    "migrate",
    "migrated",
    "split",
    "merge",
    "merged",
    "extract",
    "extracted",
    "obsolete",
    "retire",
];

/// What is to be done, and the word that says so.
type Said = (Intent, Option<Span>);

const UNSAID: Said = (Intent::Unsaid, None);

/// Bytes of a line, and cells of a row, beyond which no intent is looked for.
const LONGEST_LINE: usize = 4000;
const MOST_CELLS: usize = 64;

/// The paths of a section, in order.
pub fn read(section: &Section) -> Vec<PathMention> {
    let facts = &section.facts;
    let mut found = vec![];
    let heading = section.heading.as_ref().filter(|_| files_heading(section));
    let heading = heading.map_or(UNSAID, |h| said_in(facts, h.text, &h.name.name));
    for (id, block) in section.all_blocks() {
        let leaf = matches!(block.kind, BlockKind::Paragraph | BlockKind::Table(_));
        for inline in facts.inlines(block).iter().filter(|i| leaf && i.kind == InlineKind::Code) {
            let Some((span, path)) = path_of(facts, inline.inner) else { continue };
            let own = if matches!(block.kind, BlockKind::Table(_)) {
                row_intent(facts, block, inline.span)
            } else {
                line_intent(facts, block, inline.span)
            };
            let label = label_intent(section, id, inline.span);
            let said = [own, label, heading].into_iter().find(|(i, _)| *i != Intent::Unsaid);
            let ticked = facts.ancestors(id).find_map(|a| match facts.block(a)?.kind {
                BlockKind::Item { check: Some(check), .. } => Some(check.done),
                _ => None,
            });
            let (intent, word) = said.unwrap_or(UNSAID);
            found.push(PathMention { span, path, intent, ticked, word, block: id });
        }
    }
    found
}

/// Whether a heading is about files: `New files`, `Files to modify`, not `New architecture`.
fn files_heading(section: &Section) -> bool {
    let key = section.heading.as_ref().map_or("", |h| &h.key);
    key.split(' ').any(|w| matches!(w, "file" | "files" | "paths" | "modules"))
}

/// The path in a code span, without `:12`, `:12-20` or `#L12` behind it.
fn path_of(facts: &Facts, inner: Span) -> Option<(Span, String)> {
    let text = facts.str(inner);
    let end = text.find([':', '#']).unwrap_or(text.len());
    let (path, tail) = text.split_at(end);
    let line = tail.trim_start_matches([':', '#', 'L']);
    let numbered =
        !tail.is_empty() && line.chars().all(|c| c.is_ascii_digit() || "-:,L".contains(c));
    if (!tail.is_empty() && !numbered) || !looks_like_file(path) {
        return None;
    }
    let clean = path.strip_prefix("./").unwrap_or(path);
    Some((Span::new(inner.start, inner.start + end), clean.to_owned()))
}

/// A file name with an extension, in folders or alone; no command, glob, route, version or call.
pub fn looks_like_file(path: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "/._-+@".contains(c);
    if path.is_empty()
        || path.len() > 300
        || !path.chars().all(plain)
        || path.starts_with(['/', '-', '@'])
    {
        return false;
    }
    if path.contains("...") || path.contains("//") || path.contains("path/to/") {
        return false;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return path.contains('/') && matches!(name, "Makefile" | "Dockerfile" | "LICENSE");
    };
    let hidden = stem.is_empty() && path.contains('/');
    let typed = (1..=6).contains(&extension.len())
        && extension.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        && extension.starts_with(|c: char| c.is_ascii_lowercase());
    typed && (hidden || !stem.is_empty()) && (path.contains('/') || known(extension))
}

/// Extensions under which a name without folders is a file and not `node.js` or `user.name`.
fn known(extension: &str) -> bool {
    matches!(
        extension,
        "md" | "json"
            | "toml"
            | "yaml"
            | "yml"
            | "rs"
            | "ts"
            | "tsx"
            | "jsx"
            | "py"
            | "go"
            | "java"
            | "kt"
            | "swift"
            | "rb"
            | "php"
            | "cs"
            | "cpp"
            | "hpp"
            | "css"
            | "scss"
            | "html"
            | "sql"
            | "sh"
            | "lock"
            | "xml"
            | "proto"
            | "graphql"
            | "vue"
            | "svelte"
            | "ipynb"
            | "txt"
            | "csv"
    )
}

/// The first word of an item or line that says what is done: `Create:`, `[NEW]`, `Modify`; or
/// `(new)` right behind the path.
fn line_intent(facts: &Facts, block: &Block, code: Span) -> Said {
    let next = block.lines.partition_point(|l| l.start <= code.start);
    let line = block.lines.get(next.wrapping_sub(1)).copied().unwrap_or(code);
    // What people say about a file is near it; a line without end says nothing, for each of its
    // thousand paths anew.
    if line.len() > LONGEST_LINE {
        return UNSAID;
    }
    let before = facts.str(Span::new(line.start, code.start));
    let after = facts.str(Span::new(code.end, line.end));
    let mut words = before.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    // `Deleted x, moved y`: any word of leaving anywhere on the line makes it unsafe to expect it.
    let leaves = |t: &str| {
        let mut words = t.split(|c: char| !c.is_alphanumeric());
        words.any(|w| REMOVE.contains(&w.to_lowercase().as_str()))
    };
    let behind = after.trim_start_matches([' ', '-', '–', '—', ':']);
    let mark = behind.strip_prefix(['(', '[']).and_then(|m| m.split([')', ']']).next());
    if leaves(before)
        || leaves(after)
        || after.contains('→')
        || after.contains("->")
        || before.contains('→')
    {
        return (Intent::Remove, None);
    }
    let first = words.next().map(|w| (w, word_intent(w)));
    if let Some((word, intent)) = first
        && intent != Intent::Unsaid
    {
        let at = before.find(word).unwrap_or(0) + line.start;
        return (intent, Some(Span::new(at, at + word.len())));
    }
    mark.map_or(UNSAID, |mark| {
        let at = code.end + after.len() - behind.len() + 1;
        said_in(facts, Span::new(at, at + mark.len()), mark)
    })
}

/// What a table row says in another cell: `New`, `Modify`.
fn row_intent(facts: &Facts, block: &Block, code: Span) -> Said {
    let BlockKind::Table(table) = &block.kind else { return UNSAID };
    let next = table.rows.partition_point(|r| r.span.start <= code.start);
    let row = table.rows.get(next.wrapping_sub(1)).filter(|r| r.span.covers(code));
    let Some(row) = row.filter(|row| row.cells.len() <= MOST_CELLS) else { return UNSAID };
    let others = row.cells.iter().filter(|c| !c.covers(code));
    let short = others.filter(|c| facts.str(**c).split_whitespace().count() <= 2);
    let mut said = short.map(|c| (intent_of(facts.str(*c)), *c));
    let said = said.find(|(intent, _)| *intent != Intent::Unsaid);
    said.map_or(UNSAID, |(intent, cell)| (intent, Some(cell)))
}

/// What the label says whose list the path stands in: `Files to Modify`.
fn label_intent(section: &Section, block: BlockId, code: Span) -> Said {
    let facts = &section.facts;
    // Lists under a label follow it closely: a few labels back is far enough.
    let next = section.fields.partition_point(|f| f.span.start <= code.start);
    let label = section.fields.iter().take(next).rev().take(8).find(|field| {
        let listed = field.content.and_then(|c| facts.block(c).map(|b| c..b.end));
        field.value.covers(code) || listed.is_some_and(|range| range.contains(&block))
    });
    label.map_or(UNSAID, |field| said_in(facts, field.label, &field.key))
}

/// What `text` says, which stands in `span`, and the first word of it that says so.
fn said_in(facts: &Facts, span: Span, text: &str) -> Said {
    let intent = intent_of(text);
    if intent == Intent::Unsaid {
        return UNSAID;
    }
    let written = facts.str(span);
    let words = written.split(|c: char| !c.is_alphanumeric());
    let word = words.into_iter().find(|word| word_intent(word) == intent);
    let at = word.map(|word| word.as_ptr() as usize - written.as_ptr() as usize + span.start);
    (intent, word.zip(at).map(|(word, at)| Span::new(at, at + word.len())))
}

/// `create` or `modify` if the words say one of them and not both.
fn intent_of(text: &str) -> Intent {
    let key = normalise(text);
    let said: Vec<Intent> = key
        .split(|c: char| !c.is_alphanumeric())
        .map(word_intent)
        .filter(|i| *i != Intent::Unsaid)
        .collect();
    match said.as_slice() {
        [first, rest @ ..] if rest.iter().all(|i| i == first) => *first,
        _ => Intent::Unsaid,
    }
}

fn word_intent(word: &str) -> Intent {
    let word = word.to_lowercase();
    let has = |list: &[&str]| list.contains(&word.as_str());
    if has(CREATE) {
        Intent::Create
    } else if has(MODIFY) {
        Intent::Modify
    } else if has(REMOVE) {
        Intent::Remove
    } else {
        Intent::Unsaid
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use std::sync::Arc;

    fn check(text: &str, expect: Expect) {
        let facts = Arc::new(Facts::read(text, true));
        let paths = Section::read(&facts).into_iter().flat_map(|s| read(&s));
        let line = |p: PathMention| format!("{:?} {} {:?}\n", p.intent, p.path, p.ticked);
        expect.assert_eq(&paths.map(line).collect::<String>());
    }

    #[test]
    fn labels_headings_words_and_marks_decide() {
        check(
            "### New files\n- `src/a.rs`\n- Modify `src/b.rs:12-20`\n\n### Step 1\n**Files to Modify**:\n- `src/c.rs` - x\n- [NEW] `src/d.rs`\n- `src/e.rs` (new)\n\n**Files:**\n- `f.json`\n\n**Files to Modify/Create**:\n- `g/h.py`\n",
            expect![[r#"
                Create src/a.rs None
                Modify src/b.rs None
                Modify src/c.rs None
                Create src/d.rs None
                Create src/e.rs None
                Unsaid f.json None
                Unsaid g/h.py None
            "#]],
        );
    }

    #[test]
    fn rows_say_it_in_another_cell() {
        check(
            "| File | Action |\n|---|---|\n| `a/b.ts` | New |\n| `a/c.ts` | Modify |\n",
            expect![[r#"
                Create a/b.ts None
                Modify a/c.ts None
            "#]],
        );
    }

    #[test]
    fn what_leaves_is_not_expected() {
        check(
            "- [x] Delete `a/b.ts`\n- [x] Move `a/c.ts` → `d/c.ts`\n- [x] Write `e/f.ts`\n",
            expect![[r#"
                Remove a/b.ts Some(true)
                Remove a/c.ts Some(true)
                Remove d/c.ts Some(true)
                Unsaid e/f.ts Some(true)
            "#]],
        );
    }

    #[test]
    fn commands_routes_globs_versions_and_calls_are_no_paths() {
        check(
            "`npm run x` `/api/users` `src/**/*.rs` `1.2.3` `user.name` `node.js` `a/b` `POST /x.json` `path/to/x.js` `https://a.b/c.html` `{x}/y.rs`\n",
            expect![[""]],
        );
    }
}
