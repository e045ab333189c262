//! Is it a plan, which template does it follow, is it itself a template (plans.md §1): by what it
//! says of itself, then what configuration says, then a score. Every answer has its reasons.

mod path;
mod score;
mod words;

use self::score::Score;
use super::{Template, Templates, matching};
use crate::plan::Plan;
use crate::plan::directive::{self, Directive};
use crate::plan::field::Shape;
use std::sync::Arc;

/// Points from which a document is certainly a plan.
const CONFIDENT: f64 = 6.0;

/// Points from which it is one.
const PLAN: f64 = 4.5;

/// Points from which it may be one.
const MAYBE: f64 = 3.0;

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
    let said = said(plan);
    let mut score = Score::default();
    let (is, sure) = match (&said, declared) {
        (Some(Directive::NotAPlan), _) => {
            score.reasons.push("the document says that it is not a plan".into());
            (Recognised::No, true)
        }
        (Some(Directive::Template { title: Some(_), .. }), _) => {
            score.reasons.push("the document says that it is a template".into());
            (Recognised::Template, true)
        }
        (_, Declared { template_file: true, .. }) => {
            score.reasons.push("it is in a folder of templates".into());
            (Recognised::Template, true)
        }
        (Some(Directive::Template { id, .. }), _) => {
            score.reasons.push(format!("the document says that it follows the template `{id}`"));
            (Recognised::Plan, true)
        }
        (Some(_), _) => {
            score.reasons.push("the document says that it is a plan".into());
            (Recognised::Plan, true)
        }
        (None, Declared { plan: Some(false), .. }) => {
            score.reasons.push("the configuration says that it is not a plan".into());
            (Recognised::No, true)
        }
        (None, Declared { plan: Some(true), .. }) => {
            score.reasons.push("the configuration says that it is a plan".into());
            (Recognised::Plan, true)
        }
        (None, _) => {
            score::content(plan, &mut score);
            if let Some(path) = path {
                path::points(path, &mut score);
            }
            (guess(plan, path, &score), false)
        }
    };
    let (template, fit) = match is {
        Recognised::Plan => follow(plan, &said, declared, templates, &mut score.reasons),
        _ => (None, 0.0),
    };
    let confident = sure || template.is_some() || score.points >= CONFIDENT && score::has_sections(plan);
    Recognition { is, confident, template, fit, score: score.points, reasons: score.reasons }
}

/// The first thing the document says of itself, in a comment or its front matter.
fn said(plan: &Plan) -> Option<Directive> {
    let comments = plan.nodes.iter().flat_map(|n| &n.section.directives);
    let comment = comments.filter_map(|c| c.meaning.as_ref().ok()).find(|d| is_about_document(d));
    comment.cloned().or_else(|| {
        let first = &plan.nodes.first()?.section;
        let field = first.field("planls").filter(|f| f.shape == Shape::FrontMatter)?;
        directive::meanings(first.str(field.value), 0).into_iter().flatten().find(is_about_document)
    })
}

fn is_about_document(directive: &Directive) -> bool {
    matches!(directive, Directive::Plan | Directive::NotAPlan | Directive::Template { .. })
}

/// By points alone.
fn guess(plan: &Plan, path: Option<&str>, score: &Score) -> Recognised {
    let template = path.is_some_and(path::is_template);
    let blank = plan.nodes.iter().all(|n| n.section.heading.is_none() && n.section.is_blank());
    if blank {
        let may_become = path.is_some_and(|p| path::names_plan(p) && !path::is_template(p));
        return if may_become { Recognised::Maybe } else { Recognised::No };
    }
    match score.points {
        p if p >= PLAN && template => Recognised::Template,
        p if p >= PLAN => Recognised::Plan,
        p if p >= MAYBE => Recognised::Maybe,
        _ => Recognised::No,
    }
}

/// The template a plan follows: the one it names, the one configured, else the best fitting.
fn follow(
    plan: &Plan,
    said: &Option<Directive>,
    declared: &Declared,
    templates: &Templates,
    reasons: &mut Vec<String>,
) -> (Option<Arc<Template>>, f64) {
    let named = match said {
        Some(Directive::Template { id, .. }) => Some(id),
        _ => declared.template.as_ref(),
    };
    if let Some(template) = named.and_then(|id| templates.get(id)) {
        return (Some(template.clone()), matching::fit(plan, template));
    }
    if let Some(id) = named {
        reasons.push(format!("there is no template `{id}`"));
    }
    match matching::choose(plan, templates) {
        Some((template, fit)) => {
            reasons.push(format!("its sections are those of the template `{}`", template.id));
            (Some(template), fit)
        }
        None => (None, 0.0),
    }
}
