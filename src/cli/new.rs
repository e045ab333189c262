//! `planls new`: a plan from a template.

use super::Common;
use super::output::{self, Failure, Outcome};
use crate::{template, workspace};
use clap::Args;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  planls new phased docs/cards.md --title \"Saved cards\"
  planls new phased --set FEATURE_NAME=\"Saved cards\" > plan.md
  planls templates            what there is to begin with";

/// Begin a plan from a template
///
/// Writes the template's structure with today's date, and prints it when no FILE is given. An
/// existing file is never overwritten. `planls templates` lists what there is.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The template's id; the configured default if it is left out
    #[arg(value_name = "TEMPLATE")]
    id: Option<String>,
    /// Where to write it; folders are made as needed
    file: Option<PathBuf>,
    /// The plan's title
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Fill in a placeholder: --set FEATURE_NAME="Saved cards"; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    match name.trim() {
        "" => Err("the name is missing".to_owned()),
        name => Ok((name.to_owned(), value.to_owned())),
    }
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Outcome {
    let file = arguments.file.as_deref();
    let project = common.workspace()?.project(file.unwrap_or(Path::new("./-")));
    let id = arguments.id.as_ref().or(common.template.as_ref());
    let id = id.or(project.config.templates.default.as_ref()).ok_or_else(|| {
        let ids = super::templates::ids(&project.templates);
        Failure::new(format!("name a template: {ids}, or set `templates.default` in planls.toml"))
    })?;
    let template = super::templates::find(&project.templates, id)?;
    let today = project.environment().today;
    if let Some(name) = template::unfillable(template, &arguments.set, today) {
        let id = &template.id;
        return Err(Failure::new(format!(
            "`{id}` has nothing called `{name}` that could be filled in"
        )));
    }
    let text = template::fill(template, arguments.title.as_deref(), &arguments.set, today);
    match file {
        None => output::print(&text)?,
        Some(file) => {
            workspace::create(file, &text).map_err(Failure::new)?;
            if !common.quiet {
                output::print(&format!("{} follows `{}`\n", file.display(), template.id))?;
            }
        }
    }
    Ok(0)
}
