//! `file-already-exists`: a file that is to be created is there already.

mod to_modify;

use super::{Context, Finding};
use crate::plan::Node;
use crate::plan::path::{Intent, PathMention};
use crate::plan::status::StatusClass;
use crate::text::Edit;

declare! {
    /// A file that is to be created is already there.
    ///
    /// Somebody was faster, or the name is taken: the step is rather to change the file than to
    /// create it. Silent where the work is done: ticked tasks, finished steps, finished plans.
    ///
    /// ```md fails files=src/cache.ts
    /// # Implementation Plan: Saved cards
    ///
    /// - [ ] Create `src/cache.ts`
    /// ```
    ///
    /// ```md passes files=src/cache.ts
    /// # Implementation Plan: Saved cards
    ///
    /// - [x] Create `src/cache.ts`
    /// - [ ] Create `src/vault.ts`
    /// ```
    "file-already-exists",
    template: Info, generic: Info, about: Wrong, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    if context.status == StatusClass::Finished {
        return vec![];
    }
    let mut found = vec![];
    for (id, node) in context.plan.nodes.iter().enumerate() {
        for path in node.section.paths().iter().filter(|p| p.intent == Intent::Create) {
            let open = path.ticked.map_or_else(|| !begun(node), |ticked| !ticked);
            if !open || context.exists(&path.path) != Some(true) {
                continue;
            }
            let message = format!("`{}` is already there", path.path);
            let mut finding = Finding::new(node.span(path.span), message);
            let moved = to_modify::edits(context, id, path);
            if let Some(edits) = moved {
                finding = finding.offer("Move to the files to modify", edits);
            } else if let Some(word) = path.word.filter(|_| all_there(context, node, path)) {
                let modify = like(node.section.str(word));
                let title = format!("Change `{}` to `{modify}`", node.section.str(word));
                finding = finding.offer(title, vec![Edit::replace(node.span(word), modify)]);
            }
            found.push(finding);
        }
    }
    found
}

/// Whether any box of the section is ticked: then its files may well be there.
fn begun(node: Node) -> bool {
    node.done > 0
}

/// Whether every file is there that the same word is about.
fn all_there(context: &Context, node: Node, path: &PathMention) -> bool {
    // Of what more files share, the first few will tell.
    const MOST: usize = 100;
    let mut same = node.section.paths().iter().filter(|other| other.word == path.word);
    same.by_ref().take(MOST).all(|other| context.exists(&other.path) != Some(false)) && same.next().is_none()
}

/// "Modify" in the form of a word of creating.
fn like(word: &str) -> &'static str {
    let upper = word.chars().all(|c| !c.is_lowercase());
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    match (upper, capital, word.to_lowercase().as_str()) {
        (true, ..) => "MODIFY",
        (_, true, "created" | "added" | "new") => "Modified",
        (_, false, "created" | "added" | "new") => "modified",
        (_, true, _) => "Modify",
        (_, false, _) => "modify",
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check_case, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "file-already-exists";
    const AROUND: Case = Case { template: None, files: &["src/a.rs"] };

    #[test]
    fn what_is_there_is_reported_while_its_task_is_open() {
        let text = "# Plan\n\n**Files to Create**:\n- `src/a.rs`\n- `src/b.rs`\n";
        check_case(RULE, &AROUND, text, expect![[r#"
            4:4-4:12 info `src/a.rs` is already there
        "#]]);
    }

    #[test]
    fn done_work_is_not() {
        let done = "# Plan\n\n**Status**: Done\n\n- [ ] Create `src/a.rs`\n";
        check_case(RULE, &AROUND, done, expect![[""]]);
        let begun = "# Plan\n\n**Files to Create**:\n- `src/a.rs`\n\n- [x] Write it\n";
        check_case(RULE, &AROUND, begun, expect![[""]]);
    }

    #[test]
    fn to_modify_is_another_matter() {
        check_case(RULE, &AROUND, "# Plan\n\n- Modify `src/a.rs`\n- see `src/a.rs`\n", expect![[""]]);
    }

    #[test]
    fn a_word_for_several_files_stays_while_one_of_them_is_not_there() {
        let text = "# Plan\n\n- Create `src/a.rs` and `src/b.rs`\n\n**Files to Create**:\n- `src/a.rs`\n";
        check_case(RULE, &AROUND, text, expect![[r#"
            3:11-3:19 info `src/a.rs` is already there
            6:4-6:12 info `src/a.rs` is already there
              offer: Change `Create` to `Modify`
        "#]]);
    }

    #[test]
    fn it_moves_to_the_files_to_modify() {
        let text = "# Plan\r\n\r\n**Create**:\r\n- `src/n.rs`\r\n- `src/a.rs`: 卡片\r\n  more\r\n\r\n**Modify**:\r\n* `src/a.rs`\r\n\r\nEnd.\r\n";
        check_fix_case(RULE, &AROUND, text, expect![[r#"
            # Plan␍
            ␍
            **Create**:␍
            - `src/n.rs`␍
            ␍
            **Modify**:␍
            * `src/a.rs`␍
            * `src/a.rs`: 卡片␍
              more␍
            ␍
            End.␍
        "#]]);
        let sections = "# Plan\n\n## Files to modify\n- `src/a.rs`\n\n## Files to create\n- `src/a.rs`\n- `src/n.rs`";
        check_fix_case(RULE, &AROUND, sections, expect![[r#"
            # Plan

            ## Files to modify
            - `src/a.rs`
            - `src/a.rs`

            ## Files to create
            - `src/n.rs`"#]]);
    }

    #[test]
    fn the_fix_says_modify() {
        check_fix_case(RULE, &AROUND, "# Plan\r\n\r\n- [NEW] `src/a.rs`\r\n", expect![[r#"
            # Plan␍
            ␍
            - [MODIFY] `src/a.rs`␍
        "#]]);
        check_fix_case(RULE, &AROUND, "# Plan\n\n- `src/a.rs` (new file)\n", expect![[r#"
            # Plan

            - `src/a.rs` (modified file)
        "#]]);
        let cells = "# Plan\n\n| File | Change |\n|---|---|\n| `src/a.rs` | NEW |\n";
        check_fix_case(RULE, &AROUND, cells, expect![[r#"
            # Plan

            | File | Change |
            |---|---|
            | `src/a.rs` | MODIFY |
        "#]]);
    }
}
