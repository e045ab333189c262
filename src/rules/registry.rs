//! What a rule declares. Adding a rule: its file, and its line in `rules.rs`.

use super::{Context, Finding, Level, SectionContext};

/// A rule. Declared with `declare!` in the file that implements it.
pub struct Rule {
    /// Kebab-case, named for the defect; the diagnostic code.
    pub name: &'static str,
    /// Its documentation in Markdown, line by line: first a sentence that says what it reports,
    /// then why, then examples in fences whose info string begins `md fails` or `md passes`.
    pub docs: &'static [&'static str],
    /// Default levels.
    pub levels: Levels,
    /// What kind of defect it is, which decides when it is lowered or silent.
    pub about: About,
    /// Whether it offers fixes.
    pub fixes: Fixes,
    /// What it looks at.
    pub reach: Reach,
}

/// Default levels of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels {
    /// When a template is matched.
    pub template: Level,
    /// In the generic profile; [`Level::Off`] when the rule needs a template.
    pub generic: Level,
}

/// Kinds of defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Something the plan should have and has not: only in confident plans, one level lower in
    /// drafts, off in finished plans and template files.
    Missing,
    /// Something begun and not filled in: one level lower in drafts, off in finished plans and
    /// template files.
    Unfilled,
    /// Something that contradicts itself or the workspace: as declared; off in template files.
    Wrong,
    /// About planls' own directives: everywhere, template files too.
    Directive,
}

/// Whether a rule offers fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixes {
    /// None can be computed.
    None,
    /// Offered, not part of fix-all.
    Offered,
    /// Safe ones, part of fix-all.
    Safe,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Reach {
    /// One section and the slot it fills: the findings are kept while those do not change.
    Section(fn(&SectionContext) -> Vec<Finding>),
    /// The whole plan: run on every version, so only over sums and lists already made.
    Document(fn(&Context) -> Vec<Finding>),
    /// Reported by [`super::check`] itself.
    Suppression,
}

impl Rule {
    /// The first sentence of the documentation.
    pub fn summary(&self) -> String {
        let lines = self.docs.iter().map(|l| l.trim()).take_while(|l| !l.is_empty());
        lines.collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
    }

    /// The documentation as a Markdown page body.
    pub fn page(&self) -> String {
        let lines = self.docs.iter().map(|l| l.strip_prefix(' ').unwrap_or(l));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Declares a rule: the doc comment is its documentation.
macro_rules! declare {
    ($(#[doc = $doc:literal])* $name:literal, template: $t:ident, generic: $g:ident, about: $about:ident,
     fixes: $fixes:ident, $reach:ident($($check:ident)?)) => {
        /// This rule's declaration.
        pub static RULE: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            docs: &[$($doc),*],
            levels: $crate::rules::Levels {
                template: $crate::rules::Level::$t,
                generic: $crate::rules::Level::$g,
            },
            about: $crate::rules::About::$about,
            fixes: $crate::rules::Fixes::$fixes,
            reach: declare!(@reach $reach $($check)?),
        };
    };
    (@reach Suppression) => { $crate::rules::Reach::Suppression };
    (@reach $reach:ident $check:ident) => { $crate::rules::Reach::$reach($check) };
}
