//! Is it a plan, which template does it follow, is it itself a template (plans.md §1): by what it
//! says of itself, then what configuration says, then a score. Every answer has its reasons.

use super::{Template, Templates};
use crate::plan::Plan;
use std::sync::Arc;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// A plan.
    Plan,
    /// Perhaps a plan: nothing is reported, "Treat as plan" is offered.
    Maybe,
    /// Not a plan.
    No,
    /// A template for plans.
    Template,
}

impl Recognised {
    /// As output names it.
    pub fn name(self) -> &'static str {
        match self {
            Recognised::Plan => "plan",
            Recognised::Maybe => "maybe",
            Recognised::No => "not-a-plan",
            Recognised::Template => "template",
        }
    }
}

/// The answer about a document, with its reasons.
#[derive(Clone, Debug)]
pub struct Recognition {
    /// What it is.
    pub is: Recognised,
    /// Sure enough to report what is missing.
    pub confident: bool,
    /// The template it follows, if any.
    pub template: Option<Arc<Template>>,
    /// How well that template fits; template-specific missing sections are reported above 0.4.
    pub fit: f64,
    /// The score, for the curious.
    pub score: f64,
    /// Why, for people: "title says `Implementation Plan` (+5)".
    pub reasons: Vec<String>,
}

/// What configuration or the command line says about a document before anything is guessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declared {
    /// `plans.include` or `plans.exclude` names it.
    pub plan: Option<bool>,
    /// It is in one of the template directories.
    pub template_file: bool,
    /// The id of the template it is to follow: `templates.use` or `--template`.
    pub template: Option<String>,
}

/// What a document is. `path` is relative to its workspace folder (or just the file's name),
/// `/`-separated.
pub fn recognise(
    plan: &Plan,
    path: Option<&str>,
    declared: &Declared,
    templates: &Templates,
) -> Recognition {
    let _ = (plan, path, declared, templates);
    let (is, confident) = (Recognised::No, false);
    Recognition { is, confident, template: None, fit: 0.0, score: 0.0, reasons: vec![] }
}
