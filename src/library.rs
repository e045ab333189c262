//! The interface for other programs: parse, detect, check, fix, outline. Only names what the engine
//! does; everything else in the crate may change.

use crate::ide::{self, Environment, Snapshot, Symbol};
use crate::rules::Finding;
use crate::template::Recognised;
use crate::workspace::{self, Options, Workspace};
use std::path::Path;

/// A Markdown document that has been read, whether it is a plan or not. Never changes.
pub struct Document {
    snapshot: Snapshot,
}

/// What a document is, and why.
#[derive(Clone, Debug)]
pub struct Detected {
    /// Plan, template, perhaps, or neither.
    pub is: Recognised,
    /// The id of the template it follows, if it follows one.
    pub template: Option<String>,
    /// What spoke for it, in words.
    pub reasons: Vec<String>,
}

/// Reads a text on its own: built-in templates, every rule at its own level, no files to compare with.
///
/// Any text can be read. A byte order mark is to be taken off first.
///
/// ```
/// assert!(!planls::parse("# Read me\n\nInstall it.\n").detect().is_plan());
/// ```
pub fn parse(text: &str) -> Document {
    let environment = Environment::plain(workspace::today());
    Document { snapshot: Snapshot::of_text(text, None, environment) }
}

/// Reads a file as `planls check` does: with the nearest `planls.toml`, the templates in reach, and
/// the files beside it. The error says what is wrong with the file or its configuration.
///
/// ```
/// let plan = planls::open("examples/checkout.md".as_ref())?;
/// assert!(plan.detect().is_plan());
/// assert!(planls::open("no-such-plan.md".as_ref()).is_err());
/// # Ok::<(), String>(())
/// ```
pub fn open(path: &Path) -> Result<Document, String> {
    let source = workspace::read(path)?;
    let workspace = Workspace::new(Options::default());
    match workspace.project(path).troubles.first() {
        Some(trouble) => Err(format!("{}: {}", trouble.path.display(), trouble.message)),
        None => Ok(Document { snapshot: workspace.snapshot_of(path, &source.text) }),
    }
}

impl Document {
    /// What it is.
    ///
    /// ```
    /// let text = "<!-- planls: template=phased -->\n# Plan: Saved cards\n";
    /// assert_eq!(planls::parse(text).detect().template.as_deref(), Some("phased"));
    /// ```
    pub fn detect(&self) -> Detected {
        let recognition = &self.snapshot.recognition;
        Detected {
            is: recognition.is,
            template: self.snapshot.template().map(|template| template.id.clone()),
            reasons: recognition.reasons.clone(),
        }
    }

    /// What is wrong with it, in document order; nothing with what is no plan. Spans are bytes of the
    /// text.
    ///
    /// ```
    /// let plan = planls::parse("<!-- planls: plan -->\n# Cards\n\nOwner: {{NAME}}\n");
    /// assert!(plan.check().iter().any(|f| f.message == "`{{NAME}}` is not filled in"));
    /// ```
    pub fn check(&self) -> &[Finding] {
        self.snapshot.findings()
    }

    /// The text with every safe fix applied, as `planls fix` writes it; `None` if there is none.
    ///
    /// ```
    /// let plan = planls::parse("<!-- planls: plan -->\n# Cards\n\n| a | b |\n| --- | --- |\n| 1 |\n");
    /// assert!(plan.fix().unwrap().ends_with("| 1 |  |\n"));
    /// ```
    pub fn fix(&self) -> Option<String> {
        ide::fixed(&self.snapshot.uncapped(), false)
    }

    /// Sections, phases, steps and tasks with their progress; empty for what is no plan.
    ///
    /// ```
    /// let plan = planls::parse("# Plan: Cards\n\n## Phase 1: Store\n\n- [x] Tokens\n- [ ] Keys\n");
    /// let phase = &plan.outline()[0].children[0];
    /// assert_eq!((phase.title.as_ref(), phase.progress), ("Store", (1, 2)));
    /// ```
    pub fn outline(&self) -> Vec<Symbol<'_>> {
        ide::outline(&self.snapshot, true)
    }
}

impl Detected {
    /// Whether it is taken for a plan.
    pub fn is_plan(&self) -> bool {
        self.is == Recognised::Plan
    }
}
