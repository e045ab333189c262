//! Whether a text is certainly no plan, by its path and its title alone: what twice names itself
//! something else cannot make up for that, whatever it holds. In doubt it says no, and the document
//! is read.

use super::score::{MOST_OF_OTHERS, Score, TITLE};
use super::title::{self, Title};
use super::{Declared, PLAN, path};
use crate::plan::Section;
use crate::syntax;
use memchr::memmem;

/// Whether [`super::recognise`] would surely find neither a plan nor a template.
pub fn is_surely_none(text: &str, path: &str, declared: &Declared) -> bool {
    let mut score = Score::default();
    path::points(path, &mut score);
    let excluded = declared.plan == Some(false);
    let hopeless = score.points - TITLE + MOST_OF_OTHERS < PLAN;
    let told = declared.template_file || declared.plan == Some(true);
    if told || !(excluded || hopeless) || may_say(text) {
        return false;
    }
    excluded || is_titled_otherwise(text)
}

/// Whether it may say what it is itself, in a comment or its front matter.
fn may_say(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}');
    head.starts_with("---")
        || head.starts_with("+++")
        || memmem::find(text.as_bytes(), b"planls").is_some()
}

/// Whether the first heading is the title, and says that this is something else.
fn is_titled_otherwise(text: &str) -> bool {
    // The text before it is a slice of its own.
    let first = syntax::slices(text)
        .take(2)
        .find_map(|slice| Section::read(&slice.facts).iter().find_map(|s| s.heading.clone()));
    let title = first.filter(|h| h.level == 1 && h.name.name.len() < title::LONGEST);
    title.is_some_and(|h| matches!(title::read_heading(&h.name.name), Title::Other(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use crate::syntax::Document;
    use crate::template::{Recognised, Templates, recognise};

    /// Whether it is decided early; then a full reading must decide the same.
    #[track_caller]
    fn check(path: &str, text: &str, declared: &Declared) -> bool {
        let early = is_surely_none(text, path, declared);
        let plan = Plan::new(&Document::new(text), &Default::default(), None);
        let found = recognise(&plan, Some(path), declared, &Templates::built_in());
        let is_none = matches!(found.is, Recognised::No | Recognised::Maybe);
        assert!(!early || is_none, "{path}: {:?}\n{text}", found.reasons);
        early
    }

    const TITLES: [&str; 12] = [
        "# Changelog\n",
        "# Guide: Install\n",
        "Guide\n=====\n",
        "\u{feff}# Read me\r\n",
        "Words first.\n\n# Contributing\n",
        "## Guide\n",
        "```\n# Guide\n```\n\n# Migration plan\n",
        "---\nphase: 1\nplan: 2\n---\n\n# Guide\n",
        "# Implementation plan\n",
        "> # Guide\n\n# Plan\n",
        "# リリースガイド\n",
        "",
    ];

    const PATHS: [&str; 7] = [
        "README.md",
        "docs/guide.md",
        "CHANGELOG.md",
        "commands/release-guide.md",
        "plans/report.md",
        "plan.md",
        "templates/guide.md",
    ];

    /// All that counts for a plan.
    const PARTS: [&str; 6] = [
        "## Phase 1: A\n\n**Files:** a\n\n- [ ] x\n- [ ] y\n- [x] z\n\n",
        "## Step 2: B\n\n## Task 3: C\n\n## Milestone 4: D\n\n## Phase 5: E\n\n## Phase 6: F\n\n",
        "**Status:** Draft\n**Owner:** K\n**Priority:** 1\n**Effort:** 2\n**Goal:** x\n**Date:** y\n\n",
        "## Risks\n\n- a\n\n## Rollback\n\n## Timeline\n\n## File changes\n\n## Current state\n\n\
         ## Approach\n\n## Deployment\n\n## Dependencies\n\n## Approval\n\n## Testing\n\n",
        "### A\n\n- **Files**: a\n- **Tests**: b\n- **Verify**: c\n- **Impact**: d\n- **Commit**: e\n\n",
        "Text <!-- planls: plan --> here.\n\n",
    ];

    #[test]
    fn what_is_decided_early_is_what_a_full_reading_finds() {
        let mut early = 0;
        for (title, path) in TITLES.iter().flat_map(|t| PATHS.map(|p| (t, p))) {
            for parts in 0..1_u32 << PARTS.len() {
                let taken = PARTS.iter().enumerate().filter(|(at, _)| parts >> at & 1 == 1);
                let text = taken.fold((*title).to_owned(), |text, (_, part)| text + "\n" + part);
                early += usize::from(check(path, &text, &Declared::default()));
            }
        }
        assert!(early > 300, "{early}");
    }

    #[test]
    fn what_configuration_says_comes_first() {
        let declared = |plan| Declared { plan: Some(plan), ..Declared::default() };
        assert!(check("plan.md", "# Implementation plan\n", &declared(false)));
        assert!(!check("plan.md", "<!-- planls: plan -->\n", &declared(false)));
        assert!(!check("plan.md", "---\nPlanls: plan\n---\n", &declared(false)));
        assert!(!check("CHANGELOG.md", "# Changelog\n", &declared(true)));
        let template = Declared { template_file: true, ..Declared::default() };
        assert!(!check("CHANGELOG.md", "# Changelog\n", &template));
    }

    #[test]
    fn our_own_documents() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let (files, _) = crate::workspace::documents(folder);
        assert!(files.len() > 20);
        for file in files {
            let text = crate::workspace::read(&file).unwrap().text;
            let path = crate::workspace::slashes(file.strip_prefix(folder).unwrap());
            check(&path, &text, &Declared::default());
            check("docs/guide.md", &text, &Declared::default());
        }
    }
}
