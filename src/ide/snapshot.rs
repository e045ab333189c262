//! One version of one document, with everything known about it. Never changes once made.

use super::OutlineDepth;
use crate::plan::status::{self, StatusClass};
use crate::plan::{Aliases, Plan, choice};
use crate::rules::{self, Cache, Context, Files, Finding, Settings};
use crate::syntax::{Document, MANY};
use crate::template::{
    Declared, Matching, Recognised, Recognition, Template, Templates, recognise,
};
use crate::text::Edit;
use jiff::civil::Date;
use std::sync::{Arc, OnceLock};

/// What a document is read against: the same for all documents of a workspace folder.
#[derive(Clone)]
pub struct Environment {
    /// Templates in reach.
    pub templates: Arc<Templates>,
    /// Rule levels and caps.
    pub settings: Arc<Settings>,
    /// Configured headings of concepts.
    pub aliases: Arc<Aliases>,
    /// The workspace.
    pub files: Arc<dyn Files>,
    /// What is switched on.
    pub features: Features,
    /// Today.
    pub today: Date,
}

/// What may be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// How much of the outline editors get.
    pub outline: OutlineDepth,
    /// Editors get completions.
    pub completion: bool,
    /// Editors show hints behind headings and rows.
    pub hints: bool,
    /// Editors show lenses above headings.
    pub lenses: bool,
    /// Editors may have plans formatted.
    pub format: bool,
    /// Formatting, wherever it is asked for, aligns the columns of tables.
    pub align_tables: bool,
}

impl Default for Features {
    /// Everything is on.
    fn default() -> Features {
        Features {
            outline: OutlineDepth::Full,
            completion: true,
            hints: true,
            lenses: true,
            format: true,
            align_tables: true,
        }
    }
}

/// A document at one version.
pub struct Snapshot {
    /// Text and slices.
    pub document: Document,
    /// Relative to the workspace folder, `/`-separated; just the name outside of one.
    pub path: Option<String>,
    /// What it is read against.
    pub environment: Environment,
    /// What configuration says of it.
    pub declared: Declared,
    /// The plan read from it.
    pub plan: Plan,
    /// What it is.
    pub recognition: Recognition,
    /// Which section fills which slot of its template.
    pub matching: Option<Arc<Matching>>,
    /// The plan's own status.
    pub status: StatusClass,
    /// What the last version whose findings were asked for left behind.
    before: Arc<Cache>,
    findings: OnceLock<(Vec<Finding>, Arc<Cache>)>,
    /// A version with many more sections, which may come back.
    aside: Option<Arc<Earlier>>,
}

/// What later versions may take over from one.
struct Earlier {
    plan: Plan,
    recognition: Recognition,
    matching: Option<Arc<Matching>>,
    cache: Arc<Cache>,
}

impl Snapshot {
    /// Reads a document. `before` is the snapshot of an earlier version: it saves work and never
    /// changes the result.
    pub fn new(
        document: Document,
        path: Option<String>,
        declared: Declared,
        environment: Environment,
        before: Option<&Snapshot>,
    ) -> Snapshot {
        let before = before
            .filter(|b| b.path == path && b.declared == declared && b.environment.is(&environment));
        let (now, then) = (document.slices().len(), before.map(|b| b.document.slices().len()));
        let (lost, back) = then.map_or((false, false), |t| (now + MANY < t, t + MANY < now));
        let aside = before.and_then(|b| b.aside.clone());
        let earlier = aside.clone().filter(|_| back).or(before.map(|b| Arc::new(b.leave())));
        let aside = if lost { earlier.clone() } else { aside.filter(|_| !back) };
        let before = earlier.as_deref();
        let plan = Plan::new(&document, &environment.aliases, before.map(|b| &b.plan));
        let (recognition, matching) =
            match before.filter(|b| Arc::ptr_eq(b.plan.shape(), plan.shape())) {
                Some(before) => (before.recognition.clone(), before.matching.clone()),
                None => {
                    let path = path.as_deref();
                    let found = recognise(&plan, path, &declared, &environment.templates);
                    let matching = found.template.as_deref().map(|t| Matching::new(&plan, t));
                    (found, matching.map(Arc::new))
                }
            };
        // `Draft | In Progress | Completed` is not chosen yet, so nothing is stated.
        let chosen = stated_status(&plan).filter(|s| choice::list(s).is_none());
        let status = chosen.and_then(status::parse);
        let status = status.map_or(StatusClass::Active, |s| s.class);
        Snapshot {
            document,
            path,
            environment,
            declared,
            plan,
            recognition,
            matching,
            status,
            before: earlier.map(|b| b.cache.clone()).unwrap_or_default(),
            findings: OnceLock::new(),
            aside,
        }
    }

    fn leave(&self) -> Earlier {
        let cache = self.findings.get().map_or(&self.before, |(_, cache)| cache);
        Earlier {
            plan: self.plan.clone(),
            recognition: self.recognition.clone(),
            matching: self.matching.clone(),
            cache: cache.clone(),
        }
    }

    /// A text on its own: no workspace, built-in templates, the generic date.
    pub fn of_text(text: &str, path: Option<&str>, environment: Environment) -> Snapshot {
        let document = Document::new(text);
        Snapshot::new(document, path.map(str::to_owned), Declared::default(), environment, None)
    }

    /// The document after `edits`, with what it shares with this one taken over. `None` as
    /// [`crate::text::apply`] has it.
    pub fn edited(&self, edits: &[Edit]) -> Option<Snapshot> {
        let document = self.document.edited(edits)?;
        let (path, declared) = (self.path.clone(), self.declared.clone());
        Some(Snapshot::new(document, path, declared, self.environment.clone(), Some(self)))
    }

    /// The same document with all its findings, however many.
    pub fn uncapped(&self) -> Snapshot {
        let mut environment = self.environment.clone();
        let mut settings = (*environment.settings).clone();
        settings.cap = usize::MAX - 1;
        environment.settings = Arc::new(settings);
        let (path, declared) = (self.path.clone(), self.declared.clone());
        Snapshot::new(self.document.clone(), path, declared, environment, None)
    }

    /// Whether the server has anything to say about it.
    pub fn is_plan(&self) -> bool {
        self.recognition.is == Recognised::Plan
    }

    /// Whether it has an outline: plans and templates have.
    pub fn has_outline(&self) -> bool {
        matches!(self.recognition.is, Recognised::Plan | Recognised::Template)
    }

    /// Whether completion has something to offer: in plans and templates, and in an empty document
    /// that may become one.
    pub fn takes_completion(&self) -> bool {
        let blank =
            || self.plan.nodes.iter().all(|n| n.section.heading.is_none() && n.section.is_blank());
        self.has_outline() || (self.recognition.is == Recognised::Maybe && blank())
    }

    /// The plan's own status as written.
    pub fn status_text(&self) -> Option<&str> {
        stated_status(&self.plan)
    }

    /// The template it follows.
    pub fn template(&self) -> Option<&Template> {
        self.recognition.template.as_deref()
    }

    /// What rules are given.
    pub fn context(&self) -> Context<'_> {
        Context {
            document: &self.document,
            plan: &self.plan,
            recognition: &self.recognition,
            template: self.template(),
            matching: self.matching.as_deref(),
            status: self.status,
            settings: &self.environment.settings,
            files: self.environment.files.as_ref(),
            path: self.path.as_deref(),
            today: self.environment.today,
        }
    }

    /// All findings, in document order. Computed once.
    pub fn findings(&self) -> &[Finding] {
        self.findings_unless(&|| false).unwrap_or_default()
    }

    /// The same; `None`, with nothing kept, where `stop` says so before they are complete.
    pub fn findings_unless(&self, stop: &dyn Fn() -> bool) -> Option<&[Finding]> {
        if self.findings.get().is_none() {
            let (findings, cache) = rules::check(&self.context(), &self.before, stop)?;
            // Who was faster found the same.
            let _ = self.findings.set((findings, Arc::new(cache)));
        }
        self.findings.get().map(|(findings, _)| findings.as_slice())
    }
}

impl Environment {
    /// Whether it is the very same.
    fn is(&self, other: &Environment) -> bool {
        Arc::ptr_eq(&self.templates, &other.templates)
            && Arc::ptr_eq(&self.settings, &other.settings)
            && Arc::ptr_eq(&self.aliases, &other.aliases)
            && Arc::ptr_eq(&self.files, &other.files)
            && self.features == other.features
            && self.today == other.today
    }

    /// No workspace, built-in templates, default settings.
    pub fn plain(today: Date) -> Environment {
        Environment {
            templates: Arc::new(Templates::built_in()),
            settings: Arc::default(),
            aliases: Arc::default(),
            files: Arc::new(rules::NoFiles),
            features: Features::default(),
            today,
        }
    }
}

/// The status a plan states in its header or front matter: the value of the first `Status` field.
fn stated_status(plan: &Plan) -> Option<&str> {
    let mut head = plan.nodes.iter().take_while(|n| n.level <= 1).take(2);
    head.find_map(|n| {
        Some(n.section.str(n.section.field("status")?.value)).filter(|s| !s.is_empty())
    })
}
