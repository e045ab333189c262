//! What a rule is given. Does not compute findings.

use super::{Finding, Level};
use crate::plan::heading::Kind;
use crate::plan::placeholder::Placeholder;
use crate::plan::status::StatusClass;
use crate::plan::{Concept, NodeId, Plan, Section};
use crate::syntax::Document;
use crate::template::{Matching, Recognition, Slot, Template};
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// All of a plan, for rules whose reach is the document.
pub struct Context<'a> {
    /// Text and slices.
    pub document: &'a Document,
    /// The plan read from it.
    pub plan: &'a Plan,
    /// What the document is.
    pub recognition: &'a Recognition,
    /// The template it follows.
    pub template: Option<&'a Template>,
    /// Which section fills which slot.
    pub matching: Option<&'a Matching>,
    /// The plan's own status.
    pub status: StatusClass,
    /// Levels and caps.
    pub settings: &'a Settings,
    /// The workspace.
    pub files: &'a dyn Files,
    /// The document's path relative to its workspace folder, `/`-separated, if it has one.
    pub path: Option<&'a str>,
    /// Today.
    pub today: Date,
}

/// One section, for rules whose reach is a section. Everything here is the key under which the
/// findings are kept, so a rule can depend on nothing else. Spans are relative to the slice.
#[derive(Clone, Copy)]
pub struct SectionContext<'a> {
    /// The section.
    pub section: &'a Section,
    /// Its kind in the plan.
    pub kind: Kind,
    /// Its own concept.
    pub concept: Option<Concept>,
    /// Its own concept or the nearest around it.
    pub within: Option<Concept>,
    /// Whether it has subsections.
    pub has_children: bool,
    /// The template the plan follows.
    pub template: Option<&'a Template>,
    /// The slot the section fills.
    pub slot: Option<&'a Slot>,
    /// Today, for fixes that insert it.
    pub today: Date,
}

/// How rules are set: from configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Levels by rule name.
    pub levels: FxHashMap<String, Level>,
    /// Findings reported per rule and document before "and N more".
    pub cap: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { levels: FxHashMap::default(), cap: 20 }
    }
}

/// What rules may ask about the workspace. Paths are `/`-separated, relative to the workspace
/// folder; nothing outside it exists.
pub trait Files: Send + Sync {
    /// Whether a file or directory is there.
    fn exists(&self, path: &str) -> bool;
    /// Existing paths that resemble a missing one, best first, at most a few.
    fn closest(&self, path: &str) -> Vec<String>;
    /// The names in a folder (`""` is the workspace's own), folders with a final `/`, in order. Of
    /// what is ignored nothing; empty for what is no folder.
    fn list(&self, _folder: &str) -> Vec<String> {
        vec![]
    }
    /// Whether the workspace is known at all; without one, rules about files are silent.
    fn known(&self) -> bool;
    /// Whether the workspace is under version control, or set up for planls: a place where plans
    /// are about what lies around them.
    fn repository(&self) -> bool {
        true
    }
}

/// No workspace.
pub struct NoFiles;

impl Files for NoFiles {
    fn exists(&self, _: &str) -> bool {
        false
    }

    fn closest(&self, _: &str) -> Vec<String> {
        vec![]
    }

    fn known(&self) -> bool {
        false
    }
}

impl SectionContext<'_> {
    /// Whether the section is still a blank of the template: its title is one of the placeholders,
    /// and no label stands beneath it (`[Repeat structure above …]` may).
    pub fn is_blank_of_template(&self) -> bool {
        let heading = self.section.heading.as_ref().map_or(Span::default(), |h| h.text);
        let blank = |p: &&Placeholder| {
            let ends = p.span.end == heading.end && p.span.start >= heading.start;
            ends && self.template.is_some_and(|t| t.placeholders.contains(self.section.str(p.span)))
        };
        let own = self.section.placeholders().iter().any(|p| blank(&p));
        own && self.section.fields.is_empty() && self.section.items.is_empty()
    }
}

impl<'a> Context<'a> {
    /// The slot a section fills.
    pub fn slot(&self, node: NodeId) -> Option<&'a Slot> {
        self.template?.slot(self.matching?.slot_of(node)?)
    }

    /// A section with its surroundings.
    pub fn section(&self, id: NodeId) -> Option<SectionContext<'a>> {
        let node = self.plan.node(id)?;
        Some(SectionContext {
            section: node.section,
            kind: node.kind,
            concept: node.concept,
            within: node.within,
            has_children: node.end > id + 1,
            template: self.template,
            slot: self.slot(id),
            today: self.today,
        })
    }

    /// The finding about a path that leads nowhere because it is still the template's own.
    pub fn unfilled(&self, path: &str, span: Span) -> Option<Finding> {
        let own = path.strip_prefix("./").unwrap_or(path);
        let finding = Finding::new(span, format!("`{path}` is not filled in"));
        self.template?
            .references
            .contains(own)
            .then_some(Finding { rule: "unfilled-placeholder", ..finding })
    }

    /// Whether a path of the plan is there: from the workspace folder, then from the document's
    /// own. `None` when that cannot be told: no workspace, or the path leaves it.
    pub fn exists(&self, path: &str) -> Option<bool> {
        if !self.files.known() {
            return None;
        }
        let folder = self.path.and_then(|p| p.rsplit_once('/')).map_or("", |(folder, _)| folder);
        let from_root = resolve("", path);
        let from_here = if folder.is_empty() { None } else { resolve(folder, path) };
        let told = from_root.is_some() || from_here.is_some();
        let there = |path: Option<Cow<str>>| path.is_some_and(|path| self.files.exists(&path));
        told.then(|| there(from_root) || there(from_here))
    }

    /// Whether the workspace seems to be the one the plan speaks of: something it names is there, or
    /// its folder, or a file so like it that a slip is likely. A plan of which nothing is there was
    /// written for another repository, and nothing it names can be called missing here; in a
    /// repository that takes several names, elsewhere one.
    pub fn at_home(&self) -> bool {
        const SEVERAL: usize = 3;
        const COMPARED: usize = 20;
        if !self.files.known() {
            return true;
        }
        let sections = || self.plan.nodes.iter().map(|node| node.section);
        let paths = sections().flat_map(|s| s.paths().iter().map(|p| p.path.as_str()));
        let links = sections().flat_map(|s| s.links().iter().map(|span| s.str(*span)));
        let files = links.filter_map(|l| l.split(['#', '?']).next()).filter(|l| !l.is_empty());
        let mut missing = FxHashSet::default();
        for named in paths.chain(files) {
            let folder = named.rsplit_once('/').map(|(folder, _)| folder);
            let folder = folder.filter(|f| f.contains(char::is_alphanumeric));
            match self.exists(named) {
                Some(true) => return true,
                Some(false) if folder.is_some_and(|f| self.exists(f) == Some(true)) => return true,
                Some(false) => _ = missing.insert(named),
                None => {}
            }
        }
        let enough = if self.files.repository() { SEVERAL } else { 1 };
        let like = |named: &&str| !self.files.closest(named).is_empty();
        missing.len() < enough || missing.iter().take(COMPARED).any(like)
    }

    /// The line end the document uses: the first one's, but for a stray CR among other lines.
    pub fn line_end(&self) -> &'static str {
        // Asked with every edit: the head tells.
        const HEAD: usize = 4096;
        let first = self.document.text().line_span(0).end;
        let end = self.document.text().slice(crate::text::Span::new(first, first + 2));
        match end.as_bytes() {
            b"\r\n" => "\r\n",
            [b'\r', ..] => {
                let head = self.document.text().slice(crate::text::Span::new(0, HEAD));
                if head.replace("\r\n", "").contains('\n') { "\n" } else { "\r" }
            }
            _ => "\n",
        }
    }
}

/// `path` as seen from `folder`, without `.` and `..`; `None` when it leaves the workspace.
pub fn resolve<'p>(folder: &str, path: &'p str) -> Option<Cow<'p, str>> {
    // Most are so already, and there are many.
    let begins_oddly = |part: &str| part.is_empty() || part.starts_with('.');
    if folder.is_empty() && !path.split('/').any(begins_oddly) {
        return Some(path.into());
    }
    let mut parts: Vec<&str> = vec![];
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/").into())
}
