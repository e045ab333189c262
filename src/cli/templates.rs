//! `planls templates`: what is in reach, one template, or what was inferred from it.

use super::Common;
use super::columns::{fit, width};
use super::output::{self, BOLD, DIM, Failure, Outcome, RESET};
use crate::config::nearest;
use crate::template::{self, Template, Templates};
use crate::workspace;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const EXAMPLES: &str = "\
Examples:
  planls templates show phased > .planls/templates/ours.md
  planls templates show phased --as-schema
  planls templates init docs/good-plan.md .planls/templates/ours.md";

/// List the templates in reach, or show one
///
/// Project templates (`.planls/templates/*.md`) come before your own (`planls/templates` in your
/// configuration folder), those before the built-in ones. A template is an ordinary Markdown file.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// How the list is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
}

#[derive(Subcommand)]
enum What {
    /// Print a template, or what was understood of it
    Show {
        /// The template's id
        id: String,
        /// Print the sections, fields, tables and choices inferred from it, as JSON
        #[arg(long)]
        as_schema: bool,
    },
    /// Make a template out of an existing plan: its structure, with placeholders for its words
    Init {
        /// The plan
        plan: PathBuf,
        /// Where to write the template, `.planls/templates/NAME.md` say; printed without it
        file: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// A table for people
    Text,
    /// One JSON object
    Json,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Outcome {
    let project = common.workspace()?.project(Path::new("./-"));
    for trouble in &project.template_troubles {
        let name = super::input::shown(&trouble.path);
        output::complain_at_length(&super::format::text::trouble(&name, trouble));
    }
    match (&arguments.what, arguments.format) {
        (Some(What::Show { id, as_schema }), _) => {
            let template = find(&project.templates, id)?;
            if *as_schema {
                output::print_json(&template.schema_json())?;
            } else {
                output::print(&template.text)?;
            }
        }
        (Some(What::Init { plan, file }), _) => init(plan, file.as_deref(), common)?,
        (None, Form::Text) => output::print(&table(&project.templates))?,
        (None, Form::Json) => {
            let one = |t: &Arc<Template>| {
                let (origin, path) = t.origin.parts();
                json!({ "id": t.id, "title": t.title, "origin": origin, "path": path })
            };
            let templates: Vec<_> = project.templates.all().iter().map(one).collect();
            output::print_json(&json!({ "version": 1, "templates": templates }))?;
        }
    }
    Ok(0)
}

fn init(plan: &Path, file: Option<&Path>, common: &Common) -> Result<(), Failure> {
    let unreadable = |message| Failure::new(format!("{}: {message}", plan.display()));
    let source = workspace::read(plan).map_err(unreadable)?;
    let snapshot = common.workspace()?.snapshot_of(plan, &source.text);
    let text = template::from_plan(&snapshot.plan);
    let Some(file) = file else { return output::print(&text) };
    workspace::create(file, &text).map_err(Failure::new)?;
    match common.quiet {
        true => Ok(()),
        false => output::print(&format!("{} is a template now\n", file.display())),
    }
}

fn table(templates: &Templates) -> String {
    let widest = |cell: fn(&Template) -> &str| {
        templates.all().iter().map(|t| width(cell(t))).max().unwrap_or(0)
    };
    let (id, title) = (widest(|t| &t.id), widest(|t| &t.title).min(40));
    let line = |t: &Arc<Template>| {
        let (origin, path) = t.origin.parts();
        let at = path.map_or(origin.to_owned(), |path| format!("{origin}, {path}"));
        format!("{BOLD}{}{RESET}  {}  {DIM}{at}{RESET}\n", fit(&t.id, id), fit(&t.title, title))
    };
    templates.all().iter().map(line).collect()
}

/// A template by id, or what is there instead.
pub(super) fn find<'t>(templates: &'t Templates, id: &str) -> Result<&'t Arc<Template>, Failure> {
    templates.get(id).ok_or_else(|| {
        let nearest = nearest(id, templates.ids());
        let hint = nearest.map(|n| format!("did you mean `{n}`?"));
        let hint = hint.unwrap_or_else(|| format!("there are {}", ids(templates)));
        Failure::new(format!("there is no template `{id}`; {hint}"))
    })
}

/// All ids, for a sentence.
pub(super) fn ids(templates: &Templates) -> String {
    let ids: Vec<String> = templates.ids().map(|id| format!("`{id}`")).collect();
    ids.join(", ")
}
