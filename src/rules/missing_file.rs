//! `missing-file`: a file the plan relies on is not in the workspace.

use super::{Context, Finding};
use crate::plan::path::Intent;
use crate::text::Edit;

declare! {
    /// A file that is to be modified, or that a ticked task names, is not in the workspace.
    ///
    /// Either the path has a slip, or the file moved since the plan was written, or the task is not
    /// done. Paths are looked up from the workspace folder and from the document's; only code spans
    /// that are plainly files count. A plan of whose files none is there belongs to another
    /// repository and is left alone.
    ///
    /// ```md fails files=src/vault/client.ts,src/app.ts
    /// # Implementation Plan: Saved cards
    ///
    /// **Files to Modify**:
    /// - `src/vault/clent.ts`
    /// - `src/app.ts`
    /// ```
    ///
    /// ```md passes files=src/vault/client.ts,src/app.ts
    /// # Implementation Plan: Saved cards
    ///
    /// **Files to Modify**:
    /// - `src/vault/client.ts:40`
    ///
    /// **Files to Create**:
    /// - `src/vault/cache.ts`
    /// ```
    "missing-file",
    template: Warning, generic: Warning, about: Wrong, fixes: Offered, Document(check)
}

fn check(context: &Context) -> Vec<Finding> {
    // Names are compared: not for more than will be read.
    const SUGGESTED: usize = 50;
    let mut found: Vec<Finding> = vec![];
    for node in &context.plan.nodes {
        for path in node.section.paths() {
            let expected = match path.intent {
                Intent::Modify => true,
                Intent::Create | Intent::Unsaid => path.ticked == Some(true),
                Intent::Remove => false,
            };
            if !expected || context.exists(&path.path) != Some(false) {
                continue;
            }
            if let Some(finding) = context.unfilled(&path.path, node.span(path.span)) {
                found.push(finding);
                continue;
            }
            // A bare name that is somewhere else is found by its readers too.
            let bare = !path.path.contains('/');
            let suggest = bare || found.len() < SUGGESTED;
            let closest = if suggest { context.files.closest(&path.path) } else { vec![] };
            let name = |p: &str| p.rsplit('/').next().map(str::to_owned);
            if bare && closest.iter().any(|c| name(c) == name(&path.path)) {
                continue;
            }
            let span = node.span(path.span);
            let mut finding = Finding::new(span, format!("there is no file `{}`", path.path));
            for other in closest {
                let title = format!("Change to `{other}`");
                finding = finding.offer(title, vec![Edit::replace(span, other)]);
            }
            found.push(finding);
        }
    }
    if found.is_empty() || context.at_home() { found } else { vec![] }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{Case, check_case, check_fix_case};
    use expect_test::expect;

    const RULE: &str = "missing-file";
    const AROUND: Case = Case { template: None, files: &["src/a.rs", "docs/b.md"] };

    #[test]
    fn to_modify_and_ticked_are_looked_up() {
        let text = "# Plan\n\n- Modify `src/x.rs`\n- [x] Write `src/y.rs`\n- [ ] Write `src/z.rs`\n- Create `src/n.rs`\n";
        check_case(RULE, &AROUND, text, expect![[r#"
            3:11-3:19 warning there is no file `src/x.rs`
            4:14-4:22 warning there is no file `src/y.rs`
        "#]]);
    }

    #[test]
    fn what_is_there_is_fine_however_it_is_written() {
        let text = "# Plan\n\n- Modify `./src/a.rs:12-20`\n- Update `src/../docs/b.md`\n- Update `b.md`\n- Modify `../../etc/x.conf`\n";
        check_case(RULE, &AROUND, text, expect![[""]]);
    }

    #[test]
    fn a_plan_for_another_repository_is_left_alone() {
        check_case(RULE, &AROUND, "# Plan\n\n- Modify `lib/x.rb`\n- Modify `lib/y.rb`\n- Create `lib/z.rb`\n", expect![[""]]);
    }

    #[test]
    fn without_a_workspace_it_is_silent() {
        check_case(RULE, &Case::default(), "# Plan\n\n- Modify `src/x.rs`\n", expect![[""]]);
    }

    #[test]
    fn the_fix_is_the_closest_path() {
        let text = "# Plan\r\n\r\n| File | Change |\r\n|---|---|\r\n| `source/a.rs` | Modify |\r\n";
        check_fix_case(RULE, &AROUND, text, expect![[r#"
            # Plan␍
            ␍
            | File | Change |␍
            |---|---|␍
            | `src/a.rs` | Modify |␍
        "#]]);
    }
}
